/**
 * Passages as one text in which words are looked for: normalised as `normaliseText` does, passages parted by a line feed, and every
 * UTF-16 unit leads back to where it stands.
 */

/** A passage as words are looked for in it. */
export interface PassageText {
  /** The fragment id. */
  readonly anchor: string;
  /** The words as they stand; blocks within are parted by a line feed, cells by a tab. */
  readonly text: string;
}

/** Words of one passage or of several: UTF-16 offset `start` of passage `first` up to offset `end`, exclusive, of passage `last`. */
export interface WordSelection {
  readonly first: number;
  readonly start: number;
  readonly last: number;
  readonly end: number;
}

export interface FlatText {
  readonly text: string;
  /** The text with blanks between passages as well. */
  readonly words: string;
  /** Where each unit of `text` stands. */
  readonly units: readonly Unit[];
}

/** The index of a unit's passage, and the part of the passage that it stands for. */
interface Unit {
  readonly passage: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of the flat text, `end` exclusive. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function flattenPassages(passages: readonly PassageText[]): FlatText {
  let text = '';
  const units: Unit[] = [];
  for (const [passage, part] of passages.entries()) {
    let gap = text && '\n';
    // A letter and what composes with it, marks and conjoining Hangul, has to be brought into form C together.
    for (const { 0: letter, index: start } of part.text.matchAll(/\s|\S[\p{M}\u1160-\u11FF]*/gu)) {
      if (/\s/.test(letter)) {
        gap ||= text && ' ';
        continue;
      }
      text += gap + letter.normalize('NFC');
      gap = '';
      // Its blank counts to the letter, since no selection begins or ends with one.
      while (units.length < text.length) units.push({ passage, start, end: start + letter.length });
    }
  }
  return { text, words: text.replaceAll('\n', ' '), units };
}

/** Where a stretch that is not empty stands in the passages. */
export function selectionOf({ units }: FlatText, { start, end }: Stretch): WordSelection {
  const [first, last] = [units[start] as Unit, units[end - 1] as Unit];
  return { first: first.passage, start: first.start, last: last.passage, end: last.end };
}

/** The selection in whole grapheme clusters (UAX #29), without blanks at its ends; undefined when nothing is left of it. */
export function settleSelection({ text, units }: FlatText, { first, start, last, end }: WordSelection): Stretch | undefined {
  // The units before the selection, and those before its end: whatever it has a part of belongs to it.
  const before = units.filter((unit) => unit.passage < first || (unit.passage === first && unit.end <= start)).length;
  const through = units.filter((unit) => unit.passage < last || (unit.passage === last && unit.start < end)).length;
  const from = skipBlanks(text, before);
  const to = text.slice(0, through).trimEnd().length;
  // A mark may sit on the blank before it.
  return from < to ? { start: skipBlanks(text, clusterAt(text, from).start), end: clusterAt(text, to - 1).end } : undefined;
}

function skipBlanks(text: string, at: number): number {
  return at + text.slice(at).search(/\S|$/);
}

/** The grapheme cluster that holds the unit; where the browser cannot tell, what certainly belongs together. */
function clusterAt(text: string, at: number): Stretch {
  const cluster = Intl.Segmenter && new Intl.Segmenter().segment(text).containing(at);
  let start = cluster?.index ?? at;
  let end = start + (cluster?.segment.length ?? 1);
  while (isInsideCluster(text, start)) start--;
  while (isInsideCluster(text, end)) end++;
  return { start, end };
}

/** What stands on both sides of a place of the text: the code point before it, a bar, the code point after it. */
function seamAt(text: string, at: number): string {
  return `${text.slice(Math.max(0, at - 2), at)}|${text.slice(at, at + 2)}`;
}

/** Whether the code points on both sides belong together: a surrogate pair, a letter and its mark, joined emoji. */
function isInsideCluster(text: string, at: number): boolean {
  return /(?:\u200D|\p{Cs})\||\S\|(?:\p{Gr_Ext}|\p{M}|\p{EMod}|\u200D)/u.test(seamAt(text, at));
}

/**
 * Whether a word or a grapheme cluster runs over this place of the text. Words of letters without case may be written without blanks
 * between them (Han, Thai), so there a word begins wherever the reader lets it begin.
 */
export function isInsideWord(text: string, at: number): boolean {
  return isInsideCluster(text, at) || /[\p{LC}\p{M}\p{N}\p{RI}]\|[\p{LC}\p{N}\p{RI}]/u.test(seamAt(text, at));
}
