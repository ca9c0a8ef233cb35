/**
 * Articles that are written, sealed and edited at random, and an oracle that knows what became of every passage and quote. The oracle
 * shares nothing with the code under test: it follows what the author did, where re-attachment has only the words to go by.
 */
import fc from 'fast-check';
import { passageAnchor, quoteAnchor } from '../../src/domain/anchor.ts';
import type { Article } from '../../src/domain/article.ts';
import { type Acceptances, type Attachment, attachAnchors, type PassageText } from '../../src/domain/attachment.ts';
import { parseDate } from '../../src/domain/date.ts';
import type { Passage } from '../../src/domain/passage.ts';
import { articleSchema } from '../../src/model/article.ts';
import type { Ledger } from '../../src/model/ledger.ts';

/** What a passage or a quote is to its author, whatever its words are. */
export type Identity = number;

export interface Quote {
  readonly identity: Identity;
  by: string;
  id?: string | undefined;
  /** The first of its tokens, and the one after its last. */
  from: number;
  to: number;
}

export interface PassageDraft {
  readonly identity: Identity;
  /** Every passage whose words it took over since the last seal: those merged into it, the one that it was parted from, itself. */
  carries: ReadonlySet<Identity>;
  /** Those out of which quotes were moved into it. */
  holds: ReadonlySet<Identity>;
  /** Words and signs, each with the blank that follows it. */
  tokens: readonly string[];
  quotes: readonly Quote[];
}

/** Words with the quotes that lie in them, taken out of a passage. */
interface Clipping {
  readonly tokens: readonly string[];
  readonly quotes: readonly Quote[];
}

/** An article on its author's desk. */
export class Manuscript {
  passages: PassageDraft[] = [];
  #identities = 0;

  create(): Identity {
    return ++this.#identities;
  }

  passageAt(pick: number): PassageDraft | undefined {
    return this.passages[pick % Math.max(1, this.passages.length)];
  }

  quotes(): { readonly passage: PassageDraft; readonly quote: Quote }[] {
    return this.passages.flatMap((passage) => passage.quotes.map((quote) => ({ passage, quote })));
  }

  quoteAt(pick: number): { readonly passage: PassageDraft; readonly quote: Quote } | undefined {
    const all = this.quotes();
    return all[pick % Math.max(1, all.length)];
  }

  insert(pick: number, tokens: readonly string[], quotes: readonly Quote[] = []): PassageDraft {
    const identity = this.create();
    const passage = { identity, carries: new Set([identity]), holds: new Set<Identity>(), tokens, quotes };
    this.passages.splice(pick % (this.passages.length + 1), 0, passage);
    return passage;
  }

  /** The same words and quotes as other ones: a copy is nobody. */
  copy({ tokens, quotes }: Clipping): Clipping {
    return { tokens, quotes: quotes.map((quote) => ({ ...quote, identity: this.create(), id: undefined })) };
  }

  /** Takes out what holds no words any more. */
  tidy(): void {
    this.passages = this.passages.filter(({ tokens }) => tokens.join('').trim() !== '');
    for (const passage of this.passages) {
      passage.quotes = passage.quotes
        .filter(({ from, to }) => passage.tokens.slice(from, to).join('').trim() !== '')
        .sort((a, b) => a.from - b.from || b.to - a.to);
    }
  }

  /** From here on every passage is itself alone. */
  settle(): void {
    for (const passage of this.passages) {
      passage.carries = new Set([passage.identity]);
      passage.holds = new Set();
    }
  }

  toText(): PassageText[] {
    return this.passages.map(({ tokens, quotes }) => {
      const text = tokens.join('').trimEnd();
      return {
        text,
        quotes: quotes.map(({ from, to, by, id }) => {
          const start = tokens.slice(0, from).join('').length;
          const words = tokens.slice(from, to).join('').trimEnd();
          return { start, end: start + words.length, words, by, ...(id === undefined ? {} : { id }) };
        }),
      };
    });
  }
}

/** Puts tokens in the place of `removed` others; quotes keep the words that they hold, and lose those that go. */
export function splice(passage: PassageDraft, at: number, removed: number, { tokens, quotes }: Clipping): void {
  const end = at + removed;
  const shift = tokens.length - removed;
  const moveFrom = (index: number) =>
    index < at || (index === at && removed > 0 && tokens.length > 0) ? index : index >= end ? index + shift : at;
  const moveTo = (index: number) => (index <= at ? index : index >= end ? index + shift : at + tokens.length);
  passage.tokens = [...passage.tokens.slice(0, at), ...tokens, ...passage.tokens.slice(end)];
  passage.quotes = [
    ...passage.quotes.map((quote) => ({ ...quote, from: moveFrom(quote.from), to: moveTo(quote.to) })).filter(({ from, to }) => from < to),
    ...quotes.map((quote) => ({ ...quote, from: quote.from + at, to: quote.to + at })),
  ];
}

/** Takes the tokens out, with the quotes that lie wholly within. */
function clip(passage: PassageDraft, from: number, to: number): Clipping {
  const isInside = (quote: Quote) => quote.from >= from && quote.to <= to;
  const quotes = passage.quotes.filter(isInside).map((quote) => ({ ...quote, from: quote.from - from, to: quote.to - from }));
  const tokens = passage.tokens.slice(from, to);
  passage.quotes = passage.quotes.filter((quote) => !isInside(quote));
  splice(passage, from, to - from, { tokens: [], quotes: [] });
  return { tokens, quotes };
}

/** Notes that words of one passage stand in another now. */
function takeOver(to: PassageDraft, from: PassageDraft): void {
  to.holds = new Set([...to.holds, ...from.holds, ...from.carries]);
}

/** One thing that an author does; the numbers choose where, and mean what its kind makes of them. */
export interface Edit {
  readonly kind: EditKind;
  readonly where: number;
  readonly at: number;
  readonly size: number;
  readonly to: number;
  readonly by: string;
  readonly wording: readonly string[];
}

export type EditKind = keyof typeof edits;

/** What authors do to articles. Each edit does nothing where there is nothing to do it to. */
export const edits = {
  split(manuscript, { where, at, size }) {
    const passage = manuscript.passageAt(where);
    if (!passage || passage.tokens.length < 2) return;
    const cut = 1 + (at % (passage.tokens.length - 1));
    const { tokens, quotes } = passage;
    const crossing = quotes.filter(({ from, to }) => from < cut && to > cut);
    passage.tokens = tokens.slice(0, cut);
    const isFirst = (quote: Quote) => quote.to <= cut || (crossing.includes(quote) && size % 2 === 0);
    passage.quotes = quotes.filter(isFirst).map((quote) => ({ ...quote, to: Math.min(quote.to, cut) }));
    const rest = quotes
      .filter((quote) => !isFirst(quote))
      .map((quote) => ({ ...quote, from: Math.max(0, quote.from - cut), to: quote.to - cut }));
    const part = manuscript.insert(manuscript.passages.indexOf(passage) + 1, tokens.slice(cut), rest);
    part.carries = new Set([part.identity, ...passage.carries]);
    part.holds = passage.holds;
  },
  merge(manuscript, { where, size }) {
    const first = manuscript.passageAt(where);
    const at = first ? manuscript.passages.indexOf(first) : -1;
    const others = manuscript.passages.slice(at + 1, at + 2 + (size % 2));
    if (!first) return;
    for (const { tokens, quotes, carries, holds } of others) {
      splice(first, first.tokens.length, 0, { tokens, quotes });
      first.carries = new Set([...first.carries, ...carries]);
      first.holds = new Set([...first.holds, ...holds]);
    }
    manuscript.passages = manuscript.passages.filter((passage) => !others.includes(passage));
  },
  insert(manuscript, { where, at, size, by, wording }) {
    const passage = manuscript.insert(where, wording);
    if (size % 3 === 0) mark(manuscript, passage, at, size, by);
  },
  delete(manuscript, { where }) {
    const passage = manuscript.passageAt(where);
    manuscript.passages = manuscript.passages.filter((other) => other !== passage);
  },
  /** A passage goes and another one comes in its place. */
  replace(manuscript, { where, wording }) {
    const passage = manuscript.passageAt(where);
    if (!passage) return;
    const at = manuscript.passages.indexOf(passage);
    manuscript.passages.splice(at, 1);
    manuscript.insert(at, wording);
  },
  reword(manuscript, { where, at, size, to, wording }) {
    const passage = manuscript.passageAt(where);
    if (!passage) return;
    const start = at % (passage.tokens.length + 1);
    splice(passage, start, Math.min(size % 5, passage.tokens.length - start), { tokens: wording.slice(0, to % 5), quotes: [] });
  },
  move(manuscript, { where, to }) {
    const passage = manuscript.passageAt(where);
    if (!passage) return;
    manuscript.passages = manuscript.passages.filter((other) => other !== passage);
    manuscript.passages.splice(to % (manuscript.passages.length + 1), 0, passage);
  },
  swap(manuscript, { where, to }) {
    const a = manuscript.passageAt(where);
    const b = manuscript.passageAt(to);
    if (a && b) manuscript.passages = manuscript.passages.map((passage) => (passage === a ? b : passage === b ? a : passage));
  },
  duplicate(manuscript, { where, to, size }) {
    const passage = manuscript.passageAt(where);
    if (!passage) return;
    for (let times = size % 7 === 0 ? 3 : 1; times > 0; times--) {
      const { tokens, quotes } = manuscript.copy(passage);
      manuscript.insert(size % 2 === 0 ? manuscript.passages.indexOf(passage) + 1 : to, tokens, quotes);
    }
  },
  mark(manuscript, { where, at, size, by }) {
    const passage = manuscript.passageAt(where);
    if (passage) mark(manuscript, passage, at, size, by);
  },
  unmark(manuscript, { where }) {
    const found = manuscript.quoteAt(where);
    if (found) found.passage.quotes = found.passage.quotes.filter((quote) => quote !== found.quote);
  },
  /** A word of a quotation, or a letter of one, or a comma, or its capital. */
  correct(manuscript, { where, at, size, wording }) {
    const found = manuscript.quoteAt(where);
    if (!found) return;
    const { passage, quote } = found;
    const index = quote.from + (at % (quote.to - quote.from));
    const token = passage.tokens[index] ?? '';
    const corrections = [
      token.replace(/[\p{L}\p{N}]/u, 'x'),
      token.replace(/[,.]?(?=\s*$)/u, token.includes(',') ? '' : ','),
      token.replace(/^\p{L}/u, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())),
      wording[0] ?? token,
    ];
    splice(passage, index, 1, { tokens: [corrections[size % corrections.length] ?? token], quotes: [] });
  },
  moveQuote(manuscript, { where, at, to }) {
    const found = manuscript.quoteAt(where);
    const target = manuscript.passageAt(to);
    if (!found || !target) return;
    const clipping = clip(found.passage, found.quote.from, found.quote.to);
    splice(target, at % (target.tokens.length + 1), 0, clipping);
    takeOver(target, found.passage);
  },
  duplicateQuote(manuscript, { where, at, to }) {
    const found = manuscript.quoteAt(where);
    const target = manuscript.passageAt(to);
    if (!found || !target) return;
    const { passage, quote } = found;
    const tokens = passage.tokens.slice(quote.from, quote.to);
    const copy = manuscript.copy({ tokens, quotes: [{ ...quote, from: 0, to: tokens.length }] });
    splice(target, at % (target.tokens.length + 1), 0, copy);
  },
  /** Two quotations change places, in one passage or between two. */
  swapQuotes(manuscript, { where, to }) {
    const a = manuscript.quoteAt(where);
    const b = manuscript.quoteAt(to);
    if (!a || !b || a.quote === b.quote) return;
    const [first, second] = a.passage === b.passage && a.quote.from > b.quote.from ? [b, a] : [a, b];
    if (first.passage === second.passage && first.quote.to > second.quote.from) return;
    const later = clip(second.passage, second.quote.from, second.quote.to);
    const earlier = clip(first.passage, first.quote.from, first.quote.to);
    splice(first.passage, first.quote.from, 0, later);
    const shift = first.passage === second.passage ? later.tokens.length - earlier.tokens.length : 0;
    splice(second.passage, second.quote.from + shift, 0, earlier);
    takeOver(first.passage, second.passage);
    takeOver(second.passage, first.passage);
  },
  speaker(manuscript, { where, by }) {
    const found = manuscript.quoteAt(where);
    if (found) found.quote.by = by;
  },
  swapSpeakers(manuscript, { where, to }) {
    const a = manuscript.quoteAt(where)?.quote;
    const b = manuscript.quoteAt(to)?.quote;
    if (a && b) [a.by, b.by] = [b.by, a.by];
  },
  name(manuscript, { where, at }, known) {
    const found = manuscript.quoteAt(where);
    const names = ['one', 'two', ...known];
    const id = names[at % names.length];
    if (found && manuscript.quotes().every(({ quote }) => quote.id !== id)) found.quote.id = id;
  },
  unname(manuscript, { where }) {
    const found = manuscript.quoteAt(where);
    if (found) found.quote.id = undefined;
  },
  swapNames(manuscript, { where, to }) {
    const a = manuscript.quoteAt(where)?.quote;
    const b = manuscript.quoteAt(to)?.quote;
    if (a && b) [a.id, b.id] = [b.id, a.id];
  },
} satisfies Record<string, (manuscript: Manuscript, edit: Omit<Edit, 'kind'>, known: readonly string[]) => void>;

export const editKinds = Object.keys(edits) as EditKind[];

function mark(manuscript: Manuscript, passage: PassageDraft, at: number, size: number, by: string): void {
  const from = at % passage.tokens.length;
  const to = Math.min(passage.tokens.length, from + 1 + (size % 4));
  passage.quotes = [...passage.quotes, { identity: manuscript.create(), by, from, to }];
}

/** @param known Ids that an author may take from the ledger: its quotes’ anchors without `q-`. */
export function applyEdit(manuscript: Manuscript, edit: Edit, known: readonly string[]): void {
  edits[edit.kind](manuscript, edit, known);
  manuscript.tidy();
}

/** Made-up words of one to three syllables and the small words between them; no two have the same sketch. */
const vocabulary =
  'the of and to in a was that on for it he is with said at by from they had bridge council river ferry harbour stone winter mayor letter paper market lantern engine school garden doctor captain teacher window mountain summer village station bread silver candle music soldier border treaty minister hundred seven promise refuse build carry answer question begin never always deed righteous open close burn sail vote write read cold bright quiet broken'
    .split(' ')
    .map((word) => `${word} `);
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

/** Texts as tokens. Short ones come again and again; some differ in a word; some have no Latin letter, or no letter at all. */
const wording: fc.Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ['Yes. '],
      ['No ', 'comment. '],
      ['Going. '],
      ['going '],
      ['“', 'Yes,” ', 'he ', 'said. '],
      ['No, ', 'no. '],
      ['🏮 '],
      ['👩‍👩‍👧 '],
      ['… '],
      ['천천히. '],
      ['有', '光', '就', '有', '戲', '。'],
      ['Zoë ', 'waited. '],
      ['Zoe\u0308 ', 'waited. '],
    ),
  },
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...vocabulary), { minLength: 3, maxLength: 16 }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...days), fc.nat({ max: 9 }), fc.nat({ max: 9 }))
      .map(([day, yes, no]) => ['The ', 'council ', 'met ', 'on ', `${day} `, 'and ', 'voted ', `${yes} `, 'to ', `${no}. `]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat({ max: 1000 }), fc.oneof({ weight: 9, arbitrary: fc.constant(40) }, { weight: 1, arbitrary: fc.constant(300) }))
      .map(([seed, length]) =>
        Array.from({ length }, (_, index) => vocabulary[(seed * 7919 + index * index * 31 + index * seed * 17) % vocabulary.length] ?? ''),
      ),
  },
);
const speaker = fc.constantFrom('mayor', 'ferryman', 'spokesman');
const pick = fc.nat({ max: 60 });

export function editsOf(kinds: readonly EditKind[]): fc.Arbitrary<Edit> {
  return fc.record({ kind: fc.constantFrom(...kinds), where: pick, at: pick, size: pick, to: pick, by: speaker, wording });
}

/** A passage as it is first written, how often in a row, and the words that are marked as quotes. */
const firstPassage = fc.record({
  wording,
  times: fc.oneof(
    { weight: 8, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constant(2) },
    { weight: 1, arbitrary: fc.constant(3) },
  ),
  marks: fc.array(fc.record({ at: pick, size: pick, by: speaker }), { maxLength: 2 }),
});
export type FirstPassage = typeof firstPassage extends fc.Arbitrary<infer T> ? T : never;

export function writeManuscript(written: readonly FirstPassage[]): Manuscript {
  const manuscript = new Manuscript();
  for (const { wording, times, marks } of written) {
    for (let time = 0; time < times; time++) {
      const passage = manuscript.insert(manuscript.passages.length, wording);
      for (const { at, size, by } of marks) mark(manuscript, passage, at, size, by);
    }
  }
  manuscript.tidy();
  return manuscript;
}

/** What is done between two seals, and how the author answers what is in doubt then. */
export interface Session {
  readonly edits: readonly Edit[];
  readonly decisions: readonly number[];
}

export interface History {
  readonly written: readonly FirstPassage[];
  readonly sessions: readonly Session[];
}

export function historyOf(kinds: readonly EditKind[]): fc.Arbitrary<History> {
  return fc.record({
    written: fc.array(firstPassage, { minLength: 1, maxLength: 5 }),
    sessions: fc.array(
      fc.record({
        edits: fc.array(editsOf(kinds), { minLength: 1, maxLength: 3 }),
        decisions: fc.array(fc.nat({ max: 59 }), { minLength: 1, maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
}

/** A text with its anchors. */
export interface Composition {
  readonly article: Article;
  readonly attachment: Attachment;
}

const metadata = articleSchema.parse({
  title: 'A case',
  publication: 'gazette',
  published: '1911',
  language: 'en',
  rights: { status: 'public-domain', text: 'full' },
});

/**
 * Gives every passage and quote its anchor as the composer of articles does: the ledger's, else the author's own, else one made of the
 * words that nothing has or had.
 */
export function compose(text: readonly PassageText[], ledger: Ledger | undefined, accepted: Acceptances = new Map()): Composition {
  const attachment = attachAnchors(ledger, text, accepted);
  const taken = new Set(text.flatMap(({ quotes }) => quotes.flatMap(({ id }) => (id === undefined ? [] : [`q-${id}`]))));
  for (const anchor of Object.keys(ledger?.anchors ?? {})) taken.add(anchor);
  const take = (anchor: string) => {
    taken.add(anchor);
    return anchor;
  };
  const passages = text.map(({ text: words, quotes }, index): Passage => {
    const anchor = attachment.passages[index] ?? take(passageAnchor(words, taken));
    return {
      anchor,
      kind: 'paragraph',
      number: index + 1,
      text: words,
      line: index + 1,
      mentions: [],
      quotes: quotes.map(({ id, ...quote }, at) => ({
        ...quote,
        anchor: attachment.quotes[index]?.[at] ?? (id === undefined ? take(quoteAnchor(quote.words, words, taken)) : `q-${id}`),
      })),
    };
  });
  const article = { slug: 'case', metadata, published: parseDate('1911'), passages, blocks: [], ...(ledger ? { ledger } : {}) };
  return { article, attachment };
}
