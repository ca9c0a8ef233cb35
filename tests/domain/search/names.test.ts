import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameRow } from '../../../src/domain/search/catalogue.ts';
import { entityPath } from '../../../src/domain/search/name-types.ts';
import { NameIndex, wordsOfName } from '../../../src/domain/search/names.ts';
import { nearestName } from '../../../src/domain/search/spelling.ts';

const types = ['person', 'organization', 'place', 'work'];

/** A row of the register; the number of its articles is not looked at here. */
function row(id: string, type: string, name: string, ...aliases: string[]): NameRow {
  return [id, types.indexOf(type), name, aliases, '', 1, 1, 1];
}

const rows: readonly NameRow[] = [
  row('ennerby-bridge', 'place', 'Ennerby Bridge'),
  row('ennerby', 'place', 'Ennerby'),
  row('ada-quill', 'person', 'Ada Quill', 'Miss Quill', 'Councillor Quill', 'Quill, Ada'),
  row('qiu-wenlan', 'person', 'Qiu Wenlan', 'Mr Qiu', '邱文嵐'),
  row('tak-mi-rae', 'person', 'Tak Mi-rae', 'Mrs Tak', '탁미래'),
  row('zoe-angstrom', 'person', 'Zoë Ångström', 'Dr Ångström', 'Ångström, Zoë'),
  row('tom-marsh-elder', 'person', 'Thomas Marsh the elder', 'Tom Marsh', 'Marsh, Thomas, the elder'),
  row('tom-marsh-younger', 'person', 'Thomas Marsh the younger', 'Tom Marsh', 'Young Tom Marsh', 'Marsh, Thomas, the younger'),
  row('marsh', 'place', 'Marsh', 'the Marsh'),
  row('marsh-and-sons', 'organization', 'Marsh & Sons'),
  row('ennerby-town-council', 'organization', 'Ennerby Town Council', 'Town Council', 'ennerby-council'),
  row('united-states', 'place', 'United States', 'U.S.', 'США', 'Ηνωμένες Πολιτείες'),
  row('pravda', 'organization', 'Правда'),
  row('fbi', 'organization', 'FBI'),
  row('sony', 'organization', 'Sony'),
];
const names = new NameIndex(rows);

function idsOf(numbers: readonly number[] | undefined): string[] {
  return (numbers ?? []).map((number) => rows[number]?.[0] ?? '');
}

/** Names found in words, as `words=id|id`. */
function foundIn(text: string): string[] {
  const words = wordsOfName(text);
  return names.findIn(words).map(({ start, end, entities }) => `${words.slice(start, end).join('+')}=${idsOf(entities).join('|')}`);
}

describe('a register', () => {
  it('knows the number of an id', () => {
    expect(names.number('marsh')).toBe(8);
    expect(names.number('nobody')).toBeUndefined();
  });

  it('has each entity under its address', () => {
    expect(rows.slice(0, 3).map(entityPath)).toEqual(['places/ennerby-bridge/', 'places/ennerby/', 'people/ada-quill/']);
  });
});

describe('who bears a name', () => {
  it.each<[name: string, ids: string[]]>([
    ['Ada Quill', ['ada-quill']],
    ['ADA  quill', ['ada-quill']],
    ['Quill, Ada', ['ada-quill']],
    ['zoe angstrom', ['zoe-angstrom']],
    ['邱文嵐', ['qiu-wenlan']],
    ['탁미래', ['tak-mi-rae']],
    ['탁미래'.normalize('NFD'), ['tak-mi-rae']],
    ['сша', ['united-states']],
    ['ΗΝΩΜΕΝΕΣ ΠΟΛΙΤΕΙΕΣ', ['united-states']],
    ['ПРАВДА', ['pravda']],
    ['US', ['united-states']],
    ['u.s.', ['united-states']],
    ['Tak Mi-Rae', ['tak-mi-rae']],
    ['Tak Mi Rae', ['tak-mi-rae']],
    ['Tom Marsh', ['tom-marsh-elder', 'tom-marsh-younger']],
    ['Marsh and Sons', []],
    ['Marsh Sons', ['marsh-and-sons']],
    ['ennerby council', ['ennerby-town-council']],
    ['Quill', ['ada-quill']],
    ['angstrom', ['zoe-angstrom']],
    // Somebody's family name, and the name of a place.
    ['Marsh', ['marsh']],
    ['Ada', []],
    ['Ada Quil', []],
    ['', []],
    ['&', []],
  ])('“%s” is known', (name, ids) => {
    expect(idsOf(names.bearers(name))).toEqual(ids);
  });
});

describe('names in a row of words', () => {
  it.each<[name: string, text: string, found: string[]]>([
    ['are found whole, the longest first', 'ennerby town council', ['ennerby+town+council=ennerby-town-council']],
    ['are found one after the other', 'ennerby marsh', ['ennerby=ennerby', 'marsh=marsh']],
    ['never overlap', 'marsh sons marsh', ['marsh+sons=marsh-and-sons', 'marsh=marsh']],
    ['are found among other words', 'why did miss quill wait', ['miss+quill=ada-quill']],
    ['are found in other scripts', '邱文嵐 탁미래', ['邱+文+嵐=qiu-wenlan', '탁미래=tak-mi-rae']],
    ['are found within unspaced words', '在邱文嵐的', ['邱+文+嵐=qiu-wenlan']],
    [
      'may have several bearers',
      'young tom marsh tom marsh',
      ['young+tom+marsh=tom-marsh-younger', 'tom+marsh=tom-marsh-elder|tom-marsh-younger'],
    ],
    ['are not found where a word is longer', 'ennerbys marshland', []],
    ['are not found where a word is missing', 'town and council', []],
  ])('%s', (_name, text, found) => {
    expect(foundIn(text)).toEqual(found);
  });

  it('lie apart and in order, whatever the words are', () => {
    const vocabulary = [...new Set(rows.flatMap(([, , name, aliases]) => [name, ...aliases]).flatMap(wordsOfName)), 'and', 'of'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 }), (words) => {
        let at = 0;
        for (const { start, end, entities } of names.findIn(words)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(entities).toEqual(names.bearers(words.slice(start, end).join(' ')));
          expect(entities.length).toBeGreaterThan(0);
          // No longer name begins at the same word.
          for (let longer = end + 1; longer <= words.length; longer++) {
            expect(names.bearers(words.slice(start, longer).join(' '))).toEqual([]);
          }
          at = end;
        }
        expect(at).toBeLessThanOrEqual(words.length);
      }),
      { numRuns: 500, seed: 20141222 },
    );
  });
});

describe('names that begin with what was typed', () => {
  it.each<[typed: string, ids: string[]]>([
    ['ad', ['ada-quill']],
    ['quil', ['ada-quill']],
    ['miss q', ['ada-quill']],
    ['wen', ['qiu-wenlan']],
    ['邱', ['qiu-wenlan']],
    ['탁', ['tak-mi-rae']],
    ['angst', ['zoe-angstrom']],
    ['tom m', ['tom-marsh-elder', 'tom-marsh-younger']],
    ['town', ['ennerby-town-council']],
    ['tow council', []],
    ['quill miss', []],
    ['x', []],
  ])('“%s” are found by the beginning of their last word', (typed, ids) => {
    expect(idsOf(names.beginning(wordsOfName(typed), 10))).toEqual(ids);
  });

  it('are as many as are asked for, in the order of the register', () => {
    expect(idsOf(names.beginning(['marsh'], 2))).toEqual(['tom-marsh-elder', 'tom-marsh-younger']);
    expect(names.beginning(['marsh'], 10)).toHaveLength(4);
    expect(names.beginning([], 10)).toEqual([]);
  });
});

describe('the nearest name', () => {
  it.each<[typed: string, name: string]>([
    ['Ada Quil', 'Ada Quill'],
    ['ada qvill', 'Ada Quill'],
    ['Ada Kvill', 'Ada Quill'],
    ['Adda Quill', 'Ada Quill'],
    ['Enerby', 'Ennerby'],
    ['Ennerbee Town Council', 'Ennerby Town Council'],
    ['Zoe Angstrem', 'Zoë Ångström'],
    ['Mis Quill', 'Ada Quill'],
    ['Qiu Wenlam', 'Qiu Wenlan'],
    ['Enerby Bridge', 'Ennerby Bridge'],
    ['Правду', 'Правда'],
    ['Unjted Ststes', 'United States'],
  ])('of “%s” is “%s”', (typed, name) => {
    expect(nearestName(typed, names)).toBe(name);
  });

  it.each<[why: string, typed: string]>([
    ['it is the name itself', 'sony'],
    ['too many letters are others', 'Adi Kuil'],
    ['three letters are others, however long the name is', 'Ennirbi Town Counsil'],
    ['it is too short to tell', 'fbx'],
    ['two letters of a short word are others', 'sana'],
    ['the first letter of a short word is another', 'tony'],
    ['nothing is near', 'counteraction'],
    ['nothing is typed', ''],
    ['signs alone are typed', '—'],
    ['a word is missing', 'Quill Town'],
  ])('is none where %s: “%s”', (_why, typed) => {
    expect(nearestName(typed, names)).toBeUndefined();
  });

  it('is one that is wanted', () => {
    const isOf = (type: string) => (number: number) => types[rows[number]?.[1] ?? -1] === type;
    expect(nearestName('Marsk', names, isOf('place'))).toBe('Marsh');
    expect(nearestName('Marsk', names, isOf('work'))).toBeUndefined();
  });
});
