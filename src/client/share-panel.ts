import { formatHtml, formatMarkdown, formatPlain } from '../domain/quote-forms.ts';
import { readText } from './article-text.ts';
import { type Announce, createElement } from './element.ts';
import { createPanel, openPanel } from './share.ts';
import { citeWords, labelOf, type Source } from './source.ts';

/** Opens a panel beside the place that a permalink of the page leads to, and follows the link. */
export function openSharing(body: HTMLElement, link: HTMLAnchorElement, place: HTMLElement, source: Source, announce: Announce): void {
  // The browser takes the focus away when it follows a link of the page itself; so it is led there first.
  location.hash = link.hash;
  // The mark in the text is for the mouse alone; its like in the margin can hold the focus.
  const like = link.tabIndex < 0 && body.querySelector<HTMLAnchorElement>(`.margin [href$="${link.hash}"]`);
  (like || link).focus();

  const panel = createSharePanel(place, source, announce);
  // Below all of the passage, which stays to be seen; from the margin below the link itself.
  const { bottom } = (link.closest('.passage') ?? link).getBoundingClientRect();
  openPanel(panel, link, link.getBoundingClientRect().left, bottom);
  link.ariaExpanded = 'true';
  panel.addEventListener('toggle', ({ newState }) => {
    if (newState === 'open') return;
    link.ariaExpanded = 'false';
    panel.remove();
  });
  panel.addEventListener('keydown', ({ key, shiftKey, target }) => {
    const controls = [...panel.querySelectorAll('button, a, textarea')];
    // With Tab the browser goes on from the link.
    if (key === 'Tab' && target === controls.at(shiftKey ? 0 : -1)) panel.hidePopover?.();
  });
  panel.querySelector('button')?.focus();
}

/** The panel for a passage or a quote. */
function createSharePanel(place: HTMLElement, source: Source, announce: Announce): HTMLElement {
  const isQuote = place.localName === 'q';
  const link = `${source.address}#${place.id}`;
  const address = isQuote ? source.address.replace(/articles(\/[^/]+\/)$/, `quotes$1${place.id}/`) : link;
  const cited = citeWords(source, readText(place).passages[0]?.text ?? '', address, place);
  const name = `Share ${isQuote ? `the words of ${cited.speaker}` : labelOf(place, 'paragraph ')}`;
  return createPanel('dialog', name, cited, announce, (offerCopy, share) => [
    createElement('p', { class: 'share-name' }, name),
    offerCopy('Copy link', 'Link copied', link),
    ...share,
    isQuote ? createElement('a', { href: new URL(address).pathname }, 'Its own page') : '',
    createElement(
      'div',
      { class: 'share-forms', role: 'group', 'aria-label': 'Copy with citation' },
      createElement('p', {}, 'Copy with citation'),
      offerCopy('Plain text', 'Copied as plain text', formatPlain(cited)),
      offerCopy('Markdown', 'Copied as Markdown', formatMarkdown(cited)),
      offerCopy('HTML', 'Copied as HTML', formatHtml(cited), formatHtml(cited)),
    ),
  ]);
}
