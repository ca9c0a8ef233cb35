/** The register's names as readers type them. */
import { type NameRow, personType } from './catalogue.ts';
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
      for (const words of forms) this.#add(words, number);
    }
    // Of a name that is itself somebody's or something's, as a place's is, nothing else is meant.
    const whole = new Set(this.#byName.keys());
    for (const [number, row] of rows.entries()) {
      for (const words of listFamilyNames(row)) if (!whole.has(words.join(' '))) this.#add(words, number);
    }
  }

  #add(words: readonly string[], number: number): void {
    const name = words.join(' ');
    const bearers = this.#byName.get(name);
    if (words.length === 0 || bearers?.includes(number)) return;
    if (bearers) bearers.push(number);
    else this.#byName.set(name, [number]);
    this.#longest = Math.max(this.#longest, words.length);
  }

  number(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  /** Who bears the name, whole or as a family name; none where nobody does. */
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

  /** The words of an entity's names. */
  forms(number: number): readonly (readonly string[])[] {
    return this.#forms[number] ?? [];
  }
}

export function wordsOfName(name: string): string[] {
  return name.split(/\s+/u).flatMap(listWords);
}

/** The family names of a person who is filed by one: "Corrie, Edith", who was Edith Hallam → corrie, hallam. */
function listFamilyNames([, type, name, aliases]: NameRow): string[][] {
  const filed = aliases.find((alias) => alias.includes(','));
  if (type !== personType || !filed) return [];
  const [family = [], [given] = []] = filed.split(',').map(wordsOfName);
  const others = [name, ...aliases].map(wordsOfName).filter((words) => words.length === 2 && words[0] === given);
  return [family, ...others.map((words) => words.slice(1))];
}

function isBeginning(name: readonly string[], words: readonly string[]): boolean {
  const last = words.length - 1;
  return name.some((_, at) =>
    words.every((word, index) => (index === last ? name[at + index]?.startsWith(word) : name[at + index] === word)),
  );
}
