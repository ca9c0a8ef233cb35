import type { WordSelection } from '../domain/flat-text.ts';
import { locateWords, type WordsParameters } from '../domain/words-link.ts';
import { piecesIn, rangeOf, readText, type TextOnPage } from './article-text.ts';
import { type Announce, createButton, createElement } from './element.ts';

/** Marks the words that the page's address carries, or says that they have changed. */
export function arriveAtWords(article: HTMLElement, announce: Announce): void {
  const body = article.querySelector<HTMLElement>('.article-body') ?? article;
  const first = fragment();
  for (const type of ['hashchange', 'popstate']) addEventListener(type, move);
  show();

  function move(): void {
    clear();
    // Whoever goes on to another place of the page leaves the words behind; on the way back they are marked again.
    if (fragment() === first) show();
    else forget();
  }

  function show(): void {
    const parameters: WordsParameters = Object.fromEntries(new URLSearchParams(location.search));
    if (!parameters.words) return;
    const text = readText(body);
    // An anchor may be that of a quote, or a former one.
    const place = document.getElementById(first)?.closest('.passage');
    const found = locateWords(text.passages, place?.id ?? first, parameters);
    if (found?.kind === 'found') markWords(text, found.selection);
    else if (found)
      sayChanged(parameters, 'These words no longer stand in this article as the link gives them', text.passages[found.passage]?.element);
    else sayChanged(parameters, 'Neither these words nor their passage stand in this article any more');
  }

  function markWords(text: TextOnPage, selection: WordSelection): void {
    const marks = piecesIn(text, rangeOf(text, selection)).map(({ node, start, end }) => {
      node.splitText(end);
      const words = node.splitText(start);
      const mark = createElement('mark', { class: 'arrived' });
      words.replaceWith(mark);
      mark.append(words);
      return mark;
    });
    text.passages[selection.last]?.element.closest('.block')?.after(createNotice('arrival', 'The words of this link are marked.'));
    bringIntoView(marks[0]);
  }

  function sayChanged({ words, to }: WordsParameters, what: string, passage?: Element): void {
    const all = to ? `${words} … ${to}` : `${words}`;
    const text = [...all].slice(0, 400).join('');
    const notice = createNotice(
      'arrival arrival-changed',
      `${what}: “`,
      createElement('bdi', { lang: body.lang }, text),
      text === all ? '”.' : '…”.',
      passage ? ' The passage that they were taken from is marked.' : '',
    );
    passage?.classList.add('arrived-at');
    (passage?.closest('.block') ?? body).before(notice);
    bringIntoView(passage && notice);
  }

  function createNotice(className: string, ...sentence: readonly (Node | string)[]): HTMLElement {
    const text = createElement('p', {}, ...sentence);
    const button = createButton('Clear', () => {
      clear();
      forget();
    });
    announce(text.textContent);
    return createElement('div', { class: className, role: 'status', lang: document.documentElement.lang }, text, button);
  }

  function clear(): void {
    for (const element of document.querySelectorAll('.arrived, .arrival')) {
      const parent = element.parentNode;
      element.replaceWith(...(element.localName === 'mark' ? element.childNodes : []));
      parent?.normalize();
    }
    document.querySelector('.arrived-at')?.classList.remove('arrived-at');
  }
}

/** Takes the words from the address; the passage stays in it. */
function forget(): void {
  history.replaceState(null, '', location.pathname + location.hash);
}

/** The anchor in the address. Browsers that know no text directives leave them in it. */
function fragment(): string {
  return location.hash.slice(1).split(':~:')[0] ?? '';
}

function bringIntoView(place: Element | undefined): void {
  const see = () => place?.scrollIntoView({ block: 'center' });
  see();
  // Until then the browser goes to the passage once more.
  addEventListener('load', see);
}
