/**
 * The passages of an article, found a second time: with remark's parsers and a walk of its own that shares nothing with
 * `src/markdown`. What both agree on does not hang on one parser's bug.
 */

import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Node as UnistNode } from 'unist';
import { parse as parseYaml } from 'yaml';

export interface SecondPassage {
  readonly kind: string;
  readonly text: string;
  /** Speaker and words of each quote, in order of its beginning. */
  readonly quotes: readonly (readonly [by: string, words: string])[];
}

interface Tree extends UnistNode {
  readonly children?: readonly Tree[];
  readonly value?: string;
  readonly name?: string | null;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx);

/** Passages in the order of the body. Throws where remark finds a syntax error. */
export function readSecondOpinion(source: string): SecondPassage[] {
  const [, yaml = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')) ?? [];
  const captions = ((parseYaml(yaml) as { figures?: { caption: string }[] } | null)?.figures ?? []).map((figure) =>
    figure.caption.trim().replace(/\s+/g, ' '),
  );
  const passages: SecondPassage[] = [];
  const placed = new Set<number>();
  for (const node of parser.parse(body).children as readonly Tree[]) visit(node);
  const lead = captions.flatMap((caption, index) => (placed.has(index) ? [] : [captionOf(caption)]));
  return [...lead, ...passages];

  function visit(node: Tree): void {
    const children = node.children ?? [];
    switch (node.type) {
      case 'mdxJsxFlowElement':
        if (node.name === 'Note') return;
        if (node.name === 'Figure') {
          const index = Number(attribute(node, 'n')) - 1;
          placed.add(index);
          passages.push(captionOf(captions[index] ?? ''));
          return;
        }
        // Only tags stand on the lines of a paragraph of its own.
        passages.push(flatten('paragraph', [[node]]));
        return;
      case 'paragraph': {
        const [only, ...others] = children.filter((child) => child.type !== 'text' || /\S/.test(child.value ?? ''));
        if (only?.name === 'Note' && others.length === 0) return;
        passages.push(flatten('paragraph', [children]));
        return;
      }
      case 'code':
        passages.push({ kind: 'paragraph', text: node.value ?? '', quotes: [] });
        return;
      case 'blockquote':
        passages.push(flatten('blockquote', paragraphsIn(node)));
        return;
      case 'footnoteDefinition':
        passages.push(flatten('footnote', paragraphsIn(node)));
        return;
      case 'list':
        children.forEach(visitItem);
        return;
      case 'table':
        for (const row of children.slice(1))
          passages.push(
            flatten(
              'row',
              (row.children ?? []).map((cell) => cell.children ?? []),
              '\t',
            ),
          );
        return;
      default:
        return;
    }
  }

  function visitItem(item: Tree): void {
    const children = item.children ?? [];
    const lists = children.filter((child) => child.type === 'list');
    passages.push(
      flatten(
        'item',
        children.filter((child) => child.type !== 'list').flatMap((child) => paragraphsIn({ ...item, children: [child] })),
      ),
    );
    for (const list of lists) list.children?.forEach(visitItem);
  }
}

function captionOf(text: string): SecondPassage {
  return { kind: 'caption', text, quotes: [] };
}

/** The phrasing content of each paragraph in a block, at any depth, in order. */
function paragraphsIn(block: Tree): (readonly Tree[])[] {
  return (block.children ?? []).flatMap((child) => {
    if (child.type === 'paragraph') return [child.children ?? []];
    if (child.type === 'mdxJsxFlowElement') return [[child]];
    if (child.type === 'code') return [[{ ...child, type: 'text' }]];
    return paragraphsIn(child);
  });
}

function flatten(kind: string, parts: readonly (readonly Tree[])[], separator = '\n'): SecondPassage {
  let text = '';
  const quotes: { by: string; start: number; end: number }[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += separator;
    part.forEach(read);
  }
  return { kind, text, quotes: quotes.map(({ by, start, end }) => [by, text.slice(start, end)] as const) };

  function read(node: Tree): void {
    if (node.type === 'text' || node.type === 'inlineCode') text += (node.value ?? '').replace(/[ \t]*\n[ \t]*/g, ' ');
    else if (node.type === 'break') text += '\n';
    const start = text.length;
    const quote = node.name === 'Quote' ? { by: attribute(node, 'by'), start, end: start } : undefined;
    if (quote) quotes.push(quote);
    node.children?.forEach(read);
    if (quote) quote.end = text.length;
  }
}

function attribute(node: Tree, name: string): string {
  const found = node.attributes?.find((candidate) => candidate.name === name)?.value;
  return typeof found === 'string' ? found : '';
}
