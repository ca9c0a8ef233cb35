/** The registry's files. */
import type { Issue, Place } from '../domain/issue.ts';
import { type Path, readYaml } from '../markdown/yaml.ts';
import { type Entity, entitySchema, registryFileSchema } from '../model/entity.ts';
import { listFiles, readText, shownPath } from './content.ts';

export interface EntityPlace extends Place {
  readonly file: string;
}

export interface RegistryReading {
  /** Every entry that is in order, also of files in which another is not. */
  readonly entities: readonly Entity[];
  readonly placeOfEntity: (entity: Entity, field?: Path) => EntityPlace;
}

/** The entities of all files in `entities/`; issues are added to the list. */
export function readRegistry(folder: string, issues: Issue[]): RegistryReading {
  const entities: Entity[] = [];
  const places = new Map<Entity, (field: Path) => EntityPlace>();
  for (const file of listFiles(folder, 'entities', /\.ya?ml$/)) {
    const text = readText(folder, file, issues);
    if (text === undefined) continue;
    const name = shownPath(folder, file);
    const reading = readYaml<Entity[]>(text, registryFileSchema, name);
    issues.push(...reading.issues);
    for (const [index, entry] of (Array.isArray(reading.raw) ? reading.raw : []).entries()) {
      const { data: entity } = entitySchema.safeParse(entry);
      if (!entity) continue;
      entities.push(entity);
      places.set(entity, (field) => ({ file: name, ...reading.placeOf([index, ...field]) }));
    }
  }
  return { entities, placeOfEntity: (entity, field = ['id']) => places.get(entity)?.(field) ?? { file: '', line: 1, column: 1 } };
}
