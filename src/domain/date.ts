/**
 * Dates in the Extended Date/Time Format, level 1 (ISO 8601-2:2019; https://www.loc.gov/standards/datetime/): the only
 * place that parses, orders and words them. A test compares every verdict and bound with the `edtf` package, which rolls 1900-02-29
 * over to March and dates open ends to 1970, and is therefore the second opinion here and not the first.
 */
import { compareCodeUnits } from './text.ts';

export interface ArchiveDate {
  /** The date as it was written. */
  readonly edtf: string;
  /** First day that it may mean, `YYYY-MM-DD`; undefined when the beginning is open or unknown. */
  readonly start?: string;
  /** Last day that it may mean, `YYYY-MM-DD`; undefined when the end is open or unknown. */
  readonly end?: string;
  /** `exact`: all that the text could say is said. `uncertain`: qualified with ? ~ % or with unspecified digits (X). */
  readonly certainty: 'exact' | 'uncertain';
  /** In words, in English: "about 2014", "15–21 December 2014". */
  readonly words: string;
  /** The value for `<time datetime>` (HTML, section 4.5.14), where HTML can say it. */
  readonly datetime?: string;
}

export type DateReading = { readonly date: ArchiveDate } | { readonly problem: string };

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const seasons = ['spring', 'summer', 'autumn', 'winter'];

/** The date that the text states, or what is wrong with it. Years from 1 to 9999, no time of day. */
export function readDate(text: string): DateReading {
  const slash = text.indexOf('/');
  if (slash < 0) {
    const point = readPoint(text);
    return typeof point === 'string'
      ? { problem: point }
      : { date: { ...toDate(text, point, point), words: point.words, datetime: point.datetime } };
  }
  return readInterval(text, text.slice(0, slash), text.slice(slash + 1));
}

/** The date; throws a RangeError where the text is not one. For text that has been checked. */
export function parseDate(text: string): ArchiveDate {
  const reading = readDate(text);
  if ('problem' in reading) throw new RangeError(`“${text}” ${reading.problem}`);
  return reading.date;
}

/** Orders dates by their first possible day, or their last where the beginning is open; the more precise first. */
export function compareDates(a: ArchiveDate, b: ArchiveDate): number {
  return (
    compareCodeUnits(a.start ?? a.end ?? '', b.start ?? b.end ?? '') ||
    compareCodeUnits(a.end ?? '9999-12-31', b.end ?? '9999-12-31') ||
    compareCodeUnits(a.edtf, b.edtf)
  );
}

/** The year and month under which a date is filed; where one side is open, those of the other. Month undefined when the date spans more. */
export function filingMonth(date: ArchiveDate): { year: number; month?: number } {
  const known = date.start && date.end ? date : parseDate(date.edtf.replace(/^(?:\.\.)?\/|\/(?:\.\.)?$/, ''));
  const first = known.start ?? '0001-01-01';
  const last = known.end ?? first;
  const year = Number(first.slice(0, 4));
  return first.slice(0, 7) === last.slice(0, 7) ? { year, month: Number(first.slice(5, 7)) } : { year };
}

/** The English name of a month, 1–12. */
export function monthName(month: number): string {
  const name = months[month - 1];
  if (!name) throw new RangeError(`no month ${month}`);
  return name;
}

interface Point {
  readonly start: string;
  readonly end: string;
  readonly isUncertain: boolean;
  readonly words: string;
  readonly qualifier: string;
  readonly datetime?: string;
  readonly day?: number;
  readonly month?: number;
  readonly year?: number;
}

function readInterval(text: string, from: string, to: string): DateReading {
  const isOpen = (side: string) => side === '' || side === '..';
  if (isOpen(from) && isOpen(to)) return { problem: 'is open at both ends: give at least one date' };
  const first = isOpen(from) ? undefined : readPoint(from);
  const last = isOpen(to) ? undefined : readPoint(to);
  if (typeof first === 'string') return { problem: first };
  if (typeof last === 'string') return { problem: last };
  if (first && last) {
    if (first.start > last.end) return { problem: 'ends before it begins' };
    return { date: { ...toDate(text, first, last), words: wordRange(first, last) } };
  }
  if (first) {
    return {
      date: { ...toDate(text, first, undefined), words: to === '..' ? `since ${first.words}` : `from ${first.words}, end unknown` },
    };
  }
  const end = last as Point;
  return {
    date: { ...toDate(text, undefined, end), words: from === '..' ? `until ${end.words}` : `until ${end.words}, beginning unknown` },
  };
}

function toDate(text: string, first: Point | undefined, last: Point | undefined): Omit<ArchiveDate, 'words' | 'datetime'> {
  return {
    edtf: text,
    start: first?.start,
    end: last?.end,
    certainty: first?.isUncertain || last?.isUncertain ? 'uncertain' : 'exact',
  };
}

/** One end of an interval, or a whole date; a sentence's end where it cannot be read. */
function readPoint(text: string): Point | string {
  const parts = /^(\d{2}(?:\d\d|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)$/.exec(text);
  if (!parts) return 'is not a date in EDTF level 1, such as 2014-12-22, 2014-12, 2014~, 201X or 2014-12-15/2014-12-21';
  const [, year = '', month, day, qualifier = ''] = parts;
  if (month && /X/.test(year)) return 'names a month of an unknown year, which EDTF level 1 cannot: write the year alone';
  if (month === 'XX' && day && day !== 'XX')
    return 'names a day of an unknown month, which EDTF level 1 cannot: write the month or leave the day out';
  if (year === '0000') return 'is before the year 1';
  const season = month && /^2[1-4]$/.test(month) ? Number(month) - 21 : undefined;
  if (season !== undefined && day) return 'gives a season a day';
  if (season === undefined && !isOnCalendar(year, month, day)) return 'is not on the calendar';
  const first = year.replaceAll('X', '0');
  const last = year.replaceAll('X', '9');
  const bounds = season === undefined ? dayBounds(first, last, month, day) : seasonBounds(Number(year), season);
  const isUncertain = qualifier !== '' || /X/.test(text);
  const words = qualify(wordPoint(year, month, day, season), qualifier);
  return {
    ...bounds,
    isUncertain,
    words,
    qualifier,
    ...(isUncertain
      ? {}
      : { year: Number(year), month: season === undefined && month ? Number(month) : undefined, day: day ? Number(day) : undefined }),
    ...(season === undefined && !/X/.test(text) ? { datetime: text.replace(/[?~%]$/, '') } : {}),
  };
}

function isOnCalendar(year: string, month: string | undefined, day: string | undefined): boolean {
  if (!month || month === 'XX') return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  return !day || day === 'XX' || (Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month)));
}

function dayBounds(
  firstYear: string,
  lastYear: string,
  month: string | undefined,
  day: string | undefined,
): { start: string; end: string } {
  if (!month || month === 'XX') return { start: `${firstYear}-01-01`, end: `${lastYear}-12-31` };
  if (!day || day === 'XX')
    return { start: `${firstYear}-${month}-01`, end: `${lastYear}-${month}-${pad(daysInMonth(Number(lastYear), Number(month)))}` };
  return { start: `${firstYear}-${month}-${day}`, end: `${lastYear}-${month}-${day}` };
}

/** Meteorological seasons of the northern hemisphere; a winter begins in December of its year. */
function seasonBounds(year: number, season: number): { start: string; end: string } {
  const firstMonth = 3 + 3 * season;
  const [endYear, endMonth] = season === 3 ? [year + 1, 2] : [year, firstMonth + 2];
  return {
    start: `${pad(year, 4)}-${pad(firstMonth)}-01`,
    end: `${pad(endYear, 4)}-${pad(endMonth)}-${pad(daysInMonth(endYear, endMonth))}`,
  };
}

function wordPoint(year: string, month: string | undefined, day: string | undefined, season: number | undefined): string {
  if (/XX$/.test(year)) return `between ${Number(year.replaceAll('X', '0'))} and ${Number(year.replaceAll('X', '9'))}`;
  if (/X$/.test(year)) return `the ${Number(year.replaceAll('X', '0'))}s`;
  const plainYear = String(Number(year));
  if (season !== undefined) return `${seasons[season]} ${plainYear}`;
  if (!month) return plainYear;
  if (month === 'XX') return day ? `some day in ${plainYear}` : `some month of ${plainYear}`;
  const named = `${monthName(Number(month))} ${plainYear}`;
  if (!day) return named;
  return day === 'XX' ? `some day in ${named}` : `${Number(day)} ${named}`;
}

function qualify(words: string, qualifier: string): string {
  if (qualifier === '~') return `about ${words}`;
  if (qualifier === '?') return `perhaps ${words}`;
  if (qualifier === '%') return `perhaps about ${words}`;
  return words;
}

/** "15–21 December 2014", "30 January – 2 February 1953", "2013–2014", or both in full. */
function wordRange(first: Point, last: Point): string {
  if (first.year === undefined || last.year === undefined || !!first.day !== !!last.day || !!first.month !== !!last.month) {
    return `${first.words} to ${last.words}`;
  }
  if (first.day && first.month && last.month) {
    if (first.year === last.year && first.month === last.month) return `${first.day}–${last.words}`;
    if (first.year === last.year) return `${first.day} ${monthName(first.month)} – ${last.words}`;
    return `${first.words} – ${last.words}`;
  }
  if (first.month) return first.year === last.year ? `${monthName(first.month)}–${last.words}` : `${first.words} – ${last.words}`;
  return /^\d+$/.test(first.words) && /^\d+$/.test(last.words) ? `${first.words}–${last.words}` : `${first.words} to ${last.words}`;
}

function daysInMonth(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
