/** The timeline's picture: where each event's span lies on one axis of time. Pure geometry, drawn as SVG by a component. */
import type { ArchiveDate } from './date.ts';

/** One event's mark. Horizontal places are in the units of the axis's width. */
export interface Mark {
  /** Index in the list of dates that was given. */
  readonly index: number;
  readonly x: number;
  readonly width: number;
  /** Row, counted from the axis; marks in one row do not overlap. */
  readonly row: number;
  /** `certain`: solid; `uncertain`: hatched. */
  readonly certainty: 'certain' | 'uncertain';
  /** Fades to the left, where the beginning is open or unknown. */
  readonly isOpenStart: boolean;
  /** Fades to the right, where the end is open or unknown. */
  readonly isOpenEnd: boolean;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface Axis {
  readonly marks: readonly Mark[];
  readonly ticks: readonly Tick[];
  /** Places at which empty time is left out. */
  readonly breaks: readonly number[];
  readonly rows: number;
}

/** Days from 1970-01-01 to an ISO day. */
function dayNumber(isoDay: string): number {
  return Math.round(Date.parse(`${isoDay}T00:00:00Z`) / 86_400_000);
}

/**
 * Lays the dates out on an axis of the given width, every mark at least `minimum` wide. Where dates stand in clusters far apart,
 * the empty time between the clusters is cut to a short gap.
 */
export function layoutAxis(dates: readonly ArchiveDate[], width: number, minimum = 6): Axis {
  if (dates.length === 0) return { marks: [], ticks: [], breaks: [], rows: 0 };
  const spans = dates.map((date, index) => {
    const start = dayNumber(date.start ?? date.end ?? '0001-01-01');
    const end = dayNumber(date.end ?? date.start ?? '9999-12-31') + 1;
    return { index, start, end, date };
  });
  const scale = new Scale(spans, width);
  const ends: number[] = [];
  const ordered = [...spans].sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);
  const marks = ordered.map(({ index, start, end, date }): Mark => {
    const isOpenStart = date.start === undefined;
    const isOpenEnd = date.end === undefined;
    const fade = width * 0.04;
    const from = Math.max(0, scale.place(start) - (isOpenStart ? fade : 0));
    const to = Math.min(width, Math.max(scale.place(end) + (isOpenEnd ? fade : 0), from + minimum));
    const x = Math.min(from, width - minimum);
    let row = ends.findIndex((busy) => busy + 2 <= x);
    if (row < 0) row = ends.length;
    ends[row] = to;
    return {
      index,
      x: round(x),
      width: round(to - x),
      row,
      certainty: date.certainty === 'exact' ? 'certain' : 'uncertain',
      isOpenStart,
      isOpenEnd,
    };
  });
  return { marks: marks.sort((a, b) => a.index - b.index), ticks: scale.ticks(), breaks: scale.breaks(), rows: ends.length };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly x: number;
  readonly width: number;
}

/** Days → places. Long empty times between stretches are cut down to a short gap. */
class Scale {
  readonly #stretches: readonly Stretch[];

  constructor(spans: readonly { start: number; end: number }[], width: number) {
    const groups: { start: number; end: number; count: number }[] = [];
    const longest = Math.max(...spans.map((span) => span.end)) - Math.min(...spans.map((span) => span.start));
    for (const span of [...spans].sort((a, b) => a.start - b.start)) {
      const last = groups.at(-1);
      if (last && span.start - last.end <= Math.max(45, longest * 0.25)) {
        last.end = Math.max(last.end, span.end);
        last.count++;
      } else groups.push({ ...span, count: 1 });
    }
    const cut = width * 0.05;
    const free = width - cut * (groups.length - 1);
    // A stretch gets room for its events and, less so, for its length.
    const weights = groups.map((group) => Math.sqrt(group.count) + Math.log10(group.end - group.start + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let x = 0;
    this.#stretches = groups.map((group, index) => {
      const stretch = { start: group.start, end: group.end, x, width: (free * (weights[index] ?? 0)) / total };
      x += stretch.width + cut;
      return stretch;
    });
  }

  place(day: number): number {
    const stretch = this.#stretches.findLast((candidate) => day >= candidate.start) ?? this.#stretches[0];
    if (!stretch) return 0;
    return stretch.x + (stretch.width * (Math.min(day, stretch.end) - stretch.start)) / (stretch.end - stretch.start);
  }

  /** The middle of each gap between stretches. */
  breaks(): number[] {
    return this.#stretches.slice(1).map((stretch, index) => {
      const before = this.#stretches[index];
      return round(((before?.x ?? 0) + (before?.width ?? 0) + stretch.x) / 2);
    });
  }

  /** Labels at the beginning of years, months or days, as the stretch allows; never nearer than 56 units. */
  ticks(): Tick[] {
    const ticks: Tick[] = [];
    for (const stretch of this.#stretches) {
      const candidates = tickDays(stretch.start, stretch.end, Math.max(1, Math.floor(stretch.width / 70)));
      for (const { day, label } of candidates) {
        const x = round(this.place(day));
        const last = ticks.at(-1);
        if (!last || x - last.x >= 56) ticks.push({ x, label });
      }
    }
    return ticks;
  }
}

function tickDays(start: number, end: number, count: number): { day: number; label: string }[] {
  const days = end - start;
  const unit = days > 365 * 2 ? 'year' : days > 62 ? 'month' : 'day';
  const first = new Date(start * 86_400_000);
  const candidates: { day: number; label: string }[] = [];
  if (unit === 'year') {
    const years = days / 365.25;
    const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((size) => years / size <= count) ?? 1000;
    const from = Math.ceil(first.getUTCFullYear() / step) * step;
    for (let year = from; dayOf(year, 0, 1) < end; year += step)
      if (dayOf(year, 0, 1) >= start) candidates.push({ day: dayOf(year, 0, 1), label: String(year) });
  } else if (unit === 'month') {
    const step = Math.ceil(days / 30.4 / count);
    for (let month = first.getUTCMonth(); ; month += step) {
      const day = dayOf(first.getUTCFullYear(), month, 1);
      if (day >= end) break;
      if (day >= start) candidates.push({ day, label: label(day, { month: 'short', year: 'numeric' }) });
    }
  } else {
    const step = Math.max(1, Math.ceil(days / count));
    for (let day = start; day < end; day += step) candidates.push({ day, label: label(day, { day: 'numeric', month: 'short' }) });
    const [head] = candidates;
    if (head) candidates[0] = { day: head.day, label: label(head.day, { day: 'numeric', month: 'short', year: 'numeric' }) };
  }
  return candidates.length > 0 ? candidates : [{ day: start, label: label(start, { year: 'numeric' }) }];
}

function label(day: number, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: 'UTC' }).format(day * 86_400_000);
}

function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / 86_400_000);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
