/** The one door between Astro and the domain: pages ask here, and nobody else asks the collections. */

import { getCollection, getEntry } from 'astro:content';
import { base, isDevelopment } from 'pincite:options';
import type { Article } from '../domain/article.ts';
import type { CardText } from '../domain/card.ts';
import { buildEntries, type EntityEntry } from '../domain/entry.ts';
import { type FormerEntityAddress, listFormerEntityAddresses } from '../domain/ledger.ts';
import { findParallels, type Parallel } from '../domain/parallel.ts';
import { Permalinks } from '../domain/permalink.ts';
import { groupBySpeaker, listQuotations, type Quotation, type SpeakerEntry, sortArticles } from '../domain/quotation.ts';
import { chooseCards, quotationKey } from '../domain/quote-cards.ts';
import { Registry } from '../domain/registry.ts';
import { listEvents, type TimelineEvent } from '../domain/timeline.ts';
import type { ArchiveSettings } from '../model/archive.ts';
import type { EntityLedger } from '../model/ledger.ts';
import { listPages } from './pages.ts';

/** An archive as its pages see it: everything computed once for a build. */
export interface Archive {
  readonly settings: ArchiveSettings;
  readonly permalinks: Permalinks;
  readonly registry: Registry;
  /** All articles, withdrawn ones too, earliest first. */
  readonly articles: readonly Article[];
  readonly quotations: readonly Quotation[];
  readonly speakers: readonly SpeakerEntry[];
  readonly events: readonly TimelineEvent[];
  readonly entries: ReadonlyMap<string, EntityEntry>;
  /** Addresses of entities that lead to others now. */
  readonly formerEntities: readonly FormerEntityAddress[];
  /** The same words in other articles, by the quotation's `quotationKey`. */
  readonly parallels: ReadonlyMap<string, readonly Parallel[]>;
  /** What is drawn on the cards of quotations that have one, by their `quotationKey`. */
  readonly cards: ReadonlyMap<string, CardText>;
  /** The owner's own pages, for the navigation: path without the base, and name. */
  readonly pages: readonly OwnerPage[];
}

export interface OwnerPage {
  readonly path: string;
  readonly label: string;
}

let built: Promise<Archive> | undefined;

/** The archive; in development it is put together anew for each page, so that an edit shows. */
export function getArchive(): Promise<Archive> {
  if (isDevelopment) return buildArchive();
  built ??= buildArchive();
  return built;
}

async function buildArchive(): Promise<Archive> {
  const settings = (await getEntry('archive', 'archive'))?.data as ArchiveSettings | undefined;
  if (!settings) throw new Error('the archive’s settings were not loaded');
  const registry = new Registry((await getCollection('entities')).map((entry) => entry.data));
  const articles = sortArticles((await getCollection('articles')).map((entry) => entry.data));
  const entityLedger = (await getEntry('entityLedger', 'entities'))?.data as EntityLedger | undefined;
  const quotations = listQuotations(articles);
  return {
    settings,
    permalinks: new Permalinks(settings.address, base),
    registry,
    articles,
    quotations,
    speakers: groupBySpeaker(quotations, registry),
    events: listEvents(articles),
    entries: buildEntries(articles, registry),
    formerEntities: listFormerEntityAddresses(registry, entityLedger ?? { entities: {} }),
    parallels: new Map([...findParallels(quotations)].map(([{ article, quote }, own]) => [quotationKey(article.slug, quote.anchor), own])),
    cards: chooseCards(quotations, settings, registry),
    pages: (await listPages()).map(({ id, data }) => ({ path: `${id}/`, label: data.label ?? data.title })),
  };
}
