/** Reads an archive from its folder. This layer alone knows where content lies on disk. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { imageSize } from 'image-size';
import type { Article } from '../domain/article.ts';
import type { Acceptances, Attachment } from '../domain/attachment.ts';
import { checkArchive } from '../domain/checks/index.ts';
import { type Issue, type Place, sortIssues } from '../domain/issue.ts';
import { renewSpeakers } from '../domain/ledger.ts';
import { Permalinks } from '../domain/permalink.ts';
import { Registry } from '../domain/registry.ts';
import { mergeLedgers } from '../domain/seal.ts';
import { readArticle } from '../markdown/article.ts';
import type { PictureSize } from '../markdown/phrasing.ts';
import { type Path, readYaml } from '../markdown/yaml.ts';
import { type ArchiveSettings, archiveSchema } from '../model/archive.ts';
import { identifier } from '../model/identifier.ts';
import type { EntityLedger, Ledger } from '../model/ledger.ts';
import { fileIssue, listFiles, readText, shownPath } from './content.ts';
import { readEntityLedger, readLedgers } from './ledger.ts';
import { readRegistry } from './registry.ts';

/** A folder of content and the path under which its site is served. */
export interface ArchiveSource {
  /** Absolute path of the folder that holds `archive.yaml`. */
  readonly folder: string;
  /** Base path of the site; the path of the archive's address when it is left out. */
  readonly base?: string;
  /** Ledgers to attach to instead of those on disk, by slug: what a seal would write. */
  readonly ledgers?: ReadonlyMap<string, Ledger>;
  /** What somebody decided on anchors, by slug. */
  readonly accepted?: ReadonlyMap<string, Acceptances>;
  /** Told before each article how many were read, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ArchiveReading {
  /** Undefined when `archive.yaml` cannot be read. */
  readonly settings?: ArchiveSettings;
  readonly registry: Registry;
  readonly articles: readonly Article[];
  /** What became of each article's sealed anchors, by slug. */
  readonly attachments: ReadonlyMap<string, Attachment>;
  /** The ledgers that were read, by the name of their file. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly entityLedger: EntityLedger;
  /** Sorted by place. The archive is sound when none is an error. */
  readonly issues: readonly Issue[];
}

/** Reads and checks the whole archive. Never throws on what an author wrote: that comes back as issues. */
export function readArchive({ folder, base, ledgers: given, accepted, onProgress }: ArchiveSource): ArchiveReading {
  const issues: Issue[] = [];
  const settings = readSettings(folder, issues);
  const { entities, placeOfEntity } = readRegistry(folder, issues);
  const registry = new Registry(entities);
  const permalinks = new Permalinks(settings?.address ?? 'https://archive.invalid/', base ?? basePath(settings));
  const pictureSize = (src: string) => readPictureSize(folder, src);

  const ledgers = given ?? readLedgers(folder, issues);
  const ledgerOf = (slug: string, formerSlugs: readonly string[]) =>
    mergeLedgers(
      slug,
      [slug, ...formerSlugs].flatMap((name) => ledgers.get(name) ?? []).map((ledger) => renewSpeakers(ledger, registry)),
    );
  const entityLedger = readEntityLedger(folder, issues);
  const acceptedOf = (slug: string) => accepted?.get(slug);

  const articles: Article[] = [];
  const attachments = new Map<string, Attachment>();
  const unreadable = new Set<string>();
  const places = new Map<string, (path: Path) => Place>();
  const files = listFiles(folder, 'articles', /^[^.]/);
  for (const [index, file] of files.entries()) {
    onProgress?.(index, files.length);
    const slug = path.basename(file, '.mdx');
    unreadable.add(slug);
    const misnamed = judgeName(folder, file, slug);
    if (misnamed) issues.push(misnamed);
    const source = misnamed ? undefined : readText(folder, file, issues);
    if (source === undefined) continue;
    const reading = readArticle(source, shownPath(folder, file), slug, {
      registry,
      permalinks,
      pictureSize,
      ledgerOf,
      acceptedOf,
    });
    issues.push(...reading.issues);
    if (!reading.article) continue;
    unreadable.delete(slug);
    articles.push(reading.article);
    if (reading.attachment) attachments.set(slug, reading.attachment);
    places.set(slug, reading.placeOf);
  }
  issues.push(
    ...checkArchive({
      settings,
      registry,
      articles,
      unreadable,
      attachments,
      ledgers,
      entityLedger,
      fileOfLedger: (slug) => shownPath(folder, `ledger/${slug}.json`),
      fileOfArticle: (slug) => shownPath(folder, `articles/${slug}.mdx`),
      placeOfField: (slug, field) => places.get(slug)?.(field) ?? { line: 1, column: 1 },
      placeOfEntity,
      hasPicture: (src) => pictureSize(src) !== undefined,
      archiveFile: shownPath(folder, 'archive.yaml'),
    }),
  );
  return { settings, registry, articles, attachments, ledgers, entityLedger, issues: sortIssues(issues) };
}

/** The path part of the archive's address: the base under which its permanent addresses lie. */
export function basePath(settings: ArchiveSettings | undefined): string {
  return settings ? new URL(settings.address).pathname : '/';
}

/** The archive's settings alone; issues are added to the list. */
export function readSettings(folder: string, issues: Issue[]): ArchiveSettings | undefined {
  const file = 'archive.yaml';
  if (!existsSync(path.join(folder, file))) {
    const hint = 'Write its name, description, language, address and publisher; docs/authoring.md shows one.';
    issues.push(fileIssue(folder, file, 'missing-file', 'This archive has no archive.yaml.', hint));
    return undefined;
  }
  const text = readText(folder, file, issues);
  if (text === undefined) return undefined;
  const reading = readYaml<ArchiveSettings>(text, archiveSchema, shownPath(folder, file));
  issues.push(...reading.issues);
  return reading.value;
}

/** What is wrong with the name of a file in `articles/`, which becomes an address. */
function judgeName(folder: string, file: string, slug: string): Issue | undefined {
  if (!file.endsWith('.mdx')) {
    return fileIssue(
      folder,
      file,
      'not-an-article',
      'This file is not an article: its name does not end in .mdx.',
      'Rename it, or keep it elsewhere.',
    );
  }
  if (identifier.safeParse(slug).success) return undefined;
  const message = `The file’s name, “${slug}”, is the end of the article’s address and cannot stand there.`;
  return fileIssue(folder, file, 'invalid-slug', message, 'Use lower-case letters, digits and single hyphens, 120 at most.');
}

/** The picture's size; undefined where it is not there or no picture. */
function readPictureSize(folder: string, src: string): PictureSize | undefined {
  const file = path.join(folder, 'figures', src);
  if (!existsSync(file)) return undefined;
  try {
    const { width, height } = imageSize(readFileSync(file));
    return { width, height };
  } catch {
    return undefined;
  }
}
