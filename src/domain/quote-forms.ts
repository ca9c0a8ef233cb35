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
  const { words, title, publication, published, passage, address } = flatten(cited);
  const place = [`“${title},” ${publication}`, published, passage].filter(Boolean).join(', ');
  return `“${words}” — ${voice(cited)}${place}. ${address}`;
}

/**
 * A Markdown block quotation (CommonMark 0.31, section 5.1) with its source below. Where an extension makes links of bare addresses
 * (GFM, section 6.9), one within the words stays plain text on GitHub and becomes a link, unchanged in its text, in tools that look for
 * addresses after parsing, as remark-gfm does: no escape reaches those.
 */
export function formatMarkdown(cited: CitedWords): string {
  const { words, title, publication, published, passage, address } = flatten(cited);
  const place = [`[${escapeMarkdown(title)}](<${address}>)`, `*${escapeMarkdown(publication)}*`, published, passage];
  return `> “${escapeMarkdown(words)}”\n>\n> — ${escapeMarkdown(voice(cited))}${place.filter(Boolean).join(', ')}`;
}

/**
 * Markup to paste into another page: a block quotation with its address, its source outside of it in the caption (HTML Living
 * Standard, 4.4.4 and 4.4.12). It needs no script and no style.
 */
export function formatHtml(cited: CitedWords): string {
  const { words, title, publication, published, passage, address } = flatten(cited);
  const lang = cited.lang === undefined ? '' : ` lang="${escapeAttribute(cited.lang)}"`;
  const source = `<cite><a href="${escapeAttribute(address)}">${escapeText(title)}</a></cite>`;
  const place = [source, ...[publication, published, passage].map((part) => part && escapeText(part))].filter(Boolean).join(', ');
  return [
    '<figure>',
    `  <blockquote cite="${escapeAttribute(address)}"${lang}><p>“${escapeText(words)}”</p></blockquote>`,
    `  <figcaption>— ${escapeText(voice(cited))}${place}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/** "Speaker, as quoted by Other, 21 December 2014, in "; empty where nobody in particular speaks. */
function voice(cited: CitedWords): string {
  const { speaker, outer, said } = flatten(cited);
  if (speaker === undefined) return '';
  const names = outer === undefined ? speaker : `${speaker}, as quoted by ${outer}`;
  return `${names}, ${said === undefined ? '' : `${said}, `}in `;
}

/** Each part on one line: blocks within a passage are parted by line feeds, cells by tabs. Blanks that do not break stay what they are. */
function flatten(cited: CitedWords): CitedWords {
  const parts = Object.entries(cited).map(([name, text]) => [name, text?.replace(/[\t-\r \u0085\u2028\u2029]+/g, ' ').trim()]);
  return Object.fromEntries(parts);
}

/** Backslashes before what Markdown, MDX, GFM or mathematics in Markdown would read as markup. None of these texts begins a line. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]{}<~&$]|:(?=\/\/)|(?<=www)\./gi, '\\$&');
}
