/** The ledger's files: one an article, read with every build and written by `pincite seal` alone. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Issue } from '../domain/issue.ts';
import { formatLedger } from '../domain/ledger.ts';
import { readYaml } from '../markdown/yaml.ts';
import { type Ledger, ledgerSchema } from '../model/ledger.ts';
import { fileIssue, listFiles, readText, shownPath } from './content.ts';

const folderName = 'ledger';

/** The ledgers of an archive by slug; issues are added to the list. */
export function readLedgers(folder: string, issues: Issue[]): Map<string, Ledger> {
  const ledgers = new Map<string, Ledger>();
  for (const file of listFiles(folder, folderName, /\.json$/)) {
    const text = readText(folder, file, issues);
    if (text === undefined) continue;
    const slug = path.basename(file, '.json');
    const ledger = parseLedger(folder, file, text, issues);
    if (!ledger) continue;
    if (ledger.article === slug) ledgers.set(slug, ledger);
    else
      issues.push(
        fileIssue(folder, file, 'invalid-ledger', `The file says that it is the ledger of “${ledger.article}”.`, 'Give it that name back.'),
      );
  }
  return ledgers;
}

function parseLedger(folder: string, file: string, text: string, issues: Issue[]): Ledger | undefined {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
  if (conflict) {
    const line = text.slice(0, conflict.index).split('\n').length;
    const message = 'Git could not merge this ledger: two branches sealed the same anchors.';
    const hint = 'Keep the anchors of both sides, each once, with the earlier “sealed”; then npx pincite seal.';
    issues.push({ ...fileIssue(folder, file, 'invalid-ledger', message, hint), line });
    return undefined;
  }
  try {
    const { success, data } = ledgerSchema.safeParse(JSON.parse(text));
    if (success) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault = /at position (\d+)/.exec(error.message);
    const line = fault ? text.slice(0, Number(fault[1])).split('\n').length : 1;
    const message = `This is not JSON: ${error.message}.`;
    issues.push({
      ...fileIssue(folder, file, 'invalid-ledger', message, 'Bring the file back from git: a ledger is not written by hand.'),
      line,
    });
    return undefined;
  }
  // JSON is YAML as well: the slower reader knows the place of every value.
  const reading = readYaml<Ledger>(text, ledgerSchema as z.ZodType<Ledger>, shownPath(folder, file));
  const hint = 'Bring the file back from git: a ledger is written by npx pincite seal.';
  issues.push(...reading.issues.map((issue): Issue => ({ ...issue, code: 'invalid-ledger', hint })));
  return undefined;
}

/** What is to become of ledger files: the text of each, or undefined where the file goes. */
export type LedgerChanges = ReadonlyMap<string, Ledger | undefined>;

/** Writes ledgers all together: each to a temporary file first, so that a failure leaves every file as it was. */
export function writeLedgers(folder: string, changes: LedgerChanges): void {
  const directory = path.join(folder, folderName);
  mkdirSync(directory, { recursive: true });
  const written: { temporary: string; final: string }[] = [];
  try {
    for (const [slug, ledger] of changes) {
      if (!ledger) continue;
      const final = path.join(directory, `${slug}.json`);
      const temporary = `${final}.${process.pid}.tmp`;
      written.push({ temporary, final });
      writeFileSync(temporary, formatLedger(ledger), { flag: 'wx' });
    }
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    throw error;
  }
  for (const { temporary, final } of written) renameSync(temporary, final);
  for (const [slug, ledger] of changes) if (!ledger) rmSync(path.join(directory, `${slug}.json`), { force: true });
}
