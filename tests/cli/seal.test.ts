/** `pincite seal`: what it writes, when, and when it writes nothing. */
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/model/ledger.ts';
import { root } from '../support/build.ts';
import { article, fair, today, Workshop } from './workshop.ts';

const file = 'articles/fair.mdx';
const flood = article('The river came over the wall a little before midnight, and did not go home until Monday at noon.');

/** Runs `seal`, which refuses: exit code 1, a sentence and no more, and every file as it was. */
async function expectRefusal(workshop: Workshop, args: readonly string[], sentence: string | RegExp): Promise<void> {
  const files = workshop.files();
  const { code, stdout, stderr } = await workshop.run('seal', ...args);
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect([code, stdout]).toEqual([1, '']);
  expect(workshop.files()).toEqual(files);
}

describe('a fresh archive', () => {
  it('gets a file for each article that is published and one for the entities, the same bytes every time', async () => {
    const workshop = Workshop.withFixture();
    rmSync(path.join(workshop.content, 'ledger'), { recursive: true });
    const before = workshop.files();
    const again = workshop.copy();
    const dry = await workshop.run('seal', '--dry-run');
    expect(workshop.files()).toEqual(before);
    const { code, stdout, stderr } = await workshop.run('seal');
    expect([code, stderr]).toEqual([0, '']);
    expect(dry).toMatchObject({ code: 0, stderr: '', stdout: stdout.replace(/written\.\n$/, 'would be written.\n') });
    expect(stdout).toMatch(new RegExp(`^(\\d+) addresses newly sealed on ${today}, \\1 addresses in all; 12 ledgers written\\.$`, 'm'));
    const withdrawn = '1996-10-04-who-wants-the-mill';
    const slugs = Object.keys(before).flatMap((name) => /articles\/(.*)\.mdx$/.exec(name)?.[1] ?? []);
    expect(workshop.ledgerSlugs()).toEqual(slugs.filter((slug) => slug !== withdrawn));
    const written = Object.entries(workshop.files()).filter(([name]) => name.startsWith('content/ledger/'));
    expect(written.map(([name]) => name)).toContain('content/ledger/_entities.json');
    expect(written).toHaveLength(12);
    expect(Object.keys(workshop.files())).toHaveLength(Object.keys(before).length + 12);
    for (const [, text] of written) {
      expect(text).toMatch(/^\{\n {2}"[\s\S]*\n\}\n$/);
      const { anchors = {}, entities = {} } = JSON.parse(text) as { anchors?: object; entities?: object };
      for (const names of [Object.keys(anchors), Object.keys(entities)]) expect(names).toEqual(names.toSorted());
    }
    await again.run('seal');
    expect(again.files()).toEqual(workshop.files());
    const { code: checked, stderr: left } = await workshop.run('check');
    expect([checked, left.replace(/^warning: .* ambiguous-name .*\n/, '')]).toEqual([0, '']);
  });

  it('is sealed article by article where articles are named', async () => {
    const workshop = Workshop.withArticles({ fair, flood });
    expect(await workshop.run('seal', 'flood')).toMatchObject({ code: 0, stderr: '' });
    expect(workshop.ledgerSlugs()).toEqual(['flood']);
    const flooded = workshop.text('ledger/flood.json');
    workshop.replace(file, 'a thin rain', 'a heavy rain').replace('articles/flood.mdx', 'at noon', 'at one');
    expect((await workshop.run('seal', 'fair')).stdout).toMatch(/^fair:\n {2}10 addresses newly sealed\n10 addresses newly sealed/);
    expect(workshop.text('ledger/flood.json')).toBe(flooded);
    await expectRefusal(workshop, ['fair', 'fare'], 'There is no article “fare”: content/articles/fare.mdx.\n');
    // What is in doubt elsewhere does not stand in the way of the article that is named.
    workshop.write('articles/flood.mdx', article('Another text altogether.')).replace(file, 'a heavy rain', 'a thin rain');
    await expectRefusal(workshop, [], ' lost-anchor  ');
    expect(await workshop.run('seal', 'fair')).toMatchObject({ code: 0, stderr: '' });
    expect(workshop.text('ledger/flood.json')).toBe(flooded);
  });
});

describe('the day', () => {
  it('is that of SOURCE_DATE_EPOCH, of --date before it, and today’s without either', async () => {
    const workshop = Workshop.withArticles({ flood });
    const seal = async (env: Readonly<Record<string, string | undefined>>, ...args: string[]) =>
      /newly sealed on (\S+), /.exec((await workshop.runWith({ env }, 'seal', '--dry-run', ...args)).stdout)?.[1];
    expect(await seal({ SOURCE_DATE_EPOCH: '0' })).toBe('1970-01-01');
    expect(await seal({ SOURCE_DATE_EPOCH: '0' }, '--date', '2001-12-31')).toBe('2001-12-31');
    // The day of the archivist, who may live in tomorrow already.
    const days = () => [0, 14].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 10));
    const [here, there] = days();
    const clock = { SOURCE_DATE_EPOCH: undefined };
    expect([here, days()[0]]).toContain(await seal({ ...clock, TZ: 'UTC' }));
    expect([there, days()[1]]).toContain(await seal({ ...clock, TZ: 'Pacific/Kiritimati' }));
    const files = workshop.files();
    const nonsense = await workshop.runWith({ env: { SOURCE_DATE_EPOCH: 'noon' } }, 'seal');
    expect(nonsense).toEqual({ code: 1, stdout: '', stderr: 'SOURCE_DATE_EPOCH: “noon” is no number of seconds.\n' });
    expect(workshop.files()).toEqual(files);
  });

  it('is one of the calendar', async () => {
    const workshop = Workshop.withArticles({ flood });
    await expectRefusal(workshop, ['--date', '2026-02-30'], '--date: “2026-02-30” is no day: write it as 2026-11-23.\n');
    await expectRefusal(workshop, ['--date', 'yesterday'], '--date: “yesterday” is no day');
  });
});

describe('after an edit', () => {
  it('an inserted paragraph changes no line but its own and the contexts of its two neighbours', async () => {
    const workshop = await Workshop.sealed({ fair });
    const before = workshop.ledger('fair').anchors;
    const neighbours = [workshop.anchorOf('fair', '“We counted'), workshop.anchorOf('fair', 'Nobody')];
    await workshop.git('init', '-q');
    await workshop.git('add', '-A');
    workshop.replace(file, 'Nobody', 'Two boys were found in the hay behind the tent.\n\nNobody');
    await workshop.run('seal');
    const fresh = workshop.anchorOf('fair', 'Two boys');
    const after = workshop.ledger('fair').anchors;
    expect(Object.keys(after).filter((anchor) => !before[anchor])).toEqual([fresh]);
    const changed = Object.keys(before).filter((anchor) => JSON.stringify(before[anchor]) !== JSON.stringify(after[anchor]));
    expect(changed).toEqual(neighbours.toSorted());
    const bare = (entry: LedgerEntry | undefined) => ({ ...entry, prefix: '', suffix: '' });
    for (const anchor of changed) expect(bare(after[anchor])).toEqual(bare(before[anchor]));
    // Nine lines of its own; a suffix and a prefix.
    expect(await workshop.git('diff', '--numstat', '--', 'content/ledger')).toBe('11\t2\tcontent/ledger/fair.json\n');
  });

  it('is refused while anything else in the archive is wrong', async () => {
    const workshop = await Workshop.sealed({ fair, flood });
    workshop.replace(file, 'by="ann-lee"', 'by="ann-leigh"').replace('articles/flood.mdx', 'at noon', 'at one');
    await expectRefusal(
      workshop,
      ['flood'],
      /^content\/articles\/fair\.mdx:12:2 unknown-entity {2}.*The nearest id is “ann-lee”\.\nNothing was sealed: the archive has to be sound first\.\n$/,
    );
    await expectRefusal(workshop, ['--content', 'nowhere'], 'nowhere/archive.yaml:1:1 missing-file  This archive has no archive.yaml.');
  });
});

describe('what cannot be written', () => {
  it('leaves every file as it was: a folder stands where a ledger, or a file where the folder of ledgers, has to stand', async () => {
    const workshop = await Workshop.sealed({ fair });
    workshop.replace(file, 'a thin rain', 'a heavy rain').write('articles/flood.mdx', flood);
    mkdirSync(path.join(workshop.content, 'ledger/flood.json'));
    await expectRefusal(workshop, [], /^content\/ledger\/flood\.json cannot be written, and the ledger stays as it was: EISDIR: .*\n$/);
    const other = Workshop.withArticles({ flood }).write('ledger', 'no folder');
    await expectRefusal(other, [], /^ENOTDIR: not a directory, .*\n$/);
    const fresh = Workshop.withArticles({ flood });
    mkdirSync(path.join(fresh.content, 'ledger/_entities.json'), { recursive: true });
    await expectRefusal(fresh, [], /^content\/ledger\/_entities\.json cannot be written/);
    const machine = await fresh.run('seal', '--json');
    expect(machine).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(machine.stdout)).toMatchObject({ ok: false, errors: [expect.stringContaining('cannot be written')] });
  });

  it.skipIf(process.getuid?.() === 0)(
    'leaves every file as it was: nobody may write into the folder (rights do not bind root)',
    async () => {
      const workshop = await Workshop.sealed({ fair });
      workshop.replace(file, 'a thin rain', 'a heavy rain');
      const folder = path.join(workshop.content, 'ledger');
      chmodSync(folder, 0o555);
      try {
        await expectRefusal(workshop, [], /^content\/ledger\/fair\.json cannot be written, and the ledger stays as it was: EACCES: .*\n$/);
      } finally {
        chmodSync(folder, 0o755);
      }
    },
  );
});

describe('a decision', () => {
  let workshop: Workshop;
  /** Anchors of a passage that stands, one that is missing, one that was merged and one that is a tombstone; and of that which took the third in. */
  const names = { stands: '', missing: '', merged: '', dead: '', heir: '' };
  beforeAll(async () => {
    workshop = await Workshop.sealed({ fair, flood: article('“<Quote by="bob-ray">It ate the raffle</Quote>,” people say to this day.') });
    for (const [name, words] of Object.entries({
      stands: 'The fair',
      missing: 'The band',
      merged: 'It rained',
      dead: 'Nobody',
      heir: '“It ate',
    })) {
      names[name as keyof typeof names] = workshop.anchorOf('fair', words);
    }
    const paragraph = (words: string) => `${fair.split('\n\n').find((text) => text.startsWith(words))}\n\n`;
    workshop.replace(file, '”\n\nIt rained', '” It rained').replace(file, paragraph('Nobody'), '');
    const { code, stderr } = await workshop.run('seal', '--tombstone', names.dead, '--reason', 'It was untrue.');
    expect([code, stderr]).toEqual([0, '']);
    workshop.replace(file, paragraph('The band').trim(), '');
  });

  const reason = ['--reason', 'Why not.'];
  const cases: Readonly<Record<string, (anchors: typeof names) => readonly [args: readonly string[], sentence: string]>> = {
    '--tombstone without a reason': ({ missing }) => [
      ['--tombstone', missing],
      '--tombstone needs --reason "…": a sentence that readers see.',
    ],
    '--tombstone with an empty one': ({ missing }) => [['--tombstone', missing, '--reason', ' '], '--tombstone needs --reason "…"'],
    '--tombstone of a tombstone': ({ dead }) => [['--tombstone', dead, ...reason], `${dead} is a tombstone already.`],
    '--reason alone': () => [reason, '--reason goes with --tombstone.'],
    'an anchor that is nowhere': () => [
      ['--tombstone', 'q-it-ate-the-ruffle', ...reason],
      'q-it-ate-the-ruffle is in no ledger; there are fair#q-it-ate-the-raffle, flood#q-it-ate-the-raffle.',
    ],
    'an anchor that another article has': ({ missing }) => [
      ['--tombstone', `flood#${missing}`, ...reason],
      `${missing} is in no ledger; there are fair#${missing}.`,
    ],
    'an anchor that several articles have': () => [
      ['--accept', 'q-it-ate-the-raffle'],
      'several articles have it; write fair#q-it-ate-the-raffle or flood#q-it-ate-the-raffle.',
    ],
    '--accept where nothing is in doubt': ({ stands }) => [['--accept', stands], `there is nothing to accept; ${stands} is not in doubt.`],
    '--accept where nothing is proposed': ({ missing }) => [
      ['--accept', missing],
      `nothing is proposed for ${missing} (lost); write --accept ${missing}=<anchor of the words that are meant>.`,
    ],
    '--accept of a place that is nowhere': ({ missing }) => [['--accept', `${missing}=p-000000`], '“fair” has no words at “p-000000”.'],
    '--accept of a place in another article': ({ missing }) => [
      ['--accept', `${missing}=flood#q-it-ate-the-raffle`],
      'an address stays within its article, “fair”.',
    ],
    '--alias without a target': ({ missing }) => [['--alias', missing], 'write the old anchor, =, and the one that it leads to.'],
    '--alias to nowhere': ({ missing }) => [['--alias', `${missing}=p-000000`], '“fair” has no anchor “p-000000”.'],
    '--alias into another article': ({ missing }) => [
      ['--alias', `${missing}=flood#q-it-ate-the-raffle`],
      'an address stays within its article, “fair”.',
    ],
    '--alias to itself': ({ missing }) => [['--alias', `${missing}=fair#${missing}`], 'an anchor cannot lead to itself.'],
    '--alias in a circle': ({ heir, merged }) => [['--alias', `${heir}=${merged}`], `${merged} leads to ${heir} itself.`],
    '--alias in a circle of two at once': ({ missing, stands }) => [
      ['--alias', `${missing}=${stands}`, '--alias', `${stands}=${missing}`],
      `${missing} leads to ${stands} itself.`,
    ],
    '--alias to a tombstone': ({ missing, dead }) => [
      ['--alias', `${missing}=${dead}`],
      `${dead} is a tombstone; nothing lives on there. Write --tombstone fair#${missing}.`,
    ],
    '--alias of words to an event': ({ missing }) => [
      ['--alias', `${missing}=fair-opened`],
      'an event leads to an event, and words to words.',
    ],
    '--alias of an alias': ({ merged, stands, heir }) => [['--alias', `${merged}=${stands}`], `${merged} is an alias of ${heir} already.`],
    'one decision of two': ({ stands, heir }) => [
      ['--alias', `${stands}=${heir}`],
      'Nothing was sealed: 1 address in doubt. Decide on all in one command: the options may be repeated.',
    ],
  };

  it.each(Object.entries(cases))('%s: refused in a sentence', async (_, of) => {
    const [args, sentence] = of(names);
    const files = workshop.files();
    const { code, stdout, stderr } = await workshop.run('seal', ...args);
    expect(stderr).toContain(sentence);
    expect(stderr).toMatch(/^Nothing was sealed/m);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect([code, stdout]).toEqual([1, '']);
    expect(workshop.files()).toEqual(files);
  });
});

describe('docs/permanence.md', () => {
  const docs = readFileSync(path.join(root, 'docs/permanence.md'), 'utf8');
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(docs) ?? [];
  const commands = block.split('\n').flatMap((line) => line.replace(/ {2,}#.*/, '') || []);

  it('gives commands that do what it says', async () => {
    const body = `The clerk read a statement of the council. “<Quote by="ann-lee">Ennerby Town Council regrets the heater</Quote>,” it said.

He took it like an auctioneer. “<Quote by="bob-ray">Going</Quote>,” he said, and then nothing more.

The fair opened on Saturday in a thin rain, and by noon the whole of the lane was full of people and of dogs.

The fair opened, in short, and by noon there were more dogs in the lane than anybody had counted before.`;
    const workshop = await Workshop.sealed({ fair: article(body) });
    // The ledger owns the anchors, so they can be those of the document.
    const named = { 'Ennerby Town': 'q-ennerby-town-council-regrets', 'The fair opened on': 'p-3k9qd2', 'The fair opened, in': 'p-8m1xw0' };
    for (const [words, anchor] of Object.entries(named)) {
      workshop.write(
        'ledger/fair.json',
        workshop.text('ledger/fair.json').replaceAll(`"${workshop.anchorOf('fair', words)}"`, `"${anchor}"`),
      );
    }
    await workshop.git('init', '-q', '-b', 'main');
    await workshop.git('add', '-A');
    await workshop.git('commit', '-qm', 'Sealed');
    const [seal, accept, acceptPlace, alias, tombstone, dryRun, check] = commands.map((command) => async (of: Workshop, place = '') => {
      const { code, stderr } = await of.obey(command.replace('q-going-x3f9', place));
      expect(stderr).toBe('');
      expect(code).toBe(0);
    });
    expect(commands).toHaveLength(7);

    workshop.replace(file, 'the heater', 'the radiator');
    await accept?.(workshop);
    expect(workshop.entry('fair', 'q-ennerby-town-council-regrets').history).toMatchObject([{ date: today, change: 'corrected' }]);

    const twice =
      'auctioneer would: “<Quote by="bob-ray">Going</Quote>,” he told us, “<Quote by="bob-ray">Going</Quote>,” he told us, and then nothing more.';
    workshop.replace(file, 'auctioneer. “<Quote by="bob-ray">Going</Quote>,” he said, and then nothing more.', twice);
    const { stderr } = await workshop.run('check');
    const [, , place = ''] = /q-going was sealed for .* it may be para\. 2 \((\S+)\) or para\. 2 \((\S+)\)/.exec(stderr) ?? [];
    await acceptPlace?.(workshop, place);
    expect(workshop.entry('fair', 'q-going')).toMatchObject({ prefix: expect.stringMatching(/he told us, “$/) });

    workshop.replace(
      file,
      'The fair opened on Saturday in a thin rain, and by noon the whole of the lane was full of people and of dogs.\n\n',
      '',
    );
    const files = workshop.files();
    const buried = workshop.copy();
    await alias?.(workshop);
    expect(workshop.entry('fair', 'p-3k9qd2').aliasOf).toBe('p-8m1xw0');
    await tombstone?.(buried);
    expect(buried.entry('fair', 'p-3k9qd2').tombstone).toEqual({ date: today, reason: 'Printed twice by mistake.' });
    expect(buried.files()).not.toEqual(files);

    workshop.replace(file, 'He took it', 'Bids were low.\n\nHe took it');
    const before = workshop.files();
    await dryRun?.(workshop);
    expect(workshop.files()).toEqual(before);
    await seal?.(workshop);
    expect(workshop.files()).not.toEqual(before);
    await check?.(workshop);
  });
});
