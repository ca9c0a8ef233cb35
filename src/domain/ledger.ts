/** The ledger: what is kept of every anchor that was ever published, so that it can be found again after an edit. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Entity, EntityType } from '../model/entity.ts';
import type { EntityLedger, Ledger, LedgerEntry, PassageEntry, QuoteEntry } from '../model/ledger.ts';
import { listKeys } from './difference.ts';
import type { Registry } from './registry.ts';
import { compareCodeUnits, normaliseText } from './text.ts';

/** What of a passage's words goes into the ledger: enough to know them again, too little to read them. */
export type PassageRecord = Pick<PassageEntry, 'sha256' | 'length' | 'sketch'>;

/** The record of a passage's words. */
export function recordPassage(text: string): PassageRecord {
  return { sha256: hashPassage(text), length: [...normaliseText(text)].length, sketch: sketchWords(text).join('') };
}

/** SHA-256 of the passage's normalised words in UTF-8, in hexadecimal digits. */
export function hashPassage(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(normaliseText(text).toWellFormed())));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Two letters (12 bits of FNV-1a) for each word of the text, in order: one in 4,096 other words has the same. */
export function sketchWords(text: string): string[] {
  return listKeys(text).map((key) => {
    let hash = 0x811c9dc5;
    for (const byte of utf8ToBytes(key.toWellFormed())) hash = Math.imul(hash ^ byte, 0x01000193);
    const bits = ((hash >>> 20) ^ (hash >>> 8) ^ hash) & 0xfff;
    return `${alphabet[bits >> 6]}${alphabet[bits & 63]}`;
  });
}

/** The sketch of a ledger entry, word by word. */
export function readSketch(sketch: string): string[] {
  return sketch.match(/../g) ?? [];
}

/** Whether words stand for this anchor in the text: it is neither an alias nor a tombstone. */
export function isLive(entry: LedgerEntry): boolean {
  return entry.aliasOf === undefined && entry.tombstone === undefined;
}

/** The anchor to which an address leads in the end: itself, or the last of a chain of aliases. */
export function resolveAlias(ledger: Ledger, anchor: string): string {
  let at = anchor;
  for (let next = ledger.anchors[at]?.aliasOf; next !== undefined; next = ledger.anchors[at]?.aliasOf) at = next;
  return at;
}

/** Entries of one kind with their anchors, in the ledger's order. */
export function listEntries<K extends LedgerEntry['kind']>(ledger: Ledger, kind: K): [string, Extract<LedgerEntry, { kind: K }>][] {
  return Object.entries(ledger.anchors).filter((pair): pair is [string, Extract<LedgerEntry, { kind: K }>] => pair[1].kind === kind);
}

/** What a quotation said, or who was held to have said it, until a day (ISO 8601). */
export interface FormerWords {
  readonly until: string;
  readonly exact?: string;
  readonly by?: string;
}

/** The ledger with each speaker's present id: an entity that got another id is not another speaker. */
export function renewSpeakers(ledger: Ledger, registry: Registry): Ledger {
  const anchors = Object.entries(ledger.anchors).map(([anchor, entry]): [string, LedgerEntry] => {
    const by = entry.kind === 'quote' ? registry.resolve(entry.by)?.id : undefined;
    return [anchor, by === undefined ? entry : ({ ...entry, by } as LedgerEntry)];
  });
  return { ...ledger, anchors: Object.fromEntries(anchors) };
}

/** The ledger of entities as the text of its file. */
export function formatEntityLedger({ entities }: EntityLedger): string {
  const sorted = Object.entries(entities)
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([id, { sealed, types }]) => [id, { sealed, types: [...types].sort(compareCodeUnits) }]);
  return `${JSON.stringify({ entities: Object.fromEntries(sorted) }, undefined, 2)}\n`;
}

/** The ledger with every present and former id of the registry, each under every type that it had; none is taken out. */
export function sealEntities({ entities: before }: EntityLedger, registry: Registry, date: string): EntityLedger {
  const entities = { ...before };
  for (const { id, type, formerIds } of registry.entities) {
    const add = (name: string, own: EntityType[]) => {
      const known = entities[name];
      entities[name] = { sealed: known?.sealed ?? date, types: [...new Set([...(known?.types ?? []), ...own])] };
    };
    add(id, [type]);
    // A former id that was never sealed was published under the present type, as far as anybody knows.
    for (const former of formerIds) add(former, entities[former] ? [] : [type]);
  }
  return { entities };
}

/** An entity's address that is not its present one: the id, or the type that stands in the address, was another. */
export interface FormerEntityAddress {
  readonly type: EntityType;
  readonly id: string;
  readonly entity: Entity;
}

/** Every address that an entity had and has no more, by type and id. */
export function listFormerEntityAddresses(registry: Registry, { entities }: EntityLedger): FormerEntityAddress[] {
  const sealed = sealEntities({ entities }, registry, '').entities;
  return Object.entries(sealed)
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .flatMap(([id, { types }]) => {
      const entity = registry.resolve(id);
      return entity ? types.filter((type) => id !== entity.id || type !== entity.type).map((type) => ({ type, id, entity })) : [];
    });
}

/** A quotation's words before they were corrected, and its speakers before; the latest first. */
export function listFormerWords(entry: QuoteEntry): FormerWords[] {
  return (entry.history ?? [])
    .flatMap((change): FormerWords[] => {
      if (change.change === 'corrected') return [{ until: change.date, exact: change.exact }];
      return change.change === 'attributed' ? [{ until: change.date, by: change.by }] : [];
    })
    .reverse();
}

/** The ledger as the text of its file: fields in a fixed order, anchors by code unit, two blanks deep, so that a change is a small one. */
export function formatLedger(ledger: Ledger): string {
  const anchors = Object.entries(ledger.anchors)
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([anchor, entry]) => [anchor, orderFields(entry)] as const);
  const { article, formerSlugs } = ledger;
  const former = formerSlugs && formerSlugs.length > 0 ? { formerSlugs: [...formerSlugs].sort(compareCodeUnits) } : {};
  return `${JSON.stringify({ article, ...former, anchors: Object.fromEntries(anchors) }, undefined, 2)}\n`;
}

const fieldOrder = [
  'kind',
  'sealed',
  'exact',
  'by',
  'in',
  'title',
  'date',
  'sha256',
  'length',
  'sketch',
  'prefix',
  'suffix',
  'nth',
  'aliasOf',
  'tombstone',
  'history',
];

function orderFields(entry: LedgerEntry): Record<string, unknown> {
  const fields = Object.entries(entry).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => fieldOrder.indexOf(a) - fieldOrder.indexOf(b)));
}
