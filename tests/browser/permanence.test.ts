/** Sealed addresses in a browser, with scripting and without. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { serveFolder } from '../support/server.ts';

let browser: Browser;
let fixture: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  browser = await launchBrowser();
  fixture = await serveFolder(inject('fixtureSite'), '/vale/');
});

afterAll(async () => {
  await browser?.close();
  await fixture?.close();
});

async function open(address: string, check: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(`${fixture.url}${address}`);
    await check(page);
  } finally {
    await context.close();
  }
}

/** Whether the element has the ground of a marked place. */
function isMarked(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate(async (element) => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    return getComputedStyle(element).backgroundColor !== 'rgba(0, 0, 0, 0)';
  });
}

describe.each([
  ['with scripting', true],
  ['without scripting', false],
])('%s', (_, javaScriptEnabled) => {
  it('the address of a merged passage marks the one that it became part of', async () => {
    await open(
      'articles/1932-03-19-mill-gates-open/#p-nw16t3',
      async (page) => {
        expect(await isMarked(page, '.passage:has([id="p-nw16t3"])')).toBe(true);
        expect(await page.locator('[id="p-nw16t3"]').evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(0);
        expect(await page.locator('[id="p-nw16t3"]').evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
      },
      { javaScriptEnabled },
    );
  });

  it('the address of words that are gone marks their tombstone', async () => {
    await open(
      'articles/1988-08-20-two-days-of-lanterns/#q-we-counted-them-twice-and-the',
      async (page) => {
        expect(await isMarked(page, '#q-we-counted-them-twice-and-the')).toBe(true);
        expect(await page.locator('#q-we-counted-them-twice-and-the').isVisible()).toBe(true);
      },
      { javaScriptEnabled },
    );
  });

  it('the address of a withdrawn quotation says that it is what was asked for', async () => {
    await open(
      'articles/1996-10-04-who-wants-the-mill/#q-i-will-make-it-the-biggest',
      async (page) => expect(await page.locator('#q-i-will-make-it-the-biggest .asked').isVisible()).toBe(true),
      { javaScriptEnabled },
    );
  });

  it('a quotation’s page under a former name of its article leads on', async () => {
    await open(
      'quotes/1984-glass-weir/q-the-ferryman-lives/',
      async (page) => {
        await page.waitForURL(/quotes\/1984-05-12-the-glass-weir\/q-the-ferryman-lives\/$/);
        expect(await page.locator('.exhibit blockquote').textContent()).toBe('“The ferryman lives”');
      },
      { javaScriptEnabled },
    );
  });
});

it('a former name of an article leads on to the very passage', async () => {
  await open('articles/1984-glass-weir/#q-the-ferryman-lives', async (page) => {
    await page.waitForURL(/articles\/1984-05-12-the-glass-weir\/#q-the-ferryman-lives$/);
    expect(await isMarked(page, '#q-the-ferryman-lives')).toBe(true);
  });
});

it('without scripting it marks the address that was asked for, with a link to where it leads now', async () => {
  await open(
    'articles/1984-glass-weir/#q-the-ferryman-lives',
    async (page) => {
      expect(await isMarked(page, '#q-the-ferryman-lives')).toBe(true);
      await page.locator('#q-the-ferryman-lives a').click();
      expect(page.url()).toMatch(/articles\/1984-05-12-the-glass-weir\/#q-the-ferryman-lives$/);
    },
    { javaScriptEnabled: false },
  );
});

describe('the page of a quotation', () => {
  const address = 'quotes/1958-11-21-six-votes/q-not-one-penny/';

  it('copies each form, and says so', async () => {
    await open(
      address,
      async (page) => {
        for (const name of ['Link', 'Plain text', 'Markdown', 'HTML, to embed']) {
          await page.getByRole('button', { name: `Copy: ${name}`, exact: true }).click();
          await page.locator('.form-outcome', { hasText: `${name} copied` }).waitFor();
          const form = page.locator('.form', { has: page.getByRole('heading', { name, exact: true }) });
          expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await form.locator('.form-text').textContent());
        }
        const html = await page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          return (await item?.getType('text/html'))?.text();
        });
        expect(html).toContain('<blockquote');
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  it('shows the same forms without scripting, and no button that does nothing', async () => {
    await open(
      address,
      async (page) => {
        expect(await page.locator('.form-text').count()).toBe(4);
        expect(await page.locator('.forms button').count()).toBe(0);
      },
      { javaScriptEnabled: false },
    );
  });

  it('fits a narrow window, long words and addresses too', async () => {
    for (const width of [320, 360, 768]) {
      await open(
        address,
        async (page) => expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0),
        { viewport: { width, height: 700 } },
      );
    }
  });
});
