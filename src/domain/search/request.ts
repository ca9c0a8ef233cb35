/** A search as its address carries it: everything that a reader chose, and nothing else. */

export const sorts = ['relevance', 'newest', 'oldest'] as const;
export type Sort = (typeof sorts)[number];

/** What places a search looks at. */
export const kinds = ['passage', 'quote', 'event'] as const;
export type Kind = (typeof kinds)[number];

/** Facets whose values are chosen from a list. An article may have several of the first group, and all that are chosen are asked for. */
export const facetNames = ['person', 'org', 'place', 'work', 'topic', 'speaker', 'in', 'lang', 'kind'] as const;
export type FacetName = (typeof facetNames)[number];
export const isJoint = (facet: FacetName): boolean => ['person', 'org', 'place', 'work', 'topic'].includes(facet);

export interface SearchRequest {
  /** As it was typed. */
  readonly text: string;
  /** Ids or names, in the order in which they were chosen. */
  readonly chosen: Readonly<Record<FacetName, readonly string[]>>;
  /** First year, inclusive. */
  readonly from?: number;
  /** Last year, inclusive. */
  readonly to?: number;
  readonly sort: Sort;
}

export const emptyRequest: SearchRequest = {
  text: '',
  chosen: Object.fromEntries(facetNames.map((name) => [name, []])) as unknown as SearchRequest['chosen'],
  sort: 'relevance',
};

/** Reads the query of an address; what it does not know it passes over. */
export function readRequest(query: URLSearchParams): SearchRequest {
  const year = (name: string) => {
    const value = query.get(name) ?? '';
    return /^\d{1,4}$/.test(value) ? Number(value) : undefined;
  };
  const [from, to] = [year('from'), year('to')];
  const sort = sorts.find((name) => name === query.get('sort')) ?? 'relevance';
  const chosen = Object.fromEntries(facetNames.map((name) => [name, [...new Set(query.getAll(name).filter(Boolean))]]));
  return {
    text: query.get('q') ?? '',
    chosen: chosen as unknown as SearchRequest['chosen'],
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    sort,
  };
}

/** The address's query: `?q=…&speaker=…&from=…&to=…&sort=…`, in this order whatever was chosen first; empty where nothing is. */
export function writeRequest(request: SearchRequest): string {
  const query = new URLSearchParams();
  if (request.text.trim()) query.set('q', request.text.trim());
  for (const name of facetNames) for (const value of request.chosen[name]) query.append(name, value);
  if (request.from !== undefined) query.set('from', String(request.from));
  if (request.to !== undefined) query.set('to', String(request.to));
  if (request.sort !== 'relevance') query.set('sort', request.sort);
  const text = query.toString();
  return text && `?${text}`;
}

/** Whether nothing is asked for. */
export function isIdle(request: SearchRequest): boolean {
  return writeRequest({ ...request, sort: 'relevance' }) === '';
}
