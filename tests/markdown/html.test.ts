import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import { readArchive } from '../../src/files/archive.ts';
import { contentFolder, fixtureFolder, frontmatter, readCase } from './case-archive.ts';
import { elementsOf, parseFragment, textOf } from './page-text.ts';

const casesFolder = path.join(import.meta.dirname, 'cases');

/** Every article of both archives, and every case that the parser accepts. */
const articles: readonly { readonly slug: string; readonly article: Article }[] = [
  ...[contentFolder, fixtureFolder].flatMap((folder) =>
    readArchive({ folder }).articles.map((article) => ({ slug: article.slug, article })),
  ),
  ...readdirSync(casesFolder).flatMap((name) => {
    const { article } = readCase(readFileSync(path.join(casesFolder, name, 'input.mdx'), 'utf8'));
    return article ? [{ slug: `cases/${name}`, article }] : [];
  }),
];

function pageOf(article: Article): ReturnType<typeof parseFragment> {
  return parseFragment(article.blocks.map((block) => block.html).join('\n'));
}

describe('the HTML of an article’s body', () => {
  it('is looked at for every article', () => {
    expect(articles.length).toBeGreaterThan(30);
  });

  it.each(articles)('holds each passage’s text, character for character: $slug', ({ article }) => {
    const page = pageOf(article);
    const elements = new Map(elementsOf(page).map((element) => [element.attribs['id'], element]));
    expect(article.passages.length).toBeGreaterThan(0);
    for (const passage of article.passages) {
      const element = elements.get(passage.anchor);
      expect(element && textOf(element), passage.anchor).toBe(passage.text);
      for (const quote of passage.quotes) {
        const words = elements.get(quote.anchor);
        expect(words?.name).toBe('q');
        expect(words && textOf(words), quote.anchor).toBe(quote.words);
        expect(words?.attribs['data-by']).toBe(quote.by);
      }
    }
  });

  it.each(articles)('gives every id once, and to each block the passages that it lists: $slug', ({ article }) => {
    const ids = elementsOf(pageOf(article)).flatMap((element) => element.attribs['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const anchors = article.blocks.map((block) =>
      elementsOf(parseFragment(block.html)).flatMap((element) =>
        element.attribs['class'] === 'passage' ? (element.attribs['id'] ?? []) : [],
      ),
    );
    expect(anchors).toEqual(article.blocks.map((block) => expect.arrayContaining([...block.anchors])));
    expect(anchors.flat().sort()).toEqual(article.passages.map((passage) => passage.anchor).sort());
  });

  it.each(articles)('leads every link within the page to something that is there: $slug', ({ article, slug }) => {
    const elements = elementsOf(pageOf(article));
    const ids = new Set(elements.map((element) => element.attribs['id']));
    const targets = elements.flatMap((element) => (element.attribs['href']?.startsWith('#') ? [element.attribs['href'].slice(1)] : []));
    expect(targets.length).toBeGreaterThan(0);
    // The case about links has one to an anchor that is invented.
    expect(targets.filter((target) => !ids.has(target))).toEqual(slug === 'cases/links' ? ['p-3k9qd2'] : []);
  });

  it.each(articles)('runs nothing and styles nothing: $slug', ({ article }) => {
    for (const element of elementsOf(pageOf(article))) {
      expect(['script', 'style', 'iframe', 'object', 'embed', 'form', 'link', 'meta', 'base', 'svg', 'math']).not.toContain(element.name);
      for (const [name, value] of Object.entries(element.attribs)) {
        expect(name).not.toMatch(/^on|^style$|^srcdoc$/i);
        if (name === 'href' || name === 'src') expect(value).toMatch(/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i);
      }
    }
  });

  it.each(articles)('nests no link in a link and no block in a paragraph: $slug', ({ article }) => {
    const blocks = new Set(['p', 'div', 'ul', 'ol', 'li', 'blockquote', 'table', 'pre', 'h2', 'h3', 'aside', 'section', 'figure']);
    for (const element of elementsOf(pageOf(article))) {
      const within = elementsOf(element).map((inner) => inner.name);
      if (element.name === 'a') expect(within).not.toContain('a');
      if (element.name === 'p') expect(within.filter((name) => blocks.has(name))).toEqual([]);
    }
  });
});

describe('what an author writes', () => {
  it('stands on the page as text, never as markup', () => {
    const hostile = '&lt;script>alert(1)&lt;/script> &lt;img src=x onerror=alert(1)> "quoted" &amp;amp; \\<b>';
    const { article } = readCase(`${frontmatter}${hostile}\n\n> ${hostile}\n\n- ${hostile}\n\n| a |\n| - |\n| ${hostile} |\n`);
    const page = article && pageOf(article);
    const text = '<script>alert(1)</script> <img src=x onerror=alert(1)> "quoted" &amp; <b>';
    expect(article?.passages.map((passage) => passage.text)).toEqual([text, text, text, text]);
    expect(page && elementsOf(page).filter(({ name }) => ['script', 'img', 'b'].includes(name))).toEqual([]);
  });

  it('cannot leave an attribute', () => {
    const figure = `figures:\n  - caption: The boat.\n    credit: '"><script>alert(1)</script>'\n    src: boat.jpg\n    alt: '" onload="alert(1)" x="<&'\n`;
    const source = `${frontmatter.replace('---\n\n', `${figure}---\n\n`)}[a](https://example.org/"onclick="alert(1)) and [b](</a"b\\<c>)\n`;
    const { article } = readCase(source);
    const elements = article ? elementsOf(pageOf(article)) : [];
    expect(elements.find(({ name }) => name === 'img')?.attribs['alt']).toBe('" onload="alert(1)" x="<&');
    expect(elements.filter(({ name }) => name === 'script')).toEqual([]);
    expect(elements.flatMap(({ attribs }) => Object.keys(attribs)).filter((name) => name.startsWith('on'))).toEqual([]);
    expect(elements.flatMap(({ name, attribs }) => (name === 'a' && !attribs['class'] ? [attribs['href']] : []))).toEqual([
      'https://example.org/"onclick="alert(1)',
      '/vale/a"b<c',
    ]);
  });

  it('shows a picture with its size, and describes one that is not there', () => {
    const figures =
      'figures:\n  - caption: The boat.\n    credit: A hand\n    src: boat.jpg\n    alt: A boat.\n  - caption: The bridge.\n    credit: A hand\n';
    const { article } = readCase(frontmatter.replace('---\n\n', `${figures}---\n\nIt rained.\n`));
    const elements = article ? elementsOf(pageOf(article)) : [];
    const [picture, ...others] = elements.filter(({ name }) => name === 'img');
    expect(others).toEqual([]);
    expect(picture?.attribs).toMatchObject({ src: '/vale/figures/boat.jpg', alt: 'A boat.', width: '640', height: '480' });
    expect(elements.filter(({ attribs }) => attribs['class'] === 'figure-absent')).toHaveLength(1);
  });
});
