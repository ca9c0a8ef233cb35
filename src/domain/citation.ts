import type { Article } from './article.ts';
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
