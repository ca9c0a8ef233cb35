import { z } from 'zod';

/** An id that appears in addresses: lower-case ASCII letters, digits and single hyphens. */
export const identifier = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not an id: use lower-case letters, digits and single hyphens, as in "wang-yi"')
  .max(120, 'is too long for an id: 120 characters at most');

/** A BCP 47 language tag (RFC 5646), checked for form by the runtime's own parser. */
export const languageTag = z.string().refine(isLanguageTag, 'is not a language tag (BCP 47), such as "en", "ko" or "zh-Hans"');

/** An absolute http(s) address. Other schemes (`javascript:`, `data:`) never reach a page. */
export const webAddress = z.url({ protocol: /^https?$/, error: 'is not a web address: write it in full, beginning with https://' });

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
