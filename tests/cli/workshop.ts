/** A temporary folder with an archive in it, on which the command line works as its user would run it: real processes, files and git. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { readArchive } from '../../src/files/archive.ts';
import { type EntityLedger, entityLedgerSchema, type Ledger, type LedgerEntry, ledgerSchema } from '../../src/model/ledger.ts';
import { fixtureContent, root } from '../support/build.ts';

export const program = path.join(root, 'bin/pincite.mjs');
/** The day on which a workshop's commands run, unless they are told another. */
export const today = '2026-11-23';
/** The day on which a sealed archive was sealed. */
export const firstDay = '2020-01-02';

const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), 'pincite-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What a process came to. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Default: the folder that holds `content/`. */
  readonly cwd?: string;
  /** Variables besides the usual ones; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program to its end; never throws on an exit code. */
export function runProgram(file: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Run> {
  const environment = {
    ...process.env,
    SOURCE_DATE_EPOCH: String(Date.parse(`${today}T12:00:00Z`) / 1000),
    NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/pincite-cli'),
    PINCITE_CONTENT: undefined,
    // Neither a hook of git that runs the tests nor anybody's own configuration decides one.
    GIT_DIR: undefined,
    GIT_INDEX_FILE: undefined,
    GIT_WORK_TREE: undefined,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: scratch,
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'Ivy'],
        [`GIT_${who}_EMAIL`, 'ivy@archive.example'],
      ]),
    ),
    ...env,
  };
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, env: environment, maxBuffer: 1 << 26, timeout: 30_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** Runs a command that a message gives, through a shell, as somebody who copies it would; each `…` in it is for the author to fill in. */
export function runCommand(command: string, options: RunOptions): Promise<Run> {
  const line = command.replace(/^npx pincite/, `"${process.execPath}" "${program}"`);
  return runProgram('/bin/sh', ['-c', line], options);
}

/** The commands in a message, as they would be copied from it. */
export function commandsIn(message: string): string[] {
  return message.match(/npx pincite(?: (?:"[^"]*"|[\w#=…-]+))+/gu) ?? [];
}

/** Archives that were sealed once, to be copied. */
const models = new Map<string, Workshop>();

export class Workshop {
  /** The folder that holds `content/`. */
  readonly folder: string;
  readonly content: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.content = path.join(folder, 'content');
  }

  /** With a copy of the invented archive, which is sealed and has a past. */
  static withFixture(): Workshop {
    const workshop = new Workshop(mkdtempSync(path.join(scratch, 'vale-')));
    cpSync(fixtureContent, workshop.content, { recursive: true });
    return workshop;
  }

  /** With an archive of the given articles, by slug: a body, or a whole file. Nothing is sealed. */
  static withArticles(articles: Readonly<Record<string, string>>): Workshop {
    const workshop = new Workshop(mkdtempSync(path.join(scratch, 'echo-')));
    workshop.write('archive.yaml', settings).write('entities/all.yaml', entities);
    for (const [slug, body] of Object.entries(articles))
      workshop.write(`articles/${slug}.mdx`, body.startsWith('---') ? body : article(body));
    return workshop;
  }

  /** The same, sealed on the first day. */
  static async sealed(articles: Readonly<Record<string, string>>): Promise<Workshop> {
    const key = JSON.stringify(articles);
    const model = models.get(key) ?? Workshop.withArticles(articles);
    if (!models.has(key)) {
      const { code, stderr } = await model.run('seal', '--date', firstDay);
      if (code !== 0) throw new Error(stderr);
      models.set(key, model);
    }
    return model.copy();
  }

  copy(): Workshop {
    const copy = new Workshop(mkdtempSync(path.join(scratch, 'copy-')));
    cpSync(this.folder, copy.folder, { recursive: true });
    return copy;
  }

  run(...args: string[]): Promise<Run> {
    return this.runWith({}, ...args);
  }

  runWith(options: RunOptions, ...args: string[]): Promise<Run> {
    return runProgram(process.execPath, [program, ...args], { cwd: this.folder, ...options });
  }

  /** Runs a command as a message gives it. */
  obey(command: string): Promise<Run> {
    return runCommand(command, { cwd: this.folder });
  }

  /** Runs git in the folder; throws where it fails, unless that is looked for. */
  async git(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryGit(...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  tryGit(...args: string[]): Promise<Run> {
    return runProgram('git', args, { cwd: this.folder });
  }

  text(file: string): string {
    return readFileSync(path.join(this.content, file), 'utf8');
  }

  write(file: string, text: string): this {
    mkdirSync(path.dirname(path.join(this.content, file)), { recursive: true });
    writeFileSync(path.join(this.content, file), text);
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

  rename(from: string, to: string): this {
    renameSync(path.join(this.content, from), path.join(this.content, to));
    return this;
  }

  remove(file: string): this {
    rmSync(path.join(this.content, file));
    return this;
  }

  /** Every file of the folder, git's own aside, byte for byte. */
  files(): Record<string, string> {
    const names = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)))
      .filter((name) => !name.startsWith('.git'));
    return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(this.folder, name), 'latin1')]));
  }

  /** Of which articles there is a ledger. */
  ledgerSlugs(): string[] {
    return readdirSync(path.join(this.content, 'ledger'))
      .filter((name) => /^[^_].*\.json$/.test(name))
      .map((name) => path.basename(name, '.json'))
      .sort();
  }

  ledger(slug: string): Ledger {
    return ledgerSchema.parse(JSON.parse(this.text(`ledger/${slug}.json`)));
  }

  /** The entry of an anchor; throws where there is none. */
  entry(slug: string, anchor: string): LedgerEntry {
    const entry = this.ledger(slug).anchors[anchor];
    if (!entry) throw new Error(`the ledger of ${slug} has no ${anchor}`);
    return entry;
  }

  entityLedger(): EntityLedger {
    return entityLedgerSchema.parse(JSON.parse(this.text('ledger/_entities.json')));
  }

  /** The anchor of each passage and each quote of an article as it stands, by its words. */
  anchors(slug: string): Map<string, string> {
    const { articles } = readArchive({ folder: this.content });
    const passages = articles.find((one) => one.slug === slug)?.passages ?? [];
    return new Map(
      passages.flatMap(({ text, anchor, quotes }) => [
        [text, anchor] as const,
        ...quotes.map((quote) => [quote.words, quote.anchor] as const),
      ]),
    );
  }

  /** The anchor of the passage, or the quote, whose words begin so. */
  anchorOf(slug: string, words: string): string {
    const found = [...this.anchors(slug)].find(([text]) => text.startsWith(words));
    if (!found) throw new Error(`“${words}” is not in ${slug}`);
    return found[1];
  }

  lineOf(file: string, text: string): number {
    const line =
      this.text(file)
        .split('\n')
        .findIndex((candidate) => candidate.includes(text)) + 1;
    if (line === 0) throw new Error(`“${text}” is not in ${file}`);
    return line;
  }
}

/** An article's file: a body of the given words, and fields of the frontmatter besides those that every article has. */
export function article(body: string, ...fields: string[]): string {
  const frontmatter = [
    'title: A case',
    'publication: the-echo',
    'published: 1911',
    'language: en',
    'rights: {status: public-domain, text: full}',
  ];
  return `---\n${[...frontmatter, ...fields].join('\n')}\n---\n\n${body.trim()}\n`;
}

/** An article with something of each kind: six passages, three quotations, an event. */
export const fair = article(
  `The fair opened on Saturday in a thin rain, and by noon the whole of Harbour Lane was full of people and of dogs.

“<Quote by="ann-lee">We counted nine hundred pies before the scales gave out</Quote>,” said Ann Lee, who kept the gate with a bucket and a bell.

Nobody at the cafe could say who had ordered the elephant, nor why it had been sent without a keeper or any straw.

“<Quote by="bob-ray">It ate the raffle</Quote>,” said Bob Ray of the committee. “<Quote by="bob-ray">We shall hold another, with an animal that has fewer opinions</Quote>.”

It rained again at six.

The band played until the lamps were lit, and then it played the same three tunes again from the end to the beginning.`,
  'events: [{id: fair-opened, date: 1911, title: The fair opens., passages: [1]}]',
);

const settings = `name: The Echo
description: An archive of a few lines.
language: en
address: https://echo.example.org/
publisher: {name: The Echo, url: https://echo.example.org/}
`;

const entities = `- {id: the-echo, type: organization, name: The Echo, description: A paper.}
- {id: ann-lee, type: person, name: Ann Lee, description: She kept the gate.}
- {id: bob-ray, type: person, name: Bob Ray, description: He was of the committee.}
- {id: harbour-lane, type: place, name: Harbour Lane, description: A street.}
`;
