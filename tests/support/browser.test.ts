import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type ServedFolder, serveFolder } from './server.ts';

/** Inflating the packaged Chromium takes two to four seconds, more on a busy machine. */
const launchTimeout = 60_000;

const words = 'He called it “a righteous deed”.';

const front = `<!doctype html><html lang="en"><meta charset="utf-8"><title>The Vale</title>
<style>p { font: 20px/1.5 sans-serif; margin: 0; color: #000; background: #fff; width: 400px }</style>
<p id="words">${words}</p><p id="blank">\u00a0</p><p id="scripted"></p>
<script>document.querySelector('#scripted').textContent = 'Scripts run.'</script></html>`;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a launched browser', () => {
  let folder: string;
  let server: ServedFolder;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pincite-browser-test-'));
    await writeFile(join(folder, 'index.html'), front);
    [server, browser] = await Promise.all([serveFolder(folder, '/vale/'), launchBrowser()]);
    page = await browser.newPage();
    await page.goto(server.url);
  }, launchTimeout);

  afterAll(async () => {
    await Promise.all([browser?.close(), server?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  test('shows the text of a served page and runs its script', async () => {
    expect(await page.title()).toBe('The Vale');
    expect(await page.locator('#words').innerText()).toBe(words);
    expect(await page.locator('#scripted').innerText()).toBe('Scripts run.');
    expect(server.requests).toContain('/vale/');
  });

  test('draws the text: its letters are dark, differ from each other and are not empty boxes', async () => {
    expect(await darkShare(page, '#blank')).toBe(0);
    expect(await darkShare(page, '#words')).toBeGreaterThan(0.01);
    // Where no font has a letter, every letter is drawn as the same box.
    const drawings = await page.evaluate(() =>
      ['a', 'g', 'W', '“', 'é'].map((letter) => {
        const canvas = document.createElement('canvas');
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no 2d context');
        context.font = '40px sans-serif';
        context.fillText(letter, 10, 60);
        return canvas.toDataURL();
      }),
    );
    expect(new Set(drawings).size).toBe(drawings.length);
  });

  test(
    'can be launched again beside the first',
    async () => {
      const second = await launchBrowser();
      expect(second.version()).toBe(browser.version());
      await second.close();
      expect(browser.isConnected()).toBe(true);
    },
    launchTimeout,
  );

  test('leaves the environment of this process as it was', () => {
    expect(process.env.LD_LIBRARY_PATH ?? '').not.toContain('pincite-chromium');
    expect(tmpdir()).not.toContain('pincite-chromium');
  });
});

test('refuses a CHROMIUM_PATH that does not exist instead of taking another browser', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  await expect(launchBrowser()).rejects.toThrow('CHROMIUM_PATH is /nowhere/chromium, which does not exist');
});

/** Returns which share of an element's screenshot is dark, 0 to 1; the page itself decodes the picture. */
async function darkShare(page: Page, selector: string): Promise<number> {
  const picture = await page.locator(selector).screenshot();
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let dark = 0;
      for (let red = 0; red < data.length; red += 4) {
        if ((data[red] ?? 255) < 128) dark += 1;
      }
      return dark / (data.length / 4);
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
}
