/**
 * What the search knows beside the index of words: a catalogue of the articles, the register's names, who is in which article, where
 * in each article its passages, quotes and names stand, and the texts. Files are JSON; what is needed only sometimes is in files of
 * its own, of which a search fetches few: `bench/search-size.ts` measures what it costs.
 *
 * Articles are numbered by date, in the order in which the index was given them and lists their ids: so no file has to carry ids.
 * Entities are numbered by how many articles have them, those in most first.
 */

/** `search/core.json`. Arrays of the same length have one entry for each article. */
export interface CoreFile {
  /** Checksum of the ids in their order, lest this and an index of another build are mixed. */
  readonly sum: string;
  /** Checksum of all other files, which are asked for with it, so that none is an older one that was kept somewhere. */
  readonly edition: string;
  /** How many of an id's hexadecimal digits name the file of its places: 0 to 3. */
  readonly digits: number;
  /** First possible day of publication, in days from 1970-01-01 (proleptic Gregorian); in the file as steps. */
  readonly days: readonly number[];
  /** Numbers of the publications. */
  readonly publications: readonly number[];
  readonly languages: readonly string[];
  readonly language: readonly number[];
  readonly topics: readonly string[];
  readonly topic: readonly (readonly number[])[];
}

/** An entity, by number: id, index of its type, name, other names, what it is, articles, passages, quotes. */
export type NameRow = readonly [
  id: string,
  type: number,
  name: string,
  aliases: readonly string[],
  gloss: string,
  articles: number,
  passages: number,
  quotes: number,
];

/** The index of persons among the types. */
export const personType = 0;

/** `search/names.json`: the rows as columns, in which like stands with like. */
export type NamesFile = readonly (readonly unknown[])[];

/** `search/entities/<file>.json`: for each entity of the file the articles in which it speaks, then others in which it is named, as steps. */
export type EntitiesFile = readonly (readonly [speaks: readonly number[], named: readonly number[]])[];

/** Where things stand in one article, in tokens. Blocks are the title, the passages and the events. */
export type Places = readonly [
  /** Length of each block. */
  lengths: readonly number[],
  /** How many of the blocks are passages. */
  passages: number,
  /** Four numbers a quote: index of the passage, start in it, length, speaker. */
  quotes: readonly number[],
  /** Four numbers a name: index of the passage, start in it, length, entity. */
  names: readonly number[],
];

/** `search/places/<digits>.json`, by id. */
export type PlacesFile = Readonly<Record<string, Places>>;

/** `search/text/<id>.json`. */
export interface TextFile {
  readonly slug: string;
  readonly title: string;
  readonly lang: string;
  readonly publication: string;
  /** The date of publication in words. */
  readonly date: string;
  readonly places: Places;
  /** Anchor, label and words. */
  readonly passages: readonly (readonly [anchor: string, label: string, text: string])[];
  /** Anchors, in the order of the places. */
  readonly quotes: readonly string[];
  readonly events: readonly (readonly [id: string, title: string, date: string])[];
}

/** FNV-1a (32 bits, of the UTF-16 units) of the texts in their order, in base 36. */
export function checksumOf(texts: Iterable<string>): string {
  let hash = 0x811c9dc5;
  for (const text of texts) for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** The year of a day that is counted from 1970-01-01. */
export function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}

/** Numbers as the step to each from the one before: of an ascending row they are short. */
export function stepsOf(numbers: readonly number[]): number[] {
  return numbers.map((number, at) => number - (numbers[at - 1] ?? 0));
}

export function fromSteps(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** The rows as columns, or the columns as rows. */
export function turn(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}

/** The file in which an entity is, and its place there. Those in many articles share it with few, so that no file is large. */
export function placeOfEntity(number: number): { readonly file: number; readonly at: number } {
  const file = Math.floor(Math.sqrt(number));
  return { file, at: number - file ** 2 };
}

/** The file in which an article's places are: by the last digits of its id. */
export function shardOf(id: string, digits: number): string {
  return digits === 0 ? 'all' : id.slice(-digits);
}

/** How many digits make files of which a search may fetch some dozens: the more articles there are, the fewer are in each. */
export function chooseDigits(articles: number): number {
  return articles <= 100 ? 0 : articles <= 700 ? 1 : articles <= 3200 ? 2 : 3;
}

/** The words of the title, a passage or an event as they stand. */
export function textOf(
  text: TextFile,
  { kind, index }: { readonly kind: 'title' | 'passage' | 'quote' | 'event'; readonly index: number },
): string {
  if (kind === 'title') return text.title;
  return (kind === 'event' ? text.events[index]?.[1] : text.passages[index]?.[2]) ?? '';
}
