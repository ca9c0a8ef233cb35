/** The register's names as readers type them. */
import { editDistance } from '../text.ts';
import { type NameRow, nameTypes } from './catalogue.ts';
import { listWords } from './words.ts';

/** A name found in a query: its words from `start` to `end`, exclusive, and the numbers of those who bear it. */
export interface NamedSpan {
  readonly start: number;
  readonly end: number;
  readonly entities: readonly number[];
}

/** A register looked up by name. */
export class NameIndex {
  readonly rows: readonly NameRow[];
  readonly #byName = new Map<string, number[]>();
  readonly #numbers = new Map<string, number>();
  /** The words of each entity's names, by its number. */
  readonly #forms: string[][][] = [];
  #longest = 1;

  constructor(rows: readonly NameRow[]) {
    this.rows = rows;
    for (const [number, [id, , name, aliases]] of rows.entries()) {
      this.#numbers.set(id, number);
      const forms = [name, ...aliases].map(wordsOfName);
      this.#forms.push(forms);
      for (const words of forms) {
        const bearers = this.#byName.get(words.join(' '));
        if (words.length === 0 || bearers?.includes(number)) continue;
        if (bearers) bearers.push(number);
        else this.#byName.set(words.join(' '), [number]);
        this.#longest = Math.max(this.#longest, words.length);
      }
    }
  }

  number(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  /** Who bears the name, whole; none where nobody does. */
  bearers(name: string): readonly number[] {
    return this.#byName.get(wordsOfName(name).join(' ')) ?? [];
  }

  /** The names in a row of words, longest first, never overlapping. */
  findIn(words: readonly string[]): NamedSpan[] {
    const found: NamedSpan[] = [];
    for (let start = 0; start < words.length; ) {
      let end = Math.min(words.length, start + this.#longest);
      let entities: readonly number[] | undefined;
      for (; end > start; end--) {
        entities = this.#byName.get(words.slice(start, end).join(' '));
        if (entities) break;
      }
      if (entities) found.push({ start, end, entities });
      start = entities ? end : start + 1;
    }
    return found;
  }

  /** Entities of which a name's words begin with the words given, in their order; the last may be cut short. Those in most articles first. */
  beginning(words: readonly string[], limit: number): number[] {
    if (words.length === 0) return [];
    const found: number[] = [];
    for (const [number, forms] of this.#forms.entries()) {
      if (forms.some((own) => isBeginning(own, words))) found.push(number);
      if (found.length === limit) break;
    }
    return found;
  }

  /**
   * The registered name that is nearest to what was typed: at most one letter in five is another, two in all, and the first letters
   * agree where nothing else speaks for it. Undefined when none is that near.
   */
  nearest(typed: string, isWanted: (row: NameRow) => boolean = () => true): string | undefined {
    const given = wordsOfName(typed).join(' ');
    const limit = Math.min(2, Math.floor(given.length / 4));
    let best: { name: string; distance: number } | undefined;
    for (const [number, row] of this.rows.entries()) {
      if (!isWanted(row)) continue;
      for (const words of this.#forms[number] ?? []) {
        // A family name alone is as good as the whole name.
        for (const form of new Set([words.join(' '), ...(given.includes(' ') ? [] : words.filter((word) => word.length > 3))])) {
          if (Math.abs(form.length - given.length) > limit || form === given) continue;
          const distance = editDistance(form, given) + (form[0] === given[0] ? 0 : 0.5);
          if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { name: row[2], distance };
        }
      }
    }
    return best?.name;
  }
}

export function wordsOfName(name: string): string[] {
  return name.split(/\s+/u).flatMap(listWords);
}

/** The address of an entity without the base. */
export function entityPath([id, type]: NameRow): string {
  return `${nameTypes[type]?.folder}/${id}/`;
}

function isBeginning(name: readonly string[], words: readonly string[]): boolean {
  const last = words.length - 1;
  return name.some((_, at) =>
    words.every((word, index) => (index === last ? name[at + index]?.startsWith(word) : name[at + index] === word)),
  );
}
