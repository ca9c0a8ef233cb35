/** What a query asks of the index: each term with the keys to look up, and the names that it may be. */
import type { Span } from '../text.ts';
import type { NameIndex } from './names.ts';
import type { Term } from './query.ts';
import { keyOf, wholeKey } from './words.ts';

/** A word, a phrase or a name. It stands where any of its forms stands. */
export interface Clause extends Span {
  /** As it was typed; `start` and `end` are where it stands in the query. */
  readonly text: string;
  readonly isExcluded: boolean;
  /** Rows of keys that stand one after the other; a row of one is a word. */
  readonly rows: readonly (readonly string[])[];
  /** Entities that the words name: passages that name them under any name are found too. */
  readonly entities: readonly number[];
  /** The words, character for character, of a phrase in quotation marks; undefined where other forms of the words will do. */
  readonly literal?: readonly string[];
  /** The words typed, for telling a word that only begins like another from one that is another. */
  readonly words: readonly string[];
}

/** Where a key stands: positions in ascending order, by the article's number, and what the index thinks of the article. */
export interface Posting {
  readonly positions: ReadonlyMap<number, readonly number[]>;
  readonly scores: ReadonlyMap<number, number>;
}

export const nowhere: Posting = { positions: new Map(), scores: new Map() };

/** The clauses of a query's terms. Words in a row that are a registered name become one clause. */
export function compileTerms(terms: readonly Term[], names: NameIndex): Clause[] {
  const clauses: Clause[] = [];
  for (let at = 0; at < terms.length; ) {
    const term = terms[at] as Term;
    if (term.kind === 'phrase') {
      clauses.push(phraseClause(term));
      at++;
      continue;
    }
    let end = at + 1;
    while (end < terms.length && terms[end]?.kind === 'word' && terms[end]?.isExcluded === term.isExcluded && !term.isExcluded) end++;
    clauses.push(...compileRun(terms.slice(at, end), names));
    at = end;
  }
  return clauses;
}

function phraseClause({ text, words, isExcluded, start, end }: Term): Clause {
  return { text: `“${text}”`, isExcluded, rows: rowsOf(words), entities: [], literal: words, words, start, end };
}

/** The words one after the other, or written as one. */
function rowsOf(words: readonly string[]): string[][] {
  return words.length === 1 ? [words.map(keyOf)] : [words.map(keyOf), [wholeKey(words)]];
}

/** The clause without what it may name and without asking for its very words. */
export function loosenClause({ text, words, isExcluded, start, end }: Clause): Clause[] {
  return words.map((word) => ({
    text: words.length === 1 ? text : word,
    isExcluded,
    rows: [[keyOf(word)]],
    entities: [],
    words: [word],
    start,
    end,
  }));
}

/** A run of words, none in quotation marks: names where they are names, words otherwise. */
function compileRun(run: readonly Term[], names: NameIndex): Clause[] {
  const words = run.flatMap((term) => term.words.map((word) => ({ word, term })));
  const spans = names.findIn(words.map(({ word }) => word));
  const clauses: Clause[] = [];
  for (let at = 0; at < words.length; ) {
    const named = spans.find(({ start }) => start === at);
    const first = words[at]?.term as Term;
    const { isExcluded, start } = first;
    if (named) {
      const own = words.slice(at, named.end);
      const text = [...new Set(own.map(({ term }) => term.text))].join(' ');
      const rest = own.map(({ word }) => word);
      // To be left out is the word, not whoever it names.
      const entities = isExcluded ? [] : named.entities;
      clauses.push({ text, isExcluded, rows: rowsOf(rest), entities, words: rest, start, end: own.at(-1)?.term.end ?? first.end });
      at = named.end;
      continue;
    }
    // A name may begin within a word that is written with a hyphen; what is left of it is looked for by itself.
    const rest: string[] = [];
    while (at < words.length && words[at]?.term === first && !spans.some(({ start }) => start === at)) rest.push(words[at++]?.word ?? '');
    clauses.push({ text: first.text, isExcluded, rows: rowsOf(rest), entities: [], words: rest, start, end: first.end });
  }
  return joinNeighbours(clauses);
}

/** Two words in a row also stand where a text writes them as one: “cyber attack” in “cyberattacks”. */
function joinNeighbours(clauses: readonly Clause[]): Clause[] {
  return clauses.map((clause, at) => {
    const joined = [at - 1, at].flatMap((first): (readonly string[])[] => {
      const pair = [clauses[first], clauses[first + 1]].map((one) =>
        one?.words.length === 1 && one.entities.length === 0 ? one.words[0] : '',
      );
      return pair.every(Boolean) ? [[wholeKey(pair as string[])]] : [];
    });
    return joined.length > 0 ? { ...clause, rows: [...clause.rows, ...joined] } : clause;
  });
}

/** Every key of the clauses, each once. */
export function listKeys(clauses: readonly Clause[]): string[] {
  return [...new Set(clauses.flatMap(({ rows }) => rows.flat()))];
}

/** Stretches of positions at which the keys of a row stand one after the other; words of one token stand at the same position. */
export function findRow(row: readonly string[], postings: ReadonlyMap<string, Posting>, article: number): Span[] {
  const [first = [], ...rest] = row.map((key) => postings.get(key)?.positions.get(article) ?? []);
  if (rest.length === 0) return first.map((start) => ({ start, end: start + 1 }));
  const sets = rest.map((positions) => new Set(positions));
  return first.flatMap((start) => {
    let at: number | undefined = start;
    for (const set of sets) at = at === undefined ? undefined : set.has(at + 1) ? at + 1 : set.has(at) ? at : undefined;
    return at === undefined ? [] : [{ start, end: at + 1 }];
  });
}

/** The articles in which the clause's words stand, by number, with the index's score. Who is named there under another name is not asked. */
export function findArticles(clause: Clause, postings: ReadonlyMap<string, Posting>): Map<number, number> {
  const found = new Map<number, number>();
  for (const row of clause.rows) {
    const own = row.map((key) => postings.get(key) ?? nowhere);
    const rarest = own.reduce((a, b) => (b.positions.size < a.positions.size ? b : a), own[0] ?? nowhere);
    for (const article of rarest.positions.keys()) {
      if (row.length > 1 && findRow(row, postings, article).length === 0) continue;
      const score = own.reduce((sum, { scores }) => sum + (scores.get(article) ?? 0), 0);
      found.set(article, Math.max(found.get(article) ?? 0, score));
    }
  }
  return found;
}
