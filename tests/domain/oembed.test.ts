import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { citeQuotation } from '../../src/domain/citation.ts';
import { type OembedSource, oembedOf } from '../../src/domain/oembed.ts';
import { Permalinks } from '../../src/domain/permalink.ts';
import { listQuotations } from '../../src/domain/quotation.ts';
import { type CitedWords, formatHtml } from '../../src/domain/quote-forms.ts';
import { readArchive } from '../../src/files/archive.ts';
import { elementsOf, textOf } from '../markdown/page-text.ts';
import { fixtureContent, realContent } from '../support/build.ts';

const address = z.url({ protocol: /^https?$/ });
const pixels = z.int().positive();
/** oEmbed 1.0, sections 2.3.4 and 2.3.4.4: every parameter of a rich document, and nothing else. */
const rich = z
  .strictObject({
    type: z.literal('rich'),
    version: z.literal('1.0'),
    title: z.string().optional(),
    author_name: z.string().optional(),
    author_url: address.optional(),
    provider_name: z.string().optional(),
    provider_url: address.optional(),
    cache_age: z.int().nonnegative().optional(),
    thumbnail_url: address.optional(),
    thumbnail_width: pixels.optional(),
    thumbnail_height: pixels.optional(),
    html: z.string().min(1),
    width: pixels,
    height: pixels,
  })
  .refine(
    (document) =>
      new Set([document.thumbnail_url, document.thumbnail_width, document.thumbnail_height].map((part) => part === undefined)).size === 1,
    'a thumbnail has its address, its width and its height, or none of them',
  );

const cited: CitedWords = {
  words: 'Not one penny',
  speaker: 'Samuel Pellow',
  title: 'The Bridge Question',
  publication: 'The Ennerby Gazette',
  published: '10 June 1911',
  passage: 'para. 4',
  address: 'https://cuttings.example.org/vale/quotes/1911-06-10-the-bridge-question/q-not-one-penny/',
  lang: 'en',
};
const source: OembedSource = {
  cited,
  authorUrl: 'https://cuttings.example.org/vale/people/samuel-pellow/',
  provider: { name: 'The Ennerby Cuttings', url: 'https://cuttings.example.org/vale/' },
  thumbnail: { url: `${cited.address}card.png`, width: 1200, height: 630 },
};

describe('oembedOf', () => {
  it('gives the words, their speaker and the archive', () => {
    expect(oembedOf(source)).toEqual({
      version: '1.0',
      type: 'rich',
      title: '“Not one penny”',
      author_name: 'Samuel Pellow',
      author_url: 'https://cuttings.example.org/vale/people/samuel-pellow/',
      provider_name: 'The Ennerby Cuttings',
      provider_url: 'https://cuttings.example.org/vale/',
      cache_age: 86_400,
      thumbnail_url: `${cited.address}card.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
      html: formatHtml(cited),
      width: 550,
      height: 120,
    });
  });

  it('leaves out what is not known', () => {
    const { speaker: _, ...anonymous } = cited;
    expect(Object.keys(oembedOf({ cited: anonymous, provider: source.provider }))).toEqual([
      'version',
      'type',
      'title',
      'provider_name',
      'provider_url',
      'cache_age',
      'html',
      'width',
      'height',
    ]);
  });

  it('cuts a title that is too long to be one', () => {
    const { title } = oembedOf({ ...source, cited: { ...cited, words: 'We shall have our bridge. '.repeat(20) } });
    expect(title).toMatch(/^“We shall have our bridge\. .*…”$/);
    expect(title.length).toBeLessThanOrEqual(122);
  });

  it.each([
    ['a few words', 'Never', 1],
    ['one line of words', 'We shall have our bridge, if we carry every stone', 1],
    ['a sentence', 'We shall have our bridge, if we carry every stone of it ourselves', 2],
    ['many words', 'We shall have our bridge. '.repeat(20), 10],
    ['letters that are twice as wide', '有光就有戲'.repeat(8), 2],
  ])('makes room for %s', (_, words, lines) => {
    expect(oembedOf({ ...source, cited: { ...cited, words } }).height).toBe(48 + 24 * (lines + 2));
  });

  it('makes no less room for more words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 40 }), (words, more) => {
        const [short, long] = [words, `${words}${more}`].map((own) => oembedOf({ ...source, cited: { ...cited, words: own } }));
        expect(long?.height).toBeGreaterThanOrEqual(short?.height ?? Number.NaN);
      }),
    );
  });

  it.each([fixtureContent, realContent])('is valid for every quotation of %s, with its words for anybody to read', (folder) => {
    const { articles, registry, settings } = readArchive({ folder });
    if (!settings) throw new Error('no settings');
    const permalinks = new Permalinks(settings.address, new URL(settings.address).pathname);
    const quotations = listQuotations(articles);
    expect(quotations.length).toBeGreaterThan(10);
    for (const quotation of quotations) {
      const own = citeQuotation(quotation, registry, permalinks);
      const document = oembedOf({ cited: own, provider: { name: settings.name, url: settings.address } });
      expect(rich.safeParse(document).error?.issues, own.address).toBeUndefined();
      const page = parseDocument(document.html);
      expect(new Set(elementsOf(page).map(({ name }) => name))).toEqual(new Set(['figure', 'blockquote', 'p', 'figcaption', 'cite', 'a']));
      expect(textOf(page)).toContain(`“${own.words.replace(/[\t\n]/g, ' ')}”`);
    }
  });
});

describe('the validator', () => {
  const document = oembedOf(source);

  it('takes the document', () => {
    expect(rich.safeParse(document).success).toBe(true);
  });

  it.each([
    ['of another version', { version: 1 }],
    ['of another type', { type: 'quote' }],
    ['without markup', { html: undefined }],
    ['of unknown height', { height: null }],
    ['of a height in words', { height: '120' }],
    ['of half a pixel', { width: 550.5 }],
    ['with half a thumbnail', { thumbnail_height: undefined }],
    ['with a relative address', { author_url: '/vale/people/samuel-pellow/' }],
    ['that lives as long as words say', { cache_age: '86400' }],
    ['with a parameter of its own', { speaker: 'Samuel Pellow' }],
  ])('refuses a document %s', (_, damage) => {
    expect(rich.safeParse(JSON.parse(JSON.stringify({ ...document, ...damage }))).success).toBe(false);
  });
});
