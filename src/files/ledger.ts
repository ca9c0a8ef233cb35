/** The ledger's files: one an article, read with every build and written by `pincite seal` alone. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Issue } from '../domain/issue.ts';
import { formatEntityLedger, formatLedger } from '../domain/ledger.ts';
import { readYaml } from '../markdown/yaml.ts';
import { type EntityLedger, entityLedgerSchema, type Ledger, ledgerSchema } from '../model/ledger.ts';
import { fileIssue, listFiles, readText, shownPath } from './content.ts';

const folderName = 'ledger';
/** No article can have a name that begins so. */
const entityFile = '_entities.json';

/** The ledgers of an archive by slug; issues are added to the list. */
export function readLedgers(folder: string, issues: Issue[]): Map<string, Ledger> {
  const ledgers = new Map<string, Ledger>();
  for (const file of listFiles(folder, folderName, /^[^_.].*\.json$/)) {
    const text = readText(folder, file, issues);
    if (text === undefined) continue;
    const slug = path.basename(file, '.json');
    const ledger = parseLedger(folder, file, text, ledgerSchema, issues);
    if (!ledger) continue;
    if (ledger.article === slug) ledgers.set(slug, ledger);
    else
      issues.push(
        fileIssue(folder, file, 'invalid-ledger', `The file says that it is the ledger of “${ledger.article}”.`, 'Give it that name back.'),
      );
  }
  return ledgers;
}

/** The sealed addresses of entities; none where there is no such file yet. */
export function readEntityLedger(folder: string, issues: Issue[]): EntityLedger {
  const none = { entities: {} };
  if (listFiles(folder, folderName, /^_entities\.json$/).length === 0) return none;
  const file = `${folderName}/${entityFile}`;
  const text = readText(folder, file, issues);
  return (text === undefined ? undefined : parseLedger(folder, file, text, entityLedgerSchema, issues)) ?? none;
}

function parseLedger<T>(folder: string, file: string, text: string, schema: z.ZodType<T>, issues: Issue[]): T | undefined {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
  if (conflict) {
    const line = text.slice(0, conflict.index).split('\n').length;
    const message = 'Git could not merge this ledger: two branches sealed in the same place.';
    const hint = 'Keep every anchor of both sides, with the earlier “sealed”, and of other lines either side’s; then npx pincite seal.';
    issues.push({ ...fileIssue(folder, file, 'invalid-ledger', message, hint), line });
    return undefined;
  }
  const hint = 'Bring the file back from git: a ledger is written by npx pincite seal.';
  try {
    const { success, data } = schema.safeParse(JSON.parse(text));
    if (success) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = text.slice(0, findSyntaxFault(text)).split('\n').length;
    // What V8 says besides is the place, and lines of the file as they stand.
    const what = error.message.replace(/(?:(?: in JSON)? at position |, (?:\.\.\.)?")[\s\S]*$/, '');
    issues.push({ ...fileIssue(folder, file, 'invalid-ledger', `This is not JSON: ${what}.`, hint), line });
    return undefined;
  }
  // JSON is YAML as well: the slower reader knows the place of every value.
  const reading = readYaml<T>(text, schema, shownPath(folder, file));
  issues.push(...reading.issues.map((issue): Issue => ({ ...issue, code: 'invalid-ledger', hint })));
  return undefined;
}

/** Offset of the first character with which a text cannot be JSON any more; its end where it breaks off. V8 does not always say. */
function findSyntaxFault(text: string): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (canGoOn(text.slice(0, middle + 1))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a text is JSON or the beginning of some. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? message.startsWith('Unexpected end') : Number(position) >= text.length;
  }
}

/** What is to become of ledger files. */
export interface LedgerChanges {
  /** By slug: the new ledger, or undefined where the file goes. */
  readonly articles: ReadonlyMap<string, Ledger | undefined>;
  /** Undefined where it stays as it is. */
  readonly entities?: EntityLedger | undefined;
}

/** Writes all ledgers or none: each to a temporary file first; where one cannot take its place, those that did give theirs back. */
export function writeLedgers(folder: string, { articles, entities }: LedgerChanges): void {
  const directory = path.join(folder, folderName);
  const texts = new Map([...articles].map(([slug, ledger]) => [`${slug}.json`, ledger && formatLedger(ledger)]));
  if (entities) texts.set(entityFile, formatEntityLedger(entities));
  const temporary = (name: string) => path.join(directory, `${name}.${process.pid}.tmp`);
  const begun: string[] = [];
  const before = new Map<string, Buffer | undefined>();
  let made: string | undefined;
  let at = folderName;
  try {
    made = mkdirSync(directory, { recursive: true });
    for (const [name, text] of texts) {
      if (text === undefined) continue;
      at = `${folderName}/${name}`;
      begun.push(temporary(name));
      writeFileSync(temporary(name), text, { flag: 'wx' });
    }
    for (const [name, text] of texts) {
      at = `${folderName}/${name}`;
      const final = path.join(directory, name);
      before.set(final, existsSync(final) ? readFileSync(final) : undefined);
      if (text === undefined) rmSync(final, { force: true });
      else renameSync(temporary(name), final);
    }
  } catch (error) {
    for (const [final, bytes] of before) {
      if (bytes) writeFileSync(final, bytes);
      else rmSync(final, { force: true });
    }
    for (const file of begun) rmSync(file, { force: true });
    if (made !== undefined) rmSync(made, { recursive: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${shownPath(folder, at)} cannot be written, and the ledger stays as it was: ${reason}.`, { cause: error });
  }
}
