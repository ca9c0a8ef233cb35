/** The words of a passage: phrasing content flattened to text, with the stretches that are quoted, named or foreign. */
import type { Quote } from '../domain/passage.ts';
import { componentAttributes, type Node } from './tree.ts';

/** Phrasing content with its place in the passage's text (UTF-16 offsets, `end` exclusive). */
export type Inline =
  | { readonly type: 'text'; readonly start: number; readonly end: number; readonly value: string }
  | { readonly type: 'break'; readonly start: number; readonly end: number }
  | { readonly type: 'footnote'; readonly identifier: string }
  | { readonly type: 'emphasis' | 'strong' | 'delete' | 'code'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'foreign'; readonly lang: string; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly draft: QuoteDraft; readonly children: readonly Inline[] }
  | { readonly type: 'mention'; readonly mark: MentionMark; readonly children: readonly Inline[] };

/** A quote before it has its anchor. */
export interface QuoteDraft extends Omit<Quote, 'anchor' | 'within'> {
  /** The author's own id, without `q-`. */
  readonly id?: string;
  readonly within?: QuoteDraft;
  readonly node: Node;
}

/** An author's `<Mention>`. */
export interface MentionMark {
  readonly of: string;
  readonly lang?: string;
  readonly start: number;
  readonly end: number;
  readonly node: Node;
}

/** Collects the text of one passage while its blocks are read in order. */
export class InlineReader {
  text = '';
  readonly quotes: QuoteDraft[] = [];
  readonly marks: MentionMark[] = [];
  readonly #definitions: ReadonlyMap<string, string>;
  readonly #source: string;

  constructor(definitions: ReadonlyMap<string, string>, source: string) {
    this.#definitions = definitions;
    this.#source = source;
  }

  /** Parts two blocks of one passage: two paragraphs of a block quotation, two cells of a row. */
  separate(separator: string): void {
    if (this.text !== '') this.text += separator;
  }

  /** Reads sibling phrasing nodes. */
  read(nodes: readonly Node[], within?: QuoteDraft): Inline[] {
    const inlines: Inline[] = [];
    for (const [index, node] of nodes.entries()) {
      const gap = this.#gapBefore(node, nodes[index - 1]);
      if (gap) inlines.push(this.#text(gap));
      inlines.push(...this.#readNode(node, within));
    }
    return inlines;
  }

  #readNode(node: Node, within?: QuoteDraft): Inline[] {
    switch (node.type) {
      case 'text':
        return [this.#text(foldLineBreaks(node.value ?? ''))];
      case 'inlineCode':
        return [{ type: 'code', children: [this.#text(foldLineBreaks(node.value ?? ''))] }];
      case 'break': {
        const start = this.text.length;
        this.text += '\n';
        return [{ type: 'break', start, end: this.text.length }];
      }
      case 'emphasis':
      case 'strong':
      case 'delete':
        return [{ type: node.type, children: this.read(node.children ?? [], within) }];
      case 'link':
        return [{ type: 'link', url: node.url ?? '', children: this.read(node.children ?? [], within) }];
      case 'linkReference':
        return [
          { type: 'link', url: this.#definitions.get(node.identifier ?? '') ?? '', children: this.read(node.children ?? [], within) },
        ];
      case 'footnoteReference':
        return [{ type: 'footnote', identifier: node.identifier ?? '' }];
      case 'paragraph':
        return this.read(node.children ?? [], within);
      case 'mdxJsxTextElement':
      case 'mdxJsxFlowElement':
        return [this.#readComponent(node, within)];
      default:
        throw new Error(`no phrasing content: ${node.type}`);
    }
  }

  #readComponent(node: Node, within?: QuoteDraft): Inline {
    const attributes = componentAttributes(node);
    const start = this.text.length;
    if (node.name === 'Quote') {
      const draft = {
        by: attributes['by'] ?? '',
        ...pick(attributes, ['via', 'to', 'on', 'lang', 'id']),
        start,
        end: start,
        words: '',
        within,
        node,
      } satisfies QuoteDraft;
      this.quotes.push(draft);
      const children = this.read(node.children ?? [], draft);
      draft.end = this.text.length;
      draft.words = this.text.slice(start);
      return { type: 'quote', draft, children };
    }
    const children = this.read(node.children ?? [], within);
    if (node.name === 'Mention') {
      const mark: MentionMark = { of: attributes['of'] ?? '', ...pick(attributes, ['lang']), start, end: this.text.length, node };
      this.marks.push(mark);
      return { type: 'mention', mark, children };
    }
    return { type: 'foreign', lang: attributes['lang'] ?? '', children };
  }

  #text(value: string): Inline {
    const start = this.text.length;
    this.text += value;
    return { type: 'text', start, end: this.text.length, value };
  }

  /**
   * A paragraph that holds nothing but components loses the blanks between them in the parser, which lifts them out as blocks;
   * they are taken from the source instead.
   */
  #gapBefore(node: Node, previous: Node | undefined): string | undefined {
    if (node.type !== 'mdxJsxFlowElement' || previous?.type !== 'mdxJsxFlowElement') return undefined;
    const from = previous.position?.end.offset;
    const to = node.position?.start.offset;
    if (from === undefined || to === undefined) return undefined;
    const between = this.#source.slice(from, to);
    const blanks = between.replace(/\n[ \t>]*/g, '\n');
    return /^\s+$/.test(blanks) ? foldLineBreaks(blanks) : undefined;
  }
}

/** A soft line break with the blanks around it is one blank, in the text as on the page. */
export function foldLineBreaks(text: string): string {
  return text.replace(/[ \t]*(?:\r\n|\r|\n)[ \t]*/g, ' ');
}

function pick<K extends string>(attributes: Record<string, string>, names: readonly K[]): { [P in K]?: string } {
  const picked: { [P in K]?: string } = {};
  for (const name of names) if (attributes[name] !== undefined) picked[name] = attributes[name];
  return picked;
}
