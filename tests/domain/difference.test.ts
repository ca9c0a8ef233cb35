import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignWords,
  compareTexts,
  countCommon,
  type DifferencePart,
  likeness,
  likenessBound,
  listKeys,
  listShingles,
  listWords,
} from '../../src/domain/difference.ts';

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }));
const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 14 });

describe('listKeys', () => {
  it.each([
    ['The U.S. officials left.', ['the', 'us', 'officials', 'left']],
    ['the US officials', ['the', 'us', 'officials']],
    ['It wasn’t the money', ['it', 'wasnt', 'the', 'money']],
    ["It wasn't the money", ['it', 'wasnt', 'the', 'money']],
    ['Zoë Ångström', ['zoe', 'angstrom']],
    ['Zoe\u0308 A\u030angstro\u0308m', ['zoe', 'angstrom']],
    ['a self-made man -- twice', ['a', 'selfmade', 'man', 'twice']],
    ['1,200 people', ['1', '200', 'people']],
    ['3.5 million, not 35', ['3.5', 'million', 'not', '35']],
    ['from 2014-15 on', ['from', '2014-15', 'on']],
    ['covid-19', ['covid19']],
    ['有光就有戲。', ['有', '光', '就', '有', '戲']],
    ['𠮷野家', ['𠮷', '野', '家']],
    ['ひかり カメラ', ['ひ', 'か', 'り', 'カ', 'メ', 'ラ']],
    ['AI時代だ', ['ai', '時', '代', 'た']],
    ['강물은 다리를 기억한다.', ['강물은', '다리를', '기억한다']],
    ['강물은'.normalize('NFD'), ['강물은']],
    ['мы приехали вовремя', ['мы', 'приехали', 'вовремя']],
    ['We have 📚🙂 and ❤️', ['we', 'have', 'and']],
    ['1️⃣ first', ['1', 'first']],
    ['— … “!” ʼ \u0301', []],
    ['', []],
  ])('of %j are %j', (text, keys) => {
    expect(listKeys(text)).toEqual(keys);
  });
});

describe('listWords', () => {
  it('gives where each word stands, in order, none empty and none over another', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const word of listWords(text)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          expect(word.key).not.toBe('');
          expect(listKeys(text.slice(word.start, word.end))).toEqual([word.key]);
          end = word.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('leaves out nothing that has a letter or a digit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let rest = '';
        let end = 0;
        for (const word of listWords(text)) {
          rest += text.slice(end, word.start);
          end = word.end;
        }
        // U+02BC is a letter that is written as an apostrophe; alone it is no word. So are the Thai vowel signs and their like.
        const left = (rest + text.slice(end)).replace(/[\u02BC\p{M}\p{Lm}\p{Sk}]/gu, '');
        expect(left).not.toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});

describe('listShingles', () => {
  it.each([
    [[], 3, []],
    [['a'], 3, ['a']],
    [['a', 'b', 'c'], 3, ['a b c']],
    [['a', 'b', 'c', 'd'], 3, ['a b c', 'b c d']],
    [['a', 'b', 'c'], 2, ['a b', 'b c']],
  ])('of %j by %i are %j', (list, size, shingles) => {
    expect(listShingles(list, size)).toEqual(shingles);
  });
});

/** The longest common subsequence as it is defined, without a table. */
function countSlowly(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (a[0] === b[0]) return 1 + countSlowly(a.slice(1), b.slice(1));
  return Math.max(countSlowly(a.slice(1), b), countSlowly(a, b.slice(1)));
}

describe('countCommon', () => {
  it('is the length of the longest common subsequence', () => {
    const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 });
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(countCommon(a, b)).toBe(countSlowly(a, b));
      }),
    );
  });
});

describe('likeness', () => {
  it.each([
    ['', '', 1],
    ['a', '', 0],
    ['a b c d', 'a b c d', 1],
    ['a b c d', 'a b x d', 0.75],
    ['a b c d', 'd c b a', 0.25],
    ['a b', 'a b c d', 2 / 3],
  ])('of “%s” and “%s” is %f', (a, b, alike) => {
    const split = (text: string) => text.split(' ').filter(Boolean);
    expect(likeness(split(a), split(b))).toBeCloseTo(alike, 10);
  });

  it('is the same both ways, 1 for the same words alone, and never more than its bound', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const alike = likeness(a, b);
        expect(likeness(b, a)).toBe(alike);
        expect(alike === 1).toBe(a.join(' ') === b.join(' '));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(likenessBound(a, b));
        expect(likenessBound(b, a)).toBe(likenessBound(a, b));
        expect(likenessBound(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has as its bound what it would be if the order did not count', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(likenessBound(a, b)).toBe(likeness([...a].sort(), [...b].sort()));
      }),
    );
  });
});

const removed = (text: string): DifferencePart => ({ type: 'removed', text });
const added = (text: string): DifferencePart => ({ type: 'added', text });
const same = (text: string): DifferencePart => ({ type: 'same', text });

describe('compareTexts', () => {
  it.each([
    ['', '', []],
    ['one two', 'one two', [same('one two')]],
    ['one two', '', [removed('one two')]],
    ['', 'one two', [added('one two')]],
    ['one two three', 'one three', [same('one '), removed('two '), same('three')]],
    ['one three', 'one two three', [same('one '), added('two '), same('three')]],
    ['no', 'no no', [same('no '), added('no')]],
    ['no no', 'no', [same('no'), removed(' no')]],
    ['We came, and we saw.', 'We came.', [same('We came'), removed(', and we saw'), same('.')]],
    ['We came and saw', 'We came, I think', [same('We came'), removed(' and saw'), added(', I think')]],
    ['It was the wind.', 'It was the rain.', [same('It was the '), removed('wind'), added('rain'), same('.')]],
    ['a righteous deed', 'A righteous deed', [removed('a '), added('A '), same('righteous deed')]],
    ['We came we saw', 'We came, we saw', [same('We came'), added(', '), same('we saw')]],
    ['one  two\nthree', ' one two three ', [same('one two three')]],
    ['Zoe\u0308', 'Zo\u00eb', [same('Zo\u00eb')]],
    ['有光就有戲', '有光便有戲', [same('有光'), removed('就'), added('便'), same('有戲')]],
    ['cost 3.5 million', 'cost 35 million', [same('cost '), removed('3.5 '), added('35 '), same('million')]],
  ] as const)('lays %j over %j', (before, after, parts) => {
    expect(compareTexts(before, after)).toEqual(parts);
  });

  it('gives parts that make up both texts again, blanks aside', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), (a, b, isEdited) => {
        const after = isEdited ? a.slice(0, a.length / 2) + b : b;
        const parts = compareTexts(a, after);
        expect(rebuild(parts, 'removed')).toBe(squeeze(a));
        expect(rebuild(parts, 'added')).toBe(squeeze(after));
      }),
    );
  });

  it('never gives two parts of one kind in a row, what was removed before what was added in its place, and none empty', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const parts = compareTexts(a.join(' '), b.join(' '));
        const types = parts.map(({ type }) => type).join(' ');
        expect(types).not.toMatch(/(?:^| )(\w+) \1(?: |$)/);
        expect(types).not.toContain('added removed');
        expect(parts.every(({ text }) => text !== '')).toBe(true);
        expect(rebuild(parts, 'removed')).toBe(a.join(''));
        expect(rebuild(parts, 'added')).toBe(b.join(''));
      }),
    );
  });

  it('keeps as many words and signs as can be kept', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b', 'bc', 'A', ',', '“'), { maxLength: 12 });
    const blank = fc.constantFrom(' ', '\n', '  ');
    fc.assert(
      fc.property(pieces, pieces, blank, blank, (a, b, one, two) => {
        const parts = compareTexts(a.join(one), b.join(two));
        const kept = parts.filter(({ type }) => type === 'same').flatMap(({ text }) => text.split(/\s+/).filter(Boolean));
        expect(kept).toHaveLength(countCommon(a, b));
      }),
    );
  });

  it('sets very long texts side by side between what they begin and end with', () => {
    const many = (letter: string) => Array.from({ length: 2001 }, (_, index) => `${letter}${index}`);
    const before = ['begin', ...many('a'), 'middle', ...many('b'), 'end'];
    const after = ['begin', ...many('c'), 'middle', ...many('d'), 'end'];
    const parts = compareTexts(before.join(' '), after.join(' '));
    expect(parts.map(({ type }) => type)).toEqual(['same', 'removed', 'added', 'same']);
    expect(rebuild(parts, 'removed')).toBe(before.join(''));
    expect(rebuild(parts, 'added')).toBe(after.join(''));
  });
});

function rebuild(parts: readonly DifferencePart[], type: DifferencePart['type']): string {
  const own = parts.filter((part) => part.type === 'same' || part.type === type).map(({ text }) => text);
  return own.join('').replace(/\s+/gu, '');
}

function squeeze(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, '');
}

describe('alignWords', () => {
  it('goes through both lists from end to end, one step at a time', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        let before = 0;
        let after = 0;
        for (const step of alignWords(a, b)) {
          expect([step.before, step.after]).toEqual([before, after]);
          if (step.type === 'same') expect(a[before]).toBe(b[after]);
          if (step.type !== 'added') before++;
          if (step.type !== 'removed') after++;
        }
        expect([before, after]).toEqual([a.length, b.length]);
      }),
    );
  });
});
