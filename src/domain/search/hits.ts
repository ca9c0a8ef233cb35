/** The places of one article that a search finds: which passages, quotes and events hold the words, and how well. */
import type { Span } from '../text.ts';
import type { Places } from './catalogue.ts';
import { type Clause, findRow, type Posting } from './clause.ts';
import type { Kind } from './request.ts';

/** A passage, a quote or an event that a search finds. */
export interface Hit {
  readonly kind: Kind;
  /** Index of the passage or of the event in the article. */
  readonly index: number;
  /** Index of the quote, where the hit is one or all that is marked lies in one. */
  readonly quote?: number;
  /** What to mark, in order, not overlapping: tokens of the passage or of the event's title. */
  readonly marks: readonly Span[];
  /** How much of what is asked for stands here, by weight. */
  readonly share: number;
  readonly score: number;
}

/** What a search looks at within an article. */
export interface Scope {
  /** Kinds of places; where none is chosen, title, passages and events. */
  readonly kinds: readonly Kind[];
  /** Speakers, any of whom; where some are chosen, their quotes alone are looked at. */
  readonly speakers: readonly number[];
  /** Entities of which passages are preferred, and shown where no words are asked for. */
  readonly entities: readonly number[];
}

/** A clause with how much it tells: the rarer, the more. */
export interface Weighed {
  readonly clause: Clause;
  readonly weight: number;
}

export interface ArticleHits {
  /** Best first. */
  readonly hits: readonly Hit[];
  /** By weight, how much of what is asked for stands in the title, in the best place, and in all that is looked at. */
  readonly title: number;
  readonly best: number;
  readonly share: number;
  /** Score of the best place. */
  readonly score: number;
}

/** A block of an article, or a quote in one: positions in the index. */
export interface Block extends Span {
  readonly kind: 'title' | Kind;
  readonly index: number;
  readonly quote?: number;
  readonly speaker?: number;
}

/** Says whether a phrase stands character for character at a span of a block, which is counted from the block's beginning. */
export type IsLiteral = (literal: readonly string[], block: Block, span: Span) => boolean;

/** An article as a search looks at it: its blocks, and where in it each clause stands. */
export interface ArticleView {
  readonly blocks: readonly Block[];
  readonly quotes: readonly Block[];
  readonly names: readonly number[];
  readonly asked: readonly (Weighed & { readonly typed: readonly Span[]; readonly named: readonly Span[] })[];
}

/** The blocks' places in the index: each begins after a mark that takes a position of its own. */
export function listBlocks([lengths, passages]: Places): Block[] {
  let start = 0;
  return lengths.map((length, at) => {
    const end = start + length;
    const index = at === 0 ? 0 : at <= passages ? at - 1 : at - 1 - passages;
    const block: Block = { kind: at === 0 ? 'title' : at <= passages ? 'passage' : 'event', index, start, end };
    start = end + 1;
    return block;
  });
}

export function viewArticle(
  asked: readonly Weighed[],
  places: Places,
  article: number,
  postings: ReadonlyMap<string, Posting>,
  isLiteral?: IsLiteral,
): ArticleView {
  const blocks = listBlocks(places);
  const quotes = listQuotes(blocks, places[2]);
  const names = places[3];
  const stands = ({ literal }: Clause, span: Span) => {
    if (!literal || !isLiteral) return true;
    const block = blocks.find(({ start, end }) => start <= span.start && span.end <= end);
    return block !== undefined && isLiteral(literal, block, { start: span.start - block.start, end: span.end - block.start });
  };
  return {
    blocks,
    quotes,
    names,
    asked: asked.map(({ clause, weight }) => ({
      clause,
      weight,
      typed: clause.rows.flatMap((row) => findRow(row, postings, article)).filter((span) => stands(clause, span)),
      named: clause.entities.length > 0 ? listNamed({ blocks, quotes, names }, clause.entities) : [],
    })),
  };
}

/** Whether what is looked at has all that is asked for. */
export function isFound(view: ArticleView, scope: Scope): boolean {
  const segments = chooseSegments(view, scope);
  if (segments.length === 0) return false;
  return view.asked.every(({ typed, named }) =>
    segments.some((segment) => typed.some((span) => holds(segment, span)) || named.some((span) => touches(segment, span))),
  );
}

/**
 * The places of the article that have what is asked for. Where some have all of it, these alone; otherwise every place that has a part.
 * Where nothing is asked for, the places that name the preferred entities, or all.
 */
export function findHits(view: ArticleView, scope: Scope): ArticleHits {
  const { asked, blocks, quotes } = view;
  const segments = chooseSegments(view, scope);
  const named = scope.entities.length > 0 ? listNamed(view, scope.entities) : [];
  const preferred = named.filter((span) => segments.some((segment) => touches(segment, span)));
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const present = new Set<number>();
  const found: Hit[] = [];
  let title = 0;
  for (const segment of segments) {
    const here = asked.map(({ typed, named, weight }) => ({
      weight,
      typed: typed.filter((span) => holds(segment, span)),
      named: named.filter((span) => touches(segment, span)),
    }));
    let share = 0;
    let score = 0;
    for (const [at, { weight, typed, named }] of here.entries()) {
      if (typed.length + named.length === 0) continue;
      present.add(at);
      share += weight;
      score += weight * (typed.length > 0 ? 1 + Math.log(typed.length) / 3 : 0.7);
    }
    if (segment.kind === 'title') {
      title = share;
      continue;
    }
    const isPreferred = preferred.some((span) => touches(segment, span));
    if (asked.length > 0 ? share === 0 : preferred.length > 0 && !isPreferred) continue;
    const names = asked.length > 0 ? here.flatMap(({ named }) => named) : preferred;
    // A quotation that is found because of who speaks is not marked; one that was typed is.
    const marked = [
      ...here.flatMap(({ typed }) => typed),
      ...names.filter((span) => !quotes.some((quote) => holds(quote, span) && holds(span, quote))),
    ];
    const marks = mergeSpans(marked.filter((span) => holds(segment, span)));
    score += total * closeness(here.map(({ typed }) => typed));
    score += total * ((isPreferred ? 0.3 : 0) + (segment.index === 0 ? 0.08 : 0) - (segment.kind === 'event' ? 0.2 : 0));
    const quote = segment.quote ?? innermost(quotes, segment, marks);
    const origin = segment.kind === 'quote' ? (blocks[segment.index + 1]?.start ?? 0) : segment.start;
    found.push({
      kind: segment.kind,
      index: segment.index,
      ...(quote !== undefined && { quote }),
      marks: marks.map(({ start, end }) => ({ start: start - origin, end: end - origin })),
      share,
      score,
    });
  }
  const hasAll = ({ share }: Hit) => share >= total - 1e-9;
  const isEvent = ({ kind }: Hit) => kind === 'event';
  const [events, texts] = [found.filter(isEvent), found.filter((hit) => !isEvent(hit))];
  // An event says in other words what passages report: one that has a part of what is asked for adds nothing to them.
  const hits = [
    ...(texts.some(hasAll) ? texts.filter(hasAll) : texts),
    ...(events.some(hasAll) || texts.length > 0 ? events.filter(hasAll) : events),
  ];
  hits.sort((a, b) => b.score - a.score || a.index - b.index || (a.quote ?? -1) - (b.quote ?? -1));
  const share = asked.reduce((sum, { weight }, at) => sum + (present.has(at) ? weight : 0), 0);
  return { hits, title, best: Math.max(0, ...hits.map((hit) => hit.share)), share, score: hits[0]?.score ?? 0 };
}

/** How much it adds that the clauses stand close together, in shares of all that is asked for: all of it where they stand in a row. */
const closenessBonus = 1.2;

/** 0 to `closenessBonus`: by the shortest stretch that has one of each clause that is here, from the first of them on. */
function closeness(spans: readonly (readonly Span[])[]): number {
  const present = spans.filter((own) => own.length > 0);
  if (present.length < 2) return 0;
  const gaps = (present[0] ?? []).map(({ start, end }) =>
    present.slice(1).reduce((most, own) => Math.max(most, Math.min(...own.map((span) => Math.abs(span.start - start)))), end - start),
  );
  const spare = Math.min(...gaps) - (present.length - 1);
  return ((present.length / spans.length) * closenessBonus) / (1 + Math.max(0, spare) / 6);
}

function listQuotes(blocks: readonly Block[], quotes: readonly number[]): Block[] {
  return inFours(quotes).map(([passage = 0, start = 0, length = 0, speaker = 0], quote) => {
    const from = (blocks[passage + 1]?.start ?? 0) + start;
    return { kind: 'quote', index: passage, quote, speaker, start: from, end: from + length };
  });
}

/** Stretches in which any of the entities is named, and the quotes in which any speaks. */
function listNamed({ blocks, quotes, names }: Pick<ArticleView, 'blocks' | 'quotes' | 'names'>, entities: readonly number[]): Span[] {
  const named = inFours(names).flatMap(([passage = 0, start = 0, length = 0, entity = 0]) => {
    const from = (blocks[passage + 1]?.start ?? 0) + start;
    return entities.includes(entity) ? [{ start: from, end: from + length }] : [];
  });
  const spoken = quotes.filter(({ speaker = -1 }) => entities.includes(speaker)).map(({ start, end }) => ({ start, end }));
  return [...named, ...spoken];
}

function inFours(numbers: readonly number[]): number[][] {
  return Array.from({ length: numbers.length / 4 }, (_, at) => numbers.slice(at * 4, at * 4 + 4));
}

function chooseSegments({ blocks, quotes }: ArticleView, { kinds, speakers }: Scope): Block[] {
  const wanted: readonly Block['kind'][] = kinds.length > 0 ? kinds : speakers.length > 0 ? ['quote'] : ['title', 'passage', 'event'];
  return [...blocks, ...quotes].filter(
    ({ kind, speaker = -1 }) => wanted.includes(kind) && (speakers.length === 0 || speakers.includes(speaker)),
  );
}

/** The innermost quote of a passage that holds every mark. */
function innermost(quotes: readonly Block[], segment: Block, marks: readonly Span[]): number | undefined {
  if (marks.length === 0 || segment.kind !== 'passage') return undefined;
  const holding = quotes.filter((quote) => quote.index === segment.index && marks.every((mark) => holds(quote, mark)));
  return holding.sort((a, b) => a.end - a.start - (b.end - b.start))[0]?.quote;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function touches(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
