import { z } from 'zod';
import { entityTypes } from './entity.ts';
import { identifier } from './identifier.ts';

const anchor = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not an anchor');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hexadecimal digits');

/** A day of the calendar (ISO 8601): ledgers are dated by the command that writes them. */
export const calendarDay = z.iso.date('is not a day: write it as 2026-11-23');

/** What an anchor stood for before a change, and when that was sealed. */
export const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    date: calendarDay,
    change: z.literal('reworded').describe('The passage, or the signs and capitals of a quotation, were changed; these are the old ones.'),
    sha256: sha256.optional(),
    length: z.int().optional(),
    exact: z.string().optional(),
  }),
  z.strictObject({
    date: calendarDay,
    change: z.literal('corrected').describe('The words of the quotation were changed and somebody confirmed it; these are the old ones.'),
    exact: z.string(),
  }),
  z.strictObject({
    date: calendarDay,
    change: z.literal('attributed').describe('Until then the words were given to this speaker.'),
    by: identifier,
  }),
  z.strictObject({
    date: calendarDay,
    change: z.literal('split').describe('The passage was parted; it goes on in these.'),
    into: z.array(anchor),
    sha256,
    length: z.int(),
  }),
  z.strictObject({
    date: calendarDay,
    change: z.literal('aliased').describe('From then on the address leads to this anchor.'),
    to: anchor,
  }),
  z.strictObject({
    date: calendarDay,
    change: z.literal('dated').describe('Until then the event had this title or date.'),
    title: z.string(),
    on: z.string(),
  }),
]);

const standing = {
  sealed: calendarDay.describe('When the address was first promised.'),
  nth: z.int().min(1).optional().describe('Tells apart anchors of the same words in the same context, in the order of the text.'),
  aliasOf: anchor.optional().describe('The anchor to which the address leads now.'),
  tombstone: z
    .strictObject({ date: calendarDay, reason: z.string().min(1).describe('Why the words are gone, in a sentence that readers see.') })
    .optional()
    .describe('The words are gone; the address says so.'),
  history: z.array(changeSchema).optional(),
};
const context = { prefix: z.string(), suffix: z.string() };

export const passageEntrySchema = z.strictObject({
  kind: z.literal('passage'),
  sha256: sha256.describe('Of the normalised words, in UTF-8.'),
  length: z.int().describe('Of the normalised words, in code points.'),
  sketch: z.string().describe('Two letters of a hash for each word: enough to know the passage again, too little to read it.'),
  ...context,
  ...standing,
});

export const quoteEntrySchema = z.strictObject({
  kind: z.literal('quote'),
  exact: z.string().min(1),
  by: identifier,
  in: anchor.describe('The passage that holds it.'),
  ...context,
  ...standing,
});

export const eventEntrySchema = z.strictObject({ kind: z.literal('event'), title: z.string(), date: z.string(), ...standing });

export const ledgerEntrySchema = z.discriminatedUnion('kind', [passageEntrySchema, quoteEntrySchema, eventEntrySchema]);

/** `content/ledger/<slug>.json`: every anchor of one article that was ever published (design, section 5). */
export const ledgerSchema = z
  .strictObject({
    article: identifier,
    formerSlugs: z.array(identifier).optional().describe('Names that the article had before; their addresses lead here.'),
    anchors: z.record(anchor, ledgerEntrySchema),
  })
  .superRefine((ledger, { addIssue }) => {
    for (const [id, entry] of Object.entries(ledger.anchors)) {
      const fault = (message: string) => addIssue({ code: 'custom', path: ['anchors', id], message });
      if (entry.aliasOf !== undefined && entry.tombstone) fault('is both an alias and a tombstone: keep one');
      if (entry.aliasOf !== undefined && !ledger.anchors[entry.aliasOf])
        fault(`leads to “${entry.aliasOf}”, which the ledger does not have`);
      const seen = new Set([id]);
      for (let at = entry.aliasOf; at !== undefined; at = ledger.anchors[at]?.aliasOf) {
        if (seen.has(at)) {
          fault('leads in a circle');
          break;
        }
        seen.add(at);
      }
    }
  });

/** `content/ledger/_entities.json`: every address of an entity that was ever published. */
export const entityLedgerSchema = z.strictObject({
  entities: z.record(
    identifier,
    z.strictObject({
      sealed: calendarDay.describe('When the address was first promised.'),
      types: z.array(z.enum(entityTypes)).min(1).describe('The types that it was published under: each is a folder of addresses.'),
    }),
  ),
});

export type EntityLedger = z.infer<typeof entityLedgerSchema>;
export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type PassageEntry = z.infer<typeof passageEntrySchema>;
export type QuoteEntry = z.infer<typeof quoteEntrySchema>;
export type EventEntry = z.infer<typeof eventEntrySchema>;
export type Change = z.infer<typeof changeSchema>;
