/** The search page: what is asked for stands in the address, and everything shown follows from that. */
import { emptyRequest, isIdle, readRequest, type SearchRequest, type Sort, writeRequest } from '../../domain/search/request.ts';
import { createButton } from '../element.ts';
import type { createMargin } from './narrow.ts';
import { renderResults } from './results.ts';
import { isOfScript, type Searched, Searcher } from './searcher.ts';
import type { Surroundings } from './surroundings.ts';
import { countWords } from './wording.ts';

/** How long typing has to rest, in milliseconds. */
const pause = 180;
/** After which something is said, and after which it is offered to try again, in milliseconds. */
const [slow, verySlow] = [500, 8000];

const bare: Surroundings = { faults: [], notice: '', chips: [], entries: [] };

/** Runs the page: the search in the address is made at once, and typing searches on. */
export function runSearchPage(): void {
  const find = <Found extends HTMLElement>(id: string) => document.getElementById(id) as Found;
  const root = find('search');
  const input = find<HTMLInputElement>('query');
  const sort = find<HTMLSelectElement>('sort');
  const status = find('search-status');
  const faults = find('search-faults');
  const chips = find('search-chips');
  const names = find('search-names');
  const list = find<HTMLOListElement>('search-results');
  const searcher = new Searcher(root.dataset['base'] ?? '/');
  const narrow = find<HTMLDetailsElement>('search-narrow');
  let margin: Promise<ReturnType<typeof createMargin>> | undefined;
  let last: Searched | undefined;
  let request = emptyRequest;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The address is that of a search that is still being typed. */
  let isDraft = false;

  const wide = matchMedia('(min-width: 56rem)');
  const unfold = () => {
    narrow.open = wide.matches;
  };
  wide.addEventListener('change', unfold);
  unfold();
  narrow.addEventListener('toggle', showMargin);
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    go({ ...request, text: input.value });
  });
  input.addEventListener('input', () => {
    clearTimeout(timer);
    // Whoever begins to type will search: the index is on its way meanwhile.
    void searcher.open().catch(() => {});
    timer = setTimeout(() => go({ ...request, text: input.value }, true), pause);
  });
  sort.addEventListener('change', () => go({ ...request, sort: sort.value as Sort }));
  addEventListener('popstate', restore);
  restore();
  if (isIdle(request)) input.focus();

  function restore(): void {
    isDraft = false;
    request = readRequest(new URLSearchParams(location.search));
    input.value = request.text;
    void search();
  }

  /** Searches on; each step can be gone back from, but for what is still being typed. */
  function go(next: SearchRequest, isTyping = false): void {
    clearTimeout(timer);
    const address = location.pathname + writeRequest(next);
    const isNew = address !== location.pathname + location.search;
    if (isNew) history[isTyping && isDraft ? 'replaceState' : 'pushState'](null, '', address);
    isDraft = isTyping && (isNew || isDraft);
    request = next;
    if (input.value.trim() !== next.text.trim()) input.value = next.text;
    if (isNew || !isTyping) void search();
  }

  async function search(isThorough = false): Promise<void> {
    const own = ++turn;
    const isCurrent = () => own === turn;
    sort.value = request.sort;
    root.classList.toggle('is-idle', isIdle(request));
    if (isIdle(request)) {
      root.classList.remove('has-results');
      for (const part of [faults, chips, names, list]) part.replaceChildren();
      say('');
      return;
    }
    list.setAttribute('aria-busy', 'true');
    const waits = [
      setTimeout(() => say('Searching…'), slow),
      setTimeout(() => say('The index is slow to arrive.', offerRetry()), verySlow),
    ];
    try {
      const searched = await searcher.search(request, { isThorough });
      if (!isCurrent()) return;
      const [around] = await Promise.all([readSurroundings(searched), renderResults(list, searched, searcher.base, isCurrent)]);
      if (isCurrent()) show(searched, around);
    } catch (error) {
      if (!isCurrent()) return;
      // Results that come after this are not wanted any more.
      turn++;
      list.removeAttribute('aria-busy');
      list.replaceChildren();
      names.replaceChildren();
      const what = error instanceof Error ? error.message : String(error);
      say(`The index could not be loaded (${what}).`, offerRetry(error));
    } finally {
      for (const wait of waits) clearTimeout(wait);
      if (isCurrent()) list.removeAttribute('aria-busy');
    }
  }

  function offerRetry(error?: unknown): HTMLButtonElement {
    return createButton('Try again', () => {
      if (isOfScript(error)) location.reload();
      searcher.forget();
      void search();
    });
  }

  function show(searched: Searched, around: Surroundings): void {
    const { outcome } = searched;
    last = searched;
    void showMargin();
    root.classList.add('has-results');
    names.replaceChildren(...around.entries);
    faults.replaceChildren(...around.faults);
    chips.replaceChildren(...around.chips);
    root.classList.toggle('has-articles', outcome.articles.length > 0);
    const text = request.text.trim();
    if (outcome.articles.length === 0 && outcome.filters.faults.length === 0) {
      const where = outcome.filters.choices.length > 0 ? ' under what was chosen' : '';
      say(`Nothing found${text && ` for “${text}”`}${where}. Fewer words find more; every name stands in the indexes.`);
    } else {
      const offer = outcome.counts || outcome.articles.length === 0 ? [] : [createButton('Count the passages', () => void search(true))];
      const counted = outcome.articles.length === 0 ? '' : `${countWords(outcome)}.`;
      say([around.notice, counted].filter(Boolean).join(' '), ...offer);
    }
  }

  /** Shows the last search in the margin, where that is open. */
  async function showMargin(): Promise<void> {
    if (!last || !narrow.open) return;
    const own = turn;
    narrow.setAttribute('aria-busy', 'true');
    try {
      margin ??= import('./narrow.ts').then(({ createMargin }) => createMargin(narrow, () => request, go));
      await (await margin)(last, () => own === turn);
    } catch (error) {
      margin = undefined;
      if (own === turn) status.append(' The lists to narrow down by could not be loaded. ', offerRetry(error));
    }
    if (own === turn) narrow.removeAttribute('aria-busy');
  }

  async function readSurroundings(searched: Searched): Promise<Surroundings> {
    const { faults, notice, filters, entities } = searched.outcome;
    if (!notice && faults.length + filters.choices.length + entities.length === 0) return bare;
    const { renderSurroundings } = await import('./surroundings.ts');
    return renderSurroundings(searched, searcher.base, (next) => {
      go(next);
      input.focus();
    });
  }

  function say(text: string, ...more: readonly Node[]): void {
    status.replaceChildren(text, ...more.flatMap((node) => [' ', node]));
  }
}
