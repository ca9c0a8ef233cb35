/** The forms in which words are taken away from a page: each with its speaker, its source and its permanent address. */
import { escapeAttribute, escapeText } from './text.ts';

/** Words of an article, and all that a citation of them says. */
export interface CitedWords {
  /** The words as they stand, without quotation marks around them. */
  readonly words: string;
  /** Name of whoever said them; undefined for words of the article itself. */
  readonly speaker?: string;
  /** Name of whoever quotes the speaker: a quotation within a quotation. */
  readonly outer?: string;
  /** When the words were said, in words of the archive's language. */
  readonly said?: string;
  /** The article's headline. */
  readonly title: string;
  /** Name of the publication. */
  readonly publication: string;
  /** Date of publication, in words. */
  readonly published: string;
  /** "para. 7"; undefined where the words have no number. */
  readonly passage?: string;
  /** The permanent address, in full. */
  readonly address: string;
  /** Language of the words (BCP 47). */
  readonly lang?: string;
}

/** `“words” — Speaker, 21 December 2014, in “Title,” Publication, 22 December 2014, para. 12. https://…` */
export function formatPlain(cited: CitedWords): string {
  const place = [`“${cited.title},” ${cited.publication}`, cited.published, cited.passage].filter(Boolean).join(', ');
  return `“${flat(cited.words)}” — ${voice(cited)}${place}. ${cited.address}`;
}

/** A Markdown block quotation (CommonMark 0.31, section 5.1) with its source below. */
export function formatMarkdown(cited: CitedWords): string {
  const title = `[${escapeMarkdown(cited.title)}](<${cited.address}>)`;
  const place = [title, `*${escapeMarkdown(cited.publication)}*`, cited.published, cited.passage].filter(Boolean).join(', ');
  const words = `“${escapeMarkdown(flat(cited.words))}”`;
  return `> ${words}\n>\n> — ${escapeMarkdown(voice(cited))}${place}`;
}

/**
 * Markup to paste into another page: a block quotation with its address, its source outside of it in the caption (HTML Living
 * Standard, 4.4.4 and 4.4.12). It needs no script and no style.
 */
export function formatHtml(cited: CitedWords): string {
  const lang = cited.lang === undefined ? '' : ` lang="${escapeAttribute(cited.lang)}"`;
  const title = `<cite><a href="${escapeAttribute(cited.address)}">${escapeText(cited.title)}</a></cite>`;
  const place = [title, escapeText(cited.publication), escapeText(cited.published), cited.passage].filter(Boolean).join(', ');
  return [
    '<figure>',
    `  <blockquote cite="${escapeAttribute(cited.address)}"${lang}><p>“${escapeText(flat(cited.words))}”</p></blockquote>`,
    `  <figcaption>— ${escapeText(voice(cited))}${place}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/** "Speaker, as quoted by Other, 21 December 2014, in "; empty where nobody in particular speaks. */
function voice({ speaker, outer, said }: CitedWords): string {
  if (speaker === undefined) return '';
  const names = outer === undefined ? speaker : `${speaker}, as quoted by ${outer}`;
  return `${names}, ${said === undefined ? '' : `${said}, `}in `;
}

/** Blocks within a passage are parted by line feeds, cells by tabs; a form is one line of words. */
function flat(words: string): string {
  return words.replace(/\s+/gu, ' ').trim();
}

/** Backslashes before what Markdown would read as markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&]/g, '\\$&').replace(/^([+-]|\d+[.)])/, '\\$1');
}
