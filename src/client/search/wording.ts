/** What the search says. */
import type { Piece } from '../../domain/search/excerpt.ts';
import type { FacetName } from '../../domain/search/request.ts';
import type { Notice, Outcome } from '../../domain/search/search.ts';
import { createElement } from '../element.ts';

export const facetLabels: Readonly<Record<FacetName | 'year', string>> = {
  kind: 'Kind',
  speaker: 'Speakers',
  person: 'People',
  org: 'Organizations',
  place: 'Places',
  work: 'Works',
  topic: 'Topics',
  in: 'Publications',
  lang: 'Languages',
  year: 'Years',
};

/** One of what a facet lists, as a chip names it. */
export const chipLabels: Readonly<Record<FacetName | 'year', string>> = {
  kind: 'Kind',
  speaker: 'Speaker',
  person: 'Person',
  org: 'Organization',
  place: 'Place',
  work: 'Work',
  topic: 'Topic',
  in: 'Publication',
  lang: 'Language',
  year: 'Published',
};

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

/** What was done to find something, in a sentence. */
export function noticeWords(notice: Notice): string {
  if (notice.kind === 'corrected') return `Nothing is found for “${notice.from}”. Shown is what is found for “${notice.to}”.`;
  if (notice.kind === 'dropped') {
    const words = notice.words.map((word) => `“${word}”`).join(', ');
    return `${words} ${notice.words.length === 1 ? 'stands' : 'stand'} nowhere in the archive. Shown is what is found for the rest.`;
  }
  const phrases =
    notice.phrases.length > 0
      ? ` ${notice.phrases.join(', ')} ${notice.phrases.length === 1 ? 'stands' : 'stand'} nowhere in these words.`
      : '';
  return `No article has all that is asked for.${phrases} Those that have most of it are shown.`;
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
