/** Something that an author has to set right. A build stops on errors; warnings are reported. */
export interface Issue {
  /** A stable name for the kind of issue, such as `unknown-entity`. */
  readonly code: string;
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
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** One issue as one line: `content/articles/x.mdx:14:3 unknown-entity  what was found. What to write.` */
export function formatIssue(issue: Issue): string {
  return `${issue.file}:${issue.line}:${issue.column} ${issue.code}  ${issue.message} ${issue.hint}`.trim();
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
