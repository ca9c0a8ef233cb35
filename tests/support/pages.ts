import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
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

export interface PageScript {
  /** Path of the file within the site. */
  readonly file: string;
  /** Bytes, compressed. */
  readonly gzipped: number;
}

/** The scripts that a page loads without being asked: those of its tags and, followed to the end, what they import statically. */
export function listScripts(site: string, page: string): PageScript[] {
  const scripts = new Map<string, PageScript>();
  const follow = (file: string) => {
    if (scripts.has(file)) return;
    const source = readFileSync(path.join(site, file));
    scripts.set(file, { file, gzipped: gzipSync(source, { level: 9 }).length });
    // `import("./x.js")` has a parenthesis: it is loaded when it is wanted.
    for (const [, name = ''] of source.toString('utf8').matchAll(/\b(?:from|import)\s*["'](\.[^"']+)["']/g))
      follow(path.posix.join(path.posix.dirname(file), name));
  };
  for (const script of readPage(site, page).document.querySelectorAll('script[src]')) {
    // The path of the site, if it has one, comes before.
    follow((script.getAttribute('src') ?? '').replace(/^.*?\/(?=_astro\/)/, ''));
  }
  return [...scripts.values()];
}

/** The element's text without the archive's own apparatus: numbers, permalinks, note marks. */
export function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const apparatus of copy.querySelectorAll('[data-apparatus]')) apparatus.remove();
  return copy.textContent ?? '';
}
