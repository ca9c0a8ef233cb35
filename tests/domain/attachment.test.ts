import { describe, expect, it } from 'vitest';
import { type Acceptances, attachAnchors, type PassageText, type QuoteText, type TextPlace } from '../../src/domain/attachment.ts';
import { addAlias, addTombstone, sealArticle } from '../../src/domain/seal.ts';
import type { Ledger } from '../../src/model/ledger.ts';
import { compose } from './edits.ts';

/**
 * A text from one line for each passage, in which `[mayor: not one penny]` is a quote and `[mayor#penny: not one penny]` one with an id.
 */
function read(lines: readonly string[]): PassageText[] {
  return lines.map((line) => {
    const quotes: { at: number; quote: Omit<QuoteText, 'end' | 'words'>; end: number }[] = [];
    const open: (typeof quotes)[number][] = [];
    let text = '';
    for (const piece of line.split(/(\[[a-z]+(?:#[a-z-]+)?: |\])/u)) {
      const mark = /^\[([a-z]+)(?:#([a-z-]+))?: $/u.exec(piece);
      if (mark) {
        const quote = { at: quotes.length, end: 0, quote: { start: text.length, by: mark[1] ?? '', ...(mark[2] ? { id: mark[2] } : {}) } };
        quotes.push(quote);
        open.push(quote);
      } else if (piece === ']') {
        const quote = open.pop();
        if (quote) quote.end = text.length;
      } else text += piece;
    }
    return { text, quotes: quotes.map(({ quote, end }) => ({ ...quote, end, words: text.slice(quote.start, end) })) };
  });
}

/** An article that was sealed. Its passages are called P1, P2 …, its quotes Q1, Q2 … in their order then; what came later is new. */
class Sealed {
  readonly ledger: Ledger;
  readonly #names: ReadonlyMap<string, string>;

  constructor(lines: readonly string[], ledger?: Ledger, names?: ReadonlyMap<string, string>) {
    const { article, attachment } = compose(read(lines), ledger);
    const quotes = article.passages.flatMap((passage) => passage.quotes);
    const numbered =
      (letter: string) =>
      ({ anchor }: { readonly anchor: string }, index: number) =>
        [anchor, `${letter}${index + 1}`] as const;
    this.#names = names ?? new Map([...article.passages.map(numbered('P')), ...quotes.map(numbered('Q'))]);
    this.ledger = ledger ?? sealArticle(article, undefined, attachment, '1911-06-10').ledger;
  }

  /** The anchor that is called so. */
  anchor(name: string): string {
    return [...this.#names].find(([, own]) => own === name)?.[0] ?? name;
  }

  with(change: (ledger: Ledger) => Ledger): Sealed {
    return new Sealed([], change(this.ledger), this.#names);
  }

  /** What becomes of the anchors in the edited text: those of its passages and quotes, and what is found. */
  edit(lines: readonly string[], accepted: Readonly<Record<string, string | true>> = {}): { anchors: string[]; findings: string[] } {
    const places = Object.entries(accepted).map(([name, place]) => [this.anchor(name), place === true || parsePlace(place)] as const);
    const acceptances: Acceptances = new Map(places);
    const { article, attachment } = compose(read(lines), this.ledger, acceptances);
    const name = (anchor: string) => this.#names.get(anchor) ?? 'new';
    return {
      anchors: article.passages.flatMap((passage) => [name(passage.anchor), ...passage.quotes.map((quote) => name(quote.anchor))]),
      findings: attachment.findings.map(({ anchor, outcome, isSettled, at, others, aliasOf }) =>
        [
          `${this.#names.get(anchor) ?? anchor} ${outcome}${isSettled ? '' : '?'}`,
          ...(at ? [`at ${showPlace(at)}`] : []),
          ...(others.length > 0 ? [`${outcome === 'tied' ? 'between' : 'and'} ${others.map(showPlace).join(', ')}`] : []),
          ...(aliasOf ? [`leads to ${this.#names.get(aliasOf) ?? aliasOf}`] : []),
        ].join(' '),
      ),
    };
  }
}

/** Places are counted from 1, a quote's after its passage's: 2.1 is the first quote of the second passage. */
function showPlace({ passage, quote }: TextPlace): string {
  return quote === undefined ? `${passage + 1}` : `${passage + 1}.${quote + 1}`;
}

function parsePlace(place: string): TextPlace {
  const [passage = 0, quote] = place.split('.').map((number) => Number(number) - 1);
  return quote === undefined ? { passage } : { passage, quote };
}

const bridge = 'The council met on Monday and resolved to build the bridge before the winter.';
const ferry = 'Nobody asked the ferryman, who learned of it from a boy with a basket of eels.';
const mayor = 'The mayor said that every stone had been paid for, and that he had the receipts.';
const first = 'The gazette was printed late that day, since the boy who turns the press was ill.';
const last = 'A second meeting is called for Thursday, at which strangers are not admitted.';

interface Case {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly anchors: readonly string[];
  readonly findings?: readonly string[];
}

function itKeeps(cases: readonly Case[]): void {
  it.each(cases)('$name', ({ before, after, anchors, findings = [] }) => {
    expect(new Sealed(before).edit(after)).toEqual({ anchors, findings });
  });
}

describe('the anchor of a passage', () => {
  itKeeps([
    {
      name: 'stays where nothing was edited',
      before: [bridge, ferry, mayor],
      after: [bridge, ferry, mayor],
      anchors: ['P1', 'P2', 'P3'],
    },
    {
      name: 'stays where only blanks and the composition of letters changed',
      before: ['Zoë came  by day.', ferry],
      after: ['Zoe\u0308 came by\nday. ', ferry],
      anchors: ['P1', 'P2'],
    },
    { name: 'goes with it where it is moved', before: [bridge, ferry, mayor], after: [mayor, bridge, ferry], anchors: ['P3', 'P1', 'P2'] },
    { name: 'stays where another is inserted', before: [bridge, ferry], after: [bridge, mayor, ferry], anchors: ['P1', 'new', 'P2'] },
    {
      name: 'is lost where the passage is deleted',
      before: [bridge, ferry, mayor],
      after: [bridge, mayor],
      anchors: ['P1', 'P3'],
      findings: ['P2 lost?'],
    },
    {
      name: 'is lost where another passage comes in its place',
      before: [bridge, ferry, mayor],
      after: [bridge, last, mayor],
      anchors: ['P1', 'new', 'P3'],
      findings: ['P2 lost?'],
    },
    {
      name: 'stays where some words are changed, and this is told',
      before: [bridge, ferry, mayor],
      after: [bridge, ferry.replace('a basket of eels', 'two baskets'), mayor],
      anchors: ['P1', 'P2', 'P3'],
      findings: ['P2 reworded at 2'],
    },
    {
      name: 'goes with it where it is moved and some words are changed',
      before: [bridge, ferry, mayor],
      after: [ferry.replace('a boy', 'somebody'), bridge, mayor],
      anchors: ['P2', 'P1', 'P3'],
      findings: ['P2 reworded at 1'],
    },
    {
      name: 'stays with a short passage where only signs and capitals are changed',
      before: [bridge, 'No comment.', mayor],
      after: ['NO COMMENT!', bridge, mayor],
      anchors: ['P2', 'P1', 'P3'],
      findings: ['P2 reworded at 1'],
    },
    {
      name: 'is proposed where a short passage was moved and changed: it is alike by chance',
      before: [bridge, 'Nobody asked the ferryman.', mayor],
      after: ['Nobody asked the mayor.', bridge, mayor],
      anchors: ['P2', 'P1', 'P3'],
      findings: ['P2 reworded? at 1'],
    },
    {
      name: 'stays with the first part of what is split',
      before: [first, `${bridge} ${ferry}`, last],
      after: [first, bridge, ferry, last],
      anchors: ['P1', 'P2', 'new', 'P3'],
      findings: ['P2 split at 2 and 3'],
    },
    {
      name: 'stays with what is left where a few words become a passage of their own: that is no split',
      before: [first, `${bridge} ${ferry} Nobody came.`, last],
      after: [first, `${bridge} ${ferry}`, 'Nobody came.', last],
      anchors: ['P1', 'P2', 'new', 'P3'],
      findings: ['P2 reworded at 2'],
    },
    {
      name: 'leads to the passage into which it is merged',
      before: [first, bridge, ferry, last],
      after: [first, `${bridge} ${ferry}`, last],
      anchors: ['P1', 'P2', 'P4'],
      findings: ['P2 reworded at 2', 'P3 merged at 2 leads to P2'],
    },
    {
      name: 'leads to the passage into which three are merged, in whatever order',
      before: [bridge, ferry, mayor, last],
      after: [`${mayor} ${bridge} ${ferry}`, last],
      anchors: ['P3', 'P4'],
      findings: ['P3 reworded at 1', 'P1 merged at 1 leads to P3', 'P2 merged at 1 leads to P3'],
    },
    {
      name: 'stays with a passage that grows to three times its length',
      before: [first, bridge, last],
      after: [`${ferry} ${bridge} ${mayor}`, first, last],
      anchors: ['P2', 'P1', 'P3'],
      findings: ['P2 reworded at 1'],
    },
  ]);

  describe('where passages are the same', () => {
    itKeeps([
      {
        name: 'stays with each where nothing was edited',
        before: ['Yes.', bridge, 'Yes.', 'Yes.', 'Yes.'],
        after: ['Yes.', bridge, 'Yes.', 'Yes.', 'Yes.'],
        anchors: ['P1', 'P2', 'P3', 'P4', 'P5'],
      },
      {
        name: 'stays with each in a row that is longer than any context',
        before: Array<string>(20).fill('Yes.'),
        after: Array<string>(20).fill('Yes.'),
        anchors: Array.from({ length: 20 }, (_, index) => `P${index + 1}`),
      },
      {
        name: 'stays with the one that has the same neighbours, and the copy gets a new one',
        before: [bridge, 'Yes.', ferry, mayor],
        after: [bridge, 'Yes.', ferry, mayor, 'Yes.'],
        anchors: ['P1', 'P2', 'P3', 'P4', 'new'],
      },
      {
        name: 'is tied where a copy stands beside the original',
        before: [bridge, 'Yes.', ferry],
        after: [bridge, 'Yes.', 'Yes.', ferry],
        anchors: ['P1', 'new', 'new', 'P3'],
        findings: ['P2 tied? between 2, 3'],
      },
      {
        name: 'is tied where one of two goes and the other is moved',
        before: [bridge, 'Yes.', ferry, 'Yes.', mayor],
        after: ['Yes.', bridge, ferry, mayor],
        anchors: ['new', 'P1', 'P3', 'P5'],
        findings: ['P2 tied? between 1', 'P4 tied? between 1'],
      },
      {
        name: 'stays with the one that is left where its neighbours are',
        before: [bridge, 'Yes.', ferry, 'Yes.', mayor],
        after: [bridge, ferry, 'Yes.', mayor],
        anchors: ['P1', 'P3', 'P4', 'P5'],
        findings: ['P2 lost?'],
      },
      {
        name: 'follows the neighbours where the same words are exchanged with them',
        before: [bridge, 'Yes.', ferry, mayor, 'Yes.', last],
        after: [mayor, 'Yes.', last, bridge, 'Yes.', ferry],
        anchors: ['P4', 'P5', 'P6', 'P1', 'P2', 'P3'],
      },
      {
        name: 'is tied where no more than a few letters of the context agree',
        before: [bridge, 'Yes.', ferry, mayor],
        after: ['Yes.', mayor, bridge, ferry, 'Yes.', 'The gazette asked.'],
        anchors: ['new', 'P4', 'P1', 'P3', 'new', 'new'],
        findings: ['P2 tied? between 1, 5'],
      },
    ]);
  });

  describe('where several have a claim', () => {
    itKeeps([
      {
        name: 'is tied between two passages that are as much like it',
        before: [first, bridge, last],
        after: [bridge.replace('winter', 'summer'), first, last, bridge.replace('winter', 'autumn')],
        anchors: ['new', 'P1', 'P3', 'new'],
        findings: ['P2 tied? between 1, 4'],
      },
      {
        name: 'is tied where another passage is more like it than the one in its place',
        before: [first, bridge, last],
        after: [first, bridge.replace('the bridge before', 'a bridge after'), last, bridge.replace('winter', 'autumn')],
        anchors: ['P1', 'new', 'P3', 'new'],
        findings: ['P2 tied? between 2, 4'],
      },
      {
        name: 'stays in its place where another is no more like it',
        before: [first, bridge, last],
        after: [first, bridge.replace('winter', 'summer'), last, bridge.replace('winter', 'autumn')],
        anchors: ['P1', 'P2', 'P3', 'new'],
        findings: ['P2 reworded at 2'],
      },
      {
        name: 'is not merged where a copy of its words stands there, and the original was deleted',
        before: [first, bridge, ferry, ferry, last],
        after: [first, `${bridge} ${ferry}`, last],
        anchors: ['P1', 'new', 'P5'],
        findings: ['P2 tied? between 2', 'P3 tied? between 2', 'P4 tied? between 2'],
      },
      {
        name: 'is tied where its words were merged into one passage and are nearly those of another',
        before: [bridge, ferry, last],
        after: [`${bridge} ${ferry}`, last, ferry.replace('basket', 'bucket')],
        anchors: ['new', 'P3', 'new'],
        findings: ['P1 tied? between 1', 'P2 tied? between 1, 3'],
      },
      {
        name: 'is not split between passages in another order',
        before: [first, `${bridge} ${ferry}`, last],
        after: [first, ferry, bridge, last],
        anchors: ['P1', 'new', 'new', 'P3'],
        findings: ['P2 tied? between 2, 3'],
      },
      {
        name: 'is lost where neither text has a word: “…” is not like “🏮”',
        before: [bridge, '…', ferry],
        after: [bridge, '🏮', ferry],
        anchors: ['P1', 'new', 'P3'],
        findings: ['P2 lost?'],
      },
    ]);
  });

  it('is new for words that come back after they were given up, and the tombstone stays', () => {
    const sealed = new Sealed([bridge, ferry]);
    const buried = sealed.with((ledger) => addTombstone(ledger, sealed.anchor('P2'), 'It was wrong.', '1911-07-01'));
    expect(buried.edit([bridge])).toEqual({ anchors: ['P1'], findings: [] });
    expect(buried.edit([bridge, ferry])).toEqual({ anchors: ['P1', 'new'], findings: [] });
  });
});

describe('the anchor of a quote', () => {
  itKeeps([
    {
      name: 'goes with its passage',
      before: ['He said [mayor: not one penny].', 'She said [clerk: never].'],
      after: ['She said [clerk: never].', 'He said [mayor: not one penny].'],
      anchors: ['P2', 'Q2', 'P1', 'Q1'],
    },
    {
      name: 'goes with its words to another passage',
      before: [`He said [mayor: not one penny]. ${bridge}`, ferry],
      after: [bridge, `${ferry} The mayor said [mayor: not one penny].`],
      anchors: ['P1', 'P2', 'Q1'],
      findings: ['P1 reworded at 1', 'P2 reworded at 2'],
    },
    {
      name: 'goes with its words where two change places',
      before: ['First [mayor: not one penny], then [clerk: never].'],
      after: ['First [clerk: never], then [mayor: not one penny].'],
      anchors: ['P1', 'Q2', 'Q1'],
      findings: ['P1 reworded at 1'],
    },
    {
      name: 'stays with both where a quote holds another',
      before: ['He said [mayor: she told me [clerk: never] and left].'],
      after: ['He said [mayor: she told me [clerk: never] and left].'],
      anchors: ['P1', 'Q1', 'Q2'],
    },
    {
      name: 'stays with each speaker where both are quoted with the same words',
      before: ['He said [mayor: [clerk: never]].'],
      after: ['He said [clerk: [mayor: never]].'],
      anchors: ['P1', 'Q2', 'Q1'],
    },
    {
      name: 'is lost where the words are no quote any more',
      before: ['He said [mayor: not one penny].'],
      after: ['He said not one penny.'],
      anchors: ['P1'],
      findings: ['Q1 lost?'],
    },
    {
      name: 'stays where a comma and a capital are corrected, and this is told',
      before: ['He said [mayor: no not one penny].'],
      after: ['He said [mayor: No, not one penny].'],
      anchors: ['P1', 'Q1'],
      findings: ['P1 reworded at 1', 'Q1 reworded at 1.1'],
    },
    {
      name: 'is proposed where a letter is corrected: the words are other ones',
      before: ['He said [mayor: not one peny].'],
      after: ['He said [mayor: not one penny].'],
      anchors: ['P1', 'Q1'],
      findings: ['P1 reworded at 1', 'Q1 corrected? at 1.1'],
    },
    {
      name: 'is lost where other words stand there',
      before: [`[mayor: Not one penny], he said. ${bridge}`],
      after: [`[mayor: We shall see], he said. ${bridge}`],
      anchors: ['P1', 'new'],
      findings: ['P1 reworded at 1', 'Q1 lost?'],
    },
    {
      name: 'stays in its passage where the speaker is another, and this is told',
      before: ['He said [mayor: not one penny].'],
      after: ['He said [clerk: not one penny].'],
      anchors: ['P1', 'Q1'],
      findings: ['Q1 attributed at 1.1'],
    },
    {
      name: 'is proposed elsewhere where the speaker is another',
      before: [`[mayor: Not one penny]. ${bridge}`, ferry],
      after: [bridge, `${ferry} [clerk: Not one penny].`],
      anchors: ['P1', 'P2', 'Q1'],
      findings: ['P1 reworded at 1', 'P2 reworded at 2', 'Q1 attributed? at 2.1'],
    },
    {
      name: 'is proposed in its passage where the speaker says the same with other signs there',
      before: ['He said [mayor: never].'],
      after: ['He said [mayor: Never!], and she said [clerk: never].'],
      anchors: ['P1', 'new', 'Q1'],
      findings: ['P1 reworded at 1', 'Q1 attributed? at 1.2'],
    },
    {
      name: 'is tied where the speaker is here and the passage there',
      before: [`[mayor: Never]. ${bridge}`, ferry],
      after: [`[clerk: Never]. ${bridge}`, `${ferry} [mayor: Never].`],
      anchors: ['P1', 'new', 'P2', 'new'],
      findings: ['P2 reworded at 2', 'Q1 tied? between 1.1, 2.1'],
    },
    {
      name: 'stays with the same words of the same speaker in each passage',
      before: [`[mayor: Never]. ${bridge}`, `[mayor: Never]. ${ferry}`],
      after: [`[mayor: Never]. ${ferry}`, `[mayor: Never]. ${bridge}`],
      anchors: ['P2', 'Q2', 'P1', 'Q1'],
    },
    {
      name: 'stays in its part where the passage is split',
      before: [`[mayor: Never]. ${bridge} [mayor: Never]. ${ferry}`],
      after: [`[mayor: Never]. ${bridge}`, `[mayor: Never]. ${ferry}`],
      anchors: ['P1', 'Q1', 'new', 'Q2'],
      findings: ['P1 split at 1 and 2'],
    },
    {
      name: 'stays in the passage into which its own is merged',
      before: [`[mayor: Never]. ${bridge}`, `[mayor: Never]. ${ferry}`],
      after: [`[mayor: Never]. ${bridge} [mayor: Never]. ${ferry}`],
      anchors: ['P1', 'Q1', 'Q2'],
      findings: ['P1 reworded at 1', 'P2 merged at 1 leads to P1'],
    },
    {
      name: 'is tied where identical passages are merged: nothing tells their quotes apart',
      before: [`${bridge} [mayor: Never], he said. ${ferry}`, `${bridge} [mayor: Never], he said. ${ferry}`, last],
      after: [`${bridge} [mayor: Never], he said. ${ferry} ${bridge} [mayor: Never], he said. ${ferry}`, last],
      anchors: ['P1', 'new', 'new', 'P3'],
      findings: ['P1 reworded at 1', 'P2 merged at 1 leads to P1', 'Q1 tied? between 1.1, 1.2', 'Q2 tied? between 1.1, 1.2'],
    },
    {
      name: 'is lost where neither quote has a word',
      before: ['He said [mayor: …] and left.'],
      after: ['He said [mayor: 🏮] and left.'],
      anchors: ['P1', 'new'],
      findings: ['P1 reworded at 1', 'Q1 lost?'],
    },
  ]);

  describe('where the author gives an id', () => {
    itKeeps([
      {
        name: 'leads to the id',
        before: ['He said [mayor: not one penny].'],
        after: ['He said [mayor#penny: not one penny].'],
        anchors: ['P1', 'new'],
        findings: ['Q1 renamed at 1.1 leads to q-penny'],
      },
      {
        name: 'stays where the id is its own',
        before: ['He said [mayor: not one penny].'],
        after: ['He said [mayor#not-one-penny: not one penny].'],
        anchors: ['P1', 'Q1'],
      },
      {
        name: 'stays where the id is taken away again',
        before: ['He said [mayor#penny: not one penny].'],
        after: ['He said [mayor: not one penny].'],
        anchors: ['P1', 'Q1'],
      },
      {
        name: 'is proposed where the id is its own and the words are all different',
        before: ['He said [mayor#penny: not one penny].', ferry],
        after: ['He said [mayor: go away].', `${ferry} [clerk#penny: Two shillings].`],
        anchors: ['P1', 'new', 'P2', 'Q1'],
        findings: ['P1 reworded? at 1', 'P2 reworded at 2', 'Q1 corrected? at 2.1', 'Q1 attributed? at 2.1'],
      },
      {
        name: 'is tied where another quote has the id and this one the words',
        before: ['He said [mayor: never].', `[mayor: Never], again. ${ferry}`],
        after: ['He said [mayor: never].', `[mayor#never: Never], again. ${ferry}`],
        anchors: ['P1', 'new', 'P2', 'Q1'],
        findings: ['Q1 tied? between 2.1, 1.1', 'Q2 lost?'],
      },
      {
        name: 'goes with the id where nothing else tells two places apart',
        before: [bridge, 'He said [mayor: never].', ferry],
        after: [bridge, 'He said [mayor: never].', 'He said [mayor#never: never].', ferry],
        anchors: ['P1', 'new', 'new', 'new', 'Q1', 'P3'],
        findings: ['P2 tied? between 2, 3'],
      },
    ]);

    it('cannot be that of an address that leads elsewhere or was given up, whatever was accepted', () => {
      const sealed = new Sealed(['He said [mayor: never].', 'She said [clerk: not one penny].']);
      const buried = sealed.with((ledger) => addTombstone(ledger, 'q-never', 'It was wrong.', '1911-07-01'));
      const led = sealed.with((ledger) => addAlias(ledger, 'q-never', 'q-not-one-penny', '1911-07-01'));
      const text = ['He said [mayor: go].', 'She said [clerk#never: not one penny].'];
      expect(buried.edit(text).findings).toContain('Q1 taken? at 2.1');
      expect(led.edit(text).findings).toContain('Q1 taken? at 2.1');
      expect(buried.edit(text, { Q2: '2.1' }).findings).toContain('Q1 taken? at 2.1');
    });
  });
});

describe('what somebody accepts', () => {
  it('settles what was proposed', () => {
    const sealed = new Sealed(['He said [mayor: not one peny].']);
    expect(sealed.edit(['He said [mayor: not one penny].'], { Q1: true }).findings).toEqual(['P1 reworded at 1', 'Q1 corrected at 1.1']);
  });

  it('settles a tie, and what follows from it', () => {
    const sealed = new Sealed([bridge, 'Yes.', ferry, 'Yes.', mayor]);
    const text = ['Yes.', last, mayor, ferry, bridge, first, 'Yes.'];
    expect(sealed.edit(text).findings).toEqual(['P2 tied? between 1, 7', 'P4 tied? between 1, 7']);
    expect(sealed.edit(text, { P2: '7' })).toEqual({ anchors: ['P4', 'new', 'P5', 'P3', 'P1', 'new', 'P2'], findings: [] });
  });

  it('leaves those in doubt between which it does not decide', () => {
    const sealed = new Sealed([bridge, 'Yes.', ferry, 'Yes.', mayor]);
    const text = ['Yes.', last, 'Yes.', first, mayor, ferry, bridge, 'The gazette asked.', 'Yes.'];
    expect(sealed.edit(text, { P2: '9' }).findings).toEqual(['P4 tied? between 1, 3']);
  });

  it('gives an anchor to words that are nothing like it, and says so', () => {
    const sealed = new Sealed([bridge, ferry]);
    expect(sealed.edit([bridge, last], { P2: '2' })).toEqual({ anchors: ['P1', 'P2'], findings: ['P2 reworded at 2'] });
  });

  it('is in doubt again where another anchor was accepted there before, or the place is of another kind', () => {
    const sealed = new Sealed([bridge, ferry, '[mayor: Never], he said.']);
    expect(sealed.edit([last], { P1: '1', P2: '1' }).findings).toContain('P2 tied? between 1');
    expect(sealed.edit([bridge, ferry, '[mayor: Never], he said.'], { Q1: '1' })).toEqual({
      anchors: ['P1', 'P2', 'P3', 'new'],
      findings: ['Q1 tied? between 1'],
    });
  });

  it('is in doubt again where an id of the text says otherwise', () => {
    const sealed = new Sealed(['He said [mayor#penny: not one penny].', 'She said [clerk: never].']);
    const text = ['He said [mayor#penny: not one penny].', 'She said [clerk: never].'];
    expect(sealed.edit(text, { Q1: '2.1' }).findings).toEqual(['Q1 tied? between 1.1, 2.1']);
  });

  it('leads to the id of the quote, if it has one, and that id’s own words are asked for', () => {
    const sealed = new Sealed(['He said [mayor: never].', 'She said [clerk: not one penny].']);
    const text = ['He said [mayor#not-one-penny: never again].', 'She said [clerk: not one penny].'];
    expect(sealed.edit(text, { Q1: '1.1' })).toEqual({
      anchors: ['P1', 'Q2', 'P2', 'new'],
      findings: ['P1 reworded at 1', 'Q1 corrected at 1.1 leads to Q2', 'Q2 corrected? at 1.1', 'Q2 attributed? at 1.1'],
    });
  });
});

/** So many words, of which the first `same` are always the same ones. */
function words(count: number, same: number, letter = 'x'): string {
  return Array.from({ length: count }, (_, index) => (index < same ? `same${index}` : `${letter}${index}`)).join(' ');
}

describe('the thresholds', () => {
  it.each([
    { total: 20, same: 12, place: 'elsewhere', finding: 'P2 reworded at 1' },
    { total: 20, same: 11, place: 'elsewhere', finding: 'P2 lost?' },
    { total: 10, same: 8, place: 'elsewhere', finding: 'P2 reworded at 1' },
    { total: 10, same: 7, place: 'elsewhere', finding: 'P2 reworded? at 1' },
    { total: 10, same: 6, place: 'elsewhere', finding: 'P2 reworded? at 1' },
    { total: 10, same: 5, place: 'elsewhere', finding: 'P2 lost?' },
    { total: 10, same: 6, place: 'in place', finding: 'P2 reworded at 2' },
    { total: 10, same: 5, place: 'in place', finding: 'P2 reworded? at 2' },
    { total: 10, same: 4, place: 'in place', finding: 'P2 reworded? at 2' },
    { total: 10, same: 3, place: 'in place', finding: 'P2 lost?' },
    { total: 20, same: 8, place: 'in place', finding: 'P2 reworded at 2' },
  ])('$same of $total words of a passage, $place: $finding', ({ total, same, place, finding }) => {
    const sealed = new Sealed([first, words(total, total), last]);
    const after = words(total, same);
    expect(sealed.edit(place === 'in place' ? [first, after, last] : [after, first, last]).findings).toEqual([finding]);
  });

  it.each([
    { same: 5, place: 'in its passage', finding: 'corrected? at 1.1' },
    { same: 4, place: 'in its passage', finding: 'lost?' },
    { same: 7, place: 'elsewhere', finding: 'corrected? at 2.1' },
    { same: 6, place: 'elsewhere', finding: 'lost?' },
  ])('$same of 10 words of a quote, $place: $finding', ({ same, place, finding }) => {
    const quote = (text: string) => `[mayor: ${text}]. ${bridge} ${ferry}`;
    const wrong = words(10, same, 'different');
    const after = place === 'elsewhere' ? [`${bridge} ${ferry}`, `${last} [mayor: ${wrong}].`] : [quote(wrong), last];
    const { findings } = new Sealed([quote(words(10, 10)), last]).edit(after);
    expect(findings.filter((one) => one.startsWith('Q'))).toEqual([`Q1 ${finding}`]);
  });

  it('a quote of one word by its letters', () => {
    const quote = (word: string) =>
      new Sealed([`He wrote [mayor: harbour] there. ${bridge}`]).edit([`He wrote [mayor: ${word}] there. ${bridge}`]);
    expect(quote('harbor').findings).toContain('Q1 corrected? at 1.1');
    expect(quote('bar').findings).toContain('Q1 lost?');
  });

  it.each([
    { likest: 18, next: 15, finding: 'P2 reworded at 1' },
    { likest: 17, next: 15, finding: 'P2 tied? between 1, 4' },
  ])('$likest of 20 words here and $next there: $finding', ({ likest, next, finding }) => {
    const sealed = new Sealed([first, words(20, 20), last]);
    expect(sealed.edit([words(20, likest, 'x'), first, last, words(20, next, 'y')]).findings).toEqual([finding]);
  });

  it.each([
    { likest: 20, next: 13, finding: 'P2 reworded at 4' },
    { likest: 20, next: 15, finding: 'P2 tied? between 2, 4' },
  ])('$likest of 21 words elsewhere and $next in place: $finding', ({ likest, next, finding }) => {
    const sealed = new Sealed([first, words(21, 21), last]);
    expect(sealed.edit([first, words(21, next, 'x'), last, words(21, likest, 'y')]).findings).toEqual([finding]);
  });

  it('a part of a split passage shares four fifths of its runs of three words with the whole', () => {
    const sealed = new Sealed([first, words(40, 40), last]);
    const half = (from: number, wrong: number) =>
      Array.from({ length: 20 }, (_, index) => (index < wrong ? `x${index}` : `same${from + index}`)).join(' ');
    expect(sealed.edit([first, half(0, 0), half(20, 2), last]).findings).toEqual(['P2 split at 2 and 3']);
    expect(sealed.edit([first, half(0, 0), half(20, 4), last]).findings).not.toEqual(['P2 split at 2 and 3']);
  });
});

describe('attachAnchors', () => {
  it('attaches nothing where there is no ledger', () => {
    expect(attachAnchors(undefined, read(['One [mayor: word].', 'Two.']))).toEqual({
      passages: [undefined, undefined],
      quotes: [[undefined], []],
      aliases: new Map(),
      findings: [],
    });
  });

  it('finds every anchor lost in an empty text', () => {
    expect(new Sealed([bridge, 'He said [mayor: never].']).edit([])).toEqual({
      anchors: [],
      findings: ['P1 lost?', 'P2 lost?', 'Q1 lost?'],
    });
  });
});
