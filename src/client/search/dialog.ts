/** The search as a dialog over any page: the best places as one types, chosen with the arrow keys. */

import { explainOutcome } from '../../domain/search/explain.ts';
import { entityPath } from '../../domain/search/name-types.ts';
import { emptyRequest, type SearchRequest, writeRequest } from '../../domain/search/request.ts';
import { createElement } from '../element.ts';
import { showArticle } from './results.ts';
import { isOfScript, type Searched, Searcher } from './searcher.ts';
import { countWords, renderPieces } from './wording.ts';

/** How long typing has to rest, in milliseconds. */
const pause = 120;
/** Rows that are shown of names and of places. */
const [nameLimit, placeLimit] = [3, 7];

interface Option {
  readonly href: string;
  readonly content: readonly (Node | string)[];
}

let dialog: HTMLDialogElement | undefined;

/** Opens the dialog; the first time it is made, and the index fetched. */
export function openSearch(): void {
  dialog ??= createDialog();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')?.select();
}

function createDialog(): HTMLDialogElement {
  const form = document.querySelector<HTMLFormElement>('[role=search]');
  const page = new URL(form?.action ?? 'search/', location.href).pathname;
  const searcher = new Searcher(page.replace(/search\/$/, ''));
  void searcher.open().catch(() => {});
  const input = createElement('input', {
    type: 'search',
    class: 'dialog-field',
    'aria-label': 'Search the archive',
    placeholder: 'Words, a “phrase”, a name',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'dialog-options',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
  });
  const list = createElement('ul', { id: 'dialog-options', role: 'listbox', 'aria-label': 'Places found' });
  const status = createElement('p', { class: 'dialog-status label', role: 'status' });
  const slash = createElement('input', { type: 'checkbox', id: 'dialog-slash' });
  slash.checked = !localStorage['noSlash'];
  slash.addEventListener('change', () => {
    if (slash.checked) localStorage.removeItem('noSlash');
    else localStorage['noSlash'] = '1';
  });
  const foot = createElement(
    'p',
    { class: 'dialog-foot label' },
    createElement('span', {}, 'Arrows choose, Enter opens, Escape closes'),
    createElement('label', { for: 'dialog-slash' }, slash, ' The / key opens this'),
  );
  const made = createElement('dialog', { class: 'search-dialog', 'aria-label': 'Search' }, input, status, foot, list);
  let options: readonly Option[] = [];
  let chosen = -1;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), pause);
  });
  made.addEventListener('keydown', (event) => {
    if (event.isComposing || event.target !== input) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      // One place more than there are options: the field itself.
      mark(((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(options[chosen]?.href ?? page + writeRequest(requested()));
    } else if (event.key === 'Escape') {
      // A field for searches would take the key to empty itself.
      event.preventDefault();
      made.close();
    }
  });
  made.addEventListener('click', (event) => {
    // A press on what is behind the dialog closes it.
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;

  function requested(): SearchRequest {
    return { ...emptyRequest, text: input.value };
  }

  function go(href: string): void {
    made.close();
    location.assign(href);
  }

  async function search(): Promise<void> {
    const own = ++turn;
    if (!input.value.trim()) {
      show([]);
      status.textContent = '';
      return;
    }
    const wait = setTimeout(() => status.replaceChildren('Searching…'), 500);
    try {
      const searched = await searcher.search(requested());
      const found = await listOptions(searched);
      const said = explainOutcome(searched.outcome, searched.sources);
      if (own !== turn) return;
      show(found);
      const { outcome } = searched;
      const told = [...said.faults, said.notice];
      if (outcome.articles.length > 0) told.push(`${countWords(outcome)}.`);
      else if (found.length === 0 && outcome.faults.length === 0) told.push(`Nothing found for “${input.value.trim()}”.`);
      status.textContent = told.filter(Boolean).join(' ');
    } catch (error) {
      if (own !== turn) return;
      show([]);
      const again = createElement('button', { type: 'button', class: 'button' }, 'Try again');
      again.addEventListener('click', () => {
        if (isOfScript(error)) go(page + writeRequest(requested()));
        searcher.forget();
        void search();
        input.focus();
      });
      status.replaceChildren(`The index could not be loaded (${error instanceof Error ? error.message : error}). `, again);
    } finally {
      clearTimeout(wait);
    }
  }

  async function listOptions(searched: Searched): Promise<Option[]> {
    const { outcome, sources } = searched;
    const { base } = searcher;
    const names = outcome.entities.slice(0, nameLimit).flatMap((number): Option[] => {
      const row = sources.names.rows[number];
      return row
        ? [
            {
              href: base + entityPath(row),
              content: [createElement('span', { class: 'headword' }, row[2]), ' ', createElement('span', { class: 'label' }, row[4])],
            },
          ]
        : [];
    });
    const articles = await Promise.all(outcome.articles.slice(0, placeLimit).map((article) => showArticle(article, searched, 22)));
    // The best of each article first, then further ones of the first article.
    const rows = [...articles.flatMap((article) => article.places.slice(0, 1).map((place) => ({ article, place })))];
    for (const article of articles) for (const place of article.places.slice(1)) rows.push({ article, place });
    const places = rows.slice(0, placeLimit).map(({ article, place }): Option => {
      const speaker = sources.names.rows[place.speaker ?? -1]?.[2];
      const words = renderPieces(place.pieces);
      return {
        href: base + place.path,
        content: [
          createElement('span', { class: 'excerpt', lang: article.lang }, ...(place.isQuoted ? ['“', ...words, '”'] : words)),
          createElement('span', { class: 'label' }, [speaker, place.label, article.source].filter(Boolean).join(', ')),
        ],
      };
    });
    const titles = articles
      .filter(({ places: own }) => own.length === 0)
      .map(
        (article): Option => ({
          href: base + article.path,
          content: [
            createElement('span', { class: 'excerpt' }, ...renderPieces(article.title)),
            createElement('span', { class: 'label' }, article.source),
          ],
        }),
      );
    const all =
      outcome.articles.length > 0
        ? [
            {
              href: page + writeRequest(requested()),
              content: [createElement('span', { class: 'label' }, `All results: ${countWords(outcome)}`)],
            },
          ]
        : [];
    return [...names, ...titles, ...places, ...all];
  }

  function show(found: readonly Option[]): void {
    options = found;
    list.replaceChildren(
      ...found.map(({ href, content }, at) => {
        const item = createElement('li', { role: 'option', id: `dialog-option-${at}`, 'aria-selected': 'false' }, ...content);
        item.addEventListener('click', () => go(href));
        item.addEventListener('pointermove', () => mark(at));
        return item;
      }),
    );
    input.setAttribute('aria-expanded', String(found.length > 0));
    mark(-1);
  }

  function mark(at: number): void {
    if (at === chosen && at >= 0) return;
    chosen = at;
    for (const [index, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(index === at));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `dialog-option-${at}`);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  }
}
