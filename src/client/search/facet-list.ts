/** Lists of values by which a search is narrowed, each with the number of articles that it leaves. */
import type { FacetCounts, FacetValue } from '../../domain/search/facets.ts';
import { kindNames } from '../../domain/search/filters.ts';
import type { FacetName, Kind, SearchRequest } from '../../domain/search/request.ts';
import { createButton, createElement } from '../element.ts';
import { nameOfLanguage } from './language.ts';

/** The lists in their order, with their headings. */
const headings: Readonly<Record<FacetName, string>> = {
  kind: 'Kind',
  speaker: 'Speakers',
  person: 'People',
  org: 'Organizations',
  place: 'Places',
  work: 'Works',
  topic: 'Topics',
  in: 'Publications',
  lang: 'Languages',
};
/** Values that a list shows at first. */
const valuesAtFirst = 6;

export class FacetLists {
  readonly #root: HTMLElement;
  readonly #choose: (facet: FacetName, value: string, isChosen: boolean) => void;
  /** Facets whose whole list is shown. */
  readonly #whole = new Set<FacetName>();

  constructor(root: HTMLElement, choose: (facet: FacetName, value: string, isChosen: boolean) => void) {
    this.#root = root;
    this.#choose = choose;
  }

  /** Shows the counts of a search; the focus stays where it was. */
  render(request: SearchRequest, counts: FacetCounts): void {
    const focused = document.activeElement?.id;
    const facets = Object.keys(headings) as FacetName[];
    this.#root.replaceChildren(...facets.flatMap((facet) => this.#list(facet, request, counts) ?? []));
    if (focused && this.#root.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused)?.focus();
  }

  #list(facet: FacetName, request: SearchRequest, counts: FacetCounts): HTMLElement | undefined {
    const chosen = request.chosen[facet];
    const counted = counts.values.get(facet) ?? [];
    // What was chosen stays to be seen, though nothing is left of it.
    const lost = chosen.filter((value) => !counted.some((one) => one.value === value)).map((value) => ({ value, name: value, count: 0 }));
    const values = [...counted, ...lost];
    if (values.length === 0 || (values.length === 1 && chosen.length === 0)) return undefined;
    const isWhole = this.#whole.has(facet) || values.length <= valuesAtFirst + 2;
    const shown = values.filter(({ value }, at) => isWhole || at < valuesAtFirst || chosen.includes(value));
    const list = createElement('ul', {}, ...shown.map((value) => this.#value(facet, value, chosen.includes(value.value))));
    const heading = createElement('h2', { id: `facet-${facet}` }, headings[facet]);
    const section = createElement('section', { class: 'facet', 'aria-labelledby': heading.id }, heading, list);
    if (!isWhole) {
      const more = createButton(`All ${values.length}`, () => {
        this.#whole.add(facet);
        this.render(request, counts);
        document.getElementById(`facet-${facet}`)?.parentElement?.querySelectorAll('input')[shown.length]?.focus();
      });
      more.className = 'button quiet';
      more.setAttribute('aria-label', `All ${values.length} ${headings[facet].toLowerCase()}`);
      section.append(more);
    }
    return section;
  }

  #value(facet: FacetName, { value, name, count }: FacetValue, isChosen: boolean): HTMLLIElement {
    const id = `choose-${facet}-${value.replace(/[^\p{L}\p{N}]+/gu, '-')}`;
    const box = createElement('input', { type: 'checkbox', id, ...(isChosen && { checked: '' }) });
    box.addEventListener('change', () => this.#choose(facet, value, box.checked));
    const shown = facet === 'kind' ? kindNames[value as Kind] : facet === 'lang' ? nameOfLanguage(value) : name;
    const label = createElement(
      'label',
      { for: id },
      createElement('span', {}, shown),
      createElement('span', { class: 'count' }, count.toLocaleString('en')),
    );
    return createElement('li', {}, box, label);
  }
}
