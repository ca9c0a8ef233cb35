/** What two texts have in common, word for word: for re-attaching anchors, for reports, for setting one wording beside another. */
import { foldText, type Span } from './text.ts';

/** A word of a text, with the form under which it is compared. */
export interface Word extends Span {
  /** Without case, diacritics and signs: "U.S." and "US" are one word. */
  readonly key: string;
}

/** A stretch of words that both texts have, or one of them. */
export interface DifferencePart {
  readonly type: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Scripts that are written without blanks: each letter counts as a word. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const letter = `(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])`;
const wordPattern = new RegExp(`[${unspaced}]\\p{M}*|${letter}+(?:[’'ʼ.\\-]${letter}+)*`, 'gu');
/** A word or a single sign, with the blanks that follow it. */
const piecePattern = new RegExp(`(?:[${unspaced}]\\p{M}*|${letter}+(?:[’'ʼ.\\-]${letter}+)*|[^\\s])\\s*`, 'gu');

/** Pairs of words beyond which two texts are not aligned but set side by side: a quarter of a second's work, 16 MB. */
const alignmentLimit = 4_000_000;

/** The words of a text in order; signs and blanks between them are left out. */
export function listWords(text: string): Word[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    key: foldText(match[0]).replace(/[’'ʼ.-]/gu, ''),
  }));
}

/** The keys of a text's words, in order. */
export function listKeys(text: string): string[] {
  return listWords(text).map(({ key }) => key);
}

/** How many words two lists have in common in the same order: the length of their longest common subsequence. */
export function countCommon(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint32Array(b.length + 1);
  for (const word of a) {
    const current = new Uint32Array(b.length + 1);
    for (let j = 1; j <= b.length; j++) {
      current[j] = word === b[j - 1] ? (previous[j - 1] ?? 0) + 1 : Math.max(previous[j] ?? 0, current[j - 1] ?? 0);
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Likeness of two lists of words, 0 to 1: Dice's coefficient over the words that they share in the same order. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  return a.length + b.length === 0 ? 1 : (2 * countCommon(a, b)) / (a.length + b.length);
}

/** The most that `likeness` can be, from the words alone, order aside: cheap to ask first. */
export function likenessBound(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left > 0) shared++;
    counts.set(word, left - 1);
  }
  return a.length + b.length === 0 ? 1 : (2 * shared) / (a.length + b.length);
}

/** The runs of `size` words in a row; the whole list where it is shorter. */
export function listShingles(words: readonly string[], size = 3): string[] {
  if (words.length === 0) return [];
  if (words.length <= size) return [words.join(' ')];
  return Array.from({ length: words.length - size + 1 }, (_, index) => words.slice(index, index + size).join(' '));
}

/**
 * The texts laid over each other: what is the same, what only the old one has, what only the new one has. Compares words and signs as
 * they are written, case too; blanks do not count. The same and removed parts together give the old text, the same and added ones the
 * new, blanks aside.
 */
export function compareTexts(before: string, after: string): DifferencePart[] {
  const old = pieces(before);
  const now = pieces(after);
  const parts: { type: DifferencePart['type']; text: string }[] = [];
  const add = (type: DifferencePart['type'], piece: string) => {
    const last = parts.at(-1);
    if (last?.type === type) last.text += piece;
    else parts.push({ type, text: piece });
  };
  let start = 0;
  while (start < old.length && start < now.length && isSame(old[start], now[start])) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && isSame(old[old.length - 1 - end], now[now.length - 1 - end])) end++;

  for (const piece of now.slice(0, start)) add('same', piece);
  const steps = align(old.slice(start, old.length - end), now.slice(start, now.length - end));
  for (const { type, text } of steps) add(type, text);
  for (const piece of now.slice(now.length - end)) add('same', piece);
  return parts;
}

function align(old: readonly string[], now: readonly string[]): DifferencePart[] {
  const removed = (text: string): DifferencePart => ({ type: 'removed', text });
  const added = (text: string): DifferencePart => ({ type: 'added', text });
  if (old.length * now.length > alignmentLimit) return [...old.map(removed), ...now.map(added)];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] = isSame(old[i], now[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: DifferencePart[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const before = old[i];
    const after = now[j];
    if (before !== undefined && after !== undefined && isSame(before, after)) {
      steps.push({ type: 'same', text: after });
      i++;
      j++;
    } else if (before !== undefined && (after === undefined || at(i + 1, j) >= at(i, j + 1))) {
      steps.push(removed(before));
      i++;
    } else if (after !== undefined) {
      steps.push(added(after));
      j++;
    }
  }
  return steps;
}

function pieces(text: string): string[] {
  return text.normalize('NFC').trim().match(piecePattern) ?? [];
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.trimEnd() === b?.trimEnd();
}
