import { z } from 'zod';
import { edtfText } from './edtf.ts';
import { identifier, languageTag, webAddress } from './identifier.ts';

export const entityTypes = ['person', 'organization', 'place', 'work'] as const;
export type EntityType = (typeof entityTypes)[number];

const alias = z.union([
  z.string().trim().min(1),
  z.strictObject({
    name: z.string().trim().min(1).describe('The name as it is written.'),
    lang: languageTag.describe('Its language (BCP 47), so that it is read aloud and set rightly.'),
  }),
]);

const common = {
  id: identifier.describe('The id in addresses and in by="…", of="…". Unique in the whole registry, permanent once published.'),
  name: z.string().trim().min(1).describe('The heading: the name that the archive uses.'),
  sortName: z.string().trim().optional().describe('The name as it is filed: "Makinen, Julie". Default: the name.'),
  aliases: z
    .array(alias)
    .default([])
    .describe('Other names under which articles mention it: a text, or {name, lang}. Found as whole words, case kept. Default: none.'),
  except: z
    .array(z.string().trim().min(1))
    .default([])
    .describe('Words that contain one of its names and are not it: "Washington Post" for the city. Default: none.'),
  description: z.string().trim().min(1).describe('One or two sentences of our own that say who or what it is.'),
  sameAs: z
    .array(webAddress)
    .default([])
    .describe('Authority records (Wikidata, VIAF …) that were looked up and are the same. Default: none.'),
  formerIds: z.array(identifier).default([]).describe('Ids that it had before; their addresses lead here. Default: none.'),
};

export const entitySchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('person').describe('A human being.'),
    role: z.string().trim().optional().describe('Office or occupation as the articles give it. Default: none.'),
    partOf: z.array(identifier).default([]).describe('Organizations that the person belongs to (ids). Default: none.'),
    country: identifier.optional().describe('The country that the person acts for (id of a place). Default: none.'),
    born: edtfText.optional().describe('Date of birth (EDTF). Default: none.'),
    died: edtfText.optional().describe('Date of death (EDTF). Default: none.'),
  }),
  z.strictObject({
    ...common,
    type: z.literal('organization').describe('A body that can act or speak: a government, company, newspaper, court.'),
    kind: z.string().trim().optional().describe('What sort of body: "newspaper", "film studio". Default: none.'),
    partOf: z.array(identifier).default([]).describe('Bodies that it belongs to (ids). Default: none.'),
    country: identifier.optional().describe('Its country (id of a place). Default: none.'),
    seat: identifier.optional().describe('Where it sits (id of a place). Default: none.'),
    founded: edtfText.optional().describe('When it began (EDTF). Default: none.'),
    dissolved: edtfText.optional().describe('When it ended (EDTF). Default: none.'),
  }),
  z.strictObject({
    ...common,
    type: z.literal('place').describe('Somewhere on the map: a country, city, building, river.'),
    kind: z.string().trim().optional().describe('What sort of place: "city", "country", "building". Default: none.'),
    partOf: z.array(identifier).default([]).describe('Larger places that it lies in (ids). Default: none.'),
  }),
  z.strictObject({
    ...common,
    type: z.literal('work').describe('Something made that has a title: a film, a book, a law, a report.'),
    kind: z.string().trim().optional().describe('What sort of work: "film", "song". Default: none.'),
    creators: z.array(identifier).default([]).describe('Who made it (ids). Default: none.'),
    date: edtfText.optional().describe('When it appeared (EDTF). Default: none.'),
    about: z.array(identifier).default([]).describe('Whom or what it treats (ids). Default: none.'),
  }),
]);

/** A file in `content/entities/`: a list of entities of any type. */
export const registryFileSchema = z.array(entitySchema);

export type Entity = z.infer<typeof entitySchema>;
