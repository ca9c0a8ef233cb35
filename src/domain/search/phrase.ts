/**
 * Phrases, word for word. The index tells where forms of their words stand in a row; whether it is these very words
 * the texts tell. Fetched where a phrase is asked for.
 */
import { type TextFile, textOf } from './catalogue.ts';
import { type Block, type IsLiteral, listBlocks } from './hits.ts';
import type { Sources } from './sources.ts';
import { findPhrase, listTokens, listWords } from './words.ts';

/** The texts of some articles, in which phrases are looked for. */
export class PhraseTexts {
  readonly #texts: ReadonlyMap<number, TextFile>;

  constructor(texts: ReadonlyMap<number, TextFile>) {
    this.#texts = texts;
  }

  has(article: number): boolean {
    return this.#texts.has(article);
  }

  /** Whether the phrase stands anywhere in the article; of an article whose text is not there nobody can say no. */
  isIn(article: number, phrase: readonly string[]): boolean {
    const text = this.#texts.get(article);
    return !text || listBlocks(text.places).some((block) => findPhrase(wordsOf(text, block), phrase).length > 0);
  }

  /** Tells of a place whether a phrase stands there. */
  in(article: number): IsLiteral | undefined {
    const text = this.#texts.get(article);
    return (
      text &&
      ((phrase, block, span) => findPhrase(wordsOf(text, block), phrase).some(({ start, end }) => start === span.start && end === span.end))
    );
  }
}

export async function readPhraseTexts(articles: readonly number[], sources: Sources): Promise<PhraseTexts> {
  const read = async (article: number) => [article, await sources.text(sources.ids[article] ?? '')] as const;
  return new PhraseTexts(new Map(await Promise.all(articles.map(read))));
}

/** The words of a block's tokens. */
function wordsOf(text: TextFile, block: Block): string[][] {
  const words = textOf(text, block);
  return listTokens(words).map(({ start, end }) => listWords(words.slice(start, end)));
}
