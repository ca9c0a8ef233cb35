import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Acceptances, Finding, TextPlace } from '../../src/domain/attachment.ts';
import { formatLedger, resolveAlias } from '../../src/domain/ledger.ts';
import { addAlias, addTombstone, isBuriedWith, sealArticle } from '../../src/domain/seal.ts';
import { type Ledger, ledgerSchema } from '../../src/model/ledger.ts';
import { applyEdit, type Composition, compose, type EditKind, type History, historyOf, type Identity, type Manuscript, writeManuscript } from './edits.ts';

interface Context { prefix: string; suffix: string }
interface Standing extends Context { kind: 'passage' | 'quote'; identity: Identity; words: string; by: string; within: Identity }
interface Spot extends Standing { place: TextPlace; carries: ReadonlySet<Identity>; withinCarries: ReadonlySet<Identity> }

const normal = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
function contextAround(texts: readonly string[], index: number, start: number, end: number): Context {
  const flat = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ');
  const before = [...texts.slice(0, index), texts[index]!.slice(0, start)].join(' ');
  const after = [texts[index]!.slice(end), ...texts.slice(index + 1)].join(' ');
  return { prefix: [...flat(before).trimStart()].slice(-32).join(''), suffix: [...flat(after).trimEnd()].slice(0, 32).join('') };
}
function agree(a: Context, b: Context): number {
  const share = (one: string[], two: string[]) => {
    const length = Math.max(one.length, two.length);
    let same = 0;
    while (same < length && one[same] === two[same]) same++;
    return length === 0 ? 1 : same / length;
  };
  return (share([...a.prefix].reverse(), [...b.prefix].reverse()) + share([...a.suffix], [...b.suffix])) / 2;
}
const wordsOf = (text: string) =>
  (text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []);
function alike(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++) next[j] = word === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!);
    row = next;
  }
  return a.length + b.length === 0 ? 0 : (2 * row[b.length]!) / (a.length + b.length);
}

/** Every passage and quote of a text as the oracle sees it. */
function spotsOf(manuscript: Manuscript): Spot[] {
  const text = manuscript.toText();
  const texts = text.map(({ text }) => text);
  return manuscript.passages.flatMap((draft, passage): Spot[] => {
    const own = text[passage]!;
    return [
      { kind: 'passage', identity: draft.identity, words: normal(own.text), by: '', within: draft.identity, carries: draft.carries, withinCarries: draft.carries,
        place: { passage }, ...contextAround(texts, passage, 0, own.text.length) },
      ...draft.quotes.map((quote, index): Spot => ({
        kind: 'quote', identity: quote.identity, words: normal(own.quotes[index]!.words), by: quote.by, within: draft.identity,
        carries: new Set([quote.identity]), withinCarries: draft.carries, place: { passage, quote: index }, ...contextAround(texts, passage, own.quotes[index]!.start, own.quotes[index]!.end),
      })),
    ];
  });
}
const keyOf = (place: TextPlace) => `${place.passage}/${place.quote ?? ''}`;
export const tally = new Map<string, number>();
const count = (name: string) => tally.set(name, (tally.get(name) ?? 0) + 1);

class Violation extends Error {}

class Desk {
  readonly manuscript: Manuscript;
  ledger: Ledger | undefined;
  standings = new Map<string, Standing>();
  day = 1;
  constructor(history: History) { this.manuscript = writeManuscript(history.written); }
  get date() { return `2026-01-${String(this.day).padStart(2, '0')}`; }

  anchorAt(composition: Composition, place: TextPlace): string {
    const passage = composition.article.passages[place.passage]!;
    return place.quote === undefined ? passage.anchor : passage.quotes[place.quote]!.anchor;
  }

  /** Asserts */
  judge(composition: Composition, ledger: Ledger, accepted: Acceptances): void {
    const { attachment, article } = composition;
    const spots = spotsOf(this.manuscript);
    const fail = (message: string): never => { throw new Violation(message); };
    // unique
    const anchors = article.passages.flatMap((p) => [p.anchor, ...p.quotes.map((q) => q.anchor)]);
    const own = new Map<string, Spot>();
    for (const spot of spots) {
      const sealed = spot.place.quote === undefined ? attachment.passages[spot.place.passage] : attachment.quotes[spot.place.passage]?.[spot.place.quote];
      if (sealed === undefined) continue;
      if (own.has(sealed)) fail(`${sealed} is attached twice`);
      own.set(sealed, spot);
    }
    const duplicate = anchors.find((anchor, index) => anchors.indexOf(anchor) !== index);
    if (duplicate) fail(`duplicate anchor ${duplicate}`);
    for (const anchor of anchors) {
      if (own.has(anchor) || !ledger.anchors[anchor]) continue;
      if (!attachment.findings.some((f) => f.anchor === anchor && !f.isSettled && f.outcome !== 'lost')) fail(`new anchor ${anchor} is in the ledger`);
    }
    const findings = Map.groupBy(attachment.findings, ({ anchor }) => anchor);
    const acceptedAt = new Map<string, Spot>();
    for (const [anchor, place] of accepted) {
      const spot = place === true ? own.get(anchor) : spots.find((s) => keyOf(s.place) === keyOf(place));
      if (spot) acceptedAt.set(anchor, spot);
    }
    for (const [anchor, entry] of Object.entries(ledger.anchors)) {
      const isLiveEntry = entry.aliasOf === undefined && !entry.tombstone;
      const spot = own.get(anchor);
      const told = findings.get(anchor) ?? [];
      if (!isLiveEntry) {
        if (spot) fail(`${anchor} is dead and attached`);
        if (attachment.aliases.has(anchor)) fail(`${anchor} is dead and aliased`);
        if (told.some((f) => f.outcome !== 'taken')) fail(`${anchor} is dead and found`);
        continue;
      }
      const alias = attachment.aliases.get(anchor);
      const open = told.filter((f) => !f.isSettled);
      if (spot && alias !== undefined) fail(`${anchor} is attached and an alias`);
      if (!spot && alias === undefined && !(open.length === 1 && ['tied', 'lost'].includes(open[0]!.outcome))) fail(`${anchor} is dropped`);
      const target = spot ?? (told[0]?.at && spots.find((s) => keyOf(s.place) === keyOf(told[0]!.at!)));
      if (!target) continue;
      if (told.some((f) => f.at && keyOf(f.at) !== keyOf(target.place))) fail(`${anchor} finding elsewhere`);
      if (alias !== undefined && this.anchorAt(composition, target.place) !== alias) fail(`${anchor} alias leads elsewhere`);
      if (open.length > 0) continue;
      if (accepted.has(anchor)) continue;
      this.judgeOutcome(anchor, target, told, spots, own, acceptedAt);
    }
  }

  judgeOutcome(anchor: string, target: Spot, told: Finding[], spots: Spot[], own: Map<string, Spot>, acceptedAt: Map<string, Spot>): void {
    const sealed = this.standings.get(anchor)!;
    const fail = (message: string): never => { throw new Violation(`${anchor} (“${sealed.words}” of ${sealed.by}) ${message}; stands at ${keyOf(target.place)} “${target.words}”, ${told.map((f) => f.outcome).join()}`); };
    const silent = told.length === 0;
    if (silent && (target.words !== sealed.words || target.by !== sealed.by)) fail('silent at other words');
    const kind = silent ? 'silent' : told.map((f) => f.outcome).join('+');
    if (target.carries.has(sealed.identity)) { count(`${sealed.kind} ${kind}: true`); return; }
    const givenAway = new Set([...acceptedAt.values()].map((s) => keyOf(s.place)));
    const rights = spots.filter((s) => s.kind === sealed.kind && s.carries.has(sealed.identity) && !givenAway.has(keyOf(s.place)));
    if (rights.length === 0) {
      count(`${sealed.kind} ${kind}: right one gone`);
      return;
    }
    const nearness = (s: Spot, of: Standing = sealed) => ({
      context: agree(of, s), within: s.withinCarries.has(of.within) ? 1 : 0, by: s.by === of.by ? 1 : 0,
      words: s.words === of.words ? 2 : alike(wordsOf(of.words), wordsOf(s.words)),
    });
    const here = nearness(target);
    for (const right of rights) {
      const there = nearness(right);
      const why =
        there.words < here.words ? 'other words there'
        : there.context <= here.context + 0.1 && there.within <= here.within && there.by <= here.by ? 'indistinguishable'
        : undefined;
      if (why) { count(`${sealed.kind} ${kind}: ${why}`); continue; }
      const holder = [...own].find(([, s]) => s === right)?.[0];
      const rival = holder === undefined ? undefined : this.standings.get(holder);
      if (rival) {
        const theirs = nearness(right, rival);
        if (theirs.words >= there.words && theirs.context >= there.context && theirs.within >= there.within && theirs.by >= there.by) { count(`${sealed.kind} ${kind}: exchanged`); continue; }
      }
      fail(`retargeted: right one at ${keyOf(right.place)} “${right.words}” ${JSON.stringify(there)} vs ${JSON.stringify(here)} held by ${holder}`);
    }
  }

  read(ledger: Ledger, accepted: Acceptances): Composition {
    const composition = compose(this.manuscript.toText(), ledger, accepted);
    this.judge(composition, ledger, accepted);
    return composition;
  }

  session(edits: History['sessions'][number]): void {
    for (const edit of edits.edits) applyEdit(this.manuscript, edit, Object.keys(this.ledger?.anchors ?? {}).filter((a) => a.startsWith('q-')).map((a) => a.slice(2)));
    this.seal(edits.decisions);
  }

  seal(decisions: readonly number[]): void {
    let ledger = this.ledger;
    const accepted = new Map<string, TextPlace | true>();
    const proposed = new Map<string, TextPlace>();
    if (!ledger) {
      const composition = compose(this.manuscript.toText(), undefined);
      this.write(composition, undefined);
      return;
    }
    let composition = this.read(ledger, accepted);
    let next = 0;
    for (let round = 0; ; round++) {
      const open = composition.attachment.findings.filter((f) => !f.isSettled);
      if (open.length === 0) break;
      if (round > 8) throw new Violation('cannot be settled');
      const spots = spotsOf(this.manuscript);
      const before = ledger;
      for (const anchor of new Set(open.map((f) => f.anchor))) {
        const finding = open.find((f) => f.anchor === anchor)!;
        if (finding.outcome === 'taken') {
          this.manuscript.quotes().find(({ quote }) => `q-${quote.id}` === anchor)!.quote.id = undefined;
          continue;
        }
        const entry = ledger.anchors[anchor]!;
        if (entry.aliasOf !== undefined || entry.tombstone) continue;
        const pick = round > 4 ? 4 : decisions[next++ % decisions.length]!;
        const sealed = this.standings.get(anchor)!;
        const right = spots.find((s) => s.kind === entry.kind && s.carries.has(sealed.identity));
        const bury = () => {
          const lost = new Set(open.filter((f) => f.outcome === 'lost').map((f) => f.anchor));
          ledger = addTombstone(ledger!, anchor, 'Gone.', this.date);
          for (const [quote, own] of Object.entries(ledger.anchors)) {
            if (own.kind === 'quote' && quote !== anchor && lost.has(quote) && isBuriedWith(ledger, own, anchor)) ledger = addTombstone(ledger, quote, 'Gone.', this.date);
          }
        };
        const accept = (place: TextPlace | true) => {
          count('accepted');
          if (place === true) proposed.set(anchor, finding.at!);
          accepted.set(anchor, place);
        };
        switch (pick % 6) {
          case 0: case 1: case 2:
            if (!right) bury();
            else if (finding.at && keyOf(finding.at) === keyOf(right.place)) accept(true);
            else accept(right.place);
            break;
          case 3:
            if (finding.at) accept(true);
            else {
              const places = finding.others.length > 0 ? finding.others : spots.filter((s) => s.kind === entry.kind).map((s) => s.place);
              const place = places[pick % Math.max(1, places.length)];
              if (place) accept(place); else bury();
            }
            break;
          case 4: bury(); break;
          default: {
            const anchors = composition.article.passages.flatMap((p) => [p.anchor, ...p.quotes.map((q) => q.anchor)]).filter((a) => a !== anchor);
            const target = anchors[pick % Math.max(1, anchors.length)];
            if (target && resolveAlias(ledger, target) !== anchor) ledger = addAlias(ledger, anchor, target, this.date); else bury();
          }
        }
      }
      composition = this.read(ledger, accepted);
      // dangling aliases
      const there = new Set([...Object.keys(ledger.anchors), ...composition.article.passages.flatMap((p) => [p.anchor, ...p.quotes.map((q) => q.anchor)])]);
      const dangling = Object.entries(ledger.anchors).filter(([, e]) => e.aliasOf !== undefined && !there.has(e.aliasOf));
      if (dangling.length > 0) {
        for (const [anchor] of dangling) ledger = addTombstone({ ...ledger, anchors: { ...ledger.anchors, [anchor]: before.anchors[anchor]! } }, anchor, 'Gone.', this.date);
        composition = this.read(ledger, accepted);
      }
    }
    for (const [anchor, place] of proposed) {
      if (accepted.get(anchor) !== true) continue;
      const at = composition.attachment.findings.find((f) => f.anchor === anchor)?.at;
      if (at && keyOf(at) !== keyOf(place)) count('accepted proposal MOVED');
    }
    this.write(composition, ledger);
  }

  write(composition: Composition, decided: Ledger | undefined): void {
    const { article, attachment } = composition;
    const before = this.ledger;
    const { ledger } = sealArticle(article, decided, attachment, this.date);
    const text = formatLedger(ledger);
    const kept = ledgerSchema.parse(JSON.parse(text));
    expect(kept).toEqual(ledger);
    for (const [anchor, entry] of Object.entries(before?.anchors ?? {})) {
      const now = kept.anchors[anchor];
      if (!now) throw new Violation(`${anchor} was forgotten`);
      if (now.sealed !== entry.sealed || now.kind !== entry.kind) throw new Violation(`${anchor} changed its birth`);
      const history = now.history ?? [];
      if (JSON.stringify(history.slice(0, entry.history?.length ?? 0)) !== JSON.stringify(entry.history ?? [])) throw new Violation(`${anchor} lost history`);
      if (entry.aliasOf !== undefined && now.aliasOf !== entry.aliasOf) throw new Violation(`${anchor} was an alias of another`);
      if (entry.tombstone && JSON.stringify(entry.tombstone) !== JSON.stringify(now.tombstone)) throw new Violation(`${anchor} was risen`);
    }
    const present = new Set(article.passages.flatMap((p) => [p.anchor, ...p.quotes.map((q) => q.anchor)]));
    for (const anchor of Object.keys(kept.anchors)) {
      const last = resolveAlias(kept, anchor);
      if (!kept.anchors[last]?.tombstone && !present.has(last)) throw new Violation(`${anchor} resolves to nothing`);
    }
    for (const anchor of present) if (kept.anchors[anchor]?.aliasOf !== undefined || kept.anchors[anchor]?.tombstone) throw new Violation(`${anchor} is present and dead`);
    const again = compose(this.manuscript.toText(), kept);
    if (again.attachment.findings.length > 0) throw new Violation(`unedited: ${JSON.stringify(again.attachment.findings)}`);
    expect(again.article.passages).toEqual(article.passages);
    const resealed = sealArticle(again.article, kept, again.attachment, '2027-01-01');
    if (formatLedger(resealed.ledger) !== text) throw new Violation('sealing twice changed the ledger');
    expect(resealed.ledger).toEqual(kept);
    expect([...resealed.added, ...resealed.changed]).toEqual([]);
    this.ledger = kept;
    this.standings = new Map(spotsOf(this.manuscript).map((spot) => [this.anchorAt(composition, spot.place), spot]));
    this.manuscript.settle();
    this.day++;
  }
}

export function live(history: History): void {
  const desk = new Desk(history);
  if (desk.manuscript.passages.length === 0) return;
  desk.seal([0]);
  for (const session of history.sessions) {
    desk.session(session);
    count('sessions');
  }
  count('sequences');
}

const tables: Record<string, EditKind[]> = {
  split: ['split', 'split', 'reword', 'delete', 'move'],
  merge: ['merge', 'merge', 'split', 'reword', 'insert'],
  insert: ['insert', 'insert', 'replace', 'duplicate'],
  delete: ['delete', 'delete', 'replace', 'insert'],
  reword: ['reword'],
  reorder: ['move', 'swap'],
  duplicate: ['duplicate', 'delete', 'reword', 'swap'],
  quotes: ['mark', 'unmark', 'correct', 'moveQuote', 'duplicateQuote', 'swapQuotes', 'reword'],
  names: ['name', 'unname', 'swapNames', 'speaker', 'swapSpeakers', 'correct', 'mark', 'duplicateQuote'],
  all: ['split','merge','insert','delete','replace','reword','move','swap','duplicate','mark','unmark','correct','moveQuote','duplicateQuote','swapQuotes','speaker','swapSpeakers','name','unname','swapNames'],
};
const runs = Number(process.env['RUNS'] ?? 1200);
const seed = Number(process.env['SEED'] ?? 1);
describe('edits', () => {
  for (const [name, kinds] of Object.entries(tables)) {
    it(name, () => {
      const t = performance.now();
      fc.assert(fc.property(historyOf(kinds), live), { numRuns: runs, seed });
      console.log(name, Math.round(performance.now() - t));
    });
  }
  afterAll(() => { console.log([...tally].sort().map(([k, v]) => `${k}: ${v}`).join('\n')); });
});
