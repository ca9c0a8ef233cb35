import { describe, expect, it } from 'vitest';
import { describePlace, listForms, markTitle, type Piece, type Place } from '../../../src/domain/search/excerpt.ts';
import { findHits, type Hit, type Scope } from '../../../src/domain/search/hits.ts';
import { findPhrase, listTokens, listWords } from '../../../src/domain/search/words.ts';
import { ada, InventedArticle, type Invention, tom } from './invented.ts';

const everywhere: Scope = { kinds: [], speakers: [], entities: [] };

interface Shown {
  readonly article: InventedArticle;
  readonly hits: readonly Hit[];
  readonly forms: readonly string[];
  readonly places: readonly Place[];
}

/** The places of the article, best first, as they are shown, `length` tokens at most. */
function show(invention: Invention, query: string, scope: Partial<Scope> = {}, length?: number): Shown {
  const article = new InventedArticle(invention);
  const { hits } = findHits(article.view(query), { ...everywhere, ...scope });
  const forms = listForms(hits, article.text);
  return { article, hits, forms, places: hits.map((hit) => describePlace(hit, article.text, forms, length)) };
}

/** The text of the pieces, with brackets around what is marked. */
function write(pieces: readonly Piece[] | undefined): string {
  return (pieces ?? []).map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('');
}

describe('a passage', () => {
  it('is shown with its number, its marked words and a link to it', () => {
    const [place] = show({ passages: ['Nothing.', '“The bridge,” he said,\n“is a  bridge.”'] }, 'bridge').places;
    expect(place).toMatchObject({ kind: 'passage', label: 'para. 2', isQuoted: false, path: 'articles/invented/?find=bridge#p-1' });
    expect(place).not.toHaveProperty('speaker');
    expect(write(place?.pieces)).toBe('“The [bridge],” he said, “is a [bridge].”');
  });

  it('has one mark where words stand in a row, without the signs around them', () => {
    const [place] = show({ passages: ['Of (stone bridge), or stone. Bridge!'] }, '"stone bridge"').places;
    expect(write(place?.pieces)).toBe('Of ([stone bridge]), or [stone. Bridge]!');
  });

  it('has the whole of a hyphened word, an abbreviation and decomposed letters marked', () => {
    const [place] = show({ passages: ['A well-kept caf\u0065\u0301, the U.S., ended.'] }, 'kept cafe us').places;
    expect(write(place?.pieces)).toBe('A [well-kept cafe\u0301], the [U.S.], ended.');
  });

  it('has characters of Chinese marked within a sentence', () => {
    const [place] = show({ passages: ['他說，有光就有戲。'] }, '有戲').places;
    expect(write(place?.pieces)).toBe('他說，有光就[有戲]。');
  });

  it('is shown unmarked where only its speaker is asked for', () => {
    const [place] = show({ passages: ['Said: [ada: Never].'] }, 'Miss Quill').places;
    expect(write(place?.pieces)).toBe('Said: Never.');
    expect(place?.path).toBe('articles/invented/#p-0');
  });
});

describe('a long passage', () => {
  const words = Array.from({ length: 60 }, (_, at) => `w${at}`);
  const passageWith = (...at: number[]) => words.map((word, index) => (at.includes(index) ? 'bridge' : word)).join(' ');
  const cut = (passage: string, length = 12) => write(show({ passages: [passage] }, 'bridge', {}, length).places[0]?.pieces);

  it.each<[name: string, at: number[], excerpt: string]>([
    ['around the word, with a quarter of the words before it', [30], '…w27 w28 w29 [bridge] w31 w32 w33 w34 w35 w36 w37 w38…'],
    ['from its beginning', [1], 'w0 [bridge] w2 w3 w4 w5 w6 w7 w8 w9 w10 w11…'],
    ['to its end', [58], '…w48 w49 w50 w51 w52 w53 w54 w55 w56 w57 [bridge] w59'],
    ['where most of the words are', [5, 40, 42, 44], '…w37 w38 w39 [bridge] w41 [bridge] w43 [bridge] w45 w46 w47 w48…'],
    ['at the first of equally good places', [10, 40], '…w7 w8 w9 [bridge] w11 w12 w13 w14 w15 w16 w17 w18…'],
  ])('is cut %s', (_name, at, excerpt) => {
    expect(cut(passageWith(...at))).toBe(excerpt);
  });

  it('is whole where it is as long as an excerpt may be', () => {
    expect(cut(passageWith(30), 60)).toBe(passageWith(30).replace('bridge', '[bridge]'));
    expect(cut(passageWith(30), 59)).toMatch(/^…|…$/);
  });

  it('keeps the signs before its first word and after its last', () => {
    expect(cut(`“${passageWith(0)}.”`)).toMatch(/^“\[bridge\] w1/);
    expect(cut(`“${passageWith(59)}.”`)).toMatch(/w58 \[bridge\]\.”$/);
  });

  it('has no mark of words that were cut off', () => {
    const { places } = show({ passages: [passageWith(5, 40)] }, 'bridge', {}, 12);
    expect(places[0]?.pieces.filter(({ isMarked }) => isMarked)).toHaveLength(1);
  });
});

describe('a quotation', () => {
  const passage = 'The clerk read: “[ada: It is a debt, and it falls due every time a child is told to wait].” He sat.';

  it('is shown alone, with its speaker, where all that is marked lies in it', () => {
    const [place] = show({ passages: [passage] }, 'debt child').places;
    expect(place).toMatchObject({ kind: 'passage', label: 'para. 1', speaker: ada, isQuoted: true });
    expect(write(place?.pieces)).toBe('It is a [debt], and it falls due every time a [child] is told to wait');
    expect(place?.path).toBe('articles/invented/?find=debt&find=child#q-0');
  });

  it('is shown with the passage where something that is marked lies outside', () => {
    const [place] = show({ passages: [passage] }, 'debt clerk').places;
    expect(place).toMatchObject({ isQuoted: false, path: 'articles/invented/?find=clerk&find=debt#p-0' });
    expect(write(place?.pieces)).toMatch(/^The \[clerk\] read: “It is a \[debt\]/);
  });

  it('of a few words is shown in its passage, and opened', () => {
    const [place] = show({ passages: ['Asked, she said: “[ada: Not a favour].” He sat.'] }, 'favour').places;
    expect(place).toMatchObject({ speaker: ada, isQuoted: false, path: 'articles/invented/?find=favour#q-0' });
    expect(write(place?.pieces)).toBe('Asked, she said: “Not a [favour].” He sat.');
  });

  it('of a few words is shown alone where quotations are asked for', () => {
    const [place] = show({ passages: ['Asked, she said: “[ada: Not a favour].” He sat.'] }, 'favour', { kinds: ['quote'] }).places;
    expect(place).toMatchObject({
      kind: 'quote',
      label: 'para. 1',
      speaker: ada,
      isQuoted: true,
      path: 'articles/invented/?find=favour#q-0',
    });
    expect(write(place?.pieces)).toBe('Not a [favour]');
  });

  it('within a quotation is shown with its own speaker', () => {
    const own = '“[tom: She told me ‘[ada: I shall be first across or I shall be last, and not driven]’ and I laughed],” he said.';
    const [inner] = show({ passages: [own] }, 'driven').places;
    expect(inner).toMatchObject({ speaker: ada, isQuoted: true, path: 'articles/invented/?find=driven#q-1' });
    expect(write(inner?.pieces)).toBe('I shall be first across or I shall be last, and not [driven]');
    const [outer] = show({ passages: [own] }, 'driven laughed').places;
    expect(outer).toMatchObject({ speaker: tom, isQuoted: true, path: 'articles/invented/?find=driven&find=laughed#q-0' });
    expect(write(outer?.pieces)).toMatch(/^She told me ‘I shall .* not \[driven\]’ and I \[laughed\]$/);
  });

  it('that is long is cut within it', () => {
    const [place] = show({ passages: [passage] }, 'due', {}, 9).places;
    expect(write(place?.pieces)).toBe('…it falls [due] every time a child is told…');
  });

  it.each([
    ['English', '“[ada: It is a debt, and it falls due every day]?” he read.', 'It is a debt, and it falls due every day?'],
    ['single', 'He read ‘[ada: It is a debt, and it falls due every day].’', 'It is a debt, and it falls due every day'],
    ['straight', '"[ada: It is a debt, and it falls due every day]."', 'It is a debt, and it falls due every day'],
    ['French', '« [ada: It is a debt, and it falls due every day] »', 'It is a debt, and it falls due every day'],
    ['German', 'Er las: „[ada: It is a debt, and it falls due every day]“.', 'It is a debt, and it falls due every day'],
  ])('loses the %s quotation marks of the passage, since the page has its own', (_kind, own, words) => {
    const { pieces } = show({ passages: [own] }, 'debt').places[0] ?? {};
    expect(write(pieces)).toBe(words.replace('debt', '[debt]'));
  });

  it('keeps an apostrophe at its end', () => {
    const { pieces } = show({ passages: ['He read “[ada: It is a debt, and the debt is the weavers’].”'] }, 'debt').places[0] ?? {};
    expect(write(pieces)).toBe('It is a [debt], and the [debt] is the weavers’');
  });

  it('without a letter is shown as its passage, not as words of the speaker', () => {
    const [place] = show({ passages: ['Asked again, she said “[ada: …].”'] }, '', { kinds: ['quote'] }).places;
    expect(place).toMatchObject({ isQuoted: false, speaker: ada, path: 'articles/invented/#q-0' });
    expect(write(place?.pieces)).toBe('Asked again, she said “….”');
  });
});

describe('an event', () => {
  it('is shown with its date, and leads to the timeline', () => {
    const [place] = show({ events: ['The mill shuts.', 'The bridge opens.'] }, 'bridge').places;
    expect(place).toMatchObject({ kind: 'event', label: '2 June 1911', isQuoted: false, path: 'timeline/#event-1' });
    expect(write(place?.pieces)).toBe('The [bridge] opens.');
  });
});

describe('a title', () => {
  it('has the words marked that the places mark', () => {
    expect(write(markTitle('A Bridge, a well-kept BRIDGE', ['bridge', 'well kept']))).toBe('A [Bridge], a [well-kept BRIDGE]');
    expect(write(markTitle('No tunnel', ['bridge']))).toBe('No tunnel');
    expect(write(markTitle('No tunnel', []))).toBe('No tunnel');
  });

  it('is never cut', () => {
    const title = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ');
    expect(write(markTitle(title, ['word59']))).toBe(title.replace('word59', '[word59]'));
  });
});

describe('the words that are marked on arrival', () => {
  it('are each of the article’s marks in lower case, what stands together as one', () => {
    const { forms } = show({ passages: ['Stone Bridge, a bridge.', 'The bridge: STONE, bridge.'] }, 'stone bridge');
    expect(forms.toSorted()).toEqual(['bridge', 'bridge: stone, bridge', 'stone bridge']);
  });

  it('are ten at most', () => {
    const passages = Array.from({ length: 15 }, (_, at) => `The bridge-${at} held.`);
    const { forms, places } = show({ passages }, 'bridge');
    expect(forms).toHaveLength(10);
    expect(new URL(places[0]?.path ?? '', 'https://archive.example/').searchParams.getAll('find')).toEqual(forms);
  });

  it('are found in the passage at the very words that the excerpt marks', () => {
    const passages = [
      'A “well-kept, U.S.-led” café; caf\u0065\u0301 (Zoë’s).',
      'She said [ada: the U.S. is well kept by Zoë].',
      '他說，有光就有戲。',
    ];
    for (const query of ['us', 'kept', 'well-kept', 'cafe zoes', '"kept us led"', 'Zoe kept', '有戲', '光']) {
      const { article, hits, forms } = show({ passages }, query);
      expect(hits.length, query).toBeGreaterThan(0);
      for (const hit of hits) {
        const text = article.text.passages[hit.index]?.[2] ?? '';
        const words = listTokens(text).map(({ start, end }) => listWords(text.slice(start, end)));
        const arrived = forms.flatMap((form) => findPhrase(words, form.split(/\s+/).flatMap(listWords)));
        for (const { start, end } of hit.marks) {
          expect(
            arrived.some((span) => span.start <= start && end <= span.end),
            `${query}: ${forms}`,
          ).toBe(true);
        }
      }
    }
  });

  it('may hold signs that mean something in an address', () => {
    const [place] = show({ passages: ['Marsh & Sons = 5% #1'] }, '"Marsh Sons"').places;
    expect(new URL(place?.path ?? '', 'https://archive.example/').searchParams.getAll('find')).toEqual(['marsh & sons']);
  });
});
