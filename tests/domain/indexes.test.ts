/** The indexes over the invented archive, as the pages get them. */
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import { bylineNames, citeArticle } from '../../src/domain/citation.ts';
import { buildEntries, groupByLetter } from '../../src/domain/entry.ts';
import { indexArticle } from '../../src/domain/index-of-article.ts';
import { groupMarginalia, groupVoices } from '../../src/domain/marginalia.ts';
import {
  chooseNotable,
  countQuotations,
  groupBySpeaker,
  listQuotations,
  listSpeakers,
  outerQuote,
  rankSpeakers,
  sortArticles,
} from '../../src/domain/quotation.ts';
import { summarise } from '../../src/domain/summary.ts';
import { groupByYear, involvedIn, listEvents } from '../../src/domain/timeline.ts';
import { readArchive } from '../../src/files/archive.ts';
import { fixtureContent } from '../support/build.ts';

const { articles, registry } = readArchive({ folder: fixtureContent });
const shuffled = [...articles].reverse();
const article = (slug: string): Article => {
  const found = articles.find((candidate) => candidate.slug.includes(slug));
  if (!found) throw new Error(`no article ${slug}`);
  return found;
};

describe('quotations', () => {
  const quotations = listQuotations(shuffled);

  it('come in the order of publication, whatever the order of the files, and none from a withdrawn article', () => {
    expect(quotations).toEqual(listQuotations(articles));
    const slugs = [...new Set(quotations.map((quotation) => quotation.article.slug))];
    expect(slugs[0]).toContain('1911');
    expect(slugs.at(-1)).toContain('2009');
    expect(slugs.some((slug) => slug.startsWith('1996'))).toBe(false);
  });

  it('are counted without those within others, of which each knows its outer quote', () => {
    const within = quotations.filter(({ quote }) => quote.within);
    expect(countQuotations(quotations)).toBe(quotations.length - within.length);
    expect(within).toHaveLength(6);
    for (const quotation of within) expect(outerQuote(quotation)?.words).toContain(quotation.quote.words);
    expect(quotations.filter(({ quote }) => !quote.within).every((quotation) => outerQuote(quotation) === undefined)).toBe(true);
  });

  it('stand under their speakers, ranked by how much is quoted', () => {
    const speakers = groupBySpeaker(quotations, registry);
    expect(speakers.reduce((sum, { quotations: own }) => sum + own.length, 0)).toBe(quotations.length);
    const counts = rankSpeakers(speakers).map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts).not.toContain(0);
  });

  it('are chosen one a speaker, the preferred article first, none too long to read at a glance', () => {
    const chosen = chooseNotable(quotations, article('1953'), 3);
    expect(chosen).toHaveLength(3);
    expect(new Set(chosen.map(({ quote }) => quote.by)).size).toBe(3);
    expect(chosen[0]?.article.slug).toContain('1953');
    for (const { quote } of chosen) expect(quote.words.length).toBeLessThanOrEqual(220);
  });

  it('name an article’s speakers in the order of their first words', () => {
    expect(listSpeakers(article('1953'), registry).map(({ id }) => id)).toEqual([
      'zoe-angstrom',
      'ada-quill',
      'edith-corrie',
      'tom-marsh-younger',
    ]);
  });
});

describe('entries', () => {
  const entries = buildEntries(shuffled, registry);

  it('count every mention, and give one sentence for several in it', () => {
    const total = articles
      .filter(({ metadata }) => metadata.status === 'published')
      .flatMap(({ passages }) => passages.flatMap(({ mentions }) => mentions)).length;
    const counted = [...entries.values()].reduce((sum, { mentionCount }) => sum + mentionCount, 0);
    expect(counted).toBe(total);
    for (const { mentions, mentionCount } of entries.values()) {
      expect(mentions.reduce((sum, { names }) => sum + names.length, 0)).toBe(mentionCount);
      for (const { sentence, names } of mentions)
        for (const name of names) expect(name.start >= sentence.start && name.end <= sentence.end).toBe(true);
    }
  });

  it('know who stands beside whom, both ways alike', () => {
    for (const { entity, companions } of entries.values()) {
      for (const { entity: other, passages } of companions) {
        expect(entries.get(other.id)?.companions.find((back) => back.entity.id === entity.id)?.passages).toBe(passages);
      }
    }
  });

  it('know what an entity wrote and published, and nothing of withdrawn articles', () => {
    expect(entries.get('owen-tilley')?.written).toHaveLength(4);
    expect(entries.get('marsh-side-news')?.published).toEqual([]);
  });

  it('are filed under their letters, each once', () => {
    const groups = groupByLetter(entries.values(), 'person');
    expect(groups[0]?.letter).toBe('A');
    expect(groups.flatMap(({ entries: own }) => own)).toHaveLength(registry.entities.filter(({ type }) => type === 'person').length);
  });
});

describe('events', () => {
  const events = listEvents(shuffled);

  it('are filed under year and month, each once, in order', () => {
    const years = groupByYear(events);
    expect(years.flatMap(({ months }) => months.flatMap(({ events: own }) => own))).toHaveLength(events.length);
    expect(years.map(({ year }) => year)).toEqual(years.map(({ year }) => year).sort((a, b) => a - b));
    expect(years.map(({ label }) => label).slice(0, 2)).toEqual(['1800–1899', '1887']);
  });

  it('of an unknown year stand before those of the first year of their decade, and a century before both', () => {
    const own = article('1932');
    const template = own.metadata.events[0];
    if (!template) throw new Error('no event');
    const dated = ['1900', '190X', '19XX', '1900-05'].map((date, index) => ({ ...template, id: `event-${index}`, date }));
    const years = groupByYear(listEvents([{ ...own, metadata: { ...own.metadata, events: dated } }]));
    expect(years.map(({ label }) => label)).toEqual(['1900–1999', '1900s', '1900']);
    expect(years[2]?.months.map(({ month }) => month)).toEqual([undefined, 5]);
  });

  it('touch those who took part and those whose words their passages quote', () => {
    const vote = events.find(({ event, passages }) => passages.some(({ quotes }) => quotes.some(({ by }) => !event.entities.includes(by))));
    const speaker = vote?.passages.flatMap(({ quotes }) => quotes.map(({ by }) => by)).find((by) => !vote.event.entities.includes(by));
    expect(speaker).toBeDefined();
    expect(vote && involvedIn(vote).has(speaker ?? '')).toBe(true);
  });
});

describe('beside and after an article', () => {
  it('margins name each entity and each event once, where it first stands', () => {
    for (const each of articles) {
      const blocks = groupMarginalia(each, registry);
      const named = blocks.flatMap((block) => block.named.map(({ id }) => id));
      const dated = blocks.flatMap((block) => block.events.map(({ id }) => id));
      expect(new Set(named).size).toBe(named.length);
      expect([...dated].sort()).toEqual(each.metadata.events.map(({ id }) => id).sort());
    }
  });

  it('voices hold the quotes of one speaker together, and apart when they speak through another', () => {
    const { passages } = article('1913');
    const voices = groupVoices(passages, registry);
    expect(voices.reduce((sum, { quotes }) => sum + quotes.length, 0)).toBe(passages.flatMap(({ quotes }) => quotes).length);
    expect(voices.filter(({ speaker, outer }) => speaker.id === 'ada-quill' && outer?.id === 'josiah-crake')).toHaveLength(1);
  });

  it('the index gives each entity the passages where it is named', () => {
    const { named, speakers } = indexArticle(article('1953'), registry);
    expect(speakers.map(({ entity }) => entity.id)).toEqual(['zoe-angstrom', 'edith-corrie', 'tom-marsh-younger', 'ada-quill']);
    for (const { entries } of named)
      for (const { entity, passages } of entries)
        for (const { mentions } of passages) expect(mentions.some((mention) => mention.entity === entity.id)).toBe(true);
  });
});

describe('in a line', () => {
  it('an article is summed up by its author, else by its first passage, else by why it went', () => {
    const own = article('1911');
    expect(summarise({ ...own, metadata: { ...own.metadata, summary: 'A summary.' } })).toBe('A summary.');
    const first = own.passages.find(({ number }) => number === 1)?.text ?? '';
    const cut = summarise({ ...own, metadata: { ...own.metadata, summary: undefined } }, 60);
    expect(first.replace(/\s+/g, ' ').startsWith(cut.replace(/…$/, ''))).toBe(true);
    expect([...cut].length).toBeLessThanOrEqual(60);
    expect(summarise(article('1996'))).toMatch(/^This article was withdrawn: /);
  });

  it('an article is cited with author, title, publication, date and address', () => {
    const address = 'https://cuttings.example.org/vale/articles/1953-02-07-four-nights-of-water/';
    expect(bylineNames(article('1953'), registry)).toEqual(['Owen Tilley', 'Our Brackwater Correspondent']);
    expect(citeArticle(article('1953'), registry, 'The Ennerby Cuttings', address)).toBe(
      `Owen Tilley and Our Brackwater Correspondent, “Four Nights of Water,” The Tarle Mercury, 7 February 1953. In The Ennerby Cuttings, ${address}`,
    );
    expect(citeArticle(article('2009'), registry, 'The Ennerby Cuttings', address)).toContain('Record in The Ennerby Cuttings');
  });

  it('articles stand by date, whatever the order of the files', () => {
    expect(sortArticles(shuffled).map(({ slug }) => slug)).toEqual(articles.map(({ slug }) => slug).sort());
  });
});
