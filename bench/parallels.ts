/**
 * Measures `findParallels` on an archive of made-up quotes among which parallels are planted: `node bench/parallels.ts [quotes]`.
 * Words are drawn as often as words of a language are (Zipf's law), with phrases that many speakers use.
 */
import os from 'node:os';
import type { Article } from '../src/domain/article.ts';
import { parseDate } from '../src/domain/date.ts';
import { findParallels } from '../src/domain/parallel.ts';
import type { Passage, Quote } from '../src/domain/passage.ts';
import type { Quotation } from '../src/domain/quotation.ts';
import { articleSchema } from '../src/model/article.ts';
import { createRandom } from './random.ts';

const size = Number(process.argv[2] ?? 60_000);
const quotesAnArticle = 6;
const plantedShare = 0.05;
const vocabulary = 40_000;
const speakers = 4_000;

const random = createRandom(20141222);
const below = (limit: number) => Math.floor(random() * limit);

const letters = 'abcdefghijklmnopqrstuvwxyz';
const lexicon = Array.from({ length: vocabulary }, (_, rank) => {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / letters.length)) word = letters[rest % letters.length] + word;
  return word;
});
const weights: number[] = [];
for (let rank = 0, sum = 0; rank < vocabulary; rank++) {
  sum += 1 / (rank + 2.7);
  weights.push(sum);
}

function drawWord(): string {
  const at = random() * (weights.at(-1) ?? 0);
  let low = 0;
  let high = weights.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((weights[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return lexicon[low] ?? '';
}

/** From 4 to about 60 words, most often some fifteen. */
function drawLength(): number {
  return 4 + Math.floor(-11 * Math.log(1 - random() * 0.993));
}

const drawWords = (count: number): string[] => Array.from({ length: count }, drawWord);
const phrases = Array.from({ length: 300 }, () => drawWords(3 + below(3)));

/** Words of a quote; every fifth holds a phrase that others use too. */
function drawQuote(): string[] {
  const words = drawWords(drawLength());
  if (random() < 0.2) words.splice(below(words.length), 0, ...(phrases[below(phrases.length)] ?? []));
  return words;
}

const kinds = {
  equal: (words: readonly string[]) => [...words],
  'one word changed': (words: readonly string[]) => words.with(below(words.length), 'otherwise'),
  'beginning cut': (words: readonly string[]) => words.slice(drawCut(words)),
  'end cut': (words: readonly string[]) => words.slice(0, words.length - drawCut(words)),
};

/** A tenth to a third of the words. */
function drawCut(words: readonly string[]): number {
  return Math.max(1, Math.floor(words.length * (0.1 + random() * 0.23)));
}

type Kind = keyof typeof kinds;

const texts: string[] = [];
/** Indexes of two quotes that say the same, with how the second was made. */
const planted: { readonly kind: Kind; readonly a: number; readonly b: number; readonly length: number }[] = [];
const half = Math.floor(size / 2);
for (let index = 0; index < size; index++) {
  const kind = (Object.keys(kinds) as Kind[])[below(4)];
  if (index >= half && kind && random() < plantedShare * 2) {
    // The first half holds the originals, so that the two never stand in one article.
    const a = below(half);
    const words = (texts[a] ?? '').split(' ');
    if (words.length >= 5) {
      planted.push({ kind, a, b: index, length: words.length });
      texts.push(kinds[kind](words).join(' '));
      continue;
    }
  }
  texts.push(drawQuote().join(' '));
}

const articles = new Map<number, Article>();
const quotations = texts.map(createQuotation);

function createQuotation(words: string, index: number): Quotation {
  const quote: Quote = { anchor: `q-${index}`, start: 0, end: words.length, words, by: `speaker-${below(speakers)}` };
  const passage: Passage = {
    anchor: `p-${index}`,
    kind: 'paragraph',
    number: (index % quotesAnArticle) + 1,
    text: words,
    line: index,
    quotes: [quote],
    mentions: [],
  };
  return { quote, passage, article: articleAt(Math.floor(index / quotesAnArticle), passage) };
}

function articleAt(index: number, passage: Passage): Article {
  const known = articles.get(index);
  if (known) {
    (known.passages as Passage[]).push(passage);
    return known;
  }
  const published = `${1900 + (index % 120)}-${String(1 + (index % 12)).padStart(2, '0')}`;
  const metadata = articleSchema.parse({
    title: `Article ${index}`,
    publication: 'paper',
    published,
    language: 'en',
    rights: { status: 'public-domain', text: 'full' },
  });
  const article: Article = {
    slug: `article-${String(index).padStart(6, '0')}`,
    metadata,
    published: parseDate(published),
    passages: [passage],
    blocks: [],
  };
  articles.set(index, article);
  return article;
}

const memoryBefore = process.memoryUsage();
const began = performance.now();
const parallels = findParallels(quotations);
const seconds = (performance.now() - began) / 1000;
const peak = process.resourceUsage().maxRSS / 1024;

const isLinked = (a: number, b: number) => {
  const other = quotations[b];
  const own = quotations[a];
  return own !== undefined && parallels.get(own)?.some(({ quotation }) => quotation === other) === true;
};
const plantedPairs = new Set(planted.map(({ a, b }) => `${a} ${b}`));
const links = [...parallels.values()].reduce((sum, own) => sum + own.length, 0) / 2;
const found = planted.filter(({ a, b }) => isLinked(a, b));
/** Two copies of one quote are parallels of each other too. */
const copies = new Map<number, number[]>();
for (const { a, b } of planted) copies.set(a, [...(copies.get(a) ?? []), b]);
let cousins = 0;
for (const own of copies.values()) {
  for (const [at, a] of own.entries()) for (const b of own.slice(at + 1)) if (isLinked(a, b)) cousins++;
}

console.log(`${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), Node ${process.version}, ${os.platform()} ${os.arch()}`);
console.table({
  quotes: { value: size },
  words: { value: texts.reduce((sum, text) => sum + text.split(' ').length, 0) },
  articles: { value: articles.size },
  'seconds, one thread': { value: Number(seconds.toFixed(2)) },
  'memory before, MB': { value: Math.round(memoryBefore.rss / 2 ** 20) },
  'memory at its highest, MB': { value: Math.round(peak) },
  'links between copies of one quote': { value: cousins },
  'other links that were not planted': { value: links - found.length - cousins },
});
console.table(
  Object.fromEntries(
    (Object.keys(kinds) as Kind[]).map((kind) => {
      const own = planted.filter((one) => one.kind === kind);
      const missed = own.filter(({ a, b }) => !isLinked(a, b));
      const lengths = missed.map(({ length }) => length);
      return [
        kind,
        {
          planted: own.length,
          found: own.length - missed.length,
          'longest that was missed, words': lengths.length > 0 ? Math.max(...lengths) : '–',
        },
      ];
    }),
  ),
);
if (plantedPairs.size !== planted.length) console.log('some pairs were planted twice');
