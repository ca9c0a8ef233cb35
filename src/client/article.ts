import { arriveAtWords } from './arrive.ts';
import { createAnnouncer } from './element.ts';
import { offerWords } from './selection.ts';
import { offerSharing } from './share-panel.ts';
import { readSource } from './source.ts';

/** The page of an article: marks the words of the link that led to it, and makes links to its passages, quotes and words. */
export function runArticlePage(): void {
  const article = document.querySelector<HTMLElement>('.article');
  if (!article) return;
  const announce = createAnnouncer();
  arriveAtWords(article, announce);
  const body = article.querySelector<HTMLElement>('.article-body');
  // Without popovers (before Firefox 125, Safari 17) links stay plain links.
  if (!body?.showPopover) return;
  offerSharing(body, readSource(article), announce);
  offerWords(body, readSource(article), announce);
}
