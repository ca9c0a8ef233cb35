/**
 * Links to any words of an article: what an address says of them, and where they stand in the article as it is now.
 *
 * An address carries the words themselves, so that a change of them is noticed. They are found again after their passage was split
 * or merged. A link that could mean several places finds none of them.
 */
import {
  type FlatText,
  flattenPassages,
  isInsideWord,
  type PassageText,
  selectionOf,
  settleSelection,
  type WordSelection,
} from './flat-text.ts';
import { normaliseText } from './text.ts';
import { textDirective } from './text-directive.ts';

/** What an address says of its words, as the parameters of its query. */
export interface WordsParameters {
  /** The words, or the first of them where there are more than 160 code points. */
  readonly words?: string;
  /** The last words, where there are more than 160 code points: for people to read. */
  readonly to?: string;
  /** Checksum and length of all the words, where there are more than 160 code points. */
  readonly sum?: string;
  /** What stands before the words, where they are told apart by it or begin inside a word; at most 32 code points. */
  readonly before?: string;
  /** What stands after the words, likewise. */
  readonly after?: string;
  /** "2of3": the second of three places in the passage; given where the words stand elsewhere as well and context does not help. */
  readonly nth?: string;
}

export interface WordsLink {
  /** The passage in which the words begin. */
  readonly anchor: string;
  readonly parameters: WordsParameters;
  /** What follows `:~:` in the fragment; undefined where a browser might mark other words by it. */
  readonly directive?: string;
  /** The selection in whole grapheme clusters (UAX #29), without blanks at its ends. */
  readonly selection: WordSelection;
  /** The selected words, blanks collapsed. */
  readonly words: string;
}

/**
 * Where the words of a link stand now. They have changed as well when more than one place may be meant; `passage` is the index of the
 * one that the link names, -1 when it is not there.
 */
export type WordsLocation =
  | { readonly kind: 'found'; readonly selection: WordSelection }
  | { readonly kind: 'changed'; readonly passage: number };

/** How to link to the selected words; undefined when no word is selected. */
export function describeWords(passages: readonly PassageText[], selected: WordSelection): WordsLink | undefined {
  const flat = flattenPassages(passages);
  const stretch = settleSelection(flat, selected);
  if (!stretch) return undefined;
  const words = flat.words.slice(stretch.start, stretch.end);
  const selection = selectionOf(flat, stretch);
  const { first, start, last, end } = selection;
  const { anchor = '', text = '' } = passages[first] ?? {};
  // A browser looks for the words of a directive within one block.
  const isInBlock = first === last && !/[\n\t]/.test(text.slice(start, end));
  return {
    anchor,
    parameters: distinguish(flat, stretch.start, stretch.end, abridge(words)),
    directive: isInBlock ? textDirective(flat.text, stretch.start, stretch.end) : undefined,
    selection,
    words,
  };
}

/**
 * Where the words of an address stand: in the passage that it names, or else in the only place of the article that has them.
 * Undefined when neither the words nor the passage are there.
 */
export function locateWords(passages: readonly PassageText[], anchor: string, parameters: WordsParameters): WordsLocation | undefined {
  const flat = flattenPassages(passages);
  const named = passages.findIndex((passage) => passage.anchor === anchor);
  const isHere = ({ start }: { start: number }) => flat.units[start]?.passage === named;
  const places = findPlaces(flat, parameters);
  const here = places.filter(isHere);
  const [nth, count] = parameters.nth?.split('of').map(Number) ?? [];
  const meant = nth ? (here.length === count ? here.slice(nth - 1, nth) : []) : here.length ? here : places;
  if (meant[0] && meant.length === 1) return { kind: 'found', selection: selectionOf(flat, meant[0]) };

  return named < 0 && places.length === 0 ? undefined : { kind: 'changed', passage: named };
}

/**
 * The parameters with what tells the words from `start` to `end` apart from the same words elsewhere: nothing, or context that no
 * other place has, or, where that is the same as well, the place's number in its passage. Without context an address means whole
 * words: those that begin or end inside of one are given the rest of it.
 */
function distinguish(flat: FlatText, start: number, end: number, words: WordsParameters): WordsParameters {
  const { text, units } = flat;
  const leading = text.slice(0, start).split('\n').at(-1)?.split(' ') ?? [];
  const trailing = text.slice(end).split('\n')[0]?.split(' ') ?? [];
  let counted: WordsParameters | undefined;
  for (let count = 0; count < 9; count++) {
    const before = [...leading.slice(leading.length - count).join(' ')].slice(-32).join('');
    const after = [...trailing.slice(0, count).join(' ')].slice(0, 32).join('');
    const parameters = { ...words, ...(before && { before }), ...(after && { after }) };
    const places = findPlaces(flat, parameters);
    const here = places.filter((place) => units[place.start]?.passage === units[start]?.passage);
    const index = here.findIndex((place) => place.start === start);
    if (index < 0) continue;
    if (places.length === 1) return parameters;
    counted ??= { ...parameters, nth: `${index + 1}of${here.length}` };
    if (here.length === 1) return { ...parameters, nth: '1of1' };
  }
  return counted ?? words;
}

/** The words as an address carries them. */
function abridge(words: string): WordsParameters {
  const points = [...words];
  if (points.length <= 160) return { words };
  return {
    words: points.slice(0, 60).join(''),
    to: points.slice(-60).join(''),
    sum: checksum(words),
  };
}

/** The stretches of the text that hold the words: with the context that is given, and as whole words where none is. */
function findPlaces(
  { text, words: all }: FlatText,
  { words: given, sum, before, after }: WordsParameters,
): { start: number; end: number }[] {
  const words = normaliseText(given ?? '');
  const places: { start: number; end: number }[] = [];
  for (let start = words ? all.indexOf(words) : -1; start >= 0; start = all.indexOf(words, start + 1)) {
    const end = start + (sum ? Number(sum.split('.')[1]) : words.length);
    if (
      (before ? text.endsWith(before, start) : !isInsideWord(text, start)) &&
      (after ? text.startsWith(after, end) : !isInsideWord(text, end)) &&
      (!sum || checksum(all.slice(start, end)) === sum)
    )
      places.push({ start, end });
  }
  return places;
}

/** FNV-1a (32 bits, of the UTF-16 units) in base 32, a point, and the number of units. */
function checksum(words: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return `${(hash >>> 0).toString(32)}.${words.length}`;
}
