import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MentionFinder } from '../../src/domain/mention.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { type Entity, registryFileSchema } from '../../src/model/entity.ts';

type Name = string | { readonly name: string; readonly lang: string };

function entity(id: string, name: string, aliases: readonly Name[] = [], except: readonly string[] = []): unknown {
  return { id, type: 'place', name, aliases, except, description: 'Invented.' };
}

const entities: Entity[] = registryFileSchema.parse([
  entity('north-korea', 'North Korea', ['DPRK']),
  entity('korea', 'Korea'),
  entity('government', 'Government of North Korea'),
  entity('united-states', 'United States', ['the United States', 'U.S.', 'US']),
  entity('washington', 'Washington', [], ['Washington Post', 'Washington Irving']),
  entity('pellow', 'Pellow & Co.', ['Mr. Pellow']),
  entity('angstrom', 'Zoë Ångström', ['Dr Ångström']),
  entity('elder', 'Thomas Marsh the elder', ['Tom Marsh']),
  entity('younger', 'Thomas Marsh the younger', ['Tom Marsh', 'Young Tom Marsh']),
  entity('ohara', 'Nora O’Hara'),
  entity('ferrymans-daughter', "The Ferryman's Daughter"),
  entity('qiu', 'Qiu Wenlan', [{ name: '邱文嵐', lang: 'zh-Hant' }]),
  entity('tak', 'Tak Mi-rae', [{ name: '탁미래', lang: 'ko' }]),
  entity('gaku', 'がくや'),
  entity('handle', 'Julie', ['@JulieMak']),
  entity('cpp', 'C++ (a.k.a. [C|D]*)'),
  entity('what', 'What?'),
  entity('ninth', 'Pier 9'),
]);
const finder = new MentionFinder(entities);

/** Names found in the text, as `words=id`. */
function found(text: string): string[] {
  return finder.find(text).mentions.map(({ start, end, entity: id }) => `${text.slice(start, end)}=${id}`);
}

describe('MentionFinder', () => {
  it.each([
    ['takes the longest name', 'the Government of North Korea', ['Government of North Korea=government']],
    ['takes the longest name where two begin alike', 'in the United States', ['the United States=united-states']],
    ['finds a name at both ends of the text', 'Korea and Korea', ['Korea=korea', 'Korea=korea']],
    ['finds whole words only', 'Koreans, NorthKorea, SKorea, Korea2, Korea_', []],
    [
      'ends a word at a hyphen, a bracket and a possessive',
      'Korea-based (Korea) Korea’s Korea',
      ['Korea=korea', 'Korea=korea', 'Korea=korea', 'Korea=korea'],
    ],
    ['does not end a word at a combining mark', 'Korea\u0301', []],
    ['keeps case', 'korea KOREA us US', ['US=united-states']],
    ['leaves out the words that an entity excepts', 'The Washington Post in Washington, by Washington Irving', ['Washington=washington']],
    [
      'finds a name across a line break and a wide space',
      'North\nKorea and Zoë\u00a0\n Ångström',
      ['North\nKorea=north-korea', 'Zoë\u00a0\n Ångström=angstrom'],
    ],
    ['finds decomposed letters', 'Zoe\u0308 A\u030angstro\u0308m', ['Zoe\u0308 A\u030angstro\u0308m=angstrom']],
    ['finds no name of which a letter has lost its diacritic', 'Zoe Angstrom', []],
    [
      'finds either apostrophe for either',
      "Nora O'Hara in The Ferryman’s Daughter",
      ["Nora O'Hara=ohara", 'The Ferryman’s Daughter=ferrymans-daughter'],
    ],
    [
      'finds a name that ends in a full stop',
      'Pellow & Co., Pellow & Co. and Mr. Pellow',
      ['Pellow & Co.=pellow', 'Pellow & Co.=pellow', 'Mr. Pellow=pellow'],
    ],
    ['finds an abbreviation', 'the U.S., a U.S.-led force, U.S.', ['U.S.=united-states', 'U.S.=united-states', 'U.S.=united-states']],
    ['finds no abbreviation within a longer one', 'the U.S.S.R. and the U.S.A', []],
    [
      'finds a name with characters that regular expressions use',
      'in C++ (a.k.a. [C|D]*) and What?',
      ['C++ (a.k.a. [C|D]*)=cpp', 'What?=what'],
    ],
    ['does not take such characters for an expression', 'in CCC (axkxax C) and Wha and What', []],
    ['finds a name that begins with a sign, not within a word', '@JulieMak, me@JulieMak', ['@JulieMak=handle']],
    ['finds a name that ends in a digit', 'Pier 9, Pier 99, Pier 9b', ['Pier 9=ninth']],
    ['finds Chinese names without blanks around them', '由邱文嵐建造', ['邱文嵐=qiu']],
    ['finds Korean names with particles', '탁미래는 그리고 탁미래가', ['탁미래=tak', '탁미래=tak']],
    ['finds Korean names in decomposed letters', '탁미래는'.normalize('NFD'), [`${'탁미래'.normalize('NFD')}=tak`]],
    ['finds Japanese names in decomposed letters', `${'がくや'.normalize('NFD')}と`, [`${'がくや'.normalize('NFD')}=gaku`]],
    ['finds names after characters outside the first plane', '𠮷Korea 🏮Korea🏮', ['Korea=korea', 'Korea=korea']],
    ['finds nothing in an empty text', '', []],
  ])('%s', (_, text, names) => {
    expect(found(text)).toEqual(names);
  });

  it('says whose name it may be where two entities bear it, and links neither', () => {
    const text = 'Then Tom Marsh and Young Tom Marsh came';
    expect(finder.find(text)).toEqual({
      mentions: [{ start: 19, end: 34, entity: 'younger', origin: 'found' }],
      ambiguous: [{ start: 5, end: 14, name: 'Tom Marsh', candidates: ['elder', 'younger'] }],
    });
  });

  it('takes two spellings that differ in the apostrophe for one name', () => {
    const two = new MentionFinder(registryFileSchema.parse([entity('a', "O'Hara"), entity('b', 'O’Hara')]));
    expect(two.find('O’Hara').ambiguous.map(({ candidates }) => candidates)).toEqual([['a', 'b']]);
  });

  it('tells the language of a name that the registry gives one', () => {
    expect(finder.find('탁미래는').mentions).toEqual([{ start: 0, end: 3, entity: 'tak', origin: 'found', lang: 'ko' }]);
  });

  it('leaves out what touches a stretch that the author has marked, and finds the rest', () => {
    const text = 'Korea, North Korea, Korea';
    expect(finder.find(text, [{ start: 13, end: 18 }]).mentions.map(({ start }) => start)).toEqual([0, 20]);
    expect(finder.find(text, [{ start: 0, end: 5 }]).mentions.map(({ start }) => start)).toEqual([7, 20]);
    expect(finder.find('Tom Marsh', [{ start: 0, end: 9 }])).toEqual({ mentions: [], ambiguous: [] });
  });

  const names = entities.flatMap((one) => [one.name, ...one.aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name))]);
  const comparable = (text: string) => normaliseText(text).replaceAll("'", '’');
  const known = new Set(names.map(comparable));
  const piece = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(...names.map((name) => name.normalize('NFD'))),
    fc.constantFrom(...names.map((name) => name.replaceAll(' ', '\n '))),
    fc.constantFrom('Washington Post', ' ', ' ', ' ', ', ', '.', '’s', '\n', '-', '的', '는', 'the ', 'x', '\u0301', '𠮷', '🏮', '(', '_'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

  it('finds stretches that never overlap, stand in order, and are names of the registry under normalisation', () => {
    let count = 0;
    fc.assert(
      fc.property(text, (words) => {
        const { mentions, ambiguous } = finder.find(words);
        const spans = [...mentions, ...ambiguous].sort((a, b) => a.start - b.start);
        let last = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(known).toContain(comparable(words.slice(start, end)));
          last = end;
          count++;
        }
        expect(last).toBeLessThanOrEqual(words.length);
        expect(mentions).toEqual(mentions.toSorted((a, b) => a.start - b.start));
      }),
      { numRuns: 1000 },
    );
    expect(count).toBeGreaterThan(300);
  });

  it('never touches a stretch that is taken', () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.integer({ min: 1, max: 12 }), (words, start, length) => {
        const span = { start, end: start + length };
        for (const { start: from, end: to } of finder.find(words, [span]).mentions) expect(to <= span.start || from >= span.end).toBe(true);
      }),
    );
  });

  it('finds a name by itself between blanks', () => {
    for (const name of names.filter((one) => one !== 'Tom Marsh')) {
      expect(finder.find(`and ${name} and`).mentions, name).toMatchObject([{ start: 4, end: 4 + name.length }]);
    }
  });
});
