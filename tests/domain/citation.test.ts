import { describe, expect, it } from 'vitest';
import { citeQuotation } from '../../src/domain/citation.ts';
import { Permalinks } from '../../src/domain/permalink.ts';
import { listQuotations } from '../../src/domain/quotation.ts';
import { readArchive } from '../../src/files/archive.ts';
import { fixtureContent } from '../support/build.ts';

const { articles, registry } = readArchive({ folder: fixtureContent });
const permalinks = new Permalinks('https://cuttings.example.org/vale/', '/vale/');
const quotations = listQuotations(articles);

/** The citation of the first quote of an article, by its year, that begins so. */
function cite(year: string, words: string) {
  const quotation = quotations.find(({ article, quote }) => article.slug.startsWith(year) && quote.words.startsWith(words));
  if (!quotation) throw new Error(`no “${words}” in ${year}`);
  return citeQuotation(quotation, registry, permalinks);
}

describe('citeQuotation', () => {
  it('says who spoke, when, and where it stands', () => {
    expect(cite('1911', 'Not one penny')).toEqual({
      words: 'Not one penny',
      speaker: 'Sir Samuel Pellow',
      said: '3 June 1911',
      title: 'THE BRIDGE QUESTION: A CROWDED MEETING',
      publication: 'The Ennerby Gazette',
      published: '10 June 1911',
      passage: 'para. 5',
      address: 'https://cuttings.example.org/vale/quotes/1911-06-10-the-bridge-question/q-not-one-penny/',
      lang: 'en',
    });
  });

  it('names who quotes the speaker, for a quotation within a quotation alone', () => {
    expect(cite('1968', 'À la prochaine')).toMatchObject({ speaker: 'Amélie Garance', outer: 'Thomas Marsh the younger', lang: 'fr' });
    expect(quotations.map((quotation) => citeQuotation(quotation, registry, permalinks)).filter(({ outer }) => outer)).toHaveLength(6);
  });

  it.each([
    ['a day before', '1953', 'People ask me', '3 February 1953', '7 February 1953'],
    ['another month', '1932', 'Not one penny', 'February 1932', '19 March 1932'],
    ['its month, of a paper of a day', '1932', 'On the last evening', 'March 1932', '19 March 1932'],
    ['many years before', '2009', 'We shall have our bridge', '3 June 1911', '27 March 2009'],
    ['the month of a paper of that month', '1913', 'I wrote it on the boat', undefined, 'September 1913'],
    ['a day that nobody gives', '1926', 'It was like being able', undefined, 'about 1926'],
  ])('gives the date of words said %s', (_, year, words, said, published) => {
    const cited = cite(year, words);
    expect(cited.said).toBe(said);
    expect('said' in cited).toBe(said !== undefined);
    expect(cited.published).toBe(published);
  });

  it('gives the language of the words, else of the article', () => {
    expect([cite('1926', '有光').lang, cite('1926', 'Where there is light').lang]).toEqual(['zh-Hant', 'en']);
  });
});
