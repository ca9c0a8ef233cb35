import { createAnnouncer } from './element.ts';
import { readSource } from './source.ts';

const permalinks = 'a.number, .margin a.permalink, a.quote-link';

/**
 * The page of an article: marks the words of the link that led to it, and makes links to its passages, quotes and words. Each part is
 * fetched when the reader, or the address, asks for it.
 */
export function runArticlePage(): void {
  const article = document.querySelector<HTMLElement>('.article');
  if (!article) return;
  const announce = createAnnouncer();
  const asked = new URLSearchParams(location.search);
  if (asked.has('words')) void import('./arrive.ts').then(({ arriveAtWords }) => arriveAtWords(article, announce));
  if (asked.has('find')) void import('./find.ts').then(({ arriveAtSearched }) => arriveAtSearched(article, announce));
  const body = article.querySelector<HTMLElement>('.article-body');
  // Without popovers (before Firefox 125, Safari 17) links stay plain links.
  if (!body?.showPopover) return;
  for (const link of body.querySelectorAll<HTMLAnchorElement>(permalinks)) {
    link.ariaHasPopup = 'dialog';
    link.ariaExpanded = 'false';
    link.addEventListener('click', (event) => {
      const place = document.getElementById(link.hash.slice(1));
      if (!place || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      import('./share-panel.ts').then(
        ({ openSharing }) => openSharing(body, link, place, readSource(article), announce),
        () => {
          location.hash = link.hash;
        },
      );
    });
  }
  document.addEventListener('selectionchange', offer);

  function offer(): void {
    if (document.getSelection()?.isCollapsed !== false) return;
    document.removeEventListener('selectionchange', offer);
    void import('./selection.ts').then(({ offerWords }) => body && article && offerWords(body, readSource(article), announce));
  }
}
