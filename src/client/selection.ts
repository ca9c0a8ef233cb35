import { type CitedWords, formatHtml, formatPlain } from '../domain/quote-forms.ts';
import { describeWords } from '../domain/words-link.ts';
import { rangeOf, readText, selectedIn } from './article-text.ts';
import { type Announce, createElement } from './element.ts';
import { createPanel, openPanel } from './share.ts';
import { citeWords, type Source } from './source.ts';

/** How long a selection has to rest before it counts, in milliseconds. */
const pause = 250;

/** Shows a toolbar with a link to the words that the reader selects. */
export function offerWords(body: HTMLElement, source: Source, announce: Announce): void {
  let toolbar: HTMLElement | undefined;
  /** The address last offered; put away with Escape it is not offered again. */
  let offered: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('selectionchange', wait);
  wait();

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(settle, pause);
  }

  function settle(): void {
    if (toolbar?.contains(document.activeElement)) return;
    // Whoever still presses the mouse may go on selecting.
    if (document.querySelector(':active')) {
      wait();
      return;
    }
    const found = findWords(body, source);
    if (found?.cited.address === offered) return;
    toolbar?.remove();
    offered = found?.cited.address;
    if (!found) return;
    toolbar = createToolbar(found.cited, announce);
    openPanel(toolbar, found.place, found.end.left, found.end.bottom);
    announce('Words selected. Tab leads to a link to them.');
  }
}

/** The selected words with their address, the element in which they end, and where that is on the screen. */
function findWords(body: HTMLElement, source: Source): { cited: CitedWords; place: Element; end: DOMRect } | undefined {
  const selected = document.getSelection();
  if (!selected || selected.isCollapsed) return undefined;
  const text = readText(body);
  const within = selectedIn(text, selected.getRangeAt(0));
  const link = within && describeWords(text.passages, within);
  if (!link) return undefined;
  const range = rangeOf(text, link.selection);
  const [from, place] = [range.startContainer.parentElement as Element, range.endContainer.parentElement as Element];
  // The mark of a note between the words is for a browser a part of them.
  const isPure = !range.cloneContents().querySelector('[data-apparatus]:not(:empty)');
  const directive = link.directive && isPure ? `:~:${link.directive}` : '';
  const address = `${source.address}?${new URLSearchParams({ ...link.parameters })}#${link.anchor}${directive}`;
  const cited = citeWords(source, link.words, address, from, place);
  return { cited, place, end: [...range.getClientRects()].at(-1) as DOMRect };
}

function createToolbar(cited: CitedWords, announce: Announce): HTMLElement {
  const toolbar = createPanel('toolbar', 'Selected words', cited, announce, (offerCopy, share) => [
    createElement('a', { href: cited.address }, 'Link to these words'),
    offerCopy('Copy link', 'Link copied', cited.address),
    offerCopy('Copy with citation', 'Citation copied', formatPlain(cited), formatHtml(cited)),
    ...share,
  ]);
  toolbar.addEventListener('mousedown', (event) => {
    // The selection stays, except where text of the toolbar itself is to be selected.
    if ((event.target as Element).localName !== 'textarea') event.preventDefault();
  });
  toolbar.addEventListener('keydown', ({ key, target }) => {
    const controls = [...toolbar.querySelectorAll<HTMLElement>('a, button, textarea')];
    controls[controls.indexOf(target as HTMLElement) + ({ ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0)]?.focus();
  });
  return toolbar;
}
