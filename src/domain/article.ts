import type { ArticleMetadata, PassageReference } from '../model/article.ts';
import type { Ledger } from '../model/ledger.ts';
import type { ArchiveDate } from './date.ts';
import type { Passage } from './passage.ts';

/** A piece of an article's body that is set as one: a paragraph, a list, a table, a figure, a heading, a note. */
export interface Block {
  readonly html: string;
  /** Anchors of the passages that it holds, in order. */
  readonly anchors: readonly string[];
}

/** An article as everything behind the parser sees it. */
export interface Article {
  /** The file's name without its ending; the last part of the address. */
  readonly slug: string;
  readonly metadata: ArticleMetadata;
  readonly published: ArchiveDate;
  /** In the order of the body; captions and footnotes where they are set. */
  readonly passages: readonly Passage[];
  readonly blocks: readonly Block[];
  /** What was promised of its addresses when it was last sealed; undefined before the first seal. */
  readonly ledger?: Ledger;
}

/** An article whose text readers may see: withdrawn ones keep their address and lose everything else. */
export function isReadable(article: Article): boolean {
  return article.metadata.status === 'published';
}

/** The passage that an author's reference points at: its number, its figure or its anchor. */
export function findPassage(passages: readonly Passage[], reference: PassageReference): Passage | undefined {
  if (typeof reference === 'number') return passages.find((passage) => passage.number === reference);
  if (reference.startsWith('fig-')) return passages.find((passage) => passage.figure === Number(reference.slice(4)));
  return passages.find((passage) => passage.anchor === reference || passage.aliases?.includes(reference));
}
