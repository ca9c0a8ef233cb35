/** The margin beside the results, by which a search is narrowed: the histogram of years and the lists. Fetched after the first results. */
import { yearOf } from '../../domain/search/catalogue.ts';
import { withChoice, withYears } from '../../domain/search/choose.ts';
import type { SearchRequest } from '../../domain/search/request.ts';
import { FacetLists } from './facet-list.ts';
import type { Searched } from './searcher.ts';
import { createHistogram } from './years.ts';

/** Makes the margin work; what is returned shows a search in it. `go` is told what is searched for next, which may be later than what is shown. */
export function createMargin(
  root: HTMLElement,
  current: () => SearchRequest,
  go: (next: SearchRequest) => void,
): (searched: Searched, isCurrent: () => boolean) => Promise<void> {
  const part = (id: string) => root.querySelector(`#${id}`) as HTMLElement;
  const lists = new FacetLists(part('search-facets'), (facet, value, isChosen) => go(withChoice(current(), facet, value, isChosen)));
  const showYears = createHistogram(part('search-years'), (from, to) => go(withYears(current(), from, to)));
  return async ({ outcome, sources }, isCurrent) => {
    const counts = await outcome.facets();
    if (!isCurrent()) return;
    const { request } = outcome;
    lists.render(request, counts);
    const years = sources.core.days.map(yearOf);
    const [first, last] = [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))];
    showYears({ counts: counts.years, first, last, from: request.from, to: request.to });
  };
}
