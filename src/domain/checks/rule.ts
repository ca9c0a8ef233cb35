import type { ArchiveSettings } from '../../model/archive.ts';
import type { Entity, EntityType } from '../../model/entity.ts';
import type { EntityLedger, Ledger } from '../../model/ledger.ts';
import type { Article } from '../article.ts';
import type { Attachment } from '../attachment.ts';
import { readDate } from '../date.ts';
import type { Issue, IssueCode, Place } from '../issue.ts';
import type { Registry } from '../registry.ts';

/** A path into YAML: field names and list indexes. */
export type FieldPath = readonly (string | number)[];

/** An archive and where its parts are written down. */
export interface CheckedArchive {
  readonly settings?: ArchiveSettings;
  readonly archiveFile: string;
  readonly registry: Registry;
  readonly articles: readonly Article[];
  /** Slugs of articles that are there and could not be read; their own issues say why. */
  readonly unreadable: ReadonlySet<string>;
  /** What became of each article's sealed anchors, by slug. */
  readonly attachments: ReadonlyMap<string, Attachment>;
  /** Every ledger by the name of its file. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly entityLedger: EntityLedger;
  /** The file of an article's ledger; of `_entities` that of the entities. */
  readonly fileOfLedger: (slug: string) => string;
  readonly fileOfArticle: (slug: string) => string;
  readonly placeOfField: (slug: string, field: FieldPath) => Place;
  readonly placeOfEntity: (entity: Entity, field?: FieldPath) => Place & { readonly file: string };
  /** Whether `figures/<src>` is there and can be read as a picture. */
  readonly hasPicture: (src: string) => boolean;
}

/** A rule sees the whole archive and says what breaks it. */
export type Rule = (archive: CheckedArchive) => Issue[];

/** Reports on fields of one file. */
export class FieldReporter {
  readonly issues: Issue[] = [];
  readonly #registry: Registry;
  readonly #locate: (field: FieldPath) => Place & { readonly file: string };

  constructor(registry: Registry, locate: (field: FieldPath) => Place & { readonly file: string }) {
    this.#registry = registry;
    this.#locate = locate;
  }

  report(field: FieldPath, code: IssueCode, message: string, hint: string): void {
    this.issues.push({ code, severity: 'error', message, hint, ...this.#locate(field) });
  }

  /** Complains unless the id is an entity's, of one of the types where they are given. */
  expectEntity(field: FieldPath, id: string | undefined, types?: readonly EntityType[]): void {
    if (id === undefined) return;
    const name = field.filter((part) => typeof part === 'string').join('.');
    const entity = this.#registry.get(id);
    if (!entity) {
      this.report(field, 'unknown-entity', `${name}: “${id}” is in no file of content/entities/.`, this.#registry.hintFor(id));
    } else if (types && !types.includes(entity.type)) {
      this.report(
        field,
        'wrong-entity-type',
        `${name}: “${id}” is a ${entity.type}, not ${types
          .map((type) => `a ${type}`)
          .join(' or ')
          .replace('a organization', 'an organization')}.`,
        'Name another entity, or change its type.',
      );
    }
  }

  /** Complains unless the text is a date. */
  expectDate(field: FieldPath, text: string | undefined): void {
    if (text === undefined) return;
    const reading = readDate(text);
    if ('problem' in reading) {
      const name = field.filter((part) => typeof part === 'string').join('.');
      this.report(field, 'invalid-date', `${name}: “${text}” ${reading.problem}.`, 'docs/authoring.md shows how to write dates.');
    }
  }
}
