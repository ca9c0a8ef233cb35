/** The only text normaliser: whatever compares, hashes, sorts or cuts words does it here. */

/** The text as it is compared and hashed: NFC, runs of white space as one blank, none at the ends. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** The text without case and diacritics, for sorting and matching by eye: "Ångström" → "angstrom". */
export function foldText(text: string): string {
  const folded = normaliseText(text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
  return folded.replace(/[æœøłđðþßıħ]/g, (letter) => undecomposed[letter] ?? letter);
}

/** Lower-case ASCII words joined by hyphens; empty when the text has no Latin letter or digit. */
export function slugText(text: string): string {
  return foldText(text)
    .replace(/[’'ʼ]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Orders names as a catalogue does: case and diacritics aside, digits by value, ties by code unit. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || compareCodeUnits(a, b);
}

/** Orders by UTF-16 code units: the same on every machine and in every locale. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The letter under which a name stands in an A–Z; names that begin with no Latin letter stand under "#". */
export function indexLetter(name: string): string {
  const first = foldText(name).replace(/^[^\p{L}\p{N}]+/u, '')[0] ?? '';
  return /[a-z]/.test(first) ? first.toUpperCase() : '#';
}

/** The text, or its beginning up to `limit` code points, cut between words and ended with an ellipsis. */
export function cutText(text: string, limit: number): string {
  const flat = normaliseText(text);
  const points = [...flat];
  if (points.length <= limit) return flat;
  const head = points.slice(0, limit - 1).join('');
  const cut = head.replace(/\s+\S*$/u, '');
  return `${(cut.length > limit / 2 ? cut : head).replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** The end of the text, up to `limit` code points, cut between words and begun with an ellipsis. */
export function cutEnd(text: string, limit: number): string {
  const flat = normaliseText(text);
  const points = [...flat];
  if (points.length <= limit) return flat;
  const tail = points.slice(1 - limit).join('');
  const cut = tail.replace(/^\S*\s+/u, '');
  return `…${cut.length > limit / 2 ? cut : tail}`;
}

/** `rtl` where the language's script runs from right to left; undefined where it need not be said. */
export function direction(lang: string): 'rtl' | undefined {
  const script = new Intl.Locale(lang).maximize().script ?? '';
  return ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'].includes(script) ? 'rtl' : undefined;
}

/** Text as HTML text: what it says, nothing that it does. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as the value of an HTML attribute between double quotation marks. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}

/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The sentence (UAX #29) that holds the span, or the sentences where it crosses a boundary. Blanks at the ends are left off. */
export function sentenceAround(text: string, span: Span, language: string): Span {
  let start = 0;
  let end = text.length;
  for (const boundary of sentenceBoundaries(text, language)) {
    if (boundary <= span.start) start = boundary;
    if (boundary >= span.end) {
      end = boundary;
      break;
    }
  }
  while (start < span.start && /\s/u.test(text[start] ?? '')) start++;
  while (end > span.end && /\s/u.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/**
 * Offsets at which sentences end. UAX #29 ends a sentence after "U.S." or "Mr."; those boundaries are dropped, since a
 * capital follows an abbreviation in most newspapers' prose.
 */
function sentenceBoundaries(text: string, language: string): number[] {
  const boundaries: number[] = [];
  for (const { index, segment } of sentenceSegmenter(language).segment(text)) {
    if (
      !/(?:\b\p{Lu}\.|\b(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)\s+$/u.test(
        segment,
      )
    ) {
      boundaries.push(index + segment.length);
    }
  }
  return boundaries;
}

/** Letters that Unicode does not take apart, as catalogues file them. */
const undecomposed: Record<string, string> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', ı: 'i', ħ: 'h' };

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true, ignorePunctuation: true });
const segmenters = new Map<string, Intl.Segmenter>();

function sentenceSegmenter(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}
