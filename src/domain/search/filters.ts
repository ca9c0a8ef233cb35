/** What a search is narrowed to: what the reader chose and the fields that were typed, as numbers of the catalogue. */
import { foldText } from '../text.ts';
import { type CoreFile, type EntitiesFile, nameTypes, yearOf } from './catalogue.ts';
import type { Scope } from './hits.ts';
import type { NameIndex } from './names.ts';
import { type Fault, type Field, type FieldName, parseYears } from './query.ts';
import { type FacetName, facetNames, type Kind, kinds, type SearchRequest } from './request.ts';

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
  /** Of each list one entity has to be named or quoted. */
  readonly joint: readonly (readonly number[])[];
  /** Each of these topics. */
  readonly topics: readonly number[];
  /** Any of these publications; undefined where any will do. */
  readonly publications?: readonly number[];
  readonly languages?: readonly number[];
  readonly from?: number;
  readonly to?: number;
  readonly scope: Scope;
  readonly choices: readonly Choice[];
  readonly faults: readonly Fault[];
}

/** Groups of filters: an article that fails in one alone is counted for the other values of that one. */
export type FilterGroup = 'joint' | 'topic' | 'in' | 'lang' | 'year';

/** Articles, each with the groups in which it does not pass. */
export type Passing = readonly { readonly article: number; readonly failed: readonly FilterGroup[] }[];

const typeOfFacet: Partial<Record<FacetName, string>> = { person: 'person', org: 'organization', place: 'place', work: 'work' };

/** Brings together what was chosen and what was typed. Values that nothing answers to are faults and narrow nothing. */
export function readFilters(request: SearchRequest, fields: readonly Field[], core: CoreFile, names: NameIndex): Filters {
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
      if (typeof range === 'string') faults.push({ start: field.start, end: field.end, message: range });
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
  return {
    joint,
    topics,
    ...(publications.length > 0 && { publications }),
    ...(languages.length > 0 && { languages }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    scope: { kinds: chosenKinds, speakers, entities },
    choices,
    faults,
  };

  function choose(facet: FacetName, value: string, field?: Field): void {
    const accept = (name: string) => choices.push({ facet, value, name, ...(field && { field }) });
    if (facet === 'kind') {
      const kind = kinds.find(
        (one) =>
          value
            .toLowerCase()
            .replace(/^quotation/, 'quote')
            .replace(/s$/, '') === one,
      );
      if (!kind) return refuse(facet, value, field, `The kinds are ${kinds.join(', ')}.`);
      chosenKinds.push(kind);
      accept(kindNames[kind]);
    } else if (facet === 'topic') {
      const topic = core.topics.findIndex((one) => foldText(one) === foldText(value));
      const begins = topic < 0 ? core.topics.findIndex((one) => foldText(one).includes(foldText(value))) : topic;
      if (begins < 0) return refuse(facet, value, field, 'The list beside the results has those there are.');
      topics.push(begins);
      accept(core.topics[begins] ?? value);
    } else if (facet === 'lang') {
      const own = core.languages.flatMap((tag, at) =>
        tag.toLowerCase() === value.toLowerCase() || tag.split('-')[0] === value.toLowerCase() ? [at] : [],
      );
      if (own.length === 0) return refuse(facet, value, field, `The articles are in ${core.languages.join(', ')}.`);
      languages.push(...own);
      accept(value);
    } else {
      const isWanted = (number: number) => {
        if (facet === 'speaker') return (names.rows[number]?.[7] ?? 0) > 0;
        if (facet === 'in') return core.publications.includes(number);
        return nameTypes[names.rows[number]?.[1] ?? -1]?.type === typeOfFacet[facet];
      };
      const number = names.number(value);
      const exact = number === undefined ? names.bearers(value).filter(isWanted) : [number];
      const own =
        exact.length > 0
          ? exact
          : names
              .beginning(
                foldText(value)
                  .split(/[^\p{L}\p{N}]+/u)
                  .filter(Boolean),
                20,
              )
              .filter(isWanted);
      if (own.length === 0) {
        const near = names.nearest(value, (row) => isWanted(names.number(row[0]) ?? -1));
        return refuse(
          facet,
          value,
          field,
          near ? `Did you mean ${fieldOf(facet)}:"${near}"?` : `The register of names has no such ${nouns[facet]}.`,
        );
      }
      const label = own.map((one) => names.rows[one]?.[2] ?? '').join(' or ');
      accept(label);
      if (facet === 'speaker') speakers.push(...own);
      else if (facet === 'in') publications.push(...own);
      else {
        joint.push(own);
        entities.push(...own);
      }
    }
  }

  function refuse(facet: FacetName, value: string, field: Field | undefined, hint: string): void {
    const message = `Nothing answers to ${fieldOf(facet)}:${/\s/.test(value) ? `"${value}"` : value}. ${hint}`;
    faults.push({ start: field?.start ?? 0, end: field?.end ?? 0, message });
    choices.push({ facet, value, name: value, ...(field && { field }) });
  }
}

/** The groups in which an article does not pass. */
export function failures(article: number, filters: Filters, core: CoreFile, entities: EntitiesFile | undefined): FilterGroup[] {
  const failed: FilterGroup[] = [];
  const own = entities?.[article]?.slice(1) ?? [];
  if (filters.joint.some((any) => !any.some((entity) => own.includes(entity)))) failed.push('joint');
  if (filters.topics.some((topic) => !core.topic[article]?.includes(topic))) failed.push('topic');
  if (filters.publications && !filters.publications.includes(core.publications[article] ?? -1)) failed.push('in');
  if (filters.languages && !filters.languages.includes(core.language[article] ?? -1)) failed.push('lang');
  const year = yearOf(core.days[article] ?? 0);
  if (year < (filters.from ?? year) || year > (filters.to ?? year)) failed.push('year');
  return failed;
}

export const kindNames: Readonly<Record<Kind, string>> = { passage: 'Passages', quote: 'Quotations', event: 'Events' };

const nouns: Partial<Record<FacetName, string>> = {
  speaker: 'speaker',
  person: 'person',
  org: 'organization',
  place: 'place',
  work: 'work',
  in: 'publication',
};

function fieldOf(facet: FacetName): FieldName {
  return facet;
}

/** "2013–2014", "2014", "from 1926", "to 1950". */
export function nameYears(from?: number, to?: number): string {
  if (from === to) return String(from);
  if (from === undefined) return `to ${to}`;
  return to === undefined ? `from ${from}` : `${from}–${to}`;
}
