/**
 * A slow second opinion on what a search finds in an archive in English. It reads the articles as the parser gives them and looks through
 * every word of each; of the search it knows nothing but the library that tells which words are forms of one.
 */
import { stemmer } from '@orama/stemmers/english';
import { type Article, isReadable } from '../../../src/domain/article.ts';
import type { Registry } from '../../../src/domain/registry.ts';
import type { Block } from '../../../src/domain/search/hits.ts';
import type { Kind } from '../../../src/domain/search/request.ts';
import { type ArchiveReading, readArchive } from '../../../src/files/archive.ts';

/** Something that is asked for: a word, words in a row character for character, or a registered name. */
export interface Asked {
  readonly kind: 'word' | 'phrase' | 'name';
  readonly text: string;
}

export interface Question {
  /** Words and names come first, in the order in which they are typed. */
  readonly asked: readonly Asked[];
  readonly without: readonly Asked[];
  readonly speakers?: readonly string[];
  readonly person?: string;
  readonly topic?: string;
  readonly publications?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly kinds?: readonly Kind[];
}

/** The anchors of the places in each article that is found, sorted; an article may be found by its title alone. */
export type Answer = ReadonlyMap<string, readonly string[]>;

interface Stretch {
  /** The block that it lies in, and its tokens from `from` up to `to`. */
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

interface Segment extends Stretch {
  readonly kind: Block['kind'];
  readonly anchor: string;
  readonly by?: string;
}

interface Reading {
  readonly article: Article;
  /** The words of each token of each block. */
  readonly blocks: readonly (readonly (readonly string[])[])[];
  readonly segments: readonly Segment[];
  /** Where each entity is named or speaks. */
  readonly named: readonly (Stretch & { readonly entity: string })[];
}

export class Oracle {
  readonly registry: Registry;
  readonly articles: readonly Article[];
  readonly #readings: readonly Reading[];
  readonly #bearers = new Map<string, string[]>();

  constructor(folder: string) {
    const archive: ArchiveReading = readArchive({ folder });
    this.registry = archive.registry;
    this.articles = archive.articles.filter(isReadable);
    this.#readings = this.articles.map(readWords);
    for (const { id, name, aliases } of archive.registry.entities) {
      for (const own of [name, ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name))]) {
        const key = splitWords(own).join(' ');
        this.#bearers.set(key, [...new Set([...(this.#bearers.get(key) ?? []), id])]);
      }
    }
  }

  /** Every word of the archive, once. */
  listWords(): string[] {
    return [...new Set(this.#readings.flatMap(({ blocks }) => blocks.flat(2)))].sort();
  }

  /** Words of the article's title, passages and events, token by token. */
  wordsOf(slug: string): readonly (readonly (readonly string[])[])[] {
    return this.#readings.find(({ article }) => article.slug === slug)?.blocks ?? [];
  }

  answer(question: Question): Answer {
    const found = new Map<string, string[]>();
    for (const reading of this.#readings) {
      if (!this.#passes(reading, question)) continue;
      const places = this.#listPlaces(reading, question);
      if (places) found.set(reading.article.slug, places.toSorted());
    }
    return found;
  }

  #passes({ article, blocks, named }: Reading, { without, person, topic, publications, from, to }: Question): boolean {
    const { metadata, published } = article;
    const year = Number((published.start ?? published.end ?? '').slice(0, 4));
    return (
      (person === undefined || named.some(({ entity }) => entity === person)) &&
      (topic === undefined || metadata.topics.includes(topic)) &&
      (publications === undefined || publications.includes(metadata.publication)) &&
      (from === undefined || year >= from) &&
      (to === undefined || year <= to) &&
      !without.some((one) => this.#stretches(blocks, one).length > 0)
    );
  }

  /** The places that are shown; undefined where the article does not have everything that is asked for. */
  #listPlaces({ blocks, segments, named }: Reading, { asked, speakers, kinds, person }: Question): string[] | undefined {
    const wanted: readonly Block['kind'][] = kinds ?? (speakers ? ['quote'] : ['title', 'passage', 'event']);
    const own = segments.filter(({ kind, by }) => wanted.includes(kind) && (!speakers || (by !== undefined && speakers.includes(by))));
    const standing = asked.map((one, at) => {
      const joined = [asked[at - 1], one, asked[at + 1]].map((word) => (word?.kind === 'word' ? splitWords(word.text) : []));
      const pairs =
        one.kind === 'word' ? [joined.slice(0, 2), joined.slice(1)].filter((pair) => pair.every((words) => words.length === 1)) : [];
      return {
        typed: [...this.#stretches(blocks, one), ...pairs.flatMap((pair) => findRow(blocks, [pair.flat().join('')]))],
        named: one.kind === 'name' ? named.filter(({ entity }) => this.#bearersOf(one.text).includes(entity)) : [],
      };
    });
    const has = (segment: Segment) =>
      standing.map(({ typed, named }) => typed.some((one) => holds(segment, one)) || named.some((one) => touches(segment, one)));
    const table = own.map((segment) => ({ segment, has: has(segment) }));
    if (own.length === 0 || !asked.every((_, at) => table.some(({ has }) => has[at]))) return undefined;
    const places = table.filter(({ segment }) => segment.kind !== 'title');
    if (asked.length === 0) {
      const preferred = places.filter(({ segment }) => named.some((one) => one.entity === person && touches(segment, one)));
      return (preferred.length > 0 ? preferred : places).map(({ segment }) => segment.anchor);
    }
    const some = places.filter(({ has }) => has.some(Boolean));
    const isWhole = ({ has }: { has: boolean[] }) => has.every(Boolean);
    const texts = some.filter(({ segment }) => segment.kind !== 'event');
    const events = some.filter(({ segment }) => segment.kind === 'event');
    return [
      ...(texts.some(isWhole) ? texts.filter(isWhole) : texts),
      ...(texts.length > 0 || events.some(isWhole) ? events.filter(isWhole) : events),
    ].map(({ segment }) => segment.anchor);
  }

  #bearersOf(name: string): string[] {
    return this.#bearers.get(splitWords(name).join(' ')) ?? [];
  }

  #stretches(blocks: Reading['blocks'], { kind, text }: Asked): Stretch[] {
    const words = splitWords(text);
    return kind === 'phrase' ? findExactly(blocks, words) : findRow(blocks, words);
  }
}

/** The tokens that hold the very words in a row. */
function findExactly(blocks: Reading['blocks'], words: readonly string[]): Stretch[] {
  return blocks.flatMap((tokens, block) => {
    const all = tokens.flatMap((own, token) => own.map((word) => ({ word, token })));
    return all.flatMap((_, at) => {
      const row = all.slice(at, at + words.length);
      const isIt = row.length === words.length && row.every(({ word }, index) => word === words[index]);
      return isIt ? [{ block, from: row[0]?.token ?? 0, to: (row.at(-1)?.token ?? 0) + 1 }] : [];
    });
  });
}

/** Tokens one after the other in which forms of the words, or longer words that begin with them, stand; or one token that is all of them as one. */
function findRow(blocks: Reading['blocks'], words: readonly string[]): Stretch[] {
  const isIn = (tokens: readonly (readonly string[])[], at: number, word: string) => {
    const own = tokens[at] ?? [];
    const isBeginning = !/^(?:[\p{Script=Latin}\p{N}]{1,3}|\p{Script=Han})$/u.test(word);
    return [...own, own.join('')].some((one) => formOf(one) === formOf(word) || (isBeginning && one.startsWith(word)));
  };
  return blocks.flatMap((tokens, block) =>
    tokens.flatMap((_, from) => {
      const whole = isIn(tokens, from, words.join('')) ? [{ block, from, to: from + 1 }] : [];
      let ends = isIn(tokens, from, words[0] ?? '') ? [from] : [];
      for (const word of words.slice(1)) ends = ends.flatMap((at) => [at, at + 1]).filter((at) => isIn(tokens, at, word));
      return [...whole, ...ends.map((at) => ({ block, from, to: at + 1 }))];
    }),
  );
}

const forms = new Map<string, string>();

/** What the forms of a word have in common, unless that says nothing. */
function formOf(word: string): string {
  const known = forms.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(word);
  const form = stem.length < 3 ? word : stem;
  forms.set(word, form);
  return form;
}

function readWords(article: Article): Reading {
  const { metadata, passages } = article;
  const texts = [metadata.title, ...passages.map(({ text }) => text), ...metadata.events.map(({ title }) => title)];
  const tokens = texts.map(splitTokens);
  const lengthOf = (block: number) => tokens[block]?.length ?? 0;
  const stretch = (block: number, start: number, end: number): Stretch => {
    const touched = (tokens[block] ?? []).flatMap((token, at) =>
      token.index < end && start < token.index + token.text.length ? [at] : [],
    );
    return { block, from: touched[0] ?? 0, to: (touched.at(-1) ?? -1) + 1 };
  };
  const quotes = passages.flatMap((passage, at) =>
    passage.quotes.map((quote) => ({ ...quote, ...stretch(at + 1, quote.start, quote.end) })),
  );
  const mentions = passages.flatMap(({ mentions }, at) =>
    mentions.map(({ entity, start, end }) => ({ entity, ...stretch(at + 1, start, end) })),
  );
  return {
    article,
    blocks: tokens.map((own) => own.map(({ text }) => splitWords(text))),
    segments: [
      { kind: 'title', anchor: '', block: 0, from: 0, to: lengthOf(0) },
      ...passages.map(({ anchor }, at): Segment => ({ kind: 'passage', anchor, block: at + 1, from: 0, to: lengthOf(at + 1) })),
      ...metadata.events.map(({ id }, at): Segment => {
        const block = passages.length + 1 + at;
        return { kind: 'event', anchor: id, block, from: 0, to: lengthOf(block) };
      }),
      ...quotes.map(({ anchor, by, block, from, to }): Segment => ({ kind: 'quote', anchor, by, block, from, to })),
    ],
    named: [...mentions, ...quotes.map(({ by, block, from, to }) => ({ entity: by, block, from, to }))],
  };
}

/** What stands between blanks, or a Chinese character, where it has a letter or a digit. */
function splitTokens(text: string): { text: string; index: number }[] {
  return [...text.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)]
    .map((match) => ({ text: match[0], index: match.index }))
    .filter((token) => /[\p{L}\p{N}]/u.test(token.text));
}

/** Words without case, diacritics, apostrophes and signs. */
export function splitWords(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
  return (plain.match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? []).map((word) => word.normalize('NFC'));
}

function holds(outer: Stretch, inner: Stretch): boolean {
  return outer.block === inner.block && outer.from <= inner.from && inner.to <= outer.to;
}

function touches(one: Stretch, other: Stretch): boolean {
  return one.block === other.block && one.from < other.to && other.from < one.to;
}
