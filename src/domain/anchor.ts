/**
 * Anchors: the fragment ids of passages and quotes. Only words enter one, so that moving a paragraph moves no address. Where the
 * words are the same, the first in the text has the plain anchor and the others are told apart by their passage; until a ledger
 * owns the anchors, an equal quote that is put before the first takes its anchor over.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { normaliseText, slugText } from './text.ts';

/** Characters of a passage's anchor after `p-`: 30 bits of SHA-256, lengthened where two passages of an article would meet. */
const passageHashLength = 6;
/** Words of a quote that enter its anchor. */
const quoteWords = 6;
/** Crockford's base 32 (https://www.crockford.com/base32.html): no letter that is read as a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `p-` and a short hash of the passage's normalised words; distinct from every anchor in `taken`. */
export function passageAnchor(text: string, taken: ReadonlySet<string>): string {
  const hash = hashText(text);
  for (let length = passageHashLength; length <= passageHashLength + 4; length += 2) {
    const anchor = `p-${hash.slice(0, length)}`;
    if (!taken.has(anchor)) return anchor;
  }
  return numbered(`p-${hash.slice(0, passageHashLength)}`, taken);
}

/**
 * `q-` and the slug of the quote's first words: `q-righteous-deed`. Where that is taken, more words; where the words are the same,
 * a hash of the passage that they stand in. Words without a Latin letter give a hash.
 */
export function quoteAnchor(words: string, passageText: string, taken: ReadonlySet<string>): string {
  const slugs = slugText(words).split('-').filter(Boolean);
  if (slugs.length === 0) return firstFree([`q-${hashText(words).slice(0, passageHashLength)}`], passageText, taken);
  const candidates: string[] = [];
  for (let count = Math.min(quoteWords, slugs.length); count <= Math.min(quoteWords + 4, slugs.length); count++) {
    candidates.push(`q-${slugs.slice(0, count).join('-').slice(0, 80)}`);
  }
  return firstFree(candidates, passageText, taken);
}

function firstFree(candidates: readonly string[], passageText: string, taken: ReadonlySet<string>): string {
  const base = candidates[0] ?? 'q';
  const free = [...candidates, `${base}-${hashText(passageText).slice(0, 4)}`].find((candidate) => !taken.has(candidate));
  return free ?? numbered(base, taken);
}

function numbered(base: string, taken: ReadonlySet<string>): string {
  for (let ordinal = 2; ; ordinal++) {
    const anchor = `${base}-${ordinal}`;
    if (!taken.has(anchor)) return anchor;
  }
}

/** SHA-256 of the normalised text in base 32, 16 characters. */
function hashText(text: string): string {
  const bytes = sha256(utf8ToBytes(normaliseText(text).toWellFormed()));
  let digits = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes.subarray(0, 10)) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      digits += alphabet[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return digits;
}
