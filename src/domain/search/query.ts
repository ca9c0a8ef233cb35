/**
 * What a reader may type: words, "phrases", -exclusions and fields. The grammar, as `docs/searching.md` gives it:
 *
 *     query   = *( blank / clause )
 *     clause  = field ":" value / [ "-" ] ( phrase / word )
 *     value   = phrase / word
 *     phrase  = an opening quotation mark, anything, the closing one
 *     word    = anything but blanks and quotation marks
 *
 * Nothing throws: what cannot be read comes back as faults, and the rest is searched.
 */
import type { Span } from '../text.ts';
import { listWords } from './words.ts';

export const fieldNames = ['speaker', 'person', 'place', 'org', 'work', 'year', 'in', 'kind', 'topic', 'lang'] as const;
export type FieldName = (typeof fieldNames)[number];

/** Other words for fields that readers may think of first. */
const fieldAliases: Readonly<Record<string, FieldName>> = {
  by: 'speaker',
  people: 'person',
  organization: 'org',
  organisation: 'org',
  publication: 'in',
  language: 'lang',
  date: 'year',
};

/** A word or a phrase; `start` and `end` are where it stands in the query. */
export interface Term extends Span {
  readonly kind: 'word' | 'phrase';
  /** As it was typed, without quotation marks. */
  readonly text: string;
  /** Folded, as the index has them; never empty. */
  readonly words: readonly string[];
  readonly isExcluded: boolean;
}

export interface Field extends Span {
  readonly name: FieldName;
  /** As it was typed, without quotation marks; never empty. */
  readonly value: string;
}

/** What cannot be read, or narrows nothing; `explain.ts` says it in a sentence. */
export interface Fault extends Span {
  readonly kind:
    | 'lone-sign'
    | 'open-phrase'
    | 'empty-phrase'
    | 'unknown-field'
    | 'excluded-field'
    | 'empty-field'
    | 'years'
    | 'unknown-value'
    | 'only-excluded';
  /** What was typed: the sign, the phrase, the clause or the value. */
  readonly text: string;
  /** The field, as it was typed, or the facet. */
  readonly field?: string;
}

export interface Query {
  readonly terms: readonly Term[];
  readonly fields: readonly Field[];
  readonly faults: readonly Fault[];
}

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“”', '«': '»', '「': '」', '『': '』' };

/** Reads a query. Offsets are in UTF-16 code units of the text. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const fields: Field[] = [];
  const faults: Fault[] = [];
  let at = 0;

  while (at < text.length) {
    if (/\s/u.test(text[at] ?? '')) at++;
    else readClause();
  }
  return { terms, fields, faults };

  function readClause(): void {
    const start = at;
    const isExcluded = /^[-−–](?=[^\s-])/u.test(text.slice(at));
    if (isExcluded) at++;
    const phrase = readPhrase();
    if (phrase !== undefined) {
      addTerm('phrase', phrase, isExcluded, start);
      return;
    }
    const word = wordAt(at);
    const colon = /^([\p{L}]+):/u.exec(word);
    if (colon) {
      at += colon[0].length;
      readField(colon[1] ?? '', isExcluded, start);
      return;
    }
    at += word.length || 1;
    if (listWords(word).length === 0) {
      const sign = text.slice(start, at);
      if (/^[-−–"“”]/u.test(sign)) faults.push({ kind: 'lone-sign', text: sign, start, end: at });
      return;
    }
    addTerm('word', word, isExcluded, start);
  }

  /** The text between quotation marks, if some open here; without the closing one it runs to the end. */
  function readPhrase(): string | undefined {
    const ends = closing[text[at] ?? ''];
    if (ends === undefined) return undefined;
    const start = at;
    let end = at + 1;
    while (end < text.length && !ends.includes(text[end] ?? '')) end++;
    const words = text.slice(start + 1, end);
    at = Math.min(end + 1, text.length);
    if (end >= text.length && words.trim()) faults.push({ kind: 'open-phrase', text: words.trim(), start, end: at });
    return words;
  }

  function wordAt(offset: number): string {
    return /^[^\s"“”„«»「」『』]+/u.exec(text.slice(offset))?.[0] ?? '';
  }

  function addTerm(kind: Term['kind'], words: string, isExcluded: boolean, start: number): void {
    const own = words.trim().split(/\s+/u).flatMap(listWords);
    if (own.length > 0) terms.push({ kind, text: words.trim(), words: own, isExcluded, start, end: at });
    else faults.push({ kind: 'empty-phrase', text: words, start, end: at });
  }

  function readField(typed: string, isExcluded: boolean, start: number): void {
    const name = typed.toLowerCase();
    const known = fieldNames.find((field) => field === name) ?? fieldAliases[name];
    const quoted = readPhrase();
    const value = quoted ?? wordAt(at);
    if (quoted === undefined) at += value.length;
    const fault = (kind: Fault['kind'], text: string) => faults.push({ kind, text, field: typed, start, end: at });
    if (!known) fault('unknown-field', value);
    else if (isExcluded) fault('excluded-field', text.slice(start + 1, at));
    else if (!value.trim()) fault('empty-field', known);
    else fields.push({ name: known, value: value.trim(), start, end: at });
  }
}
