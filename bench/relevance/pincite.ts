/** The archive's own search, asked as its page asks it, with files read from the disk. */

import { openEngine } from '../../src/client/search/engine.ts';
import { describePlace } from '../../src/domain/search/excerpt.ts';
import { entityPath } from '../../src/domain/search/name-types.ts';
import { readRequest } from '../../src/domain/search/request.ts';
import { runSearch } from '../../src/domain/search/search.ts';
import type { Ask } from './ranking.ts';

/** What the page shows at first: entries of the register above the list, and places of each article. */
const [namesAtFirst, placesAtFirst] = [4, 3];

/** Opens the search of a built site. It answers with what the page shows, from the top: names, then each article and its places. */
export async function openPincite(folder: string): Promise<Ask> {
  const engine = await openEngine({ base: `${folder}/` });
  return async (text) => {
    const { entities, articles, look } = await runSearch(readRequest(new URLSearchParams({ q: text })), engine);
    const names = entities.slice(0, namesAtFirst).flatMap((number) => {
      const row = engine.names.rows[number];
      return row ? [entityPath(row)] : [];
    });
    const places = await Promise.all(
      articles.map(async (article) => {
        const [file, { hits }] = await Promise.all([engine.text(article.id), article.found ?? look(article)]);
        return [`articles/${file.slug}/`, ...hits.slice(0, placesAtFirst).map((hit) => describePlace(hit, file, []).path)];
      }),
    );
    return [...names, ...places.flat()];
  };
}
