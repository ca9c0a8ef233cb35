import { compareCodeUnits } from './text.ts';

/** Issues about sealed addresses, not about the text, which could be read. */
const anchorIssueCodes = [
  'lost-anchor',
  'tied-anchor',
  'taken-anchor',
  'changed-quote',
  'changed-passage',
  'reattached-anchor',
  'unsealed-anchor',
] as const;

/** Every kind of issue; docs/authoring.md explains each. */
export const issueCodes = [
  'missing-file',
  'not-an-article',
  'invalid-slug',
  'not-utf-8',
  'missing-frontmatter',
  'yaml-syntax',
  'invalid-field',
  'invalid-date',
  'unknown-entity',
  'wrong-entity-type',
  'duplicate-entity',
  'reserved-id',
  'unknown-article',
  'duplicate-event',
  'unknown-passage',
  'missing-picture',
  'mdx-syntax',
  'code-in-article',
  'raw-html',
  'unknown-component',
  'unknown-attribute',
  'missing-attribute',
  'invalid-attribute',
  'unknown-markup',
  'image-in-body',
  'unsafe-link',
  'task-list',
  'misnested',
  'misplaced-block',
  'empty-passage',
  'misplaced-note',
  'misplaced-figure',
  'component-over-blocks',
  'nested-mention',
  'empty-component',
  'unknown-figure',
  'duplicate-figure',
  'unused-footnote',
  'quote-outside-passage',
  'quotation-marks-missing',
  'quotation-marks-inside',
  'blank-in-quote',
  'not-a-speaker',
  'duplicate-anchor',
  'ambiguous-name',
  'invalid-ledger',
  'orphaned-ledger',
  'former-slug-taken',
  'lost-entity',
  ...anchorIssueCodes,
] as const;

export type IssueCode = (typeof issueCodes)[number];

/** Whether the issue is about a sealed address and not about the text, which could be read. */
export function isAnchorIssue({ code }: Pick<Issue, 'code'>): boolean {
  return (anchorIssueCodes as readonly string[]).includes(code);
}

/** Something that an author has to set right. A build stops on errors; warnings are reported. */
export interface Issue {
  /** A stable name for the kind of issue. */
  readonly code: IssueCode;
  readonly severity: 'error' | 'warning';
  /** Path of the file, relative to the folder that holds `content/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** What was found. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}

/** A place in a file, 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Issues in the order in which a reader meets them: by file, line, column, then code. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  return [...issues].sort(
    (a, b) =>
      compareCodeUnits(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareCodeUnits(a.code, b.code) ||
      compareCodeUnits(a.message, b.message),
  );
}

/** One issue as one line: `content/articles/x.mdx:14:3 unknown-entity  what was found. What to write.` */
export function formatIssue(issue: Issue): string {
  return `${issue.file}:${issue.line}:${issue.column} ${issue.code}  ${issue.message} ${issue.hint}`.trim();
}
