import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutClause } from '../../../src/domain/search/choose.ts';
import { explainFault } from '../../../src/domain/search/explain.ts';
import { parseYears } from '../../../src/domain/search/filters.ts';
import { type Fault, type FieldName, fieldNames, parseQuery, type Query } from '../../../src/domain/search/query.ts';
import type { Sources } from '../../../src/domain/search/sources.ts';

/** The clauses of a query in the order in which they were typed, written so that a table can hold them. */
function clausesOf(text: string): string[] {
  const { terms, fields } = parseQuery(text);
  const written = [
    ...terms.map(({ kind, isExcluded, words, start }) => ({
      start,
      shown: `${isExcluded ? 'not ' : ''}${kind === 'phrase' ? 'in a row ' : ''}${words.join('+')}`,
    })),
    ...fields.map(({ name, value, start }) => ({ start, shown: `${name} is ${value}` })),
  ];
  return written.sort((a, b) => a.start - b.start).map(({ shown }) => shown);
}

/** The sentence for a fault of the query itself, for which nothing has to be known of the archive. */
function explain(fault: Fault): string {
  return explainFault(fault, {} as Pick<Sources, 'core' | 'names'>);
}

function messagesOf(text: string): string[] {
  return parseQuery(text).faults.map(explain);
}

describe('a query', () => {
  it.each<[name: string, text: string, clauses: string[]]>([
    ['is empty where nothing is typed', '', []],
    ['is empty where blanks alone are typed', ' \t\n\u00a0\u3000 ', []],
    ['has a word', 'bridge', ['bridge']],
    ['has words parted by any blanks', ' bridge\u00a0council\u3000ferry ', ['bridge', 'council', 'ferry']],
    ['passes over case and diacritics', 'ÅNGSTRÖM Zoe\u0308', ['angstrom', 'zoe']],
    ['passes over signs around a word', '(bridge), council! £4', ['bridge', 'council', '4']],
    ['passes over signs that stand alone', 'bridge & council … — ! »', ['bridge', 'council']],
    ['takes a hyphened word for two words in one', 'well-kept', ['well+kept']],
    ['keeps apostrophes within a word', "wasn't wasn’t", ['wasnt', 'wasnt']],
    ['takes an abbreviation for one word', 'U.S. U.S.-led', ['us', 'us+led']],
    ['takes a time for words, not for a field', '12:30', ['12+30']],
    ['takes letters and digits before a colon for words', 'a1:b', ['a1+b']],
    ['takes a number with its signs for its parts', '1,200 2013-14', ['1+200', '2013+14']],
    ['takes Chinese for its characters', '有光就有戲', ['有+光+就+有+戲']],
    ['takes Japanese for its characters', '橋はある', ['橋+は+あ+る']],
    ['leaves Korean words whole', '강물은 다리를', ['강물은', '다리를']],
    ['parts Chinese from other words', 'Sony的film', ['sony+的+film']],
  ])('%s', (_name, text, clauses) => {
    expect(clausesOf(text)).toEqual(clauses);
    expect(messagesOf(text)).toEqual([]);
  });

  it.each<[name: string, text: string]>([
    ['straight', '"a righteous deed"'],
    ['English', '“a righteous deed”'],
    ['German', '„a righteous deed“'],
    ['Polish', '„a righteous deed”'],
    ['French', '«a righteous deed»'],
    ['French with blanks within', '« a righteous deed »'],
    ['East Asian', '「a righteous deed」'],
    ['East Asian, double', '『a righteous deed』'],
  ])('has a phrase in %s quotation marks', (_name, text) => {
    expect(clausesOf(text)).toEqual(['in a row a+righteous+deed']);
    expect(parseQuery(text).terms[0]).toMatchObject({ kind: 'phrase', text: 'a righteous deed' });
    expect(messagesOf(text)).toEqual([]);
  });

  it.each<[name: string, text: string, clauses: string[]]>([
    ['a phrase beside words', 'ada "one penny" mill', ['ada', 'in a row one+penny', 'mill']],
    ['a phrase right after a word', 'ada"one penny"mill', ['ada', 'in a row one+penny', 'mill']],
    ['a phrase of one word', '"bridge"', ['in a row bridge']],
    ['a phrase that looks like a field', '"note: well"', ['in a row note+well']],
    ['a phrase with other quotation marks within', '«not “one” penny»', ['in a row not+one+penny']],
    ['a phrase with a minus within', '"sixth -loom"', ['in a row sixth+loom']],
    ['a phrase over two lines', '"one\npenny"', ['in a row one+penny']],
    ['a word to leave out', 'sony -film', ['sony', 'not film']],
    ['a word to leave out after a dash', 'sony –film −deal', ['sony', 'not film', 'not deal']],
    ['a phrase to leave out', 'sony -"press release" -«la mer»', ['sony', 'not in a row press+release', 'not in a row la+mer']],
    ['a hyphened word to leave out', 'sony -well-kept', ['sony', 'not well+kept']],
    ['two hyphens before a word, which leave nothing out', '--film', ['film']],
    ['a hyphen within a word, which leaves nothing out', 'sony-film', ['sony+film']],
  ])('has %s', (_name, text, clauses) => {
    expect(clausesOf(text)).toEqual(clauses);
    expect(messagesOf(text)).toEqual([]);
  });

  const aliases: Readonly<Record<string, FieldName>> = {
    by: 'speaker',
    people: 'person',
    organization: 'org',
    organisation: 'org',
    publication: 'in',
    language: 'lang',
    date: 'year',
  };

  it.each([...fieldNames.map((name) => [name, name] as const), ...Object.entries(aliases)])(
    'has the field %s, which is %s',
    (typed, name) => {
      for (const own of [typed, typed.toUpperCase()]) {
        expect(parseQuery(`${own}:ada`)).toEqual({
          terms: [],
          fields: [{ name, value: 'ada', start: 0, end: own.length + 4 }],
          faults: [],
        });
      }
    },
  );

  it.each<[name: string, text: string, clauses: string[]]>([
    ['a quoted value', 'speaker:"Wang Yi"', ['speaker is Wang Yi']],
    ['values in other quotation marks', 'in:“A B” work:«C D» org:「E F」', ['in is A B', 'work is C D', 'org is E F']],
    ['a value as it was typed', 'person:Zoë-Ångström', ['person is Zoë-Ångström']],
    ['a value with a colon', 'topic:a:b', ['topic is a:b']],
    ['a range of years', 'year:2013..2014', ['year is 2013..2014']],
    ['a field among words', 'bridge speaker:ada council', ['bridge', 'speaker is ada', 'council']],
    ['a field twice', 'person:ada person:tom', ['person is ada', 'person is tom']],
    ['a phrase right after a value', 'person:ada"one penny"', ['person is ada', 'in a row one+penny']],
    ['an East Asian phrase right after a value', 'person:ada「one penny」', ['person is ada', 'in a row one+penny']],
  ])('has %s', (_name, text, clauses) => {
    expect(clausesOf(text)).toEqual(clauses);
    expect(messagesOf(text)).toEqual([]);
  });
});

describe('a fault', () => {
  const fields = 'The fields are speaker, person, place, org, work, year, in, kind, topic, lang.';

  it.each<[name: string, text: string, message: string, clauses: string[]]>([
    [
      'is a phrase that is never closed; it runs to the end',
      'ada "one penny',
      'The quotation mark before “one penny” is never closed; the phrase is taken to run to the end.',
      ['ada', 'in a row one+penny'],
    ],
    [
      'is a quoted value that is never closed; it runs to the end',
      'speaker:"Wang Yi',
      'The quotation mark before “Wang Yi” is never closed; the phrase is taken to run to the end.',
      ['speaker is Wang Yi'],
    ],
    ['is a quotation mark alone', '"', 'Nothing stands between the quotation marks.', []],
    ['is an empty phrase', 'ada ""', 'Nothing stands between the quotation marks.', ['ada']],
    ['is a phrase of blanks', 'ada “ ”', 'Nothing stands between the quotation marks.', ['ada']],
    ['is an empty phrase to leave out', 'ada -""', 'Nothing stands between the quotation marks.', ['ada']],
    ['is a closing mark that closes nothing', 'ada ” penny', '“”” stands alone: write a word right after it.', ['ada', 'penny']],
    ['is a minus alone', 'ada - penny', '“-” stands alone: write a word right after it.', ['ada', 'penny']],
    ['is a minus at the end', 'ada -', '“-” stands alone: write a word right after it.', ['ada']],
    ['is a minus before a sign', 'ada -!', '“-!” stands alone: write a word right after it.', ['ada']],
    [
      'is an unknown field, with the advice to quote it',
      'note:well',
      `“note:” is no field. ${fields} To look for it as words: "note:well" in quotation marks.`,
      [],
    ],
    [
      'is an unknown field with a quoted value',
      'bridge note:"very well"',
      `“note:” is no field. ${fields} To look for it as words: "note:very well" in quotation marks.`,
      ['bridge'],
    ],
    [
      'is an address, which looks like a field',
      'http://example.org/a b',
      `“http:” is no field. ${fields} To look for it as words: "http://example.org/a" in quotation marks.`,
      ['b'],
    ],
    [
      'is a field without a value',
      'bridge speaker: ada',
      '“speaker:” has no value: write it right after the colon, as in speaker:"Wang Yi".',
      ['bridge', 'ada'],
    ],
    [
      'is a field with an empty value, named as it was typed',
      'by:"" ada',
      '“by:” has no value: write it right after the colon, as in speaker:"Wang Yi".',
      ['ada'],
    ],
    [
      'is a field to leave out',
      'bridge -speaker:ada',
      'A field cannot be left out with a minus; only words can. Without it: speaker:ada',
      ['bridge'],
    ],
    [
      'is a field to leave out, whose quotation marks stay in the advice',
      'bridge -by:"Ada Quill"',
      'A field cannot be left out with a minus; only words can. Without it: by:"Ada Quill"',
      ['bridge'],
    ],
  ])('%s', (_name, text, message, clauses) => {
    expect(messagesOf(text)).toEqual([message]);
    expect(clausesOf(text)).toEqual(clauses);
  });

  it('is none where an apostrophe stands alone, though Unicode takes it for a letter', () => {
    expect(messagesOf('ada \u02bc')).toEqual([]);
  });

  it.each([
    ['ada "one penny', '"one penny'],
    ['ada note:"very well" b', 'note:"very well"'],
    ['ada speaker: b', 'speaker:'],
    ['ada -speaker:"b c" d', '-speaker:"b c"'],
    ['ada - b', '-'],
    ['ada -"" b', '-""'],
  ])('of %s stands at %s', (text, at) => {
    expect(parseQuery(text).faults.map(({ start, end }) => text.slice(start, end))).toEqual([at]);
  });
});

describe('a clause’s span', () => {
  it.each<[text: string, typed: string[]]>([
    ['  ada  "one penny"mill ', ['ada', '"one penny"', 'mill']],
    ['-film –“la mer” «x»', ['-film', '–“la mer”', '«x»']],
    ['by:"Ada Quill" year:..1950 (bridge)', ['by:"Ada Quill"', 'year:..1950', '(bridge)']],
    ['ada "one penny', ['ada', '"one penny']],
    ['𠮷 𝄞 有光', ['𠮷', '有光']],
  ])('of %s is what was typed', (text, typed) => {
    expect(spansOf(parseQuery(text)).map(({ start, end }) => text.slice(start, end))).toEqual(typed);
  });
});

describe('years', () => {
  it.each<[value: string, range: { from?: number; to?: number }]>([
    ['2014', { from: 2014, to: 2014 }],
    ['988', { from: 988, to: 988 }],
    ['2013..2014', { from: 2013, to: 2014 }],
    ['2014..2014', { from: 2014, to: 2014 }],
    ['..1950', { to: 1950 }],
    ['1926..', { from: 1926 }],
    ['2013…2014', { from: 2013, to: 2014 }],
    ['2013–2014', { from: 2013, to: 2014 }],
    ['2013-2014', { from: 2013, to: 2014 }],
  ])('%s are read', (value, range) => {
    expect(parseYears(value)).toEqual(range);
  });

  const sentence = (text: string) => explain({ kind: 'years', text, start: 0, end: text.length });

  it.each([
    '',
    '..',
    '-',
    'then',
    '20144',
    '2014..20155',
    '2013.2014',
    '2013...2014',
    '2013..2014..2015',
    '2014-05-12',
    '1.5',
    ' 2014',
    '٢٠١٤',
  ])('cannot be read from “%s”', (value) => {
    expect(parseYears(value)).toBeUndefined();
    expect(sentence(value)).toBe(`“${value}” is no year and no range of years: write 2014, 2013..2014, ..1950 or 1926..`);
  });

  it('cannot end before they begin; the sentence turns them round', () => {
    expect(sentence('2014..2013')).toBe('The range 2014..2013 ends before it begins: write 2013..2014.');
  });
});

/** Characters that mean something in a query stand in for many others. */
const noise = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab Ω橋다\u0301-–"“”„«»「」『』:.!\'’ʼ\n\u00a0𝄞\ud800'), maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom('speaker:', 'year:', 'http:', '"', '“', '”', ' ', '-', 'ada', '2013..', '有光', '-"'), { maxLength: 14 })
    .map((parts) => parts.join('')),
);

const marks = fc.constantFrom(['"', '"'], ['“', '”'], ['„', '“'], ['«', '»'], ['「', '」'], ['『', '』']);
const word = fc.stringMatching(/^[a-zé0-9橋다]{1,8}(?:[-’][a-zé]{1,4})?$/u);
const quoted = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), marks)
  .map(([words, [open, close]]) => `${open}${words.join(' ')}${close}`);
const value = fc.oneof(word, quoted);
const clause = fc.oneof(
  word,
  quoted,
  fc.tuple(fc.constantFrom('-', '–', '−'), value).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...fieldNames, 'by', 'people', 'date'), value).map((parts) => parts.join(':')),
);

describe('any text', () => {
  it('is read without throwing, in clauses that lie within it and do not overlap, each with words or a value', () => {
    fc.assert(
      fc.property(noise, (text) => {
        const query = parseQuery(text);
        let at = 0;
        for (const { start, end } of spansOf(query)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toMatch(/^\S/);
          // A phrase that is never closed runs to the end, with the blanks there.
          if (end < text.length) expect(text.slice(start, end)).toMatch(/\S$/);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
        for (const { words } of query.terms) expect(words.length).toBeGreaterThan(0);
        for (const { words } of query.terms) for (const own of words) expect(own).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        for (const own of query.fields) expect(own.value).toBe(own.value.trim());
        for (const own of query.fields) expect(own.value).not.toBe('');
        for (const fault of query.faults) {
          expect(0 <= fault.start && fault.start < fault.end && fault.end <= text.length).toBe(true);
          expect(explain(fault)).toMatch(/^[A-Z“].* /su);
        }
      }),
      { numRuns: 3000, seed: 20141222 },
    );
  });

  it('keeps apart what stood on both sides of a clause that is taken away', () => {
    const text = 'ada"one penny"mill  by:x -y';
    const rests = spansOf(parseQuery(text)).map((span) => withoutClause(text, span));
    expect(rests).toEqual([
      '"one penny"mill  by:x -y',
      'ada mill  by:x -y',
      'ada"one penny" by:x -y',
      'ada"one penny"mill -y',
      'ada"one penny"mill  by:x',
    ]);
  });

  it('that is well formed loses one clause and keeps the others when a clause is taken away', () => {
    fc.assert(
      fc.property(
        fc.array(clause, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(' ', '  ', '\u00a0', '\n'),
        fc.nat(),
        (clauses, blank, pick) => {
          const text = clauses.join(blank);
          const before = clausesOf(text);
          expect(before).toHaveLength(clauses.length);
          const at = pick % clauses.length;
          const span = spansOf(parseQuery(text))[at];
          expect(span && text.slice(span.start, span.end)).toBe(clauses[at]);
          const rest = withoutClause(text, span ?? { start: 0, end: 0 });
          expect(clausesOf(rest)).toEqual(before.toSpliced(at, 1));
        },
      ),
      { numRuns: 1000, seed: 20141222 },
    );
  });
});

function spansOf({ terms, fields }: Query) {
  return [...terms, ...fields].sort((a, b) => a.start - b.start);
}
