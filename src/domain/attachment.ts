/**
 * Re-attachment: which anchor of the ledger belongs to which words of a text that was edited. A pure function of the two; the build, `check`
 * and `seal` all ask it. Exact words first, then their context, then likeness with a stated threshold; among equals it never guesses.
 *
 * After Hypothesis' quote matching (hypothesis/client, src/annotator/anchoring/match-quote.ts), whose scores are those of one quote in one
 * document; here all anchors of an article are matched against each other, so that none takes another's words.
 */
import type { Ledger, PassageEntry, QuoteEntry } from '../model/ledger.ts';
import { countCommon, likeness, likenessBound, listKeys, listShingles } from './difference.ts';
import { editDistance } from './distance.ts';
import { hashPassage, isLive, listEntries, readSketch, resolveAlias, sketchWords } from './ledger.ts';
import { matchUniquely } from './matching.ts';
import { agreement, contextOf, type TextContext } from './selector.ts';
import { compareCodeUnits, normaliseText, type Span } from './text.ts';

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
/** … and by so much more where the next is in its place. */
export const placeWorth = 0.2;
/** Contexts that agree in less than half of one side do so by chance. */
export const leastContext = 0.25;

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
  readonly place: TextPlace;
  readonly index: number;
  readonly sha256: string;
  readonly #passages: readonly PassageText[];
  #sketch: readonly string[] | undefined;
  #context: TextContext | undefined;

  constructor(passages: readonly PassageText[], index: number) {
    this.place = { passage: index };
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
type TakePassage = (anchor: string, candidate: PassageCandidate) => void;

class Attacher {
  readonly #ledger: Ledger;
  readonly #passages: readonly PassageText[];
  readonly #accepted: Acceptances;
  readonly #anchorOf: (string | undefined)[];
  readonly #quoteAnchorOf: (string | undefined)[][];
  readonly #aliases = new Map<string, string>();
  /** By index, passages in which one that was split goes on, and its anchor. */
  readonly #partOf = new Map<number, string>();
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
    const take: TakePassage = (anchor, candidate) => {
      this.#anchorOf[candidate.index] = anchor;
      free.delete(candidate);
      left.delete(anchor);
    };

    for (const [anchor, place] of this.#accepted) {
      const entry = left.get(anchor);
      if (!entry || place === true) continue;
      const candidate = place.quote === undefined ? candidates[place.passage] : undefined;
      if (!candidate || !free.has(candidate)) {
        this.#addTie(anchor, left, [place]);
        continue;
      }
      take(anchor, candidate);
      if (entry.sha256 !== candidate.sha256)
        this.#findings.push({ anchor, outcome: 'reworded', isSettled: true, at: candidate.place, others: [] });
    }

    const bySum = Map.groupBy(free, ({ sha256 }) => sha256);
    const entriesBySum = Map.groupBy([...left], ([, entry]) => entry.sha256);
    for (const [sum, entries] of entriesBySum) {
      const own = bySum.get(sum) ?? [];
      if (own.length === 0) continue;
      const { pairs, tied } = matchEqual(entries, own, ([, entry], candidate) => {
        return { words: 1, speaker: 1, passage: 1, context: agreement(entry, candidate.context) };
      });
      for (const [[anchor], candidate] of pairs) take(anchor, candidate);
      const equals = own.filter((candidate) => free.has(candidate));
      for (const [anchor] of tied) this.#addTie(anchor, left, equals.map(placeOf));
      // Until somebody says which is whose, they are nobody else's.
      if (tied.length > 0) for (const candidate of equals) free.delete(candidate);
    }

    this.#attachMerged(left, free, take);
    this.#attachSplit(left, free, take);
    this.#attachReworded(left, free, take);
    for (const anchor of left.keys()) this.#findings.push({ anchor, outcome: 'lost', isSettled: false, others: [] });
  }

  /**
   * Passages that were merged into one. What has another claim besides, by its parts or by likeness, is left to that: neither is certain.
   */
  #attachMerged(left: Map<string, PassageEntry>, free: Set<PassageCandidate>, take: TakePassage): void {
    for (const text of [...free]) {
      const parts = sketched(left)
        .filter((entry) => isPart(entry.sketch, text.sketch))
        .sort((a, b) => firstRun(a.sketch, text.sketch) - firstRun(b.sketch, text.sketch) || compareCodeUnits(a.anchor, b.anchor));
      const [first, ...rest] = parts;
      if (!first || rest.length === 0 || !isMadeOf(text.sketch, parts)) continue;
      const others = sketched(left).filter(({ anchor }) => parts.every((part) => part.anchor !== anchor));
      const texts = [...free].filter((other) => other !== text);
      if (hasRival([text], others) || hasRival(parts, texts)) continue;
      const at = text.place;
      take(first.anchor, text);
      this.#findings.push({ anchor: first.anchor, outcome: 'reworded', isSettled: true, at, others: [] });
      for (const { anchor } of rest) {
        left.delete(anchor);
        this.#aliases.set(anchor, first.anchor);
        this.#findings.push({ anchor, outcome: 'merged', isSettled: true, at, aliasOf: first.anchor, others: [] });
      }
    }
  }

  /** Passages that were split into several, one after the other. What still stands nearly whole was not split but reworded. */
  #attachSplit(left: Map<string, PassageEntry>, free: Set<PassageCandidate>, take: TakePassage): void {
    for (const entry of sketched(left)) {
      const parts = [...free].filter((text) => isPart(text.sketch, entry.sketch));
      const [first, ...rest] = parts;
      if (!first || rest.length === 0 || !isMadeOf(entry.sketch, parts)) continue;
      if (parts.some((part) => shareOfRuns(entry.sketch, part.sketch) >= partThreshold)) continue;
      const isInARow = parts.every(({ index }, at) => index === first.index + at);
      const others = sketched(left).filter(({ anchor }) => anchor !== entry.anchor);
      const texts = [...free].filter((text) => !parts.includes(text));
      if (!isInARow || hasRival([entry], texts) || hasRival(parts, others)) continue;
      take(entry.anchor, first);
      for (const part of rest) {
        free.delete(part);
        this.#partOf.set(part.index, entry.anchor);
      }
      const goesOn = rest.map(({ place }) => place);
      this.#findings.push({ anchor: entry.anchor, outcome: 'split', isSettled: true, at: first.place, others: goesOn });
    }
  }

  #attachReworded(left: Map<string, PassageEntry>, free: Set<PassageCandidate>, take: TakePassage): void {
    const { pairs, tied } = matchUniquely(
      sketched(left),
      [...free],
      ({ entry, sketch }, candidate): Resemblance | undefined => {
        // Texts without words, "…" and "🏮", are not alike for that.
        if (sketch.length === 0 || candidate.sketch.length === 0) return undefined;
        const isInPlace = agreement(entry, candidate.context) === 1;
        const threshold = isInPlace ? passageThresholdInPlace : passageThreshold;
        // A passage that stands whole in one that grew is there, however much was added.
        const part = isPart(sketch, candidate.sketch) ? shareOfRuns(sketch, candidate.sketch) : 0;
        const value = likenessBound(sketch, candidate.sketch) < threshold ? part : Math.max(part, likeness(sketch, candidate.sketch));
        return value < threshold ? undefined : { likeness: value, isInPlace };
      },
      isMoreAlike,
    );
    for (const [{ anchor, sketch }, candidate, found] of pairs) {
      const isSure = (found.isInPlace && found.likeness >= passageThreshold) || countCommon(sketch, candidate.sketch) >= leastCommonWords;
      const hasSameWords = sketch.join('') === candidate.sketch.join('');
      const isSettled = isSure || hasSameWords || this.#accepted.has(anchor);
      take(anchor, candidate);
      this.#findings.push({ anchor, outcome: 'reworded', isSettled, at: candidate.place, others: [] });
    }
    for (const [{ anchor }, candidates] of tied) this.#addTie(anchor, left, candidates.map(placeOf));
  }

  attachQuotes(): void {
    const candidates = this.#passages.flatMap(({ quotes }, passage) =>
      quotes.map((quote, index) => new QuoteCandidate(this.#passages, quote, { passage, quote: index })),
    );
    const left = new Map(listEntries(this.#ledger, 'quote').filter(([, entry]) => isLive(entry)));
    const free = new Set(candidates);
    const attached: [anchor: string, entry: QuoteEntry, candidate: QuoteCandidate][] = [];
    const take = (anchor: string, entry: QuoteEntry, candidate: QuoteCandidate) => {
      left.delete(anchor);
      free.delete(candidate);
      attached.push([anchor, entry, candidate]);
    };

    const claimed = new Map(candidates.flatMap((candidate) => (candidate.id === undefined ? [] : [[`q-${candidate.id}`, candidate]])));
    for (const [anchor, place] of this.#accepted) {
      const entry = left.get(anchor);
      if (!entry || place === true) continue;
      const candidate = candidates.find((one) => one.place.passage === place.passage && one.place.quote === place.quote);
      // An id says where its anchor belongs: it cannot be elsewhere as well.
      const own = claimed.get(anchor) ?? candidate;
      if (candidate && candidate === own && free.has(candidate)) take(anchor, entry, candidate);
      else this.#addTie(anchor, left, own && own !== candidate ? [own.place, place] : [place]);
    }
    this.#attachClaimed(claimed, left, free, take);

    for (const keyOf of [normaliseText, wordsKey]) {
      const byWords = Map.groupBy(free, ({ words }) => keyOf(words));
      for (const [words, entries] of Map.groupBy([...left], ([, entry]) => keyOf(entry.exact))) {
        const own = byWords.get(words) ?? [];
        if (own.length === 0) continue;
        const { pairs, tied } = matchEqual(entries, own, ([, entry], candidate) => this.#claim(entry, candidate));
        for (const [[anchor, entry], candidate] of pairs) take(anchor, entry, candidate);
        const equals = own.filter((candidate) => free.has(candidate));
        for (const [anchor] of tied) this.#addTie(anchor, left, equals.map(placeOf));
        // Until somebody says which is whose, they are nobody else's.
        if (tied.length > 0) for (const candidate of equals) free.delete(candidate);
      }
    }

    const { pairs, tied } = matchUniquely(
      [...left],
      [...free],
      ([, entry], candidate): Resemblance | undefined => {
        const isInPlace = this.#isWithin(entry, candidate);
        const value = likenessOfQuotes(entry.exact, candidate);
        return value < (isInPlace ? quoteThreshold : quoteThresholdElsewhere) ? undefined : { likeness: value, isInPlace };
      },
      isMoreAlike,
    );
    for (const [[anchor, entry], candidate] of pairs) take(anchor, entry, candidate);
    for (const [[anchor], equals] of tied) this.#addTie(anchor, left, equals.map(placeOf));
    for (const anchor of left.keys()) this.#findings.push({ anchor, outcome: 'lost', isSettled: false, others: [] });
    const taken = new Set(attached.map(([, , candidate]) => candidate));
    const others = candidates.filter((candidate) => !taken.has(candidate));
    for (const [anchor, entry, candidate] of attached) this.#judgeQuote(anchor, entry, candidate, others);
  }

  /**
   * What an author claims by an id is that anchor’s, whatever the words are: other words are then a correction to be confirmed. Where
   * the sealed words belong to another quote more than to this one, the id contradicts them.
   */
  #attachClaimed(
    claimed: ReadonlyMap<string, QuoteCandidate>,
    left: Map<string, QuoteEntry>,
    free: Set<QuoteCandidate>,
    take: (anchor: string, entry: QuoteEntry, candidate: QuoteCandidate) => void,
  ): void {
    if (claimed.size === 0) return;
    const byWords = this.#matchByWords(left, free);
    const ownerOf = new Map([...byWords].map(([anchor, candidate]) => [candidate, anchor]));
    for (const [anchor, candidate] of claimed) {
      const sealed = this.#ledger.anchors[anchor];
      if (sealed && !isLive(sealed)) {
        this.#findings.push({ anchor, outcome: 'taken', isSettled: false, at: candidate.place, others: [] });
      }
      const entry = left.get(anchor);
      if (!entry) continue;
      const own = this.#claim(entry, candidate);
      const hasBetter = (other: QuoteCandidate) =>
        ownerOf.get(other) === anchor || (!ownerOf.has(other) && isSameWords(entry, other) && isNearer(this.#claim(entry, other), own));
      const better = isSameWords(entry, candidate) ? [...free].filter((other) => other !== candidate && hasBetter(other)) : [];
      if (better.length === 0) {
        take(anchor, entry, candidate);
        continue;
      }
      this.#addTie(anchor, left, [candidate, ...better].map(placeOf));
      for (const one of [candidate, byWords.get(anchor)]) if (one) free.delete(one);
    }
  }

  /** Writes down where the anchor is, and what is not as it was sealed. `others` are the quotes to which no anchor was attached. */
  #judgeQuote(anchor: string, entry: QuoteEntry, candidate: QuoteCandidate, others: readonly QuoteCandidate[]): void {
    const own = candidate.id === undefined ? anchor : `q-${candidate.id}`;
    const isRenamed = own !== anchor;
    if (isRenamed) this.#aliases.set(anchor, own);
    else this.#setQuote(candidate, anchor);
    const finding = { anchor, at: candidate.place, others: [], ...(isRenamed ? { aliasOf: own } : {}) };
    const isAccepted = this.#accepted.has(anchor);
    if (!isEqual(entry, candidate)) {
      const isSame = isSameWords(entry, candidate);
      this.#findings.push({ ...finding, outcome: isSame ? 'reworded' : 'corrected', isSettled: isSame || isAccepted });
    } else if (isRenamed) {
      this.#findings.push({ ...finding, outcome: 'renamed', isSettled: true });
    }
    if (entry.by !== candidate.by) {
      // The same words of somebody else are another quotation, more likely than not, elsewhere; and here, where the speaker's stand too.
      const isSpeakersToo = others.some((other) => other.by === entry.by && isSameWords(entry, other));
      const isSettled = (this.#isWithin(entry, candidate) && !isSpeakersToo) || isAccepted;
      this.#findings.push({ ...finding, outcome: 'attributed', isSettled });
    }
  }

  /** Where anchors belong by the words alone, signs and capitals aside, if no author had said otherwise. */
  #matchByWords(left: ReadonlyMap<string, QuoteEntry>, free: ReadonlySet<QuoteCandidate>): ReadonlyMap<string, QuoteCandidate> {
    const found = new Map<string, QuoteCandidate>();
    const byKeys = Map.groupBy(free, ({ words }) => wordsKey(words));
    for (const [key, entries] of Map.groupBy(left, ([, entry]) => wordsKey(entry.exact))) {
      const { pairs } = matchEqual(entries, byKeys.get(key) ?? [], ([, entry], candidate) => this.#claim(entry, candidate));
      for (const [[anchor], candidate] of pairs) found.set(anchor, candidate);
    }
    return found;
  }

  #claim(entry: QuoteEntry, candidate: QuoteCandidate): Claim {
    return {
      words: Number(isEqual(entry, candidate)),
      speaker: Number(entry.by === candidate.by),
      passage: Number(this.#isWithin(entry, candidate)),
      context: agreement(entry, candidate.context),
    };
  }

  #addTie(anchor: string, left: Map<string, unknown>, others: readonly TextPlace[]): void {
    left.delete(anchor);
    this.#findings.push({ anchor, outcome: 'tied', isSettled: false, others });
  }

  #setQuote({ place }: QuoteCandidate, anchor: string): void {
    const own = this.#quoteAnchorOf[place.passage];
    if (own) own[place.quote] = anchor;
  }

  /** Whether the candidate stands in the passage in which the quote was sealed, be that merged or split since. */
  #isWithin(entry: QuoteEntry, { place }: QuoteCandidate): boolean {
    const anchor = this.#anchorOf[place.passage] ?? this.#partOf.get(place.passage);
    if (anchor === undefined) return false;
    const resolved = resolveAlias(this.#ledger, entry.in);
    return anchor === resolved || anchor === this.#aliases.get(resolved);
  }
}

/** What speaks for a place that has the words, each from 0 to 1. */
interface Claim {
  /** Signs and capitals too. */
  readonly words: number;
  readonly speaker: number;
  readonly passage: number;
  readonly context: number;
}

/** Whether a claim is beyond doubt the better one: it is behind in nothing. Who speaks here and stands there contradicts himself. */
function isNearer(a: Claim, b: Claim): boolean {
  const differences = [a.words - b.words, a.speaker - b.speaker, a.passage - b.passage, compareContexts(a, b)];
  return differences.every((difference) => difference >= 0) && differences.some((difference) => difference > 0);
}

function compareContexts(a: Claim, b: Claim): number {
  const difference = a.context - b.context;
  return Math.abs(difference) > margin && Math.max(a.context, b.context) >= leastContext ? Math.sign(difference) : 0;
}

function isFull(claim: Claim): boolean {
  return Object.values(claim).every((value) => value === 1);
}

/**
 * Matches entries and candidates that have the same words. What agrees in full and alone belongs together; twins (the same words in the
 * same context) belong together in the order in which they were numbered, if there are as many as before; the others by what speaks for
 * one of them beyond doubt.
 */
function matchEqual<T extends { readonly nth?: number | undefined }, C>(
  entries: readonly Entry<T>[],
  candidates: readonly C[],
  claim: (entry: Entry<T>, candidate: C) => Claim,
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
    const places = [...free].filter((candidate) => isFull(claim(entry, candidate)));
    const twins = [...left].filter((other) => places.some((candidate) => isFull(claim(other, candidate))));
    if (places.length === 0 || places.length !== twins.length) continue;
    // Twins that stood apart when they were sealed, and were merged since, have no order.
    const byNumber = new Map(twins.map((twin) => [twin[1].nth ?? 1, twin]));
    if (byNumber.size !== twins.length) continue;
    const inOrder = [...byNumber].sort(([a], [b]) => a - b);
    for (const [index, candidate] of places.entries()) if (inOrder[index]) take(inOrder[index][1], candidate);
  }
  const rest = matchUniquely([...left], [...free], claim, isNearer);
  for (const [entry, candidate] of rest.pairs) take(entry, candidate);
  // An entry is tied while words of its kind are left over; with none left it is lost.
  return { pairs, tied: free.size > 0 ? [...left] : [] };
}

function placeOf({ place }: { readonly place: TextPlace }): TextPlace {
  return place;
}

function isEqual(entry: QuoteEntry, candidate: QuoteCandidate): boolean {
  return normaliseText(entry.exact) === normaliseText(candidate.words);
}

/** Whether the words are the same but for signs and capitals. */
function isSameWords(entry: QuoteEntry, candidate: QuoteCandidate): boolean {
  return wordsKey(entry.exact) === wordsKey(candidate.words);
}

/** Words without signs and capitals; the text itself where it has no words. */
function wordsKey(text: string): string {
  return listKeys(text).join(' ') || normaliseText(text);
}

/** Likeness of words by words, or by letters where that is more: "deep" and "deeply" are other words and nearly the same. */
function likenessOfQuotes(exact: string, candidate: QuoteCandidate): number {
  const keys = listKeys(exact);
  const byWords = keys.length === 0 || candidate.keys.length === 0 ? 0 : likeness(keys, candidate.keys);
  const a = normaliseText(exact).toLowerCase();
  const b = normaliseText(candidate.words).toLowerCase();
  const longest = Math.max(a.length, b.length);
  return longest > 400 || longest === 0 ? byWords : Math.max(byWords, 1 - editDistance(a, b) / longest);
}

interface Sketched {
  readonly sketch: readonly string[];
}

function sketched(entries: ReadonlyMap<string, PassageEntry>): ({ anchor: string; entry: PassageEntry } & Sketched)[] {
  return [...entries].map(([anchor, entry]) => ({ anchor, entry, sketch: readSketch(entry.sketch) }));
}

/** Whether a text of three words and more stands nearly whole in a longer one. */
function isPart(part: readonly string[], whole: readonly string[]): boolean {
  return part.length >= 3 && part.length < whole.length && shareOfRuns(part, whole) >= partThreshold;
}

/** Whether the parts stand in the whole, one after the other, and make up nearly all of it. */
function isMadeOf(whole: readonly string[], parts: readonly Sketched[]): boolean {
  const runs = listShingles(whole);
  let end = 0;
  let covered = 0;
  for (const { sketch } of parts) {
    const found = followRuns(sketch, runs, end);
    if (found.count / listShingles(sketch).length < partThreshold) return false;
    end = found.end;
    covered += found.count;
  }
  return covered / runs.length >= partThreshold;
}

/** The share of the part's runs of three words that stand in the whole in the same order, 0 to 1. */
function shareOfRuns(part: readonly string[], whole: readonly string[]): number {
  const runs = listShingles(part);
  return runs.length === 0 ? 0 : followRuns(part, listShingles(whole), 0).count / runs.length;
}

/** How many of the part's runs follow each other in `runs` from the word at `start` on, and the word after the last of them. */
function followRuns(part: readonly string[], runs: readonly string[], start: number): { count: number; end: number } {
  let next = start;
  let count = 0;
  for (const run of listShingles(part)) {
    const at = runs.indexOf(run, next);
    if (at < 0) continue;
    next = at + 1;
    count++;
  }
  return { count, end: count === 0 ? start : next + 2 };
}

/** Whether one of the texts may have become one of the others, or a part of it, or have it as a part. */
function hasRival(texts: readonly Sketched[], others: readonly Sketched[]): boolean {
  const isAlike = (a: readonly string[], b: readonly string[]) =>
    likenessBound(a, b) >= passageThreshold && likeness(a, b) >= passageThreshold;
  return texts.some(({ sketch: a }) => others.some(({ sketch: b }) => isPart(a, b) || isPart(b, a) || isAlike(a, b)));
}

/** Index in the whole of the first run of three words that the part shares with it. */
function firstRun(part: readonly string[], whole: readonly string[]): number {
  const runs = new Set(listShingles(part));
  return listShingles(whole).findIndex((run) => runs.has(run));
}

/** How far a text may be one that was reworded. */
interface Resemblance {
  readonly likeness: number;
  /** Whether the passages before and after it, or for a quote its passage, are the same. */
  readonly isInPlace: boolean;
}

/** Whether one is beyond doubt more alike: in its place, and no less alike; or by the margin, place and all. */
function isMoreAlike(a: Resemblance, b: Resemblance): boolean {
  if (a.isInPlace && !b.isInPlace) return a.likeness >= b.likeness;
  return a.likeness - b.likeness > (b.isInPlace && !a.isInPlace ? margin + placeWorth : margin);
}
