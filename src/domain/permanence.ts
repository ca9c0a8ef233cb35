/** What readers are told of sealed addresses: what changed at them, and which lead to no words any more. */
import type { LedgerEntry } from '../model/ledger.ts';
import { type Article, isReadable } from './article.ts';
import { type ArchiveDate, parseDate } from './date.ts';
import { type FormerWords, isLive, listFormerWords, resolveAlias } from './ledger.ts';
import type { Passage, Quote } from './passage.ts';
import { compareCodeUnits } from './text.ts';

/** A sealed address whose words are gone. */
export interface GoneAddress {
  readonly anchor: string;
  readonly kind: LedgerEntry['kind'];
  /** The words of a quotation or the title of an event; undefined for passages, of which only a sum is kept, and for what was withdrawn. */
  readonly words?: string;
  readonly by?: string;
  /** Characters of a passage. */
  readonly length?: number;
  readonly sealed: ArchiveDate;
  readonly gone: ArchiveDate;
  readonly reason: string;
}

/** Passages and quotations of the article that are tombstones; of a withdrawn article, all. In order of their anchors. */
export function listGone(article: Article): GoneAddress[] {
  return listAllGone(article).filter(({ kind }) => kind !== 'event');
}

/** Events that were on the timeline and are no more, by id. */
export function listGoneEvents(articles: readonly Article[]): (GoneAddress & { readonly article: Article })[] {
  return articles
    .flatMap((article) => listAllGone(article).map((gone) => ({ ...gone, article })))
    .filter(({ kind }) => kind === 'event')
    .sort((a, b) => compareCodeUnits(a.anchor, b.anchor));
}

function listAllGone(article: Article): GoneAddress[] {
  const { ledger, metadata } = article;
  if (!ledger) return [];
  return Object.entries(ledger.anchors).flatMap(([anchor, entry]): GoneAddress[] => {
    const sealed = parseDate(entry.sealed);
    const { tombstone } = ledger.anchors[resolveAlias(ledger, anchor)] ?? entry;
    if (metadata.withdrawn && !tombstone) {
      const { date, reason } = metadata.withdrawn;
      return [{ anchor, kind: entry.kind, sealed, gone: parseDate(date), reason }];
    }
    if (!tombstone) return [];
    const gone = { anchor, kind: entry.kind, sealed, gone: parseDate(tombstone.date), reason: tombstone.reason };
    if (entry.kind === 'passage') return [{ ...gone, length: entry.length }];
    if (metadata.withdrawn) return [gone];
    return [entry.kind === 'quote' ? { ...gone, words: entry.exact, by: entry.by } : { ...gone, words: entry.title }];
  });
}

/** One change at a sealed address. */
export interface AddressChange {
  readonly date: ArchiveDate;
  readonly passage: Passage;
  /** The quotation that was changed; undefined where it was the passage. */
  readonly quote?: Quote;
  readonly change: 'reworded' | 'corrected' | 'attributed' | 'split' | 'joined';
  /** The quotation's words before. */
  readonly exact?: string;
  /** Id of whoever was held to have said them. */
  readonly by?: string;
  /** The passages in which a split one goes on. */
  readonly into?: readonly Passage[];
}

/** What changed at the article's sealed passages and quotations, the latest first, then in the order of the text. */
export function listAddressChanges(article: Article): AddressChange[] {
  const { ledger, passages } = article;
  if (!ledger || !isReadable(article)) return [];
  const changes = passages.flatMap((passage) => {
    const quoted = passage.quotes.flatMap((quote) => changesAt(article, passage, quote));
    // Where a quotation in it was corrected, that says more.
    const days = new Set(quoted.map(({ date }) => date.edtf));
    return [...changesAt(article, passage).filter(({ change, date }) => change !== 'reworded' || !days.has(date.edtf)), ...quoted];
  });
  return changes.sort((a, b) => compareCodeUnits(b.date.edtf, a.date.edtf));
}

function changesAt({ ledger, passages }: Article, passage: Passage, quote?: Quote): AddressChange[] {
  const place = { passage, ...(quote ? { quote } : {}) };
  const { anchor, aliases = [] } = quote ?? passage;
  const own = (ledger?.anchors[anchor]?.history ?? []).flatMap((change): AddressChange[] => {
    const date = parseDate(change.date);
    switch (change.change) {
      case 'reworded':
        return [{ ...place, date, change: 'reworded', ...(change.exact === undefined ? {} : { exact: change.exact }) }];
      case 'corrected':
        return [{ ...place, date, change: 'corrected', exact: change.exact }];
      case 'attributed':
        return [{ ...place, date, change: 'attributed', by: change.by }];
      case 'split':
        return [
          { ...place, date, change: 'split', into: change.into.flatMap((part) => passages.find((one) => one.anchor === part) ?? []) },
        ];
      default:
        return [];
    }
  });
  const joined = aliases.flatMap((alias): AddressChange[] => {
    const entry = ledger?.anchors[alias];
    const change = entry?.history?.findLast((one) => one.change === 'aliased');
    return change && !quote ? [{ ...place, date: parseDate(change.date), change: 'joined' }] : [];
  });
  // A passage that took another in was reworded by that; once is enough.
  const days = new Set(joined.map(({ date }) => date.edtf));
  return [...own.filter((change) => change.change !== 'reworded' || !days.has(change.date.edtf)), ...joined];
}

/** What the quotation said before, the latest first; of former words that nobody was promised nothing is known. */
export function listFormer(article: Article, quote: Quote): FormerWords[] {
  const entry = article.ledger?.anchors[quote.anchor];
  return entry?.kind === 'quote' ? listFormerWords(entry) : [];
}

/** When the address was first promised; undefined where it is not sealed yet. */
export function sealedOn(article: Article, anchor: string): ArchiveDate | undefined {
  const entry = article.ledger?.anchors[anchor];
  return entry && parseDate(entry.sealed);
}

/** An address under `/quotes/`: a quotation that stands, one that leads on, or one that is gone. */
export type QuoteAddress =
  | {
      readonly type: 'quotation';
      readonly slug: string;
      readonly anchor: string;
      readonly quote: Quote;
      readonly passage: Passage;
      readonly article: Article;
    }
  | { readonly type: 'moved'; readonly slug: string; readonly anchor: string; readonly article: Article; readonly target: string }
  | { readonly type: 'gone'; readonly slug: string; readonly anchor: string; readonly article: Article; readonly gone: GoneAddress };

/** Every address under `/quotes/` that an article has or had, under its present name and its former ones. */
export function listQuoteAddresses(article: Article): QuoteAddress[] {
  const { slug, ledger } = article;
  const standing: QuoteAddress[] = isReadable(article)
    ? article.passages.flatMap((passage) =>
        passage.quotes.map((quote): QuoteAddress => ({ type: 'quotation', slug, anchor: quote.anchor, quote, passage, article })),
      )
    : [];
  const stands = new Set(standing.map(({ anchor }) => anchor));
  const gone = new Map(listGone(article).map((address) => [address.anchor, address]));
  const other = Object.entries(ledger?.anchors ?? {}).flatMap(([anchor, entry]): QuoteAddress[] => {
    if (entry.kind !== 'quote' || stands.has(anchor)) return [];
    const lost = gone.get(anchor);
    if (lost) return [{ type: 'gone', slug, anchor, article, gone: lost }];
    return [{ type: 'moved', slug, anchor, article, target: aliasTarget(article, anchor) }];
  });
  const here = [...standing, ...other];
  const sealed = here.filter(({ anchor }) => ledger?.anchors[anchor]);
  const former = listFormerSlugs(article).flatMap((name) =>
    sealed.map(({ anchor }): QuoteAddress => ({ type: 'moved', slug: name, anchor, article, target: aliasTarget(article, anchor) })),
  );
  return [...here, ...former];
}

/** The anchor at which the words of an address stand now; an alias that is not sealed yet stands with its passage or quote. */
function aliasTarget({ ledger, passages }: Article, anchor: string): string {
  const holder = passages.flatMap((passage) => [passage, ...passage.quotes]).find(({ aliases }) => aliases?.includes(anchor));
  return holder?.anchor ?? (ledger ? resolveAlias(ledger, anchor) : anchor);
}

/** Names under which the article was published before. */
export function listFormerSlugs({ slug, metadata, ledger }: Article): string[] {
  return [...new Set([...metadata.formerSlugs, ...(ledger?.formerSlugs ?? [])])].filter((name) => name !== slug).sort(compareCodeUnits);
}

/** Event ids that lead to the event: what it was called before. */
export function listEventAliases({ ledger }: Article, id: string): string[] {
  return Object.entries(ledger?.anchors ?? {}).flatMap(([anchor, entry]) =>
    ledger && entry.kind === 'event' && !isLive(entry) && resolveAlias(ledger, anchor) === id && anchor !== id ? [anchor] : [],
  );
}
