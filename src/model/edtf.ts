import { z } from 'zod';

/**
 * A date as an author writes it: EDTF, level 1 (ISO 8601-2:2019; https://www.loc.gov/standards/datetime/).
 * YAML reads a bare year as a number, so an integer is taken as its own digits.
 * Whether the text is a valid date is judged in one place, `domain/date.ts`.
 */
export const edtfText = z
  .union([z.string().trim().min(1), z.int().transform((year) => String(year))])
  .describe('A date in EDTF: 2014-12-22, 2014-12, 2014, 2014~ (about), 2014? (uncertain), 201X, 2014-12-15/2014-12-21');
