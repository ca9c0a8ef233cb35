import { type Entity, type EntityType, entityTypes } from '../model/entity.ts';
import type { Article } from './article.ts';
import type { Passage } from './passage.ts';
import type { Registry } from './registry.ts';
import { listEvents, type TimelineEvent } from './timeline.ts';

/** An entity with the passages of one article in which it stands. */
export interface IndexLine {
  readonly entity: Entity;
  readonly passages: readonly Passage[];
}

/** The index at the end of an article: as at the end of a book, with paragraph numbers for page numbers. */
export interface ArticleIndex {
  readonly speakers: readonly IndexLine[];
  readonly named: readonly { readonly type: EntityType; readonly entries: readonly IndexLine[] }[];
  readonly events: readonly TimelineEvent[];
}

/** Who is quoted, who is named and what happened in the article, entities in catalogue order. */
export function indexArticle(article: Article, registry: Registry): ArticleIndex {
  const speakers = collect(article, (passage) => passage.quotes.map((quote) => quote.by));
  const mentioned = collect(article, (passage) => passage.mentions.map((mention) => mention.entity));
  const lines = (passages: ReadonlyMap<string, Passage[]>) =>
    registry.entities.flatMap((entity) => {
      const own = passages.get(entity.id);
      return own ? [{ entity, passages: own }] : [];
    });
  const named = lines(mentioned);
  return {
    speakers: lines(speakers),
    named: entityTypes
      .map((type) => ({ type, entries: named.filter(({ entity }) => entity.type === type) }))
      .filter(({ entries }) => entries.length > 0),
    events: listEvents([article]),
  };
}

function collect(article: Article, idsOf: (passage: Passage) => string[]): Map<string, Passage[]> {
  const found = new Map<string, Passage[]>();
  for (const passage of article.passages) {
    for (const id of new Set(idsOf(passage))) found.set(id, [...(found.get(id) ?? []), passage]);
  }
  return found;
}
