/** The full-text index: every passage, quote and event of every readable article, and what the search page reads beside it. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { checksumOf } from '../domain/search/catalogue.ts';
import { listDocuments, listFiles } from '../domain/search/holdings.ts';
import type { ArchiveReading } from '../files/archive.ts';

export interface IndexCounts {
  readonly articles: number;
  readonly passages: number;
  readonly quotes: number;
}

/** What Pagefind was given; it indexes in a process of its own while the pages are rendered. */
export interface SearchIndexing {
  /** Writes the index to `<out>/pagefind/` and `<out>/search/`. Throws with Pagefind's own words when it fails. */
  readonly write: (out: string) => Promise<IndexCounts>;
}

/** Begins to index the archive. What fails is thrown by `write`. */
export function beginSearchIndex(archive: Pick<ArchiveReading, 'articles' | 'registry'>): SearchIndexing {
  const begun = indexArticles(archive);
  // Whoever waits for `write` is told; until then nobody listens.
  begun.catch(() => {});
  return {
    write: async (out) => {
      const folder = path.join(out, 'pagefind');
      const beside = path.join(out, 'search');
      try {
        const index = await begun;
        // The page of the search lies in the folder, too, and stays.
        for (const own of [folder, ...['entities', 'places', 'text'].map((name) => path.join(beside, name))])
          rmSync(own, { recursive: true, force: true });
        // Where it cannot write, Pagefind ends without a word to whoever waits for it; so it is found out before.
        for (const own of [folder, beside]) mkdirSync(own, { recursive: true });
        const written = await index.writeFiles({ outputPath: folder });
        if (written.errors.length > 0) throw new Error(`Pagefind could not write its index: ${written.errors.join('; ')}`);
      } finally {
        await close();
      }
      const ids = renumber(folder);
      removeUnused(folder);
      writeFiles(beside, listFiles(archive.articles, archive.registry, ids));
      const passages = archive.articles.filter(({ slug }) => ids.has(slug)).flatMap((article) => article.passages);
      return { articles: ids.size, passages: passages.length, quotes: passages.reduce((sum, { quotes }) => sum + quotes.length, 0) };
    },
  };
}

/** One index for all languages: what forms of words have in common is in what it is given, so it needs no rules of its own. */
async function indexArticles({ articles }: Pick<ArchiveReading, 'articles'>): Promise<PagefindIndex> {
  const documents = await listDocuments(articles);
  const { index, errors } = await createIndex({ forceLanguage: 'unknown' });
  if (!index) throw new Error(`Pagefind could not begin an index: ${errors.join('; ')}`);
  for (const { slug, content } of documents) {
    const added = await index.addCustomRecord({ url: `/${slug}`, content, language: 'unknown' });
    if (added.errors.length > 0) throw new Error(`Pagefind could not index ${slug}: ${added.errors.join('; ')}`);
  }
  return index;
}

/** Under which id Pagefind has each article: its fragments are named by id and hold the address. */
function readIds(folder: string): [id: string, slug: string][] {
  return listFragments(folder).map((file) => {
    const fragment = gunzipSync(readFileSync(path.join(folder, 'fragment', file)));
    const { url } = JSON.parse(fragment.subarray(signature.length).toString('utf8')) as { url: string };
    return [file.replace(/\.pf_fragment$/, ''), url.slice(1)];
  });
}

/**
 * Gives numbers to the articles and to the parts of the index. Pagefind names them by checksums, which do not compress and would be more
 * than half of what a large index is opened with. The numbers are hexadecimal and begin where the checksums tell, so that two editions of
 * the archive have others. Returns the articles' ids by slug.
 */
function renumber(folder: string): Map<string, string> {
  const slugs = new Map(readIds(folder));
  const parts = new Set(readdirSync(path.join(folder, 'index')).map((file) => path.parse(file).name));
  const names = new Map<string, string>();
  let next = 0x10000 + (Number.parseInt(checksumOf(slugs.keys()), 36) % 0x80000);
  const file = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.pf_meta')) ?? '');
  const meta = gunzipSync(readFileSync(file)).toString('latin1');
  // A text in CBOR (RFC 8949) begins with 0x60 and its length.
  const renumbered = meta.replace(/[\x60-\x77](unknown_[0-9a-f]+)/g, (whole, old: string) => {
    if (!slugs.has(old) && !parts.has(old)) return whole;
    const name = (next++).toString(16);
    names.set(old, name);
    return String.fromCharCode(0x60 + name.length) + name;
  });
  if (names.size !== slugs.size + parts.size) throw new Error('Pagefind does not name articles in the way in which its version 1.6 does');
  writeFileSync(file, gzipSync(Buffer.from(renumbered, 'latin1'), { level: 9 }));
  for (const part of parts) {
    renameSync(path.join(folder, 'index', `${part}.pf_index`), path.join(folder, 'index', `${names.get(part)}.pf_index`));
  }
  return new Map([...slugs].map(([old, slug]) => [slug, names.get(old) ?? '']));
}

/** With which Pagefind's decompressed files begin. */
const signature = 'pagefind_dcd';

function listFragments(folder: string): string[] {
  return readdirSync(path.join(folder, 'fragment')).sort();
}

/** The site has a page and texts of its own: Pagefind's interfaces, its worker and its copies of the texts are not used. */
function removeUnused(folder: string): void {
  rmSync(path.join(folder, 'fragment'), { recursive: true });
  for (const file of readdirSync(folder)) {
    if (/^pagefind-(?:ui|modular-ui|component-ui|highlight|worker)\b/.test(file)) rmSync(path.join(folder, file));
  }
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}
