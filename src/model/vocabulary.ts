import { z } from 'zod';
import { edtfText } from './edtf.ts';
import { identifier, languageTag } from './identifier.ts';

/** The attributes of each component that an article's body may use. Anything else is refused. */
export const vocabulary = {
  Quote: z.strictObject({
    by: identifier.describe('Who said or wrote the words (id of a person or an organization).'),
    via: identifier.optional().describe('Through whom they reached the article (id): a news agency, a go-between. Default: none.'),
    to: identifier.optional().describe('To whom they were said (id). Default: none.'),
    on: edtfText.optional().describe('When they were said (EDTF). Default: not stated.'),
    id: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not an id: lower-case letters, digits and single hyphens')
      .max(60)
      .optional()
      .describe('The anchor without its q-. Default: the first words.'),
    lang: languageTag.optional().describe('The words’ language, where it is not the article’s (BCP 47). Default: the article’s.'),
  }),
  Mention: z.strictObject({
    of: identifier.describe('Whom or what the words name (id); "none" keeps a name of the registry from being found here.'),
    lang: languageTag.optional().describe('The words’ language (BCP 47). Default: the article’s.'),
  }),
  Foreign: z.strictObject({
    lang: languageTag.describe('The language of the words (BCP 47).'),
  }),
  Note: z.strictObject({}),
  Figure: z.strictObject({
    n: z
      .string()
      .regex(/^[1-9]\d*$/, 'is not the number of a figure: n="1" is the first in the frontmatter')
      .describe('Which figure of the frontmatter.'),
  }),
} as const;

export type ComponentName = keyof typeof vocabulary;
