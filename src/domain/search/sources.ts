import type { CoreFile, EntitiesFile, PlacesFile, TextFile } from './catalogue.ts';
import type { Posting } from './clause.ts';
import type { NameIndex } from './names.ts';

/** Where a search gets what it reads. Each throws when it cannot. */
export interface Sources {
  /** The index's ids of all articles, sorted: an article's number is its place among them. */
  readonly ids: readonly string[];
  readonly core: CoreFile;
  readonly names: NameIndex;
  readonly entities: () => Promise<EntitiesFile>;
  /** Where the key, other forms of it and longer words stand; where there are none, the index may answer with a shorter word. */
  readonly lookUp: (key: string) => Promise<Posting>;
  /** Whether the key itself, or another form of it, is in the index. */
  readonly isIndexed: (key: string) => Promise<boolean>;
  readonly places: (shard: string) => Promise<PlacesFile>;
  readonly text: (id: string) => Promise<TextFile>;
}
