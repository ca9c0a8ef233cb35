/** How many articles each value of a facet would leave. */

import { yearOf } from './catalogue.ts';
import type { Filters, Passing } from './filters.ts';
import type { ArticleView, Scope } from './hits.ts';
import { nameTypes } from './name-types.ts';
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
  /** Articles that were looked at. */
  readonly views: ReadonlyMap<number, ArticleView> | undefined;
  /** How much of what is asked for an article has; 0 where it is not found, undefined where only looking at it would tell. */
  readonly shareOf: (article: number, scope: Scope) => number | undefined;
  /** Whether those were looked at, too, in which others speak than who was chosen. */
  readonly isWhole: boolean;
  /** Those that have as much of what the best has are found. */
  readonly leastShare: number;
  readonly filters: Filters;
  readonly sources: Sources;
}

type Shares = readonly (number | undefined)[];

const typeFacets: readonly (FacetName | undefined)[] = nameTypes.map(
  ({ type }) => (({ person: 'person', organization: 'org', place: 'place', work: 'work' }) as const)[type as 'person'],
);

export function countFacets({ passing, views, shareOf, isWhole, leastShare, filters, sources }: Counting): FacetCounts {
  const { core, names } = sources;
  /** For each value the shares of the articles that have it. */
  const tallies = new Map<FacetName, Map<string, Shares>>();
  const years = new Map<number, Shares>();
  const add = (facet: FacetName, value: string, share: number | undefined) => {
    const tally = tallies.get(facet) ?? new Map<string, Shares>();
    if (share !== 0) tallies.set(facet, tally.set(value, [...(tally.get(value) ?? []), share]));
  };
  /** The keys with the number of articles each; without those of which not every article was looked at. */
  const count = <Key>(tally: ReadonlyMap<Key, Shares>) =>
    [...tally].flatMap(([key, shares]) => {
      const known = shares.filter((share) => share !== undefined);
      const top = Math.max(...known);
      return known.length < shares.length ? [] : [[key, known.filter((share) => share >= top * leastShare).length] as const];
    });
  const { scope } = filters;
  for (const { article, failed } of passing) {
    const [group] = failed;
    const view = views?.get(article);
    const speakers = new Set(view?.quotes.map(({ speaker = -1 }) => speaker));
    if (view && !group) {
      for (const kind of kinds) add('kind', kind, shareOf(article, { ...scope, kinds: [kind] }));
      for (const speaker of speakers) {
        if (!isWhole && !scope.speakers.includes(speaker)) continue;
        add('speaker', names.rows[speaker]?.[0] ?? '', shareOf(article, { ...scope, speakers: [speaker] }));
      }
    }
    const share = shareOf(article, scope);
    if (share === 0) continue;
    // Of an article that fails in one group alone only that group's other values would find it.
    if (!group || group === 'in') add('in', names.rows[core.publications[article] ?? -1]?.[0] ?? '', share);
    if (!group || group === 'lang') add('lang', core.languages[core.language[article] ?? -1] ?? '', share);
    if (!group || group === 'year') {
      const year = yearOf(core.days[article] ?? 0);
      years.set(year, [...(years.get(year) ?? []), share]);
    }
    if (group) continue;
    for (const topic of core.topic[article] ?? []) add('topic', core.topics[topic] ?? '', share);
    for (const entity of new Set([...speakers, ...(view?.names.filter((_, at) => at % 4 === 3) ?? [])])) {
      const row = names.rows[entity];
      const facet = row && typeFacets[row[1]];
      if (facet) add(facet, row[0], share);
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
        count(tally)
          .map(([value, count]) => ({ value, count, name: nameOf(facet, value) }))
          .sort(byCount),
      ]),
    ),
    years: count(years).sort(byYear),
  };
}

/** The counts of searches each of which is made where the one before finds nothing. */
export function mergeFacets(all: readonly FacetCounts[]): FacetCounts {
  const values = new Map<FacetName, readonly FacetValue[]>();
  for (const [facet, more] of all.flatMap((counts) => [...counts.values])) {
    const own = values.get(facet) ?? [];
    values.set(facet, [...own, ...more.filter(({ value }) => !own.some((one) => one.value === value))].sort(byCount));
  }
  const years = new Map(all.flatMap((counts) => counts.years).toReversed());
  return { values, years: [...years].sort(byYear) };
}

function byCount(a: FacetValue, b: FacetValue): number {
  return b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function byYear([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b;
}
