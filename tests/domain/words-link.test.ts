import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { PassageText, WordSelection } from '../../src/domain/flat-text.ts';
import { describeWords, locateWords, type WordsParameters } from '../../src/domain/words-link.ts';

/** Passages with the anchors p-0, p-1, …. */
function passagesOf(...texts: string[]): PassageText[] {
  return texts.map((text, index) => ({ anchor: `p-${index}`, text }));
}

/** The selection of these words, in the n-th place where they stand in the passage. */
function select(passages: readonly PassageText[], words: string, passage = 0, nth = 1): WordSelection {
  let start = -1;
  for (let count = 0; count < nth; count++) start = passages[passage]?.text.indexOf(words, start + 1) ?? -1;
  if (start < 0) throw new Error(`“${words}” is not in passage ${passage}`);
  return { first: passage, start, last: passage, end: start + words.length };
}

/** The link as it comes out of an address. */
function throughAddress(parameters: WordsParameters): WordsParameters {
  return Object.fromEntries(new URL(`https://archive.example/?${new URLSearchParams({ ...parameters })}`).searchParams);
}

function describeIn(passages: readonly PassageText[], selection: WordSelection) {
  const link = describeWords(passages, selection);
  if (!link) throw new Error('nothing was selected');
  return { ...link, parameters: throughAddress(link.parameters) };
}

describe('an address of words', () => {
  const bridge = 'The bridge held because we were too poor to build it badly and then build it again.';

  it.each<[name: string, texts: string[], passage: number, words: string, nth: number, parameters: WordsParameters]>([
    ['carries the words', [bridge], 0, 'too poor', 1, { words: 'too poor' }],
    ['collapses blanks and leaves them off at the ends', ['One\ntwo  three'], 0, 'One\ntwo  ', 1, { words: 'One two' }],
    ['carries form C', ['a cafe\u0301 there'], 0, 'cafe\u0301', 1, { words: 'caf\u00e9' }],
    ['takes a whole cluster where a part of it is selected', ['to be 👩‍🚀 again'], 0, '\u200d', 1, { words: '👩‍🚀' }],
    ['adds the rest of a word that is cut', [bridge], 0, 'ridge hel', 1, { words: 'ridge hel', before: 'b', after: 'd' }],
    ['does not take Han for one long word', ['有光就有戲'], 0, '光就', 1, { words: '光就' }],
    ['tells words apart by what stands before', [bridge], 0, 'build it', 2, { words: 'build it', before: 'then ', after: ' again.' }],
    ['tells words apart by what stands after', ['Going on, going off'], 0, 'oing', 1, { words: 'oing', before: 'G' }],
    ['ignores the same letters inside of other words', ['art, a party, partly'], 0, 'art', 1, { words: 'art' }],
    [
      'counts places that look the same',
      ['no no no no no no no no no no no no no no no no no no no no no no no no no'],
      0,
      'no',
      12,
      { words: 'no', nth: '12of25' },
    ],
    [
      'says that the words stand in other passages as well',
      ['Not one penny.', 'Not one penny more.'],
      0,
      'Not one penny',
      1,
      { words: 'Not one penny', nth: '1of1' },
    ],
  ])('%s', (_name, texts, passage, words, nth, parameters) => {
    const passages = passagesOf(...texts);
    expect(describeIn(passages, select(passages, words, passage, nth))).toMatchObject({ anchor: `p-${passage}` });
    expect(describeIn(passages, select(passages, words, passage, nth)).parameters).toEqual(parameters);
  });

  it('carries the ends and a checksum of more than 160 code points', () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    const passages = passagesOf(`Before. ${words} After.`);
    const { parameters } = describeIn(passages, select(passages, words));
    expect(parameters).toEqual({
      words: 'word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 ',
      to: 'rd31 word32 word33 word34 word35 word36 word37 word38 word39',
      sum: expect.stringMatching(/^[0-9a-v]+\.269$/),
    });
  });

  it('runs over passages, and has the anchor of the first', () => {
    const passages = passagesOf('One two', 'three four', 'five six');
    const link = describeIn(passages, { first: 0, start: 4, last: 2, end: 4 });
    expect(link).toMatchObject({ anchor: 'p-0', words: 'two three four five', parameters: { words: 'two three four five' } });
  });

  it.each<WordSelection>([
    { first: 0, start: 3, last: 0, end: 4 },
    { first: 0, start: 2, last: 0, end: 2 },
    { first: 0, start: 7, last: 1, end: 0 },
  ])('is not made of blanks alone: %j', (selection) => {
    expect(describeWords(passagesOf('One two', 'three'), selection)).toBeUndefined();
  });
});

describe('the text directive', () => {
  it.each<[text: string, words: string, directive: string | undefined]>([
    ['The piers were sounded at once.', 'piers were sounded', 'text=piers%20were%20sounded'],
    ['A well-kept ferry, a chain & a bell', 'well-kept ferry, a chain & a', 'text=well%2Dkept%20ferry%2C%20a%20chain%20%26%20a'],
    [
      'It was a spring tide and a north wind and then a month of rain.',
      'was a spring tide and a north wind and then a month of rain.',
      'text=was%20a%20spring%20tide%20and,then%20a%20month%20of%20rain.',
    ],
    ['The piers were sounded at once.', 'iers were sounded', undefined],
    ['The piers were sounded at once.', 'piers were', undefined],
    ['he said so, and what he said so he meant', 'he said so he', 'text=he%20said%20so%20he'],
    ['he said so today, and he said so twice', 'he said so', 'text=he%20said%20so'],
    ['他說 有光 就有戲 了', '有光 就有戲 了', undefined],
    ['Monday\tJosiah Crake and family\tnobody at all came', 'Crake and family\tnobody at all', undefined],
    ['هذا أهلاً وسهلاً بكم', 'أهلاً وسهلاً بكم', undefined],
  ])('in “%s” of “%s”', (text, words, directive) => {
    const passages = passagesOf(text);
    expect(describeIn(passages, select(passages, words)).directive).toBe(directive);
  });

  it('is left out where a browser would find the words in an earlier place', () => {
    const passages = passagesOf('We shall have our bridge.', 'we shall have our bridge');
    expect(describeIn(passages, select(passages, 'we shall have', 1)).directive).toBeUndefined();
    expect(describeIn(passages, select(passages, 'We shall have', 0)).directive).toBe('text=We%20shall%20have');
  });

  it('is left out where the words run over passages or blocks', () => {
    const passages = passagesOf('The bridge of stone held,\nbecause we were too poor to build it badly.', 'Nobody cheered until then.');
    expect(describeIn(passages, select(passages, 'The bridge of stone')).directive).toBe('text=The%20bridge%20of%20stone');
    expect(describeIn(passages, select(passages, 'of stone held,\nbecause we')).directive).toBeUndefined();
    expect(describeIn(passages, { first: 0, start: 30, last: 1, end: 14 }).directive).toBeUndefined();
  });
});

describe('words that are looked for', () => {
  const article = passagesOf(
    'The Mayor read a letter, and the letter was long.',
    'Not one penny, he said.',
    'Asked again, he said: Not one penny.',
    'Nobody cheered.',
  );
  const locate = (passages: readonly PassageText[], anchor: string, parameters: WordsParameters) => {
    const found = locateWords(passages, anchor, parameters);
    if (found?.kind !== 'found') return found?.kind;
    const { first, start, last, end } = found.selection;
    return first === last ? `${passages[first]?.anchor}: ${passages[first]?.text.slice(start, end)}` : `${first}.${start}-${last}.${end}`;
  };

  it.each<[name: string, anchor: string, parameters: WordsParameters, result: string | undefined]>([
    ['are found in the passage', 'p-0', { words: 'read a letter' }, 'p-0: read a letter'],
    ['are found in the passage although they stand in others', 'p-2', { words: 'Not one penny', nth: '1of1' }, 'p-2: Not one penny'],
    ['are found in another passage if that is the only place', 'p-1', { words: 'Nobody cheered' }, 'p-3: Nobody cheered'],
    ['are found although their passage is gone', 'p-9', { words: 'Nobody cheered' }, 'p-3: Nobody cheered'],
    ['are found over passages', 'p-2', { words: 'one penny. Nobody' }, '2.26-3.6'],
    ['are told apart by context', 'p-0', { words: 'letter', after: ' was' }, 'p-0: letter'],
    ['are not guessed among equals in the passage', 'p-0', { words: 'letter' }, 'changed'],
    ['are not guessed among equals elsewhere', 'p-0', { words: 'Not one penny' }, 'changed'],
    ['are not taken from elsewhere when they stood there as well', 'p-0', { words: 'Not one penny', nth: '1of1' }, 'changed'],
    ['are not counted where their number is another', 'p-0', { words: 'letter', nth: '2of3' }, 'changed'],
    ['are not found by another context', 'p-0', { words: 'letter', before: 'no ' }, 'changed'],
    ['are not found inside of other words', 'p-3', { words: 'body' }, 'changed'],
    ['are not found in part of a cluster', 'p-3', { words: 'Nobody cheered\u0301' }, 'changed'],
    ['have changed', 'p-3', { words: 'Nobody cheers' }, 'changed'],
    ['are nowhere, nor is their passage', 'p-9', { words: 'Nobody cheers' }, undefined],
    ['may be no words', 'p-3', { words: ' ' }, 'changed'],
    ['may have a checksum that is none', 'p-3', { words: 'Nobody', to: 'cheered.', sum: 'x' }, 'changed'],
    ['may be numbered beyond all numbers', 'p-3', { words: 'Nobody', nth: '5of1' }, 'changed'],
  ])('%s', (_name, anchor, parameters, result) => {
    expect(locate(article, anchor, parameters)).toBe(result);
  });

  it('are found after their passage was split, and after it was merged', () => {
    const { anchor, parameters } = describeIn(article, select(article, 'letter, and the letter was'));
    const split = [
      { anchor: 'p-x', text: 'The Mayor read a letter,' },
      { anchor: 'p-y', text: 'and the letter was long.' },
    ];
    expect(locate(split, anchor, parameters)).toBe('0.17-1.18');
    const across = describeIn(article, { first: 1, start: 15, last: 2, end: 11 });
    expect(across.words).toBe('he said. Asked again');
    const merged = [{ anchor: 'p-1', text: 'Not one penny, he said. Asked again, he said: Not one penny.' }];
    expect(locate(merged, 'p-1', across.parameters)).toBe('p-1: he said. Asked again');
  });

  it('notice a change in the middle of a long selection', () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const { anchor, parameters } = describeIn(passagesOf(words), select(passagesOf(words), words));
    expect(locate(passagesOf(words), anchor, parameters)).toBe(`p-0: ${words}`);
    expect(locate(passagesOf(words.replace('word30', 'word3O')), anchor, parameters)).toBe('changed');
  });

  it('are found by a reader whose browser cannot tell grapheme clusters apart', () => {
    const passages = passagesOf('x̂ and 👩‍🚀 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 👍🏽 and 한국 and 𠮷');
    const selections = Array.from({ length: passages[0]?.text.length ?? 0 }, (_, start) => ({ first: 0, start, last: 0, end: start + 1 }));
    const links = () => selections.map((selection) => describeWords(passages, selection));
    const expected = links();
    vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined });
    try {
      expect(links()).toEqual(expected);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

/** Words that make trouble: repeated, composed, joined, unspaced, right to left. */
const token = fc.constantFrom(
  ...['a', 'no', 'no', 'penny', 'Penny', 'e\u0301', 'é', 'x\u0302', '\u0308', '👩‍🚀', '👩', '👍🏽', '🇫🇷', '🇫🇷🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ...[
    '각',
    '\u1100\u1161\u11a8',
    '가\u11a8',
    '다리를',
    '有光就有戲',
    '光',
    '𠮷',
    'أهلاً',
    'لا',
    'می\u200cخواهم',
    'ไทย',
    'क्षि',
    '-',
    ',',
    '&',
    '“',
    '+',
    '%',
    '#',
  ],
);
const gap = fc.constantFrom(' ', ' ', ' ', '', '  ', '\n', '\t', '\u00a0', '\u3000');
const passageText = fc.array(fc.tuple(token, gap), { minLength: 0, maxLength: 40 }).map((parts) => parts.flat().join(''));

const articleAndSelection = fc
  .array(passageText, { minLength: 1, maxLength: 6 })
  .chain((texts) =>
    fc.tuple(
      fc.constant(texts),
      fc.boolean().map((isTwice) => (isTwice ? [...texts, ...texts] : texts)),
    ),
  )
  .map(([, texts]) => passagesOf(...texts))
  .chain((passages) => {
    const place = fc.nat(passages.length - 1).chain((index) => fc.tuple(fc.constant(index), fc.nat(passages[index]?.text.length ?? 0)));
    return fc.tuple(fc.constant(passages), place, place);
  })
  .map(([passages, a, b]) => {
    const [from, to] = a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]) ? [a, b] : [b, a];
    return { passages, selected: { first: from[0], start: from[1], last: to[0], end: to[1] } };
  });

const runs = { numRuns: 4000 };

describe('for any article and any selection', () => {
  it('a link leads back to the words, by no more than their passage and what the address says', () => {
    fc.assert(
      fc.property(articleAndSelection, ({ passages, selected }) => {
        const link = describeWords(passages, selected);
        if (!link) return;
        expect(locateWords(passages, link.anchor, throughAddress(link.parameters))).toEqual({ kind: 'found', selection: link.selection });
      }),
      runs,
    );
  });

  it('a link holds what was selected, and does not change when it is made again', () => {
    fc.assert(
      fc.property(articleAndSelection, ({ passages, selected }) => {
        const link = describeWords(passages, selected);
        if (!link) return;
        const { first, start, last, end } = link.selection;
        const isBefore = (a: readonly [number, number], b: readonly [number, number]) => a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
        expect(flat(textBetween(passages, link.selection)).normalize('NFD')).toContain(
          flat(textBetween(passages, selected)).normalize('NFD'),
        );
        expect(flat(textBetween(passages, { first, start, last, end }))).toBe(link.words);
        expect(isBefore([first, start], [last, end])).toBe(true);
        expect(describeWords(passages, link.selection)).toEqual(link);
      }),
      runs,
    );
  });

  it('addresses stay short', () => {
    fc.assert(
      fc.property(articleAndSelection, ({ passages, selected }) => {
        const { words = '', to = '', before = '', after = '' } = describeWords(passages, selected)?.parameters ?? {};
        expect([...words].length).toBeLessThanOrEqual(160);
        expect([...to].length).toBeLessThanOrEqual(60);
        expect(Math.max([...before].length, [...after].length)).toBeLessThanOrEqual(32);
      }),
      runs,
    );
  });

  it('a change inside the words is noticed, and no other words are taken for them', () => {
    fc.assert(
      fc.property(articleAndSelection, fc.nat(), ({ passages, selected }, where) => {
        const link = describeWords(passages, selected);
        if (!link) return;
        const { first, start, last, end } = link.selection;
        const length = (first === last ? end : (passages[first]?.text.length ?? 0)) - start;
        const at = start + (where % length);
        const edited = passages.map((passage, index) =>
          index === first ? { ...passage, text: `${passage.text.slice(0, at)}Ω${passage.text.slice(at + 1)}` } : passage,
        );
        expect(locateWords(edited, link.anchor, link.parameters)).toEqual({ kind: 'changed', passage: first });
      }),
      runs,
    );
  });

  it('passages that are added before the words do not move them', () => {
    fc.assert(
      fc.property(articleAndSelection, fc.array(passageText, { minLength: 1, maxLength: 3 }), ({ passages, selected }, added) => {
        const link = describeWords(passages, selected);
        if (!link) return;
        const longer = [...added.map((text, index) => ({ anchor: `p-new-${index}`, text })), ...passages];
        const { first, last, ...rest } = link.selection;
        const located = locateWords(longer, link.anchor, link.parameters);
        expect(located).toEqual({ kind: 'found', selection: { first: first + added.length, last: last + added.length, ...rest } });
      }),
      runs,
    );
  });

  it('words whose passage is gone are found in their only place, or not at all', () => {
    fc.assert(
      fc.property(articleAndSelection, fc.string(), ({ passages, selected }, anchor) => {
        const link = describeWords(passages, selected);
        if (!link) return;
        const renamed = passages.map((passage) => ({ ...passage, anchor: `${passage.anchor}-${anchor}-new` }));
        const located = locateWords(renamed, link.anchor, link.parameters);
        if (link.parameters.nth) expect(located).toEqual({ kind: 'changed', passage: -1 });
        else expect(located).toEqual({ kind: 'found', selection: link.selection });
      }),
      runs,
    );
  });

  it('whatever an address says, the answer is a place of the article, or none', () => {
    const parameter = fc.option(fc.oneof(passageText, fc.string({ unit: 'binary' }), fc.constantFrom('1of1', '2of3', 'abc.5')), {
      nil: undefined,
    });
    const parameters = fc.record({ words: parameter, to: parameter, sum: parameter, before: parameter, after: parameter, nth: parameter });
    fc.assert(
      fc.property(articleAndSelection, parameters, fc.constantFrom('p-0', 'p-1', '', 'p-99'), ({ passages }, wild, anchor) => {
        const located = locateWords(passages, anchor, wild);
        if (located?.kind !== 'found') return;
        expect(describeWords(passages, located.selection)?.selection).toEqual(located.selection);
      }),
      runs,
    );
  });
});

function textBetween(passages: readonly PassageText[], { first, start, last, end }: WordSelection): string {
  return passages
    .slice(first, last + 1)
    .map(({ text }, index, all) => text.slice(index === 0 ? start : 0, index === all.length - 1 ? end : undefined))
    .join(' ');
}

function flat(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
