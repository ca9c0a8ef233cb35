/** Finds the articles that have some clauses, and their places; counts and orders them. */
import { type CoreFile, shardOf } from './catalogue.ts';
import { type Clause, findArticles, listKeys, type Posting } from './clause.ts';
import type { FacetCounts } from './facets.ts';
import type { Filters } from './filters.ts';
import { type ArticleHits, findHits, isFound, type Scope, viewArticle, type Weighed } from './hits.ts';
import type { SearchRequest } from './request.ts';
import type { Involvement, Sources } from './sources.ts';

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
  /** Whether some of the articles may turn out not to have what is asked for where it is asked for: nobody looked. */
  readonly isAtMost?: boolean;
  /** Counts every facet's values. */
  readonly facets: () => Promise<FacetCounts>;
  /** Finds the places of an article that were not looked at. */
  readonly look: (article: FoundArticle) => Promise<ArticleHits>;
}

/** As many files of places are fetched without being asked. */
const placesLimit = 40;
/** As many texts are fetched to see whether a phrase stands there word for word; in a large archive those that are shown first. */
const textLimit = (articles: number) => (articles > 1000 ? 10 : 150);
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
    const { filters, excluded, sources, sort, isThorough } = this.#options;
    const postings = this.#postings;
    const { core, ids } = sources;
    const wanted = new Set([...filters.involves, ...clauses.flatMap((clause) => clause.entities)]);
    const involved = new Map(await Promise.all([...wanted].map(async (one) => [one, await sources.involvement(one)] as const)));
    const scores = clauses.map((clause) => scoreArticles(clause, postings, involved));
    const weighed = clauses.map((clause, at) => ({ clause, weight: rarity(scores[at]?.size ?? 0, ids.length) }));
    let candidates = clauses.length === 0 ? [...ids.keys()] : isPartial ? mostOf(scores, weighed) : commonTo(scores);
    const whole = (article: number) => scores.reduce((sum, own) => sum + (own.get(article) ?? 0), 0);
    candidates.sort((a, b) => whole(b) - whole(a));
    const hasPhrase = [...clauses, ...excluded].some(({ literal }) => literal);
    const read = async (articles: readonly number[]) =>
      hasPhrase ? (await import('./phrase.ts')).readPhraseTexts(articles, sources) : undefined;
    const texts = await read(isThorough ? candidates : candidates.slice(0, textLimit(ids.length)));
    const mayHave = ({ literal }: Clause, article: number) => !literal || !texts || texts.isIn(article, literal);
    const out = excluded.map((clause) => ({ clause, articles: findArticles(clause, postings) }));
    // What may have a phrase that is to be left out goes, and cannot be counted.
    const isGuessed = out.some(({ clause, articles }) => clause.literal && candidates.some((one) => articles.has(one) && !texts?.has(one)));
    candidates = candidates
      .filter((one) => clauses.every((clause) => mayHave(clause, one)))
      .filter((one) => !out.some(({ clause, articles }) => articles.has(one) && mayHave(clause, one)));

    const passing = candidates
      .map((article) => ({ article, failed: filters.failures(article, involved) }))
      .filter(({ failed }) => failed.length <= 1);
    const { speakers } = filters.scope;
    const speaks = (article: number) => speakers.length === 0 || speakers.some((one) => involved.get(one)?.speaks.has(article));
    const complete = passing.flatMap(({ article, failed }) => (failed.length === 0 && speaks(article) ? [article] : []));
    const see = async (article: number) => {
      const id = ids[article] ?? '';
      const places = (await sources.places(shardOf(id, core.digits)))[id];
      if (!places) throw new Error(`the places of ${id} are not in their file`);
      return [article, viewArticle(weighed, places, article, postings, texts?.in(article))] as const;
    };
    const isSure = (articles: readonly number[]) =>
      !isGuessed &&
      new Set(articles.map((article) => shardOf(ids[article] ?? '', core.digits))).size <= placesLimit &&
      articles.every((article) => !texts || texts.has(article));
    // Where the counts of other values would need too many, those of what is found may be had.
    const all = passing.map(({ article }) => article);
    const looked = isThorough || isSure(all) ? all : isSure(complete) ? complete : undefined;
    const views = looked && new Map(await Promise.all(looked.map(see)));

    const find = (article: number, scope: Scope): ArticleHits | undefined => {
      const own = views?.get(article);
      if (!own || !(isPartial || isFound(own, scope))) return undefined;
      const found = findHits(own, scope);
      return found.hits.length > 0 || found.title > 0 || weighed.length === 0 ? found : undefined;
    };
    const isPlain = !isPartial && !isGuessed && filters.scope.kinds.length === 0 && speakers.length === 0;
    const shareOf = (article: number, scope: Scope) => {
      const own = views?.get(article);
      if (!own) return isPlain && (!texts || texts.has(article)) ? 1 : undefined;
      if (isPartial) return find(article, scope)?.share ?? 0;
      return isFound(own, scope) ? 1 : 0;
    };

    const results: FoundArticle[] = [];
    for (const article of complete) {
      const found = find(article, filters.scope);
      if (views && !found) continue;
      results.push({ number: article, id: ids[article] ?? '', score: scoreOf(article, scores, weighed, found), ...(found && { found }) });
    }
    const top = Math.max(0, ...results.map(({ found }) => found?.share ?? 0));
    const articles = isPartial ? results.filter(({ found }) => !found || found.share >= top * partialShare) : results;
    return {
      articles: sortArticles(articles, sort, core),
      ...(views ? { counts: countHits(articles) } : { isAtMost: hasPhrase || filters.scope.kinds.length + speakers.length > 0 }),
      facets: async () => {
        const { countFacets } = await import('./facets.ts');
        const counted = passing.filter(({ article }) => views?.has(article) || speaks(article));
        const isWhole = counted.length === passing.length;
        return countFacets({ passing: counted, views, shareOf, isWhole, leastShare: partialShare, filters, sources });
      },
      // Whoever looks at an article shows its words: they bring the places with them.
      look: async ({ number, id }: FoundArticle) => {
        const [text, phrases] = await Promise.all([sources.text(id), read([number])]);
        return findHits(viewArticle(weighed, text.places, number, postings, phrases?.in(number)), filters.scope);
      },
    };
  }
}

/** Articles that have the clause's words or name whom they name, with a score. */
function scoreArticles(
  clause: Clause,
  postings: ReadonlyMap<string, Posting>,
  involved: ReadonlyMap<number, Involvement>,
): Map<number, number> {
  const found = findArticles(clause, postings);
  const named = new Set(clause.entities.flatMap((entity) => [...(involved.get(entity)?.all ?? [])]));
  for (const article of named) found.set(article, (found.get(article) ?? 0) + 0.5);
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
  const sign = { relevance: 0, newest: -1, oldest: 1 }[sort];
  const since = (a: FoundArticle, b: FoundArticle) => (days[a.number] ?? 0) - (days[b.number] ?? 0);
  return [...articles].sort((a, b) => sign * since(a, b) || b.score - a.score || since(a, b) || a.number - b.number);
}

function countHits(articles: readonly FoundArticle[]) {
  const hits = articles.flatMap(({ found }) => found?.hits ?? []);
  const count = (kind: string) => hits.filter((hit) => hit.kind === kind).length;
  return { passages: count('passage'), quotes: count('quote'), events: count('event') };
}
