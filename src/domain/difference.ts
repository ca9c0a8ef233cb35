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
const letter = `(?:(?![${unspaced}])[\\p{L}\\p{N}]\\p{M}*)`;
const word = `[${unspaced}]\\p{M}*|${letter}+(?:[’'ʼ.\\-]${letter}+)*`;
const wordPattern = new RegExp(word, 'gu');
/** A word or a single sign, with the blanks that follow it. */
const piecePattern = new RegExp(`(?:${word}|[^\\s])\\s*`, 'gu');

/** Pairs of words beyond which two texts are not aligned but set side by side: a quarter of a second's work, 16 MB. */
const alignmentLimit = 4_000_000;

/** The words of a text in order; signs and blanks between them are left out. */
export function listWords(text: string): Word[] {
  return [...text.matchAll(wordPattern)].flatMap((match) => {
    const key = keyOf(match[0]);
    return key === '' ? [] : [{ start: match.index, end: match.index + match[0].length, key }];
  });
}

/** Signs between digits count: 3.5 is not 35. */
function keyOf(word: string): string {
  return foldText(word).replace(/[’'ʼ]|(?<!\p{N})[.-]|[.-](?!\p{N})/gu, '');
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

  const left = old.slice(start, old.length - end);
  const right = now.slice(start, now.length - end);
  const steps = [
    ...now.slice(0, start).map((_, at) => ({ type: 'same' as const, before: at, after: at })),
    ...alignWords(left.map(bare), right.map(bare)).map(({ type, before, after }) => ({
      type,
      before: before + start,
      after: after + start,
    })),
    ...now.slice(now.length - end).map((_, at) => ({ type: 'same' as const, before: old.length - end + at, after: now.length - end + at })),
  ];
  for (const [index, { type, before, after }] of steps.entries()) {
    const past = old[before] ?? '';
    const present = now[after] ?? '';
    if (type === 'added') add(type, present);
    else if (type === 'removed') {
      // A blank that only the old text has after the last common word belongs to what was removed.
      const last = parts.at(-1);
      const isGap = last?.type === 'same' && !hasBlank(last.text) && hasBlank(old[before - 1] ?? '');
      add(type, `${isGap ? ' ' : ''}${past}`);
    } else {
      // Before what was removed a common word has the blank that both have: "bridge" and ", " and "if", not "bridge " and ",".
      const isBeforeGone = steps[index + 1]?.type === 'removed';
      add(type, isBeforeGone && !hasBlank(past) && hasBlank(old[before + 1] ?? '') ? bare(present) : present);
    }
  }
  return parts;
}

/** One step through two lists of words laid over each other; the index of the other list is where the next step finds it. */
export interface AlignmentStep {
  readonly type: DifferencePart['type'];
  readonly before: number;
  readonly after: number;
}

/** The lists laid over each other along a longest common subsequence; what was removed comes before what was added in its place. */
export function alignWords(before: readonly string[], after: readonly string[]): AlignmentStep[] {
  const steps: AlignmentStep[] = [];
  let i = 0;
  let j = 0;
  const take = (type: AlignmentStep['type']) => {
    steps.push({ type, before: i, after: j });
    if (type !== 'added') i++;
    if (type !== 'removed') j++;
  };
  const isTooLong = before.length * after.length > alignmentLimit;
  const width = after.length + 1;
  const lengths = new Uint32Array(isTooLong ? 0 : (before.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0 && !isTooLong; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const isSame = before[row] === after[column];
      lengths[row * width + column] = isSame ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  while (i < before.length || j < after.length) {
    if (!isTooLong && i < before.length && before[i] === after[j]) take('same');
    else if (i < before.length && (j >= after.length || at(i + 1, j) >= at(i, j + 1))) take('removed');
    else take('added');
  }
  return steps;
}

function pieces(text: string): string[] {
  return text.normalize('NFC').trim().match(piecePattern) ?? [];
}

function hasBlank(piece: string): boolean {
  return /\s$/u.test(piece);
}

function bare(piece: string): string {
  return piece.trimEnd();
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.trimEnd() === b?.trimEnd();
}
