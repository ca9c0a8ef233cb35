/**
 * What stands around the results: what was not understood, what was done to find something, what narrows the search, who is named.
 * Fetched where there is some of it.
 */
import { explainOutcome } from '../../domain/search/explain.ts';
import type { SearchRequest } from '../../domain/search/request.ts';
import { createElement } from '../element.ts';
import { renderChips } from './chips.ts';
import { renderEntries } from './entries.ts';
import type { Searched } from './searcher.ts';

export interface Surroundings {
  readonly faults: readonly HTMLLIElement[];
  readonly notice: string;
  readonly chips: readonly HTMLLIElement[];
  readonly entries: readonly HTMLLIElement[];
}

/** `go` is told what is searched for when something is taken away. */
export function renderSurroundings(searched: Searched, base: string, go: (next: SearchRequest) => void): Surroundings {
  const { outcome, sources } = searched;
  const { faults, notice } = explainOutcome(outcome, sources);
  return {
    faults: faults.map((fault) => createElement('li', {}, fault)),
    notice,
    chips: renderChips(outcome.filters.choices, outcome.request, go),
    entries: renderEntries(searched, base),
  };
}
