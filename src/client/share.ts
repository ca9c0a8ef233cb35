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
  if (panel.showPopover) panel.showPopover();
  else closeByHand(panel);
  panel.style.left = `${Math.min(left, document.body.clientWidth - panel.offsetWidth - 12)}px`;
  panel.style.top = `${top + scrollY}px`;
}

/** What a popover does, for browsers that have none. */
function closeByHand(panel: HTMLElement): void {
  const before = document.activeElement as HTMLElement | null;
  const close = (event: Event) => {
    const isEscape = (event as KeyboardEvent).key === 'Escape';
    if (event.type === 'keydown' ? !isEscape : panel.contains(event.target as Node)) return;
    for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, close);
    panel.dispatchEvent(new Event('toggle'));
    panel.remove();
    if (isEscape) before?.focus();
  };
  for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, close);
}
