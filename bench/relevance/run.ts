/**
 * Measures how well the archive's search finds what is judged to be right, against plain Pagefind on the same pages:
 * `node bench/relevance/run.ts [--json] [--fixture=<built site>] [--real=<built site>]`. Sites that are not given are built.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite, fixtureContent, realContent } from '../../tests/support/build.ts';
import { openPincite } from './pincite.ts';
import { configurations, listWordings, openPagefind } from './plain.ts';
import { type ArchiveName, findFaults, queries } from './queries.ts';
import { type Ask, type Level, levels, rankOf } from './ranking.ts';
import { compare, formatComparison, type Ranks } from './report.ts';
import { Site } from './site.ts';

type ByArchive<Value> = Readonly<Record<ArchiveName, Value>>;

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, fixture: { type: 'string' }, real: { type: 'string' } },
});
const temporary = mkdtempSync(path.join(os.tmpdir(), 'pincite-relevance-'));
try {
  await run();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const sites: ByArchive<Site> = {
    fixture: new Site(path.resolve(options.fixture ?? (await build('fixture', fixtureContent)))),
    real: new Site(path.resolve(options.real ?? (await build('real', realContent)))),
  };
  const faults = findFaults((archive, address) => sites[archive].has(address));
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exitCode = 1;
    return;
  }
  readFilesForFetch();
  const ours = await askAll(await openAll(({ folder }) => openPincite(folder)), (text) => [text]);
  const plain = new Map<string, Record<Level, Ranks>>();
  for (const configuration of configurations) {
    const open = ({ folder }: Site, name: string) => openPagefind(folder, path.join(temporary, configuration.name, name), configuration);
    plain.set(configuration.name, await askAll(await openAll(open), listWordings));
  }
  const comparisons = levels.map((level) => compare(level, ours[level], new Map([...plain].map(([name, ranks]) => [name, ranks[level]]))));
  console.log(options.json ? JSON.stringify(comparisons, undefined, 2) : comparisons.map(formatComparison).join('\n\n'));

  async function openAll(open: (site: Site, name: string) => Promise<Ask>): Promise<ByArchive<Ask>> {
    return { fixture: await open(sites.fixture, 'fixture'), real: await open(sites.real, 'real') };
  }

  /** The rank of each query at each level, the best of its wordings. */
  async function askAll(asks: ByArchive<Ask>, wordings: (text: string) => readonly string[]): Promise<Record<Level, Ranks>> {
    const ranks = { place: new Map<string, number | undefined>(), article: new Map<string, number | undefined>() };
    for (const { id, archive, text, relevant } of queries) {
      const lists: string[][] = [];
      for (const wording of wordings(text)) lists.push(await asks[archive](wording));
      for (const level of levels) {
        const best = Math.min(...lists.map((list) => rankOf(list, relevant, level, sites[archive]) ?? Number.POSITIVE_INFINITY));
        ranks[level].set(id, Number.isFinite(best) ? best : undefined);
      }
    }
    return ranks;
  }
}

async function build(name: string, content: string): Promise<string> {
  const out = path.join(temporary, name);
  const { code, output } = await buildSite(content, out);
  if (code !== 0) throw new Error(`the site of ${content} could not be built:\n${output}`);
  return out;
}

/** Both searches fetch their files by path. */
function readFilesForFetch(): void {
  globalThis.fetch = async (address) => {
    try {
      return new Response(readFileSync(String(address).replace(/\?.*$/, '')));
    } catch {
      return new Response('', { status: 404 });
    }
  };
}
