/** Quotations for other programs: the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/). */
import type { Permalinks } from './permalink.ts';
import type { Quotation } from './quotation.ts';
import type { Registry } from './registry.ts';
import { contextOf, type TextContext } from './selector.ts';
import { normaliseText } from './text.ts';

/** What an annotation is made from. */
export interface AnnotationSource {
  readonly quotation: Quotation;
  readonly permalinks: Permalinks;
  readonly registry: Registry;
  /** Language of the archive's own pages (BCP 47). */
  readonly language: string;
  /** Who publishes the archive. */
  readonly publisher?: { readonly name: string; readonly url?: string };
  /** Address of the licence of the archive's own words: the annotation is such. */
  readonly rights?: string;
  /** Day on which the quotation's address was first promised (ISO 8601). */
  readonly created?: string;
  /** Day of the latest change at that address. */
  readonly modified?: string;
}

/** One quotation and its speaker, as JSON-LD; sections of the model in brackets. */
export interface Annotation {
  readonly '@context': 'http://www.w3.org/ns/anno.jsonld';
  readonly id: string;
  readonly type: 'Annotation';
  readonly motivation: 'linking';
  /** Without a class: the archive does not say whether a person or an organization publishes it (3.3.2). */
  readonly creator?: { readonly name: string; readonly homepage?: string };
  readonly created?: string;
  readonly modified?: string;
  readonly rights?: string;
  /** The permalink under which the quotation is known, whatever form it is fetched in (3.3.7). */
  readonly canonical: string;
  /** The speaker's page in the archive (3.2.1). */
  readonly body: { readonly id: string; readonly type: 'Text'; readonly format: 'text/html'; readonly language: string };
  /** The words in their article (4). */
  readonly target: {
    readonly type: 'SpecificResource';
    readonly source: string;
    readonly language: string;
    readonly selector: readonly [FragmentSelector, TextQuoteSelector];
  };
}

/** The anchor, as HTML has it (4.2.1). */
export interface FragmentSelector {
  readonly type: 'FragmentSelector';
  readonly conformsTo: 'http://tools.ietf.org/rfc/rfc3236';
  readonly value: string;
}

/** The words with what stands around them, blanks as one, for when the anchor is not to be had (4.2.4). */
export interface TextQuoteSelector extends TextContext {
  readonly type: 'TextQuoteSelector';
  readonly exact: string;
}

/** The quotation as an annotation that links its words to their speaker. Keys come in the same order every time; what is not known is left out. */
export function annotate(source: AnnotationSource): Annotation {
  const { quotation, permalinks, registry, language, publisher, rights, created, modified } = source;
  const { quote, passage, article } = quotation;
  const { name, url: homepage } = publisher ?? {};
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: permalinks.absolute(permalinks.annotation(article.slug, quote.anchor)),
    type: 'Annotation',
    // The speaker is a resource related to the words. "identifying" would say that the words are the speaker: it gives the target itself
    // an identity (3.3.5), as an annotation of a name would.
    motivation: 'linking',
    ...(name === undefined ? {} : { creator: { name, ...(homepage === undefined ? {} : { homepage }) } }),
    ...(created === undefined ? {} : { created: beginningOf(created) }),
    ...(modified === undefined ? {} : { modified: beginningOf(modified) }),
    ...(rights === undefined ? {} : { rights }),
    canonical: permalinks.absolute(permalinks.quote(article.slug, quote.anchor)),
    body: { id: permalinks.absolute(permalinks.entity(registry.require(quote.by))), type: 'Text', format: 'text/html', language },
    target: {
      type: 'SpecificResource',
      source: permalinks.absolute(permalinks.article(article.slug)),
      language: quote.lang ?? article.metadata.language,
      selector: [
        { type: 'FragmentSelector', conformsTo: 'http://tools.ietf.org/rfc/rfc3236', value: quote.anchor },
        {
          type: 'TextQuoteSelector',
          exact: normaliseText(quote.words),
          ...contextOf(article.passages, article.passages.indexOf(passage), quote),
        },
      ],
    },
  };
}

/** A day as xsd:dateTime in UTC, which is all that the model takes (3.3.1). */
function beginningOf(day: string): string {
  return `${day}T00:00:00Z`;
}
