import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { formatHtml, formatMarkdown, formatPlain } from '../../src/domain/quote-forms.ts';
import { launchBrowser } from '../support/browser.ts';
import { listScripts } from '../support/pages.ts';
import { serveFolder } from '../support/server.ts';

const slug = '2014-12-22-north-korea-threatens';
const path = `articles/${slug}/`;
/** Where the archive says that it is published, wherever it is looked at. */
const published = `https://pincite.example.org/${path}`;
const source = {
  title: 'As North Korea threatens, China says no proof ally behind cyberattack',
  publication: 'Los Angeles Times',
  published: '22 December 2014',
};
const phone: BrowserContextOptions = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

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

interface Visit extends BrowserContextOptions {
  /** Runs in the page before any script of it. */
  readonly before?: () => void;
}

/** Opens a page, and complains afterwards of every error that the browser reported and every request that left the site. */
async function visit(
  url: string,
  check: (page: Page, context: BrowserContext) => Promise<void>,
  { before, ...options }: Visit = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const faults: string[] = [];
  try {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    if (before) await context.addInitScript(before);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(url).origin)) faults.push(`request to ${request.url()}`);
    });
    await page.goto(url);
    await check(page, context);
  } finally {
    await context.close();
  }
  expect(faults).toEqual([]);
}

/** What lies on the clipboard, by type. */
function readClipboard(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const contents: Record<string, string> = {};
    for (const item of await navigator.clipboard.read()) {
      for (const type of item.types) contents[type] = await (await item.getType(type)).text();
    }
    return contents;
  });
}

function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => element === document.activeElement);
}

/** Waits until the page says the text in its live region. */
async function hear(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector('body > [role=status]')?.textContent === wanted, text);
}

/** Selects the words, which stand in one text node of the passage or quote. */
async function select(page: Page, place: string, words: string, until?: { place: string; words: string }): Promise<void> {
  await page.evaluate(
    ([from, to]) => {
      const find = ({ place, words }: { place: string; words: string }) => {
        const walker = document.createTreeWalker(document.querySelector(place) ?? document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const at = walker.currentNode.textContent?.indexOf(words) ?? -1;
          if (at >= 0) return { node: walker.currentNode, start: at, end: at + words.length };
        }
        throw new Error(`“${words}” is not in ${place}`);
      };
      const [first, last] = [find(from), find(to)];
      getSelection()?.setBaseAndExtent(first.node, first.start, last.node, last.end);
    },
    [{ place, words }, until ?? { place, words }] as const,
  );
}

const toolbar = '[role=toolbar]';

/** The address of the words as it is on this server. */
async function offeredAddress(page: Page): Promise<string> {
  const href = new URL((await page.locator(`${toolbar} a`).getAttribute('href')) ?? '');
  return new URL(href.pathname + href.search + href.hash, page.url()).href;
}

const passage12 = '#p-makxmm';
const number12 = `a.number[href="${passage12}"]`;
const mark = '.margin a[href$="#q-righteous-deed"]';

describe('the panel of a passage', () => {
  it('opens beside the passage, which is the target of the address, and is not in the way of the text', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      expect(await page.locator(number12).getAttribute('aria-haspopup')).toBe('dialog');
      expect(await page.locator(number12).getAttribute('aria-expanded')).toBe('false');
      const before = await page.locator(passage12).evaluate((passage) => passage.getBoundingClientRect().height);
      await page.locator(number12).click();
      const panel = page.getByRole('dialog', { name: 'Share paragraph 12' });
      await panel.waitFor();
      expect(new URL(page.url()).hash).toBe(passage12);
      expect(await page.locator(passage12).evaluate((passage) => passage.matches(':target'))).toBe(true);
      expect(await page.locator(number12).getAttribute('aria-expanded')).toBe('true');
      const [box, passage] = [await panel.boundingBox(), await page.locator(passage12).boundingBox()];
      expect(box?.y).toBeGreaterThan((passage?.y ?? 0) + (passage?.height ?? 0));
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(900);
      expect(passage?.height).toBe(before);
    });
  });

  it('is left as a plain link where the reader asks for a new tab', async () => {
    await visit(`${real.url}${path}`, async (page, context) => {
      const opened = context.waitForEvent('page');
      await page.locator(number12).click({ modifiers: ['ControlOrMeta'] });
      await (await opened).waitForURL(`**/${passage12}`);
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });

  it('closes with Escape, with a press elsewhere, and with another panel', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator(number12).click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await isFocused(page, number12)).toBe(true);
      expect(await page.locator(number12).getAttribute('aria-expanded')).toBe('false');

      await page.locator(number12).click();
      await page.getByRole('dialog').waitFor();
      await page.locator('#q-counteraction').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      await page.locator(number12).click();
      await page.getByRole('dialog').waitFor();
      await page.locator('a.number', { hasText: /^15$/ }).click();
      await page.getByRole('dialog', { name: 'Share paragraph 15' }).waitFor();
      await page.getByRole('dialog', { name: 'Share paragraph 12' }).waitFor({ state: 'detached' });
      expect(await page.locator('a.number[aria-expanded=true]').count()).toBe(1);
    });
  });

  it('is opened, gone through and left with the keyboard alone', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator(number12).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      const names: (string | null)[] = [];
      for (let step = 0; step < 4; step++) {
        names.push(await page.evaluate(() => document.activeElement?.textContent ?? null));
        await page.keyboard.press('Tab');
      }
      expect(names).toEqual(['Copy link', 'Plain text', 'Markdown', 'HTML']);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const next = await page.evaluate((number) => {
        const all = [...document.querySelectorAll<HTMLElement>('a[href]:not([tabindex])')];
        return all[all.findIndex((link) => link.matches(number)) + 1] === document.activeElement;
      }, number12);
      expect(next).toBe(true);

      await page.locator(number12).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Shift+Tab');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Tab');
      expect(await isFocused(page, number12)).toBe(true);
    });
  });

  it('adds nothing to what Tab reaches in the article while it is closed', async () => {
    const reach = async (javaScriptEnabled: boolean) => {
      let count = 0;
      await visit(
        `${real.url}${path}`,
        async (page) => {
          count = await page.locator('.article :is(a[href], button, input, [tabindex="0"]):visible').count();
        },
        { javaScriptEnabled },
      );
      return count;
    };
    expect(await reach(true)).toBe(await reach(false));
  });

  it('names figures, notes of the margin and nested quotes for what they are', async () => {
    await visit(`${fixture.url}articles/1913-09-the-long-bridge-opened/`, async (page) => {
      await page.locator('figcaption a.number', { hasText: 'Fig. 1' }).click();
      await page.getByRole('dialog', { name: 'Share fig. 1' }).waitFor();
      const inner = page.locator('q q').first();
      const id = await inner.getAttribute('id');
      await page.locator(`.margin a[href$="#${id}"]`).click();
      await page.getByRole('dialog', { name: 'Share the words of Ada Quill' }).waitFor();
      await page.getByRole('button', { name: 'Plain text' }).click();
      await hear(page, 'Copied as plain text');
      const said = await inner.evaluate((quote) => (quote as HTMLElement).dataset['said']);
      expect(await readClipboard(page)).toEqual({
        'text/plain': formatPlain({
          words: 'I shall be first across or I shall be last, but I shall not be driven',
          speaker: 'Ada Quill',
          outer: 'Josiah Crake',
          said,
          title: 'THE LONG BRIDGE OPENED',
          publication: (await page.locator('.article').getAttribute('data-publication')) ?? '',
          published: (await page.locator('.article').getAttribute('data-published')) ?? '',
          passage: `para. ${await page.locator('.passage:has(q q) > .number').textContent()}`,
          address: ((await page.locator('link[rel=canonical]').getAttribute('href')) ?? '').replace(
            /articles\/([^/]+)\/$/,
            `quotes/$1/${id}/`,
          ),
        }),
      });
    });
  });
});

describe('what is copied', () => {
  const words =
    'It had praise for them, though. What they had done was a “righteous deed,” in the words of the commission, to which the film was a call to terrorism; and the studio had landed in “serious trouble and paid a due price.”';
  const passage = { ...source, words, passage: 'para. 12', address: `${published}${passage12}`, lang: 'en' };

  it.each<[button: string, said: string, contents: Record<string, string>]>([
    ['Copy link', 'Link copied', { 'text/plain': `${published}${passage12}` }],
    ['Plain text', 'Copied as plain text', { 'text/plain': formatPlain(passage) }],
    ['Markdown', 'Copied as Markdown', { 'text/plain': formatMarkdown(passage) }],
    ['HTML', 'Copied as HTML', { 'text/plain': formatHtml(passage), 'text/html': formatHtml(passage) }],
  ])('of a passage by “%s” is shown, announced, and on the clipboard', async (button, said, contents) => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator(number12).click();
      await page.getByRole('button', { name: button, exact: true }).click();
      await hear(page, said);
      expect(await page.locator('.share-outcome').textContent()).toBe(said);
      expect(await readClipboard(page)).toEqual(contents);
      expect(await page.getByRole('dialog').count()).toBe(1);
    });
  });

  it('of a quote leads to where it stands, and cites its own page', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator(mark).click();
      const panel = page.getByRole('dialog', { name: 'Share the words of National Defense Commission of North Korea' });
      expect(await panel.getByRole('link', { name: 'Its own page' }).getAttribute('href')).toBe(`/quotes/${slug}/q-righteous-deed/`);
      await panel.getByRole('button', { name: 'Copy link' }).click();
      await hear(page, 'Link copied');
      expect(await readClipboard(page)).toEqual({ 'text/plain': `${published}#q-righteous-deed` });
      await panel.getByRole('button', { name: 'HTML' }).click();
      await hear(page, 'Copied as HTML');
      const cited = {
        ...source,
        words: 'righteous deed',
        speaker: 'National Defense Commission of North Korea',
        said: await page.locator('#q-righteous-deed').evaluate((quote) => (quote as HTMLElement).dataset['said']),
        passage: 'para. 12',
        address: `https://pincite.example.org/quotes/${slug}/q-righteous-deed/`,
        lang: 'en',
      };
      expect(await readClipboard(page)).toEqual({ 'text/plain': formatHtml(cited), 'text/html': formatHtml(cited) });
    });
  });

  it('is the same from the mark in the text, and the focus goes to the one in the margin', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator('#q-righteous-deed').hover();
      await page.locator('#q-righteous-deed + .quote-link').click();
      await page.getByRole('dialog', { name: 'Share the words of National Defense' }).waitFor();
      await page.getByRole('button', { name: 'Copy link' }).click();
      await hear(page, 'Link copied');
      expect(await readClipboard(page)).toEqual({ 'text/plain': `${published}#q-righteous-deed` });
      await page.keyboard.press('Escape');
      expect(await isFocused(page, mark)).toBe(true);
    });
  });

  it('of words of a quote names who said them, in both kinds at once', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await select(page, '#q-righteous-deed', 'deed');
      await page.locator(toolbar).waitFor();
      await page.getByRole('button', { name: 'Copy with citation' }).click();
      await hear(page, 'Citation copied');
      const cited = {
        ...source,
        words: 'deed',
        speaker: 'National Defense Commission of North Korea',
        said: await page.locator('#q-righteous-deed').evaluate((quote) => (quote as HTMLElement).dataset['said']),
        passage: 'para. 12',
        address: (await page.locator(`${toolbar} a`).getAttribute('href')) ?? '',
        lang: 'en',
      };
      expect(cited.address).toBe(`${published}?words=deed${passage12}`);
      expect(await readClipboard(page)).toEqual({ 'text/plain': formatPlain(cited), 'text/html': formatHtml(cited) });
    });
  });

  it('of words of two passages says which, and names nobody', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await select(page, '#q-righteous-deed', 'deed', { place: '.block:has(#q-counteraction) .passage', words: 'America' });
      await page.locator(toolbar).waitFor();
      await page.getByRole('button', { name: 'Copy with citation' }).click();
      await hear(page, 'Citation copied');
      const { 'text/plain': text } = await readClipboard(page);
      expect(text).toMatch(/^“deed,” in the words .*That America” — “As North Korea .*, para\. 12 to para\. 13\. https:/);
    });
  });
});

describe('where the browser copies in another way, or not at all', () => {
  const noItems = () => Reflect.deleteProperty(window, 'ClipboardItem');
  const noClipboard = () => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined, configurable: true });
  const refused = () => {
    Clipboard.prototype.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  };
  const nothing = () => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined, configurable: true });
    document.execCommand = () => false;
  };

  it('writes the text alone where there are no clipboard items', async () => {
    await visit(
      `${real.url}${path}`,
      async (page) => {
        await page.locator(number12).click();
        await page.getByRole('button', { name: 'HTML' }).click();
        await hear(page, 'Copied as HTML');
        const contents = await readClipboard(page);
        expect(Object.keys(contents)).toEqual(['text/plain']);
        expect(contents['text/plain']).toContain('<figure>');
      },
      { before: noItems },
    );
  });

  it.each([
    ['there is no clipboard', noClipboard],
    ['the clipboard is refused', refused],
  ])('copies by an event, in both kinds, where %s', async (_name, before) => {
    // What is deleted in one page is there in another of the same context, which reads the clipboard.
    const context = await browser.newContext();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.addInitScript(before);
    await page.goto(`${real.url}${path}`);
    await page.locator(number12).click();
    await page.getByRole('button', { name: 'HTML' }).click();
    await hear(page, 'Copied as HTML');
    const reader = await context.newPage();
    await reader.goto(`${real.url}about/`);
    const contents = await readClipboard(reader);
    expect(contents['text/plain']).toContain(`<blockquote cite="${published}${passage12}" lang="en">`);
    expect(contents['text/html']).toContain('<blockquote cite=');
    await context.close();
  });

  it('shows the text, selected, where nothing can be copied', async () => {
    await visit(
      `${real.url}${path}`,
      async (page) => {
        await page.locator(number12).click();
        await page.getByRole('button', { name: 'Markdown' }).click();
        await hear(page, 'Press Ctrl+C or ⌘C to copy');
        const area = page.getByLabel('Press Ctrl+C or ⌘C to copy');
        expect(await area.inputValue()).toContain(`](<${published}${passage12}>)`);
        const state = await area.evaluate((element) => {
          const { readOnly, selectionStart, selectionEnd, value } = element as HTMLTextAreaElement;
          return {
            readOnly,
            isWhole: selectionStart === 0 && selectionEnd === value.length,
            isFocused: element === document.activeElement,
          };
        });
        expect(state).toEqual({ readOnly: true, isWhole: true, isFocused: true });
        await page.keyboard.press('Escape');
        expect(await isFocused(page, number12)).toBe(true);

        await select(page, '#q-righteous-deed', 'deed');
        await page.locator(toolbar).waitFor();
        await page.getByRole('button', { name: 'Copy link' }).click();
        await page.waitForTimeout(500);
        expect(await page.locator(`${toolbar} textarea`).inputValue()).toBe(`${published}?words=deed${passage12}`);
      },
      { before: nothing },
    );
  });
});

describe('the system’s own way of sharing', () => {
  const present = () => {
    const given: unknown[] = [];
    Object.assign(window, { given });
    Object.defineProperty(Navigator.prototype, 'share', {
      value: (data: unknown) => {
        given.push(data);
        return given.length > 1
          ? Promise.reject(new DOMException('closed', given.length > 2 ? 'DataError' : 'AbortError'))
          : Promise.resolve();
      },
    });
  };
  const unwilling = () => {
    Object.defineProperty(Navigator.prototype, 'share', { value: () => Promise.resolve() });
    Object.defineProperty(Navigator.prototype, 'canShare', { value: () => false });
  };
  const share = { name: 'Share…' };

  it('is offered only where there is one that takes words', async () => {
    const offers = async (before?: () => void) => {
      let count = 0;
      await visit(
        `${real.url}${path}`,
        async (page) => {
          await page.locator(number12).click();
          await page.getByRole('dialog').waitFor();
          count = await page.getByRole('button', share).count();
        },
        { before },
      );
      return count;
    };
    expect([await offers(), await offers(unwilling), await offers(present)]).toEqual([0, 0, 1]);
  });

  it('is given the words, who said them, and the permanent address', async () => {
    await visit(
      `${real.url}${path}`,
      async (page) => {
        await page.locator(mark).click();
        await page.getByRole('button', share).click();
        await page.getByRole('button', share).click();
        expect(await page.locator('.share-outcome').textContent()).toBe('');
        await page.getByRole('button', share).click();
        await hear(page, 'Sharing failed; copy the link instead');
        const given = await page.evaluate(() => (window as unknown as { given: unknown[] }).given);
        expect(given[0]).toEqual({
          title: source.title,
          text: '“righteous deed” — National Defense Commission of North Korea',
          url: `https://pincite.example.org/quotes/${slug}/q-righteous-deed/`,
        });
        await page.keyboard.press('Escape');
        await select(page, passage12, 'It had praise');
        await page.locator(toolbar).waitFor();
        await page.getByRole('button', share).click();
        expect(await page.evaluate(() => (window as unknown as { given: unknown[] }).given.at(-1))).toEqual({
          title: source.title,
          text: '“It had praise”',
          url: `${published}?words=It+had+praise${passage12}:~:text=It%20had%20praise`,
        });
        await hear(page, 'Sharing failed; copy the link instead');
      },
      { before: present },
    );
  });
});

describe('the toolbar of a selection', () => {
  it('comes when words are selected, says so, and goes with them', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await select(page, passage12, 'praise for them');
      await page.getByRole('toolbar', { name: 'Selected words' }).waitFor();
      await hear(page, 'Words selected. Tab leads to a link to them.');
      expect(await page.getByRole('link', { name: 'Link to these words' }).getAttribute('href')).toBe(
        `${published}?words=praise+for+them${passage12}:~:text=praise%20for%20them`,
      );
      await page.evaluate(() => getSelection()?.collapseToEnd());
      await page.locator(toolbar).waitFor({ state: 'detached' });
    });
  });

  it('is not there for words that are none of the article’s, nor for single presses', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      for (const place of ['h1', '.byline', '.margin', '.archive-note', '.credit', '.register']) {
        await page.evaluate((selector) => getSelection()?.selectAllChildren(document.querySelector(selector) ?? document.body), place);
        await page.waitForTimeout(400);
        expect(await page.locator(toolbar).count(), place).toBe(0);
      }
      await page.locator(passage12).click();
      await page.waitForTimeout(400);
      expect(await page.locator(toolbar).count()).toBe(0);
    });
  });

  it('waits until the mouse is let go, and keeps the selection when it is pressed itself', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator(passage12).scrollIntoViewIfNeeded();
      const box = await page.locator(passage12).boundingBox();
      const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 14];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 200, y, { steps: 5 });
      await page.waitForTimeout(500);
      expect(await page.locator(toolbar).count()).toBe(0);
      await page.mouse.up();
      await page.locator(toolbar).waitFor();
      const selected = await page.evaluate(() => `${getSelection()}`);
      expect(selected.length).toBeGreaterThan(10);
      await page.locator(toolbar).getByRole('button', { name: 'Copy link' }).click();
      await hear(page, 'Link copied');
      expect(await page.evaluate(() => `${getSelection()}`)).toBe(selected);
      // As in WebKit, which does not know the property without its prefix.
      await page.locator(toolbar).evaluate((bar) => {
        bar.style.userSelect = 'text';
      });
      await page.locator(toolbar).click({ position: { x: 2, y: 2 } });
      expect(await page.evaluate(() => `${getSelection()}`)).toBe(selected);
      await page.locator('h1').click();
      await page.locator(toolbar).waitFor({ state: 'detached' });
    });
  });

  it('is reached with Tab, gone through with arrows, and put away with Escape', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      await page.locator('.margin a[href$="#q-counteraction"]').focus();
      await select(page, '.block:has(#q-counteraction) .passage', 'That America');
      await page.locator(toolbar).waitFor();
      expect(
        await page.locator(toolbar).evaluate((bar) => bar.previousElementSibling?.contains(document.getSelection()?.focusNode ?? null)),
      ).toBe(true);
      for (let step = 0; step < 12 && !(await isFocused(page, `${toolbar} a`)); step++) await page.keyboard.press('Tab');
      expect(await isFocused(page, `${toolbar} a`)).toBe(true);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy link');
      expect(await page.evaluate(() => `${getSelection()}`)).toBe('That America');
      await page.keyboard.press('Enter');
      await hear(page, 'Link copied');
      await page.keyboard.press('Escape');
      await page.locator(toolbar).waitFor({ state: 'hidden' });
      await page.waitForTimeout(400);
      expect(await page.locator(toolbar).isVisible()).toBe(false);
    });
  });

  it('stands below the words, clear of a finger’s handles', async () => {
    await visit(
      `${real.url}${path}`,
      async (page) => {
        await select(page, passage12, 'praise for them');
        await page.locator(passage12).scrollIntoViewIfNeeded();
        await page.locator(toolbar).waitFor();
        const end = await page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0);
        expect((await page.locator(toolbar).boundingBox())?.y).toBeGreaterThan(end + 24);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      },
      phone,
    );
  });
});

describe('arriving at words', () => {
  it('marks them across what stands within, in sight, and says so; Clear takes all of it back', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      const html = () =>
        page.locator('.article-body').evaluate((body) => body.innerHTML.replaceAll(/ (aria-haspopup|aria-expanded)="\w+"/g, ''));
      const countNodes = () => page.locator(passage12).evaluate((passage) => document.evaluate('count(.//text())', passage).numberValue);
      const untouched = [await html(), await countNodes()];
      await select(page, passage12, 'What they had', { place: '#q-serious-trouble-and-paid-a-due', words: 'serious' });
      await page.locator(toolbar).waitFor();
      await page.goto(await offeredAddress(page));
      await hear(page, 'The words of this link are marked.');
      const marks = page.locator('mark.arrived');
      expect((await marks.allTextContents()).join('')).toBe(
        'What they had done was a “righteous deed,” in the words of the commission, to which the film was a call to terrorism; and the studio had landed in “serious',
      );
      expect(await marks.count()).toBeGreaterThan(4);
      expect(await page.locator(`${passage12}:target #q-righteous-deed mark`).count()).toBe(1);
      const background = await page.locator(passage12).evaluate((passage) => getComputedStyle(passage).backgroundColor);
      expect(background).toBe('rgba(0, 0, 0, 0)');

      await page.getByRole('button', { name: 'Clear' }).click();
      expect(page.url()).toBe(`${real.url}${path}${passage12}`);
      expect(await marks.count()).toBe(0);
      expect([await html(), await countNodes()]).toEqual(untouched);
    });
  });

  it('moves nothing on the page, and brings words in sight that stand deep in a long passage', async () => {
    await visit(
      `${fixture.url}articles/1953-02-07-four-nights-of-water/`,
      async (page) => {
        const places = () =>
          page.locator('.block').evaluateAll((blocks) => blocks.map((block) => block.getBoundingClientRect().top + scrollY));
        const before = await places();
        await page.goto(`${page.url()}?words=ever+been+told`);
        await hear(page, 'The words of this link are marked.');
        expect(await places()).toEqual(before);
        const top = await page.locator('mark.arrived').evaluate((mark) => mark.getBoundingClientRect().top);
        expect(top).toBeGreaterThan(100);
        expect(top).toBeLessThan(500);
      },
      phone,
    );
  });

  it('finds words by the anchor of a quote, by a directive that the browser does not know, and by no anchor', async () => {
    for (const hash of ['#q-righteous-deed', `${passage12}:~:text=righteous`, '', '#p-gone']) {
      await visit(`${real.url}${path}?words=praise+for+them${hash}`, async (page) => {
        await hear(page, 'The words of this link are marked.');
        expect(await page.locator(`${passage12} mark.arrived`).textContent()).toBe('praise for them');
      });
    }
  });

  it('leaves the words behind when the reader goes on, and marks them again on the way back', async () => {
    await visit(`${real.url}${path}?words=praise+for+them${passage12}`, async (page) => {
      await page.locator('mark.arrived').waitFor();
      await page.locator('a.number', { hasText: /^13$/ }).click();
      await page.locator('mark.arrived').waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).toBe('');
      await page.goBack();
      await page.locator('mark.arrived').waitFor();
      expect(new URL(page.url()).search).toBe('?words=praise+for+them');
      await page.goForward();
      await page.locator('mark.arrived').waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).toBe('');
    });
  });

  it('says that words have changed, shows them as text whatever they are, and opens their passage', async () => {
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    await visit(`${real.url}${path}?words=${encodeURIComponent(hostile)}${passage12}`, async (page) => {
      const notice = page.locator('.arrival-changed');
      await notice.waitFor();
      const text = `These words no longer stand in this article as the link gives them: “${hostile}”. The passage that they were taken from is marked.`;
      expect(await notice.locator('p').textContent()).toBe(text);
      await hear(page, text);
      expect(await page.locator('.article-body :is(img[src=x], script)').count()).toBe(0);
      expect(await page.locator(`${passage12}.arrived-at`).count()).toBe(1);
      const [box, passage] = [await notice.boundingBox(), await page.locator(passage12).boundingBox()];
      expect(box?.y).toBeGreaterThan(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(passage?.y ?? 0);
      expect((passage?.y ?? 0) + (passage?.height ?? 0)).toBeLessThan(900);
      await page.getByRole('button', { name: 'Clear' }).click();
      expect(await notice.count()).toBe(0);
      expect(page.url()).toBe(`${real.url}${path}${passage12}`);
    });
  });

  it('shows of very many words the first four hundred signs', async () => {
    await visit(`${real.url}${path}?words=${encodeURIComponent('𝄞'.repeat(600))}${passage12}`, async (page) => {
      await page.locator('.arrival-changed').waitFor();
      expect(await page.locator('.arrival-changed bdi').textContent()).toBe('𝄞'.repeat(400));
      expect(await page.locator('.arrival-changed p').textContent()).toContain('𝄞…”');
    });
  });

  it('says that the passage is gone as well, also of an article that was withdrawn', async () => {
    const gone = 'Neither these words nor their passage stand in this article any more: “no such words”. ';
    await visit(`${real.url}${path}?words=no+such+words#p-gone`, async (page) => {
      await page.locator('.arrival-changed').waitFor();
      expect((await page.locator('.arrival-changed p').textContent())?.trim()).toBe(gone.trim());
      expect(await page.evaluate(() => scrollY)).toBe(0);
      expect(await page.locator('.arrival-changed + .article-body').count()).toBe(1);
    });
    await visit(`${fixture.url}articles/1996-10-04-who-wants-the-mill/?words=no+such+words#p-gone`, async (page) => {
      await page.locator('.arrival-changed').waitFor();
      expect((await page.locator('.arrival-changed p').textContent())?.trim()).toBe(gone.trim());
    });
  });

  it('says so when more than one place may be meant', async () => {
    await visit(`${real.url}${path}?words=North+Korea#p-gone`, async (page) => {
      await page.locator('.arrival-changed').waitFor();
      expect(await page.locator('mark.arrived').count()).toBe(0);
      expect(await page.locator('.arrival-changed p').textContent()).toContain('as the link gives them: “North Korea”.');
    });
  });

  it('opens the passage without scripting', async () => {
    await visit(
      `${real.url}${path}?words=praise+for+them${passage12}`,
      async (page) => {
        expect(await page.locator(passage12).evaluate((passage) => passage.matches(':target'))).toBe(true);
        const box = await page.locator(passage12).boundingBox();
        expect(box?.y).toBeGreaterThan(0);
        expect(box?.y).toBeLessThan(800);
        expect(await page.locator('.share, .arrival, mark').count()).toBe(0);
      },
      { javaScriptEnabled: false },
    );
  });
});

describe('the page with all of this', () => {
  const axe = async (page: Page) => {
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  };
  const states: [name: string, query: string, act: (page: Page) => Promise<void>][] = [
    [
      'a panel open',
      '',
      async (page) => {
        await page.locator(mark).focus();
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Markdown' }).click();
        await hear(page, 'Copied as Markdown');
      },
    ],
    [
      'words selected',
      '',
      async (page) => {
        await page.locator(passage12).scrollIntoViewIfNeeded();
        await select(page, passage12, 'praise for them');
        await page.locator(toolbar).waitFor();
      },
    ],
    ['words marked', `?words=praise+for+them${passage12}`, async (page) => page.locator('mark.arrived').waitFor()],
    ['words changed', `?words=blame+for+them${passage12}`, async (page) => page.locator('.arrival-changed').waitFor()],
  ];

  it.each((['light', 'dark'] as const).flatMap((colorScheme) => states.map((state) => [state[0], colorScheme, state] as const)))(
    'is accessible (axe, WCAG 2.2 AA) with %s, in %s',
    async (_name, colorScheme, [, query, act]) => {
      await visit(
        `${real.url}${path}${query}`,
        async (page) => {
          await act(page);
          expect(await axe(page)).toEqual([]);
        },
        { colorScheme },
      );
    },
  );

  it.each(states)('fits a window 320 pixels wide with %s, in targets of 24 pixels at least', async (_name, query, act) => {
    await visit(
      `${real.url}${path}${query}`,
      async (page) => {
        await act(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
        for (const target of await page.locator(':is(.share, .arrival) :is(a, button)').all()) {
          const box = await target.boundingBox();
          expect(box?.x).toBeGreaterThanOrEqual(0);
          expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
          expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
        }
      },
      { viewport: { width: 320, height: 640 }, hasTouch: true },
    );
  });

  it('prints none of it', async () => {
    await visit(`${real.url}${path}?words=blame+for+them${passage12}`, async (page) => {
      await page.locator('.arrival-changed').waitFor();
      await page.locator(number12).click();
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.share, .arrival').filter({ visible: true }).count()).toBe(0);
    });
  });

  it('loads at most 6 kB of script, compressed, before anything of it is asked for', async () => {
    const scripts = listScripts(inject('realSite'), `${path}index.html`);
    const asked = real.requests.length;
    await visit(`${real.url}${path}`, (page) => page.waitForLoadState('networkidle'));
    const requests = real.requests.slice(asked).filter((request) => request.endsWith('.js'));
    expect(requests.sort()).toEqual(scripts.map(({ file }) => `/${file}`).sort());
    expect(scripts.reduce((sum, { gzipped }) => sum + gzipped, 0)).toBeLessThanOrEqual(6 * 1024);
    const html = readFileSync(join(inject('realSite'), path, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]* src=)[^>]*>\s*\S/);
  });

  it('shifts nothing while it loads', async () => {
    await visit(`${real.url}${path}`, async (page) => {
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(sum), 500);
          }),
      );
      expect(shift).toBe(0);
    });
  });
});
