import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { listForms } from '../../src/domain/search/excerpt.ts';
import { emptyRequest, type SearchRequest } from '../../src/domain/search/request.ts';
import { runSearch } from '../../src/domain/search/search.ts';
import type { Sources } from '../../src/domain/search/sources.ts';
import { type ArchiveReading, readArchive } from '../../src/files/archive.ts';
import { beginSearchIndex } from '../../src/integrations/search-index.ts';
import { fixtureContent } from '../support/build.ts';
import { listFiles } from '../support/pages.ts';
import { listMisplaced, openSearch, search } from '../support/search.ts';

const workshop = mkdtempSync(path.join(tmpdir(), 'pincite-search-index-'));
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

const people = `- id: kim-seo-yeon
  type: person
  name: Kim Seo-yeon
  aliases: [{ name: 김서연, lang: ko }, { name: 金瑞妍, lang: zh-Hant }]
  description: Keeper of the light.
- id: lin-haisheng
  type: person
  name: Lin Haisheng
  aliases: [{ name: 林海生, lang: zh-Hant }]
  description: Keeper of the light before her.
`;

/** Front matter and body of an article, by its slug. */
const articles: Readonly<Record<string, readonly [language: string, title: string, body: string]>> = {
  'the-harbour-light': [
    'en',
    'The Harbour Light',
    'The keeper, Kim Seo-yeon, lights the lamp at dusk. “<Quote by="kim-seo-yeon">The port sleeps badly without it</Quote>,” she said.\n\nFog came in at 9,412 yards, in the mid-1990s, and again in 2001.',
  ],
  'the-harbour-colour': ['en-GB', 'A Colour for the Harbour', 'The port will be painted grey, whatever the keeper says.'],
  'le-phare-du-port': [
    'fr',
    'Le phare du port',
    'Les gardiens chantaient chaque soir ; l’œil du phare tournait.\n\n« <Quote by="lin-haisheng">Nous avons gardé les chevaux du roi</Quote> », dit-il.',
  ],
  '항구의-등대': [
    'ko',
    '항구의 등대',
    '김서연은 등불을 켰다. 안개가 짙었다.\n\n등대지기였던 린은 “<Quote by="lin-haisheng">바다는 잠들지 않는다</Quote>”고 말했다.',
  ],
  'odd-words': [
    'en-GB',
    'Of Odd Words, №5',
    `CamelCase iPhone e.g. U.S.-led 9/11 F-16s x² ½ Ⅳ ﬁne Straße İstanbul nai\u0308ve co-op’s a_b C++ R&D 3rd-rate ʼ ʼtis 🏮 𠮷 𝄞 ${'long'.repeat(40)} don’t 100% 10,000.50 ٢٠١٤ Ωmega ΣΑΣ.

かﾞな カタカナ ที่นี่ မြန်မာ हिन्दी עברית العَرَبِيَّة ქართული 한국어 한국어 ok`,
  ],
  'gangkou-dengta': ['zh-Hant', '港口的燈塔', '記者昨夜在港口見到了看守人林海生先生，他說燈塔從未熄滅。\n\nSony的film在這裡拍攝。'],
};

const withdrawn = `status: withdrawn\nwithdrawn: { date: 2003-01-01, reason: It was never said. }`;

function writeArticle(
  folder: string,
  slug: string,
  [language, title, body]: readonly [string, string, string],
  more = '',
  year = 2001,
): void {
  const text = `---
title: ${title}
publication: ennerby-gazette
published: ${year}-05-06
language: ${language}
rights: { status: public-domain, text: full }
topics: [Harbours]
${more}
---

${body}
`;
  writeFileSync(path.join(folder, 'articles', `${slug}.mdx`), text);
}

/** An archive of the articles above and one that was withdrawn. */
function createArchive(name: string): string {
  const folder = path.join(workshop, name);
  for (const part of ['articles', 'entities']) mkdirSync(path.join(folder, part), { recursive: true });
  cpSync(path.join(fixtureContent, 'archive.yaml'), path.join(folder, 'archive.yaml'));
  const gazette = { id: 'ennerby-gazette', type: 'organization', name: 'The Ennerby Gazette', description: 'A paper.', kind: 'newspaper' };
  writeFileSync(path.join(folder, 'entities/organizations.yaml'), JSON.stringify([gazette]));
  writeFileSync(path.join(folder, 'entities/people.yaml'), people);
  for (const [slug, article] of Object.entries(articles)) writeArticle(folder, slugOf(slug), article);
  writeArticle(
    folder,
    'the-rumour',
    ['en', 'The Kraken Rumour', 'A kraken was seen, “<Quote by="lin-haisheng">tentacled and huge</Quote>”.'],
    withdrawn,
  );
  return folder;
}

/** Addresses are of Latin letters. */
function slugOf(name: string): string {
  return /^[a-z-]+$/.test(name) ? name : 'hanggu-ui-deungdae';
}

function read(folder: string): ArchiveReading {
  const archive = readArchive({ folder });
  expect(archive.issues.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  return archive;
}

const site = path.join(workshop, 'site');
let sources: Sources;
let counts: unknown;

beforeAll(async () => {
  counts = await beginSearchIndex(read(createArchive('content'))).write(site);
  sources = await openSearch(site);
});

/** Titles of the articles that are found, sorted. */
async function find(asked: Parameters<typeof search>[1]): Promise<string[]> {
  const { articles, notice, faults } = await search(sources, asked);
  expect({ notice, faults }, JSON.stringify(asked)).toEqual({ notice: undefined, faults: [] });
  return (await Promise.all(articles.map(async ({ id }) => (await sources.text(id)).title))).toSorted();
}

/** The words that are marked in the places that are found. */
async function marks(q: string): Promise<string[]> {
  const { articles } = await search(sources, { q });
  const forms = await Promise.all(articles.map(async ({ id, found }) => listForms(found?.hits ?? [], await sources.text(id))));
  return [...new Set(forms.flat())].toSorted();
}

describe('the index', () => {
  it('has every readable article, with its passages and quotes', () => {
    expect(counts).toEqual({ articles: 6, passages: 11, quotes: 3 });
    expect(sources.ids).toHaveLength(6);
  });

  it('has each word at its own place, whatever signs it is written with', async () => {
    expect((await listMisplaced(sources)).misplaced).toEqual([]);
  });

  it('has none of Pagefind’s interfaces and no second copy of the texts', () => {
    expect(listFiles(path.join(site, 'pagefind')).filter((file) => /ui|highlight|worker|fragment/.test(file))).toEqual([]);
  });

  it('is the same, byte for byte, when it is made again', async () => {
    const again = path.join(workshop, 'again');
    await beginSearchIndex(read(path.join(workshop, 'content'))).write(again);
    expect(listFiles(again)).toEqual(listFiles(site));
    for (const file of listFiles(site))
      expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(site, file))), file).toBe(true);
  });
});

describe('languages', () => {
  it('are searched together', async () => {
    expect(await find({ q: 'port' })).toEqual(['A Colour for the Harbour', 'Le phare du port', 'The Harbour Light']);
    expect(await find({ q: 'Kim Seo-yeon' })).toEqual(['The Harbour Light', '항구의 등대']);
    expect(await find({ q: '林海生' })).toEqual(['Le phare du port', '港口的燈塔', '항구의 등대']);
    expect(await find({ topic: 'Harbours' })).toHaveLength(6);
  });

  it('narrow a search, each with the number of articles that it leaves', async () => {
    const { values } = await (await search(sources, { topic: 'Harbours' })).facets();
    const languages = values.get('lang') ?? [];
    expect(languages.map(({ value, count }) => [value, count])).toEqual([
      ['en-GB', 2],
      ['en', 1],
      ['fr', 1],
      ['ko', 1],
      ['zh-Hant', 1],
    ]);
    for (const { value, count } of languages) expect(await find({ topic: 'Harbours', lang: value }), value).toHaveLength(count);
  });

  it('may be typed without a region or a script', async () => {
    expect(await find({ q: 'lang:en' })).toEqual(['A Colour for the Harbour', 'Of Odd Words, №5', 'The Harbour Light']);
    expect(await find({ q: 'lang:zh' })).toEqual(['港口的燈塔']);
  });

  it.each<[asked: string, titles: string[], marked: string[]]>([
    ['lamps', ['The Harbour Light'], ['lamp']],
    ['sleeping', ['The Harbour Light'], ['sleeps']],
    ['chanter', ['Le phare du port'], ['chantaient']],
    ['gardien', ['Le phare du port'], ['gardiens']],
    ['oeil', ['Le phare du port'], ['l’œil']],
    ['cheval', ['Le phare du port'], ['chevaux']],
    ['garder', ['Le phare du port'], ['gardé']],
  ])('have rules of their own: “%s”', async (asked, titles, marked) => {
    expect(await find({ q: asked })).toEqual(titles);
    expect(await marks(asked)).toEqual(marked);
  });

  it.each([
    ['김서연', '김서연은'],
    ['등불', '등불을'],
    ['등대', '등대지기였던'],
    ['바다', '바다는'],
    ['"김서연은 등불을"', '김서연은 등불을'],
  ])('have Korean words found with the particles that follow them: %s in %s', async (asked, marked) => {
    expect(await marks(asked)).toContain(marked);
  });

  it.each([
    ['林海生', '林海生'],
    ['燈塔', '燈塔'],
    ['"港口見到"', '港口見到'],
    ['看守人林', '看守人林'],
    ['的film', '的film'],
    ['熄', '熄'],
  ])('have Chinese words found within a sentence: %s', async (asked, marked) => {
    expect(await find({ q: asked })).toContain('港口的燈塔');
    expect(await marks(asked)).toContain(marked);
  });

  it.each(['"塔燈"', '"的港口"', '"海林"'])('have no Chinese words found that do not stand one after the other: %s', async (asked) => {
    expect((await search(sources, { q: asked })).notice).toEqual({ kind: 'partly', phrases: [asked.replace('"', '“').replace('"', '”')] });
  });

  it.each(['9,412', '9412', '"9,412 yards"', '"the mid-1990s"', '1990s', '1990', '"1990s, and"'])(
    'have numbers found: %s',
    async (asked) => {
      expect(await find({ q: asked })).toEqual(['The Harbour Light']);
    },
  );
});

describe('a withdrawn article', () => {
  it('is in no file of the search', () => {
    expectNowhere(site, ['kraken', 'tentacled', 'the-rumour']);
    // What is looked for would be seen, were it there.
    expect(() => expectNowhere(site, ['yards'])).toThrow();
    expect(() => expectNowhere(site, ['the-harbour-light'])).toThrow();
    expect(() => expectNowhere(path.join(site, 'pagefind'), ['yard'])).toThrow();
  });

  it('is in no file of the built site’s search', () => {
    expectNowhere(inject('fixtureSite'), ['biscuits', 'rumoured', 'who-wants-the-mill', 'biggest']);
  });

  it('leaves nothing behind where the search was written before', async () => {
    const out = path.join(workshop, 'before-and-after');
    const folder = createArchive('withdrawing');
    await beginSearchIndex(read(folder)).write(out);
    expect(() => expectNowhere(out, ['yards'])).toThrow();
    writeFileSync(path.join(out, 'search/index.html'), 'The page of the search.');
    const slug = 'the-harbour-light';
    writeArticle(folder, slug, articles[slug] ?? ['', '', ''], withdrawn);
    await beginSearchIndex(read(folder)).write(out);
    expectNowhere(out, ['yards', slug]);
    expect(readFileSync(path.join(out, 'search/index.html'), 'utf8')).toBe('The page of the search.');
  });
});

/** Fails where any of the words stands in a file of `pagefind/` or `search/`, which may be packed. */
function expectNowhere(folder: string, words: readonly string[]): void {
  const files = listFiles(folder).filter((file) => /(?:^|\/)(?:index|pagefind|search)\//.test(`/${file}`));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = readFileSync(path.join(folder, file));
    const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8').toLowerCase();
    for (const word of words) expect(text.includes(word), `${word} in ${file}`).toBe(false);
  }
}

describe('a search that would have to fetch very much', () => {
  const asked = { ...emptyRequest, text: '"grey harbour"' };
  let many: Sources;
  /** The same archive as it would be among many more articles: the places of each article are in a file of their own. */
  let scattered: Sources;

  beforeAll(async () => {
    const folder = path.join(workshop, 'many');
    cpSync(path.join(workshop, 'content'), folder, { recursive: true });
    for (let number = 0; number < 210; number++) {
      const words = number % 2 === 0 ? 'A grey harbour slept.' : 'The greyer harbours slept.';
      const said = number % 3 === 0 ? '“<Quote by="kim-seo-yeon">The port slept soundly</Quote>”, she said.' : 'Nothing else.';
      const body = `${words} It was the ${number}th night.\n\n${said}`;
      writeArticle(folder, `night-${number}`, ['en', `Night ${number}`, body], '', 1990 + (number % 10));
    }
    const out = path.join(workshop, 'many-site');
    await beginSearchIndex(read(folder)).write(out);
    many = await openSearch(out);
    scattered = { ...many, core: { ...many.core, digits: 3 }, places: (shard) => many.places(shard.slice(-many.core.digits)) };
  });

  it.each<[name: string, asked: Partial<SearchRequest>]>([
    ['a word', { text: 'slept' }],
    ['a word in one year', { text: 'slept', from: 1993, to: 1993 }],
    ['a word in quotations of one year', { text: 'slept', from: 1993, to: 1993, chosen: { ...emptyRequest.chosen, kind: ['quote'] } }],
    ['a word of one speaker', { text: 'slept', from: 1993, to: 1993, chosen: { ...emptyRequest.chosen, speaker: ['kim-seo-yeon'] } }],
    ['a phrase', { text: '"grey harbour"' }],
    ['a phrase in one year', { text: '"grey harbour" 3th', from: 1993, to: 1993 }],
    ['a word without a phrase', { text: 'slept -"grey harbour"', from: 1993, to: 1993 }],
    ['words to leave out', { text: 'slept -night', from: 1993, to: 1993 }],
    ['a phrase to leave out that is nowhere', { text: 'slept -"harbour grey"', from: 1993, to: 1993 }],
    ['a part of what is asked for', { text: 'slept soundly kraken harbour fog', from: 1993, to: 1993 }],
    ['a name in one year', { text: 'Kim Seo-yeon', from: 1993, to: 1993 }],
  ])('gives no number that nobody has made: %s', async (_name, parts) => {
    const request = { ...emptyRequest, ...parts };
    for (const own of [many, scattered]) {
      const quick = await runSearch(request, own);
      const whole = await runSearch(request, own, { isThorough: true });
      if (quick.counts) {
        expect(quick.counts).toEqual(whole.counts);
        expect(new Set(quick.articles.map(({ id }) => id))).toEqual(new Set(whole.articles.map(({ id }) => id)));
      }
      const [given, right] = [await quick.facets(), await whole.facets()];
      for (const [facet, values] of given.values) expect(right.values.get(facet), facet).toEqual(expect.arrayContaining([...values]));
      expect(right.years).toEqual(expect.arrayContaining([...given.years]));
    }
  });

  it('is counted when asked to, and before that no number is given that nobody has made', async () => {
    const quick = await runSearch(asked, many);
    expect(quick.counts).toBeUndefined();
    expect((await quick.facets()).values.has('kind')).toBe(false);
    const thorough = await runSearch(asked, many, { isThorough: true });
    expect(thorough.counts).toEqual({ passages: 105, quotes: 0, events: 0 });
    expect(thorough.articles).toHaveLength(105);
  });

  it('is found in an article when that is looked at', async () => {
    const quick = await runSearch(asked, many);
    const thorough = await runSearch(asked, many, { isThorough: true });
    for (const article of thorough.articles) expect(await quick.look(article)).toEqual(article.found);
    const others = quick.articles.filter(({ id }) => !thorough.articles.some((one) => one.id === id));
    expect(others.length).toBeGreaterThan(0);
    for (const article of others) expect((await quick.look(article)).hits).toEqual([]);
  });

  it('has the places of its articles in several files', async () => {
    expect(listFiles(path.join(site, 'search/places'))).toEqual(['all.json']);
    expect(listFiles(path.join(workshop, 'many-site/search/places')).length).toBeGreaterThan(10);
    expect((await runSearch({ ...asked, text: 'slept' }, many)).counts).toEqual({ passages: 280, quotes: 0, events: 0 });
  });
});

describe('an index that cannot be written', () => {
  it('stops the build and says why', async () => {
    const out = path.join(workshop, 'a-file');
    writeFileSync(out, 'in the way');
    const writing = beginSearchIndex(read(path.join(workshop, 'content'))).write(out);
    await expect(writing).rejects.toThrow(/^(?:ENOTDIR|EEXIST): .*a-file/);
    expect(readFileSync(out, 'utf8')).toBe('in the way');
  });

  it('can be written elsewhere afterwards', async () => {
    const out = path.join(workshop, 'elsewhere');
    await beginSearchIndex(read(path.join(workshop, 'content'))).write(out);
    expect(existsSync(path.join(out, 'search/core.json'))).toBe(true);
  });
});
