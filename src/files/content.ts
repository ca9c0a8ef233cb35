/** Files of an archive's folder: which there are, and their text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Issue, IssueCode } from '../domain/issue.ts';
import { compareCodeUnits } from '../domain/text.ts';

/** Files in a folder of the archive whose names match, with the folder, in code-unit order; none where the folder is absent. */
export function listFiles(folder: string, name: string, pattern: RegExp): string[] {
  const full = path.join(folder, name);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => `${name}/${entry.name}`)
    .sort(compareCodeUnits);
}

/** The file's text; undefined, and an issue, where it is not in UTF-8. */
export function readText(folder: string, file: string, issues: Issue[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path.join(folder, file)));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    issues.push(fileIssue(folder, file, 'not-utf-8', 'The file is not in UTF-8.', 'Save it again in that encoding.'));
    return undefined;
  }
}

/** An error that concerns a file as a whole. */
export function fileIssue(folder: string, file: string, code: IssueCode, message: string, hint: string): Issue {
  return { code, severity: 'error', file: shownPath(folder, file), line: 1, column: 1, message, hint };
}

/** The path that issues name: the content folder's own name and what follows. */
export function shownPath(folder: string, file: string): string {
  return `${path.basename(folder)}/${file}`;
}
