import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import { parseDate } from '../../src/domain/date.ts';
import { likeness, listKeys, listShingles } from '../../src/domain/difference.ts';
import { commonPair, findParallels, leastEqualWords, leastSimilarWords, similarThreshold } from '../../src/domain/parallel.ts';
import type { Passage, Quote } from '../../src/domain/passage.ts';
import { listQuotations, type Quotation } from '../../src/domain/quotation.ts';
import { readArchive } from '../../src/files/archive.ts';
import { articleSchema } from '../../src/model/article.ts';
import { fixtureContent } from '../support/build.ts';

/** What is said in one article: each entry a passage with its quotes, as `speaker: words`. */
function createArticle(slug: string, passages: readonly (readonly string[])[], published = '2014-12-22'): Quotation[] {
  const metadata = articleSchema.parse({
    title: slug,
    publication: 'paper',
    published,
    language: 'en',
    rights: { status: 'public-domain', text: 'full' },
  });
  const made = passages.map((quotes, at): Passage => {
    let text = '';
    return {
      anchor: `p-${at}`,
      kind: 'paragraph',
      number: at + 1,
      line: at + 1,
      mentions: [],
      quotes: quotes.map((own, index): Quote => {
        const [by = '', words = ''] = own.split(': ');
        text += ` “${words}”`;
        return { anchor: `q-${at}-${index}`, by, words, start: text.length - words.length - 1, end: text.length - 1 };
      }),
      text,
    };
  });
  const article: Article = { slug, metadata, published: parseDate(published), passages: made, blocks: [] };
  return made.flatMap((passage) => passage.quotes.map((quote) => ({ quote, passage, article })));
}

const nameOf = ({ article, quote }: Quotation) => `${article.slug}#${quote.anchor}`;

/** `slug#anchor` of each quotation that has parallels, with those of its parallels. */
function findNames(quotations: readonly Quotation[]): Record<string, string[]> {
  return Object.fromEntries(
    [...findParallels(quotations)].map(([own, others]) => [nameOf(own), others.map((one) => nameOf(one.quotation))]),
  );
}

/** The parallel of the first article's only quote in the second; undefined where they are not parallels. */
function compare(a: string, b: string) {
  const quotations = [...createArticle('a', [[a]]), ...createArticle('b', [[b]])];
  const [first] = quotations;
  return first && findParallels(quotations).get(first)?.[0];
}

describe('two quotes of different articles', () => {
  it.each([
    ['the same words', 'ann: We shall have our bridge', 'ann: We shall have our bridge', true],
    ['of another speaker', 'ann: We shall have our bridge', 'ben: We shall have our bridge', true],
    ['in other signs, case and diacritics', 'ann: “Zoë, we SHALL—have it!”', 'ben: Zoe we shall have, it', true],
    ['of three words', 'ann: Not one penny', 'ben: Not one penny', true],
    ['of two words and one speaker', 'ann: Not yet', 'ann: Not yet!', true],
    ['of one word and one speaker', 'ann: Never', 'ann: Never', true],
    ['of Han characters, each of them a word', 'ann: 有光就', 'ben: 有光就', true],
    ['with one word of five changed', 'ann: We shall have our bridge', 'ben: We shall have our ferry', false],
    ['with one word of four changed', 'ann: It was the wind', 'ben: It was the rain', false],
    ['with the beginning cut off', 'ann: I tell you that we shall have our own bridge', 'ben: we shall have our own bridge', false],
    ['with the end cut off', 'ann: We shall have our own bridge before the year is out', 'ben: We shall have our own bridge before', false],
    ['with words put in', 'ann: We shall have our bridge', 'ben: We shall then have our own bridge', false],
  ])('are parallels: %s', (_, a, b, isEqual) => {
    const parallel = compare(a, b);
    expect(parallel?.isEqual).toBe(isEqual);
    if (isEqual) expect(parallel?.likeness).toBe(1);
    else expect(parallel?.likeness).toSatisfy((alike: number) => alike >= similarThreshold && alike < 1);
  });

  it.each([
    ['two words of two speakers', 'ann: Not yet', 'ben: Not yet'],
    ['one word of two speakers', 'ann: Never', 'ben: Never'],
    ['no words at all', 'ann: …!', 'ann: …!'],
    ['other words', 'ann: We shall have our bridge', 'ann: Nobody asked the ferryman about it'],
    ['three words of which one is changed', 'ann: Not one penny', 'ann: Not one pound'],
    ['four words against three', 'ann: Not one single penny', 'ann: Not one penny'],
    ['two of four words', 'ann: It was the wind', 'ann: It is a wind'],
    ['the same words the other way round', 'ann: our bridge is their bridge', 'ann: bridge their is bridge our'],
    ['an excerpt of less than three fifths', 'ann: We shall have our own bridge before the year is out', 'ann: We shall have our own'],
  ])('are no parallels: %s', (_, a, b) => {
    expect(compare(a, b)).toBeUndefined();
  });

  it('that share no two words in a row are passed over, which four words against four can', () => {
    expect(likeness(listKeys('we must all go'), listKeys('we all will go'))).toBe(0.75);
    expect(compare('ann: we must all go', 'ann: we all will go')).toBeUndefined();
  });
});

describe('parallels', () => {
  it('are never of the same article', () => {
    expect(findNames(createArticle('a', [['ann: Not one penny', 'ann: Not one penny'], ['ann: Not one penny']]))).toEqual({});
  });

  it('come by date of publication, slug and place in the text, whatever the order of the quotations', () => {
    const quotations = [
      ...createArticle('late', [['ann: Not one penny']], '2014-12-22'),
      ...createArticle('b-early', [[], ['ann: Not one penny', 'ben: Yes', 'ben: not one penny'], ['ann: Not one penny']], '1911'),
      ...createArticle('a-early', [[], [], [], ['ann: Not one penny']], '1911'),
    ];
    const expected = ['a-early#q-3-0', 'b-early#q-1-0', 'b-early#q-1-2', 'b-early#q-2-0'];
    expect(findNames(quotations)['late#q-0-0']).toEqual(expected);
    expect(findNames([...quotations].reverse())).toEqual(findNames(quotations));
  });

  it('count a quote within a quote like any other', () => {
    const outer = createArticle('a', [['ann: He said to me Not one penny and laughed', 'ben: Not one penny']]);
    const [first, second] = outer;
    const within = outer.map((quotation) =>
      quotation === second ? { ...quotation, quote: { ...quotation.quote, within: first?.quote.anchor } } : quotation,
    );
    expect(findNames([...within, ...createArticle('b', [['ben: Not one penny']])])).toEqual({
      'a#q-0-1': ['b#q-0-0'],
      'b#q-0-0': ['a#q-0-1'],
    });
  });

  describe('of words that everybody uses', () => {
    const asMany = (count: number, words: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => createArticle(`other-${index}`, [[`x: ${words(index)}`]])).flat();
    const pair = (a: string, b: string) => [...createArticle('a', [[`ann: ${a}`]]), ...createArticle('b', [[`ben: ${b}`]])];

    it('are found through two words in a row that no more than so many quotes have', () => {
      const near = pair('it was d e', 'it was f e');
      const others = asMany(commonPair - 1, (index) => `it was x${index} y${index} z${index}`);
      expect(findNames([...others.slice(1), ...near])).toEqual({ 'a#q-0-0': ['b#q-0-0'], 'b#q-0-0': ['a#q-0-0'] });
      expect(findNames([...others, ...near])).toEqual({});
      expect(Object.keys(findNames([...others, ...pair('it was d e', 'it was d e')]))).toEqual(['a#q-0-0', 'b#q-0-0']);
    });

    it('are found through the few words in a row that nobody else has', () => {
      const others = asMany(commonPair, (index) => `it was the case that we all x${index} y${index} z${index}`);
      const near = pair('it was the case that we all went ding dong', 'it was the case that we all came ding dong');
      expect(Object.keys(findNames([...others, ...near]))).toEqual(['a#q-0-0', 'b#q-0-0']);
    });
  });
});

/** All compared with all, by the rule as it is written. */
function compareAll(quotations: readonly Quotation[]): Record<string, string[]> {
  const isParallel = (a: Quotation, b: Quotation) => {
    if (a.article.slug === b.article.slug) return false;
    const [one, two] = [listKeys(a.quote.words), listKeys(b.quote.words)];
    if (one.join(' ') === two.join(' ')) return one.length >= leastEqualWords || (one.length > 0 && a.quote.by === b.quote.by);
    const pairs = new Set(listShingles(one, 2));
    return (
      Math.min(one.length, two.length) >= leastSimilarWords &&
      likeness(one, two) >= similarThreshold &&
      listShingles(two, 2).some((pair) => pairs.has(pair))
    );
  };
  const entries = quotations.map((own) => [nameOf(own), quotations.filter((other) => isParallel(own, other)).map(nameOf)] as const);
  return Object.fromEntries(entries.filter(([, others]) => others.length > 0));
}

/** Archives in which much is alike: few words, and quotes that are made of each other by dropping, changing and doubling words. */
const smallArchive = fc
  .array(
    fc.record({
      article: fc.nat(3),
      by: fc.constantFrom('ann', 'ben'),
      words: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 12 }),
      from: fc.option(fc.nat(23), { freq: 3 }),
      edits: fc.array(fc.tuple(fc.nat(12), fc.constantFrom('', 'a', 'x', 'y')), { maxLength: 4 }),
    }),
    { minLength: 2, maxLength: 24 },
  )
  .map((drafts) => {
    const texts: string[][] = [];
    for (const { words, from, edits } of drafts) {
      const text = [...((from === null ? undefined : texts[from % Math.max(1, texts.length)]) ?? words)];
      for (const [at, word] of edits) text.splice(at % (text.length + 1), 1, ...(word === '' ? [] : [word]));
      texts.push(text);
    }
    return [0, 1, 2, 3].flatMap((article) =>
      createArticle(
        `article-${article}`,
        drafts.flatMap((draft, index) => (draft.article === article ? [[`${draft.by}: ${texts[index]?.join(' ')}`]] : [])),
        `19${10 + article}`,
      ),
    );
  });

describe('findParallels', () => {
  it('agrees with comparing all with all', () => {
    let equal = 0;
    let near = 0;
    fc.assert(
      fc.property(smallArchive, (quotations) => {
        expect(findNames(quotations)).toEqual(compareAll(quotations));
        const all = [...findParallels(quotations).values()].flat();
        equal += all.filter(({ isEqual }) => isEqual).length;
        near += all.filter(({ isEqual }) => !isEqual).length;
      }),
      { numRuns: 1000 },
    );
    // Else the archives would be too unlike to show anything.
    expect(Math.min(equal, near)).toBeGreaterThan(1000);
  });

  it('says the same of both sides', () => {
    fc.assert(
      fc.property(smallArchive, (quotations) => {
        const parallels = findParallels(quotations);
        for (const [own, others] of parallels) {
          for (const { quotation, isEqual, likeness: alike } of others) {
            const back = parallels.get(quotation)?.find((one) => one.quotation === own);
            expect([back?.isEqual, back?.likeness]).toEqual([isEqual, alike]);
            expect(isEqual).toBe(alike === 1);
          }
        }
      }),
    );
  });
});

describe('in the invented archive', () => {
  const quotations = listQuotations(readArchive({ folder: fixtureContent }).articles);
  const parallels = findParallels(quotations);
  const parallelsOf = (slug: string, words: string) => {
    const own = quotations.find(({ article, quote }) => article.slug.startsWith(slug) && quote.words.startsWith(words));
    return own && (parallels.get(own) ?? []).map(({ quotation, isEqual }) => [quotation.article.slug.slice(0, 4), isEqual]);
  };

  it('the schoolmistress’s words on the bridge are found where they are quoted, and where they are remembered a little otherwise', () => {
    expect(parallelsOf('1911', 'We shall have our bridge')).toEqual([
      ['1953', true],
      ['2009', false],
    ]);
    expect(parallelsOf('2009', 'We shall have our bridge')).toEqual([
      ['1911', false],
      ['1953', false],
    ]);
  });

  it('what the mill-owner keeps saying is found once more in a quotation within a quotation', () => {
    expect(parallelsOf('1911', 'Not one penny')).toEqual([
      ['1932', true],
      ['1958', true],
    ]);
    expect(parallelsOf('1958', 'Not one penny')?.map(([year]) => year)).toEqual(['1911', '1911', '1932']);
  });
});
