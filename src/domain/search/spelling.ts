/** Names and words that are near to what was typed. */
import { editDistance } from '../distance.ts';
import { textOf } from './catalogue.ts';
import { listBlocks } from './hits.ts';
import { type NameIndex, wordsOfName } from './names.ts';
import type { Sources } from './sources.ts';
import { listTokens, listWords } from './words.ts';

/** Most letters in which two spellings may differ. */
const mostLetters = 2;
/** Texts in which another spelling of a word is looked for. */
const textsRead = 4;

/**
 * The registered name that is nearest to what was typed: at most one letter in four is another, two in all, and the first letters agree
 * where nothing else speaks for it. One word may also be near to a word of a name, in all but one letter in five; it becomes the whole
 * name where it is a family name, since words like "rights" are in names and in much else. Of names as near, a whole one comes first.
 * Undefined when none is that near.
 */
export function nearestName(typed: string, names: NameIndex, isWanted: (number: number) => boolean = () => true): string | undefined {
  const given = wordsOfName(typed).join(' ');
  const letters = given.replaceAll(' ', '').length;
  const near = (form: string, share: number, name: string) => {
    const limit = Math.min(mostLetters, Math.floor(letters / share));
    if (form === given || Math.abs(form.length - given.length) > limit) return [];
    const distance = editDistance(form, given) + (form[0] === given[0] ? 0 : 0.5);
    return distance <= limit ? [{ name, distance }] : [];
  };
  const wanted = [...names.rows.entries()].filter(([number]) => isWanted(number));
  const whole = wanted.flatMap(([number, row]) => names.forms(number).flatMap((form) => near(form.join(' '), 4, row[2])));
  const parts = wanted.flatMap(([number, row]) => {
    const words = given.includes(' ') ? [] : names.forms(number).flat();
    const nameOf = (word: string) => (names.bearers(word).includes(number) ? row[2] : word);
    return words.filter((word) => word.length > 3).flatMap((word) => near(word, 5, nameOf(word)));
  });
  return [...whole, ...parts].sort((a, b) => a.distance - b.distance)[0]?.name;
}

/** A word of the articles that is as good as what was typed: it begins alike, and at most one letter in four is another, two in all. */
export async function nearestWord(typed: string, sources: Sources): Promise<string | undefined> {
  const limit = Math.min(mostLetters, Math.floor(typed.length / 4));
  for (let length = typed.length - 1; limit > 0 && length >= Math.max(3, typed.length - 6); length--) {
    const { positions } = await sources.lookUp(typed.slice(0, length));
    const found: { word: string; distance: number }[] = [];
    for (const [article, own] of [...positions].slice(0, textsRead)) {
      for (const word of await readWords(article, own, sources)) found.push({ word, distance: editDistance(word, typed) });
    }
    const [best] = found.filter(({ distance }) => distance <= limit).sort((a, b) => a.distance - b.distance);
    if (best) return best.word;
  }
  return undefined;
}

/** The words that stand at some positions of an article. */
async function readWords(article: number, positions: readonly number[], sources: Sources): Promise<string[]> {
  const text = await sources.text(sources.ids[article] ?? '');
  return listBlocks(text.places).flatMap((block) => {
    const words = textOf(text, block);
    const tokens = listTokens(words);
    return positions.flatMap((at) => tokens[at - block.start] ?? []).flatMap(({ start, end }) => listWords(words.slice(start, end)));
  });
}
