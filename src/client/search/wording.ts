/** What the search says. */
import type { Piece } from '../../domain/search/excerpt.ts';
import type { Outcome } from '../../domain/search/search.ts';
import { createElement } from '../element.ts';

/** "13 passages and 7 events in 7 articles"; where not all was looked at, the articles alone. */
export function countWords({ counts, articles, isAtMost }: Outcome): string {
  const total = count(articles.length, 'article');
  if (!counts) return isAtMost ? `At most ${total}` : total;
  const parts = [
    counts.passages > 0 && count(counts.passages, 'passage'),
    counts.quotes > 0 && count(counts.quotes, 'quotation'),
    counts.events > 0 && count(counts.events, 'event'),
  ].filter((part) => part !== false);
  return parts.length > 0 ? `${parts.join(' and ')} in ${total}` : total;
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Text with its marked words as `mark` elements. */
export function renderPieces(pieces: readonly Piece[]): (Node | string)[] {
  return pieces.map(({ text, isMarked }) => (isMarked ? createElement('mark', {}, text) : text));
}
