/** The types of entities, by their index in a row. */
import { entityFolders } from '../permalink.ts';
import type { NameRow } from './catalogue.ts';

/** Each with the first part of its address. */
export const nameTypes = Object.entries(entityFolders).map(([type, folder]) => ({ type, folder }));

/** The address of an entity without the base. */
export function entityPath([id, type]: NameRow): string {
  return `${nameTypes[type]?.folder}/${id}/`;
}
