/** The machine-readable copies of a quotation, as the texts of their files. */
import type { ArchiveSettings } from '../model/archive.ts';
import { annotate } from './annotation.ts';
import { citeQuotation } from './citation.ts';
import { oembedOf } from './oembed.ts';
import type { Permalinks } from './permalink.ts';
import type { Quotation } from './quotation.ts';
import { quotationKey } from './quote-cards.ts';
import type { Registry } from './registry.ts';

/** What the copies say besides the quotation itself. */
export interface CopySource {
  readonly settings: ArchiveSettings;
  readonly permalinks: Permalinks;
  readonly registry: Registry;
  /** Quotations that have a card, by `quotationKey`. */
  readonly cards: ReadonlyMap<string, unknown>;
}

/** The quotation as a W3C Web Annotation: one line of JSON-LD. */
function annotationText(quotation: Quotation, { settings, permalinks, registry }: CopySource): string {
  const sealed = quotation.article.ledger?.anchors[quotation.quote.anchor];
  const annotation = annotate({
    quotation,
    permalinks,
    registry,
    language: settings.language,
    publisher: settings.publisher,
    rights: settings.rights?.url,
    created: sealed?.sealed,
    modified: sealed?.history?.at(-1)?.date,
  });
  return `${JSON.stringify(annotation)}\n`;
}

/** The quotation’s oEmbed document: one line of JSON. */
function oembedText(quotation: Quotation, { settings, permalinks, registry, cards }: CopySource): string {
  const { slug } = quotation.article;
  const { anchor, by } = quotation.quote;
  const document = oembedOf({
    cited: citeQuotation(quotation, registry, permalinks),
    authorUrl: permalinks.absolute(permalinks.entity(registry.require(by))),
    provider: { name: settings.name, url: permalinks.absolute(permalinks.path('')) },
    ...(cards.has(quotationKey(slug, anchor)) && {
      thumbnail: { url: permalinks.absolute(permalinks.card(slug, anchor)), width: 1200, height: 630 },
    }),
  });
  return `${JSON.stringify(document)}\n`;
}

/** The kinds of copies by their folder under `/data/`. */
export const quotationCopies = {
  annotations: { textOf: annotationText, mediaType: 'application/ld+json' },
  oembed: { textOf: oembedText, mediaType: 'application/json' },
} as const;
