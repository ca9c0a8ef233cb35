/** How many articles each value of a facet would leave. */
import { nameTypes, yearOf } from './catalogue.ts';
import type { Filters, Passing } from './filters.ts';
import { type ArticleView, isFound, type Scope } from './hits.ts';
import { type FacetName, kinds } from './request.ts';
import type { Sources } from './sources.ts';

export interface FacetValue {
  /** As the address has it: an id, a topic, a language tag, a kind. */
  readonly value: string;
  readonly name: string;
  /** Articles that the search finds when this value is chosen, as well as or instead of others of the facet. */
  readonly count: number;
}

export interface FacetCounts {
  /** Values by count, then by name. A facet that cannot be counted yet is not there. */
  readonly values: ReadonlyMap<FacetName, readonly FacetValue[]>;
  /** Articles by year of publication, whatever years are chosen. */
  readonly years: readonly (readonly [year: number, count: number])[];
}

interface Counting {
  /** Articles that have what is asked for, with the groups of filters that they do not pass; one at most. */
  readonly passing: Passing;
  /** Articles that are found. */
  readonly kept: ReadonlySet<number>;
  /** Undefined where not every article was looked at. */
  readonly views: ReadonlyMap<number, ArticleView> | undefined;
  readonly filters: Filters;
  readonly sources: Sources;
  readonly isPartial: boolean;
}

const typeFacets: readonly (FacetName | undefined)[] = nameTypes.map(
  ({ type }) => (({ person: 'person', organization: 'org', place: 'place', work: 'work' }) as const)[type as 'person'],
);

export async function countFacets({ passing, kept, views, filters, sources, isPartial }: Counting): Promise<FacetCounts> {
  const { core, names } = sources;
  const tallies = new Map<FacetName, Map<string, number>>();
  const years = new Map<number, number>();
  const add = (facet: FacetName, value: string) => {
    const tally = tallies.get(facet) ?? new Map<string, number>();
    tallies.set(facet, tally.set(value, (tally.get(value) ?? 0) + 1));
  };
  const finds = (article: number, scope: Scope) => {
    const view = views?.get(article);
    return !view || isPartial || isFound(view, scope);
  };
  const entities = await sources.entities();
  const { scope } = filters;
  for (const { article, failed } of passing) {
    const [group] = failed;
    const own = entities[article] ?? [];
    if (isPartial && !group && !kept.has(article)) continue;
    if (views && !group) {
      for (const kind of kinds) if (finds(article, { ...scope, kinds: [kind] })) add('kind', kind);
      for (const speaker of own.slice(1, 1 + (own[0] ?? 0))) {
        if (finds(article, { ...scope, speakers: [speaker] })) add('speaker', names.rows[speaker]?.[0] ?? '');
      }
    }
    // Of an article that fails in one group alone only that group's other values would find it.
    if (group ? !finds(article, scope) : !kept.has(article)) continue;
    if (!group || group === 'in') add('in', names.rows[core.publications[article] ?? -1]?.[0] ?? '');
    if (!group || group === 'lang') add('lang', core.languages[core.language[article] ?? -1] ?? '');
    if (!group || group === 'year') {
      const year = yearOf(core.days[article] ?? 0);
      years.set(year, (years.get(year) ?? 0) + 1);
    }
    if (group) continue;
    for (const topic of core.topic[article] ?? []) add('topic', core.topics[topic] ?? '');
    for (const entity of own.slice(1)) {
      const row = names.rows[entity];
      const facet = row && typeFacets[row[1]];
      if (facet) add(facet, row[0]);
    }
  }
  const nameOf = (facet: FacetName, value: string) => {
    if (facet === 'kind' || facet === 'topic' || facet === 'lang') return value;
    return names.rows[names.number(value) ?? -1]?.[2] ?? value;
  };
  return {
    values: new Map(
      [...tallies].map(([facet, tally]) => [
        facet,
        [...tally]
          .map(([value, count]) => ({ value, count, name: nameOf(facet, value) }))
          .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      ]),
    ),
    years: [...years].sort(([a], [b]) => a - b),
  };
}
