/** The table “What happens when you edit” of docs/permanence.md, row by row, as an author would live through it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/model/ledger.ts';
import { root } from '../support/build.ts';
import { article, commandsIn, fair, firstDay, today, Workshop } from './workshop.ts';

const file = 'articles/fair.mdx';

let original: Workshop;
beforeAll(async () => {
  original = await Workshop.sealed({ fair });
});

/** The sealed fair, edited. */
function edit(...changes: (readonly [from: string, to: string])[]): Workshop {
  const workshop = original.copy();
  for (const [from, to] of changes) workshop.replace(file, from, to);
  return workshop;
}

/** The lines that `check` says, the count aside, and that its exit code fits them. */
async function check(workshop: Workshop): Promise<string[]> {
  const { code, stdout, stderr } = await workshop.run('check');
  const lines = stderr.split('\n').filter(Boolean);
  expect(stdout).toMatch(/^\d+ articles?, \d+ quotations?, \d+ sealed addresses: \d+ errors?, \d+ warnings?\n$/);
  expect(code, stderr).toBe(lines.some((line) => !line.startsWith('warning: ')) ? 1 : 0);
  return lines;
}

/** Seals, and looks whether that is the end of it: nothing is left to say, a further seal changes no byte, and no anchor is gone. */
async function seal(workshop: Workshop, command = 'npx pincite seal'): Promise<string> {
  const before = workshop.ledgerSlugs().flatMap((slug) => Object.keys(workshop.ledger(slug).anchors));
  const { code, stdout, stderr } = await workshop.obey(command);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const after = new Set(workshop.ledgerSlugs().flatMap((slug) => Object.keys(workshop.ledger(slug).anchors)));
  expect(before.filter((anchor) => !after.has(anchor))).toEqual([]);
  const files = workshop.files();
  const [again, checked] = await Promise.all([workshop.run('seal', '--date', '2031-01-01'), workshop.run('check', '--strict')]);
  expect(again.stdout).toMatch(/^Nothing to seal: \d+ addresses stand as they were sealed\.\n$/);
  expect(workshop.files()).toEqual(files);
  expect(checked).toMatchObject({ code: 0, stderr: '' });
  return stdout;
}

/** The one line of that code that `check` says; the place in the article is that of the words. */
function lineOf(lines: readonly string[], code: string, anchor: string): string {
  const found = lines.filter((line) => line.includes(` ${code}  `) && line.includes(anchor));
  expect(found, lines.join('\n')).toHaveLength(1);
  return found[0] ?? '';
}

/** What an author is asked: the seal refuses and touches no file; the message's own command settles it. */
async function expectAsked(
  workshop: Workshop,
  { code, anchor, says, command }: { code: string; anchor: string; says: readonly string[]; command: string },
): Promise<void> {
  const files = workshop.files();
  const [said, refused] = await Promise.all([check(workshop), workshop.run('seal')]);
  const asked = lineOf(said, code, anchor);
  expect(asked).not.toMatch(/^warning/);
  for (const words of says) expect(asked).toContain(words);
  expect(refused.code).toBe(1);
  expect(refused.stderr.split('\n')).toContain(asked);
  expect(refused.stderr).toMatch(/Nothing was sealed: \d+ address(?:es)? in doubt\.\n$/);
  expect(refused.stdout).toBe('');
  expect(workshop.files()).toEqual(files);
  const given = commandsIn(asked);
  expect(given).toContain(command);
  await seal(workshop, command.replace('…', 'Printed twice by mistake.'));
}

const history = (entry: LedgerEntry) =>
  (entry.history ?? []).map(({ sha256: _, length: __, ...change }: Record<string, unknown>) => change);

/** What follows for an author from each row of the table, by its first cell. */
const rows: Readonly<Record<string, Readonly<Record<string, () => Promise<void>>>>> = {
  'move a paragraph': {
    'no address changes, and nothing is said': async () => {
      const workshop = original.copy();
      const before = workshop.anchors('fair');
      const [head = '', one, two, three, four, ...rest] = workshop.text(file).split('\n\n');
      workshop.write(file, [head, three, four, one, two, ...rest].join('\n\n').replace('passages: [1]', 'passages: [3]'));
      expect(await check(workshop)).toEqual([]);
      expect(await seal(workshop)).toContain('fair: context only\n');
      expect(workshop.anchors('fair')).toEqual(before);
    },
  },

  'break its lines differently, add emphasis, a link, a `<Mention>`, a footnote': {
    'no address changes; the footnote has one of its own': async () => {
      const workshop = edit(
        [' and by noon', '\nand by noon'],
        ['a thin rain', 'a *thin* rain'],
        ['Harbour Lane', '[Harbour Lane](https://maps.example.org/)'],
        ['who kept the gate', '<Mention of="ann-lee">who</Mention> kept the gate'],
        ['nine hundred', 'nine\n**hundred**'],
        ['at six.', 'at six.[^1]'],
        ['to the beginning.', 'to the beginning.\n\n[^1]: By the clock of the church.'],
      );
      const before = original.anchors('fair');
      const said = await check(workshop);
      expect(said).toHaveLength(1);
      lineOf(said, 'unsealed-anchor', workshop.anchorOf('fair', 'By the clock'));
      await seal(workshop);
      expect([...workshop.anchors('fair').values()]).toEqual([...before.values(), workshop.anchorOf('fair', 'By the clock')]);
      for (const anchor of before.values()) expect(workshop.entry('fair', anchor).history).toBeUndefined();
    },
  },

  'correct signs, capitals, accents': {
    'both addresses stay; it is told, and written into their history': async () => {
      const workshop = edit(['Nobody at the cafe could', 'NOBODY, at the café, could'], ['It ate the raffle', 'It ate, the Raffle!']);
      const [passage, quote] = [original.anchorOf('fair', 'Nobody'), original.anchorOf('fair', 'It ate')];
      const said = await check(workshop);
      expect(lineOf(said, 'reattached-anchor', passage)).toMatch(
        new RegExp(`^warning: content/${file}:${workshop.lineOf(file, 'NOBODY')}:1 .*${passage} stays with para\\. 3`),
      );
      expect(lineOf(said, 'reattached-anchor', quote)).toContain(
        'reworded: It ate{+,+} the [-raffle-]{+Raffle!+}. npx pincite seal records it.',
      );
      expect(await seal(workshop)).toContain(`${quote} stays with para. 4`);
      expect(workshop.entry('fair', quote)).toMatchObject({ sealed: firstDay, exact: 'It ate, the Raffle!' });
      expect(history(workshop.entry('fair', quote))).toEqual([{ date: today, change: 'reworded', exact: 'It ate the raffle' }]);
      expect(history(workshop.entry('fair', passage))).toEqual([{ date: today, change: 'reworded' }]);
    },
  },

  'change words of a passage': {
    'its address stays and that is told; so does that of a quotation in it, whose words are the same': async () => {
      const workshop = edit(['a thin rain', 'a heavy rain'], ['a bucket and a bell', 'a bucket and a drum']);
      const anchor = original.anchorOf('fair', 'The fair opened');
      const said = await check(workshop);
      expect(lineOf(said, 'reattached-anchor', anchor)).toContain('The fair opened on Saturday in a [-1 word-] {+heavy+} rain');
      expect(lineOf(said, 'reattached-anchor', original.anchorOf('fair', '“We counted'))).toContain('a bucket and a [-1 word-] {+drum+}');
      expect(said).toHaveLength(2);
      await seal(workshop);
      expect(workshop.anchorOf('fair', 'The fair opened')).toBe(anchor);
      expect(history(workshop.entry('fair', anchor))).toEqual([{ date: today, change: 'reworded' }]);
      const quote = workshop.anchorOf('fair', 'We counted');
      expect(quote).toBe(original.anchorOf('fair', 'We counted'));
      expect(workshop.entry('fair', quote).history).toBeUndefined();
    },
    'it is asked where a short one has become another in its place': async () => {
      const workshop = edit(['It rained again at six.', 'It snowed hard at seven.']);
      const anchor = original.anchorOf('fair', 'It rained');
      await expectAsked(workshop, {
        code: 'changed-passage',
        anchor,
        says: [
          `content/${file}:${workshop.lineOf(file, 'It snowed')}:1 `,
          'a passage of 23 characters',
          'para. 5',
          'It [-2 words-] {+snowed hard+} at [-1 word-] {+seven+}',
        ],
        command: `npx pincite seal --accept fair#${anchor}`,
      });
      expect(workshop.anchorOf('fair', 'It snowed')).toBe(anchor);
      expect(history(workshop.entry('fair', anchor))).toEqual([{ date: today, change: 'reworded' }]);
    },
    'it is asked where nothing like it is left, and what stands there now is not given its address': async () => {
      const workshop = edit([
        'Nobody at the cafe could say who had ordered the elephant, nor why it had been sent without a keeper or any straw.',
        'The whale had gone by Tuesday, which surprised the harbour master and pleased his wife.',
      ]);
      const anchor = original.anchorOf('fair', 'Nobody');
      await expectAsked(workshop, {
        code: 'lost-anchor',
        anchor,
        says: ['a passage of 114 characters after “…gate with a bucket and a bell.”', 'nothing like it is there'],
        command: `npx pincite seal --tombstone fair#${anchor} --reason "…"`,
      });
      expect(workshop.anchorOf('fair', 'The whale')).not.toBe(anchor);
      expect(workshop.entry('fair', anchor).tombstone).toEqual({ date: today, reason: 'Printed twice by mistake.' });
    },
  },

  'change words of a quotation': {
    'it is asked; when it was accepted, the former words are in the history': async () => {
      const workshop = edit(['nine hundred pies', 'seven hundred pies']);
      const anchor = original.anchorOf('fair', 'We counted');
      await expectAsked(workshop, {
        code: 'changed-quote',
        anchor,
        says: [
          `content/${file}:${workshop.lineOf(file, 'We counted')}:2 `,
          'was sealed for the words “We counted nine hundred pies before the scales gave out”',
          'para. 2',
          'stands “We counted seven hundred pies before the scales gave out”',
          'We counted [-nine-] {+seven+} hundred pies',
        ],
        command: `npx pincite seal --accept fair#${anchor}`,
      });
      expect(workshop.anchorOf('fair', 'We counted seven')).toBe(anchor);
      expect(history(workshop.entry('fair', anchor))).toEqual([
        { date: today, change: 'corrected', exact: 'We counted nine hundred pies before the scales gave out' },
      ]);
    },
    'that it is another one can be said as well: the address tells what stood there, and the new words have their own': async () => {
      const workshop = edit(['It ate the raffle', 'It ate the lottery']);
      const anchor = original.anchorOf('fair', 'It ate');
      await expectAsked(workshop, {
        code: 'changed-quote',
        anchor,
        says: ['It ate the [-raffle-]{+lottery+}'],
        command: `npx pincite seal --tombstone fair#${anchor} --reason "…"`,
      });
      expect(workshop.entry('fair', anchor)).toMatchObject({ exact: 'It ate the raffle', tombstone: { date: today } });
      expect(workshop.anchorOf('fair', 'It ate the lottery')).not.toBe(anchor);
    },
  },

  'change the speaker': {
    'the address stays; it is told, and who was named before is kept': async () => {
      const workshop = edit(['by="bob-ray">It ate', 'by="ann-lee">It ate']);
      const anchor = original.anchorOf('fair', 'It ate');
      const said = await check(workshop);
      expect(said).toHaveLength(1);
      expect(lineOf(said, 'reattached-anchor', anchor)).toContain('was sealed as the words of bob-ray and has another speaker now');
      await seal(workshop);
      expect(workshop.entry('fair', anchor)).toMatchObject({ by: 'ann-lee', sealed: firstDay });
      expect(history(workshop.entry('fair', anchor))).toEqual([{ date: today, change: 'attributed', by: 'bob-ray' }]);
    },
    'it is asked where the words also moved to another passage': async () => {
      const workshop = edit(
        ['“<Quote by="bob-ray">It ate the raffle</Quote>,” said Bob Ray', 'So said Bob Ray'],
        ['to the beginning.', 'to the beginning. “<Quote by="ann-lee">It ate the raffle</Quote>,” said Ann Lee.'],
      );
      const anchor = original.anchorOf('fair', 'It ate');
      await expectAsked(workshop, {
        code: 'changed-quote',
        anchor,
        says: ['was sealed for the words “It ate the raffle” of bob-ray', 'para. 6', 'the same words have another speaker'],
        command: `npx pincite seal --accept fair#${anchor}`,
      });
      expect(workshop.entry('fair', anchor)).toMatchObject({ by: 'ann-lee', in: workshop.anchorOf('fair', 'The band') });
    },
  },

  'give a quotation an `id`': {
    'the old address leads to the new one; when the id is taken away again, the new one stays': async () => {
      const workshop = edit(['<Quote by="bob-ray">It ate', '<Quote by="bob-ray" id="raffle">It ate']);
      const anchor = original.anchorOf('fair', 'It ate');
      const said = await check(workshop);
      expect(lineOf(said, 'reattached-anchor', anchor)).toContain('leads to q-raffle: the words are the same');
      lineOf(said, 'unsealed-anchor', 'q-raffle');
      expect(said).toHaveLength(2);
      await seal(workshop);
      expect(workshop.entry('fair', anchor)).toMatchObject({ aliasOf: 'q-raffle', sealed: firstDay });
      expect(workshop.entry('fair', 'q-raffle')).toMatchObject({ exact: 'It ate the raffle', sealed: today });

      workshop.replace(file, ' id="raffle"', '');
      expect(await check(workshop)).toEqual([]);
      expect(workshop.anchorOf('fair', 'It ate')).toBe('q-raffle');
    },
  },

  'insert a passage or a quotation': {
    'all others stay; the new ones have addresses that were never used': async () => {
      const workshop = edit(
        ['It rained again', 'Two boys were found in the hay.\n\nIt rained again'],
        ['“<Quote by="bob-ray">It ate', '“<Quote by="bob-ray">It came by train</Quote>.” “<Quote by="bob-ray">It ate'],
      );
      const [before, after] = [original.anchors('fair'), workshop.anchors('fair')];
      const fresh = [after.get('Two boys were found in the hay.') ?? '', after.get('It came by train') ?? ''];
      expect([...after.values()].filter((anchor) => !fresh.includes(anchor))).toEqual([...before.values()]);
      const known = Object.keys(original.ledger('fair').anchors);
      for (const anchor of fresh) expect(known).not.toContain(anchor);
      lineOf(await check(workshop), 'unsealed-anchor', `2 new addresses are not sealed yet: ${fresh.toReversed().join(', ')}`);
      await seal(workshop);
      for (const anchor of fresh) expect(workshop.entry('fair', anchor).sealed).toBe(today);
    },
  },

  'repeat words that stand elsewhere': {
    'the address stays with the place it had': async () => {
      const workshop = edit(
        ['The fair opened', '“<Quote by="bob-ray">It ate the raffle</Quote>,” people say. The fair opened'],
        ['Nobody at the cafe', 'It rained again at six.\n\nNobody at the cafe'],
      );
      const quote = original.anchorOf('fair', 'It ate');
      const passage = original.anchorOf('fair', 'It rained');
      const said = await check(workshop);
      expect(said.filter((line) => line.includes(quote) && !line.includes('unsealed-anchor'))).toEqual([]);
      await seal(workshop);
      expect(workshop.entry('fair', quote)).toMatchObject({
        in: original.anchorOf('fair', '“It ate'),
        suffix: expect.stringContaining('said Bob Ray'),
      });
      expect(workshop.entry('fair', passage)).toMatchObject({ prefix: expect.stringContaining('fewer opinions') });
    },
    'it is asked where nothing tells which it is; what is said is done': async () => {
      const twice =
        'Two boys were lost.\n\nIt rained again at six.\n\nTwo girls were lost.\n\nIt rained again at six.\n\nNo dogs were lost.';
      const workshop = edit(['It rained again at six.', twice]);
      const other = workshop.copy();
      const anchor = original.anchorOf('fair', 'It rained');
      const asked = lineOf(await check(workshop), 'tied-anchor', anchor);
      const [, first = '', second = ''] =
        /it may be para\. 6 \(([\w-]+)\) or para\. 8 \(([\w-]+)\), and nothing tells which/.exec(asked) ?? [];
      await expectAsked(workshop, {
        code: 'tied-anchor',
        anchor,
        says: ['a passage of 23 characters'],
        command: `npx pincite seal --accept fair#${anchor}=${first}`,
      });
      expect(workshop.entry('fair', anchor)).toMatchObject({ prefix: expect.stringContaining('boys') });
      await seal(other, `npx pincite seal --accept fair#${anchor}=${second}`);
      expect(other.entry('fair', anchor)).toMatchObject({ prefix: expect.stringContaining('girls') });
    },
  },

  'split a passage': {
    'its address stays with the first part, its quotations keep theirs, and the history says where it goes on': async () => {
      const workshop = edit(['lit, and then it', 'lit.\n\nAnd then it'], ['of the committee. “', 'of the committee.\n\n“']);
      const [plain, quoted] = [original.anchorOf('fair', 'The band'), original.anchorOf('fair', '“It ate')];
      const said = await check(workshop);
      const [goesOn, rest] = [workshop.anchorOf('fair', 'And then'), workshop.anchorOf('fair', '“We shall')];
      expect(lineOf(said, 'reattached-anchor', plain)).toContain(
        `was split: it stays with para. 7 (${plain}), and what followed goes on in para. 8 (${goesOn})`,
      );
      await seal(workshop);
      expect(history(workshop.entry('fair', plain))).toEqual([{ date: today, change: 'split', into: [goesOn] }]);
      expect(workshop.anchorOf('fair', 'The band')).toBe(plain);
      expect(history(workshop.entry('fair', quoted))).toEqual([{ date: today, change: 'split', into: [rest] }]);
      for (const words of ['It ate', 'We shall']) expect(workshop.anchorOf('fair', words)).toBe(original.anchorOf('fair', words));
    },
  },

  'merge passages': {
    'the first one’s address stays, the other leads to it, the quotations keep theirs': async () => {
      const workshop = edit(['opinions</Quote>.”\n\nIt', 'opinions</Quote>.” It']);
      const [first, second] = [original.anchorOf('fair', '“It ate'), original.anchorOf('fair', 'It rained')];
      const said = await check(workshop);
      expect(lineOf(said, 'reattached-anchor', `${second} was merged`)).toContain(
        `was merged into para. 4 (${first}) and leads to ${first} from now on`,
      );
      await seal(workshop);
      expect(workshop.anchorOf('fair', '“It ate')).toBe(first);
      expect(workshop.entry('fair', second).aliasOf).toBe(first);
      expect(history(workshop.entry('fair', second))).toEqual([{ date: today, change: 'aliased', to: first }]);
      for (const words of ['It ate', 'We shall']) expect(workshop.anchorOf('fair', words)).toBe(original.anchorOf('fair', words));
    },
  },

  delete: {
    'it is asked of each; the tombstone of a passage takes its quotations along, and nobody else is given the addresses': async () => {
      const [passage, ...quotes] = ['“It ate', 'It ate', 'We shall'].map((words) => original.anchorOf('fair', words));
      const paragraph = fair.split('\n\n').find((text) => text.includes('It ate')) ?? '';
      const workshop = edit([`${paragraph}\n\n`, '']);
      const said = await check(workshop);
      for (const quote of quotes) lineOf(said, 'lost-anchor', `${quote} was sealed`);
      await expectAsked(workshop, {
        code: 'lost-anchor',
        anchor: `${passage} was sealed`,
        says: ['a passage of 116 characters after “…without a keeper or any straw.”', 'nothing like it is there'],
        command: `npx pincite seal --tombstone fair#${passage} --reason "…"`,
      });
      const dead = [passage ?? '', ...quotes];
      const tombstone = { date: today, reason: 'Printed twice by mistake.' };
      for (const anchor of dead) expect(workshop.entry('fair', anchor).tombstone).toEqual(tombstone);
      // The same words come back: the tombstones stay what they are.
      workshop.replace(file, 'It rained again', `${paragraph}\n\nIt rained again`);
      await seal(workshop);
      for (const anchor of dead) expect(workshop.entry('fair', anchor).tombstone).toEqual(tombstone);
      for (const words of ['“It ate', 'It ate', 'We shall']) expect(dead).not.toContain(workshop.anchorOf('fair', words));
    },
    'an alias of what is nearest settles it as well': async () => {
      const workshop = edit(
        ['<Quote by="bob-ray">It ate the raffle</Quote>', 'It ate the raffle'],
        ['It rained again at six.\n\n', ''],
        ['to the beginning.', 'to the beginning.\n\nIt rained at ten, and all went home but the dogs.'],
      );
      const quote = original.anchorOf('fair', 'It ate');
      const near = original.anchorOf('fair', '“It ate');
      const passage = original.anchorOf('fair', 'It rained');
      const said = await check(workshop);
      expect(lineOf(said, 'lost-anchor', quote)).toContain(`the words stand unmarked in para. 4 (${near}). The words still stand there`);
      const other = workshop.anchorOf('fair', 'It rained at ten');
      expect(lineOf(said, 'lost-anchor', passage)).toContain(
        `the nearest is para. 6 (${other}): “It rained at ten, and all went home but the dogs.”`,
      );
      const commands = said.flatMap(commandsIn).filter((command) => command.includes(' --alias '));
      expect(commands.toSorted()).toEqual(
        [`npx pincite seal --alias fair#${passage}=${other}`, `npx pincite seal --alias fair#${quote}=${near}`].toSorted(),
      );
      // One alone is not enough, and the answer says how both are decided.
      const alone = await workshop.obey(commands[0] ?? '');
      expect(alone.code).toBe(1);
      expect(alone.stderr).toMatch(
        /Nothing was sealed: 1 address in doubt\. Decide on all in one command: the options may be repeated\.\n$/,
      );
      await seal(workshop, commands.join(' ').replace(/(?<=.)npx pincite seal /g, ''));
      expect(workshop.entry('fair', quote).aliasOf).toBe(near);
      expect(workshop.entry('fair', passage).aliasOf).toBe(other);
    },
  },

  'rename the article’s file': {
    'it is asked until formerSlugs says so; then every address leads on': async () => {
      const workshop = original.copy().rename(file, 'articles/market.mdx');
      const line = lineOf(await check(workshop), 'orphaned-ledger', 'fair');
      expect(line).toContain('content/ledger/fair.json:1:1 ');
      expect(line).toContain('The article “fair” was sealed, and is gone. “market” has its words: write formerSlugs: [fair] there.');
      const files = workshop.files();
      const refused = await workshop.run('seal');
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toContain(line);
      expect(workshop.files()).toEqual(files);

      workshop.replace('articles/market.mdx', 'title:', `${/formerSlugs: \[.*?\]/.exec(line)?.[0]}\ntitle:`);
      expect(await check(workshop)).toEqual([]);
      const before = original.ledger('fair').anchors;
      expect(await seal(workshop)).toContain('addresses of fair lead here');
      expect(workshop.ledgerSlugs()).toEqual(['market']);
      expect(workshop.ledger('market')).toEqual({ article: 'market', formerSlugs: ['fair'], anchors: before });
      // The line in the frontmatter may go: the ledger remembers.
      workshop.replace('articles/market.mdx', 'formerSlugs: [fair]\n', '');
      expect(await check(workshop)).toEqual([]);
    },
  },

  'withdraw the article (`status: withdrawn`)': {
    'every address stays in the ledger, whether the body stands in the file or was emptied': async () => {
      const withdrawn = 'status: withdrawn\nwithdrawn: {date: 2026, reason: It was a hoax.}\n';
      const workshop = edit(['title:', `${withdrawn}title:`]);
      expect(await check(workshop)).toEqual([]);
      await seal(workshop);
      expect(workshop.ledger('fair')).toEqual(original.ledger('fair'));
      workshop.write(file, article('', ...withdrawn.trim().split('\n')));
      expect(await check(workshop)).toEqual([]);
      await seal(workshop);
      expect(workshop.ledger('fair')).toEqual(original.ledger('fair'));
    },
  },

  'delete the article’s file': {
    'it is asked; the article may come back as a withdrawn one': async () => {
      const workshop = original.copy().remove(file);
      const line = lineOf(await check(workshop), 'orphaned-ledger', 'fair');
      expect(line).toContain('Bring content/articles/fair.mdx back, with status: withdrawn if need be');
      const files = workshop.files();
      expect((await workshop.run('seal')).code).toBe(1);
      expect(workshop.files()).toEqual(files);
      workshop.write(file, article('', 'status: withdrawn', 'withdrawn: {date: 2026, reason: It was a hoax.}'));
      expect(await check(workshop)).toEqual([]);
      await seal(workshop);
    },
  },

  'rename an event’s id': {
    'it is asked, and the event that is nearest is named': async () => {
      const workshop = edit(['id: fair-opened', 'id: fair-begun']);
      const gone = workshop.copy().replace(file, 'events: [{id: fair-begun, date: 1911, title: The fair opens., passages: [1]}]\n', '');
      await expectAsked(workshop, {
        code: 'lost-anchor',
        anchor: 'fair-opened',
        says: ['“The fair opens.” (1911)', 'the nearest is fair-begun'],
        command: 'npx pincite seal --alias fair#fair-opened=fair-begun',
      });
      expect(workshop.entry('fair', 'fair-opened')).toMatchObject({ aliasOf: 'fair-begun', sealed: firstDay });
      expect(workshop.entry('fair', 'fair-begun')).toMatchObject({ sealed: today });
      await seal(gone, 'npx pincite seal --tombstone fair-opened --reason "It never did."');
      expect(gone.entry('fair', 'fair-opened').tombstone).toEqual({ date: today, reason: 'It never did.' });
    },
  },

  'rename an entity’s id': {
    'it is asked until formerIds says so; then the speaker is the same one': async () => {
      const workshop = original.copy().replace('entities/all.yaml', 'id: bob-ray', 'id: robert-ray');
      workshop.write(file, workshop.text(file).replaceAll('bob-ray', 'robert-ray'));
      const said = await check(workshop);
      const line = lineOf(said, 'lost-entity', 'bob-ray');
      expect(line).toContain('content/ledger/_entities.json:1:1 ');
      expect(line).toContain('The person “bob-ray” was sealed, and is in no file of content/entities/.');
      const files = workshop.files();
      expect((await workshop.run('seal')).code).toBe(1);
      expect(workshop.files()).toEqual(files);

      workshop.replace('entities/all.yaml', 'id: robert-ray', `id: robert-ray, ${/formerIds: \[.*?\]/.exec(line)?.[0]}`);
      const left = await check(workshop);
      expect(left).toHaveLength(1);
      lineOf(left, 'unsealed-anchor', 'robert-ray (person)');
      await seal(workshop);
      const { entities } = workshop.entityLedger();
      expect(entities['bob-ray']).toEqual({ sealed: firstDay, types: ['person'] });
      expect(entities['robert-ray']).toEqual({ sealed: today, types: ['person'] });
      const quote = workshop.entry('fair', original.anchorOf('fair', 'It ate'));
      expect(quote).toMatchObject({ by: 'robert-ray' });
      expect(quote.history).toBeUndefined();
    },
  },

  'change an entity’s type': {
    'its old address is kept beside the new one, by itself': async () => {
      const workshop = original.copy().replace('entities/all.yaml', 'type: place', 'type: work');
      const said = await check(workshop);
      expect(said).toHaveLength(1);
      lineOf(said, 'unsealed-anchor', 'A new address of an entity is not sealed yet: harbour-lane (work)');
      expect(await seal(workshop)).toContain('entities: 1 address newly sealed\n');
      expect(workshop.entityLedger().entities['harbour-lane']).toEqual({ sealed: firstDay, types: ['place', 'work'] });
    },
  },
};

for (const [row, cases] of Object.entries(rows)) {
  describe(row, () => {
    for (const [name, run] of Object.entries(cases)) it(name, run);
  });
}

it('has every row of the table in docs/permanence.md', () => {
  const docs = readFileSync(path.join(root, 'docs/permanence.md'), 'utf8');
  const [, section = ''] = docs.split('\n## What happens when you edit\n');
  const table = section.split('\n').filter((line) => line.startsWith('| '));
  const cells = table.slice(2).map((line) => line.split(' | ')[0]?.slice(2));
  expect(
    cells.slice(
      0,
      cells.findIndex((cell) => cell?.startsWith('The address leads to')),
    ),
  ).toEqual(Object.keys(rows));
});
