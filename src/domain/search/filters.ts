/** What a search is narrowed to: what the reader chose and the fields that were typed, as numbers of the catalogue. */

import { foldText } from '../text.ts';
import { type CoreFile, yearOf } from './catalogue.ts';
import type { Scope } from './hits.ts';
import { nameTypes } from './name-types.ts';
import { type NameIndex, wordsOfName } from './names.ts';
import type { Fault, Field } from './query.ts';
import { type FacetName, facetNames, type Kind, kinds, type SearchRequest } from './request.ts';
import type { Involvement } from './sources.ts';

/** A value that narrows a search, with the name that readers see. */
export interface Choice {
  readonly facet: FacetName | 'year';
  /** As the address or the query has it. */
  readonly value: string;
  readonly name: string;
  /** The field that was typed; undefined where it was chosen. */
  readonly field?: Field;
}

export interface Filters {
  readonly scope: Scope;
  /** Entities of which it has to be known in which articles they are. */
  readonly involves: readonly number[];
  readonly choices: readonly Choice[];
  readonly faults: readonly Fault[];
  /** The groups in which an article does not pass. */
  readonly failures: (article: number, involved: ReadonlyMap<number, Involvement>) => FilterGroup[];
}

/** Groups of filters: an article that fails in one alone is counted for the other values of that one. */
export const filterGroups = ['joint', 'topic', 'in', 'lang', 'year'] as const;
export type FilterGroup = (typeof filterGroups)[number];

/** Articles, each with the groups in which it does not pass. */
export type Passing = readonly { readonly article: number; readonly failed: readonly FilterGroup[] }[];

const typeOfFacet: Partial<Record<FacetName, string>> = { person: 'person', org: 'organization', place: 'place', work: 'work' };

/** Brings together what was chosen and what was typed. Values that nothing answers to are faults and narrow nothing. */
export function readFilters(
  request: SearchRequest,
  fields: readonly Field[],
  { core, names }: { readonly core: CoreFile; readonly names: NameIndex },
): Filters {
  const joint: number[][] = [];
  const topics: number[] = [];
  const publications: number[] = [];
  const languages: number[] = [];
  const speakers: number[] = [];
  const chosenKinds: Kind[] = [];
  const entities: number[] = [];
  const choices: Choice[] = [];
  const faults: Fault[] = [];
  const ranges = [{ from: request.from, to: request.to }];

  for (const facet of facetNames) for (const value of request.chosen[facet]) choose(facet, value);
  for (const field of fields) {
    if (field.name === 'year') {
      const range = parseYears(field.value);
      if (!range || (range.from ?? 0) > (range.to ?? 9999))
        faults.push({ kind: 'years', text: field.value, start: field.start, end: field.end });
      else {
        ranges.push({ from: range.from, to: range.to });
        choices.push({ facet: 'year', value: field.value, name: nameYears(range.from, range.to), field });
      }
    } else choose(field.name, field.value, field);
  }
  if (request.from !== undefined || request.to !== undefined) {
    choices.push({ facet: 'year', value: '', name: nameYears(request.from, request.to) });
  }
  const from = ranges.reduce<number | undefined>((a, { from: b }) => (a === undefined ? b : Math.max(a, b ?? a)), undefined);
  const to = ranges.reduce<number | undefined>((a, { to: b }) => (a === undefined ? b : Math.min(a, b ?? a)), undefined);
  return { scope: { kinds: chosenKinds, speakers, entities }, involves: [...speakers, ...joint.flat()], choices, faults, failures };

  function failures(article: number, involved: ReadonlyMap<number, Involvement>): FilterGroup[] {
    const year = yearOf(core.days[article] ?? 0);
    const isAny = (chosen: readonly number[], has: number | undefined) => chosen.length === 0 || chosen.includes(has ?? -1);
    const passes: Readonly<Record<FilterGroup, boolean>> = {
      joint: joint.every((any) => any.some((entity) => involved.get(entity)?.all.has(article))),
      topic: topics.every((topic) => core.topic[article]?.includes(topic)),
      in: isAny(publications, core.publications[article]),
      lang: isAny(languages, core.language[article]),
      year: year >= (from ?? year) && year <= (to ?? year),
    };
    return filterGroups.filter((group) => !passes[group]);
  }

  /** A value that nothing answers to is a fault; it stays among the choices, so that it can be taken away. */
  function choose(facet: FacetName, value: string, field?: Field): void {
    const name = accept(facet, value, field);
    if (name === undefined) {
      const { start, end } = field ?? { start: 0, end: 0 };
      faults.push({ kind: 'unknown-value', text: value, field: facet, start, end });
    }
    choices.push({ facet, value, name: name ?? value, ...(field && { field }) });
  }

  /** The name of the value, which narrows from now on; undefined where nothing answers to it. */
  function accept(facet: FacetName, value: string, field: Field | undefined): string | undefined {
    const folded = foldText(value);
    if (facet === 'kind') {
      const kind = kinds.find((one) => folded.replace(/^quotation/, 'quote').replace(/s$/, '') === one);
      if (kind) chosenKinds.push(kind);
      return kind && kindNames[kind];
    }
    if (facet === 'topic') {
      const all = core.topics.map(foldText);
      const topic = all.includes(folded) ? all.indexOf(folded) : all.findIndex((one) => one.includes(folded));
      if (topic >= 0) topics.push(topic);
      return core.topics[topic];
    }
    if (facet === 'lang') {
      const tags = core.languages.map(foldText);
      // What is chosen from the list is one tag; "en", typed, is British English as well.
      const exact = field ? -1 : tags.indexOf(folded);
      const own = exact >= 0 ? [exact] : tags.flatMap((tag, at) => (tag === folded || tag.split('-')[0] === folded ? [at] : []));
      languages.push(...own);
      return own.length > 0 ? value : undefined;
    }
    const own = findEntities(facet, value, core, names);
    if (own.length === 0) return undefined;
    if (facet === 'speaker') speakers.push(...own);
    else if (facet === 'in') publications.push(...own);
    else {
      joint.push(own);
      entities.push(...own);
    }
    return own.map((one) => names.rows[one]?.[2] ?? '').join(' or ');
  }
}

export const kindNames: Readonly<Record<Kind, string>> = { passage: 'Passages', quote: 'Quotations', event: 'Events' };

/** Who is meant by a value: the id, the whole name, or else every name that begins so. */
function findEntities(facet: FacetName, value: string, core: CoreFile, names: NameIndex): number[] {
  const number = names.number(value);
  const wanted = (one: number) => isWanted(facet, one, core, names);
  if (number !== undefined && wanted(number)) return [number];
  const exact = names.bearers(value).filter(wanted);
  return exact.length > 0 ? exact : names.beginning(wordsOfName(value), names.rows.length).filter(wanted);
}

/** Whether the facet has the entity among its values. */
export function isWanted(facet: FacetName, number: number, core: CoreFile, names: NameIndex): boolean {
  const row = names.rows[number];
  if (facet === 'speaker') return (row?.[7] ?? 0) > 0;
  if (facet === 'in') return core.publications.includes(number);
  return nameTypes[row?.[1] ?? -1]?.type === typeOfFacet[facet];
}

/** "2013–2014", "2014", "from 1926", "to 1950". */
export function nameYears(from?: number, to?: number): string {
  if (from === to) return String(from);
  if (from === undefined) return `to ${to}`;
  return to === undefined ? `from ${from}` : `${from}–${to}`;
}

export type YearRange = { readonly from?: number; readonly to?: number };

/** `2014`, `2013..2014`, `..1950`, `1926..`; undefined where it is none of these. A range may end before it begins. */
export function parseYears(value: string): YearRange | undefined {
  const [, first, dots, last] = /^(\d{1,4})?(?:(\.\.|…|–|-)(\d{1,4})?)?$/u.exec(value) ?? [];
  if (!first && !last) return undefined;
  if (!dots) return { from: Number(first), to: Number(first) };
  return { ...(first && { from: Number(first) }), ...(last && { to: Number(last) }) };
}
