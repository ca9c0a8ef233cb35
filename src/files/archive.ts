/** Reads an archive from its folder: the one place that knows where content lies on disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { imageSize } from 'image-size';
import type { Article } from '../domain/article.ts';
import { checkArchive } from '../domain/checks/index.ts';
import { type Issue, type Place, sortIssues } from '../domain/issue.ts';
import { Permalinks } from '../domain/permalink.ts';
import { Registry } from '../domain/registry.ts';
import { compareCodeUnits } from '../domain/text.ts';
import { type ArticleReading, readArticle } from '../markdown/article.ts';
import type { PictureSize } from '../markdown/html.ts';
import { type Path, readYaml } from '../markdown/yaml.ts';
import { type ArchiveSettings, archiveSchema } from '../model/archive.ts';
import { type Entity, registryFileSchema } from '../model/entity.ts';

/** A folder of content and the path under which its site is served. */
export interface ArchiveSource {
  /** Absolute path of the folder that holds `archive.yaml`. */
  readonly folder: string;
  /** Base path of the site; the path of the archive's address when it is left out. */
  readonly base?: string;
}

export interface ArchiveReading {
  /** Undefined when `archive.yaml` cannot be read. */
  readonly settings?: ArchiveSettings;
  readonly registry: Registry;
  readonly articles: readonly Article[];
  /** Sorted by place. The archive is sound when none is an error. */
  readonly issues: readonly Issue[];
}

/** Reads and checks the whole archive. Never throws on what an author wrote: that comes back as issues. */
export function readArchive(source: ArchiveSource): ArchiveReading {
  const issues: Issue[] = [];
  const settings = readSettings(source.folder, issues);
  const { entities, placeOfEntity } = readRegistry(source.folder, issues);
  const registry = new Registry(entities);
  const permalinks = new Permalinks(settings?.address ?? 'https://archive.invalid/', source.base ?? basePath(settings));
  const pictureSize = (src: string) => readPictureSize(source.folder, src);

  const articles: Article[] = [];
  const places = new Map<string, (path: Path) => Place>();
  for (const file of listFiles(source.folder, 'articles', /\.mdx$/)) {
    const slug = path.basename(file, '.mdx');
    const reading = readArticleFile(source.folder, file, slug, { registry, permalinks, pictureSize });
    issues.push(...reading.issues);
    if (reading.article) {
      articles.push(reading.article);
      places.set(slug, reading.placeOf);
    }
  }
  for (const file of listFiles(source.folder, 'articles', /^[^.].*(?<!\.mdx)$/)) {
    const message = 'This file is not an article: its name does not end in .mdx.';
    issues.push({
      code: 'not-an-article',
      severity: 'error',
      file: shown(source.folder, file),
      line: 1,
      column: 1,
      message,
      hint: 'Rename it, or keep it elsewhere.',
    });
  }
  issues.push(
    ...checkArchive({
      settings,
      registry,
      articles,
      fileOfArticle: (slug) => shown(source.folder, `articles/${slug}.mdx`),
      placeOfField: (slug, field) => places.get(slug)?.(field) ?? { line: 1, column: 1 },
      placeOfEntity,
      hasPicture: (src) => existsSync(path.join(source.folder, 'figures', src)),
      archiveFile: shown(source.folder, 'archive.yaml'),
    }),
  );
  return { settings, registry, articles, issues: sortIssues(issues) };
}

/** The path part of the archive's address: the base under which its permanent addresses lie. */
export function basePath(settings: ArchiveSettings | undefined): string {
  return settings ? new URL(settings.address).pathname : '/';
}

/** The archive's settings alone; issues are added to the list. */
export function readSettings(folder: string, issues: Issue[]): ArchiveSettings | undefined {
  const file = shown(folder, 'archive.yaml');
  const full = path.join(folder, 'archive.yaml');
  if (!existsSync(full)) {
    const message = 'This archive has no archive.yaml.';
    issues.push({
      code: 'missing-file',
      severity: 'error',
      file,
      line: 1,
      column: 1,
      message,
      hint: 'Write its name, description, language, address and publisher; docs/authoring.md shows one.',
    });
    return undefined;
  }
  const reading = readYaml<ArchiveSettings>(readFileSync(full, 'utf8'), archiveSchema, file);
  issues.push(...reading.issues);
  return reading.value;
}

export interface EntityPlace extends Place {
  readonly file: string;
}

/** The registry alone; issues are added to the list. */
export function readRegistry(
  folder: string,
  issues: Issue[],
): { entities: Entity[]; placeOfEntity: (entity: Entity, field?: Path) => EntityPlace } {
  const entities: Entity[] = [];
  const places = new Map<Entity, (field: Path) => EntityPlace>();
  for (const file of listFiles(folder, 'entities', /\.ya?ml$/)) {
    const name = shown(folder, file);
    const reading = readYaml<Entity[]>(readFileSync(path.join(folder, file), 'utf8'), registryFileSchema, name);
    issues.push(...reading.issues);
    for (const [index, entity] of (reading.value ?? []).entries()) {
      entities.push(entity);
      places.set(entity, (field) => ({ file: name, ...reading.placeOf([index, ...field]) }));
    }
  }
  return { entities, placeOfEntity: (entity, field = ['id']) => places.get(entity)?.(field) ?? { file: '', line: 1, column: 1 } };
}

function readArticleFile(folder: string, file: string, slug: string, context: Parameters<typeof readArticle>[3]): ArticleReading {
  const name = shown(folder, file);
  const bytes = readFileSync(path.join(folder, file));
  const fail = (code: string, message: string, hint: string): ArticleReading => ({
    issues: [{ code, severity: 'error', file: name, line: 1, column: 1, message, hint }],
    placeOf: () => ({ line: 1, column: 1 }),
  });
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
    return fail(
      'invalid-slug',
      `The file’s name, “${slug}”, is the end of the article’s address and cannot stand there.`,
      'Use lower-case letters, digits and single hyphens.',
    );
  }
  const source = decodeUtf8(bytes);
  return source === undefined
    ? fail('not-utf-8', 'The file is not in UTF-8.', 'Save it again in that encoding.')
    : readArticle(source, name, slug, context);
}

/** The text; undefined where the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readPictureSize(folder: string, src: string): PictureSize | undefined {
  const file = path.join(folder, 'figures', src);
  if (!existsSync(file)) return undefined;
  const { width, height } = imageSize(readFileSync(file));
  return { width, height };
}

/** Files in a folder of the archive whose names match, with the folder, in code-unit order; none where the folder is absent. */
function listFiles(folder: string, name: string, pattern: RegExp): string[] {
  const full = path.join(folder, name);
  if (!existsSync(full)) return [];
  return readdirSync(full)
    .filter((file) => pattern.test(file))
    .sort(compareCodeUnits)
    .map((file) => `${name}/${file}`);
}

/** The path that issues name: the content folder's own name and what follows. */
function shown(folder: string, file: string): string {
  return `${path.basename(folder)}/${file}`;
}
