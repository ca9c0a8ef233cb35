/** The blocks of an article's body: a small tree between the parser's and the page's, in which every passage is known. */
import type { PassageKind } from '../domain/passage.ts';
import { type Inline, InlineReader, type MentionMark, type QuoteDraft } from './inline.ts';
import { componentAttributes, isLiftedPhrasing, type Node } from './tree.ts';

/** A passage before it has its number and anchor. */
export interface PassageDraft {
  readonly kind: PassageKind;
  readonly figure?: number;
  readonly text: string;
  readonly line: number;
  readonly quotes: readonly QuoteDraft[];
  readonly marks: readonly MentionMark[];
}

export type BlockNode =
  | { readonly type: 'paragraph'; readonly passage: PassageDraft; readonly content: readonly Inline[] }
  | { readonly type: 'code'; readonly passage: PassageDraft; readonly content: readonly Inline[] }
  | { readonly type: 'blockquote'; readonly passage: PassageDraft; readonly content: readonly ProseNode[] }
  | { readonly type: 'list'; readonly isOrdered: boolean; readonly start?: number; readonly items: readonly ItemNode[] }
  | {
      readonly type: 'table';
      readonly align: readonly (string | null)[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly RowNode[];
    }
  | { readonly type: 'heading'; readonly depth: number; readonly content: readonly Inline[] }
  | { readonly type: 'rule' }
  | { readonly type: 'note'; readonly content: readonly ProseNode[] }
  | { readonly type: 'figure'; readonly figure: number; readonly node: Node }
  | { readonly type: 'footnote'; readonly identifier: string; readonly passage: PassageDraft; readonly content: readonly ProseNode[] };

export interface ItemNode {
  readonly passage: PassageDraft;
  readonly content: readonly ProseNode[];
  /** Lists within the item, whose items are passages of their own. */
  readonly lists: readonly BlockNode[];
}

export interface RowNode {
  readonly passage: PassageDraft;
  readonly cells: readonly (readonly Inline[])[];
}

/** Prose inside one passage (or a note): its paragraphs and lists are not passages of their own. */
export type ProseNode =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly type: 'blockquote'; readonly content: readonly ProseNode[] }
  | { readonly type: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly ProseNode[])[] };

/** The blocks of a tree that the vocabulary allows, in document order; the tree's frontmatter and link definitions are left out. */
export function readBlocks(tree: Node, source: string): BlockNode[] {
  const definitions = new Map<string, string>();
  collectDefinitions(tree);
  return gatherPhrasing(tree.children ?? [], source).flatMap(readBlock);

  function collectDefinitions(node: Node): void {
    if (node.type === 'definition' && node.identifier && !definitions.has(node.identifier))
      definitions.set(node.identifier, node.url ?? '');
    for (const child of node.children ?? []) collectDefinitions(child);
  }

  function newReader(): InlineReader {
    return new InlineReader(definitions, source);
  }

  function readBlock(node: Node): BlockNode[] {
    const children = node.children ?? [];
    switch (node.type) {
      case 'yaml':
      case 'definition':
        return [];
      case 'paragraph': {
        const reader = newReader();
        const content = reader.read(children);
        return [{ type: 'paragraph', passage: draft('paragraph', node, reader), content }];
      }
      case 'code': {
        const reader = newReader();
        reader.text = node.value ?? '';
        const content: Inline[] = [{ type: 'text', start: 0, end: reader.text.length, value: reader.text }];
        return [{ type: 'code', passage: draft('paragraph', node, reader), content }];
      }
      case 'blockquote': {
        const reader = newReader();
        const content = readProse(children, reader);
        return [{ type: 'blockquote', passage: draft('blockquote', node, reader), content }];
      }
      case 'list':
        return [readList(node)];
      case 'table':
        return [readTable(node)];
      case 'heading':
        return [{ type: 'heading', depth: node.depth ?? 2, content: newReader().read(children) }];
      case 'thematicBreak':
        return [{ type: 'rule' }];
      case 'footnoteDefinition': {
        const reader = newReader();
        const content = readProse(children, reader);
        return [{ type: 'footnote', identifier: node.identifier ?? '', passage: draft('footnote', node, reader), content }];
      }
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        if (node.name === 'Figure') return [{ type: 'figure', figure: Number(componentAttributes(node)['n']), node }];
        return [{ type: 'note', content: readProse(children.some(isBlock) ? children : [{ type: 'paragraph', children }], newReader()) }];
      default:
        throw new Error(`no block: ${node.type}`);
    }
  }

  function readList(node: Node): BlockNode {
    const items = (node.children ?? []).map((item) => {
      const reader = newReader();
      const own = (item.children ?? []).filter((child) => child.type !== 'list');
      const firstList = (item.children ?? []).findIndex((child) => child.type === 'list');
      const late = firstList < 0 ? undefined : (item.children ?? []).slice(firstList).find((child) => child.type !== 'list');
      if (late) throw new ProseError(late, 'after a list inside a list item');
      const content = readProse(own, reader);
      const lists = (item.children ?? []).filter((child) => child.type === 'list').map(readList);
      return { passage: draft('item', item, reader), content, lists };
    });
    return {
      type: 'list',
      isOrdered: node.ordered === true,
      ...(typeof node.start === 'number' && node.start !== 1 ? { start: node.start } : {}),
      items,
    };
  }

  function readTable(node: Node): BlockNode {
    const [head, ...rows] = node.children ?? [];
    const headReader = newReader();
    return {
      type: 'table',
      align: node.align ?? [],
      head: (head?.children ?? []).map((cell) => headReader.read(cell.children ?? [])),
      rows: rows.map((row) => {
        const reader = newReader();
        const cells = (row.children ?? []).map((cell, index) => {
          if (index > 0) reader.text += '\t';
          return reader.read(cell.children ?? []);
        });
        return { passage: draft('row', row, reader), cells };
      }),
    };
  }

  function readProse(nodes: readonly Node[], reader: InlineReader): ProseNode[] {
    return gatherPhrasing(nodes, source).map((node): ProseNode => {
      if (node.type === 'list') {
        const items = (node.children ?? []).map((item) => readProse(item.children ?? [], reader));
        return { type: 'list', isOrdered: node.ordered === true, items };
      }
      if (node.type === 'blockquote') return { type: 'blockquote', content: readProse(node.children ?? [], reader) };
      reader.separate('\n');
      if (node.type === 'code') return { type: 'paragraph', content: reader.read([{ type: 'inlineCode', value: node.value ?? '' }]) };
      if (node.type !== 'paragraph') throw new ProseError(node);
      return { type: 'paragraph', content: reader.read(node.children ?? []) };
    });
  }
}

/** A block where it may not stand: a heading or table inside a block quotation, list item or note; a paragraph after a nested list. */
export class ProseError extends Error {
  readonly node: Node;
  /** Where the block stands, in words. */
  readonly where: string;
  constructor(node: Node, where = 'inside a block quotation, list item, footnote or note') {
    super(`no prose: ${node.type}`);
    this.node = node;
    this.where = where;
  }
}

function draft(kind: PassageKind, node: Node, reader: InlineReader): PassageDraft {
  return { kind, line: node.position?.start.line ?? 1, text: reader.text, quotes: reader.quotes, marks: reader.marks };
}

function isBlock(node: Node): boolean {
  return (
    node.type === 'paragraph' ||
    node.type === 'list' ||
    node.type === 'blockquote' ||
    node.type === 'table' ||
    node.type === 'heading' ||
    node.type === 'code'
  );
}

/** Puts runs of phrasing content that the parser lifted out (see `isLiftedPhrasing`) back into paragraphs; an empty line parts two runs. */
function gatherPhrasing(nodes: readonly Node[], source: string): Node[] {
  const gathered: Node[] = [];
  let run: Node[] = [];
  const flush = () => {
    const [first] = run;
    if (first) gathered.push({ type: 'paragraph', position: first.position, children: run });
    run = [];
  };
  for (const node of nodes) {
    const previous = run.at(-1);
    if (isLiftedPhrasing(node)) {
      if (previous && /\n[ \t>]*\n/.test(source.slice(previous.position?.end.offset, node.position?.start.offset))) flush();
      run.push(node);
    } else {
      flush();
      gathered.push(node);
    }
  }
  flush();
  return gathered;
}
