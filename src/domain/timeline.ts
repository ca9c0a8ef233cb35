import type { ArticleEvent } from '../model/article.ts';
import { type Article, findPassage, isReadable } from './article.ts';
import { type ArchiveDate, compareDates, filingMonth, parseDate } from './date.ts';
import type { Passage } from './passage.ts';
import { compareCodeUnits } from './text.ts';

/** An event with its date read, the article that reports it and the passages that do. */
export interface TimelineEvent {
  readonly event: ArticleEvent;
  readonly date: ArchiveDate;
  readonly article: Article;
  readonly passages: readonly Passage[];
}

/** Events filed under one year (or decade, or century, where the digits are unknown): first those that no month holds, then month by month. */
export interface TimelineYear {
  /** First year. */
  readonly year: number;
  /** "1953", "1950s", "1800–1899". */
  readonly label: string;
  readonly months: readonly { readonly month?: number; readonly events: readonly TimelineEvent[] }[];
}

/** Every event that a readable article reports, in order of date; the same date by id. */
export function listEvents(articles: readonly Article[]): TimelineEvent[] {
  return articles
    .filter(isReadable)
    .flatMap((article) =>
      article.metadata.events.map((event) => ({
        event,
        date: parseDate(event.date),
        article,
        passages: event.passages.flatMap((reference) => findPassage(article.passages, reference) ?? []),
      })),
    )
    .sort((a, b) => compareDates(a.date, b.date) || compareCodeUnits(a.event.id, b.event.id));
}

/** The events grouped by the year and month of their first possible day; a decade stands before its first year. */
export function groupByYear(events: readonly TimelineEvent[]): TimelineYear[] {
  const years = new Map<string, { year: number; span: number; months: Map<number, TimelineEvent[]> }>();
  for (const event of events) {
    const { year, month = 0 } = filingMonth(event.date);
    const span = unknownYears(event.date.edtf);
    const key = `${year} ${span}`;
    const group = years.get(key) ?? { year, span, months: new Map<number, TimelineEvent[]>() };
    years.set(key, group);
    const own = group.months.get(month);
    if (own) own.push(event);
    else group.months.set(month, [event]);
  }
  return [...years.values()]
    .sort((a, b) => a.year - b.year || b.span - a.span)
    .map(({ year, span, months }) => ({
      year,
      label: span === 100 ? `${year}–${year + 99}` : span === 10 ? `${year}s` : String(year),
      months: [...months].sort(([a], [b]) => a - b).map(([month, own]) => ({ ...(month > 0 ? { month } : {}), events: own })),
    }));
}

/** How many years the unspecified digits of a single date leave open: 1, 10 or 100. */
function unknownYears(edtf: string): number {
  if (/^\d\dXX/.test(edtf)) return 100;
  return /^\d{3}X/.test(edtf) ? 10 : 1;
}

/** Ids of the entities that the event touches: those that took part, and those whose words its passages quote. */
export function involvedIn({ event, passages }: TimelineEvent): ReadonlySet<string> {
  return new Set([...event.entities, ...passages.flatMap((passage) => passage.quotes.map((quote) => quote.by))]);
}
