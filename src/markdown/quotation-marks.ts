/** Where quotation marks stand: outside a <Quote>, so that the element holds the speaker's words and nothing else. */
import type { IssueCode } from '../domain/issue.ts';
import type { PassageKind } from '../domain/passage.ts';
import type { QuoteDraft } from './inline.ts';

/** Opening marks and the closing marks that may answer them, in the languages of the world (Unicode, chapter 6.2). */
const pairs: Record<string, string> = {
  '“': '”“',
  '„': '“”',
  '”': '”',
  '‘': '’‘',
  '‚': '‘’',
  '’': '’',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '「': '」',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '"': '"',
  "'": "'",
};
const closing = new Set(Object.values(pairs).join(''));

export interface QuoteMarkFault {
  readonly code: IssueCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * What is wrong with the quotation marks around (or inside) the quote; undefined when nothing is. A block quotation needs none. A
 * speech that goes on in the `following` passage opens there again and is closed in its last paragraph only, as newspapers do.
 */
export function judgeQuoteMarks(
  text: string,
  quote: Pick<QuoteDraft, 'start' | 'end' | 'words'>,
  kind: PassageKind,
  following = '',
): QuoteMarkFault | undefined {
  const before = text.slice(0, quote.start).trimEnd().at(-1) ?? '';
  const after = text.slice(quote.end);
  const first = quote.words.trim().charAt(0);
  const last = quote.words.trim().at(-1) ?? '';
  const shown = quote.words.length > 40 ? `${quote.words.slice(0, 39)}…` : quote.words;
  if (/^\s|\s$/u.test(quote.words)) {
    return { code: 'blank-in-quote', message: `“${shown}” begins or ends with a blank.`, hint: 'Put the blank outside <Quote>.' };
  }
  if (kind === 'blockquote') return undefined;
  // After the words a comma, full stop, dash or footnote mark may come before the closing mark; a quote in parts closes in its last.
  const next = /^[\s.,;:!?…—–-]*(.)/u.exec(after)?.[1] ?? '';
  const isContinued = next === '' && pairs[before] !== undefined && following.trimStart().startsWith(before);
  if (before in pairs && (closing.has(next) || isContinued)) return undefined;
  if (first in pairs && pairs[first]?.includes(last) && quote.words.trim().length > 1) {
    return {
      code: 'quotation-marks-inside',
      message: `The quotation marks of “${shown}” stand inside <Quote>.`,
      hint: `Put them outside: ${first}<Quote …>words</Quote>${last}`,
    };
  }
  return {
    code: 'quotation-marks-missing',
    message: `No quotation marks stand around “${shown}”.`,
    hint: 'Write them outside the element: “<Quote by="…">words</Quote>”; or set the words as a block quotation.',
  };
}
