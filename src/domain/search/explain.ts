/** What was not understood, and what was done about it, in sentences. Fetched only where there is something to say. */
import { isWanted, parseYears } from './filters.ts';
import { type Fault, fieldNames } from './query.ts';
import { type FacetName, kinds } from './request.ts';
import type { Notice } from './search.ts';
import type { Sources } from './sources.ts';
import { nearestName } from './spelling.ts';

/** One value for each field, as hints show it. */
const examples: Readonly<Record<string, string>> = {
  speaker: 'speaker:"Wang Yi"',
  person: 'person:"Wang Yi"',
  place: 'place:Beijing',
  org: 'org:FBI',
  work: 'work:"The Interview"',
  year: 'year:2013..2014',
  in: 'in:"Los Angeles Times"',
  kind: 'kind:quote',
  topic: 'topic:cyberattacks',
  lang: 'lang:en',
};

const nouns: Readonly<Record<string, string>> = {
  speaker: 'speaker',
  person: 'person',
  org: 'organization',
  place: 'place',
  work: 'work',
  in: 'publication',
};

/** What is wrong, and what to write instead. */
export function explainFault({ kind, text, field = '' }: Fault, sources: Pick<Sources, 'core' | 'names'>): string {
  switch (kind) {
    case 'lone-sign':
      return `“${text}” stands alone: write a word right after it.`;
    case 'open-phrase':
      return `The quotation mark before “${text}” is never closed; the phrase is taken to run to the end.`;
    case 'empty-phrase':
      return 'Nothing stands between the quotation marks.';
    case 'unknown-field':
      return `“${field}:” is no field. The fields are ${fieldNames.join(', ')}. To look for it as words: "${field}:${text}" in quotation marks.`;
    case 'excluded-field':
      return `A field cannot be left out with a minus; only words can. Without it: ${text}`;
    case 'empty-field':
      return `“${field}:” has no value: write it right after the colon, as in ${examples[text]}.`;
    case 'only-excluded':
      return 'Only words to leave out are given; add a word to look for.';
    case 'years': {
      const range = parseYears(text);
      if (range) return `The range ${text} ends before it begins: write ${range.to}..${range.from}.`;
      return `“${text}” is no year and no range of years: write 2014, 2013..2014, ..1950 or 1926..`;
    }
    case 'unknown-value':
      return `Nothing answers to ${field}:${/\s/.test(text) ? `"${text}"` : text}. ${hintFor(field, text, sources)}`;
  }
}

function hintFor(field: string, text: string, { core, names }: Pick<Sources, 'core' | 'names'>): string {
  if (field === 'kind') return `The kinds are ${kinds.join(', ')}.`;
  if (field === 'topic') return 'The list beside the results has those there are.';
  if (field === 'lang') return `The articles are in ${core.languages.join(', ')}.`;
  const near = nearestName(text, names, (number) => isWanted(field as FacetName, number, core, names));
  return near ? `Did you mean ${field}:"${near}"?` : `The register has no such ${nouns[field]}.`;
}

/** What was done to find something. */
export function explainNotice(notice: Notice): string {
  if (notice.kind === 'corrected') return `Nothing is found for “${notice.from}”. Shown is what is found for “${notice.to}”.`;
  const stand = ({ length }: readonly string[]) => (length === 1 ? 'stands' : 'stand');
  if (notice.kind === 'dropped') {
    const words = notice.words.map((word) => (word.startsWith('“') ? word : `“${word}”`)).join(', ');
    return `${words} ${stand(notice.words)} nowhere in the archive. Shown is what is found for the rest.`;
  }
  const { phrases } = notice;
  const which = phrases.length > 0 ? ` ${phrases.join(', ')} ${stand(phrases)} nowhere in these words.` : '';
  return `No article has all that is asked for.${which} Those that have most of it are shown.`;
}

/** All that there is to say of a search. */
export function explainOutcome(
  { faults, notice }: { readonly faults: readonly Fault[]; readonly notice?: Notice },
  sources: Pick<Sources, 'core' | 'names'>,
): { readonly faults: readonly string[]; readonly notice: string } {
  return { faults: faults.map((fault) => explainFault(fault, sources)), notice: notice ? explainNotice(notice) : '' };
}
