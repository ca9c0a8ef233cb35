/** The search page: Pagefind's index, asked for when the reader searches, shown article by article with exact places. */

interface SubResult {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
}

interface ResultData {
  readonly url: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly sub_results: readonly SubResult[];
}

interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  search(query: string): Promise<{ results: readonly { data(): Promise<ResultData> }[] }>;
}

/** Articles that are shown at first, and at each request for more. */
const batch = 20;

/** Runs the page: the query in the address is searched at once, and typing searches on. */
export function runSearchPage(): void {
  const root = document.querySelector<HTMLElement>('#search');
  const form = root?.querySelector('form');
  const input = document.querySelector<HTMLInputElement>('#query');
  const status = document.querySelector<HTMLElement>('#search-status');
  const list = document.querySelector<HTMLOListElement>('#search-results');
  if (!root || !form || !input || !status || !list) return;
  const base = root.dataset['base'] ?? '/';
  let engine: Promise<Pagefind> | undefined;
  let asked = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember(input.value, true);
    void search(input.value);
  });
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember(input.value, false);
      void search(input.value);
    }, 150);
  });
  addEventListener('popstate', restore);
  restore();
  input.focus();

  function restore(): void {
    if (!input) return;
    input.value = new URL(location.href).searchParams.get('q') ?? '';
    void search(input.value);
  }

  function remember(query: string, isNew: boolean): void {
    const address = new URL(location.href);
    if (query.trim()) address.searchParams.set('q', query);
    else address.searchParams.delete('q');
    if (address.href !== location.href) history[isNew ? 'pushState' : 'replaceState'](null, '', address);
  }

  async function search(query: string): Promise<void> {
    const turn = ++asked;
    if (!query.trim()) {
      list?.replaceChildren();
      say('');
      return;
    }
    say('Searching…');
    try {
      engine ??= load(base, failures);
      const { results } = await (await engine).search(query);
      if (turn !== asked) return;
      const first = await Promise.all(results.slice(0, batch).map((result) => result.data()));
      if (turn !== asked) return;
      list?.replaceChildren(...first.map(renderResult));
      const passages = first.reduce((sum, result) => sum + placesOf(result).length, 0);
      if (results.length === 0) say(`Nothing found for “${query}”. Try fewer words, or look a name up in the indexes.`);
      else if (results.length > batch) say(`${results.length} articles; the first ${batch} are shown.`);
      else say(`${count(passages, 'place')} in ${count(results.length, 'article')}`);
      if (results.length > batch) offerMore(results.slice(batch), turn);
    } catch (error) {
      if (turn !== asked) return;
      engine = undefined;
      failures++;
      list?.replaceChildren();
      say(`The index could not be loaded (${error instanceof Error ? error.message : String(error)}).`);
      const again = document.createElement('button');
      again.className = 'button';
      again.type = 'button';
      again.textContent = 'Try again';
      again.addEventListener('click', () => void search(query));
      status?.append(' ', again);
    }
  }

  function offerMore(rest: readonly { data(): Promise<ResultData> }[], turn: number): void {
    const item = document.createElement('li');
    const more = document.createElement('button');
    more.className = 'button';
    more.type = 'button';
    more.textContent = `Show ${Math.min(batch, rest.length)} more`;
    more.addEventListener('click', async () => {
      const next = await Promise.all(rest.slice(0, batch).map((result) => result.data()));
      if (turn !== asked) return;
      const items = next.map(renderResult);
      item.replaceWith(...items);
      items[0]?.querySelector('a')?.focus();
      if (rest.length > batch) offerMore(rest.slice(batch), turn);
    });
    item.append(more);
    list?.append(item);
  }

  function say(text: string): void {
    if (status) status.textContent = text;
  }
}

/** The engine; after a failure under another address, since a browser remembers that a module did not load. */
async function load(base: string, failures: number): Promise<Pagefind> {
  const pagefind: Pagefind = await import(/* @vite-ignore */ `${base}pagefind/pagefind.js${failures > 0 ? `?again=${failures}` : ''}`);
  await pagefind.options({ baseUrl: base, excerptLength: 28 });
  return pagefind;
}

/** The result's places: passages and quotes, each with its anchor. */
function placesOf(result: ResultData): SubResult[] {
  return result.sub_results.filter((part) => part.url.includes('#'));
}

function renderResult(result: ResultData): HTMLLIElement {
  const item = document.createElement('li');
  const heading = document.createElement('h2');
  heading.append(link(result.url, result.meta['title'] ?? result.url));
  const source = document.createElement('p');
  source.className = 'label';
  source.textContent = [result.meta['publication'], result.meta['date']].filter(Boolean).join(', ');
  const places = document.createElement('ol');
  for (const part of placesOf(result)) {
    const place = document.createElement('li');
    const label = document.createElement('span');
    label.className = 'label';
    const isQuote = part.url.includes('#q-');
    label.textContent = isQuote ? `${part.title}, quoted` : part.title;
    const words = link(part.url, '');
    // Pagefind escapes the text and adds <mark> alone; only that is let through.
    for (const piece of part.excerpt.split(/(<mark>.*?<\/mark>)/)) {
      const marked = /^<mark>(.*)<\/mark>$/.exec(piece);
      if (marked) {
        const mark = document.createElement('mark');
        mark.textContent = plainText(marked[1] ?? '');
        words.append(mark);
      } else words.append(plainText(piece));
    }
    const text = document.createElement('span');
    text.append(words);
    place.append(label, text);
    places.append(place);
  }
  item.append(heading, source, places);
  return item;
}

function link(href: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

function plainText(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? '');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
