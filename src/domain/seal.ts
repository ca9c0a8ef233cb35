/** Sealing: the ledger that records an article's anchors as they stand now. */
import type { Change, Ledger, LedgerEntry, QuoteEntry } from '../model/ledger.ts';
import type { Article } from './article.ts';
import type { Attachment, Finding } from './attachment.ts';
import { isLive, recordPassage, resolveAlias } from './ledger.ts';
import { contextOf } from './selector.ts';
import { compareCodeUnits, normaliseText } from './text.ts';

/** What a seal did to one article. */
export interface Sealing {
  readonly ledger: Ledger;
  /** Anchors that were not in the ledger before. */
  readonly added: readonly string[];
  /** Anchors in whose history something was written. */
  readonly changed: readonly string[];
}

/**
 * The article's ledger after today's state was recorded: new anchors added, changed ones with what they were before, none removed.
 * The article has to have been read with `ledger`, and `attachment` is what that reading found; throws where a finding is unsettled.
 * @param date The day of the seal, ISO 8601. Where nothing changed, the ledger comes back as it was, whatever the day.
 */
export function sealArticle(article: Article, ledger: Ledger | undefined, attachment: Attachment, date: string): Sealing {
  const unsettled = attachment.findings.find((finding) => !finding.isSettled);
  if (unsettled) throw new Error(`${article.slug}: ${unsettled.anchor} is not settled (${unsettled.outcome})`);
  const former = new Set([...(ledger?.formerSlugs ?? []), ...article.metadata.formerSlugs].filter((slug) => slug !== article.slug));
  const before = ledger?.anchors ?? {};
  const anchors: Record<string, LedgerEntry> = { ...before };
  // A withdrawn article's words are not sealed anew; its addresses stay as they were promised.
  if (article.metadata.status === 'published') {
    const changes = new Changes(date, attachment.findings);
    for (const [index, passage] of article.passages.entries()) {
      const context = contextOf(article.passages, index, { start: 0, end: passage.text.length });
      const record = { kind: 'passage' as const, ...recordPassage(passage.text), ...context };
      anchors[passage.anchor] = changes.write(passage.anchor, before[passage.anchor], record, article, attachment);
      for (const quote of passage.quotes) {
        const { by, anchor } = quote;
        const own = {
          kind: 'quote' as const,
          exact: normaliseText(quote.words),
          by,
          in: passage.anchor,
          ...contextOf(article.passages, index, quote),
        };
        anchors[anchor] = changes.write(anchor, before[anchor], own, article, attachment);
      }
    }
    for (const { id, title, date: on } of article.metadata.events) {
      anchors[id] = changes.write(id, before[id], { kind: 'event', title, date: on }, article, attachment);
    }
    for (const [anchor, target] of attachment.aliases) {
      const entry = anchors[anchor];
      if (!entry) continue;
      anchors[anchor] = leadTo(entry, target, date);
    }
    numberTwins(article, anchors);
  }
  const sealed: Ledger = {
    article: article.slug,
    ...(former.size > 0 ? { formerSlugs: [...former].sort(compareCodeUnits) } : {}),
    anchors,
  };
  const isChanged = (anchor: string) => (anchors[anchor]?.history?.length ?? 0) > (before[anchor]?.history?.length ?? 0);
  return {
    ledger: sealed,
    added: Object.keys(anchors).filter((anchor) => !before[anchor]),
    changed: Object.keys(before).filter(isChanged),
  };
}

type Fresh<T> = T extends LedgerEntry ? Omit<T, 'sealed' | 'history' | 'nth' | 'aliasOf' | 'tombstone'> : never;

class Changes {
  readonly #date: string;
  readonly #findings: ReadonlyMap<string, readonly Finding[]>;

  constructor(date: string, findings: readonly Finding[]) {
    this.#date = date;
    this.#findings = Map.groupBy(findings, ({ anchor }) => anchor);
  }

  /** The entry as it stands now, with what it was before in its history. */
  write(anchor: string, before: LedgerEntry | undefined, now: Fresh<LedgerEntry>, article: Article, attachment: Attachment): LedgerEntry {
    if (!before) return { ...now, sealed: this.#date };
    if (!isLive(before)) throw new Error(`${article.slug}: ${anchor} is an alias or a tombstone and stands in the text`);
    const history = [...(before.history ?? []), ...this.#changesOf(anchor, before, now, article, attachment)];
    return { ...now, sealed: before.sealed, ...(history.length > 0 ? { history } : {}) };
  }

  #changesOf(anchor: string, before: LedgerEntry, now: Fresh<LedgerEntry>, article: Article, { aliases }: Attachment): Change[] {
    const date = this.#date;
    if (before.kind === 'passage' && now.kind === 'passage') {
      if (before.sha256 === now.sha256) return [];
      const { sha256, length } = before;
      const split = this.#findings.get(anchor)?.find(({ outcome }) => outcome === 'split');
      if (!split) return [{ date, change: 'reworded', sha256, length }];
      const into = split.others.map(({ passage }) => article.passages[passage]?.anchor ?? '').filter((part) => !aliases.has(part));
      return [{ date, change: 'split', into, sha256, length }];
    }
    if (before.kind === 'quote' && now.kind === 'quote') {
      const changes: Change[] = [];
      if (before.exact !== now.exact) {
        const isCorrected = this.#findings.get(anchor)?.some(({ outcome }) => outcome === 'corrected');
        changes.push({ date, change: isCorrected ? 'corrected' : 'reworded', exact: before.exact });
      }
      if (before.by !== now.by) changes.push({ date, change: 'attributed', by: before.by });
      return changes;
    }
    if (before.kind === 'event' && now.kind === 'event' && (before.title !== now.title || before.date !== now.date)) {
      return [{ date, change: 'dated', title: before.title, on: before.date }];
    }
    return [];
  }
}

/** Numbers what has the same words in the same context in the order of the text: nothing else tells it apart. */
function numberTwins(article: Article, anchors: Record<string, LedgerEntry>): void {
  const order = article.passages.flatMap((passage) => [passage.anchor, ...passage.quotes.map((quote) => quote.anchor)]);
  const groups = Map.groupBy(order, (anchor) => twinKey(anchors[anchor]));
  for (const twins of groups.values()) {
    for (const [index, anchor] of twins.entries()) {
      const entry = anchors[anchor];
      if (!entry) continue;
      const { nth: _, ...rest } = entry;
      anchors[anchor] = twins.length > 1 ? { ...rest, nth: index + 1 } : rest;
    }
  }
}

function twinKey(entry: LedgerEntry | undefined): string {
  if (!entry || entry.kind === 'event') return '';
  const words = entry.kind === 'passage' ? entry.sha256 : [entry.exact, entry.by, entry.in].join('\n');
  return [entry.kind, words, entry.prefix, entry.suffix].join('\n');
}

/** The ledgers of an article's former and present names as one; the present name's entries come first. */
export function mergeLedgers(slug: string, ledgers: readonly Ledger[]): Ledger | undefined {
  if (ledgers.length === 0) return undefined;
  const formerSlugs = [...new Set(ledgers.flatMap((ledger) => [ledger.article, ...(ledger.formerSlugs ?? [])]))].filter(
    (name) => name !== slug,
  );
  const anchors = Object.assign({}, ...ledgers.toReversed().map((ledger) => ledger.anchors)) as Ledger['anchors'];
  return { article: slug, ...(formerSlugs.length > 0 ? { formerSlugs: formerSlugs.sort(compareCodeUnits) } : {}), anchors };
}

/** The ledger with an anchor that leads to another from `date` on; throws where that one leads back to it. */
export function addAlias(ledger: Ledger, anchor: string, target: string, date: string): Ledger {
  const entry = liveEntry(ledger, anchor);
  if (resolveAlias(ledger, target) === anchor) throw new Error(`${ledger.article}: ${anchor} cannot lead to ${target}, which leads to it`);
  return { ...ledger, anchors: { ...ledger.anchors, [anchor]: leadTo(entry, target, date) } };
}

/** The ledger with an anchor whose words are gone since `date`. */
export function addTombstone(ledger: Ledger, anchor: string, reason: string, date: string): Ledger {
  const { nth: _, ...entry } = liveEntry(ledger, anchor);
  return { ...ledger, anchors: { ...ledger.anchors, [anchor]: { ...entry, tombstone: { date, reason } } } };
}

function liveEntry(ledger: Ledger, anchor: string): LedgerEntry {
  const entry = ledger.anchors[anchor];
  if (!entry || !isLive(entry)) throw new Error(`${ledger.article} has no ${entry ? 'words' : 'anchor'} at ${anchor}`);
  return entry;
}

function leadTo({ nth: _, ...entry }: LedgerEntry, target: string, date: string): LedgerEntry {
  return { ...entry, aliasOf: target, history: [...(entry.history ?? []), { date, change: 'aliased', to: target }] };
}

/** Whether a quote's entry belongs to a passage that is a tombstone now, so that it goes with it. */
export function isBuriedWith(ledger: Ledger, quote: QuoteEntry, passage: string): boolean {
  return isLive(quote) && resolveAlias(ledger, quote.in) === passage;
}
