import type { Entity } from '../model/entity.ts';
import { type Article, type Block, findPassage } from './article.ts';
import { type ArchiveDate, compareDates, parseDate } from './date.ts';
import type { Passage } from './passage.ts';
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
    .map((event) => ({ id: event.id, title: event.title, date: parseDate(event.date), passages: event.passages.flatMap((reference) => findPassage(article.passages, reference) ?? []) }))
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
