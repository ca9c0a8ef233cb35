/** MDX source → mdast, by Astro's own engine. Nothing here runs what it reads. */
import { mdxToMdast } from 'satteri';
import type { Issue } from '../domain/issue.ts';

/** What an article's tree is read as; the parser's own types are wider than the closed vocabulary. */
export interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly position?: { readonly start: Point; readonly end: Point };
  /** Of a component: its name, null for a fragment. */
  readonly name?: string | null;
  readonly attributes?: readonly { readonly type: string; readonly name?: string; readonly value?: unknown }[];
  readonly depth?: number;
  readonly ordered?: boolean;
  readonly start?: number | null;
  readonly checked?: boolean | null;
  readonly align?: readonly (string | null)[];
  readonly url?: string;
  readonly title?: string | null;
  readonly identifier?: string;
  readonly lang?: string | null;
}

interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export type TreeReading = { readonly tree: Node } | { readonly issue: Issue };

/** The tree of an article's source without a byte-order mark, or the syntax error that prevents one. */
export function readTree(source: string, file: string): TreeReading {
  try {
    // Smart punctuation is on by default and rewrites quotations.
    const tree = mdxToMdast(source, { features: { gfm: true, frontmatter: true, smartPunctuation: false } }) as unknown as Node;
    return { tree };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const [, line, column, message = text] = /^(\d+):(\d+): ([\s\S]*?)(?: \(mdx[\w-]*:[\w-]+\))?$/.exec(text) ?? [];
    return {
      issue: {
        code: 'mdx-syntax',
        severity: 'error',
        file,
        line: Number(line ?? 1),
        column: Number(column ?? 1),
        message: `${message.replace(/ \(note: .*\)$/s, '')}.`,
        hint: syntaxHint(source, Number(line ?? 1)),
      },
    };
  }
}

function syntaxHint(source: string, line: number): string {
  const text = source.split('\n')[line - 1] ?? '';
  if (/<!--/.test(text)) return 'Comments have no place in an article: take it out, or write a <Note>.';
  if (/</.test(text)) return 'Close every component where it began, and write \\< for a plain “less than”.';
  if (/[{}]/.test(text)) return 'Write \\{ and \\} for plain braces.';
  return 'Close every component where it began; write \\< and \\{ for the plain characters.';
}

/** The attributes of a component whose values are plain text; the vocabulary has refused all others. */
export function componentAttributes(node: Node): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { name, value } of node.attributes ?? []) if (name && typeof value === 'string') attributes[name] = value;
  return attributes;
}

/** Whether the node is phrasing content that the parser lifted out of its paragraph because it holds nothing but components. */
export function isLiftedPhrasing(node: Node): boolean {
  return node.type === 'mdxJsxFlowElement' && (node.name === 'Quote' || node.name === 'Mention' || node.name === 'Foreign');
}
