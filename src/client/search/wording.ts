/** What the search says. */
import type { Piece } from '../../domain/search/excerpt.ts';
import type { Outcome } from '../../domain/search/search.ts';
import { createElement } from '../element.ts';
import type { Searched } from './searcher.ts';

/** "13 passages and 7 events in 7 articles"; where not all was looked at, the articles alone. */
export function countWords({ counts, articles }: Outcome): string {
  const total = count(articles.length, 'article');
  if (!counts) return total;
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

/** What a search has to say of itself: what it did not understand, and what it did to find something. */
export async function explain({ outcome, sources }: Searched): Promise<{ readonly faults: readonly string[]; readonly notice: string }> {
  if (outcome.faults.length === 0 && !outcome.notice) return { faults: [], notice: '' };
  const { explainOutcome } = await import('../../domain/search/explain.ts');
  return explainOutcome(outcome, sources);
}

export function nameOfLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Text with its marked words as `mark` elements. */
export function renderPieces(pieces: readonly Piece[]): (Node | string)[] {
  return pieces.map(({ text, isMarked }) => (isMarked ? createElement('mark', {}, text) : text));
}
