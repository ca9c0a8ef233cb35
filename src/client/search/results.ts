/** The list of results: article by article, best places first. */

import type { FoundArticle } from '../../domain/search/evaluation.ts';
import { articlePath, describePlace, listForms, markTitle, type Place } from '../../domain/search/excerpt.ts';
import { createButton, createElement } from '../element.ts';
import type { Searched } from './searcher.ts';
import { count, renderPieces } from './wording.ts';

/** Articles that are shown at first, and at each request for more. */
const batch = 10;
/** Places of an article that are shown at first. */
const placesAtFirst = 3;

/** An article's places, ready to be shown. */
export interface ShownArticle {
  readonly title: ReturnType<typeof markTitle>;
  readonly path: string;
  readonly source: string;
  readonly lang: string;
  readonly places: readonly Place[];
}

export async function showArticle(article: FoundArticle, { outcome, sources }: Searched, length?: number): Promise<ShownArticle> {
  const [text, { hits }] = await Promise.all([sources.text(article.id), article.found ?? outcome.look(article)]);
  // A search without words marks names only to say why a passage is shown.
  const forms = listForms(hits, text);
  return {
    title: markTitle(text.title, forms),
    path: articlePath(text, forms),
    source: [text.publication, text.date].join(', '),
    lang: text.lang,
    places: hits.map((hit) => describePlace(hit, text, forms, length)),
  };
}

/** Fills the list with the first results; a button at its end brings more. Keeps what is shown until the new ones are there. */
export async function renderResults(list: HTMLOListElement, searched: Searched, base: string, isCurrent: () => boolean): Promise<void> {
  const items = await renderBatch(0);
  if (isCurrent()) list.replaceChildren(...items);

  async function renderBatch(from: number): Promise<HTMLLIElement[]> {
    const { articles } = searched.outcome;
    const shown = await Promise.all(articles.slice(from, from + batch).map((article) => showArticle(article, searched)));
    const own = shown.map((article) => renderArticle(article, searched, base));
    const rest = articles.length - from - batch;
    return rest > 0 ? [...own, renderMore(from + batch, rest)] : own;
  }

  function renderMore(from: number, rest: number): HTMLLIElement {
    const button = createButton(`Show ${Math.min(batch, rest)} more of ${count(rest, 'article')}`, async () => {
      button.disabled = true;
      try {
        const next = await renderBatch(from);
        if (!isCurrent()) return;
        item.replaceWith(...next);
        next[0]?.querySelector('a')?.focus();
      } catch {
        button.disabled = false;
        button.textContent = 'These could not be loaded. Try again';
      }
    });
    const item = createElement('li', { class: 'more' }, button);
    return item;
  }
}

function renderArticle({ title, path, source, lang, places }: ShownArticle, { sources }: Searched, base: string): HTMLLIElement {
  const heading = createElement('h2', { lang }, createElement('a', { href: base + path }, ...renderPieces(title)));
  const list = createElement('ol', { class: 'found-places' });
  const item = createElement('li', { class: 'found' }, heading, createElement('p', { class: 'label' }, source), list);
  const render = (place: Place) => renderPlace(place, sources.names.rows[place.speaker ?? -1]?.[2], base, lang);
  list.append(...places.slice(0, placesAtFirst).map(render));
  const rest = places.slice(placesAtFirst);
  if (rest.length > 0) {
    const button = createButton(`${count(rest.length, 'more place')} in this article`, () => {
      const more = rest.map(render);
      list.append(...more);
      button.remove();
      more[0]?.querySelector('a')?.focus();
    });
    button.className = 'button quiet';
    item.append(button);
  }
  return item;
}

function renderPlace(place: Place, speaker: string | undefined, base: string, lang: string): HTMLLIElement {
  const label = createElement('span', { class: 'label' });
  if (place.kind === 'event') label.append('Event, ', place.label);
  else if (speaker) label.append(createElement('span', { class: 'speaker' }, speaker), `, ${place.label}`);
  else label.append(place.label);
  const words = renderPieces(place.pieces);
  const text = createElement(
    'span',
    { class: 'excerpt', ...(place.kind !== 'event' && { lang }) },
    ...(place.isQuoted ? ['“', ...words, '”'] : words),
  );
  return createElement(
    'li',
    { class: place.isQuoted ? 'is-quoted' : '' },
    createElement('a', { href: base + place.path }, label, ' ', text),
  );
}
