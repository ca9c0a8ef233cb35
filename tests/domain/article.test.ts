import { describe, expect, it } from 'vitest';
import { type Article, findPassage, isReadable } from '../../src/domain/article.ts';
import { parseDate } from '../../src/domain/date.ts';
import { type Passage, passageLabel } from '../../src/domain/passage.ts';
import { articleSchema } from '../../src/model/article.ts';

function passage(part: Partial<Passage> & Pick<Passage, 'anchor' | 'kind'>): Passage {
  return { text: '', line: 1, quotes: [], mentions: [], ...part };
}

const passages: readonly Passage[] = [
  passage({ anchor: 'p-cap2', kind: 'caption', figure: 2 }),
  passage({ anchor: 'p-one', kind: 'paragraph', number: 1 }),
  passage({ anchor: 'p-two', kind: 'item', number: 2 }),
  passage({ anchor: 'p-cap1', kind: 'caption', figure: 1 }),
  passage({ anchor: 'p-note', kind: 'footnote' }),
];

describe('findPassage', () => {
  it.each([
    [1, 'p-one'],
    [2, 'p-two'],
    ['fig-1', 'p-cap1'],
    ['fig-2', 'p-cap2'],
    ['p-note', 'p-note'],
    ['p-one', 'p-one'],
    [3, undefined],
    [0, undefined],
    ['fig-3', undefined],
    ['p-none', undefined],
  ])('finds %j at %s', (reference, anchor) => {
    expect(findPassage(passages, reference)?.anchor).toBe(anchor);
  });
});

describe('passageLabel', () => {
  it('names a passage by its number, a caption by its figure, a footnote as a note', () => {
    expect(passages.map(passageLabel)).toEqual(['fig. 2', 'para. 1', 'para. 2', 'fig. 1', 'note']);
  });
});

describe('isReadable', () => {
  it('is true until an article is withdrawn', () => {
    const fields = {
      title: 'A case',
      publication: 'x',
      published: '1911',
      language: 'en',
      rights: { status: 'public-domain', text: 'full' },
    };
    const article = (extra: object): Article => ({
      slug: 'x',
      metadata: articleSchema.parse({ ...fields, ...extra }),
      published: parseDate('1911'),
      passages: [],
      blocks: [],
    });
    expect(isReadable(article({}))).toBe(true);
    expect(isReadable(article({ status: 'withdrawn', withdrawn: { date: '1912', reason: 'It was wrong.' } }))).toBe(false);
  });
});
