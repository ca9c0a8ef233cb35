import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutAxis } from '../../src/domain/axis.ts';
import { type ArchiveDate, parseDate } from '../../src/domain/date.ts';

const width = 1000;
const lay = (...dates: string[]) => layoutAxis(dates.map(parseDate), width);

describe('layoutAxis', () => {
  it('draws nothing where there is nothing', () => {
    expect(lay()).toEqual({ marks: [], ticks: [], breaks: [], rows: 0 });
  });

  it('says which dates are uncertain and which are open, and at which end', () => {
    const [exact, about, since, until] = lay('1953-01-31', '1953~', '1953/..', '/1953').marks;
    expect(exact).toMatchObject({ certainty: 'certain', isOpenStart: false, isOpenEnd: false });
    expect(about).toMatchObject({ certainty: 'uncertain' });
    expect(since).toMatchObject({ isOpenStart: false, isOpenEnd: true });
    expect(until).toMatchObject({ isOpenStart: true, isOpenEnd: false });
  });

  it('draws a longer span wider, and an earlier one further left', () => {
    const [day, month, later] = lay('2014-12-01', '2014-12', '2014-12-20').marks;
    expect(month?.width).toBeGreaterThan(day?.width ?? 0);
    expect(later?.x).toBeGreaterThan(day?.x ?? 0);
  });

  it('leaves out a long empty time and says where', () => {
    expect(lay('2013', '2014-12-20', '2014-12-21').breaks).toHaveLength(1);
    expect(lay('2014-12-20', '2014-12-21', '2014-12-24').breaks).toEqual([]);
  });

  it('labels days, months or years, as the time is long', () => {
    expect(lay('2014-12-15', '2014-12-22').ticks[0]?.label).toBe('15 Dec 2014');
    expect(lay('2014-03-01', '2014-04-01', '2014-05-10', '2014-06-20').ticks.map(({ label }) => label)).toContain('Apr 2014');
    expect(lay('1911', '1926', '1953', '1968', '1988').ticks.every(({ label }) => /^\d{4}$/.test(label))).toBe(true);
  });

  it('keeps every mark on the axis, none over another in its row, and labels apart, whatever the dates', () => {
    const year = fc.integer({ min: 1800, max: 2030 });
    const text = fc.oneof(
      year.map(String),
      year.map((value) => `${value}~`),
      year.map((value) => `${value}/..`),
      year.map((value) => `../${value}`),
      fc
        .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
        .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
      year.map((value) => `${String(value).slice(0, 3)}X`),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
        const dates: ArchiveDate[] = texts.map(parseDate);
        const { marks, ticks, rows } = layoutAxis(dates, width);
        expect(marks.map(({ index }) => index)).toEqual(dates.map((_, index) => index));
        for (const mark of marks) {
          expect(mark.x).toBeGreaterThanOrEqual(0);
          expect(mark.width).toBeGreaterThan(0);
          expect(mark.x + mark.width).toBeLessThanOrEqual(width + 0.2);
          expect(mark.row).toBeLessThan(rows);
        }
        for (let row = 0; row < rows; row++) {
          const own = marks.filter((mark) => mark.row === row).sort((a, b) => a.x - b.x);
          for (const [index, mark] of own.slice(1).entries())
            expect(mark.x).toBeGreaterThan((own[index]?.x ?? 0) + (own[index]?.width ?? 0));
        }
        for (const [index, tick] of ticks.slice(1).entries()) expect(tick.x - (ticks[index]?.x ?? 0)).toBeGreaterThanOrEqual(56);
      }),
      { seed: 20141222, numRuns: 500 },
    );
  });
});
