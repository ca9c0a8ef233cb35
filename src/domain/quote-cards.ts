import type { ArchiveSettings } from '../model/archive.ts';
import { type CardText, isDrawable } from './card.ts';
import { outerQuote, type Quotation } from './quotation.ts';
import type { Registry } from './registry.ts';

/** The name of a quotation in the whole archive: `slug#anchor`. */
export function quotationKey(slug: string, anchor: string): string {
  return `${slug}#${anchor}`;
}

/**
 * What is drawn on the quotations' cards, by `quotationKey`: as many as the archive wants, those of the latest articles first. A
 * quotation with a letter that no font of the cards has gets none.
 * @param quotations In order of publication, the earliest first.
 */
export function chooseCards(
  quotations: readonly Quotation[],
  { cards, name: archive }: Pick<ArchiveSettings, 'cards' | 'name'>,
  registry: Registry,
): Map<string, CardText> {
  const limit = cards === 'all' ? Number.POSITIVE_INFINITY : cards === 'none' ? 0 : cards;
  const chosen = new Map<string, CardText>();
  const name = (id: string) => registry.get(id)?.name ?? id;
  for (const quotation of [...quotations].reverse()) {
    if (chosen.size >= limit) break;
    const { quote, article } = quotation;
    const outer = outerQuote(quotation);
    const card: CardText = {
      words: quote.words,
      speaker: name(quote.by),
      ...(outer ? { outer: name(outer.by) } : {}),
      source: `${name(article.metadata.publication)}, ${article.published.words}`,
      archive,
    };
    if (isDrawable(card)) chosen.set(quotationKey(article.slug, quote.anchor), card);
  }
  return chosen;
}
