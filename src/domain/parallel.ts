/** The same words in two articles: how one utterance was printed here and there. */
import { compareDates } from './date.ts';
import { likeness, likenessBound, listKeys, listShingles } from './difference.ts';
import type { Passage } from './passage.ts';
import type { Quotation } from './quotation.ts';
import { compareCodeUnits } from './text.ts';

/** Another article's quote of the same words. */
export interface Parallel {
  readonly quotation: Quotation;
  /** Whether all words are the same; case, diacritics and signs aside. */
  readonly isEqual: boolean;
  /** Share of the words that are the same in the same order, 0 to 1. */
  readonly likeness: number;
}

/** Equal words have to be at least so many to count whoever says them; fewer ("Never") count for one speaker alone. */
export const leastEqualWords = 3;
/** Nearly equal words have to be at least so many on both sides, … */
export const leastSimilarWords = 4;
/** … and alike to this degree, 0 to 1. */
export const similarThreshold = 0.75;
/** No quote is linked to more than so many others, the earliest first: a phrase of thousands tells nothing, all with all is their square. */
export const mostParallels = 50;
/** Two words in a row that stand in more quotes than this ("of the") tell nothing, and lead to no near match. */
export const commonPair = 300;

/**
 * For each quotation that has any, the quotes of other articles that give the same words, by date of publication, slug and place in the
 * text. A quote within a quote counts like any other. Two quotes are parallels where
 *
 * - their words are equal (`listKeys`), and at least `leastEqualWords`, or fewer of one speaker; or
 * - both have at least `leastSimilarWords` words, their `likeness` is at least `similarThreshold`, and they share two words in a row that
 *   stand in at most `commonPair` quotes.
 *
 * Never compares all with all: candidates for near matches come from an index of pairs of words. Pairs and no longer runs, since quotes as
 * alike as that share two words in a row (the one exception is two quotes of four words each, such as “we must all go” and “we all will
 * go”), while a single changed word leaves a short quote without any three.
 */
export function findParallels(quotations: readonly Quotation[]): ReadonlyMap<Quotation, readonly Parallel[]> {
  const quotes = rankQuotations(quotations);
  const found = new Map<Ranked, { readonly other: Ranked; readonly parallel: Parallel }[]>();
  const link = (quote: Ranked, other: Ranked, alike: number) => {
    const own = found.get(quote) ?? [];
    found.set(quote, own);
    if (own.length < mostParallels)
      own.push({ other, parallel: { quotation: other.quotation, isEqual: quote.text === other.text, likeness: alike } });
  };
  for (const [a, b] of pairEqual(quotes)) link(a, b, 1);
  for (const [a, b, alike] of pairSimilar(quotes)) {
    link(a, b, alike);
    link(b, a, alike);
  }
  return new Map(
    quotes.flatMap((quote) => {
      const own = found.get(quote)?.sort((a, b) => a.other.rank - b.other.rank);
      return own ? [[quote.quotation, own.map(({ parallel }) => parallel)] as const] : [];
    }),
  );
}

/** A quotation with its words as they are compared. */
interface Ranked {
  readonly quotation: Quotation;
  /** Place in the order of publication and of the text. */
  readonly rank: number;
  readonly slug: string;
  readonly keys: readonly string[];
  /** All keys as one text. */
  readonly text: string;
}

/** By date of publication, slug and place in the text; quotes without a word are left out. */
function rankQuotations(quotations: readonly Quotation[]): Ranked[] {
  const places = new Map<Passage, number>();
  for (const { passages } of new Set(quotations.map(({ article }) => article))) {
    for (const [index, passage] of passages.entries()) places.set(passage, index);
  }
  return [...quotations]
    .sort(
      (a, b) =>
        compareDates(a.article.published, b.article.published) ||
        compareCodeUnits(a.article.slug, b.article.slug) ||
        (places.get(a.passage) ?? 0) - (places.get(b.passage) ?? 0) ||
        a.passage.quotes.indexOf(a.quote) - b.passage.quotes.indexOf(b.quote),
    )
    .map((quotation, rank) => {
      const keys = listKeys(quotation.quote.words);
      return { quotation, rank, slug: quotation.article.slug, keys, text: keys.join(' ') };
    })
    .filter(({ keys }) => keys.length > 0);
}

/** Each quote with every quote of another article that has equal words, the earliest `mostParallels` of them. */
function* pairEqual(quotes: readonly Ranked[]): Generator<readonly [Ranked, Ranked]> {
  for (const same of Map.groupBy(quotes, ({ text, keys, quotation }) =>
    keys.length < leastEqualWords ? `${quotation.quote.by} ${text}` : text,
  ).values()) {
    for (const a of same) {
      let count = 0;
      for (const b of same) {
        if (a.slug === b.slug) continue;
        if (++count > mostParallels) break;
        yield [a, b];
      }
    }
  }
}

/** Every pair of nearly equal words in two articles, the earlier quote first, with their likeness. */
function* pairSimilar(quotes: readonly Ranked[]): Generator<readonly [Ranked, Ranked, number]> {
  const long = quotes.filter(({ keys }) => keys.length >= leastSimilarWords);
  const pairs = long.map(({ keys }) => listShingles(keys, 2));
  const holders = new Map<string, number[]>();
  for (const [index, own] of pairs.entries()) {
    for (const pair of new Set(own)) {
      const indexes = holders.get(pair);
      if (indexes) indexes.push(index);
      else holders.set(pair, [index]);
    }
  }
  // How many of the pairs in hand each earlier quote has; all zero again before the next quote.
  const shared = new Uint32Array(long.length);
  for (const [index, own] of pairs.entries()) {
    const a = long[index];
    if (!a) continue;
    const touched: number[] = [];
    let passedOver = 0;
    for (const pair of own) {
      const indexes = holders.get(pair) ?? [];
      if (indexes.length > commonPair) {
        passedOver++;
        continue;
      }
      for (const other of indexes) {
        if (other >= index) break;
        if (shared[other] === 0) touched.push(other);
        shared[other] = (shared[other] ?? 0) + 1;
      }
    }
    for (const other of touched) {
      const b = long[other];
      if (b && b.slug !== a.slug && (shared[other] ?? 0) + passedOver >= leastShared(a.keys.length + b.keys.length)) {
        const alike = compareKeys(a, b);
        if (alike !== undefined) yield [b, a, alike];
      }
      shared[other] = 0;
    }
  }
}

/**
 * The fewest pairs of words that two quotes of so many words together share where they are alike enough. Of the words that they have in
 * common, each stands next to the next in both, but where words of one of them alone come between, and each of those parts one pair at most.
 */
function leastShared(words: number): number {
  const common = Math.ceil((similarThreshold * words) / 2);
  return common - 1 - (words - 2 * common);
}

/** The likeness, where it is high enough and the words are not equal; what is cheap is asked first. */
function compareKeys(a: Ranked, b: Ranked): number | undefined {
  const [shorter, longer] = [a.keys.length, b.keys.length].sort((one, two) => one - two) as [number, number];
  if (2 * shorter < similarThreshold * (shorter + longer) || a.text === b.text) return undefined;
  if (likenessBound(a.keys, b.keys) < similarThreshold) return undefined;
  const alike = likeness(a.keys, b.keys);
  return alike >= similarThreshold ? alike : undefined;
}
