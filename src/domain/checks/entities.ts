import type { Entity } from '../../model/entity.ts';
import { FieldReporter, type Rule } from './rule.ts';

/** Ids are unique, former ids are nobody's present one, and what an entity refers to is there. */
export const checkEntities: Rule = ({ registry, placeOfEntity }) => {
  const owners = new Map<string, Entity>();
  const issues = [];
  for (const entity of registry.entities) {
    const fields = new FieldReporter(registry, (field) => placeOfEntity(entity, field));
    const owner = owners.get(entity.id);
    if (owner) {
      const first = placeOfEntity(owner);
      fields.report(
        ['id'],
        'duplicate-entity',
        `The id “${entity.id}” is taken (${first.file}:${first.line}).`,
        'Ids are unique in the whole registry: choose another.',
      );
    } else {
      owners.set(entity.id, entity);
    }
    if (entity.id === 'none') fields.report(['id'], 'reserved-id', 'The id “none” is kept for <Mention of="none">.', 'Choose another.');
    checkFields(entity, fields);
    issues.push(...fields.issues);
  }
  for (const entity of registry.entities) {
    const fields = new FieldReporter(registry, (field) => placeOfEntity(entity, field));
    for (const [index, id] of entity.formerIds.entries()) {
      const owner = owners.get(id);
      if (owner)
        fields.report(
          ['formerIds', index],
          'duplicate-entity',
          `The former id “${id}” is taken${owner === entity ? ' by the entity’s own id' : ` by “${owner.name}”`}.`,
          'An address leads to one entity only.',
        );
      else owners.set(id, entity);
    }
    issues.push(...fields.issues);
  }
  return issues;
};

function checkFields(entity: Entity, fields: FieldReporter): void {
  const expectAll = (field: string, ids: readonly string[], ...types: Entity['type'][]) => {
    for (const [index, id] of ids.entries()) fields.expectEntity([field, index], id, types.length > 0 ? types : undefined);
  };
  switch (entity.type) {
    case 'person':
      expectAll('partOf', entity.partOf, 'organization');
      fields.expectEntity(['country'], entity.country, ['place']);
      fields.expectDate(['born'], entity.born);
      fields.expectDate(['died'], entity.died);
      break;
    case 'organization':
      expectAll('partOf', entity.partOf, 'organization');
      fields.expectEntity(['country'], entity.country, ['place']);
      fields.expectEntity(['seat'], entity.seat, ['place']);
      fields.expectDate(['founded'], entity.founded);
      fields.expectDate(['dissolved'], entity.dissolved);
      break;
    case 'place':
      expectAll('partOf', entity.partOf, 'place');
      break;
    case 'work':
      expectAll('creators', entity.creators, 'person', 'organization');
      expectAll('about', entity.about);
      fields.expectDate(['date'], entity.date);
      break;
  }
}
