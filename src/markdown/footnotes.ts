/** The order of footnotes, and the phrasing content of whole blocks, where they stand. */
import type { BlockNode } from './blocks.ts';
import type { Inline } from './inline.ts';

/** Footnotes are numbered in the order in which they are first referred to. */
export function numberFootnotes(blocks: readonly BlockNode[]): Map<string, number> {
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
export function inlinesOf(value: unknown): Inline[] {
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
