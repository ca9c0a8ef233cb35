/** Text quote selectors: how words are found again in a text that was edited (W3C Web Annotation Data Model, section 4.2.4). */
import type { Span } from './text.ts';

/** Code points of context kept on each side. */
export const contextLength = 32;

/** What stands before and after some words in their article, blanks collapsed, at most `contextLength` code points each. */
export interface TextContext {
  readonly prefix: string;
  readonly suffix: string;
}

/** The context of a span of the passage at `index`; an article's text is that of its passages in order, parted by blanks. */
export function contextOf(passages: readonly { readonly text: string }[], index: number, span: Span): TextContext {
  const text = passages[index]?.text ?? '';
  let before = text.slice(0, span.start);
  for (let at = index - 1; at >= 0 && !isEnough(before); at--) before = `${passages[at]?.text ?? ''} ${before}`;
  let after = text.slice(span.end);
  for (let at = index + 1; at < passages.length && !isEnough(after); at++) after = `${after} ${passages[at]?.text ?? ''}`;
  return {
    prefix: [...collapse(before).trimStart()].slice(-contextLength).join(''),
    suffix: [...collapse(after).trimEnd()].slice(0, contextLength).join(''),
  };
}

/** How much two contexts agree next to the words, 0 to 1: the share of the code points that are the same, counted from the words outwards. */
export function agreement(a: TextContext, b: TextContext): number {
  const backwards = (text: string) => [...text].reverse();
  return (side(backwards(a.prefix), backwards(b.prefix)) + side([...a.suffix], [...b.suffix])) / 2;
}

/** An empty side is the text's beginning or end, and agrees only with another such. */
function side(a: readonly string[], b: readonly string[]): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  return same / longest;
}

function isEnough(text: string): boolean {
  return collapse(text).length > 2 * contextLength + 2;
}

function collapse(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ');
}
