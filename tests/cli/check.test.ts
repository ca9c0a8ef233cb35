/** `pincite check`: ledgers that were damaged, articles that became one, names and ids that were taken. */
import { describe, expect, it } from 'vitest';
import { article, commandsIn, fair, firstDay, today, Workshop } from './workshop.ts';

const file = 'articles/fair.mdx';
const hay = (words: string) => `A word on hay. “<Quote by="bob-ray" id="hay">${words}</Quote>,” said Bob Ray of the committee.`;

/** The issues of that code as `check` says them; with errors the exit code is 1, and `seal` refuses them in the same words. */
async function expectRefused(workshop: Workshop, code: string): Promise<string[]> {
  const files = workshop.files();
  const [checked, refused] = await Promise.all([workshop.run('check'), workshop.run('seal')]);
  expect(checked.code).toBe(1);
  const said = checked.stderr.split('\n').filter((line) => line.includes(` ${code}  `));
  expect(said).not.toEqual([]);
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  for (const line of said) expect(refused.stderr.split('\n')).toContain(line);
  expect(refused.stderr).toMatch(/\nNothing was sealed: .*\n$/);
  expect(workshop.files()).toEqual(files);
  return said;
}

async function expectClean(workshop: Workshop): Promise<void> {
  expect(await workshop.run('seal')).toMatchObject({ code: 0, stderr: '' });
  expect(await workshop.run('check', '--strict')).toMatchObject({ code: 0, stderr: '' });
}

describe('a ledger that was damaged by hand', () => {
  it('is reported with the line of the fault, and nothing is sealed over it', async () => {
    const slugs = ['comma', 'token', 'cut', 'empty', 'field', 'kind', 'circle', 'nowhere', 'marks', 'name', 'twofold'];
    const body = 'The first of two passages.\n\nThe second of two passages.';
    const workshop = await Workshop.sealed(Object.fromEntries(slugs.map((slug) => [slug, body])));
    const ledger = (slug: string) => `ledger/${slug}.json`;
    const [first = '', second = ''] = Object.keys(workshop.ledger('comma').anchors);
    const lines = workshop.text(ledger('comma')).split('\n');
    const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    const [upper, lower] = [workshop.anchorOf('comma', 'The first'), workshop.anchorOf('comma', 'The second')];
    const suffix = '"suffix": " The second of two passages."';
    const alias = (to: string) => `${suffix},\n      "aliasOf": "${to}"`;
    workshop
      .replace(ledger('comma'), '"kind": "passage",', '"kind": "passage"')
      .replace(ledger('token'), '"length": 26', '"length": twenty-six')
      .write(ledger('cut'), `${lines.slice(0, 9).join('\n')}\n`)
      .write(ledger('empty'), '')
      .replace(ledger('field'), '"length": 26,', '"length": 26,\n      "colour": "red",')
      .replace(ledger('kind'), '"kind": "passage"', '"kind": "paragraph"')
      .replace(ledger('nowhere'), suffix, alias('p-000000'))
      .replace(ledger('marks'), `    "${second}": {`, `<<<<<<< HEAD\n=======\n>>>>>>> other\n    "${second}": {`)
      .replace(ledger('name'), '"article": "name"', '"article": "title"')
      .replace(ledger('twofold'), suffix, `${alias(lower)},\n      "tombstone": {"date": "2020-01-02", "reason": "Why not."}`)
      .replace('ledger/_entities.json', '"person"', '"persona"');
    const circle = workshop.ledger('circle');
    for (const [anchor, to] of [
      [first, second],
      [second, first],
    ] as const)
      circle.anchors[anchor] = { ...workshop.entry('circle', anchor), aliasOf: to };
    workshop.write(ledger('circle'), JSON.stringify(circle, undefined, 2));

    const said = await expectRefused(workshop, 'invalid-ledger');
    const entities = workshop.lineOf('ledger/_entities.json', '"persona"');
    const upperLine = lineOf(`"${upper}": {`);
    const expected: Readonly<Record<string, readonly [line: number, message: RegExp]>> = {
      _entities: [entities, /“entities\.ann-lee\.types\[0\]” \(“persona”\) is not one of the allowed values\./],
      circle: [lineOf(`"${first}": {`), new RegExp(`“anchors\\.${first}” leads in a circle\\.`)],
      'circle ': [workshop.lineOf(ledger('circle'), `"${second}": {`), new RegExp(`“anchors\\.${second}” leads in a circle\\.`)],
      comma: [lineOf('"kind": "passage"') + 1, /This is not JSON: Expected ',' or '}' after property value\./],
      cut: [10, /This is not JSON: /],
      empty: [1, /This is not JSON: Unexpected end of JSON input\./],
      field: [workshop.lineOf(ledger('field'), '"colour"'), new RegExp(`“anchors\\.${upper}\\.colour” is not a field\\.`)],
      kind: [lineOf('"kind"'), /“anchors\.p-\w+\.kind” \(“paragraph”\) /],
      marks: [lineOf(`"${second}": {`), /Git could not merge this ledger: /],
      name: [1, /The file says that it is the ledger of “title”\. Give it that name back\./],
      nowhere: [upperLine, new RegExp(`“anchors\\.${upper}” leads to “p-000000”, which the ledger does not have\\.`)],
      token: [workshop.lineOf(ledger('token'), 'twenty-six'), /This is not JSON: Unexpected token 'w'\./],
      twofold: [upperLine, new RegExp(`“anchors\\.${upper}” is both an alias and a tombstone: keep one\\.`)],
    };
    expect(said.map((line) => line.replace(/:\d+ invalid-ledger.*/, ''))).toEqual(
      Object.entries(expected).map(([slug, [line]]) => `content/ledger/${slug.trim()}.json:${line}`),
    );
    for (const [index, [, message]] of Object.values(expected).entries()) expect(said[index]).toMatch(message);
    // One line each, of which none shows what stands in the file.
    expect(said).toHaveLength(Object.keys(expected).length);
  });
});

describe('two articles made one', () => {
  it('keep the addresses of both', async () => {
    const workshop = await Workshop.sealed({ fair, hay: hay('Hay is dear') });
    const before = { ...workshop.ledger('fair').anchors, ...workshop.ledger('hay').anchors };
    workshop
      .remove('articles/hay.mdx')
      .replace(file, 'It rained', `${hay('Hay is dear')}\n\nIt rained`)
      .replace(file, 'title:', 'formerSlugs: [hay]\ntitle:');
    expect(await workshop.run('check')).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await workshop.run('seal');
    expect(stdout).toContain('fair:\n  addresses of hay lead here\n');
    expect(workshop.ledgerSlugs()).toEqual(['fair']);
    expect(workshop.ledger('fair').formerSlugs).toEqual(['hay']);
    expect(Object.keys(workshop.ledger('fair').anchors)).toEqual(Object.keys(before).toSorted());
    expect(workshop.entry('fair', 'q-hay')).toMatchObject({ sealed: firstDay, exact: 'Hay is dear' });
    await expectClean(workshop);

    // Its former name is nobody else's.
    workshop.write('articles/hay.mdx', article('A new article of that name.'));
    const [taken = ''] = await expectRefused(workshop, 'former-slug-taken');
    expect(taken).toContain(`content/${file}:${workshop.lineOf(file, 'formerSlugs')}:`);
    expect(taken).toContain('“hay” is the name of an article. An address leads to one article only');
    workshop.rename('articles/hay.mdx', 'articles/oats.mdx');
    await expectClean(workshop);
  });

  it('cannot be, where an anchor was promised in both for different words, whatever else is decided', async () => {
    const workshop = await Workshop.sealed({ fair: `${fair}\n\n${hay('Hay is dear')}`, hay: hay('Hay is cheap') });
    const both = `${hay('Hay is dear')}\n\n${hay('Hay is cheap').replace(' id="hay"', '')}`;
    workshop.remove('articles/hay.mdx').replace(file, hay('Hay is dear'), both).replace(file, 'title:', 'formerSlugs: [hay]\ntitle:');
    const before = workshop.copy();
    const [taken = ''] = await expectRefused(workshop, 'taken-anchor');
    expect(taken).toContain('content/ledger/hay.json:1:1 ');
    expect(taken).toContain('q-hay is sealed in the ledgers of “hay” and of “fair”, for different words.');
    // A decision on something else does not open the way.
    workshop.replace(file, 'It ate the raffle', 'It ate the lottery');
    const decided = await workshop.run('seal', '--accept', 'fair#q-it-ate-the-raffle');
    expect(decided.code).toBe(1);
    expect(decided.stderr).toContain(taken);
    expect(workshop.text('ledger/hay.json')).toBe(before.text('ledger/hay.json'));
    // The same words of somebody else are other words, too; and so it is between two articles that both have a new name.
    const speaker = await Workshop.sealed({
      fair: `${fair}\n\n${hay('Hay is dear')}`,
      hay: hay('Hay is dear').replace('bob-ray', 'ann-lee'),
    });
    speaker.remove('articles/hay.mdx').replace(file, 'title:', 'formerSlugs: [hay]\ntitle:');
    expect((await speaker.run('check')).stderr).toContain(' taken-anchor  q-hay is sealed in the ledgers of “hay” and of “fair”');
    speaker.rename('articles/fair.mdx', 'articles/market.mdx').replace('articles/market.mdx', '[hay]', '[fair, hay]');
    expect((await speaker.run('check')).stderr).toContain(' taken-anchor  q-hay is sealed in the ledgers of “hay” and of “fair”');
  });
});

it('an id whose address is a tombstone, or leads elsewhere, is given to no other words', async () => {
  const workshop = await Workshop.sealed({ hay: hay('Hay is dear') });
  workshop.write('articles/hay.mdx', article('A word on hay. Hay is dear, said Bob Ray of the committee.'));
  const [lost = ''] = await expectRefused(workshop, 'lost-anchor');
  const bury = commandsIn(lost).find((command) => command.includes('--tombstone hay#q-hay')) ?? '';
  const { code, stderr } = await workshop.obey(bury.replace('…', 'He denies it.'));
  expect([code, stderr]).toEqual([0, '']);

  workshop.write('articles/hay.mdx', article(hay('Hay is dear')));
  const [taken = ''] = await expectRefused(workshop, 'taken-anchor');
  expect(taken).toMatch(new RegExp(`^content/articles/hay\\.mdx:${workshop.lineOf('articles/hay.mdx', '<Quote')}:\\d+ `));
  expect(taken).toContain(
    'q-hay was sealed for the words “Hay is dear” and is a tombstone since: no other words can have it. Write another id, or leave it out.',
  );
  workshop.replace('articles/hay.mdx', 'id="hay"', 'id="dear-hay"');
  expect((await workshop.run('seal')).code).toBe(0);
  workshop.replace('articles/hay.mdx', 'id="dear-hay"', 'id="hay-prices"');
  await expectClean(workshop);
  expect(workshop.entry('hay', 'q-dear-hay')).toMatchObject({ aliasOf: 'q-hay-prices' });

  workshop.write(
    'articles/hay.mdx',
    article(`${hay('Hay is dear').replace('"hay"', '"hay-prices"')}\n\n${hay('Oats are dear').replace('"hay"', '"dear-hay"')}`),
  );
  const [alias = ''] = await expectRefused(workshop, 'taken-anchor');
  expect(alias).toContain(
    'q-dear-hay was sealed for the words “Hay is dear” and is an alias of q-hay-prices since: no other words can have it.',
  );
  workshop.replace('articles/hay.mdx', ' id="dear-hay"', '');
  await expectClean(workshop);
  expect(workshop.entry('hay', 'q-hay').tombstone).toEqual({ date: today, reason: 'He denies it.' });
});

describe('an event', () => {
  const events = (...items: (readonly [id: string, title: string])[]) =>
    `events: [${items.map(([id, title]) => `{id: ${id}, date: 1911, title: ${title}, passages: [1]}`).join(', ')}]\n`;
  const sealed = events(['fair-opened', 'The fair opens.']);

  it('whose title or date is changed keeps its address; it is told, and kept in its history', async () => {
    const workshop = await Workshop.sealed({ fair });
    workshop.replace(file, sealed, sealed.replace('1911', '1912').replace('opens', 'is opened'));
    const told =
      'The event fair-opened was sealed as “The fair opens.” (1911) and is “The fair is opened.” (1912) now. npx pincite seal records it.';
    const place = `content/${file}:${workshop.lineOf(file, 'fair-opened')}:${sealed.indexOf('fair-opened') + 1}`;
    expect(await workshop.run('check')).toMatchObject({ code: 0, stderr: `warning: ${place} reattached-anchor  ${told}\n` });
    const { stdout } = await workshop.run('seal');
    expect(stdout).toContain('fair:\n  fair-opened was “The fair opens.” (1911) and is “The fair is opened.” (1912) now\n');
    expect(workshop.entry('fair', 'fair-opened').history).toEqual([{ date: today, change: 'dated', title: 'The fair opens.', on: '1911' }]);
    await expectClean(workshop);
  });

  it('that is gone or has another id leaves its address to no other event, in its article or in another', async () => {
    const other = events(['fair-opened', 'Another thing altogether.']);
    const workshop = await Workshop.sealed({ fair, hay: hay('Hay is dear') });
    const renamed = workshop.copy();

    workshop.replace(file, sealed, '');
    expect((await workshop.run('seal', '--tombstone', 'fair-opened', '--reason', 'It never did.')).code).toBe(0);
    workshop.replace(file, 'title:', `${other}title:`).replace('articles/hay.mdx', 'title:', `${events(['oats', 'Oats.'])}title:`);
    const [own = ''] = await expectRefused(workshop, 'taken-anchor');
    expect(own).toContain(`content/${file}:${workshop.lineOf(file, 'fair-opened')}:`);
    expect(own).toContain('The event id fair-opened was sealed for “The fair opens.” and is a tombstone: no other event can have it.');
    workshop.replace(file, other, '').replace('articles/hay.mdx', 'id: oats', 'id: fair-opened');
    const [elsewhere = ''] = await expectRefused(workshop, 'taken-anchor');
    expect(elsewhere).toContain('content/articles/hay.mdx:');
    expect(elsewhere).toContain('was sealed for “The fair opens.” in “fair” and is a tombstone: no other event can have it.');

    renamed.replace(file, 'fair-opened', 'fair-begun');
    expect((await renamed.run('seal', '--alias', 'fair-opened=fair-begun')).code).toBe(0);
    renamed.replace(
      file,
      events(['fair-begun', 'The fair opens.']),
      events(['fair-begun', 'The fair opens.'], ['fair-opened', 'Another.']),
    );
    const [alias = ''] = await expectRefused(renamed, 'taken-anchor');
    expect(alias).toContain('was sealed for “The fair opens.” and leads to fair-begun: no other event can have it.');
  });
});

it('an article that is renamed again and again, and back, keeps all of its names', async () => {
  const workshop = await Workshop.sealed({ fair });
  const names = ['market', 'bazaar', 'fair'];
  let name = 'fair';
  for (const next of names) {
    workshop.rename(`articles/${name}.mdx`, `articles/${next}.mdx`);
    const frontmatter = workshop.text(`articles/${next}.mdx`).replace(/formerSlugs: .*\n/, '');
    workshop.write(`articles/${next}.mdx`, frontmatter.replace('title:', `formerSlugs: [${name}]\ntitle:`));
    expect(await workshop.run('seal')).toMatchObject({ code: 0, stderr: '' });
    name = next;
  }
  expect(workshop.ledgerSlugs()).toEqual(['fair']);
  expect(workshop.ledger('fair').formerSlugs).toEqual(['bazaar', 'market']);
  await expectClean(workshop);
});

it('counts warnings as errors where that is asked, and says what is not sealed yet', async () => {
  const workshop = Workshop.withArticles({ fair });
  const plain = await workshop.run('check');
  expect(plain).toMatchObject({ code: 0, stdout: '1 article, 3 quotations, 0 sealed addresses: 0 errors, 1 warning\n' });
  expect(plain.stderr).toMatch(
    /^warning: content\/articles\/fair\.mdx:1:1 unsealed-anchor {2}No address of the article is sealed yet: .* …\. npx pincite seal promises them, before the archive is published\.\n$/,
  );
  expect(await workshop.run('check', '--strict')).toEqual({ ...plain, code: 1 });
});
