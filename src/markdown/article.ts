/** One article's file → the article, or what is wrong with it. The only way from MDX into the archive. */
import type { Article } from '../domain/article.ts';
import type { Attachment } from '../domain/attachment.ts';
import { readDate } from '../domain/date.ts';
import { type Issue, isAnchorIssue, type Place } from '../domain/issue.ts';
import { type ArticleMetadata, articleSchema } from '../model/article.ts';
import { type BlockNode, ProseError, readBlocks } from './blocks.ts';
import { type ArticleContext, Composer } from './composer.ts';
import { readTree } from './tree.ts';
import { listForbidden } from './vocabulary.ts';
import { type Path, readYaml } from './yaml.ts';

export interface ArticleReading {
  /** Undefined when an error stands in the way. */
  readonly article?: Article;
  /** What became of the anchors of its ledger; undefined where the text could not be read. */
  readonly attachment?: Attachment;
  readonly issues: readonly Issue[];
  /** Where a field of the frontmatter stands. */
  readonly placeOf: (path: Path) => Place;
}

/** Reads an article. `file` is the path that issues name; `slug` is the file's name without its ending. */
export function readArticle(source: string, file: string, slug: string, context: ArticleContext): ArticleReading {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const noPlace = () => ({ line: 1, column: 1 });
  const reading = readTree(text, file);
  if ('issue' in reading) return { issues: [reading.issue], placeOf: noPlace };
  const { tree } = reading;

  const frontmatter = tree.children?.find((node) => node.type === 'yaml');
  if (!frontmatter || tree.children?.[0] !== frontmatter) {
    const message = 'The article has no frontmatter.';
    const hint = 'Begin the file with ---, the fields, and --- again; docs/authoring.md lists the fields.';
    return { issues: [{ code: 'missing-frontmatter', severity: 'error', file, line: 1, column: 1, message, hint }], placeOf: noPlace };
  }
  const yaml = readYaml<ArticleMetadata>(frontmatter.value ?? '', articleSchema, file, (frontmatter.position?.start.line ?? 1) + 1);
  const forbidden = listForbidden(tree, text, file);
  if (!yaml.value || forbidden.length > 0) return { issues: [...yaml.issues, ...forbidden], placeOf: yaml.placeOf };

  const published = readDate(yaml.value.published);
  if ('problem' in published) {
    const place = yaml.placeOf(['published']);
    const message = `“published” (“${yaml.value.published}”) ${published.problem}.`;
    return {
      issues: [{ code: 'invalid-date', severity: 'error', file, ...place, message, hint: 'docs/authoring.md shows how to write dates.' }],
      placeOf: yaml.placeOf,
    };
  }

  const ledger = context.ledgerOf?.(slug, yaml.value.formerSlugs);
  const composer = new Composer(yaml.value, file, context, yaml.placeOf, { ledger, accepted: context.acceptedOf?.(slug) });
  let blocks: BlockNode[];
  try {
    blocks = composer.placeFigures(readBlocks(tree, text));
  } catch (error) {
    if (!(error instanceof ProseError)) throw error;
    const { line, column } = error.node.position?.start ?? noPlace();
    const message = `A ${error.node.type} cannot stand ${error.where}.`;
    const issue: Issue = {
      code: 'misplaced-block',
      severity: 'error',
      file,
      line,
      column,
      message,
      hint: 'Give it a place of its own in the body.',
    };
    return { issues: [issue], placeOf: yaml.placeOf };
  }
  const { passages, rendered } = composer.compose(blocks);
  const issues = composer.issues;
  const { attachment } = composer;
  if (issues.some((issue) => issue.severity === 'error' && !isAnchorIssue(issue))) return { issues, placeOf: yaml.placeOf };
  const article: Article = {
    slug,
    metadata: yaml.value,
    published: published.date,
    passages,
    blocks: rendered,
    ...(ledger ? { ledger } : {}),
  };
  return { article, attachment, issues, placeOf: yaml.placeOf };
}
