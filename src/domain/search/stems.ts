/** The forms of words, by each language's rules. */

/** Brings a word, folded, to what its forms have in common: "attacks", "attacked" → "attack". */
export type Stemmer = (word: string) => string;

/** The stemmer for a language tag (BCP 47); of a language without rules a word has one form. */
export async function loadStemmer(language: string): Promise<Stemmer> {
  const { stemmers } = await import('./stem-rules.ts');
  const module = await stemmers[language.split('-')[0]?.toLowerCase() ?? '']?.();
  return (word) => {
    const stem = module?.stemmer(word) ?? word;
    // What is left of very short words says nothing: "us" is not "used".
    return stem.length < 3 ? word : stem;
  };
}
