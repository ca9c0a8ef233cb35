import type { WordSelection } from '../domain/flat-text.ts';
import { locateWords, type WordsParameters } from '../domain/words-link.ts';
import { piecesOf, readText, type TextOnPage } from './article-text.ts';
import { type Announce, createButton, createElement } from './element.ts';

/** Marks the words that the page's address carries, or says that they have changed. */
export function arriveAtWords(article: HTMLElement, announce: Announce): void {
  const body = article.querySelector<HTMLElement>('.article-body') ?? article;
  const first = fragment();
  addEventListener('hashchange', () => {
    clear();
    // Whoever goes on to another place of the page leaves the words behind; on the way back they are marked again.
    if (fragment() === first) show();
    else forget();
  });
  show();

  function show(): void {
    const parameters: WordsParameters = Object.fromEntries(new URLSearchParams(location.search));
    if (!parameters.words) return;
    const text = readText(body);
    // An anchor may be that of a quote, or a former one.
    const place = document.getElementById(first)?.closest('.passage');
    const found = locateWords(text.passages, place?.id ?? first, parameters);
    if (found?.kind === 'found') markWords(text, found.selection);
    else sayChanged(parameters, found?.kind ?? 'gone', text.passages[found?.passage ?? -1]?.element);
  }

  function markWords(text: TextOnPage, selection: WordSelection): void {
    const marks = piecesOf(text, selection).map(({ node, start, end }) => {
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

  function sayChanged({ words, to }: WordsParameters, kind: keyof typeof sentences, passage: Element | undefined): void {
    const all = to ? `${words} … ${to}` : `${words}`;
    const text = [...all].slice(0, 400).join('');
    const notice = createNotice(
      'arrival arrival-changed',
      `${sentences[kind]}: “`,
      createElement('bdi', { lang: body.lang }, text),
      text === all ? '”.' : '…”.',
      passage ? ' The passage that they were taken from is marked.' : '',
    );
    passage?.classList.add('arrived-at');
    (passage?.closest('.block') ?? body).before(notice);
    bringIntoView(notice);
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

const sentences = {
  changed: 'These words no longer stand in this article as the link gives them',
  several: 'These words stand in this article, but the link cannot say any more in which place',
  gone: 'Neither these words nor their passage stand in this article any more',
} as const;

/** Takes the words from the address; the passage stays in it. */
function forget(): void {
  history.replaceState(history.state, '', location.pathname + location.hash);
}

/** The anchor in the address. Browsers that know no text directives leave them in it. */
function fragment(): string {
  return location.hash.slice(1).split(':~:')[0] ?? '';
}

function bringIntoView(place: Element | undefined): void {
  const see = () => place?.scrollIntoView({ block: 'center' });
  see();
  // The browser goes to the passage once more when all of the page is there.
  //if (document.readyState !== 'complete') addEventListener('load', see, { once: true });
}
