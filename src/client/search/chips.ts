/** What a search is narrowed by, each with a way to take it away; what was typed as a field too. Fetched when there is some. */
import { withChoice, withoutClause, withYears } from '../../domain/search/choose.ts';
import type { Choice } from '../../domain/search/filters.ts';
import { emptyRequest, type FacetName, type SearchRequest } from '../../domain/search/request.ts';
import { createButton, createElement } from '../element.ts';
import { nameOfLanguage } from './language.ts';

const labels: Readonly<Record<FacetName | 'year', string>> = {
  kind: 'Kind',
  speaker: 'Speaker',
  person: 'Person',
  org: 'Organization',
  place: 'Place',
  work: 'Work',
  topic: 'Topic',
  in: 'Publication',
  lang: 'Language',
  year: 'Published',
};

export function renderChips(choices: readonly Choice[], request: SearchRequest, go: (next: SearchRequest) => void): HTMLLIElement[] {
  const items = choices.map(({ facet, value, name, field }) => {
    const shown = facet === 'lang' ? nameOfLanguage(name) : name;
    const chip = createButton(`${labels[facet]}: ${shown}`, () => {
      if (field) go({ ...request, text: withoutClause(request.text, field) });
      else go(facet === 'year' ? withYears(request) : withChoice(request, facet, value, false));
    });
    chip.className = 'chip';
    chip.setAttribute('aria-label', `Take away ${labels[facet].toLowerCase()}: ${shown}`);
    return createElement('li', {}, chip);
  });
  if (items.length > 1) {
    const all = createButton('Take all away', () => {
      const fields = choices.flatMap(({ field }) => field ?? []).sort((a, b) => b.start - a.start);
      go({ ...emptyRequest, text: fields.reduce(withoutClause, request.text), sort: request.sort });
    });
    all.className = 'button quiet';
    items.push(createElement('li', {}, all));
  }
  return items;
}
