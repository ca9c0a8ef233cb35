/** Finds the articles that have some clauses, and their places; counts and orders them. */
import type { Span } from '../text.ts';
import { type CoreFile, type EntitiesFile, type PlacesFile, shardOf, type TextFile, textOf } from './catalogue.ts';
import { type Clause, findArticles, listKeys, type Posting } from './clause.ts';
import type { FacetCounts } from './facets.ts';
import type { Filters } from './filters.ts';
import { type ArticleHits, type ArticleView, type Block, findHits, isFound, listBlocks, viewArticle, type Weighed } from './hits.ts';
import type { SearchRequest } from './request.ts';
import type { Sources } from './sources.ts';
import { findPhrase, listTokens, listWords } from './words.ts';

export interface FoundArticle {
  readonly number: number;
  readonly id: string;
  readonly score: number;
  /** Undefined where the article's places were not looked at yet. */
  readonly found?: ArticleHits;
}

/** What was found of some clauses. */
export interface Findings {
  /** In the order asked for. */
  readonly articles: readonly FoundArticle[];
  /** Undefined where the places of some articles were not looked at: then nobody can tell. */
  readonly counts?: { readonly passages: number; readonly quotes: number; readonly events: number };
  /** Counts every facet's values. */
  readonly facets: () => Promise<FacetCounts>;
  /** Finds the places of an article that were not looked at. */
  readonly look: (article: FoundArticle) => Promise<ArticleHits>;
}

/** As many files of places are fetched without being asked. */
const placesLimit = 24;
/** As many texts are fetched to see whether a phrase stands there word for word. */
const textLimit = 150;
/** Where no article has everything, those are found that have as much of what the best one has. */
const partialShare = 0.7;

export interface EvaluationOptions {
  readonly sort: SearchRequest['sort'];
  readonly filters: Filters;
  /** What is to be left out. */
  readonly excluded: readonly Clause[];
  readonly sources: Sources;
  /** Looks at the places of every article, whatever has to be fetched for it. */
  readonly isThorough: boolean;
}

export class Evaluation {
  readonly #options: EvaluationOptions;
  readonly #postings = new Map<string, Posting>();

  constructor(options: EvaluationOptions) {
    this.#options = options;
  }

  /** Asks the index for all words of the clauses. */
  async lookUp(clauses: readonly Clause[]): Promise<void> {
    const { sources, excluded } = this.#options;
    await Promise.all(
      listKeys([...clauses, ...excluded]).map(async (key) => {
        this.#postings.set(key, await sources.lookUp(key));
      }),
    );
  }

  /** Whether the clause's words stand somewhere; whoever it names is not asked for. */
  isKnown({ rows }: Clause): boolean {
    return rows.some((row) => row.every((keys) => keys.some((key) => (this.#postings.get(key)?.positions.size ?? 0) > 0)));
  }

  /** The articles that have all clauses, or, `isPartial`, those that have the most. */
  async evaluate(clauses: readonly Clause[], isPartial = false): Promise<Findings> {
    const { filters, excluded, sources, sort } = this.#options;
    const postings = this.#postings;
    const { core, ids } = sources;
    const needsEntities = filters.needsEntities || clauses.some((clause) => clause.entities.length > 0);
    const named = needsEntities ? await sources.entities() : undefined;
    const scores = clauses.map((clause) => scoreArticles(clause, postings, named));
    const weighed = clauses.map((clause, at) => ({ clause, weight: rarity(scores[at]?.size ?? 0, ids.length) }));
    let candidates = clauses.length === 0 ? [...ids.keys()] : isPartial ? mostOf(scores, weighed) : commonTo(scores);
    const texts = await this.#readTexts([...clauses, ...excluded], candidates);
    candidates = candidates.filter((article) => !excluded.some((clause) => this.#isLeftOut(clause, article, texts)));

    const passing = candidates
      .map((article) => ({ article, failed: filters.failures(article, named) }))
      .filter(({ failed }) => failed.length <= 1);
    const views = await this.#viewAll(
      passing.map(({ article }) => article),
      weighed,
      texts,
    );
    const literal = (article: number) => literalIn(texts.get(article));
    const view = (article: number, places: PlacesFile) =>
      viewArticle(weighed, placesOf(places, ids[article] ?? ''), article, postings, literal(article));

    const results: FoundArticle[] = [];
    for (const { article, failed } of passing) {
      if (failed.length > 0) continue;
      const own = views?.get(article);
      const found = own && (isPartial || isFound(own, filters.scope)) ? findHits(own, filters.scope) : undefined;
      if (views && !found) continue;
      if (found && found.hits.length === 0 && found.title === 0 && weighed.length > 0) continue;
      results.push({ number: article, id: ids[article] ?? '', score: scoreOf(article, scores, weighed, found), ...(found && { found }) });
    }
    const top = Math.max(0, ...results.map(({ found }) => found?.share ?? 0));
    const articles = isPartial ? results.filter(({ found }) => !found || found.share >= top * partialShare) : results;
    const kept = new Set(articles.map(({ number }) => number));
    return {
      articles: sortArticles(articles, sort, core),
      ...(views && { counts: countHits(articles) }),
      facets: async () => {
        const { countFacets } = await import('./facets.ts');
        return countFacets({ passing, kept, views, filters, sources, isPartial });
      },
      look: async ({ id, number }: FoundArticle) => findHits(view(number, await sources.places(shardOf(id, core.digits))), filters.scope),
    };
  }

  /** The texts that are needed to tell whether phrases stand word for word. */
  async #readTexts(clauses: readonly Clause[], candidates: readonly number[]): Promise<Map<number, TextFile>> {
    if (!clauses.some(({ literal }) => literal)) return new Map();
    const { sources, isThorough } = this.#options;
    const wanted = candidates.slice(0, isThorough ? candidates.length : textLimit);
    return new Map(await Promise.all(wanted.map(async (article) => [article, await sources.text(sources.ids[article] ?? '')] as const)));
  }

  #isLeftOut(clause: Clause, article: number, texts: ReadonlyMap<number, TextFile>): boolean {
    if (!findArticles(clause, this.#postings).has(article)) return false;
    const text = texts.get(article);
    const { literal } = clause;
    if (!literal || !text) return true;
    return listBlocks(text.places).some((block) => findPhrase(wordsOf(text, block), literal).length > 0);
  }

  /** A view of each article; undefined where too many files would have to be fetched for it. */
  async #viewAll(
    articles: readonly number[],
    weighed: readonly Weighed[],
    texts: ReadonlyMap<number, TextFile>,
  ): Promise<Map<number, ArticleView> | undefined> {
    const { sources, excluded, isThorough } = this.#options;
    const { ids, core } = sources;
    const hasPhrase = [...weighed.map(({ clause }) => clause), ...excluded].some(({ literal }) => literal);
    const shards = [...new Set(articles.map((article) => shardOf(ids[article] ?? '', core.digits)))];
    if (!isThorough && (shards.length > placesLimit || (hasPhrase && articles.some((article) => !texts.has(article))))) return undefined;
    const files = new Map(await Promise.all(shards.map(async (shard) => [shard, await sources.places(shard)] as const)));
    return new Map(
      articles.map((article) => {
        const id = ids[article] ?? '';
        const places = placesOf(files.get(shardOf(id, core.digits)) ?? {}, id);
        return [article, viewArticle(weighed, places, article, this.#postings, literalIn(texts.get(article)))] as const;
      }),
    );
  }
}

function placesOf(file: PlacesFile, id: string) {
  const places = file[id];
  if (!places) throw new Error(`the places of ${id} are not in their file`);
  return places;
}

/** The words of a block's tokens. */
function wordsOf(text: TextFile, block: Pick<Block, 'kind' | 'index'>): string[][] {
  const words = textOf(text, block);
  return listTokens(words).map(({ start, end }) => listWords(words.slice(start, end)));
}

function literalIn(text: TextFile | undefined) {
  if (!text) return undefined;
  return (literal: readonly string[], block: Block, span: Span) =>
    findPhrase(wordsOf(text, block), literal).some(({ start, end }) => start === span.start && end === span.end);
}

/** Articles that have the clause's words or name whom they name, with a score. */
function scoreArticles(clause: Clause, postings: ReadonlyMap<string, Posting>, named: EntitiesFile | undefined): Map<number, number> {
  const found = findArticles(clause, postings);
  if (clause.entities.length > 0) {
    for (const [article, own] of named?.entries() ?? []) {
      if (clause.entities.some((entity) => own.indexOf(entity, 1) > 0)) found.set(article, (found.get(article) ?? 0) + 0.5);
    }
  }
  return found;
}

/** How much a clause tells that stands in so many of the articles (inverse document frequency, as in BM25). */
function rarity(has: number, all: number): number {
  return Math.log(1 + (all - has + 0.5) / (has + 0.5));
}

function commonTo(scores: readonly ReadonlyMap<number, number>[]): number[] {
  const [first, ...rest] = [...scores].sort((a, b) => a.size - b.size);
  return [...(first?.keys() ?? [])].filter((article) => rest.every((own) => own.has(article)));
}

/** The articles that have the most of the clauses, by weight. */
function mostOf(scores: readonly ReadonlyMap<number, number>[], weighed: readonly Weighed[]): number[] {
  const shares = new Map<number, number>();
  for (const [at, own] of scores.entries()) {
    for (const article of own.keys()) shares.set(article, (shares.get(article) ?? 0) + (weighed[at]?.weight ?? 0));
  }
  const most = Math.max(0, ...shares.values());
  return [...shares].filter(([, share]) => share >= most * partialShare).map(([article]) => article);
}

/** By the index for the article as a whole, by its best place, and by its title. */
function scoreOf(
  article: number,
  scores: readonly ReadonlyMap<number, number>[],
  weighed: readonly Weighed[],
  found: ArticleHits | undefined,
): number {
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const whole = scores.reduce((sum, own) => sum + (own.get(article) ?? 0), 0);
  if (!found || total === 0) return whole;
  const titled = found.title / total;
  return whole + found.score + total * titled * titled * 1.5 + total * (found.best / total) ** 2;
}

function sortArticles(articles: readonly FoundArticle[], sort: SearchRequest['sort'], { days }: CoreFile): FoundArticle[] {
  const day = ({ number }: FoundArticle) => days[number] ?? 0;
  return [...articles].sort((a, b) => {
    if (sort === 'newest') return day(b) - day(a) || b.score - a.score || a.number - b.number;
    if (sort === 'oldest') return day(a) - day(b) || b.score - a.score || a.number - b.number;
    return b.score - a.score || day(a) - day(b) || a.number - b.number;
  });
}

function countHits(articles: readonly FoundArticle[]) {
  const hits = articles.flatMap(({ found }) => found?.hits ?? []);
  const count = (kind: string) => hits.filter((hit) => hit.kind === kind).length;
  return { passages: count('passage'), quotes: count('quote'), events: count('event') };
}
