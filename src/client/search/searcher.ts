import type { SearchRequest } from '../../domain/search/request.ts';
import { type Outcome, runSearch, type SearchOptions } from '../../domain/search/search.ts';
import type { Sources } from '../../domain/search/sources.ts';
import { openEngine } from './engine.ts';

/** Whether the error is that of a script that did not load: a browser remembers it, and asks again only for a page that is loaded anew. */
export const isOfScript = (error: unknown): boolean => /import/i.test(String(error));

export interface Searched {
  readonly outcome: Outcome;
  readonly sources: Sources;
}

/** Runs searches over an index that is opened at the first of them, and again after it could not be had. */
export class Searcher {
  readonly base: string;
  #sources: Promise<Sources> | undefined;

  /** @param base Path of the site, with slashes at both ends. */
  constructor(base: string) {
    this.base = base;
  }

  open(): Promise<Sources> {
    this.#sources ??= openEngine({ base: this.base }).catch((error) => {
      this.forget();
      throw error;
    });
    return this.#sources;
  }

  /** Lets the next search load everything again. */
  forget(): void {
    this.#sources = undefined;
  }

  /** Throws an error that says what could not be loaded. */
  async search(request: SearchRequest, options?: SearchOptions): Promise<Searched> {
    const sources = await this.open();
    return { outcome: await runSearch(request, sources, options), sources };
  }
}
