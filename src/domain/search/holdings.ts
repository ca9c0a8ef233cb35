/** Makes what the search needs of the archive: what the index of words is given, and the files beside it. */

import type { Entity } from '../../model/entity.ts';
import { type Article, isReadable } from '../article.ts';
import { type ArchiveDate, parseDate } from '../date.ts';
import { passageLabel } from '../passage.ts';
import { sortArticles } from '../quotation.ts';
import { filingName, type Registry } from '../registry.ts';
import { compareCodeUnits, cutText, type Span } from '../text.ts';
import {
  type CoreFile,
  checksumOf,
  chooseDigits,
  type EntitiesFile,
  type NameRow,
  type Places,
  type PlacesFile,
  placeOfEntity,
  shardOf,
  stepsOf,
  type TextFile,
  turn,
} from './catalogue.ts';
import { nameTypes } from './name-types.ts';
import { loadStemmer } from './stems.ts';
import { blockMark, indexForm, listTokens } from './words.ts';

/** An article as the index is given it. */
export interface SearchDocument {
  readonly slug: string;
  /** Words as `indexForm` writes them, blocks parted by marks. */
  readonly content: string;
}

/** JSON texts by their path below `search/`. */
export type SearchFiles = ReadonlyMap<string, string>;

/** The readable articles as documents, by date. */
export async function listDocuments(articles: readonly Article[]): Promise<SearchDocument[]> {
  const readable = sortArticles(articles).filter(isReadable);
  const languages = [...new Set(readable.map(({ metadata }) => metadata.language))];
  const stems = new Map(await Promise.all(languages.map(async (language) => [language, await loadStemmer(language)] as const)));
  return readable.map((article) => {
    const stem = stems.get(article.metadata.language) ?? ((word) => word);
    const blocks = listTexts(article).map((text) => listTokens(text).map(({ start, end }) => indexForm(text.slice(start, end), stem)));
    return { slug: article.slug, content: blocks.map((forms) => forms.join(' ')).join(` ${blockMark} `) };
  });
}

/** The blocks that are searched: title, passages, events. */
function listTexts({ metadata, passages }: Article): string[] {
  return [metadata.title, ...passages.map(({ text }) => text), ...metadata.events.map(({ title }) => title)];
}

/** The files of the search. `ids` says under which id the index has each article. */
export function listFiles(articles: readonly Article[], registry: Registry, ids: ReadonlyMap<string, string>): SearchFiles {
  // As the index was given them.
  const numbered = sortArticles(articles).filter(isReadable);
  const readable = numbered.map((article) => ({ article, id: requireId(ids, article.slug) }));
  const { rows, numberOf } = numberEntities(numbered, registry);
  const languages = listValues(readable.map(({ article }) => [article.metadata.language]));
  const topics = listValues(readable.map(({ article }) => article.metadata.topics));
  const digits = chooseDigits(readable.length);
  const files = new Map<string, string>();
  const shards = new Map<string, Record<string, Places>>();
  for (const { article, id } of readable) {
    const places = placesOf(article, numberOf);
    const shard = shards.get(shardOf(id, digits)) ?? {};
    shards.set(shardOf(id, digits), shard);
    shard[id] = places;
    files.set(`text/${id}.json`, JSON.stringify(textOf(article, places, registry)));
  }
  for (const [shard, own] of shards) files.set(`places/${shard}.json`, JSON.stringify(own satisfies PlacesFile));
  for (const [file, own] of listInvolvement(numbered, rows.length, numberOf).entries()) {
    files.set(`entities/${file}.json`, JSON.stringify(own satisfies EntitiesFile));
  }
  files.set('names.json', JSON.stringify(turn(rows)));
  const core: CoreFile = {
    sum: checksumOf(readable.map(({ id }) => id)),
    edition: checksumOf(files.values()),
    digits,
    days: stepsOf(numbered.map(({ published }) => dayOf(published))),
    publications: readable.map(({ article }) => numberOf(article.metadata.publication)),
    languages,
    language: readable.map(({ article }) => languages.indexOf(article.metadata.language)),
    topics,
    topic: readable.map(({ article }) => article.metadata.topics.map((topic) => topics.indexOf(topic)).sort((a, b) => a - b)),
  };
  return files.set('core.json', JSON.stringify(core));
}

function requireId(ids: ReadonlyMap<string, string>, slug: string): string {
  const id = ids.get(slug);
  if (id === undefined) throw new Error(`the index of words does not have ${slug}`);
  return id;
}

/** First possible day of publication, or the last where the beginning is open, in days from 1970-01-01. */
function dayOf({ start, end }: ArchiveDate): number {
  return Math.round(Date.parse(`${start ?? end ?? '1970-01-01'}T00:00:00Z`) / 86_400_000);
}

/** Who is quoted, and who else is named. */
function involved({ passages }: Article): { speakers: string[]; others: string[] } {
  const speakers = new Set(passages.flatMap(({ quotes }) => quotes.map(({ by }) => by)));
  const named = new Set(passages.flatMap(({ mentions }) => mentions.map(({ entity }) => entity)));
  return { speakers: [...speakers], others: [...named].filter((id) => !speakers.has(id)) };
}

/** The files that say in which articles each entity is. */
function listInvolvement(articles: readonly Article[], entities: number, numberOf: (id: string) => number): EntitiesFile[] {
  const speaks: number[][] = Array.from({ length: entities }, () => []);
  const named: number[][] = Array.from({ length: entities }, () => []);
  for (const [number, article] of articles.entries()) {
    const { speakers, others } = involved(article);
    for (const id of speakers) speaks[numberOf(id)]?.push(number);
    for (const id of others) named[numberOf(id)]?.push(number);
  }
  const files: (readonly [number[], number[]])[][] = [];
  for (const [entity, own] of speaks.entries()) {
    const { file } = placeOfEntity(entity);
    files[file] = [...(files[file] ?? []), [stepsOf(own), stepsOf(named[entity] ?? [])]];
  }
  return files;
}

/** A row for each entity, those in most articles first, then in catalogue order. */
function numberEntities(articles: readonly Article[], registry: Registry) {
  const tallies = new Map<string, { articles: number; passages: number; quotes: number }>();
  const tally = (id: string) => {
    const own = tallies.get(id) ?? { articles: 0, passages: 0, quotes: 0 };
    tallies.set(id, own);
    return own;
  };
  for (const article of articles) {
    const { speakers, others } = involved(article);
    for (const id of [...speakers, ...others]) tally(id).articles++;
    for (const { quotes, mentions } of article.passages) {
      for (const id of new Set([...quotes.map(({ by }) => by), ...mentions.map(({ entity }) => entity)])) tally(id).passages++;
      for (const { by } of quotes) tally(by).quotes++;
    }
  }
  const order = new Map(registry.entities.map(({ id }, at) => [id, at]));
  const entities = [...registry.entities].sort(
    (a, b) => tally(b.id).articles - tally(a.id).articles || (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
  );
  const numbers = new Map(entities.map(({ id }, number) => [id, number]));
  const rows = entities.map((entity): NameRow => {
    const own = tally(entity.id);
    const type = nameTypes.findIndex((one) => one.type === entity.type);
    return [entity.id, type, entity.name, otherNames(entity), glossOf(entity), own.articles, own.passages, own.quotes];
  });
  const numberOf = (id: string) => numbers.get(id) ?? numbers.get(registry.resolve(id)?.id ?? '') ?? -1;
  return { rows, numberOf };
}

function otherNames(entity: Entity): string[] {
  const names = [...entity.aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name)), ...entity.formerIds];
  return [...new Set([...names, filingName(entity)])].filter((name) => name !== entity.name);
}

/** A few words on who or what it is. */
function glossOf(entity: Entity): string {
  const gloss = entity.type === 'person' ? entity.role : entity.kind;
  return cutText(gloss ?? '', 48);
}

function placesOf({ metadata, passages }: Article, numberOf: (id: string) => number): Places {
  const quotes: number[] = [];
  const names: number[] = [];
  const lengths = [listTokens(metadata.title).length];
  for (const [index, passage] of passages.entries()) {
    const tokens = listTokens(passage.text);
    lengths.push(tokens.length);
    for (const quote of passage.quotes) quotes.push(index, ...tokensOf(tokens, quote), numberOf(quote.by));
    for (const mention of passage.mentions) names.push(index, ...tokensOf(tokens, mention), numberOf(mention.entity));
  }
  for (const { title } of metadata.events) lengths.push(listTokens(title).length);
  return [lengths, passages.length, quotes, names];
}

/** The first of the tokens that the span touches, and how many it does. */
function tokensOf(tokens: readonly Span[], span: Span): [start: number, length: number] {
  const touched = tokens.flatMap(({ start, end }, at) => (start < span.end && span.start < end ? [at] : []));
  return [touched[0] ?? 0, touched.length];
}

function textOf(article: Article, places: Places, registry: Registry): TextFile {
  const { metadata, passages, published } = article;
  return {
    slug: article.slug,
    title: metadata.title,
    lang: metadata.language,
    publication: registry.get(metadata.publication)?.name ?? metadata.publication,
    date: published.words,
    places,
    passages: passages.map((passage) => [passage.anchor, passageLabel(passage), passage.text]),
    quotes: passages.flatMap(({ quotes }) => quotes.map(({ anchor }) => anchor)),
    events: metadata.events.map(({ id, title, date }) => [id, title, parseDate(date).words]),
  };
}

/** The values, those in most lists first. */
function listValues(lists: readonly (readonly string[])[]): string[] {
  const tally = new Map<string, number>();
  for (const value of lists.flat()) tally.set(value, (tally.get(value) ?? 0) + 1);
  return [...tally].sort(([a, countA], [b, countB]) => countB - countA || compareCodeUnits(a, b)).map(([value]) => value);
}
