/** What a reader finds at a sealed address, whatever happened to its words: on the built site, without scripting. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { isReadable } from '../../src/domain/article.ts';
import { resolveAlias } from '../../src/domain/ledger.ts';
import { readArchive } from '../../src/files/archive.ts';
import { fixtureContent, realContent } from '../support/build.ts';
import { listFiles, readPage, wordsOf } from '../support/pages.ts';

const fixture = readArchive({ folder: fixtureContent });
const real = readArchive({ folder: realContent });
const article = (slug: string) => readPage(inject('fixtureSite'), `articles/${slug}/index.html`).document;
const quote = (slug: string, anchor: string) => readPage(inject('fixtureSite'), `quotes/${slug}/${anchor}/index.html`).document;
const flat = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

describe.each([
  ['the invented archive', fixture, () => inject('fixtureSite')],
  ['the archive', real, () => inject('realSite')],
])('%s', (_, { articles, ledgers }, site) => {
  it('is sealed', () => {
    expect([...ledgers.keys()].sort()).toEqual(articles.map(({ slug }) => slug).sort());
  });

  it('has at every sealed address of an article one element: its words, where they went, or a tombstone', () => {
    let count = 0;
    for (const { slug, ledger, metadata } of articles) {
      const { document } = readPage(site(), `articles/${slug}/index.html`);
      for (const [anchor, entry] of Object.entries(ledger?.anchors ?? {})) {
        if (entry.kind === 'event') continue;
        count++;
        expect(document.querySelectorAll(`[id="${anchor}"]`).length, `${slug}#${anchor}`).toBe(1);
        const element = document.getElementById(anchor);
        if (entry.kind !== 'quote' || metadata.status === 'withdrawn' || entry.aliasOf || entry.tombstone) continue;
        expect(flat(wordsOf(element as Element)), anchor).toBe(entry.exact);
      }
    }
    expect(count).toBeGreaterThan(30);
  });

  it('has every sealed event on the timeline', () => {
    const { document } = readPage(site(), 'timeline/index.html');
    for (const { slug, ledger } of articles) {
      for (const [anchor, entry] of Object.entries(ledger?.anchors ?? {})) {
        if (entry.kind === 'event') expect(document.querySelectorAll(`[id="${anchor}"]`).length, `${slug}#${anchor}`).toBe(1);
      }
    }
  });

  it('has a page for every quotation that was ever sealed, under every name of its article', () => {
    for (const { slug, ledger } of articles) {
      for (const name of [slug, ...(ledger?.formerSlugs ?? [])]) {
        for (const [anchor, entry] of Object.entries(ledger?.anchors ?? {})) {
          if (entry.kind === 'quote')
            expect(existsSync(path.join(site(), 'quotes', name, anchor, 'index.html')), `${name}/${anchor}`).toBe(true);
        }
      }
    }
  });

  it('shows each quotation’s words, speaker and article on its page, with a picture that is there', () => {
    const base = new URL(articles === fixture.articles ? 'https://cuttings.example.org/vale/' : 'https://pincite.example.org/');
    let cards = 0;
    for (const { slug, passages, metadata } of articles.filter(isReadable)) {
      for (const { anchor, words, by } of passages.flatMap((passage) => passage.quotes)) {
        const { document } = readPage(site(), `quotes/${slug}/${anchor}/index.html`);
        expect(flat(document.querySelector('.exhibit blockquote')?.textContent)).toBe(`“${flat(words)}”`);
        expect(document.querySelector('.exhibit-speaker a')?.getAttribute('href')).toContain(`/${by}/`);
        expect(flat(document.querySelector('.surroundings mark')?.textContent)).toBe(flat(words).replaceAll('\t', ' · '));
        expect(document.querySelector('.exhibit dl')?.textContent).toContain(metadata.title);
        const address = document.querySelector('link[rel=canonical]')?.getAttribute('href');
        expect(address).toBe(new URL(`quotes/${slug}/${anchor}/`, base).href);
        expect(document.querySelector('#form-link')?.textContent).toBe(address);
        const picture = document.querySelector('meta[property="og:image"]')?.getAttribute('content') ?? '';
        if (picture.endsWith(`${anchor}/card.png`)) cards++;
        expect(existsSync(path.join(site(), picture.slice(base.href.length))), picture).toBe(true);
        for (const link of document.querySelectorAll('link[rel=alternate]')) {
          const file = (link.getAttribute('href') ?? '').slice(base.href.length);
          expect(() => JSON.parse(readFileSync(path.join(site(), file), 'utf8')), file).not.toThrow();
        }
      }
    }
    expect(cards).toBeGreaterThan(10);
    expect(cards).toBe(listFiles(path.join(site(), 'quotes')).filter((file) => file.endsWith('card.png')).length);
  });
});

describe('a reader who comes by an older address', () => {
  it('sees what a corrected quotation said before, in the article and on its own page', () => {
    const anchor = 'q-ennerby-town-council-regrets-the-position';
    const margin = flat(article('1958-11-21-six-votes').querySelector('.margin .was')?.textContent);
    expect(margin).toBe('Corrected 2 May 2014; before: “Ennerby Town Council regrets the position of the heater”');
    const page = quote('1958-11-21-six-votes', anchor);
    const difference = page.querySelector('.exhibit .difference');
    expect([...(difference?.querySelectorAll('del, ins') ?? [])].map((mark) => [mark.tagName, flat(mark.textContent)])).toEqual([
      ['DEL', '[gone: heater]'],
      ['INS', '[new: radiator]'],
    ]);
  });

  it('is led to the passage that a merged one became part of', () => {
    const page = article('1932-03-19-mill-gates-open');
    const ledger = fixture.articles.find(({ slug }) => slug === '1932-03-19-mill-gates-open')?.ledger;
    const [alias] = Object.entries(ledger?.anchors ?? {}).find(([, entry]) => entry.aliasOf !== undefined) ?? [];
    if (!ledger || !alias) throw new Error('the fixture has no alias');
    expect(page.getElementById(alias)?.parentElement?.id).toBe(resolveAlias(ledger, alias));
    expect(page.getElementById(alias)?.textContent).toBe('');
  });

  it('reads on a tombstone the words, the day and the reason', () => {
    const anchor = 'q-we-counted-them-twice-and-the';
    const tombstone = flat(article('1988-08-20-two-days-of-lanterns').getElementById(anchor)?.textContent);
    expect(tombstone).toContain('“We counted them twice, and the second time there were more”, Nadia Sarraf');
    expect(tombstone).toContain('taken out on 1 March 2011. The paragraph belongs to the report of the following year');
    const page = quote('1988-08-20-two-days-of-lanterns', anchor);
    expect(flat(page.querySelector('h1')?.textContent)).toBe('These words no longer stand in the archive');
    expect(flat(page.querySelector('.tombstone')?.textContent)).toContain('They were taken out on 1 March 2011.');
    expect(page.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex');
  });

  it('finds of a withdrawn article the title, reason, date and all addresses, and no word of its text', () => {
    const slug = '1996-10-04-who-wants-the-mill';
    const page = article(slug);
    expect(flat(page.querySelector('h1')?.textContent)).toBe('Who wants the mill?');
    expect(flat(page.querySelector('.withdrawn')?.textContent)).toContain('withdrawn on 15 February 2010. Tak Mi-rae never spoke');
    expect(page.querySelectorAll('.gone li').length).toBe(6);
    const withdrawn = fixture.articles.find((one) => one.slug === slug);
    const pages = [
      readPage(inject('fixtureSite'), `articles/${slug}/index.html`),
      readPage(inject('fixtureSite'), `quotes/${slug}/q-i-will-make-it-the-biggest/index.html`),
    ];
    for (const { html } of pages) for (const { text } of withdrawn?.passages ?? []) expect(html).not.toContain(text.slice(0, 40));
    expect(listFiles(inject('fixtureSite')).filter((file) => file.startsWith('data/') && file.includes(slug))).toEqual([]);
  });

  it('is led on from an article’s former name, to each passage and to each quotation’s page', () => {
    const page = article('1984-glass-weir');
    const present = '/vale/articles/1984-05-12-the-glass-weir/';
    expect(page.querySelector('#moved-to')?.getAttribute('href')).toBe(present);
    expect(page.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(`https://cuttings.example.org${present}`);
    expect(page.getElementById('q-the-ferryman-lives')?.querySelector('a')?.getAttribute('href')).toBe(`${present}#q-the-ferryman-lives`);
    const refresh = quote('1984-glass-weir', 'q-the-ferryman-lives').querySelector('meta[http-equiv=refresh]')?.getAttribute('content');
    expect(refresh).toBe('0; url=/vale/quotes/1984-05-12-the-glass-weir/q-the-ferryman-lives/');
  });

  it('finds an event under the id that it had', () => {
    const timeline = readPage(inject('fixtureSite'), 'timeline/index.html').document;
    expect(timeline.getElementById('third-count-1958')?.parentElement?.id).toBe('mayoral-election-1958');
    expect(flat(timeline.getElementById('mill-offer-1996')?.textContent)).toContain('Taken out on 15 February 2010.');
  });
});

it('shows the same words in another article, with the difference', () => {
  const equal = quote('1911-06-10-the-bridge-question', 'q-we-shall-have-our-bridge-if').querySelectorAll('.parallels li');
  expect([...equal].map((item) => flat(item.textContent))).toEqual([
    'The Tarle Mercury, 7 February 1953, para. 5: the same words.',
    'The Valley Observer, 27 March 2009, para. 6, in other words:“We shall have our bridge[gone: ,] if we carry every stone [gone: of it] ourselves”',
  ]);
  const margin = article('1911-06-10-the-bridge-question').querySelector('.margin .also');
  expect(flat(margin?.textContent)).toBe('Also reported in The Tarle Mercury, The Valley Observer');
});

it('names both speakers of a quotation within a quotation', () => {
  const page = quote('1958-11-21-six-votes', 'q-not-one-penny');
  expect(flat(page.querySelector('h1')?.textContent)).toBe('A quotation of Sir Samuel Pellow, as quoted by Thomas Marsh the younger');
  expect(flat(page.querySelector('.exhibit-outer')?.textContent)).toContain('“A man once told me ‘Not one penny’ across this table');
});

it('keeps tombstones, former names and withdrawn quotations out of the sitemap, and every standing page in it', () => {
  const sitemap = readFileSync(path.join(inject('fixtureSite'), 'sitemap-0.xml'), 'utf8');
  const listed = new Set([...sitemap.matchAll(/<loc>https:\/\/cuttings\.example\.org\/vale\/([^<]*)<\/loc>/g)].map((match) => match[1]));
  for (const file of listFiles(inject('fixtureSite')).filter((name) => name.endsWith('index.html'))) {
    const isHidden = readFileSync(path.join(inject('fixtureSite'), file), 'utf8').includes('content="noindex"');
    expect(listed.has(file.replace(/index\.html$/, '')), file).toBe(!isHidden);
  }
});
