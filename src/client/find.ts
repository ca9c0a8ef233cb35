/** Marks the words that a search led to, and goes from one to the next. The address carries them: `?find=righteous+deed&find=deeds`. */

import { findPhrase, listTokens, listWords, trimSigns } from '../domain/search/words.ts';
import { readText, type TextOnPage } from './article-text.ts';
import { type Announce, createButton, createElement } from './element.ts';

/** Marks what the address asks for in the article, and brings the first in its passage into view. */
export function arriveAtSearched(article: HTMLElement, announce: Announce): void {
  const body = article.querySelector<HTMLElement>('.article-body') ?? article;
  const forms = new URLSearchParams(location.search).getAll('find').slice(0, 12);
  const groups = markForms(readText(body), tellingForms(forms));
  if (groups.length === 0) return;
  const anchor = location.hash.slice(1).split(':~:')[0] ?? '';
  const target = document.getElementById(anchor);
  const place = target?.closest('.passage') ?? target;
  const inside = (element: Element | null | undefined) => groups.findIndex(([mark]) => mark !== undefined && element?.contains(mark));
  let at = Math.max(0, inside(target) >= 0 ? inside(target) : inside(place));

  const told = createElement('span', { class: 'find-count' });
  const bar = createElement(
    'div',
    { class: 'find-bar label', role: 'region', 'aria-label': 'Words searched for', lang: document.documentElement.lang },
    told,
    createButton('Previous', () => go(at - 1)),
    createButton('Next', () => go(at + 1)),
    createButton('Clear', clear),
  );
  // For the keys it follows the passage that was arrived at.
  (groups[at]?.[0]?.closest('.block') ?? body).append(bar);
  show();
  // A browser goes to the fragment once more when all is loaded.
  if (document.readyState !== 'complete') addEventListener('load', show, { once: true });

  function go(to: number): void {
    at = (to + groups.length) % groups.length;
    show();
    announce(`${told.textContent}: ${context(groups[at])}`);
  }

  function show(): void {
    for (const [index, group] of groups.entries()) for (const mark of group) mark.classList.toggle('current', index === at);
    told.textContent = `${at + 1} of ${groups.length}`;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches || document.readyState !== 'complete';
    groups[at]?.[0]?.scrollIntoView({ block: 'center', behavior: isStill ? 'auto' : 'smooth' });
  }

  function clear(): void {
    for (const mark of groups.flat()) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
    bar.remove();
    const address = new URL(location.href);
    address.searchParams.delete('find');
    history.replaceState(history.state, '', address);
    announce('Marks cleared.');
  }
}

/** The forms without words of up to three letters, such as “of” and “her”, that stand everywhere; these alone where there are no others. */
function tellingForms(forms: readonly string[]): readonly string[] {
  const telling = forms.filter((form) => !/^[\p{Script=Latin}.’']{1,3}$/u.test(form));
  return telling.length > 0 ? telling : forms;
}

/** The words around a mark, for those who listen. */
function context(group: readonly HTMLElement[] | undefined): string {
  return group?.[0]?.closest('.passage')?.textContent?.replace(/\s+/g, ' ').trim().slice(0, 120) ?? '';
}

/** Marks of each place, which may be in several elements. */
function markForms({ passages, nodes }: TextOnPage, forms: readonly string[]): HTMLElement[][] {
  const rows = forms.map((form) => form.split(/\s+/).flatMap(listWords)).filter((row) => row.length > 0);
  const groups: HTMLElement[][] = [];
  for (const [index, { text }] of passages.entries()) {
    const tokens = listTokens(text);
    const words = tokens.map(({ start, end }) => listWords(text.slice(start, end)));
    const spans = rows.flatMap((row) => findPhrase(words, row)).sort((a, b) => a.start - b.start || b.end - a.end);
    const apart = spans.filter((span, at) => !spans.slice(0, at).some(({ end }) => span.start < end));
    const stretches = apart.map(({ start, end }) => trimSigns(text, { start: tokens[start]?.start ?? 0, end: tokens[end - 1]?.end ?? 0 }));
    const own: HTMLElement[][] = stretches.map(() => []);
    for (const { node, index: passage, offset } of nodes.toReversed()) {
      if (passage !== index) continue;
      const { length } = node;
      for (const [at, { start, end }] of [...stretches.entries()].toReversed()) {
        const [from, to] = [Math.max(0, start - offset), Math.min(length, end - offset)];
        if (from < to && /[^\s]/.test(node.data.slice(from, to))) own[at]?.unshift(wrap(node, from, to));
      }
    }
    groups.push(...own.filter((marks) => marks.length > 0));
  }
  return groups;
}

function wrap(node: Text, start: number, end: number): HTMLElement {
  node.splitText(end);
  const words = node.splitText(start);
  const mark = createElement('mark', { class: 'searched' });
  words.replaceWith(mark);
  mark.append(words);
  return mark;
}
