/** The full-text index: every passage and every quote of every readable article, each under its own address. */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { close, createIndex } from 'pagefind';
import { type Article, isReadable } from '../domain/article.ts';
import { passageLabel } from '../domain/passage.ts';
import { sortArticles } from '../domain/quotation.ts';
import type { Registry } from '../domain/registry.ts';
import { escapeAttribute } from '../domain/text.ts';
import type { ArchiveReading } from '../files/archive.ts';

export interface IndexCounts {
  readonly passages: number;
  readonly quotes: number;
}

/** Writes the index to `<out>/pagefind/`. Throws with Pagefind's own words when it fails. */
export async function writeSearchIndex(archive: ArchiveReading, out: string): Promise<IndexCounts> {
  const language = (archive.settings?.language ?? 'en').split('-')[0];
  const { index, errors } = await createIndex({ forceLanguage: language });
  if (!index) throw new Error(`Pagefind could not begin an index: ${errors.join('; ')}`);
  let passages = 0;
  let quotes = 0;
  try {
    for (const article of sortArticles(archive.articles).filter(isReadable)) {
      const added = await index.addHTMLFile({ url: `/articles/${article.slug}/`, content: searchDocument(article, archive.registry) });
      if (added.errors.length > 0) throw new Error(`Pagefind could not index ${article.slug}: ${added.errors.join('; ')}`);
      passages += article.passages.length;
      quotes += article.passages.reduce((sum, passage) => sum + passage.quotes.length, 0);
    }
    const written = await index.writeFiles({ outputPath: path.join(out, 'pagefind') });
    if (written.errors.length > 0) throw new Error(`Pagefind could not write its index: ${written.errors.join('; ')}`);
  } finally {
    await close();
  }
  removeInterfaces(path.join(out, 'pagefind'));
  return { passages, quotes };
}

/**
 * What Pagefind reads instead of the page: an element with an `id` and a title becomes a result of its own, and its text runs to the
 * next such element. On the page a quote stands inside its passage and would cut it in two; here the passage comes first, whole,
 * and its quotes follow.
 */
function searchDocument(article: Article, registry: Registry): string {
  const { metadata } = article;
  const name = (id: string) => registry.get(id)?.name ?? id;
  const meta = (key: string, value: string) => `<span data-pagefind-meta="${key}:${escapeAttribute(value)}"></span>`;
  const head = [meta('title', metadata.title), meta('publication', name(metadata.publication)), meta('date', article.published.words)];
  const body = article.passages.map((passage) => {
    const part = (id: string, title: string, text: string) =>
      `<p id="${escapeAttribute(id)}" data-pagefind-title="${escapeAttribute(title)}">${escapeAttribute(text)}</p>`;
    const quoted = passage.quotes.map((quote) => part(quote.anchor, name(quote.by), `“${quote.words}”`));
    return [part(passage.anchor, passageLabel(passage), passage.text), ...quoted].join('\n');
  });
  const heading = `<h1>${escapeAttribute(metadata.title)}</h1>`;
  return `<!doctype html><html lang="${escapeAttribute(metadata.language)}"><body data-pagefind-body>${head.join('')}${heading}\n${body.join('\n')}</body></html>`;
}

/** Pagefind's ready-made interfaces are not used; the site has its own. */
function removeInterfaces(folder: string): void {
  for (const file of readdirSync(folder)) {
    if (/^pagefind-(?:ui|modular-ui|component-ui|highlight)\b/.test(file)) rmSync(path.join(folder, file));
  }
}
