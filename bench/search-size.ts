/**
 * Measures what a first search costs on the wire, over a made-up archive: `node bench/search-size.ts [articles]`. Words, names and topics
 * are drawn as often as those of a language are (Zipf's law); mentions are drawn one by one, so that articles name more entities than
 * real ones do. A file counts as a static host sends it: compressed with gzip, but for Pagefind's own, which are compressed already.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { openEngine } from '../src/client/search/engine.ts';
import type { Article } from '../src/domain/article.ts';
import { parseDate } from '../src/domain/date.ts';
import type { Mention, Passage, Quote } from '../src/domain/passage.ts';
import { Registry } from '../src/domain/registry.ts';
import { readRequest } from '../src/domain/search/request.ts';
import { runSearch } from '../src/domain/search/search.ts';
import type { Sources } from '../src/domain/search/sources.ts';
import { beginSearchIndex } from '../src/integrations/search-index.ts';
import { articleSchema } from '../src/model/article.ts';
import { type Entity, entitySchema } from '../src/model/entity.ts';
import { createRandom } from './random.ts';

const size = Number(process.argv[2] ?? 10_000);
const vocabulary = 60_000;
/** Bytes that a first search may cost. */
const budget = 300_000;
/** Searches of a kind. */
const samples = 5;
/** Articles that the page shows at first (src/client/search/results.ts). */
const shownAtFirst = 10;

const random = createRandom(20141222);
const below = (limit: number) => Math.floor(random() * limit);
const between = (low: number, high: number) => low + below(high - low + 1);
const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;

/** Draws ranks below the limit: the first most often, after Zipf and Mandelbrot. */
function createDraw(limit: number): () => number {
  const sums: number[] = [];
  for (let rank = 0, sum = 0; rank < limit; rank++) {
    sum += 1 / (rank + 2.7);
    sums.push(sum);
  }
  return () => {
    const at = random() * (sums.at(-1) ?? 0);
    let low = 0;
    let high = limit - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** How often English has letters. */
const consonants = [...'ttttttttnnnnnnnssssssrrrrrrhhhhhhddddllllccccmmmwwwffggyypppbbvk'];
const vowels = [...'eeeeeeeeeeeeaaaaaaaaoooooooiiiiiiiuuu'];
const suffixes = ['', '', '', '', '', 's', 's', 'ed', 'ing', 'ly', 'er', 'ness', 'ation', 'al'];

function createStem(syllables: number): string {
  let stem = random() < 0.3 ? pick(vowels) : '';
  for (let at = 0; at < syllables; at++) stem += pick(consonants) + pick(vowels) + (random() < 0.4 ? pick(consonants) : '');
  return stem;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** By rank; frequent words are shorter, and many are forms of one stem. */
function createLexicon(): string[] {
  const words = new Set<string>();
  const stems: string[] = [];
  while (words.size < vocabulary) {
    const syllables = words.size < 60 ? 1 : words.size < 3000 ? between(1, 2) : between(2, 3);
    const stem = random() < 0.45 && stems.length > 200 ? pick(stems) : createStem(syllables);
    stems.push(stem);
    words.add(stem + (words.size < 60 ? '' : pick(suffixes)));
  }
  return [...words];
}

const lexicon = createLexicon();
const drawRank = createDraw(vocabulary);
const drawWord = () => lexicon[drawRank()] ?? '';
/** Turns of phrase that many articles have. */
const phrases = Array.from({ length: 300 }, () => Array.from({ length: 3 }, () => lexicon[between(100, 4000)] ?? ''));

const firstNames = Array.from({ length: 250 }, () => capital(createStem(2)));
const lastNames = Array.from({ length: 900 }, () => capital(createStem(2)));
const fields = Array.from({ length: 40 }, () => createStem(3));
const kinds = Array.from({ length: 30 }, () => createStem(2));
const counts = { person: 1000, organization: 400, place: 500, work: 100 };

const ids = new Set<string>();
/** The name, as authors make ids; a second one of the name gets a number. */
function createId(name: string): string {
  const id = ids.has(name) ? `${name}-${ids.size}` : name;
  ids.add(id);
  return id;
}

function createEntity(type: keyof typeof counts): Entity {
  const [first, last] = [pick(firstNames), pick(lastNames)];
  const isPerson = type === 'person';
  const aliases = isPerson ? [`Mr. ${last}`, `${first.charAt(0)}. ${last}`] : [`the ${last}`, `${capital(createStem(1))}${first}`];
  return entitySchema.parse({
    type,
    id: createId(`${first}-${last}`.toLowerCase()),
    name: `${first} ${last}`,
    aliases: aliases.slice(0, between(1, 2)),
    description: `${first} ${last}.`,
    ...(isPerson
      ? { sortName: `${last}, ${first}`, role: `${pick(['minister', 'head', 'speaker', 'teacher', 'student'])} of ${pick(fields)}` }
      : { kind: pick(kinds) }),
  });
}

function createRegistry(): Registry {
  const entities = (Object.keys(counts) as (keyof typeof counts)[]).flatMap((type) =>
    Array.from({ length: counts[type] }, () => createEntity(type)),
  );
  return new Registry(entities);
}

const registry = createRegistry();
/** In an order of which the first are named most. */
const named = [...registry.entities]
  .map((entity) => ({ entity, at: random() }))
  .sort((a, b) => a.at - b.at)
  .map(({ entity }) => entity);
const people = named.filter(({ type }) => type === 'person');
const publications = named.filter(({ type }) => type === 'organization').slice(0, 12);
const topics = Array.from({ length: 120 }, () => capital(createStem(3)));
const [drawEntity, drawPerson, drawTopic, drawPublication] = [named.length, people.length, topics.length, publications.length].map(
  createDraw,
) as [() => number, () => number, () => number, () => number];

const createAnchor = (prefix: string) => prefix + Array.from({ length: 5 }, () => pick([...'0123456789abcdefghjkmnpqrstvwxyz'])).join('');

function createPassage(number: number, isQuoted: boolean): Passage {
  const words: string[] = [];
  const marks = new Map<number, Entity>();
  const length = between(25, 70);
  const names = pick([1, 2, 2, 3]);
  while (words.length < length) words.push(drawWord());
  if (random() < 0.1) words.splice(below(length), 0, ...pick(phrases));
  for (let at = 0; at < names; at++) marks.set(below(words.length), named[drawEntity()] as Entity);
  const [from, to] = isQuoted ? [below(length - 20), 0] : [-1, -1];
  const end = isQuoted ? Math.min(length - 1, from + between(6, 30)) : to;
  const mentions: Mention[] = [];
  let text = '';
  let start = 0;
  let stop = 0;
  let isFirst = true;
  for (const [at, word] of words.entries()) {
    if (at > 0) text += ' ';
    if (at === from) {
      text += '“';
      start = text.length;
    }
    const entity = marks.get(at);
    if (entity) {
      const name = random() < 0.7 ? entity.name : String(pick(entity.aliases));
      mentions.push({ start: text.length, end: text.length + name.length, entity: entity.id, origin: 'found' });
      text += name;
    } else text += isFirst ? capital(word) : word;
    isFirst = random() < 0.06;
    if (isFirst) text += '.';
    else if (random() < 0.06) text += ',';
    if (at === end) {
      stop = text.length;
      text += '”';
    }
  }
  const quote: Quote = { anchor: createAnchor('q-'), start, end: stop, words: text.slice(start, stop), by: people[drawPerson()]?.id ?? '' };
  return { anchor: createAnchor('p-'), kind: 'paragraph', number, text, line: number, quotes: isQuoted ? [quote] : [], mentions };
}

function createArticle(index: number): Article {
  const published = new Date(Date.UTC(1975, 0, 1 + below(40 * 365))).toISOString().slice(0, 10);
  const title = capital(Array.from({ length: between(6, 10) }, drawWord).join(' '));
  const length = between(12, 18);
  const passages = Array.from({ length }, (_, at) => createPassage(at + 1, random() < 6 / length));
  const metadata = articleSchema.parse({
    title,
    publication: publications[drawPublication()]?.id,
    published,
    language: 'en',
    rights: { status: 'public-domain', text: 'full' },
    topics: [...new Set(Array.from({ length: between(2, 3) }, () => topics[drawTopic()]))],
    events: Array.from({ length: 6 }, (_, at) => ({
      id: `event-${index}-${at}`,
      date: published,
      title: capital(Array.from({ length: between(6, 12) }, drawWord).join(' ')),
      passages: [between(1, length)],
    })),
  });
  return {
    slug: `${published}-${title.toLowerCase().replaceAll(' ', '-')}`,
    metadata,
    published: parseDate(published),
    passages,
    blocks: [],
  };
}

const columns = ['pagefind.js', 'wasm', 'meta', 'chunks', 'core', 'names', 'entities', 'places', 'text'] as const;
type Column = (typeof columns)[number];

function columnOf(file: string): Column {
  if (file.endsWith('.js')) return 'pagefind.js';
  if (file.endsWith('.pagefind')) return 'wasm';
  if (file.endsWith('.pf_index')) return 'chunks';
  return columns.find((column) => file.includes(`/search/${column}`)) ?? 'meta';
}

/** Bytes that a host sends for a file. */
function measure(file: string): number {
  const content = readFileSync(file);
  return /\.pf_\w+$|\.pagefind$/.test(file) ? content.length : Math.min(content.length, gzipSync(content).length);
}

/** Opens the index as a browser does that has nothing of it, and counts what is fetched from then on. */
async function openCold(out: string): Promise<{ sources: Sources; fetched: Set<string> }> {
  const fetched = new Set<string>();
  globalThis.fetch = async (input) => {
    const file = String(input).replace(/\?.*/, '');
    fetched.add(file);
    return new Response(readFileSync(file));
  };
  const load = (address: string) => {
    fetched.add(address);
    return import(pathToFileURL(address).href);
  };
  return { sources: await openEngine({ base: `${out}/`, load }), fetched };
}

/** Words of which the number of articles is nearest to what is wanted. */
async function findWords(wanted: number, { lookUp }: Sources): Promise<string[]> {
  const likely = lexicon.filter((word, rank) => word.length > 4 && articlesAt(rank) < wanted * 1.5 && articlesAt(rank) > wanted / 4);
  const tried = likely.length > 60 ? Array.from({ length: 60 }, () => pick(likely)) : likely;
  const measured = await Promise.all(
    [...new Set(tried)].map(async (word) => ({ word, distance: Math.abs((await lookUp(word)).positions.size - wanted) })),
  );
  return measured
    .sort((a, b) => a.distance - b.distance)
    .slice(0, samples)
    .map(({ word }) => word);
}

/** What a first search fetches for its first screen: the index, the articles shown at first and the counts of the lists. */
async function measureSearch(query: Readonly<Record<string, string>>) {
  const { sources, fetched } = await openCold(out);
  const started = performance.now();
  const outcome = await runSearch(readRequest(new URLSearchParams(query)), sources);
  const first = outcome.articles.slice(0, shownAtFirst);
  await Promise.all(first.map(async (article) => [await sources.text(article.id), article.found ?? (await outcome.look(article))]));
  const facets = await outcome.facets();
  const milliseconds = performance.now() - started;
  const bytes = new Map<Column, number>();
  for (const file of fetched) bytes.set(columnOf(file), (bytes.get(columnOf(file)) ?? 0) + measure(file));
  return {
    articles: outcome.articles.length,
    bytes,
    total: [...bytes.values()].reduce((sum, own) => sum + own, 0),
    files: fetched.size,
    milliseconds,
    isCounted: outcome.counts !== undefined,
    lists: facets.values.size,
  };
}

/** About how many articles have the word of a rank, once at least. */
function articlesAt(rank: number): number {
  const words = 800;
  const share = 1 / (rank + 2.7) / Math.log(vocabulary / 2.7);
  return size * (1 - Math.exp(-words * share));
}

/** The most memory that a process of ours has had, in MB; Linux only. */
function peakOf(pid: number | string): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function listChildren(): string[] {
  try {
    return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}

const articles = Array.from({ length: size }, (_, index) => createArticle(index));
const before = peakOf('self');
const out = mkdtempSync(path.join(os.tmpdir(), 'pincite-search-size-'));
try {
  let child = 0;
  const watch = setInterval(() => {
    child = Math.max(child, ...listChildren().map(peakOf));
  }, 100);
  const began = performance.now();
  const written = await beginSearchIndex({ articles, registry }).write(out);
  clearInterval(watch);
  console.log(`${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), Node ${process.version}, ${os.platform()} ${os.arch()}`);
  console.log(
    written,
    `indexed in ${((performance.now() - began) / 1000).toFixed(1)} s; MB at most: ${before} before, ${peakOf('self')} here, ${child} in Pagefind`,
  );
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const totals = new Map<string, { files: number; kB: number; largest: number }>();
  for (const { parentPath, name } of files) {
    const file = path.join(parentPath, name);
    const total = totals.get(columnOf(file)) ?? { files: 0, kB: 0, largest: 0 };
    const bytes = measure(file) / 1000;
    totals.set(columnOf(file), { files: total.files + 1, kB: total.kB + bytes, largest: Math.max(total.largest, bytes) });
  }
  console.table(
    Object.fromEntries(
      [...totals].map(([column, { files, kB, largest }]) => [column, { files, kB: Math.round(kB), largest: Number(largest.toFixed(1)) }]),
    ),
  );

  const { sources } = await openCold(out);
  const [rare, middling, common] = [
    await findWords(10, sources),
    await findWords(size * 0.03, sources),
    await findWords(size / 2, sources),
  ];
  const speakers = people.slice(8, 8 + samples);
  const bodies = named.filter(({ type, aliases }) => type === 'organization' && aliases.length > 1).slice(8, 8 + samples);
  const turns = phrases.slice(0, samples).map((words) => words.join(' '));
  const years = { from: '1990', to: '1994' };
  const queries: Record<string, Record<string, string>[]> = {
    'a rare word': rare.map((q) => ({ q })),
    'a middling word': middling.map((q) => ({ q })),
    'a common word': common.map((q) => ({ q })),
    'two words': middling.map((word, at) => ({ q: `${word} ${common[at]}` })),
    'a phrase': turns.map((turn) => ({ q: `"${turn}"` })),
    'its words': turns.map((q) => ({ q })),
    'a name by an alias': bodies.map(({ aliases }) => ({ q: String(aliases[1]) })),
    'a name with “Mr.”': speakers.map(({ aliases }) => ({ q: String(aliases[0]) })),
    'a rare name': people.slice(600, 600 + samples).map(({ name: q }) => ({ q })),
    'a speaker and a word': speakers.map(({ name }, at) => ({ q: `speaker:"${name}" ${middling[at]}` })),
    'a word and years': middling.map((q) => ({ q, ...years })),
    'a common word and years': common.map((q) => ({ q, ...years })),
    'a person chosen': speakers.map(({ id }) => ({ person: id })),
    'years chosen': [years],
  };
  const rows: Record<string, Record<string, string | number>> = {};
  for (const [name, own] of Object.entries(queries)) {
    const measured: Awaited<ReturnType<typeof measureSearch>>[] = [];
    for (const query of own) measured.push(await measureSearch(query));
    const mean = (numbers: readonly number[]) => Number((numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toFixed(1));
    const most = Math.max(...measured.map(({ total }) => total));
    rows[name] = {
      articles: Math.round(mean(measured.map(({ articles }) => articles))),
      ...Object.fromEntries(columns.map((column) => [column, mean(measured.map(({ bytes }) => (bytes.get(column) ?? 0) / 1000))])),
      'in all': mean(measured.map(({ total }) => total / 1000)),
      most: Math.ceil(most / 1000),
      over: most > budget ? '!' : '',
      files: Math.round(mean(measured.map(({ files }) => files))),
      ms: Math.round(mean(measured.map(({ milliseconds }) => milliseconds))),
      counted: measured.filter(({ isCounted }) => isCounted).length,
      lists: Math.round(mean(measured.map(({ lists }) => lists))),
    };
  }
  console.log(`kB of a first search, the mean of ${samples} and the most; of how many the passages are counted; lists to narrow it by`);
  console.table(rows);
} finally {
  rmSync(out, { recursive: true, force: true });
}
