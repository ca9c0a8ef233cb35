/**
 * Hundreds of random selections on the built sites: the toolbar's link of each is opened, and has to lead back to the same words in
 * the same place. What is expected is worked out here in another way than the site does it: by counting signs.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { serveFolder } from '../support/server.ts';

/** Another one is tried with `ROUND_TRIP_SEED=7 npx vitest run tests/browser/round-trip.test.ts`. */
const seed = Number(process.env['ROUND_TRIP_SEED'] ?? 20141222);

/** Articles of both sites, with the number of round trips: together they have all that an article can have. */
const plan: readonly (readonly [site: 'real' | 'fixture', slug: string, trips: number])[] = [
  ['real', '2014-12-22-north-korea-threatens', 60],
  ['fixture', '1911-06-10-the-bridge-question', 40],
  ['fixture', '1913-09-the-long-bridge-opened', 40],
  ['fixture', '1926-a-palace-of-light', 60],
  ['fixture', '1932-03-19-mill-gates-open', 20],
  ['fixture', '1953-02-07-four-nights-of-water', 40],
  ['fixture', '1958-11-21-six-votes', 20],
  ['fixture', '1988-08-20-two-days-of-lanterns', 60],
];

/** Signs that the fixture has none of, put into a page on its way: marks, joined emoji, flags, conjoining Hangul. */
const rareSigns = 'la\u0308nter\u0323\u0302ns 👩‍👩‍👧 🇫🇷🇩🇪 👍🏽 x\u0302y \u1112\u1161\u11ab\u1100\u116e\u11a8 lanterns';

type Kind = 'within' | 'short' | 'across' | 'outside' | 'rare';
const kinds: readonly Kind[] = ['within', 'within', 'short', 'across', 'outside', 'rare', 'rare'];

/** A selection as it was made: offsets in the article's words, passages parted by line feeds. */
interface Made {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly traits: readonly string[];
}

/** Words and where they begin, counted in signs that are not blank. */
interface Place {
  readonly words: string;
  readonly at: number;
}

let browser: Browser;
let sites: Record<'real' | 'fixture', Awaited<ReturnType<typeof serveFolder>>>;

beforeAll(async () => {
  browser = await launchBrowser();
  sites = { real: await serveFolder(inject('realSite'), '/'), fixture: await serveFolder(inject('fixtureSite'), '/vale/') };
});

afterAll(async () => {
  await browser?.close();
  await sites?.real.close();
  await sites?.fixture.close();
});

it('leads from any selection to a link, and from the link to the same words', async () => {
  const seen = new Map<string, number>();
  const faults: string[] = [];
  let trips = 0;
  let refusals = 0;
  // In parts of twenty, so that no worker is left alone with a long one.
  const queue = plan
    .flatMap(([site, slug, wanted]) => Array.from({ length: wanted / 20 }, () => ({ site, slug })))
    .map((task, index) => ({ ...task, random: randomNumbers(seed + index) }));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { site, slug, random } = next;
      const context = await openContext(slug, faults);
      // The words are selected in a page that stays as it is, and their links are opened in another.
      const [author, reader] = [await context.newPage(), await context.newPage()];
      const url = `${sites[site].url}articles/${slug}/`;
      await author.goto(url);
      let previous = '';
      for (let trip = 0; trip < 20; ) {
        const kind = kinds[Math.floor(random() * kinds.length)] ?? 'within';
        const made = await author.evaluate(makeSelection, { kind, numbers: [random(), random(), random(), random()] });
        const expected = made && snap(made);
        const key = JSON.stringify(expected);
        if (key === previous) continue;
        previous = key;
        const label = `seed ${seed}, ${slug}, trip ${trip}, ${kind}`;
        if (!made || !expected) {
          await author.waitForFunction(() => !document.querySelector('[role=toolbar]'), undefined, { timeout: 5000 });
          refusals++;
          continue;
        }
        const address = await offeredAddress(author, url, `${label}, “${expected.words}”`);
        await reader.goto(address, { waitUntil: 'domcontentloaded' });
        // What marks the words is fetched for this address alone.
        await reader.locator('.arrival').first().waitFor({ state: 'attached' });
        const arrived = await reader.evaluate(readMarks);
        expect(arrived, `${label}: ${address}`).toEqual(expected);
        const { searchParams } = new URL(address);
        for (const trait of [kind, ...made.traits, ...[...searchParams.keys()].map((name) => `?${name}`)])
          seen.set(trait, (seen.get(trait) ?? 0) + 1);
        trip++;
        trips++;
      }
      await context.close();
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  expect(faults).toEqual([]);
  expect(trips).toBeGreaterThanOrEqual(300);
  expect(refusals).toBeGreaterThan(0);
  const traits = [
    'markup',
    'passages',
    'clipped',
    'cells',
    'items',
    'note mark',
    'footnote',
    'quote',
    'Hangul',
    'Han',
    'Arabic',
    'emoji',
    'marks',
  ];
  for (const trait of [...traits, '?before', '?after', '?nth', '?sum'])
    expect(seen.get(trait) ?? 0, `${trait} (seed ${seed})`).toBeGreaterThanOrEqual(3);
}, 600_000);

async function openContext(slug: string, faults: string[]): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  if (slug === '1988-08-20-two-days-of-lanterns') {
    await context.route(`**/${slug}/**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('three thousand lanterns', `three thousand ${rareSigns}`) });
    });
  }
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  context.on('weberror', (error) => faults.push(error.error().message));
  return context;
}

/** The address that the toolbar offers for the selection that was just made, on this server. */
async function offeredAddress(page: Page, url: string, label: string): Promise<string> {
  const link = page.locator('[role=toolbar]:not([data-old]) a');
  try {
    await link.waitFor({ state: 'attached', timeout: 10_000 });
  } catch {
    throw new Error(`no link was offered: ${label}`);
  }
  const { pathname, search, hash } = new URL((await link.getAttribute('href')) ?? '');
  return new URL(pathname + search + hash, url).href;
}

/** Where the selection has to lead: whole grapheme clusters, no blanks at the ends; undefined where it holds no word. */
function snap({ text, start, end }: Made): Place | undefined {
  let [low, high] = [start, end];
  while (low < high && /\s/.test(text[low] ?? '')) low++;
  while (high > low && /\s/.test(text[high - 1] ?? '')) high--;
  if (low >= high) return undefined;
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    const after = index + segment.length;
    if (index <= low && low < after) low = index;
    if (index < high && high < after) high = after;
  }
  const solid = (part: string) => part.replace(/\s+/gu, '');
  return { words: solid(text.slice(low, high)), at: solid(text.slice(0, low)).length };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Runs in the page: selects something by chance, and says what; undefined when it holds none of the article's words. */
function makeSelection({ kind, numbers }: { kind: Kind; numbers: readonly number[] }): Made | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  const body = document.querySelector('.article-body') as Element;
  const all: Text[] = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) all.push(walker.currentNode as Text);
  const nodes = all.filter(
    (node) => !node.parentElement?.closest('[role=toolbar], [data-apparatus]') && node.parentElement?.closest('.passage'),
  );
  const others = all.filter((node) => !node.parentElement?.closest('[role=toolbar]') && !nodes.includes(node) && node.data.trim());
  const pick = <Item>(items: readonly Item[], number: number) => items[Math.floor(number * items.length)] as Item;
  const point = (node: Text, number: number) => ({ node, offset: Math.floor(number * (node.length + 1)) });
  const passageOf = (node: Text) => node.parentElement?.closest('.passage');
  const passages = [...new Set(nodes.map(passageOf))];
  const near = (node: Text, distance: number) => {
    const index = passages.indexOf(passageOf(node));
    const wanted = passages.slice(Math.max(0, index - distance), index + distance + 1);
    return nodes.filter((other) => wanted.includes(passageOf(other)));
  };

  const first = pick(nodes, a);
  let points = [point(first, b), point(pick(near(first, 0), c), d)];
  if (kind === 'short') {
    const { offset } = point(first, b);
    points = [
      { node: first, offset },
      { node: first, offset: Math.min(first.length, offset + 1 + Math.floor(c * 8)) },
    ];
  }
  if (kind === 'across') points = [point(first, b), point(pick(near(first, 3), c), d)];
  if (kind === 'outside') points = [point(pick(others, a), b), point(pick(nodes, c), d)];
  if (kind === 'rare') {
    // Around signs of other scripts, or a footnote's mark, a cell, an item, as the page has them.
    const rare = nodes.flatMap((node) => [...node.data.matchAll(/[^\p{ASCII}\p{sc=Latin}\p{P}\s]+/gu)].map((match) => ({ node, match })));
    const special = nodes.filter(
      (node) => node.parentElement?.closest('td, li, .footnotes, blockquote') || node.nextSibling?.parentElement?.querySelector('sup'),
    );
    if (rare.length > 0 && d < 0.7) {
      const { node, match } = pick(rare, a);
      const from = Math.max(0, match.index - 2 + Math.floor(b * (match[0].length + 3)));
      points = [
        { node, offset: Math.min(node.length, from) },
        { node, offset: Math.min(node.length, from + 1 + Math.floor(c * (match[0].length + 2))) },
      ];
    } else if (special.length > 0) {
      const node = pick(special, a);
      points = [point(node, b), point(pick(near(node, 1), c), d)];
    }
  }
  const [one, two] = points as [(typeof points)[0], (typeof points)[0]];
  for (const toolbar of document.querySelectorAll<HTMLElement>('[role=toolbar]')) toolbar.dataset['old'] = '';
  getSelection()?.setBaseAndExtent(one.node, one.offset, two.node, two.offset);
  const selected = getSelection();
  if (!selected || selected.isCollapsed) return undefined;

  const range = selected.getRangeAt(0);
  let text = '';
  let [start, end] = [-1, -1];
  const traits = new Set<string>();
  const touched: Text[] = [];
  for (const node of nodes) {
    const before = nodes[nodes.indexOf(node) - 1];
    if (before && passageOf(before) !== passageOf(node)) text += '\n';
    for (let offset = 0; offset < node.length; offset++) {
      if (range.intersectsNode(node) && range.comparePoint(node, offset) >= 0 && range.comparePoint(node, offset + 1) <= 0) {
        if (start < 0) start = text.length;
        end = text.length + 1;
        if (touched.at(-1) !== node) touched.push(node);
      }
      text += node.data[offset];
    }
  }
  if (start < 0) return undefined;
  const words = text.slice(start, end);
  if (touched.length > 1) traits.add('markup');
  if (words.includes('\n') && new Set(touched.map(passageOf)).size > 1) traits.add('passages');
  if (!nodes.includes(range.startContainer as Text) || !nodes.includes(range.endContainer as Text)) traits.add('clipped');
  if (touched.some((node) => node.parentElement?.closest('td'))) traits.add('cells');
  if (touched.some((node) => node.parentElement?.closest('li'))) traits.add('items');
  if (touched.some((node) => node.parentElement?.closest('q'))) traits.add('quote');
  if (touched.some((node) => node.parentElement?.closest('.footnotes'))) traits.add('footnote');
  if (range.cloneContents().querySelector('sup')) traits.add('note mark');
  for (const [name, signs] of [
    ['Hangul', /\p{sc=Hangul}/u],
    ['Han', /\p{sc=Han}/u],
    ['Arabic', /\p{sc=Arabic}/u],
    ['emoji', /\p{ExtPict}|\p{RI}/u],
    ['marks', /\p{M}/u],
  ] as const) {
    if (signs.test(words)) traits.add(name);
  }
  return { text, start, end, traits: [...traits] };
}

/** Runs in the page: the words that are marked, and how many signs stand before them; a note where they are not one run of words. */
function readMarks(): Place | string {
  const notice = document.querySelector('.arrival-changed');
  if (notice) return notice.textContent ?? '';
  let [words, at, run] = ['', 0, 'before' as 'before' | 'in' | 'after'];
  const walker = document.createTreeWalker(document.querySelector('.article-body') as Element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const signs = node.data.replace(/\s+/gu, '');
    const isMarked = node.parentElement?.closest('mark.arrived');
    if (node.parentElement?.closest('[data-apparatus]') || !node.parentElement?.closest('.passage')) {
      if (isMarked) return `marked outside of the passages: ${signs}`;
      continue;
    }
    // Between cells and blocks stand line feeds and tabs alone, where no mark may stand.
    if (!signs && isMarked && /^[\n\t]+$/.test(node.data)) return 'marked between blocks';
    if (!signs) continue;
    if (isMarked) {
      if (run === 'after') return `marked apart: ${words} … ${signs}`;
      run = 'in';
      words += signs;
    } else if (run === 'in') run = 'after';
    else if (run === 'before') at += signs.length;
  }
  return { words, at };
}
