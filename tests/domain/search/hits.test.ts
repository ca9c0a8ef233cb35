import { describe, expect, it } from 'vitest';
import { type ArticleHits, findHits, isFound, listBlocks, type Scope } from '../../../src/domain/search/hits.ts';
import { ada, bridge, InventedArticle, type Invention, tom } from './invented.ts';

const everywhere: Scope = { kinds: [], speakers: [], entities: [] };

function find(invention: Invention, query: string, scope: Partial<Scope> = {}, weights: readonly number[] = []): ArticleHits {
  return findHits(new InventedArticle(invention).view(query, weights), { ...everywhere, ...scope });
}

/** The hits as `kind index: marked words`, best first. */
function show(invention: Invention, query: string, scope: Partial<Scope> = {}, weights: readonly number[] = []): string[] {
  const article = new InventedArticle(invention);
  return findHits(article.view(query, weights), { ...everywhere, ...scope }).hits.map((hit) => article.show(hit));
}

describe('the places of an article', () => {
  it('are title, passages and events, each with a position of its own between them', () => {
    expect(listBlocks([[2, 3, 0, 4], 2, [], []])).toEqual([
      { kind: 'title', index: 0, start: 0, end: 2 },
      { kind: 'passage', index: 0, start: 3, end: 6 },
      { kind: 'passage', index: 1, start: 7, end: 7 },
      { kind: 'event', index: 0, start: 8, end: 12 },
    ]);
  });
});

describe('passages', () => {
  it('that have all the words are found alone', () => {
    const passages = ['The bridge is stone.', 'The council met.', 'The council wants a bridge.', 'No bridge for the council.'];
    expect(show({ passages }, 'bridge council').toSorted()).toEqual(['passage 2: council, bridge', 'passage 3: bridge, council']);
  });

  it('that have some of the words are found where none has all', () => {
    const passages = ['The bridge is stone.', 'Nobody spoke.', 'The council met.'];
    expect(show({ passages }, 'bridge council').toSorted()).toEqual(['passage 0: bridge', 'passage 2: council']);
  });

  it('are the better the more their words tell', () => {
    const passages = ['The bridge is stone.', 'The council met.'];
    expect(show({ passages }, 'bridge council', {}, [1, 3])).toEqual(['passage 1: council', 'passage 0: bridge']);
    expect(show({ passages }, 'bridge council', {}, [3, 1])).toEqual(['passage 0: bridge', 'passage 1: council']);
  });

  it('are the better the closer together the words stand', () => {
    const far = `The council met and ${'talked and '.repeat(20)}slept over the bridge.`;
    expect(show({ passages: [far, 'They say the council met about the bridge.'] }, 'council bridge')).toEqual([
      'passage 1: council, bridge',
      'passage 0: council, bridge',
    ]);
  });

  it('are best where the words stand next to each other, in whatever order', () => {
    const passages = ['The stone of the old grey bridge.', 'A bridge stone fell.', 'They saw the stone bridge.'];
    expect(show({ passages }, 'stone bridge').slice(0, 2).toSorted()).toEqual(['passage 1: bridge, stone', 'passage 2: stone, bridge']);
  });

  it('mark every word that was found, in order, and one mark where words stand in each other', () => {
    expect(show({ passages: ['Bridge after bridge, well-kept bridge.'] }, 'bridge well kept')).toEqual([
      'passage 0: Bridge, bridge, well-kept, bridge',
    ]);
  });

  it('tell how much of what was asked for stands in the title, in the best place and anywhere', () => {
    const invention = { title: 'A bridge at last', passages: ['The council met.', 'The mill is old.'] };
    expect(find(invention, 'bridge council mill', {}, [4, 2, 1])).toMatchObject({ title: 4, best: 2, share: 7 });
    expect(find(invention, 'council mill', {}, [2, 1])).toMatchObject({ title: 0, best: 2, share: 3 });
  });

  it('are none where the title alone has the words', () => {
    expect(find({ title: 'A bridge', passages: ['Nothing.'] }, 'bridge')).toEqual({ hits: [], title: 1, best: 0, share: 1, score: 0 });
  });

  it('are all where nothing is asked for', () => {
    expect(show({ passages: ['One.', 'Two.'], events: ['Three.'] }, '').toSorted()).toEqual(['event 0: ', 'passage 0: ', 'passage 1: ']);
  });
});

describe('a phrase', () => {
  it('stands where its words stand in a row', () => {
    const passages = ['The stone bridge.', 'The bridge, stone by stone.', 'Of stone: a bridge.'];
    expect(show({ passages }, '"stone bridge"')).toEqual(['passage 0: stone bridge']);
  });

  it('stands across the parts of a hyphened word', () => {
    expect(show({ passages: ['A well-kept ferry.'] }, '"kept ferry"')).toEqual(['passage 0: well-kept ferry']);
    expect(show({ passages: ['A well-kept ferry.'] }, '"well kept"')).toEqual(['passage 0: well-kept']);
  });

  it('stands where a word is said again right after it', () => {
    expect(show({ passages: ['A well-kept, kept boat.'] }, '"well kept"')).toEqual(['passage 0: well-kept']);
    expect(show({ passages: ['A well-kept, kept boat.'] }, '"a well kept"')).toEqual(['passage 0: A well-kept']);
    expect(show({ passages: ['A well-kept, kept boat.'] }, '"a well kept kept boat"')).toEqual(['passage 0: A well-kept, kept boat']);
    expect(show({ passages: ['A well-kept, kept boat.'] }, '"kept kept"')).toEqual(['passage 0: well-kept, kept']);
  });

  it('does not run from one place into the next', () => {
    const invention = { title: 'Stone', passages: ['A bridge of', 'stone'], events: ['A bridge of stone falls'] };
    expect(show(invention, '"of stone"')).toEqual(['event 0: of stone']);
    expect(show({ passages: ['A bridge of', 'stone'] }, '"of stone"')).toEqual([]);
  });
});

describe('quotations', () => {
  const passages = [
    'She said: [ada: We shall have our bridge]. The bridge came.',
    'The clerk [tom: wrote “[ada: a bridge or nothing]” down].',
  ];

  it('hold a hit where everything that is marked lies in one', () => {
    expect(show({ passages }, 'shall bridge')).toEqual(['passage 0: shall, bridge, bridge']);
    expect(show({ passages }, 'shall have')).toEqual(['passage 0 in quote 0: shall, have']);
    expect(show({ passages }, 'clerk')).toEqual(['passage 1: clerk']);
  });

  it('hold a hit in the innermost', () => {
    expect(show({ passages }, 'nothing')).toEqual(['passage 1 in quote 2: nothing']);
    expect(show({ passages }, 'wrote')).toEqual(['passage 1 in quote 1: wrote']);
    expect(show({ passages }, 'wrote nothing')).toEqual(['passage 1 in quote 1: wrote, nothing']);
  });

  it('are looked at alone where quotations are asked for, the outer one with the words of the inner', () => {
    expect(show({ passages }, 'bridge', { kinds: ['quote'] }).toSorted()).toEqual([
      'quote 0: bridge',
      'quote 1: bridge',
      'quote 2: bridge',
    ]);
    expect(show({ passages }, 'wrote nothing', { kinds: ['quote'] })).toEqual(['quote 1: wrote, nothing']);
    expect(show({ passages }, 'clerk', { kinds: ['quote'] })).toEqual([]);
  });

  it('of a speaker are looked at alone where the speaker is asked for', () => {
    expect(show({ passages }, 'bridge', { speakers: [tom] })).toEqual(['quote 1: bridge']);
    expect(show({ passages }, 'bridge', { speakers: [ada] }).toSorted()).toEqual(['quote 0: bridge', 'quote 2: bridge']);
    expect(show({ passages }, 'bridge', { speakers: [ada, tom] })).toHaveLength(3);
    expect(show({ passages }, 'wrote', { speakers: [ada] })).toEqual([]);
  });

  it('of a speaker are all found where no word is asked for', () => {
    expect(show({ passages }, '', { speakers: [ada] }).toSorted()).toEqual(['quote 0: ', 'quote 2: ']);
  });

  it('that have all the words are found alone', () => {
    expect(show({ passages }, 'bridge nothing', { kinds: ['quote'] }).toSorted()).toEqual([
      'quote 1: bridge, nothing',
      'quote 2: bridge, nothing',
    ]);
  });

  it('are marked where the whole quotation was typed', () => {
    expect(show({ passages }, '"We shall have our bridge"')).toEqual(['passage 0 in quote 0: We shall have our bridge']);
  });
});

describe('events', () => {
  it('are found beside passages where they have everything that is asked for', () => {
    const invention = { passages: ['The bridge is stone.'], events: ['The bridge opens.', 'The mill shuts.'] };
    expect(show(invention, 'bridge').toSorted()).toEqual(['event 0: bridge', 'passage 0: bridge']);
  });

  it('with a part of what is asked for are left out beside passages', () => {
    const invention = { passages: ['The bridge is stone.'], events: ['The bridge opens.', 'The bridge council meets.'] };
    expect(show(invention, 'bridge council').toSorted()).toEqual(['event 1: bridge, council', 'passage 0: bridge']);
    expect(show({ ...invention, events: ['The council meets.'] }, 'bridge council')).toEqual(['passage 0: bridge']);
  });

  it('with a part of what is asked for are found where no passage has anything', () => {
    const invention = { passages: ['Nothing.'], events: ['The bridge opens.', 'The council meets.', 'Tea is served.'] };
    expect(show(invention, 'bridge council').toSorted()).toEqual(['event 0: bridge', 'event 1: council']);
  });

  it('are looked at alone where events are asked for', () => {
    const invention = { title: 'The bridge', passages: ['The [ada: bridge] is stone.'], events: ['The bridge opens.', 'Tea is served.'] };
    expect(show(invention, 'bridge', { kinds: ['event'] })).toEqual(['event 0: bridge']);
    expect(show(invention, '', { kinds: ['event'] })).toHaveLength(2);
    expect(find(invention, 'bridge', { kinds: ['event'] }).title).toBe(0);
  });
});

describe('a name', () => {
  const passages = ['{ada: The mistress} spoke.', 'Miss Quill sat down.', 'Said: [ada: Not a favour].', 'A quill lay there.', 'The mill.'];

  it('is found as it was typed, under any other name, and where its bearer speaks', () => {
    expect(show({ passages }, 'Miss Quill').toSorted()).toEqual(['passage 0: The mistress', 'passage 1: Miss Quill', 'passage 2: ']);
  });

  it('is one of the words that a place may have', () => {
    expect(show({ passages }, 'Miss Quill favour')).toEqual(['passage 2 in quote 0: favour']);
    expect(show({ passages }, 'Miss Quill spoke')).toEqual(['passage 0: The mistress, spoke']);
  });

  it('in quotation marks is the very words', () => {
    expect(show({ passages }, '"Miss Quill"')).toEqual(['passage 1: Miss Quill']);
  });

  it('is found among quotations where they name its bearer', () => {
    const own = ['He said [tom: that {ada: she} would] and {ada: she} did.'];
    expect(show({ passages: own }, 'Miss Quill', { kinds: ['quote'] })).toEqual(['quote 0: she']);
    expect(show({ passages: own }, 'Miss Quill', { speakers: [ada] })).toEqual([]);
  });

  it('that narrows a search without words leads to the passages that have it', () => {
    expect(show({ passages, events: ['Tea is served.'] }, '', { entities: [ada] }).toSorted()).toEqual([
      'passage 0: The mistress',
      'passage 2: ',
    ]);
    expect(show({ passages }, '', { entities: [bridge] })).toHaveLength(passages.length);
  });

  it('that narrows a search without words leads to all places of a kind that never has names', () => {
    const invention = { passages, events: ['Tea is served.', 'The mill shuts.'] };
    expect(show(invention, '', { entities: [ada], kinds: ['event'] }).toSorted()).toEqual(['event 0: ', 'event 1: ']);
  });

  it('that narrows a search for words leads to the passages that have both first', () => {
    const own = ['The mill is old.', '{ada: She} bought the mill.', 'A mill of no use.'];
    expect(show({ passages: own }, 'mill', { entities: [ada] })[0]).toBe('passage 1: mill');
    expect(show({ passages: own }, 'mill', { entities: [ada] })).toHaveLength(3);
  });
});

describe('an article', () => {
  const invention = {
    title: 'The long wait',
    passages: ['The bridge is stone.', 'He said [tom: the council slept].', '[ada: A bridge for the council].'],
    events: ['The ferry stops.'],
  };

  it.each<[query: string, scope: Partial<Scope>, found: boolean]>([
    ['bridge', {}, true],
    ['bridge wait ferry council', {}, true],
    ['bridge tunnel', {}, false],
    ['', {}, true],
    ['wait', { kinds: ['passage'] }, false],
    ['stone', { kinds: ['quote'] }, false],
    ['slept bridge', { kinds: ['quote'] }, true],
    ['slept bridge', { speakers: [tom] }, false],
    ['slept bridge', { speakers: [tom, ada] }, true],
    ['stone ferry', { kinds: ['passage', 'event'] }, true],
    ['stone ferry', { kinds: ['event'] }, false],
    ['', { speakers: [bridge] }, false],
    ['Miss Quill', {}, true],
    ['Miss Quill', { kinds: ['event'] }, false],
    ['Long Bridge', {}, false],
    ['"council slept"', {}, true],
    ['"slept council"', {}, false],
  ])('has what “%s” asks for in %j: %j', (query, scope, found) => {
    expect(isFound(new InventedArticle(invention).view(query), { ...everywhere, ...scope })).toBe(found);
  });
});
