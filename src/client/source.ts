import type { CitedWords } from '../domain/quote-forms.ts';
import { normaliseText } from '../domain/text.ts';

/** What the page says of the article that words are taken from. */
export interface Source {
  readonly title: string;
  readonly publication: string;
  /** In words. */
  readonly published: string;
  /** The article's permanent address: the archive's own, wherever the page is looked at. */
  readonly address: string;
}

/** The source of the page's words. */
export function readSource(article: HTMLElement): Source {
  const { title = '', publication = '', published = '' } = article.dataset;
  return { title, publication, published, address: document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? '' };
}

/** The citation of words that begin in one element and end in another, or stand in one alone. */
export function citeWords(source: Source, words: string, address: string, from: Element, to = from): CitedWords {
  // In the page's order the last of those that hold both is the innermost.
  const quote = [...document.querySelectorAll('q')].findLast((one) => one.contains(from) && one.contains(to));
  const outer = quote?.parentElement?.closest('q');
  const [first, last] = [labelOf(from, 'para. '), labelOf(to, 'para. ')];
  return {
    ...source,
    words: normaliseText(words),
    speaker: quote?.dataset['speaker'],
    said: quote?.dataset['said'],
    outer: outer?.dataset['speaker'],
    passage: first === last ? first : `${first} to ${last}`,
    address,
    lang: languageOf(from) === languageOf(to) ? languageOf(from) : undefined,
  };
}

function languageOf(place: Element): string | undefined {
  return place.closest<HTMLElement>('[lang]')?.lang;
}

/** "para. 7" or "paragraph 7", "fig. 1"; "note" for a footnote: the passage of a place of the page. */
export function labelOf(place: Element, unit: string): string {
  const number = document.querySelector(`a.number[href="#${place.closest('.passage')?.id}"]`)?.textContent ?? 'note';
  return number.replace(/^\d/, `${unit}$&`).toLowerCase();
}
