/** The ledger only grows: what git had of it is compared with what there is. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { z } from 'zod';
import type { Issue } from '../domain/issue.ts';
import type { ArchiveReading } from '../files/archive.ts';
import { shownPath } from '../files/content.ts';
import { entityLedgerSchema, ledgerSchema } from '../model/ledger.ts';

/** Sealed addresses that the ledger had at a revision and has no more. Throws with git's own words where it cannot tell. */
export function listDropped(folder: string, revision: string, { ledgers, entityLedger, issues }: ArchiveReading): Issue[] {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] });
  const read = <T>(file: string, schema: z.ZodType<T>): T => {
    const text = git('show', `${revision}:./${file}`);
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`At ${revision}, ${shownPath(folder, file)} is no ledger: compare with another revision.`, { cause });
    }
  };
  const heirs = new Map([...ledgers.values()].flatMap((ledger) => (ledger.formerSlugs ?? []).map((slug) => [slug, ledger] as const)));
  // What cannot be read now is an issue already; nobody knows what it has dropped.
  const unreadable = new Set(issues.flatMap(({ code, file }) => (code === 'invalid-ledger' ? [file] : [])));

  const files = git('ls-tree', '-r', '--name-only', '-z', revision, '--', './ledger')
    .split('\0')
    .filter((file) => /^ledger\/[^/.][^/]*\.json$/.test(file));
  return files.flatMap((file): Issue[] => {
    const slug = path.posix.basename(file, '.json');
    const home = ledgers.get(slug) ?? heirs.get(slug);
    const isOfEntities = slug === '_entities';
    const present = home ? `ledger/${home.article}.json` : file;
    if (unreadable.has(shownPath(folder, present))) return [];
    const dropped = isOfEntities
      ? Object.entries(read(file, entityLedgerSchema).entities).flatMap(([id, { types }]) =>
          types.filter((type) => !entityLedger.entities[id]?.types.includes(type)).map((type) => `${id} (${type})`),
        )
      : Object.keys(read(file, ledgerSchema).anchors).filter((anchor) => !home?.anchors[anchor]);
    if (dropped.length === 0) return [];
    const some = `${dropped.slice(0, 5).join(', ')}${dropped.length > 5 ? ` and ${dropped.length - 5} more` : ''}`;
    const before = shownPath(folder, file);
    const hint =
      home || isOfEntities
        ? `Put the lines back, which git show ${revision}:./${before} has; then npx pincite seal.`
        : `Bring the file back: git checkout ${revision} -- ${before}; then npx pincite seal.`;
    const message = `The ledger had at ${revision} and has no more: ${some}.`;
    return [{ code: 'lost-anchor', severity: 'error', file: shownPath(folder, present), line: 1, column: 1, message, hint }];
  });
}
