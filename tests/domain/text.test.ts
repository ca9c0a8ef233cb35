import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/domain/distance.ts';
import {
  compareCodeUnits,
  compareNames,
  cutText,
  foldText,
  indexLetter,
  normaliseText,
  sentenceAround,
  slugText,
} from '../../src/domain/text.ts';

describe('normaliseText', () => {
  it.each([
    ['  a  b\t\nc ', 'a b c'],
    ['a\u00a0b\u2003c\u3000d', 'a b c d'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['김'.normalize('NFD'), '김'],
    ['Æ ß “x” --', 'Æ ß “x” --'],
    ['', ''],
  ])('makes %j into %j', (text, normalised) => {
    expect(normaliseText(text)).toBe(normalised);
  });

  it('leaves a normalised text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
      }),
    );
  });
});

describe('foldText', () => {
  it.each([
    ['Zoë Ångström', 'zoe angstrom'],
    ['Zoe\u0308 A\u030angstro\u0308m', 'zoe angstrom'],
    ['À LA PROCHAINE', 'a la prochaine'],
    ['탁미래', '탁미래'],
  ])('folds %s to %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

describe('slugText', () => {
  it.each([
    ['A righteous deed!', 'a-righteous-deed'],
    ['It wasn’t the money', 'it-wasnt-the-money'],
    ["I'll go", 'ill-go'],
    ['1,200 people', '1-200-people'],
    ['À la  prochaine\ncrue !', 'a-la-prochaine-crue'],
    ['the U.S. imperialists', 'the-u-s-imperialists'],
    ['[North Korea]', 'north-korea'],
    ['有光就有戲', ''],
    ['— …', ''],
  ])('makes %s into “%s”', (text, slug) => {
    expect(slugText(text)).toBe(slug);
  });

  it('holds nothing but lower-case ASCII words and single hyphens between them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(slugText(text)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
      }),
    );
  });
});

describe('compareNames', () => {
  it('orders as a catalogue does: case, diacritics and punctuation aside, digits by value', () => {
    const ordered = ['Ångström, Zoë', 'Corrie, Edith', 'de la Rue', 'Éclair', 'fig. 2', 'fig. 10', 'Quill, Ada', 'The 2nd', 'The 10th'];
    expect([...ordered].reverse().sort(compareNames)).toEqual(ordered);
  });

  it('never calls two different names equal', () => {
    expect(compareNames('Zoë', 'Zoe')).not.toBe(0);
    expect(compareNames('ZOE', 'zoe')).toBe(-compareNames('zoe', 'ZOE'));
    expect(compareNames('Zoe', 'Zoe')).toBe(0);
  });
});

describe('compareCodeUnits', () => {
  it('puts capitals before small letters and letters before diacritics, in every locale', () => {
    expect(['b', 'é', 'a', 'B', 'z'].sort(compareCodeUnits)).toEqual(['B', 'a', 'b', 'z', 'é']);
    expect(compareCodeUnits('a', 'a')).toBe(0);
  });
});

describe('indexLetter', () => {
  it.each([
    ['Quill, Ada', 'Q'],
    ['ångström', 'A'],
    ['“Éclair”', 'E'],
    ['  (the) Hague', 'T'],
    ['탁미래', '#'],
    ['邱文嵐', '#'],
    ['𠮷', '#'],
    ['1911', '#'],
    ['', '#'],
    ['— !', '#'],
  ])('files %s under %s', (name, letter) => {
    expect(indexLetter(name)).toBe(letter);
  });
});

describe('cutText', () => {
  it.each([
    ['short', 10, 'short'],
    ['  white \n space ', 11, 'white space'],
    ['one two three four', 10, 'one two…'],
    ['one two, three four', 10, 'one two…'],
    ['one two — three four', 11, 'one two…'],
    ['antidisestablishmentarianism', 10, 'antidises…'],
    ['a antidisestablishmentarianism', 10, 'a antidis…'],
    ['🏮🏮🏮🏮🏮', 3, '🏮🏮…'],
    ['強強強強強', 5, '強強強強強'],
  ])('cuts %j at %i to %j', (text, limit, cut) => {
    expect(cutText(text, limit)).toBe(cut);
  });

  it('is never longer than the limit, never halves a character, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const cut = cutText(text, limit);
        expect([...cut].length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
        const isCut = cut !== normaliseText(text);
        expect(normaliseText(text).startsWith(isCut ? cut.slice(0, -1) : cut)).toBe(true);
        expect(isCut ? cut.endsWith('…') : true).toBe(true);
      }),
    );
  });
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ada-quil', 'ada-quill', 1],
    ['abc', 'abc', 0],
    ['ab', 'ba', 2],
  ])('from “%s” to “%s” is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is the same both ways, and at most the length of the longer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('sentenceAround', () => {
  it.each([
    ['The tide rose. The U.S. officials left. It fell.', 'officials', 'en', 'The U.S. officials left.'],
    ['The tide rose. They met in the U.S. The tide fell.', 'fell', 'en', 'They met in the U.S. The tide fell.'],
    ['It rained. Mr. Pellow spoke. Nobody heard.', 'Pellow', 'en', 'Mr. Pellow spoke.'],
    [
      'It rained. Dr. Ångström and Sen. Smith spoke on Jan. 3. Nobody heard.',
      'Smith',
      'en',
      'Dr. Ångström and Sen. Smith spoke on Jan. 3.',
    ],
    ['It rained! Did Ada Quill mind? Never.', 'Ada', 'en', 'Did Ada Quill mind?'],
    ['One sentence without a stop', 'without', 'en', 'One sentence without a stop'],
    ['First. Second.', 'First', 'en', 'First.'],
    ['First. Second. ', 'Second', 'en', 'Second.'],
    ['She said: “I came. I saw.” He left.', 'He', 'en', 'He left.'],
    ['有光就有戲。我們都知道。', '我們', 'zh', '我們都知道。'],
    ['It came to 5.5 feet. No more.', '5.5', 'en', 'It came to 5.5 feet.'],
  ])('in %j, around “%s” (%s), is %j', (text, word, language, sentence) => {
    const start = text.indexOf(word);
    const found = sentenceAround(text, { start, end: start + word.length }, language);
    expect(text.slice(found.start, found.end)).toBe(sentence);
  });

  it('joins the sentences that a span crosses', () => {
    const text = 'One. Two words. Three. Four.';
    const found = sentenceAround(text, { start: text.indexOf('words'), end: text.indexOf('Three') + 5 }, 'en');
    expect(text.slice(found.start, found.end)).toBe('Two words. Three.');
  });

  it('always holds the span and has no blanks at its ends but the span’s own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', ' ', '.', '!', '?', '\n', 'U.S. ', '。', '”'), minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const start = a % text.length;
          const end = start + 1 + (b % (text.length - start));
          const found = sentenceAround(text, { start, end }, 'en');
          expect(found.start).toBeGreaterThanOrEqual(0);
          expect(found.start).toBeLessThanOrEqual(start);
          expect(found.end).toBeGreaterThanOrEqual(end);
          expect(found.end).toBeLessThanOrEqual(text.length);
          if (found.start < start) expect(text[found.start]).toMatch(/\S/u);
          if (found.end > end) expect(text[found.end - 1]).toMatch(/\S/u);
        },
      ),
    );
  });
});
