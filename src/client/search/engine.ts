/** What a search reads, fetched when it is needed: Pagefind's index of words, and the files beside it. */
import {
  type CoreFile,
  checksumOf,
  type EntitiesFile,
  fromSteps,
  type NameRow,
  type NamesFile,
  type PlacesFile,
  placeOfEntity,
  type TextFile,
  turn,
} from '../../domain/search/catalogue.ts';
import type { Posting } from '../../domain/search/clause.ts';
import { NameIndex } from '../../domain/search/names.ts';
import type { Sources } from '../../domain/search/sources.ts';
import { loadStemmer } from '../../domain/search/stems.ts';
import { isWhole } from '../../domain/search/words.ts';

interface PagefindInstance {
  init(): Promise<void>;
  search(query: string | null): Promise<{ results: readonly { id: string; score: number; words: readonly number[] }[] }>;
}

interface PagefindModule {
  createInstance(options: { noWorker: boolean; basePath: string }): PagefindInstance;
}

export interface EngineOptions {
  /** Path of the site, with slashes at both ends. */
  readonly base: string;
  /** Loads a module of the site. */
  readonly load?: (address: string) => Promise<unknown>;
}

/** Opens the index. Throws an error that says which file could not be had. */
export async function openEngine({ base, load = (address) => import(/* @vite-ignore */ address) }: EngineOptions): Promise<Sources> {
  const faults = watchFetches(`${base}pagefind/`);
  const json = async <Value>(file: string, options?: RequestInit): Promise<Value> => {
    const response = await fetch(`${base}search/${file}`, options);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return response.json();
  };
  const open = async (): Promise<PagefindInstance> => {
    const module = (await load(`${base}pagefind/pagefind.js`)) as PagefindModule;
    const instance = module.createInstance({ noWorker: true, basePath: `${base}pagefind/` });
    await instance.init();
    return instance;
  };
  const once = <Value>(get: (key: string) => Promise<Value>) => {
    const kept = new Map<string, Promise<Value>>();
    return (key: string) => {
      const value = kept.get(key) ?? get(key);
      kept.set(key, value);
      // What failed is asked for again.
      value.catch(() => kept.delete(key));
      return value;
    };
  };

  // A browser may keep the files of an earlier build: what names the others is always asked for.
  const fresh = json<CoreFile>('core.json', { cache: 'no-cache' });
  const [core, instance] = await Promise.all([fresh, open()]);
  const edition = async <Value>(file: string) => json<Value>(`${file}?v=${core.edition}`);
  const languages = [...new Set(core.languages.map((tag) => tag.split('-')[0] ?? ''))];
  const [rows, stems] = await Promise.all([edition<NamesFile>('names.json'), Promise.all(languages.map(loadStemmer))]);
  const search = async (query: string | null) => {
    const failed = faults.size;
    const { results } = await instance.search(query);
    // Pagefind passes over files that it could not load, and would find too little.
    if (faults.size > failed) throw new Error([...faults].at(-1));
    return results;
  };
  const ids = (await search(null)).map(({ id }) => id);
  if (checksumOf(ids) !== core.sum) throw new Error('its files are of two editions of the archive; reload the page');
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const entities = once((file: string) => edition<EntitiesFile>(`entities/${file}.json`));
  return {
    ids,
    core: { ...core, days: fromSteps(core.days) },
    names: new NameIndex(turn(rows) as unknown as NameRow[]),
    stems,
    involvement: async (entity) => {
      const { file, at } = placeOfEntity(entity);
      const [speaks = [], named = []] = ((await entities(String(file)))[at] ?? []).map(fromSteps);
      return { speaks: new Set(speaks), all: new Set([...speaks, ...named]) };
    },
    lookUp: once(async (key: string): Promise<Posting> => {
      // Pagefind fetches the part of its index in which the key would stand, not those with further words that begin so.
      if (!isWhole(key)) await Promise.all([...probes].map((letter) => search(key + letter)));
      const results = await search(key);
      const positions = new Map(results.map(({ id, words }) => [numbers.get(id) ?? -1, words]));
      return { positions, scores: new Map(results.map(({ id, score }) => [numbers.get(id) ?? -1, score])) };
    }),
    places: once((shard: string) => edition<PlacesFile>(`places/${shard}.json`)),
    text: once((id: string) => edition<TextFile>(`text/${id}.json`)),
  };
}

/** Letters among which the words that begin like another are spread out, the last of any script that has words of several letters. */
const probes = 'cfilorsu힣';

/** What could not be fetched below a path, as sentences, from now on. Pagefind tells nobody. */
function watchFetches(path: string): ReadonlySet<string> {
  const faults = new Set<string>();
  const { fetch } = globalThis;
  globalThis.fetch = async (input, options) => {
    const address = String(input instanceof Request ? input.url : input);
    try {
      const response = await fetch(input, options);
      if (!response.ok && address.includes(path)) faults.add(`${address.split('/').at(-1)}: ${response.status} (${faults.size})`);
      return response;
    } catch (error) {
      if (address.includes(path)) faults.add(`${address.split('/').at(-1)} (${faults.size})`);
      throw error;
    }
  };
  return faults;
}
