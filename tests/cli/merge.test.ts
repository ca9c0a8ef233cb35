/** The ledger in git: branches that are merged, and what was dropped since a revision. */
import { describe, expect, it } from 'vitest';
import { article, fair, Workshop } from './workshop.ts';

const flood = article('The river came over the wall a little before midnight, and did not go home until Monday at noon.');
const file = 'articles/fair.mdx';

/** A sealed archive that is committed on `main`. */
async function committed(articles: Readonly<Record<string, string>>): Promise<Workshop> {
  const workshop = await Workshop.sealed(articles);
  await workshop.git('init', '-q', '-b', 'main');
  await commit(workshop);
  return workshop;
}

async function commit(workshop: Workshop): Promise<void> {
  await workshop.git('add', '-A');
  await workshop.git('commit', '-q', '-m', 'A day’s work');
}

/** Commits on a branch of `main` what an editor does and seals there. */
async function branch(workshop: Workshop, name: string, day: string, edit: () => unknown): Promise<void> {
  await workshop.git('checkout', '-q', '-b', name, 'main');
  edit();
  const { code, stderr } = await workshop.run('seal', '--date', day);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  await commit(workshop);
}

async function expectClean(workshop: Workshop): Promise<void> {
  const files = workshop.files();
  const sealed = await workshop.run('seal');
  expect(sealed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Nothing to seal/) });
  expect(workshop.files()).toEqual(files);
  expect(await workshop.run('check', '--strict', '--since', 'main')).toMatchObject({ code: 0, stderr: '' });
}

describe('two branches', () => {
  it('that sealed different articles merge by themselves', async () => {
    const workshop = await committed({ fair, flood });
    await branch(workshop, 'one', '2021-01-01', () => workshop.replace(file, 'It rained', 'A goat sang.\n\nIt rained'));
    await branch(workshop, 'two', '2022-02-02', () => {
      workshop
        .replace('articles/flood.mdx', 'noon.', 'noon. It took the bandstand.')
        .write('articles/market.mdx', article('Eggs were dear.'));
    });
    await workshop.git('merge', '-q', '--no-edit', 'one');
    await expectClean(workshop);
    expect(workshop.ledgerSlugs()).toEqual(['fair', 'flood', 'market']);
  });

  it('that each added a passage elsewhere in one article merge by themselves', async () => {
    const workshop = await committed({ fair });
    await branch(workshop, 'one', '2021-01-01', () => workshop.replace(file, 'Nobody', 'Hay was dear this year.\n\nNobody'));
    await branch(workshop, 'two', '2022-02-02', () => workshop.replace(file, 'The band', 'Oats were cheap, they say.\n\nThe band'));
    await workshop.git('merge', '-q', '--no-edit', 'one');
    await expectClean(workshop);
    expect(workshop.entry('fair', workshop.anchorOf('fair', 'Hay was')).sealed).toBe('2021-01-01');
    expect(workshop.entry('fair', workshop.anchorOf('fair', 'Oats were')).sealed).toBe('2022-02-02');
  });

  it('that sealed side by side conflict; both sides’ anchors can be read, and none is lost when both are kept', async () => {
    const workshop = await committed({ fair });
    const elephant = 'Nobody at the cafe';
    const raffle = '“<Quote by="bob-ray">It ate';
    const sides = [
      { name: 'one', day: '2021-01-01', words: 'Hay was dear this year.', before: elephant },
      { name: 'two', day: '2022-02-02', words: 'Oats were cheap this year, they say.', before: raffle },
    ];
    const days = new Map<string, string>();
    for (const { name, day, words, before } of sides) {
      await branch(workshop, name, day, () => workshop.replace(file, before, `${words}\n\n${before}`));
      days.set(workshop.anchorOf('fair', words), day);
    }
    const merge = await workshop.tryGit('merge', '--no-edit', 'one');
    expect(merge.stdout).toContain('CONFLICT (content): Merge conflict in content/ledger/fair.json');
    const ledger = 'ledger/fair.json';
    const [begin, end] = ['<<<<<<< ', '>>>>>>> '].map((mark) => workshop.lineOf(ledger, mark));
    for (const anchor of days.keys()) {
      expect(workshop.lineOf(ledger, `"${anchor}": {`)).toBeGreaterThan(begin ?? 0);
      expect(workshop.lineOf(ledger, `"${anchor}": {`)).toBeLessThan(end ?? 0);
    }

    const files = workshop.files();
    const { code, stderr } = await workshop.run('check');
    expect(code).toBe(1);
    expect(stderr).toContain(`content/ledger/fair.json:${begin}:1 invalid-ledger  Git could not merge this ledger: `);
    expect((await workshop.run('seal')).code).toBe(1);
    expect(workshop.files()).toEqual(files);

    // The brace that closes either side’s anchor stands once below the marks; whoever forgets it is told the line.
    workshop.write(ledger, keepBoth(workshop.text(ledger), ''));
    const [lower = ''] = [...days.keys()].toSorted((a, b) => workshop.lineOf(ledger, `"${b}": {`) - workshop.lineOf(ledger, `"${a}": {`));
    const broken = `content/ledger/fair.json:${workshop.lineOf(ledger, `"${lower}": {`)}:1 invalid-ledger  This is not JSON: `;
    expect((await workshop.run('check')).stderr).toContain(broken);
    workshop.replace(ledger, `    "${lower}": {`, `    },\n    "${lower}": {`);
    expect(await workshop.run('seal', '--date', '2023-03-03')).toMatchObject({ code: 0, stderr: '' });
    await expectClean(workshop);
    for (const [anchor, day] of days) expect(workshop.entry('fair', anchor).sealed).toBe(day);
  });

  it('that added entities side by side conflict in the same way', async () => {
    const workshop = await committed({ fair });
    const ledger = 'ledger/_entities.json';
    const entity = (id: string) => `- {id: ${id}, type: place, name: ${id}, description: A place.}\n`;
    await branch(workshop, 'one', '2021-01-01', () => workshop.write('entities/one.yaml', entity('barn')));
    await branch(workshop, 'two', '2022-02-02', () => workshop.write('entities/two.yaml', entity('bank')));
    expect((await workshop.tryGit('merge', '--no-edit', 'one')).code).toBe(1);
    const { code, stderr } = await workshop.run('check');
    expect(code).toBe(1);
    expect(stderr).toContain(
      `content/${ledger}:${workshop.lineOf(ledger, '<<<<<<< ')}:1 invalid-ledger  Git could not merge this ledger: `,
    );
    workshop.write(ledger, keepBoth(workshop.text(ledger), '      "types": ["place"]\n    },\n'));
    expect((await workshop.run('seal')).code).toBe(0);
    await expectClean(workshop);
    expect(workshop.entityLedger().entities).toMatchObject({ barn: { sealed: '2021-01-01' }, bank: { sealed: '2022-02-02' } });
  });
});

/** A conflict as somebody resolves it: the anchors of both sides, with what has to stand between them; of other lines ours. */
function keepBoth(text: string, between: string): string {
  return text.replace(/^<{7} .*\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} .*\n/gm, (_, ours: string, theirs: string) =>
    theirs.startsWith('    "') ? `${ours}${between}${theirs}` : ours,
  );
}

describe('check --since', () => {
  it('is content with what was added and what was renamed, and names what was dropped', async () => {
    const workshop = await committed({ fair, flood });
    workshop.replace(file, 'It rained', 'A goat sang.\n\nIt rained').rename('articles/flood.mdx', 'articles/high-water.mdx');
    workshop.replace('articles/high-water.mdx', 'title:', 'formerSlugs: [flood]\ntitle:');
    expect(await workshop.run('check', '--since', 'main')).toMatchObject({ code: 0 });
    await workshop.run('seal');
    expect(await workshop.run('check', '--strict', '--since', 'main')).toMatchObject({ code: 0, stderr: '' });
    await commit(workshop);

    // By hand: a passage, and every trace of it; likewise a place, and one of two articles.
    const anchor = workshop.anchorOf('fair', 'It rained');
    const { [anchor]: _, ...anchors } = workshop.ledger('fair').anchors;
    workshop
      .write('ledger/fair.json', JSON.stringify({ ...workshop.ledger('fair'), anchors }))
      .replace(file, 'It rained again at six.\n\n', '');
    const { 'harbour-lane': __, ...entities } = workshop.entityLedger().entities;
    workshop
      .write('ledger/_entities.json', JSON.stringify({ entities }))
      .replace('entities/all.yaml', 'harbour-lane, type: place', 'harbour-lane, type: work');
    workshop.remove('articles/high-water.mdx').remove('ledger/high-water.json');
    expect((await workshop.run('check')).code).toBe(0);
    const { code, stderr } = await workshop.run('check', '--since', 'HEAD~1');
    expect(code).toBe(1);
    const dropped = stderr.split('\n').filter((line) => line.includes(' lost-anchor  The ledger had at HEAD~1 and has no more: '));
    expect(dropped).toEqual([
      expect.stringMatching(/^content\/ledger\/_entities\.json:1:1 .*: harbour-lane \(place\)\./),
      expect.stringMatching(new RegExp(`^content/ledger/fair\\.json:1:1 .*: ${anchor}\\.`)),
      expect.stringMatching(
        /^content\/ledger\/flood\.json:1:1 .*: p-\w+\. Bring the file back: git checkout HEAD~1 -- content\/ledger\/flood\.json;/,
      ),
    ]);
    for (const line of dropped.slice(0, 2)) {
      const [, revision = ''] = /git show (\S+) has/.exec(line) ?? [];
      expect(await workshop.git('show', revision)).toMatch(line.includes('fair') ? `"${anchor}"` : '"harbour-lane"');
    }
    await workshop.git('checkout', 'HEAD~1', '--', 'content/ledger/flood.json');
    expect((await workshop.run('check', '--since', 'HEAD~1')).stderr).not.toContain('flood.json:1:1 lost-anchor');
  });

  it('fails with git’s own words outside git and at an unknown revision', async () => {
    const workshop = Workshop.withArticles({ fair });
    const outside = await workshop.run('check', '--since', 'main');
    expect(outside).toMatchObject({ code: 1, stdout: '' });
    expect(outside.stderr).toContain('fatal: not a git repository');
    expect(outside.stderr).not.toContain('    at ');
    await workshop.git('init', '-q', '-b', 'main');
    await commit(workshop);
    const unknown = await workshop.run('check', '--since', 'nowhere', '--json');
    expect(unknown).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(unknown.stdout)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('fatal: Not a valid object name nowhere')],
    });
    // Before the first seal there was nothing to drop.
    expect((await workshop.run('check', '--since', 'main')).code).toBe(0);
    await workshop.run('seal');
    workshop.write('ledger/fair.json', `<<<<<<< HEAD\n${workshop.text('ledger/fair.json')}`);
    await commit(workshop);
    await workshop.git('checkout', '-q', 'HEAD~1', '--', '.');
    workshop.remove('ledger/fair.json');
    const conflict = await workshop.run('check', '--since', 'main');
    expect(conflict).toMatchObject({ code: 1, stderr: 'At main, content/ledger/fair.json is no ledger: compare with another revision.\n' });
  });
});
