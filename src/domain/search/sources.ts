import type { CoreFile, EntitiesFile, PlacesFile, TextFile } from './catalogue.ts';
import type { Posting } from './clause.ts';
import type { NameIndex } from './names.ts';
import type { Stemmer } from './stems.ts';

/** Where a search gets what it reads. Each throws when it cannot. */
export interface Sources {
  /** The index's ids of all articles, sorted: an article's number is its place among them. */
  readonly ids: readonly string[];
  readonly core: CoreFile;
  readonly names: NameIndex;
  readonly entities: () => Promise<EntitiesFile>;
  /** For each language of the archive what brings a word to what its forms have in common. */
  readonly stems: readonly Stemmer[];
  /** Where all keys that begin with this one stand. */
  readonly lookUp: (key: string) => Promise<Posting>;
  readonly places: (shard: string) => Promise<PlacesFile>;
  readonly text: (id: string) => Promise<TextFile>;
}
