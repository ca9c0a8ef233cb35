import { describe, expect, it } from 'vitest';
import { formatLedger, hashPassage, isLive, listFormerWords, readSketch, recordPassage, resolveAlias } from '../../src/domain/ledger.ts';
import { addAlias, addTombstone, isBuriedWith, mergeLedgers, sealArticle } from '../../src/domain/seal.ts';
import { type Ledger, ledgerSchema, type PassageEntry, type QuoteEntry } from '../../src/model/ledger.ts';
import { compose } from './edits.ts';

const sum = 'a'.repeat(64);

function passage(entry: Partial<PassageEntry> = {}): PassageEntry {
  return { kind: 'passage', sealed: '1911-06-10', sha256: sum, length: 12, sketch: 'AAAA', prefix: '', suffix: '', ...entry };
}

function quote(entry: Partial<QuoteEntry> = {}): QuoteEntry {
  return { kind: 'quote', sealed: '1911-06-10', exact: 'not one penny', by: 'mayor', in: 'p-one', prefix: '', suffix: '', ...entry };
}

function ledgerOf(anchors: Ledger['anchors'], article = 'bridge'): Ledger {
  return { article, anchors };
}

/** The ledger of an article with these passages, without quotes. */
function seal(texts: readonly string[], before?: Ledger, date = '1911-06-10'): Ledger {
  const { article, attachment } = compose(
    texts.map((text) => ({ text, quotes: [] })),
    before,
  );
  return sealArticle(article, before, attachment, date).ledger;
}

describe('recordPassage', () => {
  it('keeps a sum, a length in code points and two letters of each word', () => {
    expect(recordPassage('Not one penny, 천천히, 有光 🏮.')).toEqual({
      sha256: '71a2c4a05905d0313fb31c65b05b3e09ded14f6ce86d39d6a18131af013b64f4',
      length: 25,
      sketch: expect.stringMatching(/^(?:[\w-]{2}){6}$/),
    });
  });

  it('is the sum of the words alone: SHA-256 of “abc” begins ba7816bf', () => {
    expect(hashPassage('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashPassage(' abc\n')).toBe(hashPassage('abc'));
    expect(hashPassage('Zoe\u0308')).toBe(hashPassage('Zoë'));
    expect(hashPassage('Abc')).not.toBe(hashPassage('abc'));
  });

  it('has the same sketch for the same words in other signs and capitals', () => {
    expect(recordPassage('NOT one, penny!').sketch).toBe(recordPassage('Not one penny.').sketch);
    expect(readSketch(recordPassage('Not one penny.').sketch)).toHaveLength(3);
    expect(recordPassage('…').sketch).toBe('');
  });

  it('does not tell the words: 50,000 others have the same two letters twelve times over', () => {
    const { sketch } = recordPassage('harbour');
    const same = Array.from({ length: 50_000 }, (_, index) => `word${index}`).filter((word) => recordPassage(word).sketch === sketch);
    expect(same.length).toBeGreaterThan(2);
    expect(same.length).toBeLessThan(40);
  });
});

describe('formatLedger', () => {
  it('writes anchors by code unit and fields in one order, two blanks deep, whatever the order was', () => {
    const ledger: Ledger = {
      anchors: {
        'q-one': { ...quote(), nth: 2, history: [{ date: '1911-07-01', change: 'attributed', by: 'clerk' }] },
        'p-one': { suffix: '', prefix: '', sketch: 'AAAA', length: 12, sha256: sum, sealed: '1911-06-10', kind: 'passage' },
      },
      formerSlugs: ['the-weir', 'the-bridge'],
      article: 'bridge',
    };
    expect(formatLedger(ledger)).toBe(`{
  "article": "bridge",
  "formerSlugs": [
    "the-bridge",
    "the-weir"
  ],
  "anchors": {
    "p-one": {
      "kind": "passage",
      "sealed": "1911-06-10",
      "sha256": "${sum}",
      "length": 12,
      "sketch": "AAAA",
      "prefix": "",
      "suffix": ""
    },
    "q-one": {
      "kind": "quote",
      "sealed": "1911-06-10",
      "exact": "not one penny",
      "by": "mayor",
      "in": "p-one",
      "prefix": "",
      "suffix": "",
      "nth": 2,
      "history": [
        {
          "date": "1911-07-01",
          "change": "attributed",
          "by": "clerk"
        }
      ]
    }
  }
}
`);
  });

  it('leaves out what is undefined, and former names where there are none', () => {
    const text = formatLedger({ ...ledgerOf({ 'p-one': passage({ nth: undefined }) }), formerSlugs: [] });
    expect(text).not.toContain('nth');
    expect(text).not.toContain('formerSlugs');
  });

  it('is read back as it was', () => {
    const ledger = seal(['One.', 'Two.', 'Two.', 'Three.']);
    expect(ledgerSchema.parse(JSON.parse(formatLedger(ledger)))).toEqual(ledger);
  });

  it('changes little where a passage is inserted: its own entry, and a line of each neighbour', () => {
    const texts = Array.from({ length: 12 }, (_, index) => `Number ${index} has more to say than a context keeps, says number ${index}.`);
    const before = seal(texts);
    const after = seal([...texts.slice(0, 6), 'Inserted.', ...texts.slice(6)], before, '1911-07-01');
    const linesOf = (ledger: Ledger, anchor: string) =>
      formatLedger(ledgerOf({ [anchor]: ledger.anchors[anchor] as PassageEntry })).split('\n');
    const anchors = Object.keys(before.anchors);
    const changed = anchors.flatMap((anchor, index) => {
      const [old, now] = [linesOf(before, anchor), linesOf(after, anchor)];
      const lines = now.filter((line, at) => line !== old[at]).map((line) => line.trim());
      return lines.length > 0 ? [{ index, lines, hasAsMany: now.length === old.length }] : [];
    });
    expect(changed).toEqual([
      { index: 5, lines: ['"suffix": " Inserted. Number 6 has more to "'], hasAsMany: true },
      { index: 6, lines: ['"prefix": "keeps, says number 5. Inserted. ",'], hasAsMany: true },
    ]);
    expect(Object.keys(after.anchors)).toHaveLength(13);
  });
});

describe('resolveAlias', () => {
  const ledger = ledgerOf({
    'q-one': quote({ aliasOf: 'q-two' }),
    'q-two': quote({ aliasOf: 'q-three' }),
    'q-three': quote(),
    'q-four': quote({ aliasOf: 'q-five' }),
    'q-five': quote({ tombstone: { date: '1911-07-01', reason: 'It was wrong.' } }),
  });

  it.each([
    ['an anchor that leads nowhere', 'q-three', 'q-three'],
    ['an alias', 'q-two', 'q-three'],
    ['an alias of an alias', 'q-one', 'q-three'],
    ['an alias of a tombstone', 'q-four', 'q-five'],
    ['an anchor that the ledger does not have', 'q-six', 'q-six'],
  ])('leads from %s to the last of the chain', (_, anchor, target) => {
    expect(resolveAlias(ledger, anchor)).toBe(target);
  });

  it('ends where words stand, or a tombstone', () => {
    const live = Object.entries(ledger.anchors).flatMap(([anchor, entry]) => (isLive(entry) ? [anchor] : []));
    expect(live).toEqual(['q-three']);
  });
});

describe('addAlias', () => {
  const ledger = ledgerOf({ 'q-one': quote({ nth: 1 }), 'q-two': quote({ aliasOf: 'q-one' }), 'p-one': passage() });

  it('leads the anchor to another and writes it in its history', () => {
    expect(addAlias(ledger, 'q-one', 'q-new', '1911-07-01').anchors['q-one']).toEqual({
      ...quote(),
      aliasOf: 'q-new',
      history: [{ date: '1911-07-01', change: 'aliased', to: 'q-new' }],
    });
  });

  it('refuses a circle', () => {
    expect(() => addAlias(ledger, 'q-one', 'q-two', '1911-07-01')).toThrow('bridge: q-one cannot lead to q-two, which leads to it');
    expect(() => addAlias(ledger, 'q-one', 'q-one', '1911-07-01')).toThrow('q-one cannot lead to q-one');
  });

  it('refuses an anchor that leads elsewhere already, or was never sealed', () => {
    expect(() => addAlias(ledger, 'q-two', 'p-one', '1911-07-01')).toThrow('bridge has no words at q-two');
    expect(() => addAlias(ledger, 'q-six', 'p-one', '1911-07-01')).toThrow('bridge has no anchor at q-six');
  });
});

describe('addTombstone', () => {
  const ledger = ledgerOf({
    'q-one': quote({ nth: 1 }),
    'q-two': quote({ in: 'p-two' }),
    'p-one': passage(),
    'p-two': passage({ aliasOf: 'p-one' }),
  });

  it('gives the address up and keeps what it was', () => {
    const buried = addTombstone(ledger, 'q-one', 'It was wrong.', '1911-07-01');
    expect(buried.anchors['q-one']).toEqual({ ...quote(), tombstone: { date: '1911-07-01', reason: 'It was wrong.' } });
    expect(() => addTombstone(buried, 'q-one', 'Again.', '1911-07-02')).toThrow('bridge has no words at q-one');
  });

  it('takes the quotes of a passage along, those of a passage that was merged into it too', () => {
    const belongs = (anchor: string) => isBuriedWith(ledger, ledger.anchors[anchor] as QuoteEntry, 'p-one');
    expect([belongs('q-one'), belongs('q-two')]).toEqual([true, true]);
    expect(isBuriedWith(ledger, quote({ in: 'p-three' }), 'p-one')).toBe(false);
    expect(isBuriedWith(ledger, quote({ aliasOf: 'q-two' }), 'p-one')).toBe(false);
  });
});

describe('sealArticle', () => {
  it('refuses what is in doubt', () => {
    const ledger = seal(['One.', 'Two.']);
    expect(() => seal(['One.'], ledger)).toThrow(/^case: p-\w+ is not settled \(lost\)$/);
  });

  it('refuses to give words to an anchor that was given up', () => {
    const before = seal(['One.']);
    const [anchor = ''] = Object.keys(before.anchors);
    const { article, attachment } = compose([{ text: 'One.', quotes: [] }], before);
    const buried = addTombstone(before, anchor, 'It was wrong.', '1911-07-01');
    expect(() => sealArticle(article, buried, attachment, '1911-07-02')).toThrow(`case: ${anchor} is an alias or a tombstone`);
  });

  it('numbers passages of the same words in the same context, and no others', () => {
    const { anchors } = seal([...Array<string>(20).fill('Yes.'), 'No.', 'Yes.']);
    const numbers = Object.values(anchors).map(({ nth }) => nth);
    expect(numbers.filter((nth) => nth !== undefined)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers.at(-1)).toBeUndefined();
  });

  it('writes what a passage was before it was reworded, and the day on which it was first sealed', () => {
    const before = seal(['Nobody asked the ferryman.', 'Two.']);
    const after = seal(['Nobody asked the old ferryman.', 'Two.'], before, '1911-07-01');
    const [anchor = ''] = Object.keys(before.anchors);
    const { sha256, length } = recordPassage('Nobody asked the ferryman.');
    expect(after.anchors[anchor]).toEqual({
      ...passage({ ...recordPassage('Nobody asked the old ferryman.'), suffix: ' Two.' }),
      history: [{ date: '1911-07-01', change: 'reworded', sha256, length }],
    });
  });
});

describe('listFormerWords', () => {
  it('is what a quote said before corrections, and who was held to have said it, the latest first', () => {
    const entry = quote({
      history: [
        { date: '1911-07-01', change: 'corrected', exact: 'not one peny' },
        { date: '1911-07-02', change: 'reworded', exact: 'Not one penny' },
        { date: '1911-07-03', change: 'attributed', by: 'clerk' },
      ],
    });
    expect(listFormerWords(entry)).toEqual([
      { until: '1911-07-03', by: 'clerk' },
      { until: '1911-07-01', exact: 'not one peny' },
    ]);
    expect(listFormerWords(quote())).toEqual([]);
  });
});

describe('mergeLedgers', () => {
  const present = { ...ledgerOf({ 'q-one': quote({ exact: 'now' }) }), formerSlugs: ['the-ford'] };
  const former = { ...ledgerOf({ 'q-one': quote({ exact: 'then' }), 'q-two': quote() }, 'the-weir'), formerSlugs: ['the-ford', 'the-dam'] };

  it('is nothing where there is none', () => {
    expect(mergeLedgers('bridge', [])).toBeUndefined();
  });

  it('is the ledger itself where there is one under the present name', () => {
    const ledger = ledgerOf({ 'q-one': quote() });
    expect(mergeLedgers('bridge', [ledger])).toEqual(ledger);
  });

  it('has the anchors of both names, the present one’s first, and every former name once', () => {
    expect(mergeLedgers('bridge', [present, former])).toEqual({
      article: 'bridge',
      formerSlugs: ['the-dam', 'the-ford', 'the-weir'],
      anchors: { 'q-one': quote({ exact: 'now' }), 'q-two': quote() },
    });
  });

  it('takes the former name’s ledger over where the present one has none', () => {
    expect(mergeLedgers('bridge', [former])).toEqual({ ...former, article: 'bridge', formerSlugs: ['the-dam', 'the-ford', 'the-weir'] });
  });
});

describe('ledgerSchema', () => {
  it.each<[string, Ledger['anchors'] | object, string]>([
    ['a circle', { 'q-one': quote({ aliasOf: 'q-two' }), 'q-two': quote({ aliasOf: 'q-one' }) }, 'leads in a circle'],
    ['an alias of itself', { 'q-one': quote({ aliasOf: 'q-one' }) }, 'leads in a circle'],
    ['an alias of nothing', { 'q-one': quote({ aliasOf: 'q-two' }) }, 'leads to “q-two”, which the ledger does not have'],
    [
      'an alias that is a tombstone too',
      { 'q-one': quote({ aliasOf: 'q-two', tombstone: { date: '1911-07-01', reason: 'It was wrong.' } }), 'q-two': quote() },
      'is both an alias and a tombstone: keep one',
    ],
    ['a day that is not in the calendar', { 'q-one': quote({ sealed: '1911-02-30' }) }, 'is not a day: write it as 2026-11-23'],
    ['a tombstone without a reason', { 'q-one': quote({ tombstone: { date: '1911-07-01', reason: '' } }) }, '>=1 characters'],
    ['an anchor with capitals', { 'q-One': quote() }, 'is not an anchor'],
    ['a sum that is none', { 'p-one': passage({ sha256: 'abc' }) }, 'is not a SHA-256 in hexadecimal digits'],
    ['a quote without words', { 'q-one': quote({ exact: '' }) }, '>=1 characters'],
    ['a field that nobody knows', { 'q-one': { ...quote(), colour: 'red' } }, 'colour'],
    ['an entry of no kind', { 'q-one': { ...quote(), kind: 'letter' } }, 'kind'],
  ])('refuses %s', (_, anchors, message) => {
    const { success, error } = ledgerSchema.safeParse({ article: 'bridge', anchors });
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(message);
  });

  it('takes a chain of aliases that ends in words, and one that ends in a tombstone', () => {
    const tombstone = { date: '1911-07-01', reason: 'It was wrong.' };
    const anchors = { 'q-one': quote({ aliasOf: 'q-two' }), 'q-two': quote({ aliasOf: 'q-three' }), 'q-three': quote() };
    expect(ledgerSchema.safeParse(ledgerOf(anchors)).success).toBe(true);
    expect(ledgerSchema.safeParse(ledgerOf({ ...anchors, 'q-three': quote({ tombstone }) })).success).toBe(true);
  });
});
