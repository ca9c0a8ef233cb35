/**
 * A search from what was typed to counted, ordered places. The index tells in which articles and at which positions each word stands;
 * the rest is decided here: phrases, names, exclusions, filters, places, order and counts.
 */
import { type Clause, Compiler } from './clause.ts';
import { Evaluation, type Findings } from './evaluation.ts';
import type { Filters } from './filters.ts';
import type { NameIndex } from './names.ts';
import { type Fault, parseQuery } from './query.ts';
import { isIdle, type SearchRequest } from './request.ts';
import type { Sources } from './sources.ts';

export interface SearchOptions {
  /** Counts passages however much has to be fetched for it. Default: only where a few files tell. */
  readonly isThorough?: boolean;
}

/** What was done to find something, where what was typed finds nothing. */
export type Notice =
  | { readonly kind: 'corrected'; readonly from: string; readonly to: string }
  | { readonly kind: 'dropped'; readonly words: readonly string[] }
  | { readonly kind: 'partly'; readonly phrases: readonly string[] };

export interface Outcome extends Findings {
  readonly request: SearchRequest;
  readonly faults: readonly Fault[];
  readonly filters: Filters;
  readonly notice?: Notice;
  /** Entities that the words name, most likely first. */
  readonly entities: readonly number[];
}

/** Makes a search. Throws what its sources throw. */
export async function runSearch(request: SearchRequest, sources: Sources, { isThorough = false }: SearchOptions = {}): Promise<Outcome> {
  const query = parseQuery(request.text);
  const isNarrowed = query.fields.length > 0 || !isIdle({ ...request, text: '' });
  const filters = isNarrowed ? (await import('./filters.ts')).readFilters(request, query.fields, sources) : noFilters;
  const compiler = new Compiler(sources.names, sources.stems);
  const clauses = compiler.compile(query.terms);
  const asked = clauses.filter(({ isExcluded }) => !isExcluded);
  const excluded = clauses.filter(({ isExcluded }) => isExcluded);
  const faults = [...query.faults, ...filters.faults];
  const [first] = excluded;
  if (first && asked.length === 0 && filters.choices.length === 0) {
    faults.push({ kind: 'only-excluded', text: first.text, start: first.start, end: first.end });
  }
  const base = { request, faults, filters, entities: chooseEntities(asked, sources.names) };
  const isVoid = asked.length === 0 && filters.choices.length === filters.faults.length;
  if (isIdle(request) || isVoid || filters.faults.length > 0) return { ...base, ...nothing };

  const evaluation = new Evaluation({ sort: request.sort, filters, excluded, sources, isThorough });
  await evaluation.lookUp(asked);
  const findings = await evaluation.evaluate(asked);
  if (findings.articles.length > 0 || asked.length === 0) return { ...base, ...findings };

  const { relax } = await import('./relax.ts');
  const again = (text: string) => runSearch({ ...request, text }, sources, { isThorough });
  return (await relax({ base, asked, strict: findings, evaluation, compiler, sources, again })) ?? { ...base, ...nothing };
}

const noFilters: Filters = {
  scope: { kinds: [], speakers: [], entities: [] },
  involves: [],
  choices: [],
  faults: [],
  failures: () => [],
};

const nothing: Findings = {
  articles: [],
  counts: { passages: 0, quotes: 0, events: 0 },
  facets: async () => ({ values: new Map(), years: [] }),
  look: () => {
    throw new Error('nothing was found that could be looked at');
  },
};

/** Those whom a clause names, and those whose names begin with all that was typed. */
function chooseEntities(asked: readonly Clause[], names: NameIndex): number[] {
  const whole = asked.some(({ literal }) => literal)
    ? names.bearers(asked.flatMap(({ words }) => words).join(' '))
    : names.beginning(
        asked.flatMap(({ words }) => words),
        6,
      );
  return [...new Set([...asked.flatMap(({ entities }) => entities), ...whole])].slice(0, 6);
}
