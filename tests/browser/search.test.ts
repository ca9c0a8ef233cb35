import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { listFiles, listScripts, readPage } from '../support/pages.ts';
import { serveFolder } from '../support/server.ts';

const article = 'articles/2014-12-22-north-korea-threatens/';
const flood = 'articles/1953-02-07-four-nights-of-water/';
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 640 };

/** A page that is looked at, and what went wrong there. */
interface Desk {
  readonly page: Page;
  faults: string[];
  /** The site that is looked at: nothing else may be asked for. */
  origin: string;
  provoked?: RegExp;
}

let browser: Browser;
let real: Awaited<ReturnType<typeof serveFolder>>;
let fixture: Awaited<ReturnType<typeof serveFolder>>;
/**
 * Whoever wants nothing special goes on where another left: a search in a page that is open takes a tenth of the time. One for the search
 * page of each site, by its address, and one for all other pages.
 */
const kept = new Map<string, Desk>();

beforeAll(async () => {
  browser = await launchBrowser();
  real = await serveFolder(inject('realSite'), '/');
  fixture = await serveFolder(inject('fixtureSite'), '/vale/');
});

afterAll(async () => {
  await browser?.close();
  await real?.close();
  await fixture?.close();
});

interface Visit extends BrowserContextOptions {
  /** With nothing in store and nothing cached; so is a visit with options for the browser. */
  readonly isFresh?: boolean;
  /** Runs before the page is opened: what the browser is to be given instead of a file. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** What the browser may complain of, because the test brings it about. */
  readonly provoked?: RegExp;
}

async function takeDesk(options: BrowserContextOptions): Promise<Desk> {
  const context = await browser.newContext({ viewport: wide, ...options });
  await context.addInitScript(watchShifts);
  const desk: Desk = { page: await context.newPage(), faults: [], origin: '' };
  const complain = (text: string) => {
    if (!desk.provoked?.test(text)) desk.faults.push(text);
  };
  desk.page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  desk.page.on('pageerror', (error) => complain(error.message));
  desk.page.on('request', (request) => {
    if (!request.url().startsWith(desk.origin)) desk.faults.push(`request to ${request.url()}`);
  });
  return desk;
}

/** Opens a page, and complains afterwards of every error that the browser reported and every request that left the site. */
async function visit(
  url: string,
  check: (page: Page) => Promise<void>,
  { isFresh, before, provoked, ...options }: Visit = {},
): Promise<void> {
  const isShared = !isFresh && Object.keys(options).length === 0;
  const isSearch = /\/search\/\?/.test(url) && !before;
  const place = isSearch ? (url.split('?')[0] ?? '') : '';
  const desk = (isShared && kept.get(place)) || (await takeDesk(options));
  if (isShared) kept.delete(place);
  Object.assign(desk, { origin: new URL(url).origin, provoked, faults: [] });
  const { page } = desk;
  try {
    await before?.(page);
    const here = page.url();
    if (isSearch && here.split('?')[0] === place) await searchOn(page, url);
    else {
      // To go to another fragment is to load nothing.
      if (here.split('#')[0] === url.split('#')[0]) await page.goto('about:blank');
      await page.goto(url);
    }
    await check(page);
    expect(desk.faults).toEqual([]);
    if (isShared) {
      await page.unrouteAll();
      await page.setViewportSize(wide);
      kept.set(place, desk);
    }
  } finally {
    if (kept.get(place) !== desk) await page.context().close();
  }
}

/** Brings the search page, which is open, to another search: as Back and Forward do. */
async function searchOn(page: Page, url: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, url);
}

const results = '#search-results .found';
const places = '#search-results .found-places a';

/** Waits until the page has answered what its address asks for, and shows by what it can be narrowed down. */
async function answer(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const said = document.querySelector('#search-status')?.textContent || document.querySelector('#search-faults li');
    return said && !/^(?:Searching|The index is slow)/.test(String(said)) && !document.querySelector('#search [aria-busy]');
  });
}

/** Opens the search page at a search and waits for its answer. */
function visitSearch(site: 'real' | 'fixture', query: string, check: (page: Page) => Promise<void>, options?: Visit): Promise<void> {
  return visit(
    `${site === 'real' ? real.url : fixture.url}search/${query}`,
    async (page) => {
      await answer(page);
      await check(page);
    },
    options,
  );
}

/** Opens the first hit in another window: the search stays open. */
async function visitHit(page: Page, check: (page: Page) => Promise<void>): Promise<void> {
  await visit(
    await page
      .locator(places)
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).href),
    async (opened) => {
      await opened.locator('mark.searched').first().waitFor();
      await check(opened);
    },
  );
}

/** Types a query into the field of the search page, presses Enter and waits for the answer. */
async function search(page: Page, text: string): Promise<void> {
  await page.locator('#query').fill(text);
  await page.locator('#query').press('Enter');
  await answer(page);
}

async function readStatus(page: Page): Promise<string> {
  return (await page.locator('#search-status').textContent()) ?? '';
}

/** What the page lists: articles, each with its places. */
function readResults(page: Page) {
  return page.locator(results).evaluateAll((items) =>
    items.map((item) => ({
      title: item.querySelector('h2')?.textContent ?? '',
      path: item.querySelector('h2 a')?.getAttribute('href') ?? '',
      source: item.querySelector('p')?.textContent ?? '',
      places: [...item.querySelectorAll('.found-places a')].map((link) => ({
        label: link.querySelector('.label')?.textContent ?? '',
        words: link.querySelector('.excerpt')?.textContent ?? '',
        marks: [...link.querySelectorAll('.excerpt mark')].map((mark) => mark.textContent ?? ''),
        isQuoted: link.parentElement?.classList.contains('is-quoted') ?? false,
        path: link.getAttribute('href') ?? '',
      })),
    })),
  );
}

async function readTitles(page: Page): Promise<string[]> {
  return (await readResults(page)).map(({ title }) => title);
}

/** The years that the sources of the results end with. */
async function readYears(page: Page): Promise<number[]> {
  return (await readResults(page)).map(({ source }) => Number(/\d{4}(?!.*\d{4})/.exec(source)?.[0]));
}

/** All that shows what is asked for and what is found. */
async function readState(page: Page) {
  return {
    query: await page.locator('#query').inputValue(),
    sort: await page.locator('#sort').inputValue(),
    years: await page.locator('.years-fields input').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)),
    chosen: await page.locator('#search-facets input:checked').evaluateAll((boxes) => boxes.map(({ id }) => id)),
    bars: await page.locator('.year[aria-pressed=true]').evaluateAll((bars) => bars.map(({ ariaLabel }) => ariaLabel)),
    chips: await page.locator('#search-chips button').allTextContents(),
    status: await readStatus(page),
    results: await readResults(page),
  };
}

/** Presses every button of the name until there is none. */
async function openAll(page: Page, name: RegExp): Promise<void> {
  const buttons = page.getByRole('button', { name });
  for (let left = await buttons.count(); left > 0; left = await buttons.count()) await buttons.first().click();
}

/** The checkbox of a value, whatever its count is. */
function checkbox(page: Page, list: string, name: string) {
  return page.getByRole('region', { name: list, exact: true }).getByRole('checkbox', { name: new RegExp(`^${name} [\\d,]+$`) });
}

function focused<Value>(page: Page, read: (element: Element) => Value): Promise<Value> {
  return page.evaluateHandle(() => document.activeElement as Element).then((element) => element.evaluate(read));
}

function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => element === document.activeElement);
}

/** Keeps what a page asks for waiting until it is let go. */
function hold(): { wait: (route: Route) => Promise<void>; letGo: () => void } {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    wait: async (route) => {
      await held;
      // The page may have been closed meanwhile.
      await route.continue().catch(() => {});
    },
    letGo,
  };
}

interface Shift {
  readonly value: number;
  readonly isAfterInput: boolean;
}

/** Runs in the page from the beginning. */
function watchShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      shifts.push({ value: entry.value, isAfterInput: entry.hadRecentInput });
  }).observe({ type: 'layout-shift', buffered: true });
}

/** How much has shifted so far by itself (cumulative layout shift), when what is shown has been painted. */
function readShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let frames = 0; frames < 3; frames++) await frame();
    const { shifts } = globalThis as unknown as { shifts: Shift[] };
    return shifts.filter(({ isAfterInput }) => !isAfterInput).reduce((sum, { value }) => sum + value, 0);
  });
}

/** Waits until what moves next is no longer put down to the last key (half a second, by the definition of the measure). */
async function forgetInput(page: Page): Promise<void> {
  const now = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() - since > 600, now);
}

describe('results', () => {
  it('are grouped by article, each with its publication, its date and the words marked in every place', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const found = await readResults(page);
      expect(found.map(({ title, source }) => `${title}, ${source}`)).toContain(
        'THE LONG BRIDGE OPENED, The Ennerby Gazette, September 1913',
      );
      expect(new Set(found.map(({ path }) => path)).size).toBe(7);
      for (const { title, path, source, places: own } of found) {
        expect(source, title).toMatch(/^The .+, .*\b(?:19|20)\d\d$/);
        expect(own.length, title).toBeGreaterThan(0);
        for (const { words, marks, path: place } of own) {
          expect(place.startsWith(path.split('?')[0] ?? '') || place.startsWith('/vale/timeline/#'), place).toBe(true);
          expect(marks.length, words).toBe((words.match(/bridge/gi) ?? []).length);
          for (const mark of marks) expect(mark).toMatch(/^bridged?$/i);
        }
      }
    });
  });

  it('begin with the best: the article with the words in its headline, the passage that has most of them', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const titles = await readTitles(page);
      expect(titles.slice(0, 2).every((title) => title.includes('BRIDGE'))).toBe(true);
      await search(page, 'lantern boat chorus');
      const [first] = await readResults(page);
      expect(first?.places.map(({ marks }) => marks.length)).toEqual([2, 1, 1]);
      expect(first?.places[0]?.marks.map((mark) => mark.toLowerCase())).toEqual(['boat', 'lantern']);
    });
  });

  it('name the speaker of a quotation, print its words and add nothing to them', async () => {
    await visitSearch('fixture', '?q=kind:quote+"too+poor"', async (page) => {
      const [held] = (await readResults(page)).flatMap((found) => found.places);
      expect(held).toMatchObject({
        label: 'Ada Quill, para. 5',
        words: '“The bridge held because we were too poor to build it badly and then build it again”',
        isQuoted: true,
      });
      expect(held?.path).toMatch(/#q-bridge-held$/);
      await search(page, 'kind:quote speaker:"Ada Quill" driven');
      expect((await readResults(page)).flatMap((found) => found.places)).toMatchObject([
        { label: 'Ada Quill, para. 9', words: '“I shall be first across or I shall be last, but I shall not be driven”' },
      ]);
      // Also where it stands in straight quotation marks within another.
      await search(page, 'kind:quote speaker:pellow drown');
      expect((await readResults(page)).flatMap((found) => found.places)).toMatchObject([
        { label: 'Sir Samuel Pellow, para. 6', words: '“I would sooner drown the looms”' },
      ]);
    });
  });

  it('have above them whom the words name, with a way to the entry', async () => {
    await visitSearch('fixture', '?q=quill+bridge', async (page) => {
      const entry = page.locator('#search-names li').first();
      expect(await entry.textContent()).toMatch(/Ada Quill.*schoolmistress.*also Miss Quill, Councillor Quill.*12 passages, 8 quotations/);
      const [top, first] = [await entry.boundingBox(), await page.locator(results).first().boundingBox()];
      expect((top?.y ?? 0) + (top?.height ?? 0)).toBeLessThanOrEqual(first?.y ?? 0);
      const href = await entry.getByRole('link', { name: 'Ada Quill' }).evaluate((link) => (link as HTMLAnchorElement).href);
      expect(href).toBe(`${fixture.url}people/ada-quill/`);
      expect((await fetch(href)).status).toBe(200);
    });
  });

  it('are counted: passages, quotations and events in so many articles, as many as are listed', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      await openAll(page, /more places? in this article/);
      const found = await readResults(page);
      const labels = found.flatMap(({ places: own }) => own.map(({ label }) => label));
      const events = labels.filter((label) => label.startsWith('Event, ')).length;
      expect(await readStatus(page)).toBe(`${labels.length - events} passages and ${events} events in ${found.length} articles.`);
      await search(page, 'lanterns speaker:"Tak Mi-rae"');
      expect(await readStatus(page)).toBe('1 quotation in 1 article.');
    });
  });

  it('go on when asked: more places of an article, more articles, with the focus on the first of them', async () => {
    await visitSearch('fixture', '?q=year:1900..', async (page) => {
      expect(await readStatus(page)).toMatch(/ in 11 articles\.$/);
      expect(await page.locator(results).count()).toBe(10);
      await page.getByRole('button', { name: /^Show 1 more/ }).click();
      await page.locator(results).nth(10).waitFor();
      expect(await focused(page, (element) => element.textContent)).toBe((await readTitles(page))[10]);
      expect(await page.getByRole('button', { name: /^Show \d/ }).count()).toBe(0);

      const first = page.locator(results).first();
      const more = first.getByRole('button', { name: /more places in this article/ });
      const rest = Number.parseInt((await more.textContent()) ?? '', 10);
      expect(await first.locator('.found-places a').count()).toBe(3);
      await more.click();
      expect(await first.locator('.found-places a').count()).toBe(3 + rest);
      expect(
        await first
          .locator('.found-places a')
          .nth(3)
          .evaluate((link) => link === document.activeElement),
      ).toBe(true);
      expect(await more.count()).toBe(0);
    });
  });

  it('are ordered by relevance, newest or oldest', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const best = await readTitles(page);
      const order = async (sort: string) => {
        await page.getByLabel('Order').selectOption(sort);
        await answer(page);
        return readYears(page);
      };
      expect(await order('newest')).toEqual([2009, 1988, 1968, 1953, 1926, 1913, 1911]);
      expect(page.url()).toMatch(/sort=newest$/);
      expect(await order('oldest')).toEqual([1911, 1913, 1926, 1953, 1968, 1988, 2009]);
      expect(page.url()).toMatch(/sort=oldest$/);
      await order('relevance');
      expect(page.url()).toMatch(/\?q=bridge$/);
      expect(await readTitles(page)).toEqual(best);
    });
  });
});

describe('a query', () => {
  it('of several words finds articles that have all of them, in any of their forms', async () => {
    await visitSearch('fixture', '?q=bridge+ferry', async (page) => {
      const found = await readResults(page);
      expect(found.map(({ title }) => title).slice(0, 2)).toEqual(['THE BRIDGE QUESTION: A CROWDED MEETING', 'THE LONG BRIDGE OPENED']);
      for (const { places: own } of found) {
        const marks = own.flatMap((place) => place.marks.map((mark) => mark.toLowerCase()));
        expect([/^bridged?$/, /^ferr(?:y|ies|yman.*)$/].every((word) => marks.some((mark) => word.test(mark)))).toBe(true);
      }
      expect(found.flatMap((one) => one.places.flatMap(({ marks }) => marks))).toContain('bridged');
    });
  });

  it('takes "a phrase" word for word, also beside other words', async () => {
    await visitSearch('fixture', '?q="not+one+penny"+loom', async (page) => {
      const found = await readResults(page);
      expect(found.map(({ title }) => title)).toEqual(['MILL GATES OPEN: "WE GO BACK TOGETHER"']);
      expect(found[0]?.places[0]?.marks).toEqual(['Not one penny', 'loom']);
      await search(page, '“not one penny”');
      expect((await readTitles(page)).sort()).toEqual([
        'MILL GATES OPEN: "WE GO BACK TOGETHER"',
        'Six Votes',
        'THE BRIDGE QUESTION: A CROWDED MEETING',
      ]);
      await search(page, '"penny not one" loom');
      expect(await readStatus(page)).toContain('“penny not one” stands nowhere in these words');
    });
    await visitSearch('real', '?q="righteous+deed"+sony', async (page) => {
      await openAll(page, /more places? in this article/);
      const marks = (await readResults(page)).flatMap((one) => one.places.flatMap((place) => place.marks));
      expect(marks).toContain('righteous deed');
      expect(marks.some((mark) => mark.startsWith('Sony'))).toBe(true);
    });
  });

  it('leaves out articles with a -word or a -"phrase"', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const all = await readTitles(page);
      await search(page, 'bridge ferry');
      const both = await readTitles(page);
      await search(page, 'bridge -ferry');
      expect((await readTitles(page)).sort()).toEqual(all.filter((title) => !both.includes(title)).sort());
      await search(page, 'bridge -"Long Bridge"');
      expect((await readTitles(page)).sort()).toEqual(
        all.filter((title) => !/LONG BRIDGE|PALACE OF LIGHT|Saint-Ombrelle/.test(title)).sort(),
      );
    });
  });

  type Found = Awaited<ReturnType<typeof readResults>>;
  const titles = (found: Found) => found.map(({ title }) => title).sort();
  const labels = (found: Found) => found.flatMap((one) => one.places.map(({ label }) => label));
  const fields: [typed: string, chip: string, read: (found: Found) => unknown, expected: unknown][] = [
    ['speaker:"Ada Quill"', 'Speaker: Ada Quill', (found) => labels(found).every((label) => label.startsWith('Ada Quill, ')), true],
    [
      'person:crake',
      'Person: Josiah Crake',
      titles,
      ['A PALACE OF LIGHT IN WEIR STREET', 'THE BRIDGE QUESTION: A CROWDED MEETING', 'THE LONG BRIDGE OPENED'],
    ],
    [
      'place:roxana',
      'Place: Roxana',
      titles,
      ['A PALACE OF LIGHT IN WEIR STREET', 'Fog Is Ordered for Thursday', 'Lanterns on the Tarle bring out the whole town'],
    ],
    [
      'org:"brass band"',
      'Organization: Ennerby Brass Band',
      titles,
      ['A PALACE OF LIGHT IN WEIR STREET', 'Lanterns on the Tarle bring out the whole town', 'THE LONG BRIDGE OPENED'],
    ],
    ['work:"The Glass Weir"', 'Work: The Glass Weir', titles, ['The Novel in the Loom']],
    ['topic:strikes', 'Topic: Strikes', titles, ['MILL GATES OPEN: "WE GO BACK TOGETHER"']],
    [
      'in:"Tarle Mercury"',
      'Publication: The Tarle Mercury',
      (found) => found.map(({ source }) => source.split(',')[0]),
      'The Tarle Mercury',
    ],
    ['lang:en bridge', 'Language: English', (found) => found.length, 7],
    ['kind:quote bridge', 'Kind: Quotations', (found) => found.flatMap((one) => one.places.map((place) => place.isQuoted)), true],
    ['kind:event bridge', 'Kind: Events', (found) => labels(found).map((label) => label.split(',')[0]), 'Event'],
    ['year:1958', 'Published: 1958', titles, ['Six Votes']],
    ['year:..1913', 'Published: to 1913', (found) => found.length, 2],
    ['year:1988..', 'Published: from 1988', (found) => found.length, 2],
    ['bridge year:1953..1968 -kettle', 'Published: 1953–1968', titles, ['Saint-Ombrelle Comes to Tea']],
  ];

  it('takes fields, each shown as what the search is narrowed down to', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      for (const [typed, chip, read, expected] of fields) {
        await search(page, typed);
        expect(await page.locator('#search-chips button').allTextContents(), typed).toEqual([chip]);
        const value = read(await readResults(page));
        // What has to hold for each of a list is given once.
        const isEach = Array.isArray(value) && !Array.isArray(expected);
        expect(isEach ? [...new Set(value)] : value, typed).toEqual(isEach ? [expected] : expected);
        expect(await page.locator(results).count(), typed).toBeGreaterThan(0);
        expect(await page.locator('#search-faults li').count(), typed).toBe(0);
      }
    });
    await visitSearch('real', '?q=speaker:"Wang+Yi"+place:beijing+org:fbi+year:2013..2014+in:"Los+Angeles+Times"', async (page) => {
      expect((await readResults(page)).flatMap((found) => found.places)).toMatchObject([
        { label: 'Wang Yi, para. 4', words: '“opposes all forms of cyberattacks and cyber terrorism”' },
      ]);
      await search(page, 'sony year:2015..');
      expect(await readStatus(page)).toMatch(/^Nothing found for “sony year:2015\.\.” under what was chosen/);
    });
  });

  const malformed: [typed: string, said: string, isSearched: boolean][] = [
    ['bridge foo:bar', '“foo:” is no field. The fields are speaker, person, place', true],
    ['bridge speaker:', '“speaker:” has no value: write it right after the colon, as in speaker:"Wang Yi".', true],
    ['bridge year:2014..2013', 'The range 2014..2013 ends before it begins: write 2013..2014.', false],
    ['bridge year:soon', '“soon” is no year and no range of years: write 2014, 2013..2014, ..1950 or 1926..', false],
    ['bridge kind:verse', 'The kinds are passage, quote, event.', false],
    ['bridge speaker:"Ada Quyll"', 'Nothing answers to speaker:"Ada Quyll". Did you mean speaker:"Ada Quill"?', false],
    ['ferry "the bridge', 'The quotation mark before “the bridge” is never closed', true],
    ['bridge ""', 'Nothing stands between the quotation marks.', true],
    ['bridge -speaker:quill', 'A field cannot be left out with a minus', true],
    ['-bridge', 'Only words to leave out are given; add a word to look for.', false],
    ['bridge - ferry', '“-” stands alone: write a word right after it.', true],
  ];

  it('that is malformed is explained, and what can be read of it is searched', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      for (const [typed, said, isSearched] of malformed) {
        await search(page, typed);
        const alert = page.getByRole('alert');
        expect(await alert.locator('li').allTextContents(), typed).toEqual([expect.stringContaining(said)]);
        expect(await alert.isVisible(), typed).toBe(true);
        expect((await page.locator(results).count()) > 0, typed).toBe(isSearched);
      }
      await search(page, 'bridge');
      expect(await page.getByRole('alert').locator('li').count()).toBe(0);
    });
  });

  it('that finds nothing says so, and what else to do', async () => {
    await visitSearch('fixture', '?q=zeppelin', async (page) => {
      expect(await readStatus(page)).toBe('Nothing found for “zeppelin”. Fewer words find more; every name stands in the indexes.');
      expect(await page.locator(results).count()).toBe(0);
    });
  });
});

describe('facets', () => {
  const lists = ['Kind', 'Speakers', 'People', 'Organizations', 'Places', 'Works', 'Topics', 'Publications'];

  it('list kind, speaker, people, organizations, places, works, topic, publication and language', async () => {
    await visitSearch('fixture', '?q=year:1900..&lang=en', async (page) => {
      const headings = await page.locator('#search-facets h2').allTextContents();
      expect(headings).toEqual([...lists, 'Languages']);
      expect(await page.getByRole('region', { name: 'Languages' }).getByRole('checkbox').getAttribute('id')).toBe('choose-lang-en');
    });
  });

  it('count, for the current query, the articles that choosing a value leaves', async () => {
    await visitSearch('fixture', '?q=year:1900..', async (page) => {
      const check = async (list: string, at: number) => {
        const label = (await page.getByRole('region', { name: list, exact: true }).locator('label').nth(at).textContent()) ?? '';
        const [, name = '', count = ''] = /^(.*?)(\d+)$/.exec(label) ?? [];
        const box = checkbox(page, list, name.replace(/[.&()]/g, '\\$&'));
        await box.check();
        await answer(page);
        const said = `${list}, ${label} under ${page.url()}`;
        expect(await readStatus(page), said).toMatch(new RegExp(` in ${count} articles?\\.$`));
        expect(await page.locator(results).count(), said).toBe(Math.min(10, Number(count)));
        expect(await checkbox(page, list, name.replace(/[.&()]/g, '\\$&')).isChecked(), said).toBe(true);
        await box.uncheck();
        await answer(page);
      };
      for (const [at, list] of lists.entries()) await check(list, at % 3);
      await search(page, 'loom -bridge');
      for (const list of ['Kind', 'Speakers', 'People', 'Places']) await check(list, 1);
    });
  });

  it('ask for all the people that are chosen, and for any of the publications', async () => {
    await visitSearch('fixture', '?q=year:1900..', async (page) => {
      const choose = async (list: string, name: string) => {
        await checkbox(page, list, name).check();
        await answer(page);
        return readTitles(page);
      };
      await choose('People', 'Ada Quill');
      expect(await choose('People', 'Edith Corrie')).toHaveLength(3);
      expect(new URL(page.url()).searchParams.getAll('person')).toEqual(['ada-quill', 'edith-corrie']);
      await page.getByRole('button', { name: 'Take all away' }).click();
      await search(page, 'year:1900..');
      const gazette = await choose('Publications', 'The Ennerby Gazette');
      const both = await choose('Publications', 'The Valley Observer');
      expect(both).toEqual(expect.arrayContaining(gazette));
      expect(both).toHaveLength(7);
    });
  });

  it('show a long list when asked, and the focus goes to what is new', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const people = page.getByRole('region', { name: 'People', exact: true });
      expect(await people.getByRole('checkbox').count()).toBe(6);
      await people.getByRole('button', { name: 'All 15 people' }).click();
      expect(await people.getByRole('checkbox').count()).toBe(15);
      expect(
        await people
          .getByRole('checkbox')
          .nth(6)
          .evaluate((box) => box === document.activeElement),
      ).toBe(true);
    });
  });

  it('keep the focus on the value that is chosen', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      await checkbox(page, 'Places', 'Guildhall').focus();
      await page.keyboard.press('Space');
      await page.waitForURL('**place=guildhall');
      await answer(page);
      expect(await focused(page, ({ id }) => id)).toBe('choose-place-guildhall');
      await page.keyboard.press('Space');
      await page.waitForURL((url) => !url.searchParams.has('place'));
    });
  });
});

describe('the histogram of years', () => {
  const bar = (page: Page, years: string) => page.getByRole('button', { name: new RegExp(`^${years}: `) });
  const years = (page: Page) => {
    const { searchParams } = new URL(page.url());
    return [searchParams.get('from'), searchParams.get('to')];
  };
  const sum = (page: Page) =>
    page.locator('.year').evaluateAll((bars) => bars.reduce((total, { ariaLabel }) => total + Number(ariaLabel?.match(/: (\d+)/)?.[1]), 0));

  it('counts the articles of the current query, whatever years are chosen', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      expect(await sum(page)).toBe(7);
      expect(await bar(page, '1910–1914').getAttribute('aria-label')).toBe('1910–1914: 2 articles');
      await page.goto(`${fixture.url}search/?q=bridge&from=1950&to=1970&in=tarle-mercury`);
      await answer(page);
      expect(await page.locator(results).count()).toBe(2);
      expect(await sum(page)).toBe(2);
      await page.goto(`${fixture.url}search/?q=bridge&from=1950&to=1970`);
      await answer(page);
      expect(await sum(page)).toBe(7);
    });
  });

  it('is brushed with a pointer, in both directions, and let go of by the same stretch', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const drag = async (from: string, to: string) => {
        const [start, end] = [await bar(page, from).boundingBox(), await bar(page, to).boundingBox()];
        if (!start || !end) throw new Error('a bar is not shown');
        await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
        await page.mouse.down();
        await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 3 });
        const drawn = await page.locator('.year.drawn').count();
        await page.mouse.up();
        await answer(page);
        return drawn;
      };
      expect(await drag('1910–1914', '1925–1929')).toBe(4);
      expect(years(page)).toEqual(['1910', '1929']);
      expect(await readStatus(page)).toMatch(/ in 3 articles\.$/);
      expect(await page.locator('.year[aria-pressed=true]').count()).toBe(4);
      await drag('1965–1969', '1950–1954');
      expect(years(page)).toEqual(['1950', '1969']);
      expect((await readYears(page)).sort()).toEqual([1953, 1968]);
      await drag('1950–1954', '1965–1969');
      expect(years(page)).toEqual([null, null]);
      expect(await page.locator(results).count()).toBe(7);
      await bar(page, '1985–1989').click();
      await answer(page);
      expect(years(page)).toEqual(['1985', '1989']);
      expect(await readYears(page)).toEqual([1988]);
    });
  });

  it('is brushed with a finger, which still scrolls the page up and down', async () => {
    await visitSearch(
      'fixture',
      '?q=bridge',
      async (page) => {
        await page.locator('#search-narrow summary').tap();
        await answer(page);
        await bar(page, '1925–1929').tap();
        await page.waitForURL('**from=1925&to=1929');
        await answer(page);
        const touch = await page.context().newCDPSession(page);
        const [start, end] = [await bar(page, '1910–1914').boundingBox(), await bar(page, '1950–1954').boundingBox()];
        const at = (share: number) => ({
          x: (start?.x ?? 0) + 2 + ((end?.x ?? 0) - (start?.x ?? 0)) * share,
          y: (start?.y ?? 0) + 20,
        });
        await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
        for (const share of [0.3, 0.6, 1]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(share)] });
        await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
        await page.waitForURL('**from=1910&to=1954');
        expect(await page.locator('.years-chart').evaluate((chart) => getComputedStyle(chart).touchAction)).toBe('pan-y');
      },
      { viewport: narrow, hasTouch: true, isMobile: true },
    );
  });

  it('takes years that are typed, in either order, one or both', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const type = async (field: 'From' | 'to', year: string) => {
        await page.getByLabel(field, { exact: true }).fill(year);
        await page.keyboard.press('Enter');
        await answer(page);
      };
      await type('From', '1953');
      expect(years(page)).toEqual(['1953', null]);
      expect((await readYears(page)).sort()).toEqual([1953, 1968, 1988, 2009]);
      await type('to', '1911');
      expect(years(page)).toEqual(['1911', '1953']);
      expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('1911');
      expect((await readYears(page)).sort()).toEqual([1911, 1913, 1926, 1953]);
      await type('From', '');
      expect(years(page)).toEqual([null, '1953']);
      await type('to', 'soon');
      expect(years(page)).toEqual([null, null]);
      expect(await page.locator(results).count()).toBe(7);
    });
  });

  it('is gone through with arrow keys, drawn with Shift, chosen with Enter, given up with Escape', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const current = () => focused(page, ({ ariaLabel }) => ariaLabel?.split(':')[0]);
      // One stop for Tab, right before the two fields.
      await page.getByLabel('From', { exact: true }).focus();
      await page.keyboard.press('Shift+Tab');
      expect(await current()).toBe('1910–1914');
      for (const [key, bar] of [
        ['End', '2005–2009'],
        ['Home', '1910–1914'],
        ['ArrowLeft', '1910–1914'],
        ['ArrowRight', '1915–1919'],
        ['ArrowRight', '1920–1924'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await current(), key).toBe(bar);
      }
      for (let step = 0; step < 7; step++) await page.keyboard.press('Shift+ArrowRight');
      expect(await page.locator('.year.drawn').count()).toBe(8);
      await page.keyboard.press('Escape');
      expect(await page.locator('.year.drawn').count()).toBe(0);
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Shift+ArrowLeft');
      expect(await page.locator('.year.drawn').count()).toBe(3);
      await page.keyboard.press('Enter');
      await page.waitForURL('**from=**');
      await answer(page);
      expect(years(page)).toEqual(['1945', '1959']);
      expect(await readYears(page)).toEqual([1953]);
      expect(await current()).toBe('1945–1949');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Space');
      await page.waitForURL('**from=1950**');
      await answer(page);
      expect(years(page)).toEqual(['1950', '1954']);
    });
  });
});

describe('chips', () => {
  it('take away a filter that was chosen, one that was typed, and all', async () => {
    await visitSearch('fixture', '?q=bridge+speaker:"Ada+Quill"+stone&place=guildhall&from=1911&to=1960', async (page) => {
      const chips = () => page.locator('#search-chips button').allTextContents();
      const take = async (name: string) => {
        await page.getByRole('button', { name, exact: true }).click();
        await answer(page);
        expect(await isFocused(page, '#query')).toBe(true);
      };
      expect(await chips()).toEqual(['Place: Guildhall', 'Speaker: Ada Quill', 'Published: 1911–1960', 'Take all away']);
      expect(await page.locator(results).count()).toBe(2);
      await take('Take away place: Guildhall');
      expect(new URL(page.url()).searchParams.has('place')).toBe(false);
      await take('Take away published: 1911–1960');
      expect(await page.locator(results).count()).toBe(3);
      await take('Take away speaker: Ada Quill');
      expect(await page.locator('#query').inputValue()).toBe('bridge stone');
      expect(new URL(page.url()).search).toBe('?q=bridge+stone');
      expect(await chips()).toEqual([]);

      await page.goBack();
      await page.goBack();
      await answer(page);
      expect(await chips()).toEqual(['Speaker: Ada Quill', 'Published: 1911–1960', 'Take all away']);
      await take('Take all away');
      expect(new URL(page.url()).search).toBe('?q=bridge+stone');
    });
  });
});

describe('the address', () => {
  it('holds the whole search: opened elsewhere it shows the same', async () => {
    await visit(`${fixture.url}search/`, async (page) => {
      await search(page, '  "every stone" bridge ');
      await checkbox(page, 'Kind', 'Quotations').check();
      await answer(page);
      await checkbox(page, 'Places', 'Guildhall').check();
      await answer(page);
      await page.getByLabel('to', { exact: true }).fill('1960');
      await page.keyboard.press('Enter');
      await answer(page);
      await page.getByLabel('Order').selectOption('newest');
      await answer(page);
      const state = await readState(page);
      expect(new URL(page.url()).search).toBe('?q=%22every+stone%22+bridge&place=guildhall&kind=quote&to=1960&sort=newest');
      expect(state.results.map(({ title }) => title)).toEqual(['Four Nights of Water', 'THE BRIDGE QUESTION: A CROWDED MEETING']);
      const elsewhere = async (other: Page) => {
        await answer(other);
        expect(await readState(other)).toEqual({ ...state, query: state.query.trim() });
      };
      await visit(page.url(), elsewhere, { isFresh: true });
    });
  });

  it('is gone back and forward through, a step for each search and each choice', async () => {
    await visit(`${fixture.url}search/`, async (page) => {
      const states: Awaited<ReturnType<typeof readState>>[] = [];
      const keep = async () => {
        await answer(page);
        states.push(await readState(page));
      };
      await search(page, 'bridge');
      await keep();
      await checkbox(page, 'Places', 'Guildhall').check();
      await keep();
      await page.getByLabel('Order').selectOption('oldest');
      await keep();
      await search(page, 'looms');
      await keep();
      const step = async (way: 'goBack' | 'goForward', at: number) => {
        await page[way]();
        await answer(page);
        expect(await readState(page), `${way} to ${at}`).toEqual(states[at]);
      };
      for (const at of [2, 1, 0]) await step('goBack', at);
      for (const at of [1, 2, 3]) await step('goForward', at);
      await page.locator(places).first().click();
      await page.waitForURL('**/articles/**');
      await step('goBack', 3);
      for (const at of [2, 1, 0]) await step('goBack', at);
      await page.goBack();
      await page.waitForURL('**/search/');
      await page.locator(results).first().waitFor({ state: 'detached' });
      expect(await page.locator('#query').inputValue()).toBe('');
      expect(await page.locator('#search-body').isVisible()).toBe(false);
    });
  });

  it('follows the typing in one step, and goes back to what was searched before', async () => {
    const types = async (page: Page, text: string) => {
      await page.locator('#query').selectText();
      for (const letter of text) {
        await page.keyboard.press(letter);
        // Each letter is a search of its own, as for a reader who types slowly.
        await page.waitForURL((url) => url.searchParams.get('q') === text.slice(0, text.indexOf(letter) + 1));
      }
      await answer(page);
    };
    await visit(`${fixture.url}search/`, async (page) => {
      await types(page, 'kel');
      const before = await page.evaluate(() => history.length);
      await types(page, 'bri');
      expect(await page.evaluate(() => history.length)).toBe(before);
      await search(page, 'bridge');
      await types(page, 'mil');
      await page.goBack();
      await answer(page);
      expect(await page.locator('#query').inputValue()).toBe('bridge');
    });
  });

  it('is what an OpenSearch description, linked from every page, tells a browser', async () => {
    const site = inject('fixtureSite');
    const linked = listFiles(site)
      .filter((file) => file.endsWith('.html'))
      .map((file) => readPage(site, file))
      // A page that only leads on is none that a reader sees.
      .filter(({ document }) => !document.querySelector('meta[http-equiv=refresh]'))
      .map(({ file, document }) => [file, document.querySelector('link[rel=search]')?.getAttribute('href')]);
    expect(linked.length).toBeGreaterThan(50);
    expect(linked.filter(([, href]) => href !== '/vale/opensearch.xml')).toEqual([]);

    await visit(fixture.url, async (page) => {
      const description = await page.evaluate(async () => {
        const link = document.querySelector<HTMLLinkElement>('link[rel=search][type="application/opensearchdescription+xml"]');
        const text = await (await fetch(link?.href ?? '')).text();
        const xml = new DOMParser().parseFromString(text, 'application/xml');
        const url = xml.querySelector('Url[type="text/html"]');
        return {
          fault: xml.querySelector('parsererror')?.textContent,
          namespace: xml.documentElement.namespaceURI,
          root: xml.documentElement.localName,
          name: xml.querySelector('ShortName')?.textContent,
          method: url?.getAttribute('method'),
          template: url?.getAttribute('template') ?? '',
        };
      });
      expect(description).toMatchObject({
        namespace: 'http://a9.com/-/spec/opensearch/1.1/',
        root: 'OpenSearchDescription',
        method: 'get',
        name: expect.stringMatching(/^.{1,16}$/u),
      });
      expect(description.fault).toBeUndefined();
      const address = new URL(description.template.replace('{searchTerms}', encodeURIComponent('"every stone" bridge')));
      await page.goto(new URL(address.pathname + address.search, page.url()).href);
      await answer(page);
      expect(await page.locator('#query').inputValue()).toBe('"every stone" bridge');
      expect(await page.locator(results).count()).toBe(3);
    });
  });
});

describe('arriving at a hit', () => {
  const current = 'mark.searched.current';
  const count = '.find-count';

  /** Whether the current mark is in the window, and the passage that it stands in. */
  const readCurrent = (page: Page) =>
    page
      .locator(current)
      .first()
      .evaluate((mark) => {
        const { top, bottom } = mark.getBoundingClientRect();
        return { isInView: top >= 0 && bottom <= innerHeight, passage: mark.closest('.passage')?.id ?? '', words: mark.textContent };
      });
  const inView = (page: Page) =>
    page.waitForFunction((selector) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return box && box.top >= 0 && box.bottom <= innerHeight;
    }, current);
  /** The text of each passage, and what it is made of. */
  const readPassages = (page: Page) =>
    page.locator('.article-body .passage').evaluateAll((passages) =>
      passages.map((passage) => {
        const walker = document.createTreeWalker(passage);
        let nodes = 0;
        while (walker.nextNode()) nodes++;
        return [passage.id, passage.textContent, passage.innerHTML, nodes];
      }),
    );
  const hear = (page: Page, text: RegExp) =>
    page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('body > [role=status]')?.textContent ?? ''),
      text.source,
    );

  it('opens the passage with the words marked and the first in view', async () => {
    await visitSearch('real', '?q="righteous+deed"', async (page) => {
      await page.locator(places).first().click();
      await page.waitForURL(`**/${article}?find=righteous+deed#q-righteous-deed`);
      await inView(page);
      expect(await page.locator('mark.searched').allTextContents()).toEqual(['righteous deed']);
      expect(await page.locator(count).textContent()).toBe('1 of 1');
      expect(await page.locator('#q-righteous-deed').evaluate((quote) => quote.matches(':target'))).toBe(true);
    });
    await visitSearch('fixture', '?q=bridge', async (page) => {
      const hit = page.locator(results, { hasText: 'THE BRIDGE QUESTION' }).locator('.found-places a').nth(1);
      const anchor = new URL((await hit.getAttribute('href')) ?? '', page.url()).hash.slice(1);
      await hit.click();
      await page.locator(current).waitFor();
      await inView(page);
      expect(await readCurrent(page)).toEqual({ isInView: true, passage: anchor, words: 'bridge' });
      const marks = await page.locator('mark.searched').allTextContents();
      expect(marks.every((mark) => /^bridged?$/i.test(mark))).toBe(true);
      expect(await page.locator(count).textContent()).toBe(`2 of ${marks.length}`);
    });
  });

  it('leads to the next hit and the previous, round the ends, and says where it is', async () => {
    await visit(`${real.url}${article}?find=counteraction#q-nothing-is-more-serious-miscalculation-than`, async (page) => {
      await inView(page);
      expect(await page.locator(count).textContent()).toBe('2 of 4');
      const order = () =>
        page.locator('mark.searched').evaluateAll((marks) => marks.findIndex((mark) => mark.classList.contains('current')));
      for (const [button, at] of [
        ['Next', 2],
        ['Next', 3],
        ['Next', 0],
        ['Previous', 3],
        ['Previous', 2],
      ] as const) {
        await page.getByRole('button', { name: button, exact: true }).click();
        expect(await page.locator(count).textContent()).toBe(`${at + 1} of 4`);
        expect(await order()).toBe(at);
        await inView(page);
        expect(await page.locator(current).count()).toBe(1);
      }
      await hear(page, /^3 of 4: .+/);
    });
  });

  it('clears the marks: the text is as it was, and the address as well', async () => {
    const plain: Awaited<ReturnType<typeof readPassages>> = [];
    await visit(`${real.url}${article}`, async (page) => {
      plain.push(...(await readPassages(page)));
    });
    await visit(`${real.url}${article}?find=the+interview&find=sony&find=north+korea#q-blow-up`, async (page) => {
      await page.locator(current).first().waitFor();
      expect(await page.locator('mark.searched').count()).toBeGreaterThan(10);
      expect((await readPassages(page)).map(([id, text]) => [id, text])).toEqual(plain.map(([id, text]) => [id, text]));
      await page.getByRole('button', { name: 'Clear' }).click();
      expect(await page.locator('mark.searched, .find-bar').count()).toBe(0);
      expect(await readPassages(page)).toEqual(plain);
      expect(page.url()).toBe(`${real.url}${article}#q-blow-up`);
      await hear(page, /^Marks cleared\.$/);
      await page.reload();
      await page.waitForLoadState('networkidle');
      expect(await page.locator('mark.searched, .find-bar').count()).toBe(0);
    });
  });

  it('marks words across italics, the ends of a quotation, a line’s end and the mark of a note', async () => {
    const marked = async (page: Page, words: string, elements: number) => {
      await page.locator(current).first().waitFor();
      const marks = page.locator('mark.searched');
      expect((await marks.allTextContents()).join('').replace(/\s+/g, ' ')).toBe(words);
      expect(await marks.count(), words).toBe(elements);
      expect(await page.locator(count).textContent()).toBe('1 of 1');
      expect(await page.locator(current).count(), words).toBe(elements);
    };
    await visitSearch('real', '?q="comedy+the+interview+and+if"', async (page) => {
      await visitHit(page, async (opened) => {
        await marked(opened, 'comedy The Interview; and if', 3);
        expect(await opened.locator('i mark, em mark, cite mark').allTextContents()).toEqual(['The Interview']);
        await opened.goto(`${real.url}${article}?find=a+righteous+deed+in+the+words#q-righteous-deed`);
        await marked(opened, 'a “righteous deed,” in the words', 3);
        expect(await opened.locator('#q-righteous-deed mark').allTextContents()).toEqual(['righteous deed']);
      });
    });
    await visitSearch('fixture', '?q="bridge+held+because"', async (page) => {
      await visitHit(page, async (opened) => {
        await marked(opened, 'bridge held because', 2);
        expect(await opened.locator('[data-apparatus] mark').count()).toBe(0);
        await opened.goto(`${fixture.url}${flood}?find=dried+the+novels+on+the+looms`);
        await marked(opened, 'dried the novels on the looms', 1);
      });
    });
  });

  it('begins in the quotation that the address names', async () => {
    await visit(`${real.url}${article}?find=counteraction#q-symmetric-counteraction`, async (page) => {
      await inView(page);
      expect(await page.locator(current).evaluate((mark) => mark.closest('q, blockquote, [id^=q-]')?.id)).toBe('q-symmetric-counteraction');
    });
  });

  it('takes what stands in the address for words, finds them without accents, and leaves a page without them as it is', async () => {
    await visit(`${fixture.url}${flood}?find=angstrom&find=%3Czo%C3%AB%3E`, async (page) => {
      await page.locator(current).waitFor();
      expect(new Set(await page.locator('mark.searched').allTextContents())).toEqual(new Set(['Zoë', 'Ångström']));
      await page.goto(`${fixture.url}${flood}?find=zeppelin`);
      await page.waitForLoadState('networkidle');
      expect(await page.locator('mark.searched, .find-bar').count()).toBe(0);
    });
  });

  it('moves at once where the reader asked for less motion, and smoothly otherwise', async () => {
    /** Whether the last mark is in the window right after it was asked for. */
    const jump = async (reducedMotion: 'reduce' | 'no-preference') => {
      let isThere = false;
      await visit(
        `${real.url}${article}?find=korea`,
        async (page) => {
          await inView(page);
          await page.waitForLoadState('load');
          isThere = await page.evaluate((selector) => {
            const buttons = document.querySelectorAll<HTMLButtonElement>('.find-bar button');
            buttons[0]?.click();
            const box = document.querySelector(selector)?.getBoundingClientRect();
            return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
          }, current);
          await inView(page);
        },
        { reducedMotion },
      );
      return isThere;
    };
    expect(await jump('reduce')).toBe(true);
    expect(await jump('no-preference')).toBe(false);
  });
});

const dialog = 'dialog.search-dialog';

/** Opens the dialog, types, and waits for what is found. */
async function ask(page: Page, text: string, key = '/'): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(dialog).waitFor();
  await page.keyboard.type(text);
  await page.locator(`${dialog} [role=option]`).first().waitFor();
}

describe('the search over any page', () => {
  it('opens as a dialog with /, Ctrl K and ⌘ K', async () => {
    await visit(fixture.url, async (page) => {
      for (const path of ['', flood, 'people/', '404.html']) {
        await page.goto(`${fixture.url}${path}`);
        for (const key of ['/', 'Control+k', 'Meta+k']) {
          await page.keyboard.press(key);
          const opened = page.getByRole('dialog', { name: 'Search' });
          await opened.waitFor();
          expect(await opened.evaluate((element) => element.matches(':modal')), path).toBe(true);
          expect(await isFocused(page, `${dialog} input[role=combobox]`), path).toBe(true);
          await page.keyboard.press('Escape');
          await opened.waitFor({ state: 'hidden' });
        }
      }
    });
  });

  it('is the field of the search page there', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      for (const key of ['/', 'Control+k', 'Meta+k']) {
        await page.locator('#sort').focus();
        await page.locator('#search-status').click();
        await page.keyboard.press(key);
        expect(await isFocused(page, '#query'), key).toBe(true);
      }
      expect(await page.locator(dialog).count()).toBe(0);
      expect(await page.locator('#query').inputValue()).toBe('bridge');
    });
  });

  it('shows what is found while one types, says how much, and opens the place that is chosen', async () => {
    await visit(`${real.url}people/`, async (page) => {
      await ask(page, 'wang yi');
      expect(page.url()).toBe(`${real.url}people/`);
      await page.waitForFunction((selector) => {
        return document.querySelector(`${selector} [role=status]`)?.textContent === '1 passage and 1 event in 1 article.';
      }, dialog);
      const options = page.locator(`${dialog} [role=option]`);
      expect(await options.first().textContent()).toContain('Foreign minister');
      expect(await options.locator('mark').first().textContent()).toContain('Wang Yi');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/articles\/.*\?find=.*wang\+yi.*#/);
      expect(await page.locator('mark.searched').first().textContent()).toContain('Wang Yi');
    });
  });

  it('tells a screen reader what is found and what is chosen', async () => {
    await visit(`${fixture.url}${flood}`, async (page) => {
      await page.keyboard.press('/');
      const field = page.getByRole('combobox', { name: 'Search the archive' });
      await field.waitFor();
      const read = () =>
        field.evaluate((input) => {
          const list = document.getElementById(input.getAttribute('aria-controls') ?? '');
          const options = [...(list?.children ?? [])];
          const active = input.getAttribute('aria-activedescendant');
          return {
            expanded: input.getAttribute('aria-expanded'),
            autocomplete: input.getAttribute('aria-autocomplete'),
            list: list?.getAttribute('role'),
            roles: [...new Set(options.map((option) => option.getAttribute('role')))],
            selected: options.flatMap((option, at) => (option.getAttribute('aria-selected') === 'true' ? [at] : [])),
            active: active === null ? undefined : options.findIndex(({ id }) => id === active),
          };
        });
      expect(await read()).toEqual({
        expanded: 'false',
        autocomplete: 'list',
        list: 'listbox',
        roles: [],
        selected: [],
        active: undefined,
      });
      await page.keyboard.type('bridge');
      const options = page.getByRole('option');
      await options.first().waitFor();
      const total = await options.count();
      expect(total).toBeGreaterThan(5);
      const expanded = { expanded: 'true', autocomplete: 'list', list: 'listbox', roles: ['option'] };
      expect(await read()).toEqual({ ...expanded, selected: [], active: undefined });
      for (const [key, at] of [
        ['ArrowDown', 0],
        ['ArrowDown', 1],
        ['ArrowUp', 0],
        ['ArrowUp', undefined],
        ['ArrowUp', total - 1],
        ['ArrowDown', undefined],
        ['ArrowDown', 0],
      ] as const) {
        await page.keyboard.press(key);
        expect(await read(), key).toEqual({ ...expanded, selected: at === undefined ? [] : [at], active: at });
        expect(await isFocused(page, `${dialog} input[role=combobox]`)).toBe(true);
      }
      // An option's name is words, not words run together.
      expect(await page.getByRole('option', { name: 'Ennerby Bridge bridge' }).count()).toBe(1);
      expect(await page.locator(`${dialog} [role=status]`).textContent()).toBe('13 passages and 7 events in 7 articles.');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('zeppelin');
      await page.waitForFunction(
        (selector) => document.querySelector(`${selector} [role=status]`)?.textContent === 'Nothing found for “zeppelin”.',
        dialog,
      );
      expect(await read()).toMatchObject({ expanded: 'false', roles: [], active: undefined });
    });
  });

  it('leads to the whole of the results with Enter alone, and with a press to what is pressed', async () => {
    await visit(fixture.url, async (page) => {
      await ask(page, 'bridge');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/vale/search/?q=bridge');
      await answer(page);
      await page.goto(`${fixture.url}${flood}`);
      await ask(page, 'crake');
      await page.getByRole('option', { name: 'Josiah Crake' }).first().click();
      await page.waitForURL('**/vale/people/josiah-crake/');
    });
  });

  it('closes with Escape and with a press beside it, and the focus returns', async () => {
    await visit(`${fixture.url}${flood}`, async (page) => {
      const link = page.locator('.masthead nav a').nth(2);
      const isOpen = () => page.locator(dialog).evaluate((element) => (element as HTMLDialogElement).open);
      await link.focus();
      await ask(page, 'bridge');
      await page.keyboard.press('Escape');
      expect(await isOpen()).toBe(false);
      expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Control+k');
      expect(await isOpen()).toBe(true);
      // What was typed is selected: it is there, and typing replaces it.
      await page.keyboard.type('m');
      expect(await page.locator(`${dialog} input[role=combobox]`).inputValue()).toBe('m');
      await page.mouse.click(5, 5);
      expect(await isOpen()).toBe(false);
      expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });

  it('is not in the way of a slash that is typed into a field', async () => {
    await visit(`${fixture.url}${flood}`, async (page) => {
      const box = page.getByRole('searchbox');
      await box.focus();
      await page.keyboard.type('1/2');
      expect(await box.inputValue()).toBe('1/2');
      expect(await page.locator(dialog).count()).toBe(0);
      await page.keyboard.press('Control+k');
      await page.locator(dialog).waitFor();
      await page.keyboard.type('a/b');
      expect(await page.locator(`${dialog} input[role=combobox]`).inputValue()).toBe('a/b');
      await page.goto(`${fixture.url}search/`);
      await page.locator('#query').focus();
      await page.keyboard.type('x/y');
      expect(await page.locator('#query').inputValue()).toBe('x/y');
    });
  });

  it('leaves the slash alone once that is switched off, and keeps to it', async () => {
    await visit(`${fixture.url}${flood}`, async (page) => {
      const box = page.getByRole('checkbox', { name: 'The / key opens this' });
      await page.keyboard.press('/');
      await box.waitFor();
      await box.uncheck();
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
      await page.keyboard.press('/');
      expect(await page.locator(dialog).isVisible()).toBe(false);
      await page.goto(`${fixture.url}people/`);
      await page.keyboard.press('/');
      await page.keyboard.press('Control+k');
      await box.waitFor();
      expect(await page.locator(`${dialog} input[role=combobox]`).inputValue()).toBe('');
      expect(await box.isChecked()).toBe(false);
      await box.check();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement === document.body);
      await page.keyboard.press('/');
      await box.waitFor();
    });
  });

  it('leads to the search page where the dialog itself cannot be loaded', async () => {
    await visit(
      `${fixture.url}${flood}`,
      async (page) => {
        await page.keyboard.press('/');
        await page.waitForURL(/\/vale\/search\//);
      },
      { before: (page) => page.route(/\/_astro\/dialog\.[^/]+\.js/, (route) => route.abort()), provoked: /Failed to load resource/ },
    );
  });
});

describe('the layout', () => {
  /** Less than a tenth of what Core Web Vitals call good. */
  const still = 0.01;

  it.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('does not shift when results arrive, in a %s window', async (_name, size) => {
    const core = hold();
    await visit(
      `${fixture.url}search/?q=bridge+foo:bar+"ferry&place=guildhall&from=1911`,
      async (page) => {
        await page.waitForFunction(() => document.querySelector('#search-status')?.textContent === 'Searching…');
        await page.evaluate(() => document.fonts.ready);
        await readShift(page);
        core.letGo();
        await answer(page);
        await page.locator(results).first().waitFor();
        expect(await readShift(page)).toBeLessThan(still);
      },
      { before: (page) => Promise.all([page.setViewportSize(size), page.route('**/search/core.json', core.wait)]) },
    );
  });

  it('does not shift when results arrive late for what was typed', async () => {
    const core = hold();
    await visit(
      `${fixture.url}search/`,
      async (page) => {
        await page.evaluate(() => document.fonts.ready);
        await page.locator('#query').pressSequentially('bridge');
        await page.waitForFunction(() => document.querySelector('#search-status')?.textContent === 'Searching…');
        await forgetInput(page);
        core.letGo();
        await answer(page);
        await page.locator(results).first().waitFor();
        expect(await readShift(page)).toBeLessThan(still);
      },
      { before: (page) => page.route('**/search/core.json', core.wait) },
    );
  });

  it.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('does not shift when the dialog opens and its results arrive late, in a %s window', async (_name, size) => {
    const core = hold();
    await visit(
      `${fixture.url}${flood}`,
      async (page) => {
        await page.evaluate(() => document.fonts.ready);
        await page.keyboard.press('/');
        await page.locator(dialog).waitFor();
        await page.keyboard.type('bridge');
        await page.waitForFunction((selector) => document.querySelector(`${selector} [role=status]`)?.textContent === 'Searching…', dialog);
        await forgetInput(page);
        core.letGo();
        await page.locator(`${dialog} [role=option]`).first().waitFor();
        expect(await readShift(page)).toBeLessThan(still);
      },
      { before: (page) => Promise.all([page.setViewportSize(size), page.route('**/search/core.json', core.wait)]) },
    );
  });

  it('does not shift when marks and their bar come to an article', async () => {
    await visit(`${real.url}${article}?find=sony#q-righteous-deed`, async (page) => {
      await page.locator('mark.searched.current').first().waitFor();
      expect(await readShift(page)).toBeLessThan(still);
    });
  });

  it('fits a window 320 pixels wide with results, facets, dialog and the bar of an article', async () => {
    await visitSearch(
      'fixture',
      '?q=bridge+foo:bar+speaker:"Ada+Quill"&place=guildhall',
      async (page) => {
        const width = (what: string) =>
          page.evaluate(() => document.documentElement.scrollWidth).then((actual) => expect(actual, what).toBeLessThanOrEqual(320));
        await width('results');
        await page.getByText('Narrow down').click();
        expect(await page.locator('.years-chart').isVisible()).toBe(true);
        await openAll(page, /^All \d+ /);
        await width('facets');
        await page.getByText('How to search').click();
        await width('help');
        await page.goto(`${fixture.url}${flood}`);
        await ask(page, 'bridge');
        const box = await page.locator(dialog).boundingBox();
        expect(box).toMatchObject({ x: 0, width: 320 });
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
        expect(await page.locator(dialog).evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(320);
        await width('dialog');
        await page.goto(`${fixture.url}${flood}?find=bridge`);
        const bar = await page.locator('.find-bar').boundingBox();
        expect(bar).toMatchObject({ x: 0, width: 320 });
        await width('bar');
      },
      { before: (page) => page.setViewportSize(narrow) },
    );
  });

  it('keeps the whole dialog in the window, and what is chosen in sight', async () => {
    await visit(`${fixture.url}${flood}`, async (page) => {
      await ask(page, 'bridge');
      const bottom = async (selector: string) => {
        const box = await page.locator(selector).last().boundingBox();
        return (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN);
      };
      for (const height of [900, 600, 400]) {
        await page.setViewportSize({ width: 1280, height });
        expect(await bottom(dialog), `${height}`).toBeLessThanOrEqual(height);
        expect(await page.getByText('The / key opens this').isVisible()).toBe(true);
        // Up from the field is the last.
        await page.keyboard.press('ArrowUp');
        expect(await bottom(`${dialog} [role=option]`), `${height}`).toBeLessThanOrEqual(await bottom(dialog));
        await page.keyboard.press('ArrowDown');
      }
    });
  });
});

describe('without scripting', () => {
  it('the page says so and leads to the indexes', async () => {
    await visit(
      `${fixture.url}search/?q=bridge`,
      async (page) => {
        const note = page.locator('noscript p');
        expect(await note.isVisible()).toBe(true);
        expect(await note.textContent()).toContain('Searching needs scripting, which is off in this browser');
        const links = await note.getByRole('link').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
        expect(links.map((href) => new URL(href).pathname)).toEqual(
          ['articles', 'quotes', 'people', 'organizations', 'places', 'works', 'timeline'].map((name) => `/vale/${name}/`),
        );
        for (const href of links) expect((await fetch(href)).status, href).toBe(200);
        expect(await page.locator('#search-body, .search-order, #search-chips').filter({ visible: true }).count()).toBe(0);
      },
      { javaScriptEnabled: false },
    );
  });

  it('the box of any page leads there', async () => {
    await visit(
      `${fixture.url}${flood}`,
      async (page) => {
        await page.getByRole('searchbox').fill('bridge');
        await page.getByRole('searchbox').press('Enter');
        await page.waitForURL('**/vale/search/?q=bridge');
        expect(await page.locator('noscript p').isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });
});

describe('a failed load', () => {
  const provoked = /Failed to (?:load|fetch)|Pagefind/;
  const abort = (route: Route) => route.abort();
  const refuse = (route: Route) => route.fulfill({ status: 503, body: 'busy' });
  const again = (page: Page) => page.locator('#search-status').getByRole('button', { name: 'Try again' });

  it('of one file after the other is told each time, and made good by trying again', async () => {
    const files: [pattern: RegExp, fail: (route: Route) => Promise<void>][] = [
      [/\/search\/core\.json/, abort],
      [/\/search\/core\.json/, refuse],
      [/\/search\/text\//, refuse],
      [/\/search\/text\//, abort],
      [/\.pf_index/, abort],
      [/\.pf_index/, refuse],
    ];
    await visit(
      `${fixture.url}search/`,
      async (page) => {
        for (const [at, [pattern, fail]] of files.entries()) {
          let failed = 0;
          await page.route(pattern, (route) => {
            failed++;
            return fail(route);
          });
          if (at === 0) await search(page, 'bridge');
          else {
            await again(page).click();
            await answer(page);
          }
          expect(await readStatus(page), `${pattern}`).toMatch(/^The index could not be loaded \(.+\)/s);
          if (fail === refuse) expect(await readStatus(page), `${pattern}`).toContain('503');
          expect(failed, `${pattern}`).toBeGreaterThan(0);
          expect(await page.locator(results).count(), `${pattern}`).toBe(0);
          await page.unroute(pattern);
        }
        await again(page).click();
        await answer(page);
        expect(await readStatus(page)).toMatch(/ in 7 articles\.$/);
        expect(await page.locator(results).count()).toBe(7);
      },
      { provoked },
    );
  });

  it.each([
    ['Pagefind', /\/pagefind\.js/],
    ['what stands around the results', /\/surroundings\.[^/]+\.js/],
  ])('of the script of %s is told, and made good by trying again', async (_name, pattern) => {
    await visit(
      `${fixture.url}search/`,
      async (page) => {
        await page.route(pattern, abort);
        await search(page, 'bridge');
        expect(await readStatus(page)).toMatch(/^The index could not be loaded \(.+\)/s);
        await page.unroute(pattern);
        await again(page).click();
        await page.locator(results).nth(6).waitFor();
      },
      { provoked },
    );
  });

  it('of the lists leaves the results, is told, and made good by trying again', async () => {
    const pattern = /\/narrow\.[^/]+\.js/;
    await visit(
      `${fixture.url}search/`,
      async (page) => {
        await page.route(pattern, abort);
        await search(page, 'loom');
        expect(await readStatus(page)).toContain('3 articles. The lists to narrow down by could not be loaded.');
        expect(await page.locator(results).count()).toBe(3);
        await page.unroute(pattern);
        await page.locator('#search-status').getByRole('button', { name: 'Try again' }).click();
        await checkbox(page, 'Places', 'Pellow Mill').waitFor();
        await answer(page);
        expect(await readStatus(page)).toMatch(/ in 3 articles\.$/);
      },
      { provoked },
    );
  });

  it('of further results is told where they were asked for', async () => {
    await visit(
      `${fixture.url}search/`,
      async (page) => {
        await search(page, 'year:1900..');
        await page.route(/\/search\/text\//, (route) => route.abort());
        await page.getByRole('button', { name: /^Show 1 more/ }).click();
        const again = page.getByRole('button', { name: /could not be loaded/ });
        await again.waitFor();
        await page.unroute(/\/search\/text\//);
        await again.click();
        await page.locator(results).nth(10).waitFor();
      },
      { provoked },
    );
  });

  it('is told in the dialog, and made good there', async () => {
    await visit(
      `${fixture.url}${flood}`,
      async (page) => {
        await page.keyboard.press('/');
        await page.locator(dialog).waitFor();
        await page.keyboard.type('bridge');
        const again = page.locator(`${dialog} [role=status]`).getByRole('button', { name: 'Try again' });
        await again.waitFor();
        expect(await page.locator(`${dialog} [role=status]`).textContent()).toMatch(/could not be loaded \(.+\)/);
        await page.unroute('**/core.json');
        await again.click();
        await page.locator(`${dialog} [role=option]`).first().waitFor();
        expect(await isFocused(page, `${dialog} input[role=combobox]`)).toBe(true);
      },
      { before: (page) => page.route('**/core.json', (route) => route.abort()), provoked },
    );
  });

  it('that is only slow is told, first that it goes on, then that it may be tried again', async () => {
    const core = hold();
    await visit(
      `${fixture.url}search/?q=bridge`,
      async (page) => {
        const status = page.locator('#search-status');
        await page.clock.runFor(600);
        expect(await status.textContent()).toBe('Searching…');
        await page.clock.runFor(8000);
        expect(await status.textContent()).toContain('The index is slow to arrive.');
        await page.unroute('**/core.json');
        await status.getByRole('button', { name: 'Try again' }).click();
        await page.locator(results).first().waitFor();
        core.letGo();
        await answer(page);
        expect(await status.textContent()).toMatch(/ in 7 articles\.$/);
      },
      {
        // The page's clock is set by hand.
        isFresh: true,
        before: async (page) => {
          await page.clock.install();
          await page.route('**/core.json', core.wait);
        },
      },
    );
  });
});

describe('languages', () => {
  it.each([
    ['김정은', 'Kim Jong Un', ['para. 2', 'para. 8']],
    ['王毅', 'Wang Yi', ['para. 4']],
  ])('finds %s, who is %s in the articles', async (typed, name, labels) => {
    await visitSearch('real', `?q=${encodeURIComponent(typed)}`, async (page) => {
      expect(await page.locator('#search-names .headword').first().textContent()).toBe(name);
      const found = (await readResults(page)).flatMap((one) => one.places);
      expect(found.map(({ label }) => label)).toEqual(expect.arrayContaining(labels));
      expect(found[0]?.marks.join()).toContain(name);
      await visitHit(page, async (opened) => {
        expect(await opened.locator('mark.searched.current').textContent()).toContain(name);
      });
    });
  });

  it('finds words in a script without blanks, and Korean words', async () => {
    await visitSearch('fixture', `?q=${encodeURIComponent('有戲')}`, async (page) => {
      expect((await readResults(page)).flatMap((one) => one.places.flatMap(({ marks }) => marks))).toEqual(['有戲']);
      await visitHit(page, async (opened) => {
        expect(await opened.locator('mark.searched').allTextContents()).toEqual(['有戲']);
      });
      await search(page, '천천히');
      expect((await readResults(page)).flatMap((one) => one.places.flatMap(({ marks }) => marks))).toEqual(['천천히']);
    });
  });

  it('finds accented names with and without their accents', async () => {
    await visitSearch('fixture', '?q=bridge', async (page) => {
      for (const [typed, plain, name] of [
        ['Ångström', 'angstrom', 'Zoë Ångström'],
        ['Zoë', 'zoe', 'Zoë Ångström'],
        ['Amélie', 'AMELIE', 'Amélie Garance'],
      ] as const) {
        await search(page, typed);
        const { status, results: found } = await readState(page);
        await search(page, plain);
        expect(await readState(page)).toMatchObject({ status, results: found });
        expect(await page.locator('#search-names .headword').first().textContent()).toBe(name);
        expect(found.length).toBeGreaterThan(0);
      }
    });
  });
});

describe('names', () => {
  it('are found under an alias', async () => {
    await visitSearch('fixture', '?q=miss+hallam', async (page) => {
      expect(await page.locator('#search-names .headword').first().textContent()).toBe('Edith Corrie');
      const marks = (await readResults(page)).flatMap((one) => one.places.flatMap((place) => place.marks));
      expect(marks).toContain('Mrs Corrie');
      expect(marks).toContain('Miss Hallam');
    });
  });

  it('that are misspelt lead to the nearest, and it is said', async () => {
    await visitSearch('fixture', '?q=ada+quyll', async (page) => {
      expect(await readStatus(page)).toMatch(/^Nothing is found for “ada quyll”\. Shown is what is found for “Ada Quill”\. /);
      expect(await page.locator('#search-names .headword').first().textContent()).toBe('Ada Quill');
      expect(await page.locator('#query').inputValue()).toBe('ada quyll');
      await search(page, 'garanse');
      expect(await readStatus(page)).toContain('“Amélie Garance”');
      expect(await page.locator(results).count()).toBeGreaterThan(0);
    });
  });
});

describe('what is loaded', () => {
  const ofIndex = /\/pagefind\/|\/search\/[^?]/;

  /** What is asked of a server that nobody else looks at. */
  async function listRequests(check: (url: string, requests: readonly string[]) => Promise<void>): Promise<void> {
    const server = await serveFolder(inject('realSite'), '/');
    try {
      await check(server.url, server.requests);
    } finally {
      await server.close();
    }
  }

  it('is nothing of the index before the reader turns to the search', async () => {
    await listRequests((url, requests) =>
      visit(
        `${url}${article}`,
        async (page) => {
          for (const path of ['', 'people/', 'search/', `${article}?find=sony`]) await page.goto(`${url}${path}`);
          await page.waitForLoadState('networkidle');
          expect(requests.filter((request) => ofIndex.test(request))).toEqual([]);
          await ask(page, 'sony');
          expect(requests.filter((request) => ofIndex.test(request))).toContain('/search/core.json');
        },
        { isFresh: true },
      ),
    );
  });

  it('of script by the search page is at most 12 kB, compressed', async () => {
    const scripts = listScripts(inject('realSite'), 'search/index.html');
    await listRequests(async (url, requests) => {
      await visit(`${url}search/`, (page) => page.waitForLoadState('networkidle'), { isFresh: true });
      expect(requests.filter((request) => request.endsWith('.js')).sort()).toEqual(scripts.map(({ file }) => `/${file}`).sort());
    });
    // Every page listens for the keys; that is not of the search page alone.
    const everywhere = new Set(listScripts(inject('realSite'), 'about/index.html').map(({ file }) => file));
    const own = scripts.filter(({ file }) => !everywhere.has(file));
    expect(own.length).toBeGreaterThan(0);
    expect(own.reduce((sum, { gzipped }) => sum + gzipped, 0)).toBeLessThanOrEqual(12 * 1024);
  });
});

describe('the keyboard alone', () => {
  it('leads from any page through the dialog to a hit', async () => {
    await visit(`${real.url}${article}`, async (page) => {
      await ask(page, '"righteous deed"');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\?find=righteous\+deed#q-righteous-deed$/);
      await page.locator('mark.searched.current').waitFor();
    });
  });

  it('leads through the search page, past what narrows down, to a hit and through the marks', async () => {
    await visit(`${fixture.url}search/`, async (page) => {
      expect(await isFocused(page, '#query')).toBe(true);
      await page.keyboard.type('kettle');
      await page.keyboard.press('Enter');
      await answer(page);
      const isAt = (selector: string) => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
      const tabTo = async (selector: string, most: number) => {
        for (let step = 0; step < most && !(await isAt(selector)); step++) await page.keyboard.press('Tab');
        expect(await isAt(selector), selector).toBe(true);
      };
      await tabTo('#choose-person-ada-quill', 20);
      await page.keyboard.press('Space');
      await page.waitForURL('**person=ada-quill');
      await answer(page);
      await tabTo(places, 60);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/articles/**');
      await page.locator('mark.searched.current').waitFor();
      // The bar follows the passage that was arrived at.
      await tabTo('.find-bar button', 20);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.locator('.find-count').textContent()).toBe('2 of 2');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.locator('mark.searched').count()).toBe(0);
    });
  });

  it('leaves short words that stand everywhere unmarked, unless they alone were searched for', async () => {
    await visit(`${real.url}${article}?find=of&find=righteous+deed#q-righteous-deed`, async (page) => {
      await page.locator('mark.searched').first().waitFor();
      expect(await page.locator('mark.searched').allTextContents()).toEqual(['righteous deed']);
      await page.goto(`${real.url}${article}?find=of`);
      await page.locator('mark.searched').nth(3).waitFor();
    });
  });

  it('shows where it is on everything that the search adds', async () => {
    await visitSearch('fixture', '?q=kettle+foo:bar&person=ada-quill', async (page) => {
      const unseen: string[] = [];
      await page.locator('#query').focus();
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press('Tab');
        const fault = await focused(page, (element) => {
          // Past the end of the page comes the browser itself.
          if (element === document.body) return undefined;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          return outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2 ? element.outerHTML.slice(0, 80) : undefined;
        });
        if (fault) unseen.push(fault);
      }
      expect(unseen).toEqual([]);
    });
  });
});

describe('accessibility (axe, WCAG 2.2 AA), light and dark', () => {
  /** What is judged is what the search adds; the rest of these pages is judged with the others. */
  const states: [name: string, part: string, open: (check: (page: Page) => Promise<void>) => Promise<void>][] = [
    [
      'results with facets and help',
      'body',
      (check) =>
        visitSearch('fixture', '?q=kettle+speaker:"Ada+Quill"&from=1900', async (page) => {
          await page.getByText('How to search').click();
          await check(page);
        }),
    ],
    ['faults and nothing found', '#search', (check) => visitSearch('fixture', '?q=foo:bar+"kettle&place=nowhere', check)],
    [
      'a failed load',
      '#search',
      (check) =>
        visitSearch('fixture', '?q=kettle', check, {
          before: (page) => page.route('**/core.json', (route) => route.abort()),
          provoked: /Failed to load resource/,
        }),
    ],
    [
      'the dialog with results',
      'dialog',
      (check) =>
        visit(`${real.url}404.html`, async (page) => {
          await ask(page, 'wang yi');
          await page.keyboard.press('ArrowDown');
          await check(page);
        }),
    ],
    [
      'an article arrived at',
      '.find-bar, .passage:has(mark)',
      (check) =>
        visit(`${real.url}${article}?find=righteous+deed&find=praise#q-righteous-deed`, async (page) => {
          await page.locator('mark.searched.current').waitFor();
          await check(page);
        }),
    ],
  ];

  it.each(states)('finds nothing to complain of on %s', async (_name, part, open) => {
    await open(async (page) => {
      const judge = async (colorScheme: 'light' | 'dark', narrow: (axe: AxeBuilder) => AxeBuilder) => {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
        // There are no frames; without them the older way, which opens no further page, finds the same.
        const { violations } = await narrow(new AxeBuilder({ page }).setLegacyMode().include(part)).analyze();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      expect(await judge('light', (axe) => axe.withTags(tags))).toEqual([]);
      // In the dark nothing but colours is another.
      expect(await judge('dark', (axe) => axe.withRules(['color-contrast']))).toEqual([]);
    });
  });
});
