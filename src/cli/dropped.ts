/** The ledger only grows: what git had of it is compared with what there is. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Issue } from '../domain/issue.ts';
import type { Ledger } from '../model/ledger.ts';
import { ledgerSchema } from '../model/ledger.ts';

/** Sealed anchors that the ledger had at a revision and has no more. Throws with git's own words where it cannot tell. */
export function listDropped(folder: string, revision: string, ledgers: ReadonlyMap<string, Ledger>): Issue[] {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] });
  const files = git('ls-tree', '-r', '--name-only', '-z', revision, '--', './ledger')
    .split('\0')
    .filter((file) => file.endsWith('.json'));
  const heirs = new Map([...ledgers.values()].flatMap((ledger) => (ledger.formerSlugs ?? []).map((slug) => [slug, ledger] as const)));
  return files.flatMap((file) => {
    const slug = path.posix.basename(file, '.json');
    const before = ledgerSchema.parse(JSON.parse(git('show', `${revision}:./${file}`)));
    const now = ledgers.get(slug) ?? heirs.get(slug);
    const dropped = Object.keys(before.anchors).filter((anchor) => !now?.anchors[anchor]);
    if (dropped.length === 0) return [];
    const some = `${dropped.slice(0, 5).join(', ')}${dropped.length > 5 ? ` and ${dropped.length - 5} more` : ''}`;
    return {
      code: 'lost-anchor',
      severity: 'error',
      file: `${path.basename(folder)}/ledger/${slug}.json`,
      line: 1,
      column: 1,
      message: `The ledger had at ${revision} and has no more: ${some}.`,
      hint: `Bring the lines back: git checkout ${revision} -- ${path.basename(folder)}/ledger/${slug}.json, then npx pincite seal.`,
    } satisfies Issue;
  });
}
