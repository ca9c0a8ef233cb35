import { isInsideWord } from './flat-text.ts';

/**
 * The text directive (WICG Scroll To Text Fragment, 3.2) for the words from `start` to `end` of a text: `text=…`, or `text=…,…`
 * with the first and the last of more than ten. A browser marks the first words of a page that fit it, and only whole ones: so
 * there is none for words inside of words, for fewer than three, for words that stand in an earlier place as well, and for letters
 * without case, of which the browser has to guess where their words end.
 */
export function textDirective(text: string, start: number, end: number): string | undefined {
  const selected = text.slice(start, end);
  const words = selected.split(' ');
  const lower = text.toLowerCase();
  const parts = (words.length > 10 ? [words.slice(0, 5), words.slice(-5)] : [words]).map((part) => part.join(' '));
  const [opening = '', closing = opening] = parts.map((part) => part.toLowerCase());
  const isFirst =
    lower.indexOf(opening) === start && lower.indexOf(closing, parts.length > 1 ? start + opening.length : start) === end - closing.length;
  const isWhole = !isInsideWord(text, start) && !isInsideWord(text, end) && !/\p{Lo}/u.test(selected) && words.length > 2;
  return isFirst && isWhole ? `text=${parts.map(encode)}` : undefined;
}

/** Words as a directive carries them: the hyphen is a sign of its own there, as commas and ampersands are. */
function encode(words: string): string {
  return encodeURIComponent(words).replaceAll('-', '%2D');
}
