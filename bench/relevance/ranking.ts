/** At which place of a list the first right answer stands, and what many such ranks come to. */
import type { Site } from './site.ts';

/** Answers a query with addresses without a base, in the order in which they stand on the page. */
export type Ask = (text: string) => Promise<string[]>;

/** `place`: the very passage, quotation, event or entity; `article`: the right article or entity, wherever in it. */
export type Level = 'place' | 'article';
export const levels: readonly Level[] = ['place', 'article'];

/** Lines that are looked at. */
const depth = 10;

/**
 * The rank of the first judged answer, from 1; undefined where none is among the first ten lines. A line that leads where an earlier
 * one led counts no rank, nor does the heading of an article where places are asked for, nor an entity where none is judged to be an
 * answer: ours shows those above the list.
 */
export function rankOf(addresses: readonly string[], relevant: readonly string[], level: Level, site: Site): number | undefined {
  const keyOf = (address: string) => site.targetOf(address)[level === 'place' ? 'place' : 'page'];
  const right = new Set(level === 'place' ? relevant.flatMap((address) => site.equalsOf(keyOf(address) ?? '')) : relevant.map(keyOf));
  const hasEntity = relevant.some(isEntity);
  const lines = [...new Set(addresses.filter((address) => hasEntity || !isEntity(address)).map(keyOf))].filter(Boolean);
  const at = lines.slice(0, depth).findIndex((line) => right.has(line));
  return at < 0 ? undefined : at + 1;
}

function isEntity(address: string): boolean {
  return /^(?:people|organizations|places|works)\/[^/]+\//.test(address);
}

/** What the ranks of some queries come to: shares from 0 to 1. */
export interface Measures {
  readonly queries: number;
  /** Share of queries that are answered by the first line. */
  readonly success1: number;
  /** Share of queries that are answered within the first five lines. */
  readonly success5: number;
  /** Mean reciprocal rank; 0 for what is not among the first ten lines. */
  readonly mrr: number;
}

export function measure(ranks: readonly (number | undefined)[]): Measures {
  const mean = (value: (rank: number) => number) =>
    ranks.reduce<number>((sum, rank) => sum + (rank === undefined ? 0 : value(rank)), 0) / ranks.length;
  return {
    queries: ranks.length,
    success1: mean((rank) => Number(rank === 1)),
    success5: mean((rank) => Number(rank <= 5)),
    mrr: mean((rank) => 1 / rank),
  };
}
