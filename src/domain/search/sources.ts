import type { CoreFile, PlacesFile, TextFile } from './catalogue.ts';
import type { Posting } from './clause.ts';
import type { NameIndex } from './names.ts';
import type { Stemmer } from './stems.ts';

/** The articles that have an entity. */
export interface Involvement {
  /** In which it speaks. */
  readonly speaks: ReadonlySet<number>;
  /** In which it speaks or is named. */
  readonly all: ReadonlySet<number>;
}

/** Where a search gets what it reads. Each throws when it cannot. */
export interface Sources {
  /** The index's ids of all articles, in its order: an article's number is its place among them. */
  readonly ids: readonly string[];
  readonly core: CoreFile;
  readonly names: NameIndex;
  readonly involvement: (entity: number) => Promise<Involvement>;
  /** For each language of the archive what brings a word to what its forms have in common. */
  readonly stems: readonly Stemmer[];
  /** Where all keys that begin with this one stand. */
  readonly lookUp: (key: string) => Promise<Posting>;
  readonly places: (shard: string) => Promise<PlacesFile>;
  readonly text: (id: string) => Promise<TextFile>;
}
