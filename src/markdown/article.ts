/** One article's file → the article, or what is wrong with it. The only way from MDX into the archive. */
import { passageAnchor, quoteAnchor } from '../domain/anchor.ts';
import type { Article, Block } from '../domain/article.ts';
import { readDate } from '../domain/date.ts';
import type { Issue, Place } from '../domain/issue.ts';
import type { Mention, Passage, Quote } from '../domain/passage.ts';
import type { Permalinks } from '../domain/permalink.ts';
import type { Registry } from '../domain/registry.ts';
import { type ArticleMetadata, articleSchema } from '../model/article.ts';
import { type BlockNode, type PassageDraft, ProseError, readBlocks } from './blocks.ts';
import { FootnoteReferences, type PictureSize, type RenderContext, renderBlock, renderFootnotes } from './html.ts';
import type { Inline, QuoteDraft } from './inline.ts';
import { judgeQuoteMarks } from './quotation-marks.ts';
import { type Node, readTree } from './tree.ts';
import { listForbidden } from './vocabulary.ts';
import { type Path, readYaml } from './yaml.ts';

export interface ArticleReading {
  /** Undefined when an error stands in the way. */
  readonly article?: Article;
  readonly issues: readonly Issue[];
  /** Where a field of the frontmatter stands. */
  readonly placeOf: (path: Path) => Place;
}

export interface ArticleContext {
  readonly registry: Registry;
  readonly permalinks: Permalinks;
  readonly pictureSize: (src: string) => PictureSize | undefined;
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

  const composer = new Composer(yaml.value, file, context, yaml.placeOf);
  let blocks: BlockNode[];
  try {
    blocks = composer.placeFigures(readBlocks(tree, text));
  } catch (error) {
    if (!(error instanceof ProseError)) throw error;
    const { line, column } = error.node.position?.start ?? noPlace();
    const message = `A ${error.node.type} cannot stand inside a block quotation, list item, footnote or note.`;
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
  if (issues.some((issue) => issue.severity === 'error')) return { issues, placeOf: yaml.placeOf };
  const article: Article = { slug, metadata: yaml.value, published: published.date, passages, blocks: rendered };
  return { article, issues, placeOf: yaml.placeOf };
}

/** Gives drafts their numbers, anchors and mentions, and renders the blocks. */
class Composer {
  readonly issues: Issue[] = [];
  readonly #metadata: ArticleMetadata;
  readonly #file: string;
  readonly #context: ArticleContext;
  readonly #placeOf: (path: Path) => Place;
  readonly #passages = new Map<PassageDraft, Passage>();
  readonly #quotes = new Map<QuoteDraft, Quote>();
  readonly #taken = new Set<string>();

  constructor(metadata: ArticleMetadata, file: string, context: ArticleContext, placeOf: (path: Path) => Place) {
    this.#metadata = metadata;
    this.#file = file;
    this.#context = context;
    this.#placeOf = placeOf;
  }

  /** Adds at the beginning the figures that the body does not place; complains of figures that are not there or stand twice. */
  placeFigures(blocks: readonly BlockNode[]): BlockNode[] {
    const placed = new Set<number>();
    for (const block of blocks) {
      if (block.type !== 'figure') continue;
      if (!this.#metadata.figures[block.figure - 1]) {
        this.#report(
          block.node,
          'unknown-figure',
          `<Figure n="${block.figure}" /> has no figure to place.`,
          `The frontmatter lists ${this.#metadata.figures.length}.`,
        );
      } else if (placed.has(block.figure)) {
        this.#report(block.node, 'duplicate-figure', `Figure ${block.figure} is placed twice.`, 'Keep one <Figure>.');
      }
      placed.add(block.figure);
    }
    const unplaced = this.#metadata.figures.map((_, index) => index + 1).filter((number) => !placed.has(number));
    const lead = unplaced.map((figure): BlockNode => ({ type: 'figure', figure, node: { type: 'figure' } }));
    return [...lead, ...blocks];
  }

  compose(blocks: readonly BlockNode[]): { passages: Passage[]; rendered: Block[] } {
    const captions = new Map<number, Passage>();
    const passages: Passage[] = [];
    this.#claimOwnIds(blocks);
    this.#checkMarks(blocks);
    let number = 0;
    for (const draft of blocks.flatMap((block) => this.#draftsOf(block))) {
      const numbered = draft.kind === 'caption' || draft.kind === 'footnote' ? {} : { number: ++number };
      const passage = this.#finish(draft, numbered);
      passages.push(passage);
      if (passage.figure !== undefined) captions.set(passage.figure, passage);
    }
    const footnotes = numberFootnotes(blocks);
    const context: RenderContext = {
      registry: this.#context.registry,
      permalinks: this.#context.permalinks,
      figures: this.#metadata.figures,
      pictureSize: this.#context.pictureSize,
      passageOf: (draft) => known(this.#passages.get(draft)),
      quoteOf: (draft) => known(this.#quotes.get(draft)),
      captionOf: (figure) => captions.get(figure),
      footnoteNumber: (identifier) => footnotes.get(identifier),
      footnoteAnchor: (identifier) => {
        const block = blocks.find((candidate) => candidate.type === 'footnote' && candidate.identifier === identifier);
        return block?.type === 'footnote' ? this.#passages.get(block.passage)?.anchor : undefined;
      },
    };
    const references = new FootnoteReferences();
    const rendered: Block[] = [];
    for (const block of blocks) {
      if (block.type === 'footnote') {
        if (!footnotes.has(block.identifier)) {
          const message = `No reference leads to the footnote [^${block.identifier}].`;
          this.#issue('unused-footnote', block.passage.line, 1, message, `Write [^${block.identifier}] where it belongs.`);
        }
        continue;
      }
      const html = renderBlock(block, context, references);
      const anchors =
        block.type === 'figure'
          ? [captions.get(block.figure)?.anchor]
          : this.#draftsOf(block).map((draft) => known(this.#passages.get(draft)).anchor);
      rendered.push({ html, anchors: anchors.filter((anchor) => anchor !== undefined) });
    }
    const notes = renderFootnotes(blocks, context, references);
    if (notes !== undefined)
      rendered.push({ html: notes, anchors: passages.filter((passage) => passage.kind === 'footnote').map((passage) => passage.anchor) });
    return { passages, rendered };
  }

  readonly #captionDrafts = new Map<number, PassageDraft>();

  #draftsOf(block: BlockNode): PassageDraft[] {
    switch (block.type) {
      case 'figure': {
        const figure = this.#metadata.figures[block.figure - 1];
        if (!figure) return [];
        const draft = this.#captionDrafts.get(block.figure) ?? {
          kind: 'caption',
          figure: block.figure,
          text: figure.caption.replace(/\s+/gu, ' '),
          line: this.#placeOf(['figures', block.figure - 1, 'caption']).line,
          quotes: [],
          marks: [],
        };
        this.#captionDrafts.set(block.figure, draft);
        return [draft];
      }
      case 'list':
        return block.items.flatMap((item) => [item.passage, ...item.lists.flatMap((list) => this.#draftsOf(list))]);
      case 'table':
        return block.rows.map((row) => row.passage);
      case 'paragraph':
      case 'code':
      case 'blockquote':
      case 'footnote':
        return [block.passage];
      default:
        return [];
    }
  }

  /** An author's own id for a quote comes before every anchor that is made of words. */
  #claimOwnIds(blocks: readonly BlockNode[]): void {
    for (const draft of blocks.flatMap((block) => this.#draftsOf(block))) {
      for (const quote of draft.quotes) {
        if (quote.id === undefined) continue;
        const anchor = `q-${quote.id}`;
        if (this.#taken.has(anchor))
          this.#report(
            quote.node,
            'duplicate-anchor',
            `Two quotes of this article have id="${quote.id}".`,
            'Give one of them another id, or leave it out.',
          );
        this.#taken.add(anchor);
      }
    }
  }

  #finish(draft: PassageDraft, numbered: { number?: number }): Passage {
    const anchor = this.#take(passageAnchor(draft.text, this.#taken));
    const quotes: Quote[] = [];
    for (const quoteDraft of draft.quotes) {
      const { id, node, within, ...quote } = quoteDraft;
      const anchored: Quote = {
        ...quote,
        anchor: id === undefined ? this.#take(quoteAnchor(quote.words, draft.text, this.#taken)) : `q-${id}`,
        ...(within ? { within: known(this.#quotes.get(within)).anchor } : {}),
      };
      this.#quotes.set(quoteDraft, anchored);
      quotes.push(anchored);
      this.#checkSpeakers(quoteDraft);
      const fault = judgeQuoteMarks(draft.text, quoteDraft, draft.kind);
      if (fault) this.#report(node, fault.code, fault.message, fault.hint);
    }
    const passage: Passage = {
      anchor,
      kind: draft.kind,
      ...numbered,
      ...(draft.figure ? { figure: draft.figure } : {}),
      text: draft.text,
      line: draft.line,
      quotes,
      mentions: this.#mentionsOf(draft),
    };
    this.#passages.set(draft, passage);
    return passage;
  }

  #mentionsOf(draft: PassageDraft): Mention[] {
    const marked: Mention[] = [];
    for (const mark of draft.marks) {
      if (mark.of === 'none' || !this.#context.registry.get(mark.of)) continue;
      marked.push({ start: mark.start, end: mark.end, entity: mark.of, origin: 'marked', ...(mark.lang ? { lang: mark.lang } : {}) });
    }
    const { mentions, ambiguous } = this.#context.registry.finder.find(draft.text, draft.marks);
    for (const name of ambiguous) {
      this.issues.push({
        code: 'ambiguous-name',
        severity: 'warning',
        file: this.#file,
        line: draft.line,
        column: 1,
        message: `“${name.name}” may be ${name.candidates.join(' or ')}, so it leads nowhere.`,
        hint: `Write <Mention of="${name.candidates[0]}">${name.name}</Mention>.`,
      });
    }
    return [...marked, ...mentions].sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** Every `<Mention>` names an entity: in a heading, a table's head or a note too, where no passage holds it. */
  #checkMarks(blocks: readonly BlockNode[]): void {
    const visit = (inline: Inline): void => {
      if (inline.type === 'mention' && inline.mark.of !== 'none' && !this.#context.registry.get(inline.mark.of)) {
        this.#reportUnknown(inline.mark.node, 'of', inline.mark.of);
      }
      if ('children' in inline) inline.children.forEach(visit);
    };
    for (const inline of blocks.flatMap(inlinesOf)) visit(inline);
  }

  #checkSpeakers(draft: QuoteDraft): void {
    for (const attribute of ['by', 'via', 'to'] as const) {
      const id = draft[attribute];
      if (id === undefined) continue;
      const entity = this.#context.registry.get(id);
      if (!entity) this.#reportUnknown(draft.node, attribute, id);
      else if (attribute === 'by' && entity.type !== 'person' && entity.type !== 'organization') {
        this.#report(
          draft.node,
          'not-a-speaker',
          `by="${id}" is a ${entity.type}, which cannot speak.`,
          'Name the person or the organization that said the words.',
        );
      }
    }
  }

  #reportUnknown(node: Node, attribute: string, id: string): void {
    const near = this.#context.registry.nearest(id);
    const hint = near ? `The nearest id is “${near}”.` : 'Add it to content/entities/.';
    this.#report(node, 'unknown-entity', `${attribute}="${id}" is in no file of content/entities/.`, hint);
  }

  #take(anchor: string): string {
    this.#taken.add(anchor);
    return anchor;
  }

  #report(node: Node, code: string, message: string, hint: string): void {
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    this.#issue(code, line, column, message, hint);
  }

  #issue(code: string, line: number, column: number, message: string, hint: string): void {
    this.issues.push({ code, severity: 'error', file: this.#file, line, column, message, hint });
  }
}

/** Footnotes are numbered in the order in which they are first referred to. */
function numberFootnotes(blocks: readonly BlockNode[]): Map<string, number> {
  const defined = new Set(blocks.flatMap((block) => (block.type === 'footnote' ? [block.identifier] : [])));
  const numbers = new Map<string, number>();
  for (const inlines of blocks.flatMap(inlinesOf)) visit(inlines);
  return numbers;

  function visit(inline: Inline): void {
    if (inline.type === 'footnote' && defined.has(inline.identifier) && !numbers.has(inline.identifier))
      numbers.set(inline.identifier, numbers.size + 1);
    if ('children' in inline) inline.children.forEach(visit);
  }
}

/** All phrasing content in the block, in document order. */
function inlinesOf(value: unknown): Inline[] {
  if (Array.isArray(value)) return value.flatMap(inlinesOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as {
    type?: string;
    content?: unknown;
    items?: unknown;
    lists?: unknown;
    head?: unknown;
    rows?: unknown;
    cells?: unknown;
  };
  // A footnote's definition is a block with the same type as a reference to it.
  const isInline = node.type !== undefined && inlineTypes.has(node.type) && !('passage' in node);
  if (isInline) return [value as Inline];
  return [node.content, node.items, node.lists, node.head, node.rows, node.cells].flatMap(inlinesOf);
}

const inlineTypes = new Set(['text', 'break', 'footnote', 'emphasis', 'strong', 'delete', 'code', 'link', 'foreign', 'quote', 'mention']);

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a passage or quote was rendered before it was finished');
  return value;
}
