import type { PassageText, WordSelection } from '../domain/flat-text.ts';

/** The passages of the article as they stand on the page. */
export interface TextOnPage {
  readonly passages: readonly (PassageText & { readonly element: Element })[];
  /** The text nodes that their words stand in: each with the index of its passage and its offset there. */
  readonly nodes: readonly { readonly node: Text; readonly index: number; readonly offset: number }[];
}

/** Part of a text node. */
export interface TextPiece {
  readonly node: Text;
  readonly start: number;
  readonly end: number;
}

/** The words of the passages within an element. Apparatus is no part of them: numbers, links, marks of notes, credits. */
export function readText(root: Element): TextOnPage {
  const passages: { anchor: string; element: Element; text: string }[] = [];
  const nodes: TextOnPage['nodes'][number][] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const element = node.parentElement?.closest('.passage');
    if (!element || node.parentElement?.closest('[data-apparatus]')) continue;
    let passage = passages.at(-1);
    if (passage?.element !== element) {
      passage = { anchor: element.id, element, text: '' };
      passages.push(passage);
    }
    nodes.push({ node, index: passages.length - 1, offset: passage.text.length });
    passage.text += node.data;
  }
  return { passages, nodes };
}

/** What a range holds of the passages' words; undefined when it holds none. */
export function selectedIn({ nodes }: TextOnPage, range: Range): WordSelection | undefined {
  let selection: WordSelection | undefined;
  for (const { node, index, offset } of nodes) {
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (from < to && range.intersectsNode(node))
      selection = { first: index, start: offset + from, ...selection, last: index, end: offset + to };
  }
  return selection;
}

/** The parts of text nodes that hold the selected words, in the page's order. */
export function piecesOf({ nodes }: TextOnPage, selection: WordSelection): TextPiece[] {
  return nodes.flatMap(({ node, index, offset }) => {
    const { first, last } = selection;
    const start = index === first ? Math.max(selection.start - offset, 0) : 0;
    const end = index === last ? Math.min(selection.end - offset, node.length) : node.length;
    // Line feeds and tabs alone stand between blocks and cells, where no mark may stand.
    return index >= first && index <= last && start < end && /[^\n\t]/.test(node.data) ? [{ node, start, end }] : [];
  });
}
