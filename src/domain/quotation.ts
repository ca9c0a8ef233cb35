import type { Entity } from '../model/entity.ts';
import { type Article, isReadable } from './article.ts';
import { compareDates } from './date.ts';
import type { Passage, Quote } from './passage.ts';
import type { Registry } from './registry.ts';
import { compareCodeUnits } from './text.ts';

/** A quote with the passage and the article that it stands in. */
export interface Quotation {
  readonly quote: Quote;
  readonly passage: Passage;
  readonly article: Article;
}

/** What one speaker is quoted as saying, in the order of publication and then of the text. */
export interface SpeakerEntry {
  readonly speaker: Entity;
  readonly quotations: readonly Quotation[];
}

/** Every quote of the articles that readers may see, by date of publication, slug and place in the text. */
export function listQuotations(articles: readonly Article[]): Quotation[] {
  return sortArticles(articles)
    .filter(isReadable)
    .flatMap((article) => article.passages.flatMap((passage) => passage.quotes.map((quote) => ({ quote, passage, article }))));
}

/** The quotes by speaker, speakers in catalogue order. */
export function groupBySpeaker(quotations: readonly Quotation[], registry: Registry): SpeakerEntry[] {
  const bySpeaker = new Map<string, Quotation[]>();
  for (const quotation of quotations) {
    const own = bySpeaker.get(quotation.quote.by);
    if (own) own.push(quotation);
    else bySpeaker.set(quotation.quote.by, [quotation]);
  }
  return registry.entities.flatMap((speaker) => {
    const own = bySpeaker.get(speaker.id);
    return own ? [{ speaker, quotations: own }] : [];
  });
}

/** How many quotes there are, those within other quotes not counted. */
export function countQuotations(quotations: readonly Quotation[]): number {
  return quotations.filter(({ quote }) => quote.within === undefined).length;
}

/** Speakers by the number of their quotes, most first; equal numbers in catalogue order. Who is only quoted by others is left out. */
export function rankSpeakers(entries: readonly SpeakerEntry[]): { readonly speaker: Entity; readonly count: number }[] {
  return entries
    .map(({ speaker, quotations }) => ({ speaker, count: countQuotations(quotations) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** The quote that holds a quotation within a quotation; undefined for all others. */
export function outerQuote(quotation: Quotation): Quote | undefined {
  const { within } = quotation.quote;
  return within === undefined ? undefined : quotation.passage.quotes.find((quote) => quote.anchor === within);
}

/** Articles by date of publication, earliest first; the same day by slug. */
export function sortArticles(articles: readonly Article[]): Article[] {
  return [...articles].sort((a, b) => compareDates(a.published, b.published) || compareCodeUnits(a.slug, b.slug));
}

/** Who is quoted in the article, in the order of their first words; those quoted within others' quotes too. */
export function listSpeakers(article: Article, registry: Registry): Entity[] {
  const ids = new Set(article.passages.flatMap((passage) => passage.quotes.map((quote) => quote.by)));
  return [...ids].flatMap((id) => registry.get(id) ?? []);
}

/**
 * A few quotes to show what an archive holds: of each speaker the longest that is still read at a glance, the preferred article's
 * speakers first, then those most quoted.
 */
export function chooseNotable(quotations: readonly Quotation[], preferred: Article | undefined, count: number): Quotation[] {
  const best = new Map<string, Quotation>();
  const weigh = ({ quote, article }: Quotation) =>
    (article === preferred ? 1000 : 0) + Math.min(quote.words.length, 140 - Math.max(0, quote.words.length - 140));
  for (const quotation of quotations) {
    const { quote } = quotation;
    if (quote.within !== undefined || quote.words.length > 220 || quote.words.length < 12) continue;
    const current = best.get(quote.by);
    if (!current || weigh(quotation) > weigh(current)) best.set(quote.by, quotation);
  }
  return [...best.values()].sort((a, b) => weigh(b) - weigh(a)).slice(0, count);
}
