/** Each folder of `cases/` holds an article and what the parser makes of it: `issues.txt` where it is refused, else `expected.json`, with the HTML where the case is about that. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIssue, type Issue } from '../../src/domain/issue.ts';
import { readCase } from './case-archive.ts';

const folder = path.join(import.meta.dirname, 'cases');
const names = readdirSync(folder).sort();
const isRefused = (name: string) => existsSync(path.join(folder, name, 'issues.txt'));

function read(name: string, file: string): string {
  return readFileSync(path.join(folder, name, file), 'utf8');
}

/** Issues as an author sees them; the parser reports in order of discovery, the archive sorts. */
function linesOf(issues: readonly Issue[]): string[] {
  return issues.map((issue) => (issue.severity === 'warning' ? 'warning ' : '') + formatIssue(issue));
}

describe('an article that breaks a rule', () => {
  it.each(names.filter(isRefused))('is refused with file, line, what was found and what to write: %s', (name) => {
    const reading = readCase(read(name, 'input.mdx'));
    expect(linesOf(reading.issues)).toEqual(read(name, 'issues.txt').trimEnd().split('\n'));
    expect(reading.article).toBeUndefined();
    expect(reading.issues.some((issue) => issue.severity === 'error')).toBe(true);
  });
});

describe('an article that keeps the rules', () => {
  it.each(names.filter((name) => !isRefused(name)))('is read into passages, quotes and HTML: %s', (name) => {
    const reading = readCase(read(name, 'input.mdx'));
    const expected = JSON.parse(read(name, 'expected.json')) as Record<string, unknown>;
    const passages = reading.article?.passages.map(({ quotes, mentions, ...passage }) => ({
      ...passage,
      ...(quotes.length > 0 ? { quotes } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
    }));
    const issues = linesOf(reading.issues);
    // Only the cases that are about the page say what its HTML is; `html.test.ts` looks at that of all.
    const html = 'html' in expected ? { html: reading.article?.blocks.map((block) => block.html) } : {};
    expect(JSON.parse(JSON.stringify({ ...(issues.length > 0 ? { issues } : {}), passages, ...html }))).toEqual(expected);
  });

  it('has quotes whose words stand in their passage where it says', () => {
    const articles = names.filter((name) => !isRefused(name)).map((name) => readCase(read(name, 'input.mdx')).article);
    const quotes = articles.flatMap(
      (article) => article?.passages.flatMap((passage) => passage.quotes.map((quote) => ({ passage, quote }))) ?? [],
    );
    expect(quotes.length).toBeGreaterThan(10);
    for (const { passage, quote } of quotes) expect(passage.text.slice(quote.start, quote.end)).toBe(quote.words);
  });
});

describe('the folder of cases', () => {
  it('holds both kinds, and in each folder one input and one expectation', () => {
    expect(names.filter(isRefused).length).toBeGreaterThan(60);
    expect(names.filter((name) => !isRefused(name)).length).toBeGreaterThan(15);
    for (const name of names)
      expect(readdirSync(path.join(folder, name)).sort()).toEqual(
        [isRefused(name) ? ['issues.txt', 'input.mdx'] : ['expected.json', 'input.mdx']].flat().sort(),
      );
  });
});
