/** Searches of the built invented archive by real Pagefind, held against a slow second opinion. */
import fc from 'fast-check';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { isReadable } from '../../../src/domain/article.ts';
import { listForms } from '../../../src/domain/search/excerpt.ts';
import { explainNotice, explainOutcome } from '../../../src/domain/search/explain.ts';
import { isJoint, type Kind } from '../../../src/domain/search/request.ts';
import type { Notice, Outcome } from '../../../src/domain/search/search.ts';
import type { Sources } from '../../../src/domain/search/sources.ts';
import { listTokens } from '../../../src/domain/search/words.ts';
import { readArchive } from '../../../src/files/archive.ts';
import { fixtureContent, realContent } from '../../support/build.ts';
import { listMisplaced, openSearch, search } from '../../support/search.ts';
import { type Asked, Oracle, type Question, splitWords } from './oracle.ts';

const oracle = new Oracle(fixtureContent);
const seed = 20141222;
let sources: Sources;
beforeAll(async () => {
  sources = await openSearch(inject('fixtureSite'));
});

/** What is found, as an oracle's answer: anchors of the places by slug. */
async function listPlaces({ articles }: Outcome, own: Sources = sources): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { id, found: { hits } = { hits: [] } } of articles) {
    const text = await own.text(id);
    const anchors = hits.map(({ kind, index, quote }) => {
      if (kind === 'quote') return text.quotes[quote ?? -1] ?? '';
      return (kind === 'event' ? text.events[index]?.[0] : text.passages[index]?.[0]) ?? '';
    });
    found.set(text.slug, anchors.toSorted());
  }
  return found;
}

const vocabulary = oracle.listWords();
const names = oracle.registry.entities.flatMap(({ name, aliases }) => [
  name,
  ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name)),
]);

/** Words that are in no name. */
const namesWords = new Set(names.flatMap(splitWords));
const plainWords = new Set(vocabulary.filter((word) => !namesWords.has(word)));

/** Passages as what can be asked for in them. */
const materials = oracle.articles.flatMap(({ slug, passages, metadata }) =>
  passages.map(({ text, quotes }) => ({
    slug,
    publication: metadata.publication,
    year: Number(String(metadata.published).slice(0, 4)),
    topics: metadata.topics,
    speakers: quotes.map(({ by }) => by),
    words: splitWords(text).filter((word) => plainWords.has(word)),
    tokens: listPhrases(text),
  })),
);

/** Runs of one to five words as they stand, without quotation marks. */
function listPhrases(text: string): string[] {
  return text
    .split(/["“”„«»「」『』]/u)
    .flatMap((part) => {
      const words = part.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
      return words.flatMap((_, at) => [1, 2, 3, 5].map((length) => words.slice(at, at + length).join(' ')));
    })
    .filter(Boolean);
}

function pick<Value>(values: readonly Value[], at: number): Value[] {
  const value = values[at % values.length];
  return value === undefined ? [] : [value];
}

const asked = (kind: Asked['kind']) => (text: string) => ({ kind, text });

/** Questions most of which ask for what stands in one passage. */
const questions: fc.Arbitrary<Question> = fc
  .record({
    material: fc.constantFrom(...materials),
    other: fc.constantFrom(...materials),
    picks: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    words: fc.nat({ max: 3 }),
    hasName: fc.nat({ max: 3 }).map((number) => number === 0),
    hasPhrase: fc.nat({ max: 2 }).map((number) => number === 0),
    isStray: fc.nat({ max: 4 }).map((number) => number === 0),
    without: fc.constantFrom('', '', '', '', 'word', 'phrase'),
    filter: fc.constantFrom('', '', '', '', 'speaker', 'speakers', 'person', 'topic', 'in', 'years', 'from'),
    kinds: fc.constantFrom<readonly Kind[]>([], [], [], [], ['quote'], ['event'], ['passage'], ['passage', 'event']),
  })
  .map(({ material, other, picks, words, hasName, hasPhrase, isStray, without, filter, kinds }) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = picks;
    const own = [a, b, c].slice(0, words).flatMap((at, index) => pick((isStray && index === 0 ? other : material).words, at));
    return {
      asked: [
        ...[...new Set(own)].map(asked('word')),
        ...(hasName ? pick(names, d).map(asked('name')) : []),
        ...(hasPhrase ? pick(material.tokens, e).map(asked('phrase')) : []),
      ],
      without: without === 'word' ? pick(other.words, f).map(asked('word')) : without ? pick(other.tokens, f).map(asked('phrase')) : [],
      ...(filter.startsWith('speaker') && {
        speakers: [...new Set([...pick(material.speakers, g), ...(filter === 'speakers' ? pick(other.speakers, g) : [])])],
      }),
      ...(filter === 'person' && { person: 'ada-quill' }),
      ...(filter === 'topic' && { topic: material.topics[0] }),
      ...(filter === 'in' && { publications: [material.publication] }),
      ...(filter === 'years' && { from: Math.min(material.year, other.year), to: Math.max(material.year, other.year) }),
      ...(filter === 'from' && { from: other.year }),
      ...(kinds.length > 0 && { kinds }),
    } as Question;
  })
  .filter(({ asked, speakers, kinds, without, ...filters }) => {
    if (speakers?.length === 0) return false;
    return asked.length > 0 || Boolean(speakers ?? kinds) || Object.keys(filters).length > 0;
  });

/** The question as the address of a search has it. */
function write({
  asked,
  without,
  speakers,
  person,
  topic,
  publications,
  from,
  to,
  kinds,
}: Question): Record<string, string | number | readonly string[]> {
  const written = (one: Asked) => (one.kind === 'phrase' ? `"${one.text}"` : one.text);
  const all = { speaker: speakers, person, topic, in: publications, from, to, kind: kinds };
  return {
    q: [...asked.map(written), ...without.map((one) => `-${written(one)}`)].join(' '),
    ...(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string | number>),
  };
}

describe.each(['fixtureSite', 'realSite'] as const)('the index of the %s', (site) => {
  it('has each word of each title, passage and event at its own place', async () => {
    const { looked, misplaced } = await listMisplaced(await openSearch(inject(site)));
    expect(misplaced).toEqual([]);
    expect(looked).toBeGreaterThan(500);
  });

  it('has each quote and name where its words stand', async () => {
    const own = await openSearch(inject(site));
    const articles = readArchive({ folder: site === 'fixtureSite' ? fixtureContent : realContent }).articles.filter(isReadable);
    expect(own.ids).toHaveLength(articles.length);
    for (const id of own.ids) {
      const { slug, places, passages: texts } = await own.text(id);
      const passages = articles.find((article) => article.slug === slug)?.passages ?? [];
      const fours = (numbers: readonly number[]) =>
        Array.from({ length: numbers.length / 4 }, (_, at) => numbers.slice(at * 4, at * 4 + 4));
      const read = ([passage = 0, start = 0, length = 0, entity = 0]: readonly number[]) => {
        const text = texts[passage]?.[2] ?? '';
        const tokens = listTokens(text).slice(start, start + length);
        return {
          passage,
          entity: own.names.rows[entity]?.[0],
          words: splitWords(text.slice(tokens[0]?.start, tokens.at(-1)?.end)).join(' '),
        };
      };
      const expected = (spans: readonly { start: number; end: number; entity: string }[], passage: number) =>
        spans.map(({ start, end, entity }) => ({
          passage,
          entity,
          words: expect.stringContaining(splitWords(passages[passage]?.text.slice(start, end) ?? '').join(' ')),
        }));
      expect(fours(places[2]).map(read)).toEqual(
        passages.flatMap(({ quotes }, at) =>
          expected(
            quotes.map((quote) => ({ ...quote, entity: quote.by })),
            at,
          ),
        ),
      );
      expect(fours(places[3]).map(read)).toEqual(passages.flatMap(({ mentions }, at) => expected(mentions, at)));
    }
  });
});

describe('a search', () => {
  it('finds in each article the places that a second opinion finds', async () => {
    let found = 0;
    for (const question of fc.sample(questions, { numRuns: 800, seed })) {
      const address = write(question);
      const told = JSON.stringify(address);
      const outcome = await search(sources, address, { isThorough: true });
      const answer = oracle.answer(question);
      if (question.asked.length > 0) expect(outcome.faults, told).toEqual([]);
      // What is found where nothing has all that is asked for is another matter, and is said.
      if (answer.size === 0 && outcome.notice) continue;
      if (answer.size > 0) found++;
      expect(outcome.notice, told).toBeUndefined();
      const places = await listPlaces(outcome);
      expect(Object.fromEntries(places), told).toEqual(Object.fromEntries(answer));
      expect(outcome.counts, told).toEqual(countKinds(outcome));
      // Without much being fetched it is the same, or nothing is counted and no article is missed.
      const quick = await search(sources, address);
      if (quick.counts) expect(quick.articles, told).toEqual(outcome.articles);
      else expect([...(await listPlaces(quick)).keys()], told).toEqual(expect.arrayContaining([...answer.keys()]));
    }
    expect(found).toBeGreaterThan(300);
  });

  it('finds all that a second opinion finds for any word, and other forms besides', async () => {
    for (const text of vocabulary) {
      const outcome = await search(sources, { q: `${text}` });
      const places = await listPlaces(outcome);
      for (const [slug, anchors] of oracle.answer({ asked: [{ kind: 'word', text }], without: [] })) {
        expect(places.get(slug), `${text} in ${slug}`).toEqual(expect.arrayContaining([...anchors]));
      }
    }
  });

  it('finds a word by every beginning of four letters or more', async () => {
    for (const word of vocabulary.filter((word) => word.length > 5 && /^[a-z]+$/.test(word))) {
      const slugs = [...oracle.answer({ asked: [{ kind: 'phrase', text: word }], without: [] }).keys()];
      for (let length = 4; length < word.length; length++) {
        const places = await listPlaces(await search(sources, { q: word.slice(0, length) }));
        expect([...places.keys()], `${word.slice(0, length)} of ${word}`).toEqual(expect.arrayContaining(slugs));
      }
    }
  });

  it.each(['bridgework', 'lanternfish', 'th', 'qu', '다라', '"lanter"', '"bridg"', '"bridging"', 'zeppelin'])(
    'finds nothing for “%s”, though words begin alike',
    async (q) => {
      const { articles, notice } = await search(sources, { q });
      expect(articles).toEqual([]);
      expect(notice).toBeUndefined();
    },
  );

  it('finds nothing for words of the archive that go on in another way', async () => {
    for (const word of [...plainWords].filter((word, at) => word.length > 3 && at % 5 === 0)) {
      const { articles, notice } = await search(sources, { q: `${word}xqj` });
      expect({ word, articles, notice }).toEqual({ word, articles: [], notice: undefined });
    }
  });

  it('finds a word in quotation marks in no other form', async () => {
    expect(await listPlaces(await search(sources, { q: '"bridged"' }))).toEqual(
      oracle.answer({ asked: [{ kind: 'phrase', text: 'bridged' }], without: [] }),
    );
    for (const text of vocabulary) {
      const places = await listPlaces(await search(sources, { q: `"${text}"` }, { isThorough: true }));
      expect(Object.fromEntries(places), text).toEqual(
        Object.fromEntries(oracle.answer({ asked: [{ kind: 'phrase', text }], without: [] })),
      );
    }
  });

  it('finds forms of a word, and longer words that begin with it', async () => {
    const { articles } = await search(sources, { q: 'bridge' });
    const forms = await Promise.all(articles.map(async ({ id, found }) => listForms(found?.hits ?? [], await sources.text(id))));
    expect(new Set(forms.flat())).toEqual(new Set(['bridge', 'bridges', 'bridged'].filter((form) => vocabulary.includes(form))));
    expect(forms.flat()).toContain('bridged');
  });

  it.each<['newest' | 'oldest', (a: number, b: number) => boolean]>([
    ['newest', (a, b) => a >= b],
    ['oldest', (a, b) => a <= b],
  ])('is ordered by date of publication, %s first', async (sort, isInOrder) => {
    const { articles } = await search(sources, { q: 'bridge', sort });
    const days = articles.map(({ number }) => sources.core.days[number] ?? 0);
    expect(days.length).toBeGreaterThan(3);
    for (const [at, day] of days.slice(1).entries()) expect(isInOrder(days[at] ?? 0, day)).toBe(true);
    const best = await search(sources, { q: 'bridge' });
    expect(articles.map(({ id }) => id).toSorted()).toEqual(best.articles.map(({ id }) => id).toSorted());
  });

  it('is the same whatever was searched before', async () => {
    const before = await search(sources, { q: 'bridge council', from: '1930' });
    const again = await search(await openSearch(inject('fixtureSite')), { q: 'bridge council', from: '1930' });
    for (const key of ['articles', 'counts', 'entities'] as const) expect(again[key]).toEqual(before[key]);
    expect(await again.facets()).toEqual(await before.facets());
  });

  it('asks for nothing where nothing is typed or chosen', async () => {
    for (const q of ['', ' ', '-bridge', '"', '—']) {
      const { articles, counts, facets } = await search(sources, { q });
      expect({ articles, counts, values: (await facets()).values.size }).toEqual({
        articles: [],
        counts: { passages: 0, quotes: 0, events: 0 },
        values: 0,
      });
    }
  });

  it('tells that only words to leave out are given, unless something else is asked for', async () => {
    const message = 'Only words to leave out are given; add a word to look for.';
    const outcome = await search(sources, { q: '-bridge -"one penny"' });
    expect(explainOutcome(outcome, sources).faults).toEqual([message]);
    expect(outcome.faults).toMatchObject([{ start: 0, end: 7 }]);
    const searches: Record<string, string>[] = [
      { q: '-bridge year:1936' },
      { q: '-bridge', from: '1930' },
      { q: '-bridge', speaker: 'ada-quill' },
      { q: '-bridge ferry' },
    ];
    for (const asked of searches) {
      const { faults, articles } = await search(sources, asked);
      expect(faults).toEqual([]);
      expect(articles.length).toBeGreaterThan(0);
    }
  });
});

describe('the number beside a value', () => {
  /** Searches of every kind: with all that is asked for found, put right, with words dropped, and found in part. */
  const searches: readonly Readonly<Record<string, string | readonly string[]>>[] = [
    ...['bridge', 'council', 'the', 'tom marsh', 'ada quill', 'novel', '"one penny"', 'river -bridge', 'penny mill', '1911'].map((q) => ({
      q,
    })),
    ...['bridge council', 'ferry stone', 'looms library', 'mayor votes', 'light play'].map((q) => ({ q })),
    ...['enerby', 'bridge zeppelin', 'zeppelin council ferry', 'ada kvill bridge'].map((q) => ({ q })),
    ...['lanterns manuscript', 'radiator oilskin penny', '"penny bridge"', 'ferry radiator lanterns', '"tom bridge" mayor'].map((q) => ({
      q,
    })),
    { q: '', person: 'ada-quill' },
    { q: '', speaker: 'tom-marsh-younger' },
    { q: '', kind: 'quote' },
    { q: '', topic: 'Bridges' },
    { q: '', from: '1950' },
    { q: 'bridge', speaker: 'ada-quill' },
    { q: 'bridge', kind: 'event' },
    { q: 'bridge', kind: ['event', 'quote'] },
    { q: 'bridge council', kind: 'quote' },
    { q: 'bridge', from: '1950', to: '1990' },
    { q: 'bridge', in: 'tarle-mercury' },
    { q: 'bridge', in: ['tarle-mercury', 'valley-observer'] },
    { q: 'bridge', person: ['ada-quill', 'edith-corrie'], place: 'guildhall' },
    { q: 'bridge council', in: 'valley-observer', from: '2000' },
    { q: 'ferry radiator', from: '1950' },
    // Found in part as they are narrowed, and whole where another publication or kind is chosen.
    { q: 'bridge council stone mill', kind: 'quote' },
    { q: 'bridge council stone mill', in: 'valley-observer' },
    { q: 'bridge council mayor river', in: 'tarle-mercury' },
    { q: 'bridge council stone votes', in: 'ennerby-gazette', kind: 'passage' },
    { q: 'bridge zeppelin council mill river', in: 'ennerby-gazette' },
    { q: 'speaker:quill bridge' },
    { q: 'year:1911..1930 bridge' },
    { q: 'bridge', person: 'ada-quill', in: 'tarle-mercury' },
  ];

  it('is that of the articles that are found when it is chosen', async () => {
    let counted = 0;
    for (const asked of searches) {
      const outcome = await search(sources, asked);
      const { values: facets } = await outcome.facets();
      expect(facets.size, JSON.stringify(asked)).toBeGreaterThan(0);
      for (const [facet, values] of facets) {
        for (const { value, count } of values) {
          const told = JSON.stringify({ ...asked, notice: outcome.notice?.kind, facet, value });
          const chosen = [asked[facet] ?? []].flat();
          // Of some facets several values are asked for together; of others the value is chosen in place of what was.
          const own = isJoint(facet) ? [...new Set([...chosen, value])] : [value];
          const { articles } = await search(sources, { ...asked, [facet]: own });
          expect(articles.length, told).toBe(count);
          counted++;
        }
      }
    }
    expect(counted).toBeGreaterThan(500);
  });

  it('is that of the articles of a year, whichever years are chosen', async () => {
    let counted = 0;
    for (const asked of searches.filter(({ q }) => !q?.includes('year:'))) {
      const { facets, notice } = await search(sources, asked);
      for (const [year, count] of (await facets()).years) {
        const { articles } = await search(sources, { ...asked, from: String(year), to: String(year) });
        expect(articles.length, JSON.stringify({ ...asked, notice: notice?.kind, year })).toBe(count);
        counted++;
      }
    }
    expect(counted).toBeGreaterThan(100);
  });

  it('is there for every value that would find something', async () => {
    for (const asked of searches) {
      const outcome = await search(sources, asked);
      const { values: counted } = await outcome.facets();
      const everything = await (await search(sources, { from: 1000 })).facets();
      for (const [facet, values] of everything.values) {
        if (!isJoint(facet) && (asked[facet] || String(asked['q']).includes(`${facet}:`))) continue;
        for (const { value } of values) {
          if (counted.get(facet)?.some((one) => one.value === value)) continue;
          const own = [...new Set([...[asked[facet] ?? []].flat(), value])];
          const { articles, notice } = await search(sources, { ...asked, [facet]: own });
          // What has all that is asked for is counted, not what is found with less once nothing has all.
          if (notice?.kind !== outcome.notice?.kind) continue;
          expect(articles.length, JSON.stringify({ ...asked, facet, value })).toBe(0);
        }
      }
    }
  });

  it('goes with the name that readers see', async () => {
    const facets = await (await search(sources, { q: 'bridge' })).facets();
    expect(facets.values.get('speaker')).toContainEqual({ value: 'ada-quill', name: 'Ada Quill', count: expect.any(Number) });
    expect(facets.values.get('topic')).toContainEqual({ value: 'Bridges', name: 'Bridges', count: expect.any(Number) });
    for (const values of facets.values.values()) {
      const order = values.map(({ count }) => count);
      expect(order).toEqual(order.toSorted((a, b) => b - a));
    }
  });
});

describe('a registered name', () => {
  it('finds under each of its forms every passage that names its bearer or has the bearer’s words', async () => {
    let looked = 0;
    for (const { id, name, aliases } of oracle.registry.entities) {
      for (const own of [name, ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name))]) {
        const places = await listPlaces(await search(sources, { q: own }));
        for (const { slug, passages } of oracle.articles) {
          for (const { anchor, mentions, quotes } of passages) {
            if (!mentions.some(({ entity }) => entity === id) && !quotes.some(({ by }) => by === id)) continue;
            expect(places.get(slug), `${own} (${id}) in ${slug}`).toContain(anchor);
            looked++;
          }
        }
      }
    }
    expect(looked).toBeGreaterThan(200);
  });

  it('is told of above the results, under any form and from its beginning on', async () => {
    for (const q of ['Ada Quill', 'miss quill', 'quil', 'ada q', 'Quill, Ada']) {
      const { entities } = await search(sources, { q });
      expect(
        entities.map((one) => sources.names.rows[one]?.[0]),
        q,
      ).toContain('ada-quill');
    }
    expect((await search(sources, { q: '邱文嵐' })).entities.map((one) => sources.names.rows[one]?.[0])).toEqual(['qiu-wenlan']);
  });

  it('in quotation marks finds the very words alone', async () => {
    const places = await listPlaces(await search(sources, { q: '"Miss Quill"' }));
    expect(Object.fromEntries(places)).toEqual(
      Object.fromEntries(oracle.answer({ asked: [{ kind: 'phrase', text: 'Miss Quill' }], without: [] })),
    );
  });

  it('that is left out leaves out the word, not the bearer', async () => {
    const { articles } = await search(sources, { q: 'ferry -quill' });
    for (const { id } of articles) expect(JSON.stringify(await sources.text(id)).toLowerCase()).not.toContain('quill');
  });
});

describe('a field', () => {
  it.each([
    ['speaker:"Ada Quill"', { speaker: 'ada-quill' }],
    ['by:quill', { speaker: 'ada-quill' }],
    ['person:邱文嵐', { person: 'qiu-wenlan' }],
    ['person:"Miss Hallam"', { person: 'edith-corrie' }],
    ['place:guildhall', { place: 'guildhall' }],
    ['place:"the Marsh"', { place: 'marsh' }],
    ['org:"Brass Band"', { org: 'ennerby-brass-band' }],
    ['work:"glass weir"', { work: 'the-glass-weir' }],
    ['in:mercury', { in: 'tarle-mercury' }],
    ['in:"Valley Observer"', { in: 'valley-observer' }],
    ['topic:bridges', { topic: 'Bridges' }],
    ['kind:quotations', { kind: 'quote' }],
    ['lang:en', { lang: 'en' }],
    ['year:1911', { from: 1911, to: 1911 }],
    ['year:1913..1936', { from: 1913, to: 1936 }],
    ['year:..1926', { to: 1926 }],
    ['year:1984..', { from: 1984 }],
  ])('%s finds what the value finds that is chosen', async (q, chosen) => {
    for (const more of ['', 'bridge', 'marsh']) {
      const typed = await search(sources, { q: `${more} ${q}` });
      const other = await search(sources, { q: more, ...chosen });
      expect(typed.faults).toEqual([]);
      expect(typed.articles, more).toEqual(other.articles);
      expect(typed.filters.choices).toHaveLength(1);
    }
    expect((await search(sources, { q })).articles.length).toBeGreaterThan(0);
  });

  it('whose value several bear finds the words of any of them', async () => {
    const places = await listPlaces(await search(sources, { q: 'speaker:"Tom Marsh"' }));
    const answer = oracle.answer({ asked: [], without: [], speakers: ['tom-marsh-elder', 'tom-marsh-younger'] });
    expect(Object.fromEntries(places)).toEqual(Object.fromEntries(answer));
  });

  it('is answered by what it may be, though something else has that id', async () => {
    // The id “marsh” is a place’s.
    const { filters } = await search(sources, { q: 'person:marsh' });
    expect(filters.choices.map(({ name }) => name)).toEqual(['Thomas Marsh the younger or Hannah Marsh or Thomas Marsh the elder']);
  });

  it.each([
    ['speaker:nobody', 'Nothing answers to speaker:nobody. The register has no such speaker.'],
    ['person:"Ada Quell"', 'Nothing answers to person:"Ada Quell". Did you mean person:"Ada Quill"?'],
    ['place:quill', 'Nothing answers to place:quill. The register has no such place.'],
    ['speaker:guildhall', 'Nothing answers to speaker:guildhall. The register has no such speaker.'],
    ['in:lorrandy-wire', 'Nothing answers to in:lorrandy-wire. The register has no such publication.'],
    ['kind:photo', 'Nothing answers to kind:photo. The kinds are passage, quote, event.'],
    ['topic:zeppelins', 'Nothing answers to topic:zeppelins. The list beside the results has those there are.'],
    ['lang:fr', 'Nothing answers to lang:fr. The articles are in en.'],
    ['year:soon', '“soon” is no year and no range of years: write 2014, 2013..2014, ..1950 or 1926..'],
  ])('%s that nothing answers to is explained, and nothing is found for it', async (q, message) => {
    const outcome = await search(sources, { q: `bridge ${q}` });
    expect(explainOutcome(outcome, sources).faults).toEqual([message]);
    expect(outcome.faults).toMatchObject([{ start: 7, end: 7 + q.length }]);
    expect(outcome.articles).toEqual([]);
  });
});

describe('what is said where nothing has all that is asked for', () => {
  it.each([
    ['Enerby', 'Enerby', 'Ennerby', 'Ennerby'],
    ['ada kvill bridge', 'ada kvill', 'Ada Quill', 'Ada Quill bridge'],
    ['bridge zoe angstrem', 'zoe angstrem', 'Zoë Ångström', 'bridge Zoë Ångström'],
    ['ferrymen', 'ferrymen', 'ferryman', 'ferryman'],
    ['bridge halfpeny', 'halfpeny', 'halfpenny', 'bridge halfpenny'],
  ])('is that a misspelt name or word was put right: %s', async (q, from, to, text) => {
    const outcome = await search(sources, { q });
    expect(outcome.notice).toEqual({ kind: 'corrected', from, to });
    expect(outcome.request.text).toBe(q);
    expect(await listPlaces(outcome)).toEqual(await listPlaces(await search(sources, { q: text })));
  });

  it.each([
    ['bridge zeppelin', ['zeppelin'], 'bridge'],
    ['zeppelin council xylophone', ['zeppelin', 'xylophone'], 'council'],
    ['bridge "xylophone"', ['“xylophone”'], 'bridge'],
  ])('is that words were left out that stand nowhere: %s', async (q, words, rest) => {
    const outcome = await search(sources, { q });
    expect(outcome.notice).toEqual({ kind: 'dropped', words });
    expect(await listPlaces(outcome)).toEqual(await listPlaces(await search(sources, { q: rest })));
  });

  it('is that articles have only a part, those with most of it', async () => {
    const outcome = await search(sources, { q: 'oilskin halfpenny radiator' });
    expect(outcome.notice).toEqual({ kind: 'partly', phrases: [] });
    expect([...(await listPlaces(outcome)).keys()]).toEqual(['1911-06-10-the-bridge-question']);
  });

  it('is which phrase stands nowhere', async () => {
    const outcome = await search(sources, { q: '"oilskin halfpenny"' });
    expect(outcome.notice).toEqual({ kind: 'partly', phrases: ['“oilskin halfpenny”'] });
    expect([...(await listPlaces(outcome)).keys()]).toEqual(['1911-06-10-the-bridge-question']);
  });

  it('is nothing where nothing at all is found', async () => {
    const outcome = await search(sources, { q: 'xylophone zeppelin' });
    expect(outcome.notice).toBeUndefined();
    expect(outcome.articles).toEqual([]);
  });

  it.each<[notice: Notice, sentence: string]>([
    [{ kind: 'corrected', from: 'Enerby', to: 'Ennerby' }, 'Nothing is found for “Enerby”. Shown is what is found for “Ennerby”.'],
    [{ kind: 'dropped', words: ['zeppelin'] }, '“zeppelin” stands nowhere in the archive. Shown is what is found for the rest.'],
    [{ kind: 'dropped', words: ['a', '“b c”'] }, '“a”, “b c” stand nowhere in the archive. Shown is what is found for the rest.'],
    [{ kind: 'partly', phrases: [] }, 'No article has all that is asked for. Those that have most of it are shown.'],
    [
      { kind: 'partly', phrases: ['“a b”'] },
      'No article has all that is asked for. “a b” stands nowhere in these words. Those that have most of it are shown.',
    ],
  ])('is a sentence', (notice, sentence) => {
    expect(explainNotice(notice)).toBe(sentence);
  });

  it('is nothing where all is found', async () => {
    for (const q of ['bridge', 'Ennerby', '"one penny"', 'bridge council'])
      expect((await search(sources, { q })).notice, q).toBeUndefined();
  });
});

/** How many of the hits are of each kind. */
function countKinds({ articles }: Outcome) {
  const count = (kind: Kind) => articles.flatMap(({ found }) => found?.hits ?? []).filter((hit) => hit.kind === kind).length;
  return { passages: count('passage'), quotes: count('quote'), events: count('event') };
}
