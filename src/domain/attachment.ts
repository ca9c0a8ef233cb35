/**
 * Re-attachment: which anchor of the ledger belongs to which words of a text that was edited. A pure function of the two; the build, `check`
 * and `seal` all ask it. Exact words first, then their context, then likeness with a stated threshold; among equals it never guesses.
 *
 * After Hypothesis' quote matching (hypothesis/client, src/annotator/anchoring/match-quote.ts), whose scores are those of one quote in one
 * document; here all anchors of an article are matched against each other, so that none takes another's words.
 */
import type { Ledger, PassageEntry, QuoteEntry } from '../model/ledger.ts';
import { countCommon, likeness, likenessBound, listKeys, listShingles } from './difference.ts';
import { hashPassage, isLive, listEntries, readSketch, resolveAlias, sketchWords } from './ledger.ts';
import { matchUniquely } from './matching.ts';
import { agreement, contextOf, type TextContext } from './selector.ts';
import { editDistance, normaliseText, type Span } from './text.ts';

/** A reworded passage keeps its anchor from this likeness on, 0 to 1, … */
export const passageThreshold = 0.6;
/** … or from this, where the passages before and after it are the same. */
export const passageThresholdInPlace = 0.4;
/** So many words have to be the same where only the likeness speaks for it: short passages are alike by chance. */
export const leastCommonWords = 8;
/** The runs of three words that a part of a split or merged passage shares with the whole, 0 to 1. */
export const partThreshold = 0.8;
/** A corrected quotation is proposed from this likeness on within its passage, … */
export const quoteThreshold = 0.5;
/** … and from this elsewhere. */
export const quoteThresholdElsewhere = 0.7;
/** What is nearest has to be nearer by so much than the next, or it is a tie. */
export const margin = 0.1;

/** What re-attachment needs to know of a passage: a draft and a finished passage both have it. */
export interface PassageText {
  readonly text: string;
  readonly quotes: readonly QuoteText[];
}

export interface QuoteText extends Span {
  readonly words: string;
  readonly by: string;
  /** The author's own id, without `q-`. */
  readonly id?: string;
}

/** Indexes of a passage and, for a quote, of the quote within it. */
export interface TextPlace {
  readonly passage: number;
  readonly quote?: number;
}

/** What became of a sealed anchor whose words are not where and what they were. */
export interface Finding {
  readonly anchor: string;
  /**
   * - `reworded`: the passage is another in some words, the quote in signs or capitals only
   * - `split`, `merged`: the passage was parted, or became part of another
   * - `renamed`: the author gave the quote an id, so that it has another anchor now
   * - `attributed`: the same words have another speaker
   * - `corrected`: the words of the quote are other ones
   * - `tied`: several places have the same claim
   * - `taken`: the author gives the quote an id that was sealed for other words and is an alias or a tombstone since
   * - `lost`: nothing is near enough
   */
  readonly outcome: 'reworded' | 'split' | 'merged' | 'renamed' | 'attributed' | 'corrected' | 'taken' | 'tied' | 'lost';
  /** Whether it follows from the text, or was accepted; else somebody has to say. */
  readonly isSettled: boolean;
  /** Where the anchor is attached, or would be. */
  readonly at?: TextPlace;
  /** Anchor that the address leads to, where it becomes an alias of one that is not in the ledger yet. */
  readonly aliasOf?: string;
  /** Places that share the claim (`tied`), or the parts after the first (`split`). */
  readonly others: readonly TextPlace[];
}

export interface Attachment {
  /** The ledger's anchor of each passage, by index; undefined for a new one. */
  readonly passages: readonly (string | undefined)[];
  /** The ledger's anchor of each quote, by index of the passage and of the quote. */
  readonly quotes: readonly (readonly (string | undefined)[])[];
  /** Anchors that lead to others since this edit. Values are anchors of the ledger, or `q-` and an author's id. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** What somebody decided: for an anchor, the place that is meant, or `true` for the one that was proposed. */
export type Acceptances = ReadonlyMap<string, TextPlace | true>;

/** Attaches the anchors of a ledger to a text. Every live passage and quote of the ledger is attached, or is found lost or tied. */
export function attachAnchors(ledger: Ledger | undefined, passages: readonly PassageText[], accepted: Acceptances = new Map()): Attachment {
  if (!ledger)
    return {
      passages: passages.map(() => undefined),
      quotes: passages.map(({ quotes }) => quotes.map(() => undefined)),
      aliases: new Map(),
      findings: [],
    };
  const attacher = new Attacher(ledger, passages, accepted);
  attacher.attachPassages();
  attacher.attachQuotes();
  return attacher.result();
}

/** A passage of the text; what only an edited text needs is computed when it is asked for. */
class PassageCandidate {
  readonly index: number;
  readonly sha256: string;
  readonly #passages: readonly PassageText[];
  #sketch: readonly string[] | undefined;
  #context: TextContext | undefined;

  constructor(passages: readonly PassageText[], index: number) {
    this.index = index;
    this.#passages = passages;
    this.sha256 = hashPassage(this.#text);
  }

  get sketch(): readonly string[] {
    this.#sketch ??= sketchWords(this.#text);
    return this.#sketch;
  }

  get context(): TextContext {
    this.#context ??= contextOf(this.#passages, this.index, { start: 0, end: this.#text.length });
    return this.#context;
  }

  get #text(): string {
    return this.#passages[this.index]?.text ?? '';
  }
}

/** A quote of the text, likewise. */
class QuoteCandidate {
  readonly words: string;
  readonly by: string;
  readonly id: string | undefined;
  readonly place: Required<TextPlace>;
  readonly #passages: readonly PassageText[];
  readonly #span: Span;
  #keys: readonly string[] | undefined;
  #context: TextContext | undefined;

  constructor(passages: readonly PassageText[], { words, by, id, start, end }: QuoteText, place: Required<TextPlace>) {
    this.words = words;
    this.by = by;
    this.id = id;
    this.place = place;
    this.#passages = passages;
    this.#span = { start, end };
  }

  get keys(): readonly string[] {
    this.#keys ??= listKeys(this.words);
    return this.#keys;
  }

  get context(): TextContext {
    this.#context ??= contextOf(this.#passages, this.place.passage, this.#span);
    return this.#context;
  }
}

type Entry<T> = readonly [anchor: string, entry: T];

class Attacher {
  readonly #ledger: Ledger;
  readonly #passages: readonly PassageText[];
  readonly #accepted: Acceptances;
  readonly #anchorOf: (string | undefined)[];
  readonly #quoteAnchorOf: (string | undefined)[][];
  readonly #aliases = new Map<string, string>();
  readonly #findings: Finding[] = [];

  constructor(ledger: Ledger, passages: readonly PassageText[], accepted: Acceptances) {
    this.#ledger = ledger;
    this.#passages = passages;
    this.#accepted = accepted;
    this.#anchorOf = passages.map(() => undefined);
    this.#quoteAnchorOf = passages.map(({ quotes }) => quotes.map(() => undefined));
  }

  result(): Attachment {
    return { passages: this.#anchorOf, quotes: this.#quoteAnchorOf, aliases: this.#aliases, findings: this.#findings };
  }

  attachPassages(): void {
    const candidates = this.#passages.map((_, index) => new PassageCandidate(this.#passages, index));
    const live = listEntries(this.#ledger, 'passage').filter(([, entry]) => isLive(entry));
    const free = new Set(candidates);
    const left = new Map(live);
    const take = (anchor: string, candidate: PassageCandidate) => {
      this.#anchorOf[candidate.index] = anchor;
      free.delete(candidate);
      left.delete(anchor);
    };

    for (const [anchor, place] of this.#accepted) {
      const candidate = place === true || place.quote !== undefined ? undefined : candidates[place.passage];
      if (!left.has(anchor) || !candidate || !free.has(candidate)) continue;
      const isSame = left.get(anchor)?.sha256 === candidate.sha256;
      take(anchor, candidate);
      if (!isSame) this.#findings.push({ anchor, outcome: 'reworded', isSettled: true, at: { passage: candidate.index }, others: [] });
    }

    const bySum = Map.groupBy(free, ({ sha256 }) => sha256);
    const entriesBySum = Map.groupBy([...left], ([, entry]) => entry.sha256);
    for (const [sum, entries] of entriesBySum) {
      const own = bySum.get(sum) ?? [];
      if (own.length === 0) continue;
      const { pairs, tied } = matchEqual(entries, own, ([, entry], candidate) => agreement(entry, candidate.context), 1);
      for (const [[anchor], candidate] of pairs) take(anchor, candidate);
      for (const [anchor] of tied) {
        left.delete(anchor);
        const others = own.filter((candidate) => free.has(candidate)).map(({ index }) => ({ passage: index }));
        this.#findings.push({ anchor, outcome: 'tied', isSettled: false, others });
      }
    }

    this.#attachParts(left, free, take);
    this.#attachReworded(left, free, take);
    for (const anchor of left.keys()) this.#findings.push({ anchor, outcome: 'lost', isSettled: false, others: [] });
  }

  /** Passages that were merged into one, and passages that were split into several. */
  #attachParts(
    left: Map<string, PassageEntry>,
    free: Set<PassageCandidate>,
    take: (anchor: string, candidate: PassageCandidate) => void,
  ): void {
    if (left.size === 0 || free.size === 0) return;
    const entries = [...left].map(([anchor, entry]) => ({
      anchor,
      sketch: readSketch(entry.sketch),
      shingles: shinglesOf(readSketch(entry.sketch)),
    }));
    const texts = [...free].map((candidate) => ({ candidate, shingles: shinglesOf(candidate.sketch) }));

    for (const { candidate, shingles } of texts) {
      const parts = entries.filter((entry) => left.has(entry.anchor) && isPart(entry.shingles, shingles));
      const covered = shareOf(shingles, new Set(parts.flatMap((part) => [...part.shingles])));
      const onlyHere = parts.every((part) => texts.every((text) => text.candidate === candidate || !isPart(part.shingles, text.shingles)));
      if (parts.length < 2 || covered < partThreshold || !onlyHere) continue;
      const order = parts
        .map((part) => ({ part, at: firstRun(part.sketch, candidate.sketch) }))
        .sort((a, b) => a.at - b.at)
        .map(({ part }) => part);
      const [first, ...rest] = order;
      if (!first) continue;
      take(first.anchor, candidate);
      this.#findings.push({ anchor: first.anchor, outcome: 'reworded', isSettled: true, at: { passage: candidate.index }, others: [] });
      for (const { anchor } of rest) {
        left.delete(anchor);
        this.#aliases.set(anchor, first.anchor);
        this.#findings.push({
          anchor,
          outcome: 'merged',
          isSettled: true,
          at: { passage: candidate.index },
          aliasOf: first.anchor,
          others: [],
        });
      }
    }

    for (const entry of entries) {
      if (!left.has(entry.anchor)) continue;
      const parts = texts.filter(({ candidate, shingles }) => free.has(candidate) && isPart(shingles, entry.shingles));
      const covered = shareOf(entry.shingles, new Set(parts.flatMap((part) => [...part.shingles])));
      const isAdjacent = parts.every((part, index) => index === 0 || part.candidate.index === (parts[index - 1]?.candidate.index ?? 0) + 1);
      const onlyThis = parts.every((part) =>
        entries.every((other) => other === entry || !left.has(other.anchor) || !isPart(part.shingles, other.shingles)),
      );
      const [first, ...rest] = parts;
      if (!first || rest.length === 0 || covered < partThreshold || !isAdjacent || !onlyThis) continue;
      take(entry.anchor, first.candidate);
      const others = rest.map(({ candidate }) => ({ passage: candidate.index }));
      this.#findings.push({ anchor: entry.anchor, outcome: 'split', isSettled: true, at: { passage: first.candidate.index }, others });
    }
  }

  #attachReworded(
    left: Map<string, PassageEntry>,
    free: Set<PassageCandidate>,
    take: (anchor: string, candidate: PassageCandidate) => void,
  ): void {
    const entries = [...left].map(([anchor, entry]) => ({ anchor, entry, sketch: readSketch(entry.sketch) }));
    const { pairs, tied } = matchUniquely(
      entries,
      [...free],
      ({ entry, sketch }, candidate) => {
        const inPlace = agreement(entry, candidate.context) === 1;
        const threshold = inPlace ? passageThresholdInPlace : passageThreshold;
        if (likenessBound(sketch, candidate.sketch) < threshold) return undefined;
        const value = likeness(sketch, candidate.sketch);
        return value < threshold ? undefined : value + (inPlace ? 0.2 : 0);
      },
      margin,
    );
    for (const [{ anchor, entry, sketch }, candidate] of pairs) {
      const inPlace = agreement(entry, candidate.context) === 1;
      const isSure =
        (inPlace && likeness(sketch, candidate.sketch) >= passageThreshold) || countCommon(sketch, candidate.sketch) >= leastCommonWords;
      const hasSameWords = sketch.join('') === candidate.sketch.join('');
      const isSettled = isSure || hasSameWords || this.#accepted.has(anchor);
      take(anchor, candidate);
      this.#findings.push({ anchor, outcome: 'reworded', isSettled, at: { passage: candidate.index }, others: [] });
    }
    for (const [{ anchor }, candidates] of tied) {
      left.delete(anchor);
      this.#findings.push({ anchor, outcome: 'tied', isSettled: false, others: candidates.map(({ index }) => ({ passage: index })) });
    }
  }

  attachQuotes(): void {
    const candidates = this.#passages.flatMap(({ quotes }, passage) =>
      quotes.map((quote, index) => new QuoteCandidate(this.#passages, quote, { passage, quote: index })),
    );
    const left = new Map(listEntries(this.#ledger, 'quote').filter(([, entry]) => isLive(entry)));
    const free = new Set(candidates);
    const take = (anchor: string, candidate: QuoteCandidate) => {
      left.delete(anchor);
      free.delete(candidate);
      const own = candidate.id === undefined ? undefined : `q-${candidate.id}`;
      if (own !== undefined && own !== anchor) {
        this.#aliases.set(anchor, own);
        return own;
      }
      this.#setQuote(candidate, anchor);
      return undefined;
    };
    const judge = (anchor: string, entry: QuoteEntry, candidate: QuoteCandidate) => {
      const aliasOf = take(anchor, candidate);
      const others: TextPlace[] = [];
      const finding = { anchor, at: candidate.place, others, ...(aliasOf === undefined ? {} : { aliasOf }) };
      const isAccepted = this.#accepted.has(anchor);
      if (!isEqual(entry, candidate)) {
        const isSame = listKeys(entry.exact).join(' ') === candidate.keys.join(' ') && candidate.keys.length > 0;
        this.#findings.push({ ...finding, outcome: isSame ? 'reworded' : 'corrected', isSettled: isSame || isAccepted });
      } else if (aliasOf !== undefined) {
        this.#findings.push({ ...finding, outcome: 'renamed', isSettled: true });
      }
      if (entry.by !== candidate.by) {
        // The same words of somebody else, elsewhere, are likely to be another quotation.
        const isSettled = this.#isWithin(entry, candidate) || isAccepted;
        this.#findings.push({ ...finding, outcome: 'attributed', isSettled });
      }
    };

    for (const [anchor, place] of this.#accepted) {
      const entry = left.get(anchor);
      const candidate =
        place === true ? undefined : candidates.find((one) => one.place.passage === place.passage && one.place.quote === place.quote);
      if (entry && candidate && free.has(candidate)) judge(anchor, entry, candidate);
    }
    // What an author claims by an id is that anchor’s, whatever the words are: other words are then a correction to be confirmed.
    for (const candidate of [...free]) {
      if (candidate.id === undefined) continue;
      const anchor = `q-${candidate.id}`;
      const entry = left.get(anchor);
      if (entry) judge(anchor, entry, candidate);
      else if (this.#ledger.anchors[anchor])
        this.#findings.push({ anchor, outcome: 'taken', isSettled: false, at: candidate.place, others: [] });
    }

    const byWords = Map.groupBy(free, ({ words }) => normaliseText(words));
    for (const [words, entries] of Map.groupBy([...left], ([, entry]) => normaliseText(entry.exact))) {
      const own = byWords.get(words) ?? [];
      if (own.length === 0) continue;
      const score = ([, entry]: Entry<QuoteEntry>, candidate: QuoteCandidate) =>
        (this.#isWithin(entry, candidate) ? 1 : 0) + (entry.by === candidate.by ? 0.5 : 0) + agreement(entry, candidate.context);
      const { pairs, tied } = matchEqual(entries, own, score, 2.5);
      for (const [[anchor, entry], candidate] of pairs) judge(anchor, entry, candidate);
      for (const [anchor] of tied)
        this.#addTie(
          anchor,
          left,
          own.filter((candidate) => free.has(candidate)),
        );
    }

    const { pairs, tied } = matchUniquely(
      [...left],
      [...free],
      ([, entry], candidate) => {
        const isWithin = this.#isWithin(entry, candidate);
        const value = likenessOfQuotes(entry.exact, candidate);
        return value < (isWithin ? quoteThreshold : quoteThresholdElsewhere) ? undefined : value + (isWithin ? 0.2 : 0);
      },
      margin,
    );
    for (const [[anchor, entry], candidate] of pairs) judge(anchor, entry, candidate);
    for (const [[anchor], equals] of tied) this.#addTie(anchor, left, equals);
    for (const anchor of left.keys()) this.#findings.push({ anchor, outcome: 'lost', isSettled: false, others: [] });
  }

  #addTie(anchor: string, left: Map<string, QuoteEntry>, candidates: readonly QuoteCandidate[]): void {
    left.delete(anchor);
    this.#findings.push({ anchor, outcome: 'tied', isSettled: false, others: candidates.map(({ place }) => place) });
  }

  #setQuote({ place }: QuoteCandidate, anchor: string): void {
    const own = this.#quoteAnchorOf[place.passage];
    if (own) own[place.quote] = anchor;
  }

  /** Whether the candidate stands in the passage in which the quote was sealed, be that merged or renamed since. */
  #isWithin(entry: QuoteEntry, { place }: QuoteCandidate): boolean {
    const anchor = this.#anchorOf[place.passage];
    if (anchor === undefined) return false;
    const resolved = resolveAlias(this.#ledger, entry.in);
    return anchor === resolved || anchor === this.#aliases.get(resolved);
  }
}

/**
 * Matches entries and candidates that have the same words. What agrees in full and alone belongs together; twins (the same words in the
 * same context) belong together in the order of the text if there are as many as before; the others by context, if one is clearly nearer.
 */
function matchEqual<T extends { readonly nth?: number | undefined }, C>(
  entries: readonly Entry<T>[],
  candidates: readonly C[],
  score: (entry: Entry<T>, candidate: C) => number,
  full: number,
): { pairs: [Entry<T>, C][]; tied: Entry<T>[] } {
  if (entries.length === 1 && candidates.length === 1 && entries[0] && candidates[0])
    return { pairs: [[entries[0], candidates[0]]], tied: [] };
  const pairs: [Entry<T>, C][] = [];
  const left = new Set(entries);
  const free = new Set(candidates);
  const take = (entry: Entry<T>, candidate: C) => {
    pairs.push([entry, candidate]);
    left.delete(entry);
    free.delete(candidate);
  };
  for (const entry of entries) {
    if (!left.has(entry)) continue;
    const places = [...free].filter((candidate) => score(entry, candidate) === full);
    const twins = [...left].filter((other) => places.some((candidate) => score(other, candidate) === full));
    if (places.length === 0 || places.length !== twins.length) continue;
    twins.sort(([, a], [, b]) => (a.nth ?? 1) - (b.nth ?? 1));
    for (const [index, candidate] of places.entries()) if (twins[index]) take(twins[index], candidate);
  }
  const rest = matchUniquely([...left], [...free], score, margin);
  for (const [entry, candidate] of rest.pairs) take(entry, candidate);
  // An entry is tied while words of its kind are left over; with none left it is lost.
  return { pairs, tied: free.size > 0 ? [...left] : rest.tied.map(([entry]) => entry) };
}

function isEqual(entry: QuoteEntry, candidate: QuoteCandidate): boolean {
  return normaliseText(entry.exact) === normaliseText(candidate.words);
}

/** Likeness of words by words, or by letters where that is more: "deep" and "deeply" are other words and nearly the same. */
function likenessOfQuotes(exact: string, candidate: QuoteCandidate): number {
  const byWords = likeness(listKeys(exact), candidate.keys);
  const a = normaliseText(exact).toLowerCase();
  const b = normaliseText(candidate.words).toLowerCase();
  const longest = Math.max(a.length, b.length);
  return longest > 400 || longest === 0 ? byWords : Math.max(byWords, 1 - editDistance(a, b) / longest);
}

function shinglesOf(sketch: readonly string[]): ReadonlySet<string> {
  return new Set(listShingles(sketch));
}

/** The share of `shingles` that `others` has too, 0 to 1. */
function shareOf(shingles: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (shingles.size === 0) return 0;
  let shared = 0;
  for (const shingle of shingles) if (others.has(shingle)) shared++;
  return shared / shingles.size;
}

/** Whether nearly all of a text of three words and more stands in a longer one. */
function isPart(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return part.size < whole.size && shareOf(part, whole) >= partThreshold && [...part].some((shingle) => shingle.split(' ').length === 3);
}

/** Index in the whole of the first run of three words that the part shares with it. */
function firstRun(part: readonly string[], whole: readonly string[]): number {
  const runs = new Set(listShingles(part));
  return listShingles(whole).findIndex((run) => runs.has(run));
}
