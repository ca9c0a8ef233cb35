/** Entries of the register above the results. Fetched where the words name somebody or something. */
import { entityPath } from '../../domain/search/name-types.ts';
import { createElement } from '../element.ts';
import type { Searched } from './searcher.ts';
import { count } from './wording.ts';

/** Who is named by the words, each leading to its entry. */
export function renderEntries({ outcome, sources }: Searched, base: string): HTMLLIElement[] {
  return outcome.entities.slice(0, 4).flatMap((number) => {
    const row = sources.names.rows[number];
    if (!row) return [];
    const [, , name, aliases, gloss, , passages, quotes] = row;
    const other = aliases.filter((alias) => !alias.includes(',') && !/^[a-z0-9-]+$/.test(alias)).slice(0, 4);
    const facts = [passages > 0 && count(passages, 'passage'), quotes > 0 && count(quotes, 'quotation')].filter((fact) => fact !== false);
    return [
      createElement(
        'li',
        {},
        createElement('a', { class: 'headword', href: base + entityPath(row) }, name),
        createElement('span', { class: 'label' }, [gloss, other.length > 0 && `also ${other.join(', ')}`].filter(Boolean).join('; ')),
        createElement('span', { class: 'count' }, facts.join(', ')),
      ),
    ];
  });
}
