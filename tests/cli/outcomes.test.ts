/** The command line as a program: its two streams, exit codes, help and options; npx, npm, an older Node; and the build, which says the same. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSite, root } from '../support/build.ts';
import { fair, program, type Run, runProgram, Workshop } from './workshop.ts';

/** No escape sequences and no carriage returns, as a log keeps them; even where colours are asked for. */
function expectPlain({ stdout, stderr }: Run): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
  for (const text of [stdout, stderr]) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
}

describe('a machine', () => {
  let sound: Workshop;
  let doubtful: Workshop;
  beforeAll(async () => {
    sound = await Workshop.sealed({ fair });
    doubtful = sound.copy().replace('articles/fair.mdx', 'It ate the raffle', 'It ate the lottery');
  });

  it('gets one JSON document on standard output, nothing else, and the exit code that people get', async () => {
    const cases: readonly (readonly [Workshop, readonly string[], object])[] = [
      [sound, ['check'], { ok: true, articles: 1, quotations: 3, sealed: 14, errors: 0, warnings: 0, issues: [] }],
      [sound, ['seal'], { ok: true, date: '2026-11-23', dryRun: false, sealed: 0, addresses: 14, articles: [] }],
      [doubtful, ['check'], { ok: false, errors: 1, warnings: 1 }],
      [
        doubtful,
        ['seal'],
        { ok: false, issues: [{ code: 'changed-quote', severity: 'error', file: 'content/articles/fair.mdx', column: 2 }] },
      ],
      [doubtful, ['seal', '--alias', 'q-nowhere=q-it-ate-the-raffle'], { ok: false, issues: [] }],
      [doubtful, ['seal', '--date', 'today'], { ok: false, issues: [] }],
    ];
    for (const [workshop, args, expected] of cases) {
      const [people, machine] = await Promise.all([
        workshop.run(...args),
        workshop.runWith({ env: { FORCE_COLOR: '1' } }, ...args, '--json'),
      ]);
      expect(machine.stderr).toBe('');
      expect(machine.code).toBe(people.code);
      expect(machine.stdout).toMatch(/^\{\n[\s\S]*\n\}\n$/);
      const document = JSON.parse(machine.stdout) as { ok: boolean; errors?: unknown; issues?: { message: string }[] };
      expect(document).toMatchObject(expected);
      expect(document.ok).toBe(people.code === 0);
      for (const { message } of document.issues ?? []) expect(people.stderr).toContain(message);
      if (Array.isArray(document.errors)) expect(document.errors.join('\n')).toBe(people.stderr.trimEnd());
      expectPlain(people);
      expectPlain(machine);
    }
  });

  it('gets what a seal did', async () => {
    const workshop = doubtful.copy().replace('articles/fair.mdx', '“<Quote by="ann-lee">', '“<Quote by="ann-lee" id="pies">');
    const { code, stdout } = await workshop.run('seal', '--json', '--accept', 'q-it-ate-the-raffle');
    expect(code).toBe(0);
    const { articles, ...rest } = JSON.parse(stdout) as { articles: object[] };
    expect(rest).toEqual({ ok: true, date: '2026-11-23', dryRun: false, sealed: 1, addresses: 15 });
    expect(articles).toMatchObject([
      {
        slug: 'fair',
        added: ['q-pies'],
        changed: expect.arrayContaining(['q-it-ate-the-raffle']),
        aliases: { 'q-we-counted-nine-hundred-pies-before': 'q-pies' },
        formerSlugs: [],
      },
    ]);
  });

  it('reads plain text where it reads a pipe', async () => {
    const workshop = Workshop.withFixture();
    expectPlain(await workshop.runWith({ env: { FORCE_COLOR: '1' } }, 'check'));
    rmSync(path.join(workshop.content, 'ledger'), { recursive: true });
    expectPlain(await workshop.runWith({ env: { FORCE_COLOR: '1' } }, 'seal'));
  });
});

describe('somebody who needs help', () => {
  it('finds every option of each command', async () => {
    const { folder } = Workshop.withArticles({});
    const help = async (...args: string[]) => {
      const run = await runProgram(process.execPath, [program, ...args, '--help'], { cwd: folder });
      expect([run.code, run.stderr]).toEqual([0, '']);
      expectPlain(run);
      return run.stdout;
    };
    const [all, check, seal] = await Promise.all([help(), help('check'), help('seal')]);
    expect(all).toMatch(/^Usage: pincite .*\n[\s\S]* check [\s\S]* seal /);
    for (const option of ['--content <folder>', '--json', '--strict', '--since <revision>']) expect(check).toContain(option);
    const options = [
      '--content <folder>',
      '--json',
      '--date <day>',
      '--dry-run',
      '--accept',
      '--alias',
      '--tombstone',
      '--reason',
      '[slugs...]',
    ];
    for (const option of options) expect(seal).toContain(option);
    expect(seal).not.toContain('[]');
    expect(check).toContain('Exit code: 0 when nothing is wrong, 1 otherwise.');
  });

  it('is told where to find it after a command or an option that there is not', async () => {
    const workshop = Workshop.withArticles({ fair });
    const files = workshop.files();
    const cases: readonly (readonly [string[], string])[] = [
      [['bury'], 'unknown command'],
      [['check', '--all'], 'unknown option'],
      [['seal', '--force'], 'unknown option'],
      [['check', 'fair'], 'too many arguments'],
      [['seal', '--accept'], 'argument missing'],
    ];
    for (const [args, fault] of cases) {
      const { code, stdout, stderr } = await workshop.run(...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(fault);
      expect(stderr).toMatch(/\(pincite --help says what there is\)\n$/);
    }
    expect(await workshop.run()).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage: pincite') });
    expect(workshop.files()).toEqual(files);
  });
});

describe('the folder of content', () => {
  it('is content/, or that of PINCITE_CONTENT, or that of --content before both, from wherever it runs', async () => {
    const [one, two] = [Workshop.withArticles({ fair }), Workshop.withArticles({})];
    const count = async (cwd: string, env: Record<string, string>, ...args: string[]) =>
      (await one.runWith({ cwd, env }, 'check', ...args)).stdout.split(',')[0];
    const elsewhere = path.join(two.content, 'entities');
    expect(await count(one.folder, {})).toBe('1 article');
    expect(await count(elsewhere, { PINCITE_CONTENT: one.content })).toBe('1 article');
    expect(await count(elsewhere, { PINCITE_CONTENT: '..' })).toBe('0 articles');
    expect(await count(elsewhere, { PINCITE_CONTENT: '..' }, '--content', one.content)).toBe('1 article');
    expect(await count(path.join(one.content, 'articles'), {}, '--content', '../')).toBe('1 article');
    // Messages name the folder, wherever it lies.
    expect((await one.runWith({ cwd: elsewhere }, 'check', '--content', one.content)).stderr).toContain('content/articles/fair.mdx:1:1 ');
    expect((await one.runWith({ cwd: elsewhere }, 'check')).stderr).toContain('content/archive.yaml:1:1 missing-file  ');
    await one.runWith({ cwd: elsewhere }, 'seal', '--content', one.content);
    expect([one.ledgerSlugs(), existsSync(path.join(two.content, 'ledger'))]).toEqual([['fair'], false]);
  });
});

describe('the repository', () => {
  const count = /^\d+ articles?, \d+ quotations?, \d+ sealed addresses: 0 errors, \d+ warnings?$/m;

  it('checks its archive with npx pincite check and with npm run pincite -- check', async () => {
    // Without the network, and with a cache of npm’s own that is empty, as on a fresh clone.
    const cache = path.join(Workshop.withArticles({}).folder, 'npm');
    const npm = { cwd: root, env: { npm_config_cache: cache, npm_config_offline: 'true', npm_config_update_notifier: 'false' } };
    const [npx, run] = await Promise.all([
      runProgram('npx', ['pincite', 'check'], npm),
      runProgram('npm', ['run', 'pincite', '--', 'check', '--json'], npm),
    ]);
    expect(npx.stdout).toMatch(count);
    expect(npx.code).toBe(0);
    expect(JSON.parse(run.stdout.slice(run.stdout.indexOf('{')))).toMatchObject({ ok: true, errors: 0 });
    expect(run.code).toBe(0);
  });

  const older = findOlderNode();
  if (older) {
    it(`hands over to the Node among its packages where an older one runs it (${older.file} is ${older.version})`, async () => {
      const workshop = await Workshop.sealed({ fair });
      workshop.replace('articles/fair.mdx', 'It ate the raffle', 'It ate a lot');
      const asOlder = (...args: string[]) => runProgram(older.file, [program, ...args], { cwd: workshop.folder });
      for (const args of [['check'], ['seal', '--json'], ['seal', '--nonsense']])
        expect(await asOlder(...args)).toEqual(await workshop.run(...args));
      const bury = ['seal', '--tombstone', 'q-it-ate-the-raffle', '--reason', 'It was a “lottery”; $HOME is no place for it.'];
      expect(await asOlder(...bury)).toMatchObject({ code: 0, stderr: '' });
      expect(workshop.entry('fair', 'q-it-ate-the-raffle').tombstone?.reason).toBe(bury.at(-1));
    });
  }
});

/** A Node on this machine that does not run TypeScript by itself. */
function findOlderNode(): { file: string; version: string } | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/local/bin', '/usr/bin'];
  for (const file of new Set(folders.map((folder) => path.join(folder, 'node')))) {
    if (!existsSync(file)) continue;
    const version = execFileSync(file, ['--version'], { encoding: 'utf8' }).trim();
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
    if (major < 22 || (major === 22 && minor < 18)) return { file, version };
  }
  return undefined;
}

describe('the build', () => {
  it('stops for an address in doubt with the words of check, and leaves what was built before', async () => {
    const workshop = Workshop.withFixture();
    workshop.replace('articles/1958-11-21-six-votes.mdx', 'Six is plenty;', 'Six is enough;');
    const out = path.join(workshop.folder, 'site');
    mkdirSync(out);
    writeFileSync(path.join(out, 'index.html'), 'what was built before');
    const files = workshop.files();
    const [{ code, output }, check] = await Promise.all([buildSite(workshop.content, out), workshop.run('check')]);
    expect(check.code).toBe(1);
    const errors = check.stderr.split('\n').filter((line) => line.startsWith('content/'));
    expect(errors).toEqual([
      expect.stringContaining(' changed-quote  q-six-is-plenty-i-was-elected was sealed for the words “Six is plenty; '),
    ]);
    expect(code).not.toBe(0);
    expect(output).toContain(`The archive has 1 error.\n\n${errors.join('\n')}\n`);
    for (const line of check.stderr.split('\n')) expect(output).toContain(line.replace(/^warning: /, ''));
    expect(readdirSync(out)).toEqual(['index.html']);
    expect(readFileSync(path.join(out, 'index.html'), 'utf8')).toBe('what was built before');
    for (const [name, text] of Object.entries(files)) expect(workshop.files()[name]).toBe(text);
  });
});
