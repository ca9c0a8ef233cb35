/** What the ranks of both searches come to, and how it is told. */
import { configurations } from './plain.ts';
import { classes, queries } from './queries.ts';
import { type Level, type Measures, measure } from './ranking.ts';

/** Ranks of the first right answer, by the query's id. */
export type Ranks = ReadonlyMap<string, number | undefined>;

interface Row {
  readonly class: string;
  readonly pincite: Measures;
  readonly pagefind: Measures;
}

/** A query with the ranks of both. */
interface Pair {
  readonly id: string;
  readonly text: string;
  readonly pincite?: number;
  readonly pagefind?: number;
}

export interface Comparison {
  readonly level: Level;
  /** What plain Pagefind indexes where it does best. */
  readonly baseline: string;
  /** A row for each class, and one for all. */
  readonly rows: readonly Row[];
  readonly configurations: readonly (Measures & { readonly name: string })[];
  /** Queries that Pagefind answers nearer to the top. */
  readonly behind: readonly Pair[];
  /** Other queries that ours does not answer in the first line. */
  readonly missed: readonly Pair[];
}

/** Compares at one level; `plain` has Pagefind's ranks by configuration. The baseline is its best on the pages as they are. */
export function compare(level: Level, ours: Ranks, plain: ReadonlyMap<string, Ranks>): Comparison {
  const all = configurations.map(({ name, isMarked }) => {
    const ranks: Ranks = plain.get(name) ?? new Map();
    return { name, isMarked, ranks, whole: measure(queries.map(({ id }) => ranks.get(id))) };
  });
  const baseline = all.filter(({ isMarked }) => !isMarked).reduce((best, one) => (one.whole.mrr > best.whole.mrr ? one : best));
  const rows = [...classes, 'all'].map((name): Row => {
    const own = queries.filter((query) => name === 'all' || query.class === name);
    const measures = (ranks: Ranks) => measure(own.map(({ id }) => ranks.get(id)));
    return { class: name, pincite: measures(ours), pagefind: measures(baseline.ranks) };
  });
  const pairs = queries.map(({ id, text }): Pair => ({ id, text, pincite: ours.get(id), pagefind: baseline.ranks.get(id) }));
  const isBehind = ({ pincite = Number.POSITIVE_INFINITY, pagefind = Number.POSITIVE_INFINITY }: Pair) => pincite > pagefind;
  return {
    level,
    baseline: baseline.name,
    rows,
    configurations: all.map(({ name, whole }) => ({ name, ...whole })),
    behind: pairs.filter(isBehind),
    missed: pairs.filter((pair) => pair.pincite !== 1 && !isBehind(pair)),
  };
}

/** The comparison as Markdown. */
export function formatComparison({ level, baseline, rows, configurations: ways, behind, missed }: Comparison): string {
  const head = ['success@1', 'success@5', 'MRR'];
  const cells = ({ success1, success5, mrr }: Measures) => [success1, success5, mrr].map((value) => value.toFixed(2));
  const list = (pairs: readonly Pair[]) =>
    pairs.map(({ id, text, pincite = '–', pagefind = '–' }) => `- ${id} \`${text}\`: ours ${pincite}, Pagefind ${pagefind}`);
  return [
    `### The right ${level}`,
    formatTable([
      ['class', 'queries', ...head.map((name) => `ours: ${name}`), ...head.map((name) => `Pagefind: ${name}`)],
      ...rows.map((row) => [row.class, String(row.pincite.queries), ...cells(row.pincite), ...cells(row.pagefind)]),
    ]),
    `Pagefind by what it indexes; above stands “${baseline}”:`,
    formatTable([['pages', ...head], ...ways.map((one) => [one.name, ...cells(one)])]),
    ['Ranks where Pagefind is ahead:', ...(behind.length > 0 ? list(behind) : ['- none'])].join('\n'),
    ['Ranks where ours is not first and Pagefind not ahead:', ...(missed.length > 0 ? list(missed) : ['- none'])].join('\n'),
  ].join('\n\n');
}

/** All columns but the first are numbers. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [head, rule, ...body].map(line).join('\n');
}
