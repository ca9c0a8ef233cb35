import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseHTML } from 'linkedom';

/** A page of a built site. */
export interface BuiltPage {
  /** Path of the file within the site: `articles/x/index.html`. */
  readonly file: string;
  readonly html: string;
  readonly document: Document;
}

/** Every page of a built site, in order of their files. */
export function readPages(site: string): BuiltPage[] {
  return listFiles(site)
    .filter((file) => file.endsWith('.html'))
    .map((file) => readPage(site, file));
}

/** One page of a built site. */
export function readPage(site: string, file: string): BuiltPage {
  const html = readFileSync(path.join(site, file), 'utf8');
  return { file, html, document: parseHTML(html).document };
}

/** Paths of all files of a folder, with forward slashes, in code-unit order. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** The element's text without the archive's own apparatus: numbers, permalinks, note marks. */
export function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const apparatus of copy.querySelectorAll('[data-apparatus]')) apparatus.remove();
  return copy.textContent ?? '';
}
