import type { Article } from './article.ts';
import { parseDate } from './date.ts';
import { passageLabel } from './passage.ts';
import type { Permalinks } from './permalink.ts';
import { outerQuote, type Quotation } from './quotation.ts';
import type { CitedWords } from './quote-forms.ts';
import type { Registry } from './registry.ts';

/** The names in the byline, in order: of the registry's persons, or as printed. */
export function bylineNames(article: Article, registry: Registry): string[] {
  return article.metadata.byline.map((entry) => registry.get(entry)?.name ?? entry);
}

/** How to cite the article, in the order of the Chicago Manual of Style, 17th edition, section 14.191 (news articles online). */
export function citeArticle(article: Article, registry: Registry, archiveName: string, address: string): string {
  const names = bylineNames(article, registry);
  const publication = registry.get(article.metadata.publication)?.name ?? article.metadata.publication;
  const author = names.length > 0 ? `${names.join(' and ')}, ` : '';
  const kind = article.metadata.rights.text === 'record' ? 'Record in' : 'In';
  return `${author}“${article.metadata.title},” ${publication}, ${article.published.words}. ${kind} ${archiveName}, ${address}`;
}

/**
 * All that a citation of the quotation says. The date on which the words were said is left out where the date of publication says the
 * same, so that no citation gives one date twice; a less precise one stays, since the archive knows no more than that.
 */
export function citeQuotation(quotation: Quotation, registry: Registry, permalinks: Permalinks): CitedWords {
  const { quote, passage, article } = quotation;
  const { metadata, published } = article;
  const name = (id: string) => registry.get(id)?.name ?? id;
  const outer = outerQuote(quotation);
  const said = quote.on === undefined ? undefined : parseDate(quote.on).words;
  return {
    words: quote.words,
    speaker: name(quote.by),
    ...(outer ? { outer: name(outer.by) } : {}),
    ...(said === undefined || said === published.words ? {} : { said }),
    title: metadata.title,
    publication: name(metadata.publication),
    published: published.words,
    passage: passageLabel(passage),
    address: permalinks.absolute(permalinks.quote(article.slug, quote.anchor)),
    lang: quote.lang ?? metadata.language,
  };
}
