import type { Entity, EntityType } from '../model/entity.ts';
import { type Article, isReadable } from './article.ts';
import type { Passage } from './passage.ts';
import { listQuotations, type Quotation, sortArticles } from './quotation.ts';
import { filingName, type Registry } from './registry.ts';
import { compareCodeUnits, compareNames, indexLetter, type Span, sentenceAround } from './text.ts';
import { involvedIn, listEvents, type TimelineEvent } from './timeline.ts';

/** A sentence that names an entity. */
export interface MentionInContext {
  readonly article: Article;
  readonly passage: Passage;
  /** The sentence, as a stretch of the passage's text. */
  readonly sentence: Span;
  /** The names in it, as stretches of the passage's text. */
  readonly names: readonly Span[];
}

/** Everything that the archive knows of one entity. */
export interface EntityEntry {
  readonly entity: Entity;
  /** Articles that name or quote it, or that it wrote, published or was filed from. */
  readonly articles: readonly Article[];
  readonly quotations: readonly Quotation[];
  /** One for each sentence that names it, in the order of publication and of the text. */
  readonly mentions: readonly MentionInContext[];
  readonly mentionCount: number;
  readonly events: readonly TimelineEvent[];
  /** Entities named in the same passages, by the number of those passages, most first. */
  readonly companions: readonly { readonly entity: Entity; readonly passages: number }[];
  /** Articles that it wrote. */
  readonly written: readonly Article[];
  /** Articles that it published. */
  readonly published: readonly Article[];
}

/** The entries of all entities, by id. */
export function buildEntries(articles: readonly Article[], registry: Registry): ReadonlyMap<string, EntityEntry> {
  const readable = sortArticles(articles).filter(isReadable);
  const quotations = Map.groupBy(listQuotations(readable), ({ quote }) => quote.by);
  const events = new Map<string, TimelineEvent[]>();
  for (const event of listEvents(readable)) {
    for (const id of involvedIn(event)) events.set(id, [...(events.get(id) ?? []), event]);
  }
  const mentions = new Map<string, { contexts: MentionInContext[]; count: number }>();
  const articleSets = new Map<string, Set<Article>>();
  const companions = new Map<string, Map<string, number>>();
  const touch = (id: string, article: Article) => {
    const set = articleSets.get(id) ?? new Set();
    set.add(article);
    articleSets.set(id, set);
  };

  for (const article of readable) {
    for (const passage of article.passages) {
      const present = new Set<string>();
      for (const quote of passage.quotes) present.add(quote.by);
      for (const mention of passage.mentions) {
        present.add(mention.entity);
        const own = mentions.get(mention.entity) ?? { contexts: [], count: 0 };
        mentions.set(mention.entity, own);
        own.count++;
        const sentence = sentenceAround(passage.text, mention, article.metadata.language);
        const last = own.contexts.at(-1);
        if (last && last.passage === passage && last.sentence.start === sentence.start) {
          own.contexts[own.contexts.length - 1] = {
            ...last,
            sentence: { start: sentence.start, end: Math.max(last.sentence.end, sentence.end) },
            names: [...last.names, mention],
          };
        } else own.contexts.push({ article, passage, sentence, names: [mention] });
      }
      for (const id of present) {
        touch(id, article);
        const others = companions.get(id) ?? new Map<string, number>();
        companions.set(id, others);
        for (const other of present) if (other !== id) others.set(other, (others.get(other) ?? 0) + 1);
      }
    }
    for (const id of article.metadata.byline) if (registry.get(id)) touch(id, article);
    touch(article.metadata.publication, article);
    if (article.metadata.dateline) touch(article.metadata.dateline, article);
  }

  return new Map(
    registry.entities.map((entity) => {
      const { id } = entity;
      const own = mentions.get(id);
      const entry: EntityEntry = {
        entity,
        articles: readable.filter((article) => articleSets.get(id)?.has(article)),
        quotations: quotations.get(id) ?? [],
        mentions: own?.contexts ?? [],
        mentionCount: own?.count ?? 0,
        events: events.get(id) ?? [],
        companions: [...(companions.get(id) ?? [])]
          .map(([other, passages]) => ({ entity: registry.require(other), passages }))
          .sort(
            (a, b) =>
              b.passages - a.passages ||
              compareNames(filingName(a.entity), filingName(b.entity)) ||
              compareCodeUnits(a.entity.id, b.entity.id),
          ),
        written: readable.filter((article) => article.metadata.byline.includes(id)),
        published: readable.filter((article) => article.metadata.publication === id),
      };
      return [id, entry] as const;
    }),
  );
}

/** Entries of one type under their letters, in catalogue order. */
export function groupByLetter(entries: Iterable<EntityEntry>, type: EntityType): { letter: string; entries: EntityEntry[] }[] {
  const groups = new Map<string, EntityEntry[]>();
  for (const entry of entries) {
    if (entry.entity.type !== type) continue;
    const letter = indexLetter(filingName(entry.entity));
    const own = groups.get(letter);
    if (own) own.push(entry);
    else groups.set(letter, [entry]);
  }
  return [...groups].sort(([a], [b]) => compareCodeUnits(a, b)).map(([letter, own]) => ({ letter, entries: own }));
}
