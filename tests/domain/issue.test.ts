import { describe, expect, it } from 'vitest';
import { formatIssue, type Issue, sortIssues } from '../../src/domain/issue.ts';

const issue: Issue = {
  code: 'unknown-entity',
  severity: 'error',
  file: 'content/articles/x.mdx',
  line: 14,
  column: 3,
  message: '“a” is in no file.',
  hint: 'The nearest id is “b”.',
};

describe('formatIssue', () => {
  it('says on one line where it is, what was found and what to write', () => {
    expect(formatIssue(issue)).toBe('content/articles/x.mdx:14:3 unknown-entity  “a” is in no file. The nearest id is “b”.');
  });

  it('ends with the message where there is no hint', () => {
    expect(formatIssue({ ...issue, hint: '' })).toBe('content/articles/x.mdx:14:3 unknown-entity  “a” is in no file.');
  });
});

describe('sortIssues', () => {
  it('orders by file, line, column, code and message, numbers by value, and leaves the list as it was', () => {
    const entries: Issue[] = [
      { ...issue, file: 'content/archive.yaml', line: 99 },
      { ...issue, line: 2, column: 9 },
      { ...issue, line: 10, column: 2 },
      { ...issue, line: 10, column: 10 },
      { ...issue, code: 'ambiguous-name' },
      { ...issue, message: 'A.' },
      { ...issue, message: 'B.' },
    ];
    const ordered = entries.map((entry, index) => (index > 3 ? { ...entry, line: 20 } : entry));
    const shuffled = [...ordered].reverse();
    expect(sortIssues(shuffled)).toEqual(ordered);
    expect(shuffled[0]).toBe(ordered.at(-1));
  });
});
