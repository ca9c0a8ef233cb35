/** What a search is narrowed to: what the reader chose and the fields that were typed, as numbers of the catalogue. */
import { foldText } from '../text.ts';
import { type CoreFile, type EntitiesFile, nameTypes, yearOf } from './catalogue.ts';
import type { Scope } from './hits.ts';
import { type NameIndex, wordsOfName } from './names.ts';
import { type Fault, type Field, parseYears } from './query.ts';
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
    const accept = (name: string) => {
      choices.push({ facet, value, name, ...(field && { field }) });
    };
    if (facet === 'kind') {
      const kind = kinds.find(
        (one) =>
          value
            .toLowerCase()
            .replace(/^quotation/, 'quote')
            .replace(/s$/, '') === one,
      );
      if (kind) {
        chosenKinds.push(kind);
        accept(kindNames[kind]);
      } else refuse(facet, value, field, `The kinds are ${kinds.join(', ')}.`);
    } else if (facet === 'topic') {
      const folded = core.topics.map(foldText);
      const topic = folded.indexOf(foldText(value));
      const near = topic < 0 ? folded.findIndex((one) => one.includes(foldText(value))) : topic;
      if (near >= 0) {
        topics.push(near);
        accept(core.topics[near] ?? value);
      } else refuse(facet, value, field, 'The list beside the results has those there are.');
    } else if (facet === 'lang') {
      const tag = value.toLowerCase();
      const own = core.languages.flatMap((one, at) => (one.toLowerCase() === tag || one.split('-')[0] === tag ? [at] : []));
      if (own.length > 0) {
        languages.push(...own);
        accept(value);
      } else refuse(facet, value, field, `The articles are in ${core.languages.join(', ')}.`);
    } else {
      const own = findEntities(facet, value, core, names);
      if (own.length > 0) {
        accept(own.map((one) => names.rows[one]?.[2] ?? '').join(' or '));
        if (facet === 'speaker') speakers.push(...own);
        else if (facet === 'in') publications.push(...own);
        else {
          joint.push(own);
          entities.push(...own);
        }
      } else {
        const near = names.nearest(value, (row) => isWanted(facet, names.number(row[0]) ?? -1, core, names));
        refuse(facet, value, field, near ? `Did you mean ${facet}:"${near}"?` : `The register has no such ${nouns[facet]}.`);
      }
    }
  }

  function refuse(facet: FacetName, value: string, field: Field | undefined, hint: string): void {
    const message = `Nothing answers to ${facet}:${/\s/.test(value) ? `"${value}"` : value}. ${hint}`;
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

/** Who is meant by a value: the id, the whole name, or else every name that begins so. */
function findEntities(facet: FacetName, value: string, core: CoreFile, names: NameIndex): number[] {
  const number = names.number(value);
  if (number !== undefined) return [number];
  const wanted = (one: number) => isWanted(facet, one, core, names);
  const exact = names.bearers(value).filter(wanted);
  return exact.length > 0 ? exact : names.beginning(wordsOfName(value), names.rows.length).filter(wanted);
}

/** Whether the facet has the entity among its values. */
function isWanted(facet: FacetName, number: number, core: CoreFile, names: NameIndex): boolean {
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
