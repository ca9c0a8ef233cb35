/** The registry and addresses that the parser's tests read articles with: those of the invented archive. */
import path from 'node:path';
import { Permalinks } from '../../src/domain/permalink.ts';
import { readArchive } from '../../src/files/archive.ts';
import { type ArticleReading, readArticle } from '../../src/markdown/article.ts';
import type { ArticleContext } from '../../src/markdown/composer.ts';

export const fixtureFolder = path.resolve(import.meta.dirname, '../fixtures/archive/content');
export const contentFolder = path.resolve(import.meta.dirname, '../../content');

export const context: ArticleContext = {
  registry: readArchive({ folder: fixtureFolder }).registry,
  permalinks: new Permalinks('https://cuttings.example.org/vale/', '/vale/'),
  pictureSize: (src) => (src === 'boat.jpg' ? { width: 640, height: 480 } : undefined),
};

/** Frontmatter that is in order, and a blank line; a body begins on line 9. */
export const frontmatter = `---
title: A case
publication: ennerby-gazette
published: 1911-06-10
language: en
rights: {status: public-domain, text: full}
---

`;

export function readCase(source: string): ArticleReading {
  return readArticle(source, 'input.mdx', 'case', context);
}
