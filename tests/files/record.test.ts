/**
 * The first article, the record of a report in the Los Angeles Times, and the eight documents around it. The quoted words are the
 * speakers’; nothing here is a newspaper’s own prose.
 */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../src/domain/issue.ts';
import { readArchive } from '../../src/files/archive.ts';

const archive = readArchive({ folder: path.resolve(import.meta.dirname, '../../content') });
const slug = '2014-12-22-north-korea-threatens';
const article = archive.articles.find((candidate) => candidate.slug === slug);
const passages = article?.passages ?? [];
const commission = 'national-defense-commission';

describe('the archive', () => {
  it('is sound', () => {
    expect(archive.issues.map(formatIssue)).toEqual([]);
  });

  it('features its first article', () => {
    expect(archive.settings?.featured).toBe(slug);
    expect(article).toBeDefined();
  });
});

describe('the record', () => {
  it('states where it comes from and what of it may stand here', () => {
    expect(article?.metadata).toMatchObject({
      title: 'As North Korea threatens, China says no proof ally behind cyberattack',
      publication: 'los-angeles-times',
      byline: ['julie-makinen'],
      published: '2014-12-22',
      source: 'https://www.latimes.com/world/asia/la-fg-north-korea-sony-20141221-story.html',
      rights: { status: 'in-copyright', holder: 'Los Angeles Times', text: 'record' },
      status: 'published',
    });
  });

  it('has the 16 paragraphs of the original, numbered in order', () => {
    const numbered = passages.filter((passage) => passage.number !== undefined);
    expect(numbered.map((passage) => passage.number)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect(numbered.every((passage) => passage.kind === 'paragraph' && passage.text.length > 60)).toBe(true);
  });

  it('describes the photograph without showing it', () => {
    expect(passages.filter((passage) => passage.number === undefined).map(({ kind, figure }) => [kind, figure])).toEqual([['caption', 1]]);
    expect(article?.metadata.figures).toMatchObject([{ credit: 'David Goldman / Associated Press', date: '2014-12-17', place: 'atlanta' }]);
    expect(article?.metadata.figures[0]?.src).toBeUndefined();
  });

  it('gives the 14 quotations verbatim, each with its paragraph and speaker', () => {
    const quotes = passages.flatMap((passage) =>
      passage.quotes.filter((quote) => quote.within === undefined).map((quote) => [passage.number, quote.by, quote.words]),
    );
    expect(quotes).toEqual([
      [1, commission, 'deeply involved'],
      [1, commission, 'blow up'],
      [4, 'wang-yi', 'opposes all forms of cyberattacks and cyber terrorism'],
      [5, 'hua-chunying', 'making any conclusions'],
      [6, 'hua-chunying', 'China will handle it in accordance with relevant international and Chinese laws according to the facts'],
      [9, 'kim-song', 'maybe we will take necessary measures'],
      [12, commission, 'righteous deed'],
      [12, commission, 'serious trouble and paid a due price'],
      [13, commission, 'counteraction'],
      [
        14,
        commission,
        'Nothing is more serious miscalculation than guessing that just a single movie production company is the target of this counteraction',
      ],
      [14, commission, 'Our target is all the citadels of the U.S. imperialists who earned the bitterest grudge of all Koreans'],
      [
        15,
        commission,
        'The army and people of [North Korea] are fully ready to stand in confrontation with the U.S. in all war spaces, including cyberwarfare space, to blow up those citadels',
      ],
      [
        15,
        commission,
        'Our toughest counteraction will be boldly taken against the White House, the Pentagon and the whole U.S. mainland, the cesspool of terrorism, by far surpassing the ‘symmetric counteraction’ declared by Obama',
      ],
      [16, 'north-korean-government', 'joint investigation'],
    ]);
  });

  it('has Obama’s words within the commission’s', () => {
    const nested = passages.flatMap((passage) =>
      passage.quotes.filter((quote) => quote.within !== undefined).map((quote) => ({ passage, quote })),
    );
    expect(nested.map(({ passage, quote }) => [passage.number, quote.by, quote.words])).toEqual([
      [15, 'barack-obama', 'symmetric counteraction'],
    ]);
    const [{ passage, quote } = {}] = nested;
    const outer = passage?.quotes.find((candidate) => candidate.anchor === quote?.within);
    expect(outer?.by).toBe(commission);
    expect(outer?.start).toBeLessThan(quote?.start ?? 0);
    expect(outer?.end).toBeGreaterThan(quote?.end ?? Number.POSITIVE_INFINITY);
  });

  it('says to whom and when the words were said, where the article does', () => {
    const said = Object.fromEntries(passages.flatMap((passage) => passage.quotes.map(({ words, to, on }) => [words, [to, on]])));
    expect(said).toMatchObject({
      'deeply involved': [undefined, '2014-12-21'],
      'opposes all forms of cyberattacks and cyber terrorism': ['john-kerry', '2014-12-21'],
      'maybe we will take necessary measures': ['associated-press', '2014-12-15/2014-12-21'],
      'joint investigation': ['us-government', '2014-12-20'],
      'symmetric counteraction': [undefined, undefined],
    });
  });

  it('has quotation marks around nothing but quotes: the film is a work, set in italics', () => {
    for (const passage of passages) {
      const quoted = [...passage.text.matchAll(/“([^”]*?)[,.]?”/g)].map((match) => match[1]);
      expect(quoted).toEqual(passage.quotes.filter((quote) => quote.within === undefined).map((quote) => quote.words));
    }
    expect(passages.flatMap((passage) => passage.quotes).filter((quote) => quote.words.includes('Interview'))).toEqual([]);
    const named = passages.filter((passage) => passage.mentions.some((mention) => mention.entity === 'the-interview'));
    expect(named.map((passage) => passage.number)).toEqual([undefined, 1, 2]);
    expect(article?.blocks.map((block) => block.html).join('')).toMatch(/<em>(?:<a [^>]*>)?The Interview(?:<\/a>)?<\/em>/);
  });

  it('has an anchor of its own for every passage and quote, and none made of a position', () => {
    const anchors = passages.flatMap((passage) => [passage.anchor, ...passage.quotes.map((quote) => quote.anchor)]);
    expect(new Set(anchors).size).toBe(17 + 15);
    expect(anchors).toContain('q-righteous-deed');
    for (const anchor of anchors) expect(anchor).toMatch(/^(?:p-[0-9a-hjkmnp-tv-z]{6}|q-[a-z0-9-]+)$/);
  });

  it('tells readers what the square brackets and the inner marks are, outside every passage', () => {
    expect(
      article?.blocks.filter((block) => block.anchors.length === 0).map((block) => /^<\w+ class="([^"]*)"/.exec(block.html)?.[1]),
    ).toEqual(['archive-note']);
  });
});

describe.each([
  ['2014-12-19-fbi-update-on-sony-investigation', 'fbi', '2014-12-19', 13, 8],
  ['2014-12-19-north-korea-denies-connection-with-sony-hacking', 'korea-times-us', '2014-12-19', 10, 5],
  ['2014-12-20-north-korea-joint-probe-sony-hacking', 'usa-today', '2014-12-20', 9, 6],
  ['2014-12-22-china-says-no-proof-nth-korea-behind-cyberattack', 'otago-daily-times', '2014-12-22?', 10, 4],
  ['2014-12-22-china-foreign-ministry-hua-chunying-regular-press-conference', 'chinese-foreign-ministry', '2014-12-22', 7, 4],
  ['2014-12-23-us-rejects-absurd-demand-for-joint-investigation', 'the-blaze', '2014-12-23', 8, 7],
  ['2014-12-23-north-korea-the-interview-is-us-conspiracy', 'tech-times', '2014-12-23', 7, 11],
  ['2015-01-02-white-house-statement-sanctions-north-korea', 'white-house-press-office', '2015-01-02', 8, 7],
])('the record %s', (name, publication, published, paragraphs, quotations) => {
  const record = archive.articles.find((candidate) => candidate.slug === name);

  it('says who published it and when, and holds no text of theirs', () => {
    expect(record?.metadata).toMatchObject({ publication, published, rights: { text: 'record' } });
    expect(record?.metadata.source).toMatch(/^https?:/);
  });

  it('has its paragraphs, numbered in order, and its quotations', () => {
    expect(record?.passages.map(({ kind, number }) => [kind, number])).toEqual(
      Array.from({ length: paragraphs }, (_, index) => ['paragraph', index + 1]),
    );
    const quotes = record?.passages.flatMap((passage) => passage.quotes.filter(({ within }) => within === undefined));
    expect(quotes?.length).toBe(quotations);
  });

  it('ends with a note on what was read, and what was not', () => {
    const notes = record?.blocks.filter((block) => block.anchors.length === 0) ?? [];
    expect(notes).toEqual([record?.blocks.at(-1)]);
    expect(notes[0]?.html).toMatch(/not seen|not visible|breaks off|in part/);
  });
});

describe('a quotation within a quotation', () => {
  it('has its own speaker: what North Korea said, in Samantha Power’s words', () => {
    const quotes = archive.articles
      .find(({ slug: name }) => name === '2014-12-23-us-rejects-absurd-demand-for-joint-investigation')
      ?.passages.flatMap((passage) => passage.quotes);
    const inner = quotes?.filter(({ within }) => within !== undefined);
    expect(inner?.map(({ words, by }) => [words, by])).toEqual([
      ['serious consequences', 'north-korean-government'],
      ['merciless countermeasures', 'north-korean-government'],
    ]);
    for (const { within } of inner ?? []) expect(quotes?.find(({ anchor }) => anchor === within)?.by).toBe('samantha-power');
  });
});

describe('the registry', () => {
  const ids = (type: string) =>
    archive.registry.entities
      .filter((entity) => entity.type === type)
      .map((entity) => entity.id)
      .sort();

  it('holds every person, organization, place and work of the nine documents', () => {
    expect(ids('person')).toEqual([
      'barack-obama',
      'chung-yang-ho',
      'david-goldman',
      'frank-franklin-ii',
      'hua-chunying',
      'james-franco',
      'john-kerry',
      'josh-earnest',
      'journalist-at-the-briefing-2014-12-22',
      'julie-makinen',
      'kim-jong-un',
      'kim-song',
      'klaus-iohannis',
      'mark-stroh',
      'samantha-power',
      'senior-administration-official-2015-01',
      'seth-rogen',
      'wang-yi',
      'xi-jinping',
    ]);
    expect(ids('organization')).toEqual([
      'associated-press',
      'carmike-cinemas',
      'chinese-foreign-ministry',
      'cia',
      'cnn',
      'department-of-homeland-security',
      'fbi',
      'general-assembly',
      'guardians-of-peace',
      'human-rights-committee',
      'international-criminal-court',
      'kcna',
      'korea-mining-development-trading-corporation',
      'korea-tangun-trading-corporation',
      'korea-times-us',
      'los-angeles-times',
      commission,
      'north-korean-foreign-ministry',
      'north-korean-government',
      'otago-daily-times',
      'reconnaissance-general-bureau',
      'reuters',
      'security-council',
      'sony-pictures',
      'south-korean-nuclear-operator',
      'tech-times',
      'the-blaze',
      'thewrap',
      'united-nations',
      'us-government',
      'us-national-security-council',
      'us-treasury',
      'usa-today',
      'white-house-press-office',
    ]);
    expect(ids('place')).toEqual([
      'atlanta',
      'australia',
      'beijing',
      'china',
      'cuba',
      'iran',
      'namibia',
      'netherlands',
      'new-york',
      'new-zealand',
      'north-korea',
      'pentagon',
      'pyongyang',
      'romania',
      'russia',
      'south-korea',
      'sudan',
      'syria',
      'the-hague',
      'united-nations-headquarters',
      'united-states',
      'washington-dc',
      'white-house',
    ]);
    expect(ids('work')).toEqual(['executive-order-additional-sanctions', 'state-of-the-union', 'the-interview']);
  });

  it('has no entity that the articles do not name, quote, credit or date, and that is not the country of one', () => {
    const { articles, registry } = archive;
    const met = new Set([
      ...articles.flatMap(({ metadata }) => [metadata.publication, metadata.dateline, ...metadata.byline]),
      ...articles.flatMap((every) =>
        every.passages.flatMap((passage) => [
          ...passage.mentions.map((mention) => mention.entity),
          ...passage.quotes.flatMap((quote) => [quote.by, quote.to, quote.via]),
        ]),
      ),
      ...articles.flatMap(({ metadata }) => metadata.events.flatMap((event) => event.entities)),
    ]);
    const countries = registry.entities.flatMap((entity) => ('country' in entity && met.has(entity.id) ? entity.country : undefined));
    const credits = articles.flatMap(({ metadata }) => metadata.figures.map((figure) => figure.credit)).join();
    const notes = articles.flatMap(({ blocks }) => blocks.filter(({ anchors }) => anchors.length === 0).map(({ html }) => html)).join();
    expect(
      registry.entities
        .filter(({ id }) => !met.has(id) && !countries.includes(id))
        .filter(({ id, name }) => !credits.includes(name) && !notes.includes(`/${id}/`))
        .map(({ id }) => id),
    ).toEqual([]);
  });

  it('brings the names that the documents use to one entry', () => {
    const named = (words: string) => [
      ...new Set(
        archive.articles.flatMap(({ passages: all }) =>
          all.flatMap(({ text, mentions }) =>
            mentions.filter(({ start, end }) => text.slice(start, end) === words).map(({ entity }) => entity),
          ),
        ),
      ),
    ];
    expect(['Kim Jong Un', 'Kim Jong-un'].flatMap(named)).toEqual(['kim-jong-un', 'kim-jong-un']);
    expect(['DPRK', 'Democratic People’s Republic of Korea', "Democratic People's Republic of Korea"].flatMap(named)).toEqual(
      Array(3).fill('north-korea'),
    );
    expect(['SPE', 'Sony', 'Sony Pictures', 'Sony Pictures Entertainment'].flatMap(named)).toEqual(Array(4).fill('sony-pictures'));
  });

  it.each([
    [
      1,
      [
        'national-defense-commission',
        'sony-pictures',
        'the-interview',
        'us-government',
        'white-house',
        'pentagon',
        'united-states',
        'north-korea',
      ],
    ],
    [2, ['fbi', 'sony-pictures', 'the-interview', 'kim-jong-un', 'north-korea']],
    [3, ['united-states', 'north-korea', 'south-korea']],
    [4, ['wang-yi', 'john-kerry', 'china', 'beijing']],
    [5, ['hua-chunying', 'chinese-foreign-ministry', 'sony-pictures']],
    [8, ['security-council', 'international-criminal-court', 'the-hague', 'netherlands', 'kim-jong-un']],
    [9, ['kim-song', 'pyongyang', 'associated-press', 'human-rights-committee', 'general-assembly', 'security-council', 'north-korea']],
    [10, ['international-criminal-court', 'china', 'united-nations', 'north-korea']],
    [15, ['white-house', 'pentagon', 'united-states', 'barack-obama', 'north-korea']],
    [16, ['north-korean-government', 'united-states']],
  ])('names in paragraph %i whom and what it is about', (number, entities) => {
    const passage = passages.find((candidate) => candidate.number === number);
    expect([...new Set(passage?.mentions.map((mention) => mention.entity))].sort()).toEqual([...entities].sort());
  });
});

describe('the events', () => {
  it('are dated as precisely as the article allows, and tied to its paragraphs', () => {
    expect(article?.metadata.events.map(({ id, date, passages: references }) => [id, date, references])).toEqual([
      ['south-korean-banks-attacked', '2013', [3]],
      ['human-rights-committee-votes', '2014-11', [9]],
      ['nuclear-tests-threatened', '2014-11', [9]],
      ['fbi-names-north-korea', '2014-12-15/2014-12-21', [2]],
      ['kim-song-speaks-to-ap', '2014-12-15/2014-12-21', [9]],
      ['release-cancelled', '2014-12', [2]],
      ['poster-taken-down-in-atlanta', '2014-12-17', ['fig-1']],
      ['joint-investigation-proposed', '2014-12-20', [16]],
      ['commission-issues-statement', '2014-12-21', [1, 11, 12, 13, 14, 15, 16]],
      ['wang-and-kerry-speak', '2014-12-21', [4]],
      ['beijing-briefing', '2014-12-22', [4, 5, 6]],
      ['security-council-debate', '2014-12-22', [7, 8, 9, 10]],
    ]);
  });
});
