import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passageAnchor, quoteAnchor } from '../../src/domain/anchor.ts';

const none: ReadonlySet<string> = new Set();

/** Anchors of passages in order, each kept from those before it. */
function passageAnchors(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const anchor = passageAnchor(text, taken);
    taken.add(anchor);
    return anchor;
  });
}

function quoteAnchors(quotes: readonly (readonly [words: string, passage: string])[]): string[] {
  const taken = new Set<string>();
  return quotes.map(([words, passage]) => {
    const anchor = quoteAnchor(words, passage, taken);
    taken.add(anchor);
    return anchor;
  });
}

describe('passageAnchor', () => {
  it('is p- and six characters of Crockford’s base 32, the same on every machine', () => {
    // SHA-256 of the empty text begins e3b0c442…, of "abc" ba7816bf…; five bits a letter.
    expect(passageAnchor('', none)).toBe('p-werc8g');
    expect(passageAnchor('abc', none)).toBe('p-q9w1df');
  });

  it('does not depend on white space or on how letters are composed', () => {
    const anchor = passageAnchor('Zoë came by day.', none);
    expect(passageAnchor(' Zoe\u0308  came\n by\u00a0day. ', none)).toBe(anchor);
    expect(passageAnchor('Zoë came by day', none)).not.toBe(anchor);
    expect(passageAnchor('zoë came by day.', none)).not.toBe(anchor);
  });

  it('keeps a passage’s anchor when others are inserted, moved or taken out', () => {
    const [first, second, third] = passageAnchors(['One.', 'Two.', 'Three.']);
    expect(passageAnchors(['Zero.', 'One.', 'One and a half.', 'Two.', 'Three.'])).toEqual([
      expect.any(String),
      first,
      expect.any(String),
      second,
      third,
    ]);
    expect(passageAnchors(['Three.', 'One.'])).toEqual([third, first]);
  });

  it('grows by two characters where it would meet another, and then counts', () => {
    const anchors = passageAnchors(Array<string>(6).fill('Again.'));
    const [first = ''] = anchors;
    expect(first).toMatch(/^p-.{6}$/);
    expect(anchors.map((anchor) => anchor.length)).toEqual([8, 10, 12, 10, 10, 10]);
    expect(anchors.slice(1, 3).every((anchor) => anchor.startsWith(first))).toBe(true);
    expect(anchors.slice(3)).toEqual([`${first}-2`, `${first}-3`, `${first}-4`]);
  });

  it('gives passages in every script an anchor of their own', () => {
    const anchors = passageAnchors(['有光就有戲', '천천히', 'أهلاً وسهلاً', '🏮', '𠮷', '\ud83c', '—']);
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) expect(anchor).toMatch(/^p-[0-9a-hjkmnp-tv-z]{6}$/);
  });

  it('is unique in its article and fit for an address, whatever the words', () => {
    const words = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', 'Never.', 'Never. ', 'ＮＥＶＥＲ'));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 25 }), (texts) => {
        const anchors = passageAnchors(texts);
        expect(new Set(anchors).size).toBe(texts.length);
        for (const anchor of anchors) expect(anchor).toMatch(/^p-[0-9a-hjkmnp-tv-z]{6,10}(?:-\d+)?$/);
      }),
    );
  });
});

describe('quoteAnchor', () => {
  it.each([
    ['righteous deed', 'q-righteous-deed'],
    ['Never', 'q-never'],
    ['opposes all forms of cyberattacks and cyber terrorism', 'q-opposes-all-forms-of-cyberattacks-and'],
    ['À la prochaine crue !', 'q-a-la-prochaine-crue'],
    ['It wasn’t the money', 'q-it-wasnt-the-money'],
    ['The army of [North Korea]', 'q-the-army-of-north-korea'],
    ['1,200 people', 'q-1-200-people'],
  ])('of “%s” is %s', (words, anchor) => {
    expect(quoteAnchor(words, 'A passage.', none)).toBe(anchor);
  });

  it('does not change with the passage, with punctuation or with words after the sixth', () => {
    const anchor = quoteAnchor('We shall have our bridge, if we carry every stone', 'One.', none);
    expect(quoteAnchor('We shall have our bridge if we must', 'Two.', none)).toBe(anchor);
  });

  it('takes more words where the first six are taken', () => {
    expect(
      quoteAnchors([
        ['one two three four five six seven', 'A.'],
        ['one two three four five six eight', 'B.'],
      ]),
    ).toEqual(['q-one-two-three-four-five-six', 'q-one-two-three-four-five-six-eight']);
  });

  it('tells equal words apart by their passage, whatever stands between the two', () => {
    const [, second] = quoteAnchors([
      ['Not one penny', 'First.'],
      ['Not one penny', 'Second.'],
    ]);
    const [, , again] = quoteAnchors([
      ['Not one penny', 'First.'],
      ['Never', 'Between.'],
      ['Not one penny', 'Second.'],
    ]);
    expect(second).toMatch(/^q-not-one-penny-[0-9a-hjkmnp-tv-z]{4}$/);
    expect(again).toBe(second);
  });

  it('counts equal words within one passage', () => {
    const anchors = quoteAnchors(Array.from({ length: 4 }, () => ['Going', 'The same.'] as const));
    expect(anchors.slice(0, 2)).toEqual(['q-going', expect.stringMatching(/^q-going-.{4}$/)]);
    expect(anchors.slice(2)).toEqual(['q-going-2', 'q-going-3']);
  });

  it('is a hash for words without a Latin letter or digit, distinct by script and by words', () => {
    const anchors = quoteAnchors([
      ['有光就有戲', 'A.'],
      ['천천히', 'A.'],
      ['Никогда', 'A.'],
      ['…', 'A.'],
    ]);
    for (const anchor of anchors) expect(anchor).toMatch(/^q-[0-9a-hjkmnp-tv-z]{6}$/);
    expect(new Set(anchors).size).toBe(4);
  });

  it('cuts a very long word', () => {
    expect(quoteAnchor('a'.repeat(500), 'A.', none)).toBe(`q-${'a'.repeat(80)}`);
  });

  it('is unique in its article and fit for an address, whatever the words', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        'Never',
        'never',
        'Never again',
        'one two three four five six',
        'one two three four five six seven',
        '천천히',
        'going 2',
        'going-2',
        'Going',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(words, fc.constantFrom('A.', 'B.')), { maxLength: 25 }), (quotes) => {
        const anchors = quoteAnchors(quotes);
        expect(new Set(anchors).size).toBe(quotes.length);
        for (const anchor of anchors) expect(anchor).toMatch(/^q-[a-z0-9-]+$/);
      }),
    );
  });
});
