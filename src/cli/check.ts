/** `pincite check`: what the build checks, without a build. */
import { isReadable } from '../domain/article.ts';
import { sortIssues } from '../domain/issue.ts';
import { listQuotations } from '../domain/quotation.ts';
import { readArchive } from '../files/archive.ts';
import { listDropped } from './dropped.ts';
import { countAddresses, formatIssues, type Outcome, plural } from './outcome.ts';

export interface CheckOptions {
  /** Absolute path of the folder that holds `archive.yaml`. */
  readonly folder: string;
  /** Warnings count as errors. */
  readonly strict?: boolean;
  /** A revision of git whose ledger has to live on in the present one. */
  readonly since?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export function runCheck({ folder, strict = false, since, onProgress }: CheckOptions): Outcome {
  const reading = readArchive({ folder, ...(onProgress ? { onProgress } : {}) });
  const issues = sortIssues([...reading.issues, ...(since === undefined ? [] : listDropped(folder, since, reading))]);
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = issues.length - errors;
  const sealed = [...reading.ledgers.values()].reduce(
    (sum, { anchors }) => sum + Object.keys(anchors).length,
    countAddresses(reading.entityLedger),
  );
  const counts = {
    articles: reading.articles.length,
    withdrawn: reading.articles.filter((article) => !isReadable(article)).length,
    quotations: listQuotations(reading.articles).length,
    sealed,
    errors,
    warnings,
  };
  const isSound = errors === 0 && (!strict || warnings === 0);
  const lines = [
    `${plural(counts.articles, 'article')}, ${plural(counts.quotations, 'quotation')}, ${plural(sealed, 'sealed address')}: ` +
      `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`,
  ];
  return { isSound, lines, errors: formatIssues(issues), data: { ok: isSound, ...counts, issues } };
}
