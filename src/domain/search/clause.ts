/** What a query asks of the index: each term with the keys to look up, and the names that it may be. */
import type { Span } from '../text.ts';
import type { NameIndex } from './names.ts';
import type { Term } from './query.ts';
import type { Stemmer } from './stems.ts';
import { lookUpKeys } from './words.ts';

/** A word, a phrase or a name. It stands where any of its forms stands. */
export interface Clause extends Span {
  /** As it was typed; `start` and `end` are where it stands in the query. */
  readonly text: string;
  readonly isExcluded: boolean;
  readonly rows: readonly Row[];
  /** Entities that the words name: passages that name them under any name are found too. */
  readonly entities: readonly number[];
  /** The words, character for character, of a phrase in quotation marks; undefined where other forms of the words will do. */
  readonly literal?: readonly string[] | undefined;
  /** The words typed, folded. */
  readonly words: readonly string[];
}

/** Words that stand one after the other, each by the keys under which it may stand. */
export type Row = readonly (readonly string[])[];

/** Where a key stands: positions in ascending order, by the article's number, and what the index thinks of the article. */
export interface Posting {
  readonly positions: ReadonlyMap<number, readonly number[]>;
  readonly scores: ReadonlyMap<number, number>;
}

/** Makes clauses of a query's terms. */
export class Compiler {
  readonly #names: NameIndex;
  readonly #stems: readonly Stemmer[];

  constructor(names: NameIndex, stems: readonly Stemmer[]) {
    this.#names = names;
    this.#stems = stems;
  }

  /** Words in a row that are a registered name become one clause; a phrase in quotation marks is one, and no name. */
  compile(terms: readonly Term[]): Clause[] {
    const clauses: Clause[] = [];
    for (let at = 0; at < terms.length; ) {
      const term = terms[at] as Term;
      let end = at + 1;
      if (term.kind === 'phrase') {
        const { text, words, ...rest } = term;
        clauses.push({ ...rest, text: `“${text}”`, rows: this.#rows(words), entities: [], literal: words, words });
      } else {
        while (!term.isExcluded && terms[end]?.kind === 'word' && !terms[end]?.isExcluded) end++;
        clauses.push(...this.#run(terms.slice(at, end)));
      }
      at = end;
    }
    return clauses;
  }

  /** The clause's words, each by itself, in any form and whomever they may name. */
  loosen({ text, words, ...rest }: Clause): Clause[] {
    return words.map((word) => ({
      ...rest,
      text: words.length === 1 ? text : word,
      rows: [[this.#keys(word)]],
      entities: [],
      literal: undefined,
      words: [word],
    }));
  }

  #keys(word: string): string[] {
    return lookUpKeys(word, this.#stems);
  }

  /** The words one after the other, or written as one. */
  #rows(words: readonly string[]): Row[] {
    const row = words.map((word) => this.#keys(word));
    return words.length === 1 ? [row] : [row, [this.#keys(words.join(''))]];
  }

  /** A run of words, none in quotation marks: names where they are names, words otherwise. */
  #run(run: readonly Term[]): Clause[] {
    const words = run.flatMap((term) => term.words.map((word) => ({ word, term })));
    const spans = this.#names.findIn(words.map(({ word }) => word));
    const clauses: Clause[] = [];
    for (let at = 0; at < words.length; ) {
      const named = spans.find(({ start }) => start === at);
      const first = words[at]?.term as Term;
      // A name may begin within a word that is written with a hyphen; what is left of it is looked for by itself.
      let end = named?.end ?? at + 1;
      while (!named && words[end]?.term === first && !spans.some(({ start }) => start === end)) end++;
      const own = words.slice(at, end);
      const last = own.at(-1)?.term ?? first;
      const { isExcluded, start } = first;
      clauses.push({
        text: [...new Set(own.map(({ term }) => term.text))].join(' '),
        isExcluded,
        rows: this.#rows(own.map(({ word }) => word)),
        // To be left out is the word, not whoever it names.
        entities: isExcluded ? [] : (named?.entities ?? []),
        words: own.map(({ word }) => word),
        start,
        end: last.end,
      });
      at = end;
    }
    return this.#join(clauses);
  }

  /** Two words in a row also stand where a text writes them as one: “cyber attack” in “cyberattacks”. */
  #join(clauses: readonly Clause[]): Clause[] {
    const isWord = (clause: Clause | undefined) => clause?.words.length === 1 && clause.entities.length === 0;
    return clauses.map((clause, at) => {
      const pairs = [at - 1, at].map((first) => [clauses[first], clauses[first + 1]]).filter((pair) => pair.every(isWord));
      const joined = pairs.map((pair) => [this.#keys(pair.map((one) => one?.words[0]).join(''))]);
      return { ...clause, rows: [...clause.rows, ...joined] };
    });
  }
}

/** Every key of the clauses, each once. */
export function listKeys(clauses: readonly Clause[]): string[] {
  return [...new Set(clauses.flatMap(({ rows }) => rows.flat(2)))];
}

/** Stretches of positions at which the words of a row stand one after the other; words of one token stand at the same position. */
export function findRow(row: Row, postings: ReadonlyMap<string, Posting>, article: number): Span[] {
  const [first = new Set<number>(), ...rest] = row.map(
    (keys) => new Set(keys.flatMap((key) => postings.get(key)?.positions.get(article) ?? [])),
  );
  return [...first]
    .sort((a, b) => a - b)
    .flatMap((start) => {
      let ends = [start];
      for (const next of rest) ends = [...new Set(ends.flatMap((at) => [at, at + 1].filter((one) => next.has(one))))];
      return ends.map((at) => ({ start, end: at + 1 }));
    });
}

/** The articles in which the clause's words stand, by number, with the index's score. Who is named there under another name is not asked. */
export function findArticles(clause: Clause, postings: ReadonlyMap<string, Posting>): Map<number, number> {
  const found = new Map<number, number>();
  for (const row of clause.rows) {
    const words = row.map((keys) => scoreWord(keys, postings)).sort((a, b) => a.size - b.size);
    for (const article of words[0]?.keys() ?? []) {
      if (row.length > 1 && findRow(row, postings, article).length === 0) continue;
      const score = words.reduce((sum, word) => sum + (word.get(article) ?? 0), 0);
      found.set(article, Math.max(found.get(article) ?? 0, score));
    }
  }
  return found;
}

/** The articles in which a word stands under any of its keys, with the best score that one of them has there. */
function scoreWord(keys: readonly string[], postings: ReadonlyMap<string, Posting>): Map<number, number> {
  const best = new Map<number, number>();
  for (const key of keys) {
    for (const [article, score] of postings.get(key)?.scores ?? []) best.set(article, Math.max(best.get(article) ?? 0, score));
  }
  return best;
}
