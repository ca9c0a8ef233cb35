import type { Article } from './article.ts';
import { cutText } from './text.ts';

/** One sentence on the article for lists and previews: the author's summary, else the beginning of the first numbered passage; for a withdrawn one, that it is. */
export function summarise(article: Article, limit = 240): string {
  if (article.metadata.withdrawn) return `This article was withdrawn: ${cutText(article.metadata.withdrawn.reason, limit)}`;
  if (article.metadata.summary) return article.metadata.summary;
  const first = article.passages.find((passage) => passage.number === 1);
  return cutText(first?.text ?? article.metadata.title, limit);
}
