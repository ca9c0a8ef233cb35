import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { isReadable } from '../../src/domain/article.ts';
import { readArchive } from '../../src/files/archive.ts';
import { fixtureContent, realContent } from '../support/build.ts';
import { listFiles, readPage, wordsOf } from '../support/pages.ts';

const real = inject('realSite');
const file = 'articles/2014-12-22-north-korea-threatens/index.html';

describe('the page of the first article', () => {
  const { document, html } = readPage(real, file);

  it('carries 16 numbered passages, a caption and 14 quotes, one of which holds another', () => {
    const numbers = [...document.querySelectorAll('.passage > .number')].map((link) => link.textContent);
    expect(numbers).toEqual(Array.from({ length: 16 }, (_, index) => String(index + 1)));
    expect(document.querySelectorAll('figcaption .passage').length).toBe(1);
    expect(document.querySelectorAll('q.quote:not(.quote-within)').length).toBe(14);
    const inner = [...document.querySelectorAll('q.quote-within')];
    expect(inner.map((quote) => [quote.textContent, quote.getAttribute('data-by')])).toEqual([['symmetric counteraction', 'barack-obama']]);
  });

  it('says that it is a record and leads to the original', () => {
    const notice = document.querySelector('.rights-notice');
    expect(notice?.textContent).toContain('a record in the archive’s own words');
    expect(notice?.querySelector('a')?.getAttribute('href')).toBe(
      'https://www.latimes.com/world/asia/la-fg-north-korea-sony-20141221-story.html',
    );
    expect(document.querySelector('.byline')?.textContent).toContain('Julie Makinen');
    expect(document.querySelector('.kicker time')?.getAttribute('datetime')).toBe('2014-12-22');
  });

  it('has a permalink on every passage and every quote', () => {
    const links = new Set([...document.querySelectorAll('a[href]')].map((link) => (link.getAttribute('href') ?? '').replace(/^.*#/, '#')));
    for (const element of document.querySelectorAll('.passage, q.quote')) expect(links).toContain(`#${element.id}`);
  });

  it('describes the photograph without showing it', () => {
    expect(document.querySelector('figure')?.textContent).toContain('David Goldman / Associated Press');
    expect(document.querySelector('figure img')).toBeNull();
  });

  it('stays within 30 kB on the wire, script within 6 kB', () => {
    const size = (name: string) => gzipSync(readFileSync(path.join(real, name))).length;
    const styles = [...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.getAttribute('href') ?? '');
    const scripts = [...document.querySelectorAll('script[src]')].map((script) => script.getAttribute('src') ?? '');
    const inline = [...document.querySelectorAll('script:not([src])')].map((script) => gzipSync(script.textContent ?? '').length);
    const script = [...scripts.map(size), ...inline].reduce((sum, bytes) => sum + bytes, 0);
    const total = gzipSync(html).length + styles.map(size).reduce((sum, bytes) => sum + bytes, 0) + script;
    expect(styles.length).toBeGreaterThan(0);
    expect(script).toBeLessThanOrEqual(6_000);
    expect(total).toBeLessThanOrEqual(30_000);
  });
});

describe.each([
  { name: 'the fixture archive', site: inject('fixtureSite'), content: fixtureContent },
  { name: 'the real archive', site: real, content: realContent },
])('the built articles of $name', ({ site, content }) => {
  const archive = readArchive({ folder: content });

  it('hold the text of the source, character for character', () => {
    let passages = 0;
    for (const article of archive.articles.filter(isReadable)) {
      const { document } = readPage(site, `articles/${article.slug}/index.html`);
      for (const passage of article.passages) {
        const element = document.getElementById(passage.anchor);
        expect(element && wordsOf(element), `${article.slug}#${passage.anchor}`).toBe(passage.text);
        for (const quote of passage.quotes) {
          const words = document.getElementById(quote.anchor);
          expect(words && wordsOf(words), `${article.slug}#${quote.anchor}`).toBe(quote.words);
          expect(words?.closest(`#${passage.anchor}`)).not.toBeNull();
        }
        passages++;
      }
      expect(document.querySelectorAll('.passage').length).toBe(article.passages.length);
    }
    expect(passages).toBeGreaterThan(16);
  });

  it('link from one to the next and back, in order of date', () => {
    const slugs = archive.articles.map((article) => article.slug);
    const steps = slugs.map((slug) => {
      const { document } = readPage(site, `articles/${slug}/index.html`);
      return { slug, next: document.querySelector('a[rel="next"]')?.getAttribute('href')?.split('/').at(-2) };
    });
    const followed: string[] = [];
    const targets = new Set(steps.map((step) => step.next));
    for (let slug = slugs.find((candidate) => !targets.has(candidate)); slug; slug = steps.find((step) => step.slug === slug)?.next)
      followed.push(slug);
    expect(followed.toSorted()).toEqual(slugs.toSorted());
  });
});

it('gives withdrawn articles an address, a reason and nothing of their text', () => {
  const site = inject('fixtureSite');
  const archive = readArchive({ folder: fixtureContent });
  const withdrawn = archive.articles.find((article) => !isReadable(article));
  const { document } = readPage(site, `articles/${withdrawn?.slug}/index.html`);
  expect(document.querySelector('.withdrawn')?.textContent).toContain('withdrawn on 15 February 2010');
  const secrets = withdrawn?.passages.flatMap((passage) => [passage.text, ...passage.quotes.map((quote) => quote.words)]) ?? [];
  expect(secrets.length).toBeGreaterThan(3);
  for (const name of listFiles(site).filter((candidate) => /\.(?:html|xml|txt|js|json)$/.test(candidate))) {
    const text = readFileSync(path.join(site, name), 'utf8');
    for (const secret of secrets) expect(text.includes(secret.slice(0, 40)), `${name}: ${secret.slice(0, 40)}`).toBe(false);
  }
  const texts = listFiles(site).filter((candidate) => candidate.startsWith('search/text/'));
  expect(texts.map((name) => JSON.parse(readFileSync(path.join(site, name), 'utf8')).slug).sort()).toEqual(
    archive.articles
      .filter(isReadable)
      .map(({ slug }) => slug)
      .sort(),
  );
  const words = listFiles(site)
    .filter((candidate) => candidate.endsWith('.pf_index'))
    .map((name) => gunzipSync(readFileSync(path.join(site, name))).toString('latin1'))
    .join();
  // The one stands in another article, the other in this one alone.
  expect([words.includes('lantern'), words.includes('biscuit')]).toEqual([true, false]);
});
