/** What is shown of a place: some words around those that were found, and where the link leads. */
import { normaliseText, type Span } from '../text.ts';
import { type TextFile, textOf } from './catalogue.ts';
import type { Hit } from './hits.ts';
import { listTokens, listWords, trimSigns } from './words.ts';

/** A stretch of text that is marked, or is not. */
export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

export interface Place {
  readonly kind: Hit['kind'];
  /** "para. 7", or the date of an event. */
  readonly label: string;
  /** Number of the speaker whose words are found. */
  readonly speaker?: number;
  /** The words stand between quotation marks. */
  readonly isQuoted: boolean;
  readonly pieces: readonly Piece[];
  /** Path without the base. */
  readonly path: string;
}

/** Tokens that an excerpt has at most. */
const excerptLength = 40;
/** A quotation of fewer tokens is shown in its passage. */
const shortQuote = 8;

/** The place as it is shown; `forms` are the words that are marked on arrival. */
export function describePlace(hit: Hit, text: TextFile, forms: readonly string[], limit = excerptLength): Place {
  const words = textOf(text, hit);
  const tokens = listTokens(words);
  if (hit.kind === 'event') {
    const [id = '', , date = ''] = text.events[hit.index] ?? [];
    const pieces = cutAround(words, tokens, hit.marks, { start: 0, end: tokens.length }, limit);
    return { kind: 'event', label: date, isQuoted: false, pieces, path: `timeline/#${id}` };
  }
  const [anchor = '', label = ''] = text.passages[hit.index] ?? [];
  const quote = hit.quote === undefined ? undefined : quoteAt(text, hit.quote);
  const length = quote ? quote.end - quote.start : 0;
  const isQuoted = quote !== undefined && (length >= shortQuote || (hit.kind === 'quote' && length > 0));
  const range = isQuoted ? quote : { start: 0, end: tokens.length };
  const isSingle = /^[‘']/u.test(words.slice(tokens[range.start]?.start ?? 0));
  return {
    kind: hit.kind,
    label,
    ...(quote && { speaker: quote.speaker }),
    isQuoted,
    pieces: cutAround(words, tokens, hit.marks, range, limit).map((piece, at, all) =>
      isQuoted ? trimMarks(piece, isSingle, at === 0, at === all.length - 1) : piece,
    ),
    path: articlePath(text, forms, `#${quote ? quote.anchor : anchor}`),
  };
}

/** The article's path without the base; on arrival the forms are marked. */
export function articlePath({ slug }: TextFile, forms: readonly string[], fragment = ''): string {
  const query = String(new URLSearchParams(forms.map((form) => ['find', form])));
  return `articles/${slug}/${query && `?${query}`}${fragment}`;
}

/** Title with the words that are asked for marked. */
export function markTitle(title: string, forms: readonly string[]): Piece[] {
  const tokens = listTokens(title);
  const wanted = new Set(forms.flatMap((form) => form.split(' ')).flatMap(listWords));
  const marks = tokens.flatMap(({ start, end }, at) =>
    listWords(title.slice(start, end)).some((word) => wanted.has(word)) ? [{ start: at, end: at + 1 }] : [],
  );
  return cutAround(title, tokens, marks, { start: 0, end: tokens.length }, tokens.length);
}

/** The words that an article's hits mark, in lower case, each once and at most ten: what stands together is one. */
export function listForms(hits: readonly Hit[], text: TextFile): string[] {
  const forms = new Set<string>();
  for (const hit of hits) {
    if (forms.size >= 10) break;
    const words = textOf(text, hit);
    const tokens = listTokens(words);
    for (const { start, end } of joinSpans(hit.marks)) {
      const span = spanOf(words, tokens, start, end);
      forms.add(normaliseText(words.slice(span.start, span.end)).toLowerCase());
    }
  }
  return [...forms].filter(Boolean).slice(0, 10);
}

function quoteAt({ places, quotes }: TextFile, quote: number): (Span & { speaker: number; anchor: string }) | undefined {
  const [, start = 0, length = 0, speaker = 0] = places[2].slice(quote * 4, quote * 4 + 4);
  const anchor = quotes[quote];
  return anchor === undefined ? undefined : { start, end: start + length, speaker, anchor };
}

/** The characters of some tokens, signs around them left out. */
function spanOf(text: string, tokens: readonly Span[], start: number, end: number): Span {
  return trimSigns(text, { start: tokens[start]?.start ?? 0, end: tokens[end - 1]?.end ?? 0 });
}

/** Marks that follow each other at once become one. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The stretch of the range that has most marks, with an ellipsis where it was cut. */
function cutAround(text: string, tokens: readonly Span[], marks: readonly Span[], range: Span, length: number): Piece[] {
  const own = marks.filter(({ start, end }) => range.start <= start && end <= range.end);
  const starts = own.map(({ start }) => Math.max(range.start, Math.min(start - Math.floor(length / 4), range.end - length)));
  const count = (from: number) => own.filter(({ start, end }) => from <= start && end <= from + length).length;
  const from =
    range.end - range.start <= length
      ? range.start
      : starts.reduce((best, one) => (count(one) > count(best) ? one : best), starts[0] ?? range.start);
  const to = Math.min(range.end, from + length);
  const pieces: Piece[] = [];
  const first = from === 0 ? 0 : (tokens[from]?.start ?? 0);
  const last = to === tokens.length ? text.length : (tokens[to - 1]?.end ?? text.length);
  let at = first;
  const add = (end: number, isMarked: boolean) => {
    const part = text.slice(at, end).replace(/\s+/gu, ' ');
    if (part) pieces.push({ text: part, isMarked });
    at = end;
  };
  if (from > range.start) pieces.push({ text: '…', isMarked: false });
  for (const { start, end } of joinSpans(own.filter(({ start, end }) => from <= start && end <= to))) {
    const words = spanOf(text, tokens, start, end);
    add(words.start, false);
    add(words.end, true);
  }
  add(last, false);
  if (to < range.end) pieces.push({ text: '…', isMarked: false });
  return pieces;
}

/** The quotation marks of the passage go: those of the page stand around the words. */
function trimMarks({ text, isMarked }: Piece, isSingle: boolean, isFirst: boolean, isLast: boolean): Piece {
  const [opening, closing] = isSingle
    ? [/^[‘']/u, /[.,;:]?[’'][.,;:]?["“”»]*[.,;:]?$/u]
    : [/^\s*["“”„«]+\s*/u, /[.,;:]?\s*["“”»]+[.,;:]?$/u];
  const begun = isFirst ? text.replace(opening, '') : text;
  return { text: isLast ? begun.replace(closing, '') : begun, isMarked };
}
