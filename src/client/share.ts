import type { CitedWords } from '../domain/quote-forms.ts';
import { createCopyButton, createShareButton } from './copy.ts';
import { type Announce, createElement } from './element.ts';

/** A button that copies a text, and says `done` when it did. */
export type OfferCopy = (name: string, done: string, plain: string, html?: string) => HTMLButtonElement;

/** A small panel in which words are taken away; what it holds beside the link and the system's own way of sharing is given. */
export function createPanel(
  role: 'dialog' | 'toolbar',
  name: string,
  cited: CitedWords,
  announce: Announce,
  fill: (offerCopy: OfferCopy, share: HTMLElement[]) => (Node | string)[],
): HTMLElement {
  const { words, speaker, title, address } = cited;
  const outcome = { element: createElement('p', { class: 'share-outcome' }), announce };
  const offerCopy: OfferCopy = (label, done, plain, html) => createCopyButton(label, done, () => ({ plain, html }), outcome);
  const share = createShareButton({ title, text: `“${words}”${speaker ? ` — ${speaker}` : ''}`, url: address }, outcome);
  const attributes = { class: 'share label', role, 'aria-label': name, lang: document.documentElement.lang, popover: 'auto' };
  return createElement('div', attributes, ...fill(offerCopy, share), outcome.element);
}

/**
 * Opens a panel at a point of the window; in the order of the keys it follows the block that a place is in. It is a popover: Escape
 * and a press elsewhere close it, and the focus goes back to where it was.
 */
export function openPanel(panel: HTMLElement, place: Element, left: number, top: number): void {
  place.closest('.block')?.after(panel);
  panel.showPopover();
  panel.style.left = `${Math.min(left, document.body.clientWidth - panel.offsetWidth - 12)}px`;
  panel.style.top = `${top + scrollY}px`;
}
