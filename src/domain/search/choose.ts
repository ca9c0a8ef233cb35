/** A search with something chosen, or no longer. */
import type { Span } from '../text.ts';
import type { FacetName, SearchRequest } from './request.ts';

/** With a value chosen, or no longer. */
export function withChoice(request: SearchRequest, facet: FacetName, value: string, isChosen: boolean): SearchRequest {
  const others = request.chosen[facet].filter((one) => one !== value);
  return { ...request, chosen: { ...request.chosen, [facet]: isChosen ? [...others, value] : others } };
}

/** With other years, or with none. */
export function withYears({ from: _from, to: _to, ...request }: SearchRequest, from?: number, to?: number): SearchRequest {
  return { ...request, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** The query without the clause at the span; used where a reader takes a filter away. */
export function withoutClause(text: string, { start, end }: Span): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}
