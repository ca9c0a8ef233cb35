import type { PassageText, WordSelection } from '../domain/flat-text.ts';

/** The passages of the article as they stand on the page. */
export interface TextOnPage {
  readonly passages: readonly (PassageText & { readonly element: Element })[];
  /** The text nodes that their words stand in. */
  readonly nodes: readonly TextPlace[];
}

/** A text node, the index of its passage, and its offset there. */
interface TextPlace {
  readonly node: Text;
  readonly index: number;
  readonly offset: number;
}

/** A text node, and the part of it that a range holds. */
interface TextPiece extends TextPlace {
  readonly start: number;
  readonly end: number;
}

/** The words of the passages within an element. Apparatus is no part of them: numbers, links, marks of notes, credits. */
export function readText(root: Element): TextOnPage {
  const passages: { anchor: string; element: Element; text: string }[] = [];
  const nodes: TextPlace[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const element = node.parentElement?.closest('.passage, [data-apparatus]');
    if (!element?.matches('.passage')) continue;
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

/** The parts of the passages' text nodes that a range holds, in the page's order. */
export function piecesIn({ nodes }: TextOnPage, range: Range): TextPiece[] {
  return nodes.flatMap((place) => {
    const { node } = place;
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    // Line feeds and tabs alone stand between blocks and cells, where no mark may stand.
    return range.intersectsNode(node) && start < end && /[^\n\t]/.test(node.data) ? { ...place, start, end } : [];
  });
}

/** What a range holds of the passages' words; undefined when it holds none. */
export function selectedIn(text: TextOnPage, range: Range): WordSelection | undefined {
  const pieces = piecesIn(text, range);
  const [first, last] = [pieces[0], pieces.at(-1)];
  return first && last && { first: first.index, start: first.offset + first.start, last: last.index, end: last.offset + last.end };
}

/** The range of selected words: it begins and ends in text nodes. */
export function rangeOf({ nodes }: TextOnPage, { first, start, last, end }: WordSelection): Range {
  const range = document.createRange();
  const from = nodes.find(({ node, index, offset }) => index === first && offset + node.length > start) as TextPlace;
  const to = nodes.find(({ node, index, offset }) => index === last && offset + node.length >= end) as TextPlace;
  range.setStart(from.node, start - from.offset);
  range.setEnd(to.node, end - to.offset);
  return range;
}
