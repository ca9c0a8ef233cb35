import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchiveDate, compareDates, filingMonth, monthName, parseDate, readDate } from '../../src/domain/date.ts';

type Row = readonly [
  text: string,
  words: string,
  start: string | undefined,
  end: string | undefined,
  certainty: ArchiveDate['certainty'],
  datetime?: string,
];

const dates: readonly Row[] = [
  ['2014', '2014', '2014-01-01', '2014-12-31', 'exact', '2014'],
  ['0987', '987', '0987-01-01', '0987-12-31', 'exact', '0987'],
  ['2014-12', 'December 2014', '2014-12-01', '2014-12-31', 'exact', '2014-12'],
  ['2016-02', 'February 2016', '2016-02-01', '2016-02-29', 'exact', '2016-02'],
  ['1900-02', 'February 1900', '1900-02-01', '1900-02-28', 'exact', '1900-02'],
  ['2014-12-22', '22 December 2014', '2014-12-22', '2014-12-22', 'exact', '2014-12-22'],
  ['2000-02-29', '29 February 2000', '2000-02-29', '2000-02-29', 'exact', '2000-02-29'],
  ['2014~', 'about 2014', '2014-01-01', '2014-12-31', 'uncertain', '2014'],
  ['2014?', 'perhaps 2014', '2014-01-01', '2014-12-31', 'uncertain', '2014'],
  ['1944%', 'perhaps about 1944', '1944-01-01', '1944-12-31', 'uncertain', '1944'],
  ['2014-12-22?', 'perhaps 22 December 2014', '2014-12-22', '2014-12-22', 'uncertain', '2014-12-22'],
  ['201X', 'the 2010s', '2010-01-01', '2019-12-31', 'uncertain'],
  ['18XX', 'between 1800 and 1899', '1800-01-01', '1899-12-31', 'uncertain'],
  ['2014-XX', 'some month of 2014', '2014-01-01', '2014-12-31', 'uncertain'],
  ['2014-XX-XX', 'some day in 2014', '2014-01-01', '2014-12-31', 'uncertain'],
  ['1936-05-XX', 'some day in May 1936', '1936-05-01', '1936-05-31', 'uncertain'],
  ['2016-02-XX', 'some day in February 2016', '2016-02-01', '2016-02-29', 'uncertain'],
  ['1968-21', 'spring 1968', '1968-03-01', '1968-05-31', 'exact'],
  ['1968-22', 'summer 1968', '1968-06-01', '1968-08-31', 'exact'],
  ['1968-23', 'autumn 1968', '1968-09-01', '1968-11-30', 'exact'],
  ['1911-24', 'winter 1911', '1911-12-01', '1912-02-29', 'exact'],
  ['1911-24~', 'about winter 1911', '1911-12-01', '1912-02-29', 'uncertain'],
  ['2014-12-15/2014-12-21', '15–21 December 2014', '2014-12-15', '2014-12-21', 'exact'],
  ['2014-11-28/2014-12-02', '28 November – 2 December 2014', '2014-11-28', '2014-12-02', 'exact'],
  ['1953-12-30/1954-01-02', '30 December 1953 – 2 January 1954', '1953-12-30', '1954-01-02', 'exact'],
  ['2014-11/2014-12', 'November–December 2014', '2014-11-01', '2014-12-31', 'exact'],
  ['1911-12/1913-08', 'December 1911 – August 1913', '1911-12-01', '1913-08-31', 'exact'],
  ['2013/2014', '2013–2014', '2013-01-01', '2014-12-31', 'exact'],
  ['2013/2014-06', '2013 to June 2014', '2013-01-01', '2014-06-30', 'exact'],
  ['2014-12-22/2015', '22 December 2014 to 2015', '2014-12-22', '2015-12-31', 'exact'],
  ['2013~/2014', 'about 2013 to 2014', '2013-01-01', '2014-12-31', 'uncertain'],
  ['195X/1962', 'the 1950s to 1962', '1950-01-01', '1962-12-31', 'uncertain'],
  ['195X/1953', 'the 1950s to 1953', '1950-01-01', '1953-12-31', 'uncertain'],
  ['2014-06/2014', 'June 2014 to 2014', '2014-06-01', '2014-12-31', 'exact'],
  ['1968-21/1968-23', 'spring 1968 to autumn 1968', '1968-03-01', '1968-11-30', 'exact'],
  ['1887/..', 'since 1887', '1887-01-01', undefined, 'exact'],
  ['1974/', 'from 1974, end unknown', '1974-01-01', undefined, 'exact'],
  ['../1913-09', 'until September 1913', undefined, '1913-09-30', 'exact'],
  ['/1913-09', 'until September 1913, beginning unknown', undefined, '1913-09-30', 'exact'],
  ['1974?/..', 'since perhaps 1974', '1974-01-01', undefined, 'uncertain'],
];

const faults: readonly (readonly [text: string, problem: RegExp])[] = [
  ['', /^is not a date in EDTF level 1/],
  ['22 December 2014', /^is not a date in EDTF level 1/],
  ['22.12.2014', /^is not a date in EDTF level 1/],
  ['2014-1-2', /^is not a date in EDTF level 1/],
  ['2014-12-22T10:00', /^is not a date in EDTF level 1/],
  ['14', /^is not a date in EDTF level 1/],
  ['2XXX', /^is not a date in EDTF level 1/],
  ['2014 ', /^is not a date in EDTF level 1/],
  ['2014~~', /^is not a date in EDTF level 1/],
  ['~2014', /^is not a date in EDTF level 1/],
  ['Y170000002', /^is not a date in EDTF level 1/],
  ['-0044', /^is not a date in EDTF level 1/],
  ['２０１４', /^is not a date in EDTF level 1/],
  ['2014/2015/2016', /^is not a date in EDTF level 1/],
  ['...', /^is not a date in EDTF level 1/],
  ['0000', /^is before the year 1$/],
  ['0000-01-01', /^is before the year 1$/],
  ['1900-02-29', /^is not on the calendar$/],
  ['2013-02-29', /^is not on the calendar$/],
  ['2014-04-31', /^is not on the calendar$/],
  ['2014-13', /^is not on the calendar$/],
  ['2014-00', /^is not on the calendar$/],
  ['2014-01-00', /^is not on the calendar$/],
  ['2014-20', /^is not on the calendar$/],
  ['2014-25', /^is not on the calendar$/],
  ['2014-21-01', /^gives a season a day$/],
  ['201X-12', /^names a month of an unknown year/],
  ['201X-XX', /^names a month of an unknown year/],
  ['2014-XX-12', /^names a day of an unknown month/],
  ['../..', /^is open at both ends/],
  ['/', /^is open at both ends/],
  ['/..', /^is open at both ends/],
  ['2015/2014', /^ends before it begins$/],
  ['2014-12-21/2014-12-15', /^ends before it begins$/],
  ['2014-12/2014-11', /^ends before it begins$/],
  ['2014-02-30/2015', /^is not on the calendar$/],
  ['2014/2015-02-29', /^is not on the calendar$/],
];

describe('readDate', () => {
  it.each(dates)('reads %s as “%s”', (text = '', words, start, end, certainty, datetime) => {
    const reading = readDate(text);
    expect(reading).toEqual({ date: { edtf: text, words, certainty, start, end, datetime } });
  });

  it.each(faults)('says what is wrong with “%s”', (text, problem) => {
    const reading = readDate(text);
    expect('problem' in reading ? reading.problem : reading.date).toMatch(problem);
  });
});

describe('parseDate', () => {
  it('returns what readDate reads', () => {
    expect({ date: parseDate('2014~') }).toEqual(readDate('2014~'));
  });

  it('throws a RangeError that names the text and its fault', () => {
    expect(() => parseDate('1900-02-29')).toThrow(new RangeError('“1900-02-29” is not on the calendar'));
  });
});

describe('compareDates', () => {
  it('orders by the first possible day, the more precise first, and open beginnings by their last day', () => {
    const ordered = [
      '18XX',
      '1887',
      '1887/..',
      '1911-06',
      '1911-06-10',
      '1911-06-10/1911-06-12',
      '/1911-06',
      '1911-12',
      '1911-24',
      '1912',
      '1912?',
      '1913/1914',
      '1913/..',
    ];
    expect(
      ordered
        .map(parseDate)
        .reverse()
        .sort(compareDates)
        .map((date) => date.edtf),
    ).toEqual(ordered);
  });

  it.each<readonly [string, string]>([
    ['2014-12-21', '2014-12-22'],
    ['2014-12-22', '2015'],
    ['2014-01-01', '2014-01'],
    ['2014-01', '2014'],
    ['2014', '2014/2020'],
    ['2014/2020', '2014/..'],
    ['2010~', '2014'],
    ['201X', '2011'],
    ['../2014-06', '2014-12'],
    ['2014', '2014?'],
  ])('puts %s before %s', (earlier, later) => {
    expect(compareDates(parseDate(earlier), parseDate(later))).toBeLessThan(0);
    expect(compareDates(parseDate(later), parseDate(earlier))).toBeGreaterThan(0);
  });

  it('is a total order: nothing but the same text is equal', () => {
    const known = dates.map(([text]) => parseDate(text));
    for (const a of known) {
      for (const b of known) {
        expect(Math.sign(compareDates(a, b)) + Math.sign(compareDates(b, a))).toBe(0);
        expect(compareDates(a, b) === 0).toBe(a.edtf === b.edtf);
      }
    }
  });
});

describe('filingMonth', () => {
  it.each([
    ['2014-12-22', { year: 2014, month: 12 }],
    ['2014-12-15/2014-12-21', { year: 2014, month: 12 }],
    ['2014-12', { year: 2014, month: 12 }],
    ['2014', { year: 2014 }],
    ['2014-11-30/2014-12-01', { year: 2014 }],
    ['1911-24', { year: 1911 }],
    ['195X', { year: 1950 }],
    ['../1913-09-02', { year: 1913, month: 9 }],
    ['1887/..', { year: 1887 }],
    ['2009-01/..', { year: 2009, month: 1 }],
    ['1974/', { year: 1974 }],
    ['../1913', { year: 1913 }],
    ['/1913-09', { year: 1913, month: 9 }],
    ['0987-03', { year: 987, month: 3 }],
  ])('files %s under %o', (text, month) => {
    expect(filingMonth(parseDate(text))).toEqual(month);
  });
});

describe('monthName', () => {
  it('names the months from 1 to 12 and no other', () => {
    expect([monthName(1), monthName(12)]).toEqual(['January', 'December']);
    expect(() => monthName(0)).toThrow(RangeError);
    expect(() => monthName(13)).toThrow(RangeError);
  });
});

/** A year from 1 to 9999, written in four digits; recent ones and leap years more often. */
const year = fc
  .oneof(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(1900, 1912, 1953, 2000, 2013, 2014, 2100))
  .map((value) => String(value).padStart(4, '0'));
const twoDigits = (min: number, max: number) => fc.integer({ min, max }).map((value) => String(value).padStart(2, '0'));
/** Months and days beyond the calendar belong to it: both have to refuse them. */
const month = twoDigits(0, 13);
const day = fc.oneof(twoDigits(0, 32), twoDigits(28, 31));
const calendarDate = fc.oneof(
  year,
  fc.tuple(year, month).map((parts) => parts.join('-')),
  fc.tuple(year, month, day).map((parts) => parts.join('-')),
);
const qualified = fc.tuple(calendarDate, fc.constantFrom('', '?', '~', '%')).map((parts) => parts.join(''));
const unspecified = fc.oneof(
  year.map((digits) => `${digits.slice(0, 3)}X`),
  year.map((digits) => `${digits.slice(0, 2)}XX`),
  year.map((digits) => `${digits}-XX`),
  year.map((digits) => `${digits}-XX-XX`),
  fc.tuple(year, month).map((parts) => `${parts.join('-')}-XX`),
);
const interval = fc.tuple(qualified, qualified).map((sides) => sides.join('/'));
const openInterval = fc
  .tuple(qualified, fc.constantFrom('', '..'), fc.boolean())
  .map(([date, open, isBeginning]) => (isBeginning ? `${open}/${date}` : `${date}/${open}`));
const level1 = fc.oneof(qualified, unspecified, interval, openInterval);

/** Where the package is known to be wrong, or narrower than the standard; each has a test of its own below. */
function isKnownException(text: string): boolean {
  const sides = text.split('/');
  const rollsOver = sides.some((side) => {
    const [, century = '', digits = ''] = /^(\d\d)(\d\d)-02-29/.exec(side) ?? [];
    return digits !== '' && (digits === '00' ? Number(century) % 4 !== 0 : Number(digits) % 4 !== 0);
  });
  // The package compares the first days of both sides, which are one where both sides begin alike.
  const readings = sides.map(readDate);
  const [first, last] = readings.map((reading) => ('problem' in reading ? undefined : reading.date));
  const overlaps =
    sides.length === 2 &&
    first !== undefined &&
    last !== undefined &&
    (first.start ?? '') >= (last.start ?? '') &&
    (first.start ?? '') <= (last.end ?? '');
  return rollsOver || overlaps || /^0000/.test(text) || sides.some((side) => /^0{2}XX|^000X/.test(side));
}

describe('readDate beside the edtf package', () => {
  it('gives the same verdict and the same bounds on every date of level 1', () => {
    fc.assert(
      fc.property(level1, (text) => {
        fc.pre(!isKnownException(text));
        expect({ text, ...boundsHere(text) }).toEqual({ text, ...boundsThere(text) });
      }),
      { numRuns: 4000, seed: 20141222 },
    );
  });

  it('leaves few dates out of the comparison', () => {
    const sample = fc.sample(level1, { numRuns: 2000, seed: 7 });
    expect(sample.filter(isKnownException).length).toBeLessThan(sample.length / 8);
  });

  it.each([
    ['1900-02-29', { start: '1900-03-01', end: '1900-03-01' }],
    ['2013-02-29', { start: '2013-03-01', end: '2013-03-01' }],
  ])('is right where the package rolls %s over to March', (text, there) => {
    expect(boundsHere(text)).toEqual({ isDate: false });
    expect(boundsThere(text)).toEqual({ isDate: true, ...there });
  });

  it('knows an open side as open and an unknown one as unknown, where the package answers with infinity and null', () => {
    expect(edtf('1974/..', { level: 1 }).max).toBe(Number.POSITIVE_INFINITY);
    expect(edtf('../1974', { level: 1 }).min).toBe(Number.NEGATIVE_INFINITY);
    expect(edtf('1974/', { level: 1 }).max).toBeNull();
    expect(parseDate('1974/..').end).toBeUndefined();
    expect(parseDate('../1974').start).toBeUndefined();
    expect(parseDate('1974/').end).toBeUndefined();
    expect(edtf('../..', { level: 1 }).type).toBe('Interval');
    expect(boundsHere('../..')).toEqual({ isDate: false });
  });

  it('gives seasons their months, where the package counts quarters of the year', () => {
    expect(boundsThere('1968-21')).toEqual({ isDate: true, start: '1968-01-01', end: '1968-03-31' });
    expect(boundsHere('1968-21')).toEqual({ isDate: true, start: '1968-03-01', end: '1968-05-31' });
    expect(boundsThere('1911-24')).toEqual({ isDate: true, start: '1911-10-01', end: '1911-12-31' });
    expect(boundsHere('1911-24')).toEqual({ isDate: true, start: '1911-12-01', end: '1912-02-29' });
  });

  it('lets both sides of an interval begin alike, where the package sees no interval', () => {
    expect(boundsThere('2014-06/2014')).toEqual({ isDate: false });
    expect(boundsHere('2014-06/2014')).toEqual({ isDate: true, start: '2014-06-01', end: '2014-12-31' });
    expect(boundsThere('2014/2014')).toEqual({ isDate: false });
    expect(boundsHere('2014/2014')).toEqual({ isDate: true, start: '2014-01-01', end: '2014-12-31' });
  });

  it('goes beyond level 1 where a newspaper needs it: qualified decades and seasons, intervals of them', () => {
    for (const text of ['201X?', '1911-24~', '1968-21/1968-23', '195X/196X']) {
      expect({ text, ...boundsThere(text) }).toEqual({ text, isDate: false });
      expect({ text, ...boundsHere(text) }).toMatchObject({ text, isDate: true });
    }
  });

  it('keeps to the years from 1 to 9999 and to whole days, where the package goes on', () => {
    for (const text of ['0000', '-0044', 'Y170000002', '2014-12-22T10:00:00', '19']) {
      expect({ text, ...boundsHere(text) }).toEqual({ text, isDate: false });
      expect(() => edtf(text, { level: 1 })).not.toThrow();
    }
  });
});

interface Bounds {
  readonly isDate: boolean;
  readonly start?: string;
  readonly end?: string;
}

function boundsHere(text: string): Bounds {
  const reading = readDate(text);
  return 'problem' in reading ? { isDate: false } : { isDate: true, start: reading.date.start, end: reading.date.end };
}

function boundsThere(text: string): Bounds {
  try {
    const { min, max } = edtf(text, { level: 1 });
    return { isDate: true, start: toDay(min), end: toDay(max) };
  } catch {
    return { isDate: false };
  }
}

/** The day; undefined for an open or unknown side. */
function toDay(milliseconds: number | null): string | undefined {
  return milliseconds === null || !Number.isFinite(milliseconds) ? undefined : new Date(milliseconds).toISOString().slice(0, 10);
}
