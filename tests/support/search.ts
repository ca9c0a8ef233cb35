/** The search of a built site, opened in Node: the engine and Pagefind are those of the browser, and read files instead of addresses. */
import { readFileSync } from 'node:fs';
import { openEngine } from '../../src/client/search/engine.ts';
import { textOf } from '../../src/domain/search/catalogue.ts';
import { listBlocks } from '../../src/domain/search/hits.ts';
import { readRequest } from '../../src/domain/search/request.ts';
import { type Outcome, runSearch, type SearchOptions } from '../../src/domain/search/search.ts';
import type { Sources } from '../../src/domain/search/sources.ts';
import { listTokens, listWords, lookUpKeys } from '../../src/domain/search/words.ts';

/** Opens the index that lies in the folder of a site. */
export async function openSearch(site: string): Promise<Sources> {
  readFilesInsteadOfAddresses();
  return openEngine({ base: `${site}/`, load: (file) => import(/* @vite-ignore */ file) });
}

/** Searches for what an address asks for: `{ q: 'bridge', speaker: ['ada-quill'] }`. */
export function search(
  sources: Sources,
  asked: Readonly<Record<string, string | number | readonly string[]>>,
  options?: SearchOptions,
): Promise<Outcome> {
  const pairs = Object.entries(asked).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)] as [string, string]));
  return runSearch(readRequest(new URLSearchParams(pairs)), sources, options);
}

/** How many words the archive has, and which of them the index does not have where they stand. */
export async function listMisplaced(sources: Sources): Promise<{ looked: number; misplaced: string[] }> {
  let looked = 0;
  const misplaced: string[] = [];
  for (const [number, id] of sources.ids.entries()) {
    const text = await sources.text(id);
    for (const block of listBlocks(text.places)) {
      const words = textOf(text, block);
      for (const [at, { start, end }] of listTokens(words).entries()) {
        for (const word of listWords(words.slice(start, end))) {
          looked++;
          const postings = await Promise.all(lookUpKeys(word, sources.stems).map(sources.lookUp));
          if (!postings.some(({ positions }) => positions.get(number)?.includes(block.start + at))) {
            misplaced.push(`${word} of ${words.slice(start, end)} at ${block.start + at} in ${text.slug}`);
          }
        }
      }
    }
  }
  return { looked, misplaced };
}

/** From now on `fetch` answers for absolute paths with the file there, or with 404. */
function readFilesInsteadOfAddresses(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, options) => {
    const address = String(input instanceof Request ? input.url : input);
    if (!address.startsWith('/')) return fetch(input, options);
    try {
      return new Response(readFileSync(address.replace(/\?.*/, '')));
    } catch {
      return new Response('', { status: 404 });
    }
  };
}
