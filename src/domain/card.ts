import { normaliseText } from './text.ts';

/** What stands on a quotation's card: the picture that a link to it is shown with. */
export interface CardText {
  /** The words, without the quotation marks around them. */
  readonly words: string;
  /** The speaker's name. */
  readonly speaker: string;
  /** The name of who quotes the speaker, for a quotation within a quotation. */
  readonly outer?: string;
  /** Publication and date: "Los Angeles Times, 22 December 2014". */
  readonly source: string;
  /** The archive's name. */
  readonly archive: string;
}

/** Whether the fonts have every letter of the card. One that lacks some is not drawn at all: an empty box is no quotation. */
export function isDrawable({ words, speaker, outer = '', source, archive }: CardText): boolean {
  return [words, speaker, outer, source, archive].every((text) => inFonts.test(normaliseText(text)));
}

/**
 * Code points that Source Serif 4 has in the files `latin` and `latin-ext` of its package, in hexadecimal. What Public Sans lacks
 * of them is drawn with the serif. A table, since pages ask and may not read fonts; a test holds it to the fonts.
 */
const letters = `
  20-7e a0-12b 12e-131 134-165 168-17f 18f 192 1a0-1a1 1af-1b0 1cd-1dc 1e6-1e7 1f8-1f9 218-21b 237 251 259 261 2b0 2b2-2b3
  2b7-2b8 2bb-2bc 2be-2bf 2c6-2cc 2da 2dc-2dd 2e1-2e3 300-301 303-304 308-309 323 329 1d43 1d47-1d49 1d4d 1d4f-1d50 1d52
  1d56-1d58 1d5b 1d9c 1da0 1dbb 1e0c-1e0f 1e20-1e21 1e24-1e25 1e2a-1e2b 1e36-1e3b 1e3e-1e3f 1e42-1e49 1e5a-1e63 1e6c-1e6f
  1e80-1e85 1e8e-1e8f 1e92-1e93 1e97 1e9e 1ef2-1ef9 2002 2009 200b 2013-2014 2018-201a 201c-201e 2020 2022 2026 2032-2033
  2039-203a 2044 20a1 20a4 20a6-20a7 20a9 20ab-20ac 20ae 20b1-20b2 20b4-20b5 20b8-20ba 20bd 20bf 2113 2122 2191 2193 2212
  2215`;

const inFonts = new RegExp(
  `^[${letters
    .trim()
    .replace(/[0-9a-f]+/g, '\\u{$&}')
    .replace(/\s+/g, '')}]*$`,
  'u',
);
