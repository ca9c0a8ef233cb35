import type { Issue } from '../issue.ts';
import type { Rule } from './rule.ts';

/** No promised address of an entity is forgotten: its id is there, or is a former one of another. What is not promised yet is told. */
export const checkEntityLedger: Rule = ({ registry, entityLedger: { entities }, fileOfLedger }) => {
  const file = fileOfLedger('_entities');
  const issues: Issue[] = [];
  for (const [id, { types }] of Object.entries(entities)) {
    if (registry.resolve(id)) continue;
    const near = registry.nearest(id);
    const example = near ? `formerIds: [${id}] under “${near}”, if it is that now` : `formerIds: [${id}] under the one that it is now`;
    const message = `The ${types[0] ?? 'entity'} “${id}” was sealed, and is in no file of content/entities/.`;
    issues.push({ code: 'lost-entity', severity: 'error', file, line: 1, column: 1, message, hint: `Bring it back, or write ${example}.` });
  }
  const unsealed = registry.entities.filter(({ id, type }) => !entities[id]?.types.includes(type)).map(({ id, type }) => `${id} (${type})`);
  // Before the first seal of anything each article says so, which is enough.
  if (unsealed.length === 0 || Object.keys(entities).length === 0) return issues;
  const count = unsealed.length === 1 ? 'A new address of an entity is' : `${unsealed.length} new addresses of entities are`;
  const message = `${count} not sealed yet: ${unsealed.slice(0, 3).join(', ')}${unsealed.length > 3 ? ' …' : ''}.`;
  const hint = 'npx pincite seal promises their addresses, before the archive is published.';
  issues.push({ code: 'unsealed-anchor', severity: 'warning', file, line: 1, column: 1, message, hint });
  return issues;
};
