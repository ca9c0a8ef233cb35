import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isReadable } from '../../src/domain/article.ts';
import { readArchive } from '../../src/files/archive.ts';
import { launchBrowser } from '../support/browser.ts';
import { fixtureContent } from '../support/build.ts';
import { serveFolder } from '../support/server.ts';

const article = 'articles/2014-12-22-north-korea-threatens/';
let browser: Browser;
let real: Awaited<ReturnType<typeof serveFolder>>;
let fixture: Awaited<ReturnType<typeof serveFolder>>;

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

/** Opens a page, and complains afterwards of every error that the browser reported and every request that left the site. */
async function visit(url: string, check: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(url).origin)) faults.push(`request to ${request.url()}`);
    });
    await page.goto(url);
    await check(page);
  } finally {
    await context.close();
  }
  expect(faults).toEqual([]);
}

describe('accessibility (axe, WCAG 2.2 AA)', () => {
  const pages: [string, () => string][] = [
    ['home', () => real.url],
    ['the first article', () => `${real.url}${article}`],
    ['an article arrived at', () => `${real.url}${article}#q-righteous-deed`],
    ['an article with tables and lists', () => `${fixture.url}articles/1926-a-palace-of-light/`],
    ['an article with footnotes and notes', () => `${fixture.url}articles/1953-02-07-four-nights-of-water/`],
    ['a corrected article', () => `${fixture.url}articles/1958-11-21-six-votes/`],
    ['a withdrawn article', () => `${fixture.url}articles/1996-10-04-who-wants-the-mill/`],
    ['an article with a tombstone', () => `${fixture.url}articles/1988-08-20-two-days-of-lanterns/#q-we-counted-them-twice-and-the`],
    ['a quotation', () => `${real.url}quotes/2014-12-22-north-korea-threatens/q-righteous-deed/`],
    ['a corrected quotation', () => `${fixture.url}quotes/1958-11-21-six-votes/q-ennerby-town-council-regrets-the-position/`],
    ['a quotation also reported elsewhere', () => `${fixture.url}quotes/1911-06-10-the-bridge-question/q-we-shall-have-our-bridge-if/`],
    ['a quotation in another script', () => `${fixture.url}quotes/1988-08-20-two-days-of-lanterns/q-294kay/`],
    ['a quotation that is gone', () => `${fixture.url}quotes/1988-08-20-two-days-of-lanterns/q-we-counted-them-twice-and-the/`],
    ['the list of articles', () => `${fixture.url}articles/`],
    ['the quotes', () => `${fixture.url}quotes/`],
    ['a register', () => `${fixture.url}people/`],
    ['a person', () => `${fixture.url}people/ada-quill/`],
    ['an organization', () => `${real.url}organizations/national-defense-commission/`],
    ['a place', () => `${real.url}places/north-korea/`],
    ['a work', () => `${real.url}works/the-interview/`],
    ['the timeline', () => `${fixture.url}timeline/`],
    ['search results', () => `${fixture.url}search/?q=bridge`],
    ['about', () => `${real.url}about/`],
    ['the page for lost readers', () => `${fixture.url}404.html`],
  ];
  it.each((['light', 'dark'] as const).flatMap((scheme) => pages.map(([name, url]) => [name, scheme, url] as const)))(
    'finds nothing to complain of on %s in %s',
    async (_name, colorScheme, url) => {
      await visit(
        url(),
        async (page) => {
          if (url().includes('?q=')) await page.locator('#search-results mark').first().waitFor();
          // The colour that a marked passage arrives in fades; what is judged is where it comes to rest.
          await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
        },
        { colorScheme },
      );
    },
  );
});

describe('an address', () => {
  it('opens at the quote, which is marked', async () => {
    await visit(`${real.url}${article}#q-righteous-deed`, async (page) => {
      const quote = page.locator('#q-righteous-deed');
      expect(await quote.textContent()).toBe('righteous deed');
      expect(await quote.evaluate((element) => element.matches(':target'))).toBe(true);
      const box = await quote.boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(800);
      const background = (id: string) => page.locator(id).evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(await background('#q-righteous-deed')).not.toBe(await background('#q-counteraction'));
    });
  });

  it('is reached from the number of a passage and from the mark beside a speaker, by mouse and by keyboard', async () => {
    await visit(`${real.url}${article}`, async (page) => {
      const number = page.getByRole('link', { name: 'Paragraph 12: permanent link' });
      await number.click();
      const anchor = await number.evaluate((link) => link.closest('.passage')?.id);
      await page.waitForURL(`**/#${anchor}`);
      const mark = page.getByRole('link', { name: 'Link to the words “righteous deed”' });
      await mark.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/#q-righteous-deed');
      await page.locator('#q-counteraction').hover();
      expect(await page.locator('#q-counteraction + .quote-link').evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    });
  });

  it('is in reach of a finger on a phone', async () => {
    await visit(
      `${real.url}${article}`,
      async (page) => {
        await page.getByRole('link', { name: 'Link to the words “righteous deed”' }).tap();
        await page.waitForURL('**/#q-righteous-deed');
        await page.getByRole('link', { name: 'Paragraph 12: permanent link' }).tap();
        await page.waitForURL('**/#p-*');
      },
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    );
  });
});

describe('the keyboard', () => {
  it('begins with a way past the navigation', async () => {
    await visit(`${real.url}${article}`, async (page) => {
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to the text' });
      expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
      const box = await skip.boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('main');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Los Angeles Times');
    });
  });

  it('shows where it is, on everything that it can reach', async () => {
    await visit(`${real.url}${article}`, async (page) => {
      const reached = await page.locator('a[href]:visible, input:visible, button:visible, [tabindex="0"]:visible').count();
      const unseen: string[] = [];
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const style = getComputedStyle(element);
          return style.outlineStyle === 'none' || Number.parseFloat(style.outlineWidth) < 2 ? element.outerHTML.slice(0, 80) : undefined;
        });
        if (fault) unseen.push(fault);
      }
      expect(reached).toBeGreaterThan(60);
      expect(unseen).toEqual([]);
    });
  });

  it('finds nothing in motion where the reader asked for none', async () => {
    const motionOn = async (reducedMotion: 'reduce' | 'no-preference') => {
      let name = '';
      await visit(
        `${real.url}${article}#q-righteous-deed`,
        async (page) => {
          name = await page.locator('#q-righteous-deed').evaluate((quote) => getComputedStyle(quote).animationName);
        },
        { reducedMotion },
      );
      return name;
    };
    expect(await motionOn('reduce')).toBe('none');
    expect(await motionOn('no-preference')).not.toBe('none');
  });
});

describe('without scripting', () => {
  it('everything is read', async () => {
    const options = { javaScriptEnabled: false };
    await visit(
      `${fixture.url}timeline/`,
      async (page) => {
        expect(await page.locator('.events > li:visible').count()).toBe(34);
        expect(await page.locator('#timeline-filter').isVisible()).toBe(false);
      },
      options,
    );
    await visit(
      `${real.url}${article}#q-blow-up`,
      async (page) => expect(await page.locator('#q-blow-up').isVisible()).toBe(true),
      options,
    );
  });
});

describe('the timeline', () => {
  it('shows the events of one entity, in the address as well', async () => {
    await visit(`${fixture.url}timeline/`, async (page) => {
      await page.getByLabel('Show the events of').selectOption('ada-quill');
      expect(await page.locator('.events > li:visible').count()).toBe(6);
      expect(await page.locator('#timeline-count').textContent()).toBe('6 of 34 events');
      expect(await page.locator('.axis svg a:not(.left-out)').count()).toBe(6);
      expect(page.url()).toContain('?entity=ada-quill');
      await page.goBack();
      expect(await page.locator('.events > li:visible').count()).toBe(34);
    });
    await visit(`${fixture.url}timeline/?entity=ada-quill`, async (page) =>
      expect(await page.locator('.events > li:visible').count()).toBe(6),
    );
  });
});

describe('the page as set', () => {
  const paths = [
    '',
    'articles/',
    'articles/1926-a-palace-of-light/',
    'articles/1953-02-07-four-nights-of-water/',
    'quotes/',
    'people/',
    'people/ada-quill/',
    'timeline/',
    'search/?q=bridge',
    'about/',
    '404.html',
  ];

  it.each([320, 360, 768, 1280])('fits a window %i pixels wide', async (width) => {
    await visit(
      fixture.url,
      async (page) => {
        for (const path of paths) {
          await page.goto(`${fixture.url}${path}`);
          if (path.startsWith('search')) await page.locator('#search-results mark').first().waitFor();
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
        }
      },
      { viewport: { width, height: 800 } },
    );
  });

  it('folds marginalia under their passage on a phone', async () => {
    await visit(
      `${real.url}${article}`,
      async (page) => {
        const block = page.locator('.block', { has: page.getByRole('link', { name: 'Paragraph 4: permanent link' }) });
        const [passage, margin] = [await block.locator('.passage').boundingBox(), await block.locator('.margin').boundingBox()];
        expect(margin?.y).toBeGreaterThanOrEqual((passage?.y ?? 0) + (passage?.height ?? 0));
        for (const part of ['.quoted', '.named', '.dated']) expect(await block.locator(part).isVisible(), part).toBe(true);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  it('does not shift when its fonts arrive', async () => {
    for (const url of [real.url, `${real.url}${article}`, `${fixture.url}quotes/`]) {
      await visit(url, async (page) => {
        await page.evaluate(() => document.fonts.ready);
        const shift = await page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              let sum = 0;
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
                  if (!entry.hadRecentInput) sum += entry.value;
              }).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => resolve(sum), 300);
            }),
        );
        expect(await page.evaluate(() => [...document.fonts].filter((font) => font.status === 'loaded').length)).toBeGreaterThan(1);
        // Core Web Vitals call 0.1 good; we ask for a hundredth.
        expect(shift, url).toBeLessThan(0.01);
      });
    }
  });

  it('leaves everything but the article out of print', async () => {
    await visit(`${real.url}${article}`, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.masthead nav').isVisible()).toBe(false);
      expect(await page.locator('.masthead .search-box').isVisible()).toBe(false);
      expect(await page.locator('.permalink:visible, .quote-link:visible, .neighbours:visible').count()).toBe(0);
      expect(await page.locator('.passage > .number').first().isVisible()).toBe(true);
      expect(await page.locator('.cite-text').textContent()).toContain(`https://pincite.example.org/${article}`);
    });
  });

  it('holds in the browser the text of the source, character for character', async () => {
    const archive = readArchive({ folder: fixtureContent });
    for (const { slug, passages } of archive.articles.filter(isReadable)) {
      await visit(`${fixture.url}articles/${slug}/`, async (page) => {
        const texts = await page.evaluate(() =>
          [...document.querySelectorAll('.passage')].map((element) => {
            const copy = element.cloneNode(true) as Element;
            for (const apparatus of copy.querySelectorAll('[data-apparatus]')) apparatus.remove();
            return [element.id, copy.textContent];
          }),
        );
        expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(passages.map((passage) => [passage.anchor, passage.text])));
      });
    }
  });
});
