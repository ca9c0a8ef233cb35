/** What a reader's browser makes of a fragment of HTML: its elements and their text, without the archive's own apparatus. */
import { type ChildNode, type Document, type Element, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';

type Branch = Document | Element;

export function parseFragment(html: string): Document {
  return parseDocument(html, { decodeEntities: true });
}

/** All elements, in document order. */
export function elementsOf(branch: Branch): Element[] {
  return branch.children.flatMap((child: ChildNode) => (isTag(child) ? [child, ...elementsOf(child)] : []));
}

/** The text of the branch without that of elements with `data-apparatus`: numbers, links, credits. */
export function textOf(branch: Branch): string {
  return branch.children
    .map((child: ChildNode) => (isText(child) ? child.data : isTag(child) && !('data-apparatus' in child.attribs) ? textOf(child) : ''))
    .join('');
}
