/** `pincite`: the command line. The environment and the arguments are read here and nowhere else in it. */
import path from 'node:path';
import { Command, Option } from 'commander';
import { runCheck } from './check.ts';
import { failure, type Outcome, ProgressLine } from './outcome.ts';
import { runSeal, type SealOptions } from './seal.ts';

const env = process.env;
const program = new Command('pincite')
  .description('Looks after a Pincite archive: checks it, and keeps its addresses permanent.')
  .helpCommand(false)
  .showHelpAfterError('(pincite --help says what there is)');

const content = new Option('--content <folder>', 'the folder that holds archive.yaml').default(env['PINCITE_CONTENT'] ?? 'content');
const json = new Option('--json', 'say it for a machine: one JSON document on standard output');
const collect = (value: string, all: string[] = []) => [...all, value];

program
  .command('check')
  .description('Reads the whole archive and says what is wrong with it. The build makes the same checks.')
  .addOption(content)
  .addOption(json)
  .option('--strict', 'warnings count as errors: addresses that are not sealed yet, ambiguous names')
  .option('--since <revision>', 'also compare with a revision of git: no sealed address may have been dropped from the ledger since')
  .addHelpText('after', '\nExit code: 0 when nothing is wrong, 1 otherwise.')
  .action((options: { content: string; json?: boolean; strict?: boolean; since?: string }) => {
    finish(() => runCheck({ ...options, folder: path.resolve(options.content), onProgress: progress.show }), options.json);
  });

program
  .command('seal')
  .description('Records every address of the published articles in the ledger (content/ledger/). From then on the ledger owns them.')
  .argument('[slugs...]', 'articles to seal (default: all)')
  .addOption(content)
  .addOption(json)
  .option('--date <day>', 'day of the seal, as 2026-11-23 (default: today)')
  .option('--dry-run', 'say what would be written, and write nothing')
  .option('--accept <anchor[=place]>', 'the words were corrected, or the anchor belongs to that place (may be repeated)', collect)
  .option('--alias <anchor=target>', 'the address leads to another anchor of the article from now on (may be repeated)', collect)
  .option('--tombstone <anchor>', 'the words are gone; quotations of a passage go with it (may be repeated)', collect)
  .option('--reason <sentence>', 'why they are gone; readers see it')
  .addHelpText(
    'after',
    `
An anchor is written slug#anchor, or alone where only one article has it.

  pincite seal                                             after writing or editing
  pincite seal --accept q-righteous-deed                   the quotation was corrected; readers see what it said before
  pincite seal --accept q-going=q-going-x3f9               of two places with the same words, this one is meant
  pincite seal --alias p-3k9qd2=p-8m1xw0                   the passage lives on in another
  pincite seal --tombstone p-3k9qd2 --reason "Printed twice."

Nothing is settled silently: as long as an address is in doubt, nothing is written and the exit code is 1.`,
  )
  .action(
    (slugs: string[], options: Omit<SealOptions, 'folder' | 'slugs' | 'date'> & { content: string; json?: boolean; date?: string }) => {
      const { content: folder, json: isJson, ...rest } = options;
      const run = () => runSeal({ ...rest, date: rest.date ?? today(), folder: path.resolve(folder), slugs, onProgress: progress.show });
      finish(run, isJson);
    },
  );

const progress = new ProgressLine(process.stderr);
program.parse();

function finish(command: () => Outcome, isJson = false): void {
  const outcome = attempt(command);
  progress.clear();
  if (isJson) process.stdout.write(`${JSON.stringify(outcome.data, undefined, 2)}\n`);
  else {
    for (const line of outcome.errors) process.stderr.write(`${line}\n`);
    for (const line of outcome.lines) process.stdout.write(`${line}\n`);
  }
  process.exitCode = outcome.isSound ? 0 : 1;
}

/** What fails by throwing is the machine (a full disk, a missing right, git), not the archive. */
function attempt(command: () => Outcome): Outcome {
  try {
    return command();
  } catch (error) {
    return failure([error instanceof Error ? error.message.trimEnd() : String(error)]);
  }
}

/** The day where the archivist sits; SOURCE_DATE_EPOCH (reproducible-builds.org) stands in for the clock. */
function today(): string {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (epoch !== undefined) {
    if (!/^\d{1,11}$/.test(epoch)) throw new Error(`SOURCE_DATE_EPOCH: “${epoch}” is no number of seconds.`);
    return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
  }
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
