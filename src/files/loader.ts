/** Content-layer loaders: the archive enters Astro here, checked, parsed and rendered once. Bodies never become modules. */
import type { Loader, LoaderContext } from 'astro/loaders';
import { formatIssue, type Issue } from '../domain/issue.ts';
import { readArchive, readSettings } from './archive.ts';
import { readEntityLedger } from './ledger.ts';
import { readRegistry } from './registry.ts';

/** `archive.yaml`, as the one entry `archive`. */
export function settingsLoader(folder: string): Loader {
  return {
    name: 'pincite-settings',
    load: (context) =>
      keepLoaded(context, folder, () => {
        const issues: Issue[] = [];
        const settings = readSettings(folder, issues);
        fillStore(context, settings ? [['archive', settings]] : []);
        return issues;
      }),
  };
}

/** The registry, an entry for each entity. Its issues are reported with the articles'. */
export function entitiesLoader(folder: string): Loader {
  return {
    name: 'pincite-entities',
    load: (context) =>
      keepLoaded(context, folder, () => {
        const { entities } = readRegistry(folder, []);
        fillStore(
          context,
          entities.map((entity) => [entity.id, entity]),
        );
        return [];
      }),
  };
}

/** The ledger of entities, as the one entry `entities`. Its issues are reported with the articles'. */
export function entityLedgerLoader(folder: string): Loader {
  return {
    name: 'pincite-entity-ledger',
    load: (context) =>
      keepLoaded(context, folder, () => {
        fillStore(context, [['entities', readEntityLedger(folder, [])]]);
        return [];
      }),
  };
}

/** The articles with their passages and static HTML, by slug; every check of the archive is made here. */
export function articlesLoader(folder: string): Loader {
  return {
    name: 'pincite-articles',
    load: (context) =>
      keepLoaded(context, folder, () => {
        const { articles, issues } = readArchive({ folder, base: context.config.base });
        // While somebody writes, an article with a slip of the pen stays as it was when it was last in order.
        const hasErrors = issues.some((issue) => issue.severity === 'error');
        fillStore(
          context,
          articles.map((article) => [article.slug, article]),
          hasErrors && context.watcher !== undefined,
        );
        return issues;
      }),
  };
}

/** Puts the entries into the store; others go, unless `keepsOthers`. */
function fillStore({ store, generateDigest }: LoaderContext, entries: readonly (readonly [string, object])[], keepsOthers = false): void {
  const ids = new Set(entries.map(([id]) => id));
  for (const id of store.keys()) if (!keepsOthers && !ids.has(id)) store.delete(id);
  for (const [id, data] of entries) {
    const record = data as Record<string, unknown>;
    store.set({ id, data: record, digest: generateDigest(record) });
  }
}

/** Loads now, and again whenever a file of the archive changes during development. A build stops on errors; development says them and goes on. */
async function keepLoaded(context: LoaderContext, folder: string, load: () => readonly Issue[]): Promise<void> {
  const { watcher, logger } = context;
  const loadAndReport = () => {
    const issues = load();
    for (const line of formatWarnings(issues)) logger.warn(line);
    return issues.filter((issue) => issue.severity === 'error');
  };
  const errors = loadAndReport();
  if (errors.length > 0 && !watcher) throw new ArchiveError(errors);
  for (const error of errors) logger.error(formatIssue(error));
  if (!watcher) return;
  watcher.add(folder);
  const reload = (file: string) => {
    if (!file.startsWith(folder)) return;
    for (const error of loadAndReport()) logger.error(formatIssue(error));
  };
  for (const change of ['add', 'change', 'unlink'] as const) watcher.on(change, reload);
}

/** Warnings of one kind that a build says; a large archive that is sealed for the first time has one for each article. */
const warningLimit = 10;

/** The warnings as lines, those of a kind beyond the limit counted only. */
function formatWarnings(issues: readonly Issue[]): string[] {
  const byCode = Map.groupBy(
    issues.filter(({ severity }) => severity === 'warning'),
    ({ code }) => code,
  );
  return [...byCode].flatMap(([code, own]) => {
    const rest = own.length - warningLimit;
    return [
      ...own.slice(0, warningLimit).map(formatIssue),
      ...(rest > 0 ? [`${rest} more of ${code}: npx pincite check lists them.`] : []),
    ];
  });
}

/** What stops a build: every error in the archive, a line each. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';

  constructor(errors: readonly Issue[]) {
    const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
    super(`The archive has ${count}.\n\n${errors.map(formatIssue).join('\n')}\n`);
    // The places are in the message; a stack would bury them.
    this.stack = `${this.name}: ${this.message}`;
  }
}
