/** The search page: what is asked for stands in the address, and everything shown follows from that. */
import { yearOf } from '../../domain/search/catalogue.ts';
import { withoutClause } from '../../domain/search/query.ts';
import {
  emptyRequest,
  type FacetName,
  isIdle,
  readRequest,
  type SearchRequest,
  type Sort,
  writeRequest,
} from '../../domain/search/request.ts';
import { createButton, createElement } from '../element.ts';
import { FacetLists } from './facet-list.ts';
import { isEmpty, renderNames, renderResults } from './results.ts';
import { type Searched, Searcher } from './searcher.ts';
import { chipLabels, countWords, nameOfLanguage, noticeWords } from './wording.ts';
import { createHistogram } from './years.ts';

/** How long typing has to rest, in milliseconds. */
const pause = 180;
/** After which something is said, and after which it is offered to try again, in milliseconds. */
const [slow, verySlow] = [500, 8000];

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
  const facets = new FacetLists(find('search-facets'), choose);
  const showYears = createHistogram(find('search-years'), (from, to) => go(withYears(request, from, to)));
  const narrow = find<HTMLDetailsElement>('search-narrow');
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

  function choose(facet: FacetName, value: string, isChosen: boolean): void {
    const others = request.chosen[facet].filter((one) => one !== value);
    go({ ...request, chosen: { ...request.chosen, [facet]: isChosen ? [...others, value] : others } });
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
      setTimeout(() => say('The index is slow to arrive.', createButton('Try again', retry)), verySlow),
    ];
    try {
      const searched = await searcher.search(request, { isThorough });
      if (!isCurrent()) return;
      await renderResults(list, searched, searcher.base, isCurrent);
      if (isCurrent()) show(searched);
    } catch (error) {
      if (!isCurrent()) return;
      list.replaceChildren();
      names.replaceChildren();
      const what = error instanceof Error ? error.message : String(error);
      say(`The index could not be loaded (${what}).`, createButton('Try again', retry));
    } finally {
      for (const wait of waits) clearTimeout(wait);
      if (isCurrent()) list.removeAttribute('aria-busy');
    }
  }

  function retry(): void {
    searcher.forget();
    void search();
  }

  function show(searched: Searched): void {
    const { outcome, sources } = searched;
    root.classList.add('has-results');
    names.replaceChildren(...renderNames(searched, searcher.base));
    faults.replaceChildren(...outcome.faults.map(({ message }) => createElement('li', {}, message)));
    chips.replaceChildren(...renderChips(searched));
    facets.render(outcome);
    const days = sources.core.days;
    showYears({
      counts: outcome.facets.years,
      first: yearOf(Math.min(...days)),
      last: yearOf(Math.max(...days)),
      from: request.from,
      to: request.to,
    });
    root.classList.toggle('has-articles', outcome.articles.length > 0);
    const text = request.text.trim();
    if (outcome.articles.length === 0 && outcome.filters.faults.length === 0) {
      const near = text && sources.names.nearest(text);
      const where = outcome.filters.choices.length > 0 ? ' under what was chosen' : '';
      const offer = near ? [createButton(`Search for “${near}”`, () => go({ ...request, text: near }))] : [];
      say(
        isEmpty(outcome) || text
          ? `Nothing found${text && ` for “${text}”`}${where}. Fewer words find more; every name stands in the indexes.`
          : 'Nothing found.',
        ...offer,
      );
    } else {
      const offer = outcome.counts || outcome.articles.length === 0 ? [] : [createButton('Count the passages', () => void search(true))];
      const told = outcome.articles.length === 0 ? '' : `${countWords(outcome)}.`;
      say([outcome.notice && noticeWords(outcome.notice), told].filter(Boolean).join(' '), ...offer);
    }
  }

  function renderChips({ outcome }: Searched): HTMLLIElement[] {
    const items = outcome.filters.choices.map(({ facet, value, name, field }) => {
      const shown = facet === 'lang' ? nameOfLanguage(name) : name;
      const remove = () => {
        if (field) go({ ...request, text: withoutClause(request.text, field) });
        else if (facet === 'year') go(withYears(request));
        else choose(facet, value, false);
        input.focus();
      };
      const chip = createButton(`${chipLabels[facet]}: ${shown}`, remove);
      chip.className = 'chip';
      chip.setAttribute('aria-label', `Take away ${chipLabels[facet].toLowerCase()}: ${shown}`);
      return createElement('li', {}, chip);
    });
    if (items.length > 1) {
      const all = createButton('Take all away', () => {
        const text = outcome.filters.choices
          .flatMap(({ field }) => field ?? [])
          .sort((a, b) => b.start - a.start)
          .reduce(withoutClause, request.text);
        go({ ...emptyRequest, text, sort: request.sort });
        input.focus();
      });
      all.className = 'button quiet';
      items.push(createElement('li', {}, all));
    }
    return items;
  }

  function say(text: string, ...more: readonly Node[]): void {
    status.replaceChildren(text, ...more.flatMap((node) => [' ', node]));
  }
}

function withYears({ from: _from, to: _to, ...request }: SearchRequest, from?: number, to?: number): SearchRequest {
  return { ...request, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
