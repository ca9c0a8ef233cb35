import { z } from 'zod';
import { identifier, languageTag, webAddress } from './identifier.ts';

/** `content/archive.yaml`: everything that makes one archive another. */
export const archiveSchema = z.strictObject({
  name: z.string().trim().min(1).describe('The name of the archive, shown at the head of every page.'),
  tagline: z.string().trim().optional().describe('A few words under the name. Default: none.'),
  description: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .describe('One or two sentences on what the archive holds: the home page, search engines and link previews show them.'),
  language: languageTag.describe('The language of the archive’s own words (BCP 47). Articles state their own.'),
  address: webAddress.describe(
    'Where the archive is published, with any folder: https://example.org/archive/. Permanent addresses begin with it.',
  ),
  publisher: z
    .strictObject({
      name: z.string().trim().min(1).describe('Who publishes the archive.'),
      url: webAddress.optional().describe('The publisher’s own site. Default: none.'),
      email: z.email().optional().describe('Where readers write with corrections and requests. Default: none.'),
    })
    .describe('Who is responsible for the archive.'),
  rights: z
    .strictObject({
      notice: z.string().trim().min(1).describe('The notice at the foot of every page, on the archive’s own words.'),
      url: webAddress.optional().describe('The licence’s address. Default: none.'),
    })
    .optional()
    .describe('The terms of the archive’s own words (not of the articles: they state their own). Default: no notice.'),
  cards: z
    .union([z.enum(['all', 'none']), z.int().min(1)], 'is not one of all, none or a number')
    .default(1000)
    .describe(
      'How many quotations get a picture of their own for link previews: all, none, or a number, those of the latest articles first. Default: 1000.',
    ),
  featured: identifier.optional().describe('The slug of the article that the home page puts first. Default: the latest.'),
});

export type ArchiveSettings = z.infer<typeof archiveSchema>;
