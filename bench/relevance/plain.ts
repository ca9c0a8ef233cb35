/** Plain Pagefind over the pages of a built site, with its default interface. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { close, createIndex } from 'pagefind';
import { parseQuery } from '../../src/domain/search/query.ts';
import type { Ask } from './ranking.ts';

/** A way to index a site. */
export interface Configuration {
  readonly name: string;
  /** As Pagefind's command line would have it. */
  readonly options: string;
  readonly rootSelector?: string;
  readonly glob?: string;
  /** Passages and quotations are marked for Pagefind, which the pages do not do: no baseline, but what marks alone would bring. */
  readonly isMarked?: boolean;
}

const entries = '{articles,quotes,people,organizations,places,works}/*/**/*.html';

export const configurations: readonly Configuration[] = [
  { name: 'whole site', options: 'none' },
  { name: 'main', options: '--root-selector main', rootSelector: 'main' },
  { name: 'entries', options: `--root-selector main --glob "${entries}"`, rootSelector: 'main', glob: entries },
  { name: 'articles', options: '--root-selector main --glob "articles/*/*.html"', rootSelector: 'main', glob: 'articles/*/*.html' },
  { name: 'marked', options: 'those of entries; passages and quotations marked', rootSelector: 'main', glob: entries, isMarked: true },
];

interface SubResult {
  readonly url: string;
  readonly locations: readonly unknown[];
}

interface Page {
  readonly url: string;
  readonly sub_results: readonly SubResult[];
}

interface PagefindModule {
  createInstance(options: { noWorker: boolean; basePath: string; baseUrl: string }): {
    init(): Promise<void>;
    search(query: string): Promise<{ results: readonly { data(): Promise<Page> }[] }>;
  };
}

/** Pages whose data is fetched; the measurement looks at ten lines. */
const pageLimit = 60;

/** Indexes the site into a folder and opens the index. It answers with each page and, below it, the sections that the interface lists. */
export async function openPagefind(site: string, folder: string, configuration: Configuration): Promise<Ask> {
  const { rootSelector, glob, isMarked } = configuration;
  const { index, errors } = await createIndex({ ...(rootSelector && { rootSelector }) });
  if (!index) throw new Error(`Pagefind could not begin: ${errors.join('; ')}`);
  const added = isMarked
    ? globSync(glob ?? '', { cwd: site }).map((file) =>
        index.addHTMLFile({ sourcePath: file, content: markPlaces(readFileSync(path.join(site, file), 'utf8')) }),
      )
    : [index.addDirectory({ path: site, ...(glob && { glob }) })];
  const answers = [...(await Promise.all(added)), await index.writeFiles({ outputPath: folder })];
  await close();
  const faults = answers.flatMap((answer) => answer.errors);
  if (faults.length > 0) throw new Error(`Pagefind could not index ${site}: ${faults.join('; ')}`);

  const { createInstance } = (await import(path.join(folder, 'pagefind.js'))) as PagefindModule;
  const instance = createInstance({ noWorker: true, basePath: `${folder}/`, baseUrl: '/' });
  await instance.init();
  return async (text) => {
    const { results } = await instance.search(text);
    const pages = await Promise.all(results.slice(0, pageLimit).map((result) => result.data()));
    return pages.flatMap((page) => [page.url, ...listSections(page)]).map((url) => url.replace(/^\//, ''));
  };
}

/** The page with each passage and quotation as a section of its own, which is what Pagefind makes of an id with such a title. */
function markPlaces(html: string): string {
  return html.replace(/(?<= id="([pq]-[^"]+)")/g, ' data-pagefind-title="$1"');
}

/**
 * The ways in which somebody who knows Pagefind might put a query to it: as it was typed; without field names, signs and what is to be
 * left out; the words to look for alone; a phrase alone, since Pagefind matches phrases only where the whole query is one.
 */
export function listWordings(text: string): string[] {
  const { terms, fields } = parseQuery(text);
  const asked = terms.filter(({ isExcluded }) => !isExcluded);
  const words = asked.map((term) => term.text).join(' ');
  const values = fields.map(({ value }) => value).join(' ');
  const phrases = asked.filter(({ kind }) => kind === 'phrase').map((term) => `"${term.text}"`);
  return [...new Set([text, `${values} ${words}`.trim(), words, ...phrases])].filter(Boolean);
}

/** The sections that `pagefind-ui.js` 1.6 lists below a page with `showSubResults`: the three with most places, in the page's order. */
function listSections({ url, sub_results: all }: Page): string[] {
  const sections = all[0]?.url === url ? all.slice(1) : all;
  const best = [...sections].sort((a, b) => b.locations.length - a.locations.length).slice(0, 3);
  return sections.filter((section) => best.includes(section)).map((section) => section.url);
}
