import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatIssue } from '../../src/domain/issue.ts';
import { type ArchiveReading, basePath, readArchive } from '../../src/files/archive.ts';

const fixture = path.resolve(import.meta.dirname, '../fixtures/archive/content');
const scratch = mkdtempSync(path.join(tmpdir(), 'pincite-archive-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const bridge = 'articles/1911-06-10-the-bridge-question.mdx';
const flood = 'articles/1953-02-07-four-nights-of-water.mdx';
const people = 'entities/people.yaml';

/** A copy of the invented archive that a test may break. */
class Copy {
  readonly folder: string;

  constructor() {
    this.folder = path.join(mkdtempSync(path.join(scratch, 'copy-')), 'content');
    cpSync(fixture, this.folder, { recursive: true });
  }

  text(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  write(file: string, content: string | Uint8Array): this {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), content);
    return this;
  }

  /** Replaces the first occurrence; a text that is not there would make the test one that cannot fail. */
  replace(file: string, from: string, to: string): this {
    const text = this.text(file);
    if (!text.includes(from)) throw new Error(`“${from}” is not in ${file}`);
    return this.write(
      file,
      text.replace(from, () => to),
    );
  }

  remove(file: string): this {
    rmSync(path.join(this.folder, file));
    return this;
  }

  /** Line of the first line of the file that holds the text, 1-based. */
  lineOf(file: string, text: string): number {
    const line =
      this.text(file)
        .split('\n')
        .findIndex((candidate) => candidate.includes(text)) + 1;
    if (line === 0) throw new Error(`“${text}” is not in ${file}`);
    return line;
  }

  read(): ArchiveReading {
    return readArchive({ folder: this.folder });
  }

  /** Errors as `file:line code message`. */
  errors(): string[] {
    return this.read()
      .issues.filter(({ severity }) => severity === 'error')
      .map((issue) => `${issue.file}:${issue.line} ${issue.code}  ${issue.message}`);
  }
}

describe('the invented archive', () => {
  const reading = readArchive({ folder: fixture });

  it('is sound, and warns of the one name that nobody has marked', () => {
    expect(reading.issues.filter(({ severity }) => severity === 'error').map(formatIssue)).toEqual([]);
    expect(reading.issues.map(({ code, file }) => [code, file])).toEqual([
      ['ambiguous-name', 'content/articles/1984-05-12-the-glass-weir.mdx'],
    ]);
  });

  it('is read whole: every file is an article, in the order of their names', () => {
    const files = readdirSync(path.join(fixture, 'articles')).sort();
    expect(reading.articles.map(({ slug }) => `${slug}.mdx`)).toEqual(files);
    expect(files).toHaveLength(12);
    expect(reading.settings?.name).toBe('The Ennerby Cuttings');
    expect(reading.registry.entities.length).toBeGreaterThan(50);
  });

  it('is read the same way twice', () => {
    const again = readArchive({ folder: fixture });
    expect(again.articles).toEqual(reading.articles);
    expect(again.issues).toEqual(reading.issues);
    expect(again.settings).toEqual(reading.settings);
    expect(again.registry.entities).toEqual(reading.registry.entities);
    expect(JSON.stringify(again.articles)).toBe(JSON.stringify(reading.articles));
  });

  it('links under the path of its address, or under another base', () => {
    const html = (base?: string) => readArchive({ folder: fixture, base }).articles[0]?.blocks[0]?.html;
    expect(html()).toContain('href="/vale/places/guildhall/"');
    expect(html('/')).toContain('href="/places/guildhall/"');
    expect(html('/elsewhere')).toContain('href="/elsewhere/places/guildhall/"');
    expect(basePath(reading.settings)).toBe('/vale/');
    expect(basePath(undefined)).toBe('/');
  });
});

describe('a fault in an article', () => {
  it('an unknown speaker is reported where the quote stands, with the nearest id', () => {
    const copy = new Copy().replace(bridge, 'by="ada-quill"', 'by="ada-quil"');
    const line = copy.lineOf(bridge, 'ada-quil"');
    expect(
      copy
        .read()
        .issues.filter(({ severity }) => severity === 'error')
        .map(formatIssue),
    ).toEqual([
      `content/${bridge}:${line}:75 unknown-entity  by="ada-quil" is in no file of content/entities/. The nearest id is “ada-quill”.`,
    ]);
  });

  it.each([
    [
      'an unknown component',
      bridge,
      '<Mention of="josiah-crake">The Mayor</Mention>',
      '<Speaker of="josiah-crake">The Mayor</Speaker>',
      '<Speaker',
      /unknown-component {2}<Speaker> is not a component/,
    ],
    [
      'a date of publication that is none',
      bridge,
      'published: 1911-06-10',
      'published: 1911-06-31',
      'published:',
      /invalid-date {2}“published” \(“1911-06-31”\) is not on the calendar\.$/,
    ],
    [
      'a quote’s date that is none',
      bridge,
      'on="1911-06-03"',
      'on="3 June 1911"',
      'on="3 June',
      /invalid-date {2}on="3 June 1911" is not a date/,
    ],
    [
      'an event’s date that is none',
      bridge,
      'date: 1911-04',
      'date: 1911-4',
      'date: 1911-4',
      /invalid-date {2}events\.date: “1911-4” is not a date/,
    ],
    [
      'the date of a figure that is none',
      'articles/1913-09-the-long-bridge-opened.mdx',
      'date: 1913?',
      'date: "1913??"',
      'date: "1913??"',
      /invalid-date {2}figures\.date: “1913\?\?” is not a date/,
    ],
    [
      'a date of access that is none',
      bridge,
      'accessed: 2011-04-02',
      'accessed: 2011-02-29',
      'accessed:',
      /invalid-date {2}accessed: “2011-02-29” is not on the calendar\.$/,
    ],
    [
      'the date of a correction that is none',
      'articles/1958-11-21-six-votes.mdx',
      'date: 2013-01',
      'date: 2013-13',
      '2013-13',
      /invalid-date {2}corrections\.date: “2013-13” is not on the calendar\.$/,
    ],
    [
      'the date of a withdrawal that is none',
      'articles/1996-10-04-who-wants-the-mill.mdx',
      'date: 2010-02-15',
      'date: 2010-02-30',
      '2010-02-30',
      /invalid-date {2}withdrawn\.date: “2010-02-30” is not on the calendar\.$/,
    ],
    [
      'an unknown publication',
      bridge,
      'publication: ennerby-gazette',
      'publication: enerby-gazette',
      'publication:',
      /unknown-entity {2}publication: “enerby-gazette” is in no file/,
    ],
    [
      'a publication that is a place',
      bridge,
      'publication: ennerby-gazette',
      'publication: ennerby',
      'publication:',
      /wrong-entity-type {2}publication: “ennerby” is a place, not an organization\.$/,
    ],
    [
      'an unknown dateline',
      bridge,
      'dateline: ennerby',
      'dateline: ennerbee',
      'dateline:',
      /unknown-entity {2}dateline: “ennerbee” is in no file/,
    ],
    [
      'a dateline that is a person',
      bridge,
      'dateline: ennerby',
      'dateline: ada-quill',
      'dateline:',
      /wrong-entity-type {2}dateline: “ada-quill” is a person, not a place\.$/,
    ],
    [
      'a byline that looks like an id and is none',
      flood,
      'byline: [owen-tilley, ',
      'byline: [owen-tiley, ',
      'byline:',
      /unknown-entity {2}byline: “owen-tiley” is in no file/,
    ],
    [
      'a byline that is a place',
      flood,
      'byline: [owen-tilley, ',
      'byline: [ennerby, ',
      'byline:',
      /wrong-entity-type {2}byline: “ennerby” is a place, not a person or an organization\.$/,
    ],
    [
      'a figure’s place that is unknown',
      'articles/1913-09-the-long-bridge-opened.mdx',
      'place: ferry-stairs',
      'place: ferry-stair',
      'place: ferry-stair',
      /unknown-entity {2}figures\.place: “ferry-stair” is in no file/,
    ],
    [
      'an event’s unknown participant',
      bridge,
      'entities: [tom-marsh-elder, ferry-stairs]',
      'entities: [tom-marsh, ferry-stairs]',
      '[tom-marsh,',
      /unknown-entity {2}events\.entities: “tom-marsh” is in no file/,
    ],
    [
      'an event’s passage out of range',
      bridge,
      'passages: [1, 3, 9]',
      'passages: [1, 3, 10]',
      'passages: [1, 3, 10]',
      /unknown-passage {2}events: the article has no passage “10”\.$/,
    ],
    [
      'an event’s caption that is not there',
      'articles/1913-09-the-long-bridge-opened.mdx',
      'fig-2]',
      'fig-3]',
      'fig-3]',
      /unknown-passage {2}events: the article has no passage “fig-3”\.$/,
    ],
    [
      'a correction’s passage out of range',
      'articles/1958-11-21-six-votes.mdx',
      'anchors: [4]',
      'anchors: [40]',
      'anchors: [40]',
      /unknown-passage {2}corrections: the article has no passage “40”\.$/,
    ],
    [
      'an event id that another article has',
      flood,
      'id: flood-1953',
      'id: bridge-meeting-1911',
      'id: bridge-meeting-1911',
      /duplicate-event {2}The event id “bridge-meeting-1911” is taken in content\/articles\/1911-06-10-the-bridge-question\.mdx\.$/,
    ],
    [
      'an event id that the same article has',
      flood,
      'id: edith-hallam-married',
      'id: flood-1953',
      'id: flood-1953',
      /duplicate-event {2}The event id “flood-1953” is taken in content\/articles\/1953-02-07-four-nights-of-water\.mdx\.$/,
    ],
    ['a field that is none', bridge, 'topics:', 'topic:', 'topic:', /invalid-field {2}“topic” is not a field\.$/],
  ])('%s stops the archive, with file and line', (_, file, from, to, mark, message) => {
    const copy = new Copy().replace(file, from, to);
    // The second of two equal ids is the one that is wrong.
    const lines = copy
      .text(file)
      .split('\n')
      .flatMap((line, index) => (line.includes(mark) ? [index + 1] : []));
    // A sealed event that gets another id is missed as well.
    const errors = copy.errors().filter((error) => !error.includes(' lost-anchor '));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^content/${file.replaceAll('.', '\\.')}:${lines.at(mark === 'on="3 June' ? 0 : -1)} `));
    expect(errors[0]?.replace(/^\S+ /, '')).toMatch(message);
  });

  it('a picture that is not in the folder is reported at its name, and found once it is there', () => {
    const file = 'articles/1913-09-the-long-bridge-opened.mdx';
    const copy = new Copy().replace(
      file,
      '    credit: Photographer unknown\n',
      '    credit: Photographer unknown\n    src: bridge.png\n    alt: A bridge.\n',
    );
    expect(copy.errors()).toEqual([
      `content/${file}:${copy.lineOf(file, 'src: bridge.png')} missing-picture  content/figures/bridge.png is not there, or not a picture.`,
    ]);
    // The smallest PNG: one transparent pixel.
    copy.write(
      'figures/bridge.png',
      Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64'),
    );
    const reading = copy.read();
    expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const html = reading.articles
      .find(({ slug }) => file.includes(slug))
      ?.blocks.map((block) => block.html)
      .join('');
    expect(html).toContain('<img src="/vale/figures/bridge.png" alt="A bridge." width="1" height="1"');
  });

  it('a picture that is none, or lies outside its folder, is refused and not read', () => {
    const file = 'articles/1913-09-the-long-bridge-opened.mdx';
    const copy = new Copy().write('figures/bridge.png', 'no picture').write('secret.png', 'no picture either');
    const credit = '    credit: Photographer unknown\n';
    copy.replace(file, credit, `${credit}    src: bridge.png\n    alt: A bridge.\n`);
    expect(copy.errors()).toEqual([
      `content/${file}:${copy.lineOf(file, 'src: bridge.png')} missing-picture  content/figures/bridge.png is not there, or not a picture.`,
    ]);
    copy.replace(file, 'src: bridge.png', 'src: a/../../secret.png');
    expect(copy.errors()[0]).toMatch(
      /invalid-field {2}“figures\[0\]\.src” \(“a\/\.\.\/\.\.\/secret\.png”\) is not a picture in content\/figures\//,
    );
  });

  it('one bad entry of the registry leaves the others known', () => {
    const copy = new Copy().replace(people, 'name: Ada Quill', 'nam: Ada Quill');
    const errors = copy.errors();
    expect(errors.filter((error) => error.includes('invalid-field')).length).toBe(2);
    expect(errors.some((error) => error.includes('unknown-entity') && error.includes('ada-quill'))).toBe(true);
    expect(errors.filter((error) => error.includes('unknown-entity') && !error.includes('ada-quill'))).toEqual([]);
  });

  it('a registry file that multiplies itself or is not in UTF-8 is refused', () => {
    const laughs = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'.split('').map((key, index) => `${key}: &${key} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ];
    const copy = new Copy()
      .write('entities/laughs.yaml', laughs.join('\n'))
      .write('entities/latin.yaml', Buffer.from('- name: Zo\u00eb', 'latin1'));
    const errors = copy.errors();
    expect(errors.some((error) => error.startsWith('content/entities/laughs.yaml:1 yaml-syntax  This YAML cannot be read'))).toBe(true);
    expect(errors.some((error) => error.startsWith('content/entities/latin.yaml:1 not-utf-8'))).toBe(true);
  });

  it('a featured article with a fault of its own is not called unknown as well', () => {
    const copy = new Copy()
      .replace('archive.yaml', 'name:', 'featured: 1911-06-10-the-bridge-question\nname:')
      .replace(bridge, 'published:', 'publishd:');
    expect(copy.errors().some((error) => error.includes('unknown-article'))).toBe(false);
    copy.replace('archive.yaml', 'featured: 1911-06-10-the-bridge-question', 'featured: 1911-no-such-article');
    expect(copy.errors().some((error) => error.includes('unknown-article'))).toBe(true);
  });

  it('a file that is not in UTF-8 is refused, and so are names that cannot stand in an address or are no article’s', () => {
    const copy = new Copy();
    copy.write('articles/1920-latin-one.mdx', Buffer.from(copy.text(bridge).replace('Guildhall', 'Gu\u00efldhall'), 'latin1'));
    copy.write('articles/1921-The_Slug.mdx', copy.text(bridge)).write('articles/notes.md', 'A note.\n').write('articles/.hidden', '');
    expect(copy.errors()).toEqual([
      'content/articles/1920-latin-one.mdx:1 not-utf-8  The file is not in UTF-8.',
      'content/articles/1921-The_Slug.mdx:1 invalid-slug  The file’s name, “1921-The_Slug”, is the end of the article’s address and cannot stand there.',
      'content/articles/notes.md:1 not-an-article  This file is not an article: its name does not end in .mdx.',
    ]);
    expect(copy.read().articles).toHaveLength(12);
  });

  it('does not keep the other articles from being read', () => {
    const copy = new Copy().replace(bridge, 'published: 1911-06-10', 'published: never');
    expect(copy.read().articles).toHaveLength(11);
  });
});

describe('line endings and a byte-order mark', () => {
  it('give the same articles', () => {
    const copy = new Copy();
    const files = readdirSync(path.join(copy.folder, 'articles')).map((file) => `articles/${file}`);
    const extra = 'articles/1999-every-block.mdx';
    copy.write(
      extra,
      `${copy.text(bridge).replace(/events:[\s\S]*?\n---\n/, '---\n')}
<Mention of="ada-quill">She</Mention>
<Mention of="josiah-crake">He</Mention>

<Mention of="ada-quill">She</Mention>

<Foreign lang="fr">pardon</Foreign>

> <Mention of="ada-quill">She</Mention>
> <Mention of="josiah-crake">He</Mention>
>
> <Foreign lang="fr">pardon</Foreign>

A hard\\
break and a soft
one.

\`\`\`
code in

two lines
\`\`\`

- an item
  of two lines

  and two paragraphs
`,
    );
    const plain = copy.read();
    for (const file of [...files, extra]) copy.write(file, `\uFEFF${copy.text(file).replaceAll('\n', '\r\n')}`);
    for (const file of [people, 'archive.yaml']) copy.write(file, `\uFEFF${copy.text(file).replaceAll('\n', '\r\n')}`);
    const windows = copy.read();
    expect(copy.text(bridge)).toContain('\r\n');
    expect(plain.articles).toHaveLength(13);
    expect(windows.articles).toEqual(plain.articles);
    expect(windows.issues).toEqual(plain.issues);
    expect(windows.settings).toEqual(plain.settings);
    expect(windows.registry.entities).toEqual(plain.registry.entities);
  });

  it('do not move the place of an issue', () => {
    const copy = new Copy()
      .replace(bridge, 'by="samuel-pellow"', 'by="samuel-pello"')
      .replace(bridge, 'dateline: ennerby', 'dateline: ennerbee');
    const broken = copy.errors();
    copy.write(bridge, copy.text(bridge).replaceAll('\n', '\r\n'));
    expect(broken.length).toBeGreaterThan(0);
    expect(copy.errors()).toEqual(broken);
  });
});

describe('a fault in the registry', () => {
  it.each([
    [
      'two entities with one id',
      '- id: hannah-marsh',
      '- id: ada-quill',
      /^content\/entities\/people\.yaml:\d+ duplicate-entity {2}The id “ada-quill” is taken \(content\/entities\/people\.yaml:\d+\)\.$/,
    ],
    [
      'a former id that is taken',
      'formerIds: [miss-quill]',
      'formerIds: [hannah-marsh]',
      /:\d+ duplicate-entity {2}The former id “hannah-marsh” is taken by “Hannah Marsh”\.$/,
    ],
    [
      'a former id that is the entity’s own',
      'formerIds: [miss-quill]',
      'formerIds: [ada-quill]',
      /:\d+ duplicate-entity {2}The former id “ada-quill” is taken by the entity’s own id\.$/,
    ],
    [
      'a body that is unknown',
      'partOf: [tarle-mercury]',
      'partOf: [tarle-mercurie]',
      /:\d+ unknown-entity {2}partOf: “tarle-mercurie” is in no file/,
    ],
    [
      'a body that is a place',
      'partOf: [tarle-mercury]',
      'partOf: [ennerby]',
      /:\d+ wrong-entity-type {2}partOf: “ennerby” is a place, not an organization\.$/,
    ],
    [
      'a country that is a person',
      'country: valdoire',
      'country: ada-quill',
      /:\d+ wrong-entity-type {2}country: “ada-quill” is a person, not a place\.$/,
    ],
    ['a birth that is no date', 'born: 1903-04-17', 'born: 17 April 1903', /:\d+ invalid-date {2}born: “17 April 1903” is not a date/],
  ])('%s is reported with file and line', (_, from, to, message) => {
    const copy = new Copy().replace(people, from, to);
    const lines = copy
      .text(people)
      .split('\n')
      .flatMap((line, index) => (line.includes(to) ? [index + 1] : []));
    const found = copy.errors().filter((error) => message.test(error));
    expect(found).toHaveLength(1);
    expect(lines).toContain(Number(/:(\d+) /.exec(found[0] ?? '')?.[1]));
  });

  it('an unknown field, a type that is none and a missing description are told apart', () => {
    const copy = new Copy().replace(people, 'role: schoolmistress', 'rank: schoolmistress');
    const inRegistry = (one: Copy) => one.errors().filter((error) => error.startsWith(`content/${people}`));
    expect(inRegistry(copy)).toEqual([`content/${people}:${copy.lineOf(people, 'rank:')} invalid-field  “[0].rank” is not a field.`]);
    const second = new Copy().replace(people, 'type: person', 'type: persona');
    expect(inRegistry(second)).toEqual([
      `content/${people}:${second.lineOf(people, 'type: persona')} invalid-field  “[0].type” (“persona”) has none of the known types: person, organization, place, work.`,
    ]);
    const third = new Copy().replace(people, '  description: Baker in Weir Street.\n', '');
    expect(inRegistry(third)).toEqual([
      `content/${people}:${third.lineOf(people, 'id: nadia-sarraf')} invalid-field  “[${entityIndex(third, 'nadia-sarraf')}].description” is missing.`,
    ]);
  });

  it('the id “none” is kept', () => {
    const copy = new Copy().write('entities/more.yaml', '- id: none\n  type: place\n  name: Nowhere\n  description: Nowhere.\n');
    expect(copy.errors()).toEqual(['content/entities/more.yaml:1 reserved-id  The id “none” is kept for <Mention of="none">.']);
  });

  it('a syntax error is reported where it stands', () => {
    const copy = new Copy().replace(people, 'name: Ada Quill', 'name: Ada: Quill');
    const errors = copy.errors().filter((error) => error.startsWith(`content/${people}`));
    expect(errors).toEqual([
      expect.stringMatching(new RegExp(`^content/${people}:${copy.lineOf(people, 'Ada: Quill')} yaml-syntax {2}This is not YAML: `)),
    ]);
  });
});

function entityIndex(copy: Copy, id: string): number {
  return copy
    .text(people)
    .split('\n')
    .filter((line) => line.startsWith('- id: '))
    .indexOf(`- id: ${id}`);
}

describe('archive.yaml', () => {
  it('is missed where it is missing, and the articles are read all the same', () => {
    const copy = new Copy().remove('archive.yaml');
    expect(copy.errors()).toEqual(['content/archive.yaml:1 missing-file  This archive has no archive.yaml.']);
    const reading = copy.read();
    expect(reading.settings).toBeUndefined();
    expect(reading.articles).toHaveLength(12);
  });

  it('states an address in full', () => {
    const copy = new Copy().replace('archive.yaml', 'https://cuttings.example.org/vale/', 'cuttings.example.org');
    expect(copy.errors()).toEqual([
      `content/archive.yaml:${copy.lineOf('archive.yaml', 'address:')} invalid-field  “address” (“cuttings.example.org”) is not a web address: write it in full, beginning with https://.`,
    ]);
  });

  it('features an article that is there and not withdrawn', () => {
    const feature = (slug: string) =>
      new Copy()
        .write('archive.yaml', `${readFileSync(path.join(fixture, 'archive.yaml'), 'utf8').trimEnd()}\nfeatured: ${slug}\n`)
        .errors();
    expect(feature('1911-06-10-the-bridge-question')).toEqual([]);
    expect(feature('1911-06-10-no-bridge')).toEqual([
      expect.stringMatching(
        /^content\/archive\.yaml:\d+ unknown-article {2}featured: “1911-06-10-no-bridge” is no article of this archive\.$/,
      ),
    ]);
    expect(feature('1996-10-04-who-wants-the-mill')).toEqual([
      expect.stringMatching(/unknown-article {2}featured: “1996-10-04-who-wants-the-mill” is withdrawn\.$/),
    ]);
  });
});

describe('an empty folder', () => {
  it('is an archive without settings, entities or articles', () => {
    const folder = path.join(mkdtempSync(path.join(scratch, 'empty-')), 'content');
    mkdirSync(folder);
    const reading = readArchive({ folder });
    expect(reading.issues.map(({ code }) => code)).toEqual(['missing-file']);
    expect(reading.articles).toEqual([]);
    expect(reading.registry.entities).toEqual([]);
  });
});
