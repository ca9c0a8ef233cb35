/**
 * Articles invented in a line or two, as a search looks at them: with the places of their quotes and names, and an index of their words
 * in which no word has other forms.
 *
 * In a passage `[ada: We shall have our bridge]` are words of Ada's, which may hold others' words, and `{ada: Miss Quill}` names her.
 */
import type { NameRow, Places, TextFile } from '../../../src/domain/search/catalogue.ts';
import { Compiler, listKeys, type Posting } from '../../../src/domain/search/clause.ts';
import { type ArticleView, type Hit, type IsLiteral, viewArticle } from '../../../src/domain/search/hits.ts';
import { NameIndex } from '../../../src/domain/search/names.ts';
import { parseQuery } from '../../../src/domain/search/query.ts';
import { findPhrase, indexForm, listTokens, listWords } from '../../../src/domain/search/words.ts';

const rows: readonly NameRow[] = [
  ['ada', 0, 'Ada Quill', ['Miss Quill', 'Quill, Ada'], '', 1, 1, 1],
  ['tom', 0, 'Tom Marsh', [], '', 1, 1, 1],
  ['bridge', 2, 'Long Bridge', [], '', 1, 1, 0],
];

const asItIs = (word: string) => word;

/** Numbers of the entities. */
export const [ada, tom, bridge] = [0, 1, 2];

export interface Invention {
  readonly title?: string;
  readonly passages?: readonly string[];
  readonly events?: readonly string[];
}

export class InventedArticle {
  readonly text: TextFile;
  /** Positions of each key. */
  readonly #index = new Map<string, number[]>();

  constructor({ title = 'Title', passages = [], events = [] }: Invention) {
    const marked = passages.map(readMarks);
    const inFours = (kind: '[' | '{') =>
      marked.flatMap(({ text, spans }, index) =>
        spans
          .filter((span) => span.kind === kind)
          .flatMap(({ start, end, entity }) => {
            const touched = listTokens(text).flatMap((token, at) => (token.start < end && start < token.end ? [at] : []));
            return [index, touched[0] ?? 0, touched.length, rows.findIndex(([id]) => id === entity)];
          }),
      );
    const blocks = [title, ...marked.map(({ text }) => text), ...events];
    const places: Places = [blocks.map((block) => listTokens(block).length), passages.length, inFours('['), inFours('{')];
    this.text = {
      slug: 'invented',
      title,
      lang: 'en',
      publication: 'The Ennerby Gazette',
      date: '10 June 1911',
      places,
      passages: marked.map(({ text }, index) => [`p-${index}`, `para. ${index + 1}`, text]),
      quotes: places[2].filter((_, at) => at % 4 === 0).map((_, quote) => `q-${quote}`),
      events: events.map((event, index) => [`event-${index}`, event, `${index + 1} June 1911`]),
    };
    let position = 0;
    for (const block of blocks) {
      for (const { start, end } of listTokens(block)) {
        for (const key of indexForm(block.slice(start, end), asItIs).split('-')) {
          this.#index.set(key, [...(this.#index.get(key) ?? []), position]);
        }
        position++;
      }
      position++;
    }
  }

  /** Where all keys that begin with this one stand. */
  #lookUp(key: string): Posting {
    const found = [...this.#index].flatMap(([own, positions]) => (own.startsWith(key) ? positions : []));
    const positions = [...new Set(found)].sort((a, b) => a - b);
    return { positions: new Map(positions.length > 0 ? [[0, positions]] : []), scores: new Map(positions.length > 0 ? [[0, 1]] : []) };
  }

  /** The article as a search for the query looks at it; every clause tells as much, but for those whose weight is given. */
  view(query: string, weights: readonly number[] = []): ArticleView {
    const clauses = new Compiler(new NameIndex(rows), [asItIs]).compile(parseQuery(query).terms);
    const postings = new Map(listKeys(clauses).map((key) => [key, this.#lookUp(key)]));
    const asked = clauses.map((clause, at) => ({ clause, weight: weights[at] ?? 1 }));
    const isLiteral: IsLiteral = (literal, { kind, index }, span) =>
      findPhrase(this.tokens({ kind, index }).map(listWords), literal).some(({ start, end }) => start === span.start && end === span.end);
    return viewArticle(asked, this.text.places, 0, postings, isLiteral);
  }

  /** The tokens of a block, as they stand. */
  tokens({ kind, index }: { readonly kind: Hit['kind'] | 'title'; readonly index: number }): string[] {
    const text = kind === 'title' ? this.text.title : kind === 'event' ? this.text.events[index]?.[1] : this.text.passages[index]?.[2];
    return listTokens(text ?? '').map(({ start, end }) => (text ?? '').slice(start, end));
  }

  /** A hit as a table can hold it, with the marked words without signs after them: `passage 0 in quote 1: shall have, bridge`. */
  show(hit: Hit): string {
    const where = hit.kind === 'quote' ? `quote ${hit.quote}` : `${hit.kind} ${hit.index}`;
    const holder = hit.kind === 'passage' && hit.quote !== undefined ? ` in quote ${hit.quote}` : '';
    const tokens = this.tokens(hit);
    const marked = hit.marks.map(({ start, end }) =>
      tokens
        .slice(start, end)
        .join(' ')
        .replace(/[^\p{L}\p{N}]+$/u, ''),
    );
    return `${where}${holder}: ${marked.join(', ')}`;
  }
}

interface Mark {
  readonly kind: '[' | '{';
  readonly entity: string;
  readonly start: number;
  end: number;
}

/** The passage's words without their marks, and what was marked, in the order in which it begins. */
function readMarks(passage: string): { text: string; spans: readonly Mark[] } {
  const spans: Mark[] = [];
  const open: Mark[] = [];
  let text = '';
  for (const [part, kind, entity] of passage.matchAll(/([[{])(\w+): |[\]}]|[^[\]{}]+/g)) {
    if (kind && entity) {
      const mark: Mark = { kind: kind as Mark['kind'], entity, start: text.length, end: text.length };
      spans.push(mark);
      open.push(mark);
    } else if (/^[\]}]$/.test(part)) {
      const mark = open.pop();
      if (mark) mark.end = text.length;
    } else text += part;
  }
  return { text, spans };
}
