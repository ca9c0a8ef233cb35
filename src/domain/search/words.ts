/**
 * Words as the search index knows them. The same functions make the index and read the query, so that both agree.
 *
 * A token is what takes one position in the index: a run without blanks, or one character of a script that writes no blanks between
 * words. A token of several words ("cyber-attack") is found by each of them and by all as one ("cyberattack").
 */
import { foldText, type Span } from '../text.ts';

/** Stands between two blocks of a document: it takes a position, so that no phrase runs across. */
export const blockMark = '¶';

const unspacedClass = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const tokenPattern = new RegExp(String.raw`[${unspacedClass}]\p{M}*|[^\s${unspacedClass}]+`, 'gu');
const apostrophes = /['’ʼ‘]/gu;
const shortWord = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]{1,3}$/u;

/** The tokens of a text, in order; what holds no letter and no digit is none. */
export function listTokens(text: string): Span[] {
  const tokens: Span[] = [];
  for (const { 0: run, index } of text.matchAll(tokenPattern)) {
    if (/[\p{L}\p{N}]/u.test(run)) tokens.push({ start: index, end: index + run.length });
  }
  return tokens;
}

/** The words of a token, folded: "U.S.-led" → us, led; "Wang’s" → wangs. A query's word is taken apart in the same way. */
export function listWords(token: string): string[] {
  return foldText(token)
    .replace(apostrophes, '')
    .split(/[^\p{L}\p{N}\p{M}.]+|(?<=[\p{L}\p{N}]{2})\.(?=\p{L}{2})/u)
    .map((word) => word.replaceAll('.', ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/**
 * The key under which a word stands in the index. The index also finds longer words that begin with what is looked for; words of up to
 * three letters are kept from that by an ending that no word has ("us" is not in "used").
 */
export function keyOf(word: string): string {
  return shortWord.test(word) ? `${word}zz` : word;
}

/** The keys by which a word of a query is looked up: the word, or what its parts are when they are written as one. */
export function wholeKey(words: readonly string[]): string {
  return keyOf(words.join(''));
}

/** The span without the signs at its ends; the stop of an abbreviation, as in “U.S.”, belongs to it. */
export function trimSigns(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end);
  const signs = /\.\p{L}\.[^.]*$/u.test(words) ? /[^\p{L}\p{N}\p{M}.]+$/u : /[^\p{L}\p{N}\p{M}]+$/u;
  return { start: start + Math.max(0, words.search(/[\p{L}\p{N}]/u)), end: start + words.replace(signs, '').length };
}

/** What the index is given for a token: one word, which it takes apart at hyphens. */
export function indexForm(token: string): string {
  const words = listWords(token);
  const [first = ''] = words;
  return words.length === 1 ? keyOf(first) : [wholeKey(words), ...words.map(keyOf)].join('-');
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
