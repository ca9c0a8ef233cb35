/**
 * The judged queries. Each was written, and its answers found, by reading the articles; none was taken from what a search gives back.
 * An answer is the address of a passage, a quotation, an event or an entity; every address that answers as well is given.
 */

export const classes = ['known item', 'phrase', 'alias', 'speaker', 'years', 'exclusion', 'misspelling', 'script'] as const;
export type QueryClass = (typeof classes)[number];

export const archives = ['fixture', 'real'] as const;
export type ArchiveName = (typeof archives)[number];

export interface JudgedQuery {
  /** The class's first letters and a number. */
  readonly id: string;
  readonly class: QueryClass;
  readonly archive: ArchiveName;
  /** As a reader types it. */
  readonly text: string;
  /** Addresses without a base, of equal worth. */
  readonly relevant: readonly string[];
  /** Why these and no others, where the words do not say it. */
  readonly note?: string;
}

type Judgement = readonly [text: string, relevant: readonly string[], note?: string];

const bridge = 'articles/1911-06-10-the-bridge-question/#';
const opened = 'articles/1913-09-the-long-bridge-opened/#';
const palace = 'articles/1926-a-palace-of-light/#';
const gates = 'articles/1932-03-19-mill-gates-open/#';
const fog = 'articles/1936-05-fog-is-ordered-for-thursday/#';
const flood = 'articles/1953-02-07-four-nights-of-water/#';
const votes = 'articles/1958-11-21-six-votes/#';
const tea = 'articles/1968-saint-ombrelle-comes-to-tea/#';
const loom = 'articles/1984-05-12-the-glass-weir/#';
const lanterns = 'articles/1988-08-20-two-days-of-lanterns/#';
const library = 'articles/2009-03-27-last-date-stamped/#';
const korea = 'articles/2014-12-22-north-korea-threatens/#';

/** What somebody remembers to have read, in a few of its words. */
const knownItems: Judgements = {
  fixture: [
    ['green ink', [`${loom}q-i-saw-the-green-ink-and`]],
    ['bundle under radiator', [`${votes}p-e8vtws`]],
    ['three thousand lanterns', [`${lanterns}p-nebepe`]],
    ['laundry baskets', [`${flood}p-2v1wwt`]],
    ['spring tide north wind', [`${flood}q-people-ask-me-who-is-to`]],
    ['cost of a stone bridge', [`${bridge}p-fegh5b`]],
    ['sugar looms', [`${gates}q-on-the-last-evening-sir-samuel`]],
    ['fog machine', [`${fog}p-3eph6d`]],
    ['Edith Hallam married 1938', ['timeline/#edith-hallam-married', `${flood}p-2v1wwt`]],
    ['who forged the chain', [`${bridge}p-srxsx7`, 'timeline/#ferry-chain-forged']],
    ['prices balcony pit', [`${palace}p-phcbf7`, `${palace}p-rk2wzs`, `${palace}p-zp0hb7`], 'A list of which each item is a passage.'],
    ['who cut the ribbon', [`${opened}p-7j14nt`]],
    ['river closed the library', [`${library}p-qjs4wb`, 'timeline/#great-flood-remembered']],
    ['divers found the arches', [`${flood}p-83y3x3`]],
    ['schools write letters about rabbits', [`${tea}p-4dtgnv`]],
    ['mayor elected by six votes', [`${votes}p-10r6sf`, 'timeline/#mayoral-election-1958']],
    ['strikers kitchen boat shed', [`${gates}p-kjtkbq`]],
    ['what did the mayor say about his watch', [`${palace}q-i-did-not-once-look-at`], 'The passage does not call him mayor.'],
  ],
  real: [
    ['veto permanent seat', [`${korea}p-b5neyr`]],
    ['leaked screenplays', [`${korea}p-znk08z`]],
    ['poster Atlanta', [`${korea}p-3hv3b7`, 'timeline/#poster-taken-down-in-atlanta']],
    ['nuclear tests', [`${korea}p-b7nsck`, 'timeline/#nuclear-tests-threatened']],
    ['does China have a veto', [`${korea}p-b5neyr`]],
    ['Chinese law', [`${korea}q-china-will-handle-it-in-accordance`]],
    ['offer to find out where the cyberattack came from', [`${korea}p-wyt58z`]],
  ],
};

/** Words that stand so, in this order, alone and with other words. */
const phrases: Judgements = {
  fixture: [
    [
      '"not one penny"',
      [
        `${bridge}q-not-one-penny`,
        `${bridge}q-not-one-penny-ckys`,
        `${bridge}q-not-one-penny-from-the-mill`,
        `${gates}q-not-one-penny`,
        `${votes}q-not-one-penny`,
        `${votes}q-a-man-once-told-me-not`,
      ],
    ],
    ['"not one penny" mill', [`${bridge}q-not-one-penny-from-the-mill`, `${gates}p-1am8bz`]],
    ['"stone of it" bridge', [`${bridge}q-we-shall-have-our-bridge-if`, `${flood}q-we-shall-have-our-bridge-if`], 'Not as in 2009.'],
    ['"every stone ourselves"', [`${library}q-we-shall-have-our-bridge-if`], 'Otherwise in 1911 and 1953.'],
    ['"first row" look', [`${fog}p-5s6ahe`]],
    ['"sixth loom" Easter', [`${gates}p-zv1ryz`]],
    ['"the ferryman lives"', [`${loom}q-the-ferryman-lives`]],
    ['"had been in it" river', [`${fog}p-1k9h18`]],
    ['"reading room" novels', [`${flood}p-2v1wwt`], 'In 1984 they are in two passages.'],
    ['"of the radiator"', [`${votes}q-ennerby-town-council-regrets-the-position`], 'The bundle was under it.'],
    ['budget "tell me which"', [`${library}q-read-the-petition-and-then-read`]],
  ],
  real: [
    ['"due price" studio', [`${korea}p-makxmm`]],
    ['"blow up" citadels', [`${korea}q-the-army-and-people-of-north`]],
    ['"single movie"', [`${korea}q-nothing-is-more-serious-miscalculation-than`]],
  ],
};

/** Somebody or something under another name than the one in the passage, or than the headword. */
const aliases: Judgements = {
  fixture: [
    ['Edith Hallam', ['people/edith-corrie/']],
    ['Miss Quill', ['people/ada-quill/']],
    ['Corrie lantern', [`${gates}p-ae734h`], 'Miss Hallam then.'],
    ['Edith Hallam librarian', [`${flood}p-2v1wwt`, `${loom}p-pgmzmt`], 'In 1984 she is the former librarian.'],
    ['Hallam green ink', [`${loom}q-i-saw-the-green-ink-and`], 'Corrie by then.'],
    ['Long Bridge piers', [`${flood}p-h6hsv4`, 'timeline/#bridge-closed-1953'], 'As Ennerby Bridge.'],
    ['Ennerby Bridge queue', [`${palace}p-t0r359`], 'As the Long Bridge.'],
    ['Mayor Marsh fog', [`${fog}q-my-father-wouldve-charged-them-for`], 'Young Tom Marsh then.'],
    ['Thomas Marsh oilskin', [`${bridge}p-n7wtgf`], 'As Tom Marsh.'],
    ['Councillor Quill infants', [`${bridge}p-1rf674`, `${bridge}q-1-200-people-crossed-by-the`], 'Miss Quill then.'],
    ['River Tarle bandstand', [`${flood}p-f0q0yq`]],
    ['Mme Garance interpreter', [`${tea}p-1z2x68`]],
    ['Young Tom Marsh arithmetic', [`${gates}q-it-wasnt-the-money-so-much`], 'Secretary of the union by then.'],
    ['Mrs Tak proverb', [`${lanterns}p-9seeza`]],
    ['Ada Quill spectacles', [`${palace}p-x9cfb9`]],
  ],
  real: [
    ['DPRK', ['places/north-korea/']],
    ['NDC righteous', [`${korea}q-righteous-deed`]],
    ['UN Security Council members', [`${korea}p-sam73d`]],
    ['AP necessary measures', [`${korea}q-maybe-we-will-take-necessary-measures`]],
    ['North Korean government joint investigation', [`${korea}q-joint-investigation`]],
  ],
};

/** Who said it. Answers are the speaker's own words, under whatever name the speaker is asked for. */
const speakers: Judgements = {
  fixture: [
    [
      'speaker:"Ada Quill" bridge',
      [
        `${bridge}q-we-shall-have-our-bridge-if`,
        `${bridge}q-a-bridge-is-not-a-favour`,
        `${flood}q-we-shall-have-our-bridge-if`,
        `${flood}q-bridge-held`,
        `${library}q-we-shall-have-our-bridge-if`,
      ],
    ],
    ['speaker:"Ada Quill" driven', [`${opened}q-i-shall-be-first-across-or`], 'Within the mayor’s words.'],
    ['speaker:"Sir Samuel" loom', [`${gates}q-there-is-no-mill-in-lorrandy`, `${gates}q-i-would-sooner-drown-the-looms`]],
    ['speaker:hallam looms', [`${flood}q-we-dried-the-novels-on-the`, `${loom}q-we-dried-the-novels-on-the`]],
    ['speaker:garance pont', [`${tea}q-nous-avons-un-pont-vous-avez`]],
    ['speaker:"Mayor Marsh" arithmetic', [`${gates}q-it-wasnt-the-money-so-much`]],
    ['speaker:"Walter Gaunt"', [`${votes}q-going`, `${votes}q-going-ecqj`]],
    ['by:trevane river', [`${fog}q-your-river-is-perfect`, `${fog}q-your-river-is-wet`]],
    ['speaker:crake carriage', [`${opened}q-i-offered-miss-quill-a-place`]],
    ['Pellow drown looms', [`${gates}q-i-would-sooner-drown-the-looms`, `${gates}q-on-the-last-evening-sir-samuel`]],
    ['Leonora Strand Trevane right', [`${loom}q-mr-trevane-was-right-confound-him`, `${loom}q-in-the-margin-it-says-mr`]],
    ['Quill too poor to build', [`${flood}q-bridge-held`]],
    [
      'speaker:pellow kind:quote penny',
      [
        `${bridge}q-not-one-penny`,
        `${bridge}q-not-one-penny-ckys`,
        `${bridge}q-not-one-penny-from-the-mill`,
        `${gates}q-not-one-penny`,
        `${votes}q-not-one-penny`,
      ],
    ],
    ['speaker:"Tom Marsh" never', [`${bridge}q-never`], 'The father; the son has the same name.'],
    ['Sarraf bread', [`${lanterns}q-i-only-know-that-it-sells`]],
  ],
  real: [
    ['speaker:Obama', [`${korea}q-symmetric-counteraction`], 'As the commission gives his words.'],
    ['speaker:"Hua Chunying" facts', [`${korea}q-china-will-handle-it-in-accordance`], 'Elsewhere the facts are not her words.'],
    ['speaker:"Wang Yi" terrorism', [`${korea}q-opposes-all-forms-of-cyberattacks-and`]],
    [
      'speaker:NDC counteraction',
      [
        `${korea}q-counteraction`,
        `${korea}q-nothing-is-more-serious-miscalculation-than`,
        `${korea}q-our-toughest-counteraction-will-be-boldly`,
      ],
    ],
    ['Kim Song measures', [`${korea}q-maybe-we-will-take-necessary-measures`]],
  ],
};

/** Published in these years. */
const years: Judgements = {
  fixture: [
    [
      'bridge year:1950..1960',
      [`${flood}p-h6hsv4`, `${flood}q-we-shall-have-our-bridge-if`, `${flood}q-bridge-held`, 'timeline/#bridge-closed-1953'],
    ],
    ['"not one penny" year:1932', [`${gates}q-not-one-penny`]],
    ['Tom Marsh year:..1920', [`${bridge}p-n7wtgf`, `${opened}p-k1zbcw`, 'timeline/#ferry-kept-by-marsh']],
    ['lantern year:1980..1990', [`${lanterns}p-nebepe`, `${lanterns}p-vjtcya`, `${lanterns}p-8mph1p`, 'timeline/#lantern-festival-1988']],
    ['novel year:1980..', [`${loom}p-67jk3d`, `${loom}q-we-dried-the-novels-on-the`, 'timeline/#glass-weir-written']],
    ['mayor year:1968', [`${tea}p-1z2x68`, `${tea}p-em0833`]],
    ['Guildhall year:1953', [`${flood}p-6m34w2`]],
    ['Ada Quill year:2000..', [`${library}p-qjs4wb`]],
    ['ferryman year:1930..1935', [`${gates}p-kjtkbq`]],
    ['library year:1974..1990', [`${loom}p-9trabb`, 'timeline/#library-in-guildhall']],
    ['strike year:1958', [`${votes}p-29rxsq`]],
    ['"Pellow Mill" year:1950..1990', [`${flood}p-2v1wwt`, `${loom}p-67jk3d`, 'timeline/#glass-weir-found', 'timeline/#mill-idle']],
    ['stars year:1926', [`${palace}p-sj9teb`], 'Of about 1926.'],
  ],
  real: [
    ['South Korea year:2014', [`${korea}p-n43pm4`, `${korea}p-qqjkyd`, 'timeline/#south-korean-banks-attacked']],
    ['banks year:2010..2015', [`${korea}p-n43pm4`, 'timeline/#south-korean-banks-attacked']],
  ],
};

/** Only where a word does not stand in the article. */
const exclusions: Judgements = {
  fixture: [
    ['lantern -festival', [`${gates}p-ae734h`, `${library}q-we-have-lanterns`]],
    ['"not one penny" -strike', [`${bridge}q-not-one-penny`, `${bridge}q-not-one-penny-ckys`, `${bridge}q-not-one-penny-from-the-mill`]],
    [
      'ferryman -beard',
      [`${opened}p-n3mras`, `${gates}p-kjtkbq`, `${flood}p-b5x2p6`, `${loom}q-the-ferryman-lives`],
      'In 1936 a beard makes the ferryman.',
    ],
    ['novel -loom', ['timeline/#winter-at-the-weir-published'], 'The first novel; the second lay in a loom.'],
    [
      'Tom Marsh -ferryman',
      [
        `${bridge}p-n7wtgf`,
        `${votes}p-10r6sf`,
        `${votes}p-377ajc`,
        `${votes}p-e8vtws`,
        `${votes}p-gja049`,
        `${votes}p-29rxsq`,
        `${tea}p-em0833`,
        'timeline/#ferry-kept-by-marsh',
        'timeline/#mayoral-election-1958',
      ],
    ],
    [
      'river -"river board"',
      [`${opened}p-a0bp9e`, `${fog}q-your-river-is-perfect`, `${fog}q-your-river-is-wet`, `${loom}p-cqqhj7`, `${library}p-qjs4wb`],
    ],
    ['Guildhall -library', [`${bridge}p-q8fydz`, `${opened}p-7j14nt`, `${flood}p-6m34w2`, `${votes}p-anm7qv`, `${tea}p-8bfq2x`]],
    ['"brass band" -lanterns', [`${opened}p-1aw8qa`, `${palace}p-rgjt8b`]],
    ['Roxana -fog', [`${palace}p-t0r359`, `${lanterns}p-9seeza`, 'timeline/#roxana-opened']],
    ['weir -novel', [`${opened}p-a0bp9e`, `${palace}p-t0r359`, `${tea}p-2j8apb`, 'timeline/#qiu-studio-opened']],
    ['penny -mill', [`${votes}q-not-one-penny`, `${votes}q-a-man-once-told-me-not`]],
    [
      'loom -novels',
      [
        `${gates}p-19rwh0`,
        `${gates}p-1am8bz`,
        `${gates}p-xhhwex`,
        `${gates}p-zv1ryz`,
        'timeline/#sixth-loom-rate-cut',
        'timeline/#six-loom-rate-in-force',
      ],
    ],
    ['Quill -bridge', [`${votes}p-js8xxw`, 'timeline/#ada-quill-elected']],
  ],
  real: [
    ['counteraction -Seoul', [`${korea}q-counteraction`, `${korea}p-yx3key`, `${korea}p-bj1x4y`], 'Seoul is not named.'],
    ['terrorism -Russia', [`${korea}p-a29gj2`, `${korea}p-makxmm`, `${korea}p-bj1x4y`], 'Russia is not named.'],
  ],
};

/** Names and words with letters wrong. */
const misspellings: Judgements = {
  fixture: [
    ['Trevayne fog', [`${fog}p-3eph6d`]],
    ['Pelow Mill', ['places/pellow-mill/']],
    ['Leonora Strend', ['people/leonora-strand/']],
    ['Hanah Marsh megaphone', [`${library}p-ys06vh`]],
    ['Enerby Library', ['places/ennerby-library/']],
    ['Saint-Ombrele coach', [`${tea}p-p9gthc`]],
    ['Gildhall clock', [`${tea}p-8bfq2x`]],
    ['megafone', [`${library}p-st9t96`, `${library}p-ys06vh`], 'A word that is no name.'],
    ['kettel bridge', [`${flood}p-h6hsv4`, `${flood}p-6m34w2`], 'A word that is no name.'],
    ['three thousand lanturns', [`${lanterns}p-nebepe`], 'A word that is no name.'],
    ['manuscirpt', [`timeline/#glass-weir-found`], 'A word that is no name.'],
    ['Amelie Garrance sentence', [`${tea}p-1z2x68`]],
  ],
  real: [
    ['Hua Chunjing facts', [`${korea}p-8epy1e`, `${korea}q-china-will-handle-it-in-accordance`]],
    ['Pyonyang', ['places/pyongyang/']],
    ['Natonal Defense Commission', ['organizations/national-defense-commission/']],
    ['Obamma', ['people/barack-obama/']],
    ['righteus deed', [`${korea}q-righteous-deed`], 'A word that is no name.'],
    ['terorism', [`${korea}p-a29gj2`, `${korea}p-makxmm`, `${korea}p-bj1x4y`], 'A word that is no name.'],
  ],
};

/** In another script than the article's, and letters with signs typed without them. */
const scripts: Judgements = {
  fixture: [
    ['탁미래', ['people/tak-mi-rae/', `${lanterns}p-9seeza`]],
    ['邱文嵐', ['people/qiu-wenlan/', `${palace}p-sj9teb`]],
    ['有光就有戲', [`${palace}q-8asgpf`]],
    ['影戲', [`${palace}p-1grqg0`]],
    ['강물은 다리를', [`${lanterns}q-294kay`]],
    ['천천히', [`${lanterns}q-e70bfp`]],
    ['أهلا وسهلا', [`${lanterns}p-zbqj5q`], 'Without the sign on the alif.'],
    ['𠮷', [`${lanterns}p-vjtcya`], 'Beyond the Basic Multilingual Plane.'],
    ['Angstrom', ['people/zoe-angstrom/']],
    ['Zoe Angstrom blame', [`${flood}q-people-ask-me-who-is-to`]],
    ['a la prochaine crue', [`${tea}q-a-la-prochaine-crue`]],
    ['Amelie Garance', ['people/amelie-garance/']],
  ],
  real: [
    ['김정은', ['people/kim-jong-un/']],
    ['王毅', ['people/wang-yi/']],
    ['王毅 cyberattacks', [`${korea}p-a29gj2`, 'timeline/#wang-and-kerry-speak']],
    ['김정은 criminal court', [`${korea}p-sam73d`]],
  ],
};

type Judgements = Readonly<Record<ArchiveName, readonly Judgement[]>>;

const judgements: Readonly<Record<QueryClass, Judgements>> = {
  'known item': knownItems,
  phrase: phrases,
  alias: aliases,
  speaker: speakers,
  years,
  exclusion: exclusions,
  misspelling: misspellings,
  script: scripts,
};

export const queries: readonly JudgedQuery[] = classes.flatMap((name) =>
  archives
    .flatMap((archive) => judgements[name][archive].map((judgement) => ({ archive, judgement })))
    .map(({ archive, judgement: [text, relevant, note] }, at) => ({
      id: `${name.split(' ')[0]}-${String(at + 1).padStart(2, '0')}`,
      class: name,
      archive,
      text,
      relevant,
      ...(note && { note }),
    })),
);

/** What is wrong with the judged queries, as sentences: too few, told apart by nothing, or judged to be answered by what is not there. */
export function findFaults(has: (archive: ArchiveName, address: string) => boolean): string[] {
  const few = classes.filter((name) => queries.filter((query) => query.class === name).length < 7);
  const twice = queries.filter((query, at) => queries.findIndex(({ text }) => text === query.text) < at);
  const absent = queries.flatMap((query) =>
    query.relevant.filter((address) => !has(query.archive, address)).map((address) => ({ query, address })),
  );
  return [
    ...few.map((name) => `“${name}” has fewer than seven queries`),
    ...twice.map(({ id, text }) => `${id}: “${text}” is there twice`),
    ...queries.filter(({ relevant }) => relevant.length === 0).map(({ id }) => `${id} has no answer`),
    ...absent.map(({ query, address }) => `${query.id}: ${address} is not in the ${query.archive} archive’s site`),
  ];
}
