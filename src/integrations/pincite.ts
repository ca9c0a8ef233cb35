/** What Pincite adds to an Astro build: where the content is, its pictures, and the search index after the pages. */
import { copyFileSync, createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { type Article, isReadable } from '../domain/article.ts';
import type { CardText } from '../domain/card.ts';
import { Permalinks } from '../domain/permalink.ts';
import { listQuotations } from '../domain/quotation.ts';
import { chooseCards } from '../domain/quote-cards.ts';
import { type ArchiveReading, readArchive } from '../files/archive.ts';
import { type CardReport, drawCards } from './cards.ts';
import { writeCopies } from './copies.ts';
import { beginSearchIndex, type SearchIndexing } from './search-index.ts';

export interface PinciteOptions {
  /** Absolute path of the folder that holds the archive's content. */
  readonly folder: string;
}

export function pincite({ folder }: PinciteOptions): AstroIntegration {
  const figures = path.join(folder, 'figures');
  let base = '/';
  let cache = '';
  let begun: { readonly archive: ArchiveReading; readonly indexing: SearchIndexing | undefined } | undefined;
  /** The archive as the site shows it, and Pagefind at work on it. One with errors is not indexed: its build stops. */
  const begin = () => {
    const archive = readArchive({ folder, base });
    const hasErrors = archive.issues.some(({ severity }) => severity === 'error');
    return { archive, indexing: hasErrors ? undefined : beginSearchIndex(archive) };
  };
  return {
    name: 'pincite',
    hooks: {
      'astro:config:setup': ({ updateConfig, config, command }) => {
        base = config.base;
        cache = path.join(fileURLToPath(config.cacheDir), 'cards');
        updateConfig({
          vite: {
            plugins: [optionsModule({ folder, base, isDevelopment: command === 'dev' }), plainImports()],
            server: { fs: { allow: [folder, process.cwd()] } },
          },
        });
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const name = figureName(request.url ?? '', base);
          const file = name && path.join(figures, name);
          if (!file?.startsWith(figures + path.sep) || !existsSync(file) || !statSync(file).isFile()) return next();
          createReadStream(file).pipe(response);
        });
      },
      // Pagefind indexes in a process of its own while the pages are rendered.
      'astro:build:start': () => {
        begun = begin();
      },
      'astro:build:done': async ({ dir, logger }) => {
        const out = fileURLToPath(dir);
        const { archive, indexing } = begun ?? begin();
        if (!indexing) throw new Error('the archive has errors, and was not indexed');
        copyPictures(archive.articles, figures, path.join(out, 'figures'));
        const { settings, registry } = archive;
        if (!settings) throw new Error('the archive’s settings were not loaded');
        const quotations = listQuotations(archive.articles);
        const cards = chooseCards(quotations, settings, registry);
        writeCopies(quotations, { settings, registry, cards, permalinks: new Permalinks(settings.address, base) }, out);
        logger.info(describeCards(await drawQuoteCards(cards, out, cache)));
        const started = performance.now();
        const { articles, passages, quotes } = await indexing.write(out);
        const waited = Math.round(performance.now() - started);
        logger.info(`search index: ${passages} passages and ${quotes} quotes of ${articles} articles; ${waited} ms after the pages`);
      },
    },
  };
}

/** Draws the cards, each beside its quotation's page. */
function drawQuoteCards(cards: ReadonlyMap<string, CardText>, out: string, cache: string): Promise<CardReport> {
  const files = [...cards].map(([key, card]) => ({ ...card, file: path.join('quotes', ...key.split('#'), 'card.png') }));
  return drawCards(files, { out, cache });
}

function describeCards({ drawn, kept, milliseconds }: CardReport): string {
  return `cards of quotations: ${drawn} drawn, ${kept} kept from an earlier build, in ${Math.round(milliseconds)} ms`;
}

/** Copies the pictures that a readable article shows; those of withdrawn articles stay at home. */
function copyPictures(articles: readonly Article[], from: string, to: string): void {
  for (const { metadata } of articles.filter(isReadable)) {
    for (const { src } of metadata.figures) {
      if (src === undefined) continue;
      mkdirSync(path.dirname(path.join(to, src)), { recursive: true });
      copyFileSync(path.join(from, src), path.join(to, src));
    }
  }
}

function figureName(url: string, base: string): string | undefined {
  const prefix = `${base.replace(/\/$/, '')}/figures/`;
  const { pathname } = new URL(url, 'http://localhost');
  return pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : undefined;
}

/** `pincite:options`, by which the content configuration and the site learn what was configured. */
function optionsModule(options: Readonly<Record<string, string | boolean>>) {
  const name = 'pincite:options';
  const code = Object.entries(options).map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};`);
  return {
    name: 'pincite-options',
    resolveId: (id: string) => (id === name ? `\0${name}` : undefined),
    load: (id: string) => (id === `\0${name}` ? code.join('\n') : undefined),
  };
}

/**
 * Lets scripts that are fetched on demand be fetched plainly. Vite's helper would look for styles that they need, and carry a list of what
 * they import (https://vite.dev/guide/features#async-chunk-loading-optimization); here they need no styles, and every page would pay.
 */
function plainImports() {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'pincite-plain-imports',
    enforce: 'pre' as const,
    load: (id: string) => (id === helper ? 'export const __vitePreload = (load) => load();' : undefined),
    generateBundle: {
      order: 'post' as const,
      handler(_: unknown, bundle: Readonly<Record<string, { readonly type: string; code?: string }>>) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === 'chunk')
            chunk.code = chunk.code?.replace(/^const __vite__mapDeps=.*\n/, '').replace(/,__vite__mapDeps\(\[[\d,]*\]\)/g, '');
        }
      },
    },
  };
}
