import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { LinkChecker } from 'linkinator';
import { describe, expect, inject, it } from 'vitest';
import { listFiles, readPages } from '../support/pages.ts';
import { serveFolder } from '../support/server.ts';

const sites = [
  { name: 'the fixture archive', folder: inject('fixtureSite'), base: '/vale/', origin: 'https://cuttings.example.org' },
  { name: 'the real archive', folder: inject('realSite'), base: '/', origin: 'https://pincite.example.org' },
] as const;

describe.each(sites)('every page of $name', ({ folder, base, origin }) => {
  const pages = readPages(folder);
  // Former addresses name the present one as theirs.
  const proper = pages.filter(({ document }) => !document.querySelector('meta[http-equiv="refresh"], #moved-to'));

  it('is valid HTML', async () => {
    // A headline is verbatim, however long.
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } });
    const faults: string[] = [];
    for (const { file } of pages) {
      const report = await validator.validateFile(path.join(folder, file));
      for (const { messages } of report.results)
        faults.push(...messages.map((message) => `${file}:${message.line}:${message.column} ${message.ruleId} ${message.message}`));
    }
    expect(pages.length).toBeGreaterThan(40);
    expect(faults).toEqual([]);
  });

  it('leads nowhere that is not there, fragments included', async () => {
    const server = await serveFolder(folder, base);
    try {
      const checker = new LinkChecker();
      const result = await checker.check({
        path: server.url,
        recurse: true,
        checkFragments: true,
        concurrency: 8,
        linksToSkip: async (link) => !link.startsWith(server.url),
      });
      const broken = result.links.filter((link) => link.state === 'BROKEN').map((link) => `${link.parent} → ${link.url} (${link.status})`);
      expect(result.links.filter((link) => link.state === 'OK').length).toBeGreaterThan(50);
      expect(broken).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('has every fragment that another page points to', () => {
    const ids = new Map(
      pages.map(({ file, document }) => [
        `${base}${file.replace(/index\.html$/, '')}`,
        new Set([...document.querySelectorAll('[id]')].map((element) => element.id)),
      ]),
    );
    const missing: string[] = [];
    let count = 0;
    for (const { file, document } of pages) {
      const own = `${base}${file.replace(/index\.html$/, '')}`;
      for (const link of document.querySelectorAll('a[href]')) {
        const url = new URL(link.getAttribute('href') ?? '', `http://site.test${own}`);
        if (url.origin !== 'http://site.test' || !url.hash) continue;
        count++;
        if (!ids.get(url.pathname)?.has(decodeURIComponent(url.hash.slice(1)))) missing.push(`${file} → ${url.pathname}${url.hash}`);
      }
    }
    expect(count).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it('keeps every internal address under the base path', () => {
    const outside: string[] = [];
    for (const { file, document } of pages) {
      for (const element of document.querySelectorAll('[href], [src], [action]')) {
        for (const name of ['href', 'src', 'action']) {
          const value = element.getAttribute(name);
          if (value?.startsWith('/') && !value.startsWith(base)) outside.push(`${file}: ${value}`);
          if (value !== null && element.localName !== 'a' && element.localName !== 'link' && /^(?:[a-z]+:)?\/\//.test(value))
            outside.push(`${file}: ${value}`);
        }
      }
    }
    expect(outside).toEqual([]);
  });

  it('has links that do not run into the words beside them', () => {
    const faults: string[] = [];
    for (const { file, document } of pages) {
      for (const link of document.querySelectorAll('main a, footer a')) {
        if (link.closest('.article-body, .concordance, svg')) continue;
        const before = link.previousSibling?.nodeType === 3 ? (link.previousSibling.textContent ?? '') : '';
        const after = link.nextSibling?.nodeType === 3 ? (link.nextSibling.textContent ?? '') : '';
        if (/[\p{L}\p{N},;:.!?)]$/u.test(before) || /^(?:[\p{L}\p{N}(]|\s+[,.;:!?)])/u.test(after))
          faults.push(`${file}: ${before.slice(-20)}[${link.textContent}]${after.slice(0, 20)}`);
        if (
          link.previousSibling?.nodeType === 1 &&
          (link.previousSibling as Element).localName === 'a' &&
          !/^\S$/u.test(link.textContent ?? '') &&
          !link.closest('nav, .letters')
        ) {
          faults.push(`${file}: two links without a blank, [${link.previousSibling.textContent}][${link.textContent}]`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('has ids that stand once', () => {
    for (const { file, document } of pages) {
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      expect(ids.length, file).toBe(new Set(ids).size);
    }
  });

  it('has a title, a description, a canonical address and Open Graph data of its own', () => {
    const titles = new Set<string>();
    for (const { file, document } of proper) {
      const content = (selector: string) => document.querySelector(selector)?.getAttribute('content') ?? '';
      expect(document.title, file).not.toBe('');
      // The same words of the same speaker may stand in several articles; then only their addresses differ.
      titles.add(file.startsWith('quotes/') ? `${document.title} ${file}` : document.title);
      expect(content('meta[name="description"]').length, file).toBeGreaterThan(10);
      for (const property of ['title', 'type', 'description', 'image', 'site_name'])
        expect(content(`meta[property="og:${property}"]`), `${file} og:${property}`).not.toBe('');
      expect(document.querySelectorAll('h1').length, file).toBe(1);
      if (file === '404.html') continue;
      const address = `${origin}${base}${file.replace(/index\.html$/, '')}`;
      expect(document.querySelector('link[rel="canonical"]')?.getAttribute('href'), file).toBe(address);
      expect(content('meta[property="og:url"]'), file).toBe(address);
    }
    expect(titles.size).toBe(proper.length);
  });

  it('runs nothing but our own scripts, under a strict policy', () => {
    for (const { file, html, document } of proper) {
      const policy = document.querySelector('meta[http-equiv="content-security-policy"]')?.getAttribute('content') ?? '';
      expect(policy, file).toContain("default-src 'none'");
      expect(policy, file).not.toContain('unsafe-inline');
      expect(policy.replace("'wasm-unsafe-eval'", ''), file).not.toContain('unsafe');
      expect(policy, file).not.toMatch(/https?:/);
      expect(html, file).not.toMatch(/\son[a-z]+="/);
      expect(document.querySelectorAll('[style]').length, file).toBe(0);
    }
  });

  it('is listed in the sitemap, unless it is kept out of search engines', async () => {
    const { readFile } = await import('node:fs/promises');
    const sitemap = await readFile(path.join(folder, 'sitemap-0.xml'), 'utf8');
    const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]).sort();
    const expected = pages
      .filter(({ document }) => !document.querySelector('meta[name="robots"][content="noindex"]'))
      .map(({ document }) => document.querySelector('link[rel="canonical"]')?.getAttribute('href'))
      .sort();
    expect(listed).toEqual(expected);
    expect(await readFile(path.join(folder, 'robots.txt'), 'utf8')).toContain(`Sitemap: ${origin}${base}sitemap-index.xml`);
  });

  it('comes with an icon and a picture for previews', () => {
    const files = listFiles(folder);
    expect(files).toContain('favicon.svg');
    expect(files).toContain('card.png');
  });
});
