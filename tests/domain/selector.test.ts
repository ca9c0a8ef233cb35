import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listQuotations } from '../../src/domain/quotation.ts';
import { agreement, contextLength, contextOf, type TextContext } from '../../src/domain/selector.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { readArchive } from '../../src/files/archive.ts';
import { fixtureContent, realContent } from '../support/build.ts';

const longer = 'The tide rose, and nobody in the Guildhall had thought of the reading room until it was too late.';

describe('contextOf', () => {
  it.each([
    ['words within a passage', ['one two three'], 0, 'two', { prefix: 'one ', suffix: ' three' }],
    ['a whole article', ['one two'], 0, 'one two', { prefix: '', suffix: '' }],
    ['at a passage’s ends', ['before', 'here', 'after'], 1, 'here', { prefix: 'before ', suffix: ' after' }],
    ['over several short passages', ['a', 'b', '', 'c', 'here', 'd', 'e'], 4, 'here', { prefix: 'a b c ', suffix: ' d e' }],
    [
      'cut to its length',
      [longer],
      0,
      'reading',
      { prefix: 'n the Guildhall had thought of the ', suffix: ' room until it was too late.' },
    ],
    ['blanks as one', ['one \n\t two\u00a0 three'], 0, 'two', { prefix: 'one ', suffix: ' three' }],
    ['in form C', ['Zoe\u0308 said e\u0301'], 0, 'said', { prefix: 'Zo\u00eb ', suffix: ' \u00e9' }],
    ['characters beyond the first plane', ['𠮷'.repeat(40)], 0, '', { prefix: '', suffix: '𠮷'.repeat(32) }],
  ])('is %s', (_, texts, index, words, context) => {
    const start = texts[index]?.indexOf(words) ?? 0;
    const passages = texts.map((text) => ({ text }));
    const cut = { ...context, prefix: [...context.prefix].slice(-contextLength).join('') };
    expect(contextOf(passages, index, { start, end: start + words.length })).toEqual(cut);
  });

  /** Passages, one of them, and a span of it that cuts no character. */
  const places = fc
    .tuple(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 50 }), fc.constantFrom('', ' \n', '𠮷🏮'.repeat(20), longer)), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
    )
    .map(([texts, at, one, two]) => {
      const index = at % texts.length;
      const points = [...(texts[index] ?? '')];
      const [from = 0, to = 0] = [one % (points.length + 1), two % (points.length + 1)].sort((a, b) => a - b);
      const offset = (count: number) => points.slice(0, count).join('').length;
      return { texts, index, span: { start: offset(from), end: offset(to) } };
    });

  it('is at most 32 code points on each side and never half a character', () => {
    fc.assert(
      fc.property(places, ({ texts, index, span }) => {
        const { prefix, suffix } = contextOf(
          texts.map((text) => ({ text })),
          index,
          span,
        );
        for (const side of [prefix, suffix]) {
          expect([...side].length).toBeLessThanOrEqual(contextLength);
          expect(side.isWellFormed()).toBe(true);
          expect(side).not.toMatch(/[^\S ]| {2}/u);
        }
      }),
    );
  });

  it('is what stands there in the whole text of the article', () => {
    const collapse = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ');
    fc.assert(
      fc.property(places, ({ texts, index, span }) => {
        const before = [...texts.slice(0, index), texts[index]?.slice(0, span.start)].join(' ');
        const after = [texts[index]?.slice(span.end), ...texts.slice(index + 1)].join(' ');
        expect(
          contextOf(
            texts.map((text) => ({ text })),
            index,
            span,
          ),
        ).toEqual({
          prefix: [...collapse(before).trimStart()].slice(-contextLength).join(''),
          suffix: [...collapse(after).trimEnd()].slice(0, contextLength).join(''),
        });
      }),
    );
  });

  it.each([fixtureContent, realContent])('with its words stands in the article: every quotation of %s', (folder) => {
    const quotations = listQuotations(readArchive({ folder }).articles);
    expect(quotations.length).toBeGreaterThan(10);
    for (const { article, passage, quote } of quotations) {
      const { prefix, suffix } = contextOf(article.passages, article.passages.indexOf(passage), quote);
      const whole = normaliseText(article.passages.map(({ text }) => text).join(' '));
      expect(whole).toContain(prefix + normaliseText(quote.words) + suffix);
      expect(prefix.length + suffix.length, quote.anchor).toBeGreaterThanOrEqual(contextLength);
    }
  });
});

describe('agreement', () => {
  it.each([
    [{ prefix: '', suffix: '' }, { prefix: '', suffix: '' }, 1],
    [{ prefix: 'one ', suffix: ' two' }, { prefix: 'one ', suffix: ' two' }, 1],
    [{ prefix: 'one ', suffix: ' two' }, { prefix: '', suffix: ' two' }, 0.5],
    [{ prefix: 'one ', suffix: ' two' }, { prefix: 'one ', suffix: '' }, 0.5],
    [{ prefix: 'abcd', suffix: '' }, { prefix: 'xbcd', suffix: '' }, 0.875],
    [{ prefix: 'abcd', suffix: '' }, { prefix: 'abcx', suffix: '' }, 0.5],
    [{ prefix: '', suffix: 'abcd' }, { prefix: '', suffix: 'abxd' }, 0.75],
    [{ prefix: '', suffix: '𠮷🏮' }, { prefix: '', suffix: '𠮷𝄞' }, 0.75],
    [{ prefix: 'one ', suffix: ' two' }, { prefix: 'x', suffix: 'y' }, 0],
  ])('of %j and %j is %f', (a, b, share) => {
    expect(agreement(a, b)).toBe(share);
  });

  const side = fc.string({ unit: fc.constantFrom('a', 'b', '𠮷', ' '), maxLength: 8 });
  const context = fc.record<TextContext>({ prefix: side, suffix: side });

  it('is 1 for the same context alone, the same both ways, and from 0 to 1', () => {
    fc.assert(
      fc.property(context, context, (a, b) => {
        expect(agreement(a, a)).toBe(1);
        expect(agreement(a, b)).toBe(agreement(b, a));
        expect(agreement(a, b)).toBeGreaterThanOrEqual(0);
        expect(agreement(a, b) === 1).toBe(a.prefix === b.prefix && a.suffix === b.suffix);
      }),
    );
  });
});
