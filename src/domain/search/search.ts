/**
 * A search from what was typed to counted, ordered places. The index tells in which articles and at which positions each word stands;
 * the rest is decided here: phrases, names, exclusions, filters, places, order and counts.
 */
import type { Span } from '../text.ts';
import { type CoreFile, type EntitiesFile, type PlacesFile, shardOf, type TextFile } from './catalogue.ts';
import { type Clause, Compiler, findArticles, listKeys, type Posting } from './clause.ts';
import { countFacets, type FacetCounts } from './facets.ts';
import { type Filters, failures, readFilters } from './filters.ts';
import { type ArticleHits, type ArticleView, type Block, findHits, isFound, listBlocks, viewArticle, type Weighed } from './hits.ts';
import type { NameIndex } from './names.ts';
import { type Fault, parseQuery } from './query.ts';
import { isIdle, type SearchRequest } from './request.ts';
import type { Sources } from './sources.ts';
import { findPhrase, listTokens, listWords } from './words.ts';

export interface SearchOptions {
  /** Counts passages however much has to be fetched for it. Default: only where a few files tell. */
  readonly isThorough?: boolean;
}

export interface FoundArticle {
  readonly number: number;
  readonly id: string;
  readonly score: number;
  /** Undefined where the article's places were not looked at yet. */
  readonly found?: ArticleHits;
}

/** What was done to find something, where what was typed finds nothing. */
export type Notice =
  | { readonly kind: 'corrected'; readonly from: string; readonly to: string; readonly text: string }
  | { readonly kind: 'dropped'; readonly words: readonly string[] }
  | { readonly kind: 'partly'; readonly phrases: readonly string[] };

export interface Outcome {
  readonly request: SearchRequest;
  readonly faults: readonly Fault[];
  readonly filters: Filters;
  readonly notice?: Notice;
  /** In the order asked for. */
  readonly articles: readonly FoundArticle[];
  /** Whether the places of every article were looked at, so that what follows is right; otherwise it is undefined. */
  readonly counts?: { readonly passages: number; readonly quotes: number; readonly events: number };
  readonly facets: FacetCounts;
  /** Entities that the words name, most likely first. */
  readonly entities: readonly number[];
  /** Finds the places of an article that were not looked at. */
  readonly look: (article: FoundArticle) => Promise<ArticleHits>;
}

/** As many files of places are fetched without being asked. */
const placesLimit = 24;
/** As many texts are fetched to see whether a phrase stands there word for word. */
const textLimit = 150;

export async function runSearch(request: SearchRequest, sources: Sources, options: SearchOptions = {}): Promise<Outcome> {
  const query = parseQuery(request.text);
  const filters = readFilters(request, query.fields, sources.core, sources.names);
  const compiler = new Compiler(sources.names, sources.stems);
  const compiled = compiler.compile(query.terms);
  const entities = chooseEntities(compiled, sources.names);
  const asked = compiled.filter(({ isExcluded }) => !isExcluded);
  const excluded = compiled.filter(({ isExcluded }) => isExcluded);
  const faults = [...query.faults, ...filters.faults];
  if (asked.length === 0 && filters.choices.length === 0) {
    const message = 'Only words to leave out are given; add a word to look for.';
    faults.push(...excluded.slice(0, 1).map(({ start, end }) => ({ start, end, message })));
  }
  const base = { request, faults, filters, entities };
  if (isIdle(request) || (asked.length === 0 && filters.choices.length === filters.faults.length)) return { ...base, ...nothing };
  if (filters.faults.length > 0) return { ...base, ...nothing };

  const postings = await lookUpAll(compiled, sources);
  const evaluate = (clauses: readonly Clause[], isPartial = false) => evaluateClauses(clauses, isPartial);
  const strict = await evaluate(asked);
  if (strict.articles.length > 0 || asked.length === 0) return { ...base, ...strict };

  const unknown = asked.filter(
    (clause) => clause.entities.length === 0 && clause.rows.every((row) => !row.every((keys) => keys.some(isKnown))),
  );
  const correction = correct(request.text, asked, unknown, sources.names);
  if (correction) {
    const corrected = await runSearch({ ...request, text: correction.text }, sources, options);
    if (corrected.articles.length > 0 || corrected.entities.length > 0)
      return { ...corrected, request, notice: corrected.notice ?? correction };
  }
  const known = asked.filter((clause) => !unknown.includes(clause));
  if (unknown.length > 0 && known.length > 0) {
    const fewer = await evaluate(known);
    if (fewer.articles.length > 0) return { ...base, ...fewer, notice: { kind: 'dropped', words: unknown.map(({ text }) => text) } };
  }
  const loose = known.flatMap((clause) =>
    clause.literal || clause.words.length > 1 ? [...(clause.entities.length > 0 ? [clause] : []), ...compiler.loosen(clause)] : [clause],
  );
  for (const [key, posting] of await lookUpAll(loose, sources)) postings.set(key, posting);
  if (loose.length > 1) {
    const partly = await evaluate(loose, true);
    if (partly.articles.length > 0) {
      return { ...base, ...partly, notice: { kind: 'partly', phrases: known.filter(({ literal }) => literal).map(({ text }) => text) } };
    }
  }
  return { ...base, ...nothing };

  function isKnown(key: string): boolean {
    return (postings.get(key)?.positions.size ?? 0) > 0;
  }

  /** The articles that have all clauses, or, `isPartial`, those that have the most. */
  async function evaluateClauses(clauses: readonly Clause[], isPartial: boolean) {
    const { core, ids } = sources;
    const needsEntities = filters.joint.length > 0 || clauses.some((clause) => clause.entities.length > 0);
    const named = needsEntities ? await sources.entities() : undefined;
    const scores = clauses.map((clause) => scoreArticles(clause, postings, named));
    const weighed = clauses.map((clause, at) => ({ clause, weight: rarity(scores[at]?.size ?? 0, ids.length) }));
    let candidates = clauses.length === 0 ? [...ids.keys()] : isPartial ? mostOf(scores, weighed) : commonTo(scores);
    const texts = await readTexts(clauses, excluded, candidates);
    candidates = candidates.filter((article) => !excluded.some((clause) => isLeftOut(clause, article, texts)));

    const passing = candidates
      .map((article) => ({ article, failed: failures(article, filters, core, named) }))
      .filter(({ failed }) => failed.length <= 1);
    const views = await viewAll(
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
    const articles = isPartial ? results.filter(({ found }) => !found || found.share >= top * 0.7) : results;
    const kept = new Set(articles.map(({ number }) => number));
    return {
      articles: sortArticles(articles, request.sort, core),
      ...(views && { counts: countHits(articles) }),
      facets: await countFacets({
        passing: passing.filter(({ article, failed }) => !isPartial || failed.length > 0 || kept.has(article)),
        kept,
        views,
        filters,
        sources,
        isPartial,
      }),
      look: async ({ id, number }: FoundArticle) => findHits(view(number, await sources.places(shardOf(id, core.digits))), filters.scope),
    };
  }

  /** The texts that are needed to tell whether phrases stand word for word. */
  async function readTexts(
    clauses: readonly Clause[],
    out: readonly Clause[],
    candidates: readonly number[],
  ): Promise<Map<number, TextFile>> {
    if (![...clauses, ...out].some(({ literal }) => literal)) return new Map();
    const wanted = candidates.slice(0, options.isThorough ? candidates.length : textLimit);
    return new Map(await Promise.all(wanted.map(async (article) => [article, await sources.text(sources.ids[article] ?? '')] as const)));
  }

  function isLeftOut(clause: Clause, article: number, texts: ReadonlyMap<number, TextFile>): boolean {
    if (!findArticles(clause, postings).has(article)) return false;
    const text = texts.get(article);
    const { literal } = clause;
    if (!literal || !text) return true;
    return listBlocks(text.places).some((block) => findPhrase(wordsOf(text, block), literal).length > 0);
  }

  /** A view of each article; undefined where too many files would have to be fetched for it. */
  async function viewAll(
    articles: readonly number[],
    weighed: readonly Weighed[],
    texts: ReadonlyMap<number, TextFile>,
  ): Promise<Map<number, ArticleView> | undefined> {
    const { ids, core } = sources;
    const isUnsure = weighed.some(({ clause }) => clause.literal) && articles.some((article) => !texts.has(article));
    const shards = [...new Set(articles.map((article) => shardOf(ids[article] ?? '', core.digits)))];
    if (!options.isThorough && (shards.length > placesLimit || isUnsure)) return undefined;
    const files = new Map(await Promise.all(shards.map(async (shard) => [shard, await sources.places(shard)] as const)));
    return new Map(
      articles.map((article) => {
        const id = ids[article] ?? '';
        const places = placesOf(files.get(shardOf(id, core.digits)) ?? {}, id);
        return [article, viewArticle(weighed, places, article, postings, literalIn(texts.get(article)))] as const;
      }),
    );
  }
}

const nothing = { articles: [], counts: { passages: 0, quotes: 0, events: 0 }, facets: { values: new Map(), years: [] }, look: neverLooks };

function neverLooks(): never {
  throw new Error('nothing was found that could be looked at');
}

function placesOf(file: PlacesFile, id: string) {
  const places = file[id];
  if (!places) throw new Error(`the places of ${id} are not in their file`);
  return places;
}

async function lookUpAll(clauses: readonly Clause[], sources: Sources): Promise<Map<string, Posting>> {
  return new Map(await Promise.all(listKeys(clauses).map(async (key) => [key, await sources.lookUp(key)] as const)));
}

/** The words of a block's tokens. */
function wordsOf(text: TextFile, block: Pick<Block, 'kind' | 'index'>): string[][] {
  const words = textOf(text, block);
  return listTokens(words).map(({ start, end }) => listWords(words.slice(start, end)));
}

/** The words of a block as they stand. */
export function textOf(text: TextFile, { kind, index }: Pick<Block, 'kind' | 'index'>): string {
  if (kind === 'title') return text.title;
  return (kind === 'event' ? text.events[index]?.[1] : text.passages[index]?.[2]) ?? '';
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
  return [...shares].filter(([, share]) => share >= most * 0.7).map(([article]) => article);
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

/** Those whom a clause names, and those whose names begin with all that was typed. */
function chooseEntities(clauses: readonly Clause[], names: NameIndex): number[] {
  const asked = clauses.filter(({ isExcluded }) => !isExcluded);
  const whole = asked.some(({ literal }) => literal)
    ? names.bearers(asked.flatMap(({ words }) => words).join(' '))
    : names.beginning(
        asked.flatMap(({ words }) => words),
        6,
      );
  return [...new Set([...asked.flatMap(({ entities }) => entities), ...whole])].slice(0, 6);
}

/** The query with a misspelt name put right: the longest run of words that holds an unknown one and is near to a name. */
function correct(
  text: string,
  asked: readonly Clause[],
  unknown: readonly Clause[],
  names: NameIndex,
): (Notice & { kind: 'corrected' }) | undefined {
  for (let length = Math.min(asked.length, 4); length > 0; length--) {
    for (let at = 0; at + length <= asked.length; at++) {
      const run = asked.slice(at, at + length);
      if (run.some(({ literal }) => literal) || !run.some((clause) => unknown.includes(clause))) continue;
      const from = run.map((clause) => clause.text).join(' ');
      const to = names.nearest(from);
      if (to) {
        const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
        return { kind: 'corrected', from, to, text: `${text.slice(0, start)}${to}${text.slice(end)}` };
      }
    }
  }
  return undefined;
}
