import type { Entity } from '../model/entity.ts';
import { type Article, type Block, findPassage } from './article.ts';
import { type ArchiveDate, compareDates, parseDate } from './date.ts';
import type { Passage, Quote } from './passage.ts';
import type { Registry } from './registry.ts';

/** A block of the body with what stands beside it in the margin. */
export interface AnnotatedBlock {
  readonly block: Block;
  readonly passages: readonly Passage[];
  /** Entities that the article names here for the first time; speakers are left out, who stand above. */
  readonly named: readonly Entity[];
  /** Events that this block is the first to report. */
  readonly events: readonly { readonly id: string; readonly title: string; readonly date: ArchiveDate }[];
}

/** The body's blocks, each with its marginalia: nothing is said twice down the page. */
export function groupMarginalia(article: Article, registry: Registry): AnnotatedBlock[] {
  const byAnchor = new Map(article.passages.map((passage) => [passage.anchor, passage]));
  const events = article.metadata.events
    .map((event) => ({
      id: event.id,
      title: event.title,
      date: parseDate(event.date),
      passages: event.passages.flatMap((reference) => findPassage(article.passages, reference) ?? []),
    }))
    .sort((a, b) => compareDates(a.date, b.date));
  const reported = new Set<string>();
  const seen = new Set<string>();
  return article.blocks.map((block) => {
    const passages = block.anchors.flatMap((anchor) => byAnchor.get(anchor) ?? []);
    const speakers = new Set(passages.flatMap((passage) => passage.quotes.map((quote) => quote.by)));
    const named: Entity[] = [];
    for (const id of passages.flatMap((passage) => passage.mentions.map((mention) => mention.entity))) {
      const entity = registry.get(id);
      if (!entity || seen.has(id)) continue;
      seen.add(id);
      if (!speakers.has(id)) named.push(entity);
    }
    const own = events.filter((event) => !reported.has(event.id) && event.passages.some((passage) => passages.includes(passage)));
    for (const event of own) reported.add(event.id);
    return { block, passages, named, events: own.map(({ id, title, date }) => ({ id, title, date })) };
  });
}

/** Quotes of the same speaker, said to and passed on by the same. */
export interface Voice {
  readonly speaker: Entity;
  /** Whoever quotes the speaker, in a quotation within a quotation. */
  readonly outer?: Entity;
  readonly to?: Entity;
  readonly via?: Entity;
  readonly quotes: readonly Quote[];
}

/** Who speaks in the passages, in the order of their first words. */
export function groupVoices(passages: readonly Passage[], registry: Registry): Voice[] {
  const all = passages.flatMap((passage) => passage.quotes);
  const outerOf = (quote: Quote) => all.find((candidate) => candidate.anchor === quote.within)?.by;
  const groups = Map.groupBy(all, (quote) => [quote.by, outerOf(quote), quote.to, quote.via].join(' '));
  const entity = (id: string | undefined) => (id === undefined ? undefined : registry.require(id));
  return [...groups.values()].flatMap((quotes) => {
    const [first] = quotes;
    return first
      ? [{ speaker: registry.require(first.by), outer: entity(outerOf(first)), to: entity(first.to), via: entity(first.via), quotes }]
      : [];
  });
}
