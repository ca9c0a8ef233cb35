import { describe, expect, inject, it } from 'vitest';
import { readPage, wordsOf } from '../support/pages.ts';

const site = inject('fixtureSite');
const page = (path: string) => readPage(site, `${path}index.html`).document;
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const items = (document: Document, selector: string) => [...document.querySelectorAll(selector)].map((element) => textOf(element));

describe('the quotes', () => {
  it('stand under their speakers, each leading to its place in the article', () => {
    const document = page('quotes/');
    const ada = document.getElementById('speaker-ada-quill');
    const words = [...(ada?.querySelectorAll('.words a') ?? [])];
    expect(words.length).toBe(8);
    expect(textOf(words[0])).toBe('We shall have our bridge, if we carry every stone of it ourselves');
    expect(words[0]?.getAttribute('href')).toBe('/vale/articles/1911-06-10-the-bridge-question/#q-we-shall-have-our-bridge-if');
    expect(document.querySelectorAll('.quotations > li').length).toBe(53 + 6);
  });

  it('say who quotes whom in a quotation within a quotation', () => {
    const sources = items(page('people/ada-quill/'), '.source');
    expect(sources.some((source) => source.startsWith('as quoted by Josiah Crake'))).toBe(true);
  });
});

describe('the registers', () => {
  it('file names as a catalogue does, diacritics aside', () => {
    const names = items(page('people/'), '.headword');
    expect(names.slice(0, 3)).toEqual(['Ångström, Zoë', 'Corrie, Edith', 'Crake, Josiah']);
    expect(page('people/').getElementById('a')?.querySelector('.headword')?.textContent).toContain('Ångström');
  });

  it('count mentions and quotes over all readable articles', () => {
    const row = [...page('people/').querySelectorAll('.catalogue li')].find((item) => item.textContent?.includes('Quill, Ada'));
    expect([...(row?.querySelectorAll('.count') ?? [])].map((count) => textOf(count))).toEqual(['13 mentions', '8 quotes']);
  });

  it('show every mention in its sentence, with the name marked and the passage linked', () => {
    const document = page('people/ada-quill/');
    const lines = [...document.querySelectorAll('.concordance li')];
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect(line.querySelectorAll('mark').length).toBeGreaterThan(0);
      expect(line.querySelector('.place a')?.getAttribute('href')).toMatch(/^\/vale\/articles\/[\w-]+\/#p-/);
    }
    expect(items(document, '.concordance mark')).toEqual(expect.arrayContaining(['Ada Quill', 'Miss Quill', 'Councillor Quill', 'she']));
  });

  it('keep names that an entity excludes, and ambiguous ones, out of its entry', () => {
    const sentences = items(page('places/marsh/'), '.concordance p');
    expect(sentences.some((sentence) => sentence.includes('Phoebe Marsh'))).toBe(false);
    const elder = items(page('people/tom-marsh-elder/'), '.concordance-article').join(' ');
    const younger = items(page('people/tom-marsh-younger/'), '.concordance-article').join(' ');
    expect(elder).toContain('THE BRIDGE QUESTION');
    expect(younger).toContain('Six Votes');
    expect(elder).not.toContain('Six Votes');
  });

  it('lead from a former id to the present one, without a server', () => {
    const { document } = readPage(site, 'people/edith-hallam/index.html');
    const target = document.querySelector('meta[http-equiv="refresh"]')?.getAttribute('content');
    expect(target).toBe('0; url=/vale/people/edith-corrie/');
    expect(document.querySelector('a')?.getAttribute('href')).toBe('/vale/people/edith-corrie/');
  });

  it('set names in other scripts with their language', () => {
    const names = [...page('people/tak-mi-rae/').querySelectorAll('.facts [lang="ko"]')].map((name) => textOf(name));
    expect(names).toEqual(['탁미래']);
    const marked = page('articles/1988-08-20-two-days-of-lanterns/').querySelectorAll('.article-body [lang="ko"]');
    expect(marked.length).toBeGreaterThan(1);
    expect(page('articles/1988-08-20-two-days-of-lanterns/').querySelector('[lang="ar"]')?.getAttribute('dir')).toBe('rtl');
  });
});

describe('the timeline', () => {
  const document = page('timeline/');

  it('groups events by year and month, decades before their years', () => {
    const years = items(document, '.timeline-year > h2');
    expect(years[0]).toBe('1800–1899');
    expect(years.indexOf('1930s')).toBeLessThan(years.indexOf('1931'));
    expect(years.indexOf('1930s')).toBeGreaterThan(years.indexOf('1927'));
    expect(items(document, '.timeline-month h3')).toContain('June');
  });

  it('words uncertain dates and draws them hatched', () => {
    const dates = [...document.querySelectorAll('.events .date')].map((date) => [textOf(date), date.getAttribute('data-certainty')]);
    expect(dates).toContainEqual(['about 1926', 'uncertain']);
    expect(dates).toContainEqual(['30 January – 2 February 1953', 'exact']);
    const bars = [...document.querySelectorAll('.axis a .bar')];
    expect(bars.length).toBe(34);
    expect(bars.filter((bar) => bar.getAttribute('fill') === 'url(#axis-hatch)').length).toBe(
      dates.filter(([, certainty]) => certainty === 'uncertain').length,
    );
  });

  it('links each event to its passages and each bar to its event', () => {
    for (const item of document.querySelectorAll('.events > li')) {
      expect(item.querySelectorAll('.meta a[href*="#p-"]').length).toBeGreaterThan(0);
    }
    for (const bar of document.querySelectorAll('.axis a'))
      expect(document.getElementById((bar.getAttribute('href') ?? '').split('#')[1] ?? '')).not.toBeNull();
  });
});

describe('the home page', () => {
  it('shows what the archive is, the latest articles, the people most quoted, a glimpse of the timeline and a search box', () => {
    const document = page('');
    expect(textOf(document.querySelector('h1'))).toBe('The Ennerby Cuttings');
    expect(textOf(document.querySelector('.lead h2'))).toBe('Last date stamped: council votes to close library');
    expect(document.querySelectorAll('.articles li').length).toBe(5);
    expect(items(document, '.ranked li').slice(0, 2)).toEqual(['Thomas Marsh the younger7', 'Ada Quill7']);
    expect(document.querySelectorAll('.axis a').length).toBe(34);
    expect(document.querySelector('main form[role="search"]')?.getAttribute('action')).toBe('/vale/search/');
  });
});

describe('an article', () => {
  it('shows its corrections, each linking to what it changed', () => {
    const document = page('articles/1958-11-21-six-votes/');
    expect(document.querySelector('.rights-notice a[href="#corrections"]')).not.toBeNull();
    const links = [...document.querySelectorAll('.corrections a')].map((link) =>
      document.getElementById((link.getAttribute('href') ?? '').slice(1)),
    );
    expect(links.map((passage) => passage?.querySelector('.number')?.textContent)).toEqual(['4', '8']);
  });

  it('has in the margin who speaks, who is named and what happened', () => {
    const document = page('articles/1953-02-07-four-nights-of-water/');
    const margins = items(document, '.margin');
    expect(margins[0]).toContain('30 January – 2 February 1953');
    expect(margins.some((margin) => margin.startsWith('Zoë Ångström'))).toBe(true);
    expect(items(document, '.register .section-title')).toEqual(['Who is quoted', 'Who and what is named', 'What happened when']);
  });

  it('sets tables, lists, footnotes and struck words', () => {
    const document = page('articles/1926-a-palace-of-light/');
    expect(document.querySelectorAll('tr.passage').length).toBe(3);
    expect(document.querySelector('li li .passage')).not.toBeNull();
    expect(document.querySelector('del')).not.toBeNull();
    const flood = page('articles/1953-02-07-four-nights-of-water/');
    const note = flood.querySelector('.footnotes .passage');
    expect(note && wordsOf(note)).toContain('River Board');
    expect(flood.querySelectorAll('.footnotes li:first-child .footnote-back').length).toBe(2);
  });
});
