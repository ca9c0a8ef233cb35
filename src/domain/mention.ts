import type { Entity } from '../model/entity.ts';
import type { Mention } from './passage.ts';
import { normaliseText, type Span } from './text.ts';

/** A name that may mean more than one entity, found in a text. */
export interface AmbiguousName extends Span {
  readonly name: string;
  readonly candidates: readonly string[];
}

export interface MentionReading {
  readonly mentions: readonly Mention[];
  readonly ambiguous: readonly AmbiguousName[];
}

interface Name {
  readonly pattern: RegExp;
  readonly length: number;
  readonly text: string;
  /** Ids of the entities that bear it; none for words that an entity lists under `except`. */
  readonly bearers: readonly string[];
  readonly lang?: string;
}

/** Scripts that write no blanks between words; and Hangul, whose particles cling to the name. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}`;
/** One character of such a script with its marks (a Korean syllable also where it is written in single letters), or a run of other letters, marks and digits. */
const head = new RegExp(
  String.raw`[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[${unspaced}]\p{M}*|[[\p{L}\p{N}\p{M}]--[${unspaced}]]+`,
  'vy',
);
const spacedLetter = new RegExp(`[[\\p{L}\\p{N}\\p{M}_]--[${unspaced}]]`, 'v');
const unspacedLetter = new RegExp(`[${unspaced}]`, 'v');

/**
 * Finds the registry's names in a text: longest first, whole words, case kept; a blank in a name stands for any white space.
 * In scripts without blanks between words (and in Korean, whose particles cling to the name) the whole-word rule does not apply.
 */
export class MentionFinder {
  /** Names by their first word (or first character of an unspaced script), longest first. */
  readonly #byHead = new Map<string, Name[]>();

  constructor(entities: readonly Entity[]) {
    const bearers = new Map<string, { ids: string[]; lang?: string }>();
    const bear = (text: string, id: string | undefined, lang?: string) => {
      const name = normaliseText(text).replaceAll("'", '’');
      const entry = bearers.get(name) ?? { ids: [], lang };
      if (id !== undefined && !entry.ids.includes(id)) entry.ids.push(id);
      bearers.set(name, entry);
    };
    for (const entity of entities) {
      bear(entity.name, entity.id);
      for (const alias of entity.aliases) {
        if (typeof alias === 'string') bear(alias, entity.id);
        else bear(alias.name, entity.id, alias.lang);
      }
      for (const words of entity.except) bear(words, undefined);
    }
    for (const [text, { ids, lang }] of bearers) {
      const key = headAt(text, 0);
      const names = this.#byHead.get(key) ?? [];
      names.push({ pattern: namePattern(text), length: text.length, text, bearers: ids, lang });
      this.#byHead.set(key, names);
    }
    for (const names of this.#byHead.values()) names.sort((a, b) => b.length - a.length || (a.text < b.text ? -1 : 1));
  }

  /** The names found outside the `taken` stretches, in order, never overlapping. */
  find(text: string, taken: readonly Span[] = []): MentionReading {
    const mentions: Mention[] = [];
    const ambiguous: AmbiguousName[] = [];
    for (let at = 0; at < text.length; ) {
      const key = headAt(text, at);
      const found = this.#longestAt(text, at, key);
      const end = found ? at + found.matched : at + key.length;
      if (found && !taken.some((span) => span.start < end && at < span.end)) {
        const [first, second] = found.name.bearers;
        if (first && second) ambiguous.push({ start: at, end, name: found.name.text, candidates: found.name.bearers });
        else if (first)
          mentions.push({ start: at, end, entity: first, origin: 'found', ...(found.name.lang ? { lang: found.name.lang } : {}) });
      }
      at = end;
    }
    return { mentions, ambiguous };
  }

  #longestAt(text: string, at: number, key: string): { name: Name; matched: number } | undefined {
    for (const name of this.#byHead.get(key.normalize('NFC')) ?? []) {
      name.pattern.lastIndex = at;
      const matched = name.pattern.exec(text)?.[0];
      if (matched && isWhole(text, at, at + matched.length)) return { name, matched: matched.length };
    }
    return undefined;
  }
}

/** The first word at the offset, or the character where none begins: some names begin with a sign ("@handle"). */
function headAt(text: string, at: number): string {
  head.lastIndex = at;
  return head.exec(text)?.[0] ?? codePointAfter(text, at);
}

/** The name as a pattern: any white space but a tab, which parts the cells of a row, for a blank; either apostrophe, composed or decomposed letters. */
function namePattern(name: string): RegExp {
  const source = name
    .split(' ')
    .map((word) =>
      [...word]
        .map((character) => {
          if (character === "'" || character === '’') return "['’]";
          const decomposed = character.normalize('NFD');
          return decomposed === character ? escapePattern(character) : `(?:${escapePattern(character)}|${escapePattern(decomposed)})`;
        })
        .join(''),
    )
    .join('[^\\S\\t]+');
  return new RegExp(source, 'uy');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => `\\${character}`);
}

/** Whether no word runs on past either end; a full stop ends none, so that "U.S." is not in "U.S.S.R.". */
function isWhole(text: string, start: number, end: number): boolean {
  const runsOn = (outside: string, inside: string) => spacedLetter.test(outside) && !unspacedLetter.test(inside);
  return (
    !runsOn(codePointBefore(text, start), codePointAfter(text, start)) && !runsOn(codePointAfter(text, end), codePointBefore(text, end))
  );
}

function codePointAfter(text: string, offset: number): string {
  return text.slice(offset, offset + codePointLength(text, offset));
}

function codePointBefore(text: string, offset: number): string {
  const isTrail = (text.charCodeAt(offset - 1) & 0xfc00) === 0xdc00;
  return text.slice(Math.max(0, offset - (isTrail ? 2 : 1)), offset);
}

function codePointLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
