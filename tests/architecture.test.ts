/** Who may import whom (design, section 3). A folder that is not there yet breaks nothing; a wrong arrow does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** For each layer the layers whose files it may import, besides its own. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  domain: ['model'],
  markdown: ['domain', 'model'],
  files: ['markdown', 'domain', 'model'],
  site: ['domain', 'model'],
  components: ['domain', 'model', 'client', 'styles', 'fonts'],
  layouts: ['components', 'domain', 'model', 'client', 'styles', 'fonts'],
  pages: ['site', 'components', 'layouts', 'domain', 'model', 'client', 'styles', 'fonts'],
  client: ['domain'],
  cli: ['files', 'markdown', 'domain', 'model'],
  integrations: ['files', 'domain', 'markdown', 'model'],
  /** Files that lie in `src/` itself: Astro's content configuration. */
  src: ['model', 'domain', 'markdown', 'files', 'site', 'integrations'],
  styles: [],
  fonts: [],
};

/** For some layers the packages and built-in modules that they may import; the rest may import any. */
const packages: Readonly<Record<string, (specifier: string) => boolean>> = {
  model: (specifier) => specifier === 'zod',
  domain: (specifier) => !/^(?:node:|astro\b|@astrojs\/|fs$|path$|zod$|jsdom|linkedom|satteri|yaml$)/.test(specifier),
  markdown: (specifier) => !/^(?:node:|astro\b|@astrojs\/|fs$|path$)/.test(specifier),
  files: (specifier) => !/^(?:astro\b(?!\/loaders$)|@astrojs\/)/.test(specifier),
  site: (specifier) => !/^(?:node:)?fs\b/.test(specifier),
  components: (specifier) => !/^(?:(?:node:)?fs\b|astro:content|astro\/loaders)/.test(specifier),
  layouts: (specifier) => !/^(?:(?:node:)?fs\b|astro:content|astro\/loaders)/.test(specifier),
  pages: (specifier) => !/^(?:(?:node:)?fs\b|astro:content|astro\/loaders)/.test(specifier),
  client: (specifier) => !/^(?:node:|astro(?!:transitions\/client)\b|@astrojs\/)/.test(specifier),
  cli: (specifier) => !/^(?:astro:|@astrojs\/)/.test(specifier),
};

interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly file: string;
  readonly text: string;
}

/** Every arrow that may not be, as `file → specifier`, and every misplaced call. */
function judge({ file, text }: SourceFile): string[] {
  const layer = layerOf(file);
  const allowed = arrows[layer];
  if (!allowed) return [`${file}: the folder ${layer} has no rule`];
  const faults = importsOf(file, text).flatMap((specifier) => {
    const target = targetOf(file, specifier);
    const isAllowed = target === undefined ? (packages[layer]?.(specifier) ?? true) : target === layer || allowed.includes(target);
    return isAllowed ? [] : [`${file} → ${specifier}`];
  });
  if (layer !== 'site' && /\bget(?:Collection|Entry|Entries)\b/.test(text)) faults.push(`${file}: getCollection`);
  if (file !== 'src/cli/main.ts' && /\bprocess\.env\b|\bimport\.meta\.env\.(?!BASE_URL|SITE|DEV|PROD)/.test(text))
    faults.push(`${file}: the environment`);
  return faults;
}

/** `src/domain/checks/rule.ts` is in `domain`; `src/content.config.ts` in `src`; content and public files in none. */
function layerOf(file: string): string {
  const [first, second, ...rest] = file.split('/');
  return first === 'src' && second !== undefined && rest.length > 0 ? second : (first ?? '');
}

/** The layer of a file that a specifier leads to; undefined for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('.')) return layerOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), plain)));
  return /^(?:\/|~\/|@\/)?src\//.test(plain) ? layerOf(plain.replace(/^.*?src\//, 'src/')) : undefined;
}

/** Specifiers of static and dynamic imports, exports and types, by TypeScript's own scanner. */
function importsOf(file: string, text: string): string[] {
  return scriptsOf(file, text).flatMap((script) => ts.preProcessFile(script, true, true).importedFiles.map(({ fileName }) => fileName));
}

/** The file itself; of a component the part between its fences and its script elements. */
function scriptsOf(file: string, text: string): string[] {
  if (file.endsWith('.mdx')) return [text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^(?!import |export ).*$/gm, '')];
  if (!file.endsWith('.astro')) return [text];
  const fence = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
  const sources = [...text.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)].map((match) => `import '${match[1]}';`);
  return [fence, ...scripts, ...sources];
}

function filesIn(folder: string): SourceFile[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]sx?|astro|mdx)$/.test(entry.name))
    .map((entry) => path.posix.join(path.relative(root, entry.parentPath).replaceAll(path.sep, '/'), entry.name))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

const files = filesIn('src');

describe('the layers', () => {
  it('are there to be looked at', () => {
    const layers = new Set(files.map(({ file }) => layerOf(file)));
    expect([...layers]).toEqual(expect.arrayContaining(['model', 'domain', 'markdown', 'files']));
    expect(files.flatMap(({ file, text }) => importsOf(file, text)).length).toBeGreaterThan(50);
  });

  it.each(files)('let $file import what it imports', (source) => {
    expect(judge(source)).toEqual([]);
  });

  it('have at their outer end pages and commands, which nobody imports', () => {
    for (const allowed of Object.values(arrows)) {
      expect(allowed).not.toContain('pages');
      expect(allowed).not.toContain('cli');
    }
  });

  it('have no circle', () => {
    const reach = (layer: string, seen: readonly string[]): void => {
      expect(seen).not.toContain(layer);
      for (const next of arrows[layer] ?? []) reach(next, [...seen, layer]);
    };
    for (const layer of Object.keys(arrows)) reach(layer, []);
  });
});

describe('a wrong arrow', () => {
  it.each([
    ['src/model/x.ts', "import type { Article } from '../domain/article.ts';"],
    ['src/model/x.ts', "import { parse } from 'yaml';"],
    ['src/domain/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src/domain/x.ts', "import { getImage } from 'astro:assets';"],
    ['src/domain/checks/x.ts', "export { readArticle } from '../../markdown/article.ts';"],
    ['src/domain/x.ts', "const late = await import('../files/archive.ts');"],
    ['src/markdown/x.ts', "import { readArchive } from '../files/archive.ts';"],
    ['src/markdown/x.ts', "import path from 'node:path';"],
    ['src/files/x.ts', "import { archive } from '../site/archive.ts';"],
    ['src/files/x.ts', "import { getCollection } from 'astro:content';"],
    ['src/site/x.ts', "import { readArchive } from '../files/archive.ts';"],
    ['src/components/X.astro', "---\nimport { archive } from '../site/archive.ts';\n---\n<p>x</p>"],
    ['src/components/X.astro', "---\nimport fs from 'node:fs';\n---\n<p>x</p>"],
    ['src/components/X.astro', "---\nconst a = 1;\n---\n<script>\nimport '../files/archive.ts';\n</script>"],
    ['src/components/X.astro', '<script src="../cli/main.ts"></script>'],
    ['src/layouts/X.astro', "---\nimport { getCollection } from 'astro:content';\n---"],
    ['src/pages/x.astro', "---\nimport { readArchive } from '../files/archive.ts';\n---"],
    ['src/pages/x.mdx', "import X from '../files/archive.ts'\n\n# A title"],
    ['src/client/x.ts', "import { archive } from '../site/archive.ts';"],
    ['src/client/x.ts', "import { z } from 'node:zlib';"],
    ['src/cli/x.ts', "import { archive } from '../site/archive.ts';"],
    ['src/integrations/x.ts', "import { archive } from '../site/archive.ts';"],
    ['src/integrations/x.ts', "import { run } from '../cli/main.ts';"],
    ['src/site/x.ts', "import page from '../pages/index.astro';"],
    ['src/site/x.ts', "import '/src/files/archive.ts';"],
    ['src/content.config.ts', "import { run } from './cli/main.ts';"],
    ['src/domain/x.ts', "import archive from '../../content/archive.yaml?raw';"],
    ['src/somewhere/x.ts', 'export const x = 1;'],
    ['src/integrations/x.ts', 'const all = await getCollection("articles");'],
    ['src/domain/x.ts', 'const key = process.env.KEY;'],
  ])('from %s is seen: %j', (file, text) => {
    expect(judge({ file, text })).not.toEqual([]);
  });

  it.each([
    ['src/domain/x.ts', "import { sha256 } from '@noble/hashes/sha2.js';\nimport type { Entity } from '../model/entity.ts';"],
    ['src/site/archive.ts', "import { getCollection } from 'astro:content';\nconst all = await getCollection('articles');"],
    [
      'src/components/X.astro',
      "---\nimport type { Quote } from '../domain/passage.ts';\nimport Y from './Y.astro';\n---\n<script>\nimport '../client/copy.ts';\n</script>",
    ],
    [
      'src/pages/articles/[slug].astro',
      "---\nimport { archive } from '../../site/archive.ts';\nimport Page from '../../layouts/Page.astro';\nimport '../../styles/page.css';\n---",
    ],
    ['src/cli/main.ts', "import { readArchive } from '../files/archive.ts';\nconst key = process.env.KEY;"],
    ['src/domain/x.ts', "// import { readFileSync } from 'node:fs';\nconst text = \"import x from 'node:fs'\";"],
  ])('is not seen where there is none, in %s: %j', (file, text) => {
    expect(judge({ file, text })).toEqual([]);
  });
});
