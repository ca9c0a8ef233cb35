/**
 * Words as the search index knows them. The same functions make the index and read the query, so that both agree.
 *
 * A token is what takes one position in the index: a run without blanks, or one character of a script that writes no blanks between
 * words. A token of several words ("cyber-attack") is found by each of them and by all as one ("cyberattack").
 */
import { foldText, type Span } from '../text.ts';
import type { Stemmer } from './stems.ts';

/** Stands between two blocks of a document: it takes a position, so that no phrase runs across. */
export const blockMark = '¶';

const unspacedClass = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const tokenPattern = new RegExp(String.raw`[${unspacedClass}]\p{M}*|[^\s${unspacedClass}]+`, 'gu');
const apostrophes = /['’ʼ‘]/gu;
/** Short words of French and Italian that are written with the next one: "l’œil", "qu’elle", "dell’arte". */
const elision = /(?<!\p{L})([cdjlmnst]|\p{L}*qu|\p{L}{1,2}ll)['’ʼ‘](?=\p{L}{2})/gu;
const isShort = new RegExp(String.raw`^(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]{1,3}|[${unspacedClass}]\p{M}*)$`, 'u');

/** The tokens of a text, in order; what holds no letter and no digit is none. */
export function listTokens(text: string): Span[] {
  const tokens: Span[] = [];
  for (const { 0: run, index } of text.matchAll(tokenPattern)) {
    if (/[\p{L}\p{N}]/u.test(run.replace(apostrophes, ''))) tokens.push({ start: index, end: index + run.length });
  }
  return tokens;
}

/**
 * The words of a token, folded: "U.S.-led" → us, led; "Wang’s" → wangs. A query's word is taken apart in the same way; where it is
 * written without blanks it is several tokens, and a word for each.
 */
export function listWords(token: string): string[] {
  return foldText(token)
    .replace(elision, '$1-')
    .replace(apostrophes, '')
    .split(/[^\p{L}\p{N}\p{M}.]+|\.{2,}|(?<=[\p{L}\p{N}]{2})\.(?=\p{L}{2})/u)
    .flatMap((word) => word.replaceAll('.', '').match(tokenPattern) ?? [])
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/**
 * The keys under which a word stands in the index: what its forms have in common, and the word itself where that is another. The endings
 * are such as no word has, so that a key is never the beginning of another by chance, and that the index, which also answers with the
 * longest beginning of what it does not have, has none to give.
 */
function keysOf(word: string, stem: Stemmer): string[] {
  const common = stem(word);
  return (common === word ? [`${word}qz`] : [`${word}qy`, `${common}qz`]).map(spellDigits);
}

/** Digits as Georgian letters: Pagefind takes words apart between a digit and a letter, and would lose the second half of "mid-1990s". */
function spellDigits(key: string): string {
  return key.replace(/[0-9]/g, (digit) => 'აბგდევზთიკ'[Number(digit)] ?? digit);
}

/** Whether a key stands for itself, and not for all that begin with it. */
export function isWhole(key: string): boolean {
  return /q[yz]$/.test(key);
}

/**
 * The keys by which a word of a query is looked up: its forms in every language of the archive, and, from four letters on, all words
 * that begin with it. Korean particles cling to a word of any length.
 */
export function lookUpKeys(word: string, stems: readonly Stemmer[]): string[] {
  const forms = stems.map((stem) => `${stem(word)}qz`);
  return [...new Set(isShort.test(word) ? forms : [...forms, word])].map(spellDigits);
}

/** The span without the signs at its ends; the stop of an abbreviation, as in “U.S.”, belongs to it. */
export function trimSigns(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end);
  const signs = /\.\p{L}\.[^.]*$/u.test(words) ? /[^\p{L}\p{N}\p{M}.]+$/u : /[^\p{L}\p{N}\p{M}]+$/u;
  return { start: start + Math.max(0, words.search(/[\p{L}\p{N}]/u)), end: start + words.replace(signs, '').length };
}

/** What the index is given for a token: one word, which it takes apart at hyphens. */
export function indexForm(token: string, stem: Stemmer): string {
  const words = listWords(token);
  return [...new Set([words.join(''), ...words].flatMap((word) => keysOf(word, stem)))].join('-');
}

/** Where the words of a phrase stand in a row among the tokens' words, character for character but for case, diacritics and signs. */
export function findPhrase(tokens: readonly (readonly string[])[], phrase: readonly string[]): Span[] {
  const words = tokens.flatMap((own, token) => own.map((word) => ({ word, token })));
  const found: Span[] = [];
  for (let at = 0; at + phrase.length <= words.length; at++) {
    const row = words.slice(at, at + phrase.length);
    if (row.every(({ word }, index) => word === phrase[index])) {
      found.push({ start: row[0]?.token ?? 0, end: (row.at(-1)?.token ?? 0) + 1 });
    }
  }
  return found;
}
