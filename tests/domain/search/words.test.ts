import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stemmer } from '../../../src/domain/search/stems.ts';
import { blockMark, findPhrase, indexForm, listTokens, listWords, lookUpKeys, trimSigns } from '../../../src/domain/search/words.ts';

function tokensOf(text: string): string[] {
  return listTokens(text).map(({ start, end }) => text.slice(start, end));
}

/** The words of each token. */
function wordsOf(text: string): string[][] {
  return tokensOf(text).map(listWords);
}

describe('the tokens of a text', () => {
  it.each<[name: string, text: string, tokens: string[]]>([
    ['are its runs without blanks', 'The bridge\u00a0held,\nthen fell.', ['The', 'bridge', 'held,', 'then', 'fell.']],
    ['keep the signs that stand at them', '“We (all) go!”', ['“We', '(all)', 'go!”']],
    ['are not signs alone', 'walked out -- not & 𝄞 … 🏮 “ ”', ['walked', 'out', 'not']],
    ['keep hyphens and dashes within', 'four-and-twenty years—or more', ['four-and-twenty', 'years—or', 'more']],
    ['are numbers, too', '£4,100 or 3½', ['£4,100', 'or', '3½']],
    ['are the characters of Chinese', '有光就有戲。', ['有', '光', '就', '有', '戲']],
    ['are the characters of Chinese outside the basic plane', '𠮷𠮷', ['𠮷', '𠮷']],
    ['are the characters of Japanese, with decomposed marks', '橋か\u3099カ', ['橋', 'か\u3099', 'カ']],
    ['are the characters of Thai, with their marks', 'ที่นี่', ['ที่', 'นี่']],
    ['are words of Korean', '강물은 다리를 기억한다.', ['강물은', '다리를', '기억한다.']],
    ['part Chinese from what is written next to it', 'Sony的film', ['Sony', '的', 'film']],
    ['keep decomposed letters whole', 'Zoe\u0308 A\u030angstrom', ['Zoe\u0308', 'A\u030angstrom']],
    ['are none where there is nothing', ' \n ', []],
    ['are not an apostrophe, though Unicode takes one for a letter', 'a \u02bc b', ['a', 'b']],
    ['are not the mark between blocks', ` a ${blockMark} b`, ['a', 'b']],
  ])('%s', (_name, text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  it.each<[text: string, words: string]>([
    ['Ångström’s ZOË', 'angstroms zoe'],
    ["wasn't wasn’t wasn\u02bct", 'wasnt wasnt wasnt'],
    ['well-kept, years—or', 'well+kept years+or'],
    ['U.S. U.S.-led (U.S.)', 'us us+led us'],
    ['first...nor example.org', 'first+nor example+org'],
    ['4,100 3.30', '4+100 330'],
    ['l’œil qu’elle L’État dell’arte', 'l+oeil qu+elle l+etat dell+arte'],
    ['O’Hara’s it’s l’a', 'oharas its la'],
    ['Straße Œuvre Øre', 'strasse oeuvre ore'],
    ['탁미래는', '탁미래는'],
    ['탁미래는'.normalize('NFD'), '탁미래는'],
    ['影戲', '影 戲'],
    ['أهلاً', 'اهلا'],
  ])('%s have words: %s', (text, words) => {
    expect(
      wordsOf(text)
        .map((own) => own.join('+'))
        .join(' '),
    ).toBe(words);
  });

  it.each([
    ['Café', 'cafe'],
    ['e\u0301te\u0301', '\u00e9t\u00e9'],
    ['O’Hara', "o'hara"],
    ['U.S.', 'US'],
    ['WELL-KEPT', 'well—kept'],
  ])('%s and %s have the same words', (one, other) => {
    expect(listWords(one)).toEqual(listWords(other));
  });
});

/** A rule of English, of a kind. */
const cut: Stemmer = (word) => word.replace(/(?:s|ed|ing)$/, '');
const asItIs: Stemmer = (word) => word;

/** Whether a word that is looked up stands at a token: some key of the token begins with one that is looked up. */
function isFound(word: string, token: string, stem = asItIs, stems = [stem]): boolean {
  const keys = indexForm(token, stem).split('-');
  return lookUpKeys(word, stems).some((key) => keys.some((own) => own.startsWith(key)));
}

describe('what the index is given for a token', () => {
  it.each([
    ['bridge', 'Bridges,'],
    ['bridges', '“bridge”'],
    ['bridged', 'Bridging'],
    ['brid', 'bridges'],
    ['well', 'well-kept'],
    ['kept', 'well-kept'],
    ['wellkept', 'well-kept'],
    ['wellk', 'well-kept'],
    ['us', 'U.S.'],
    ['led', 'U.S.-led'],
    ['laws', 'law'],
    ['law', 'laws'],
    ['oeil', 'l’œil'],
    ['loeil', 'l’œil'],
    ['9412', '9,412'],
    ['412', '9,412'],
    ['9', '9,412'],
    ['1990', 'mid-1990s'],
    ['1990s', 'mid-1990s'],
    ['16', 'F-16s'],
    ['有', '有'],
    ['탁미', '탁미래는'],
    ['다', '다리를'],
  ])('has “%s” found at “%s”', (word, token) => {
    expect(isFound(word, token, cut)).toBe(true);
  });

  it.each([
    ['us', 'used'],
    ['law', 'lawyer'],
    ['laws', 'lawyer'],
    ['going', 'government'],
    ['ja', 'jazz'],
    ['pi', 'pizza'],
    ['qui', 'quizzes'],
    ['abu', 'abuzz'],
    ['bridgework', 'bridge'],
    ['kept', 'wellkept'],
    ['41', '9,412'],
    ['dab', 'abcd'],
    ['有', '影'],
    ['미래', '탁미래'],
  ])('does not have “%s” found at “%s”', (word, token) => {
    expect(isFound(word, token, cut)).toBe(false);
  });

  it('has forms found by the rules of any language of the archive', () => {
    const other: Stemmer = (word) => word.replace(/(?:er|aient)$/, '');
    expect(isFound('chanter', 'chantaient', other, [cut, other])).toBe(true);
    expect(isFound('chanter', 'chantaient', other, [cut])).toBe(false);
  });

  it('never has a digit next to a letter, where Pagefind would take it apart', () => {
    for (const token of ['9,412', 'mid-1990s', 'F-16s', '3rd', '2014', '9/11', 'a1b2']) {
      expect(indexForm(token, cut)).not.toMatch(/[0-9]/);
      expect(lookUpKeys(listWords(token).join(''), [cut]).join()).not.toMatch(/[0-9]/);
    }
  });
});

describe('a phrase', () => {
  const text = 'The well-kept ferry was well kept: kept well-kept kept.';

  it.each<[words: string, at: string[]]>([
    ['ferry was', ['2–4']],
    ['FERRY, was!', ['2–4']],
    ['well kept', ['1–2', '4–6', '7–8']],
    ['well-kept', ['1–2', '4–6', '7–8']],
    ['kept kept', ['5–7', '7–9']],
    ['kept ferry', ['1–3']],
    ['the well', ['0–2']],
    ['ferries was', []],
    ['was ferry', []],
    ['kept kept kept', []],
    ['bridge', []],
  ])('“%s” stands where its very words stand in a row', (words, at) => {
    const found = findPhrase(wordsOf(text), words.split(' ').flatMap(listWords));
    expect(found.map(({ start, end }) => `${start}–${end}`)).toEqual(at);
  });

  it('stands nowhere in a text that is shorter', () => {
    expect(findPhrase([['the']], ['the', 'bridge'])).toEqual([]);
    expect(findPhrase([], ['the'])).toEqual([]);
  });
});

describe('signs at the ends', () => {
  it.each([
    ['“bridge,”', 'bridge'],
    ['(U.S.)', 'U.S.'],
    ['U.S.,', 'U.S.'],
    ['wall.', 'wall'],
    ['well-kept!', 'well-kept'],
    ['Zoe\u0308,', 'Zoe\u0308'],
    ['the bridge (held)', 'the bridge (held'],
  ])('of %s are left off', (token, words) => {
    const { start, end } = trimSigns(`x ${token} y`, { start: 2, end: 2 + token.length });
    expect(`x ${token} y`.slice(start, end)).toBe(words);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aB 0éΩΣ橋が다ที\u0301\u0e48-–—.,\'’ʼ‘"“”&\n\t\u00a0\ufeff¶𝄞𠮷ªǅİ½\ud800'), maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

describe('any text', () => {
  it('has tokens in order, apart, without blanks, and every letter and digit but an apostrophe is in one', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = listTokens(text);
        let at = 0;
        for (const { start, end } of tokens) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(start, end)).toMatch(/^\S+$/u);
          expect(text.slice(at, start)).not.toMatch(/[[\p{L}\p{N}]--[ʼ]]/v);
          at = end;
        }
        expect(text.slice(at)).not.toMatch(/[[\p{L}\p{N}]--[ʼ]]/v);
      }),
      { numRuns: 2000, seed: 20141222 },
    );
  });

  it('has tokens of which the index is given one word each, that is, one position', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of tokensOf(text)) {
          expect(listWords(token).length).toBeGreaterThan(0);
          expect(indexForm(token, asItIs)).toMatch(/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u);
        }
      }),
      { numRuns: 2000, seed: 20141222 },
    );
  });

  it('has words that stay what they are when they are typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const word of wordsOf(text).flat()) expect(listWords(word)).toEqual([word]);
      }),
      { numRuns: 2000, seed: 20141222 },
    );
  });

  it('has the same words whichever way its letters are composed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(wordsOf(text.normalize('NFD')).flat()).toEqual(wordsOf(text.normalize('NFC')).flat());
      }),
      { numRuns: 2000, seed: 20141222 },
    );
  });

  it('has each row of its words as a phrase at the tokens that hold them', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat({ max: 4 }), (text, first, more) => {
        const tokens = wordsOf(text);
        if (tokens.length === 0) return;
        const start = first % tokens.length;
        const end = Math.min(tokens.length, start + 1 + more);
        expect(findPhrase(tokens, tokens.slice(start, end).flat())).toContainEqual({ start, end });
      }),
      { numRuns: 1000, seed: 20141222 },
    );
  });
});
