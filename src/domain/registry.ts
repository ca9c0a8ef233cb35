import type { Entity } from '../model/entity.ts';
import { editDistance } from './distance.ts';
import { MentionFinder } from './mention.ts';
import { compareCodeUnits, compareNames } from './text.ts';

/** The entities of an archive, by id, in catalogue order. */
export class Registry {
  readonly entities: readonly Entity[];
  readonly finder: MentionFinder;
  readonly #byId: ReadonlyMap<string, Entity>;
  readonly #byFormerId: ReadonlyMap<string, Entity>;

  constructor(entities: readonly Entity[]) {
    this.entities = [...entities].sort((a, b) => compareNames(filingName(a), filingName(b)) || compareCodeUnits(a.id, b.id));
    this.#byId = new Map(this.entities.map((entity) => [entity.id, entity]));
    this.#byFormerId = new Map(this.entities.flatMap((entity) => entity.formerIds.map((id) => [id, entity] as const)));
    this.finder = new MentionFinder(this.entities);
  }

  get(id: string): Entity | undefined {
    return this.#byId.get(id);
  }

  /** The entity that has the id or had it before. */
  resolve(id: string): Entity | undefined {
    return this.#byId.get(id) ?? this.#byFormerId.get(id);
  }

  /** The entity; throws where the id is unknown, which the checks rule out before a page is drawn. */
  require(id: string): Entity {
    const entity = this.#byId.get(id);
    if (!entity) throw new Error(`no entity has the id “${id}”`);
    return entity;
  }

  /** What to write instead of an unknown id: the present one of a former id, the nearest, or an entry in the registry. */
  hintFor(id: string): string {
    const present = this.#byFormerId.get(id);
    if (present) return `That is its former id; write “${present.id}”.`;
    const near = this.nearest(id);
    return near ? `The nearest id is “${near}”.` : 'Add it to content/entities/.';
  }

  /** The known id that is most like an unknown one, for a hint; undefined when none is near. */
  nearest(id: string): string | undefined {
    const limit = Math.max(2, Math.floor(id.length / 3));
    const ranked = this.entities
      .map((entity) => ({ id: entity.id, distance: entity.id.includes(id) || id.includes(entity.id) ? 1 : editDistance(id, entity.id) }))
      .sort((a, b) => a.distance - b.distance || compareCodeUnits(a.id, b.id));
    const [best] = ranked;
    return best && best.distance <= limit ? best.id : undefined;
  }
}

/** The name as a catalogue files it: "Makinen, Julie". */
export function filingName(entity: Pick<Entity, 'name' | 'sortName'>): string {
  return entity.sortName ?? entity.name;
}
