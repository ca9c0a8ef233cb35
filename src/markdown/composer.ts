/** From drafts to passages: numbers, anchors, mentions, and the HTML of each block. */
import { passageAnchor, quoteAnchor } from '../domain/anchor.ts';
import type { Block } from '../domain/article.ts';
import { type Acceptances, type Attachment, attachAnchors, type TextPlace } from '../domain/attachment.ts';
import { parseDate } from '../domain/date.ts';
import { describeFinding } from '../domain/finding.ts';
import type { Issue, IssueCode, Place } from '../domain/issue.ts';
import { resolveAlias } from '../domain/ledger.ts';
import { type Mention, type Passage, type PassageKind, passageLabel, type Quote } from '../domain/passage.ts';
import type { Permalinks } from '../domain/permalink.ts';
import type { Registry } from '../domain/registry.ts';
import { normaliseText } from '../domain/text.ts';
import type { ArticleMetadata } from '../model/article.ts';
import type { Ledger } from '../model/ledger.ts';
import type { BlockNode, PassageDraft } from './blocks.ts';
import { inlinesOf, numberFootnotes } from './footnotes.ts';
import { renderBlock, renderFootnotes } from './html.ts';
import type { Inline, QuoteDraft } from './inline.ts';
import { FootnoteReferences, type PictureSize, type RenderContext } from './phrasing.ts';
import { judgeQuoteMarks } from './quotation-marks.ts';
import type { Node } from './tree.ts';
import type { Path } from './yaml.ts';

export interface ArticleContext {
  readonly registry: Registry;
  readonly permalinks: Permalinks;
  readonly pictureSize: (src: string) => PictureSize | undefined;
  /** The ledger of an article, by its present and former slugs; undefined before it is sealed. */
  readonly ledgerOf?: (slug: string, formerSlugs: readonly string[]) => Ledger | undefined;
  /** What somebody decided on anchors of the article that could not be attached without. */
  readonly acceptedOf?: (slug: string) => Acceptances | undefined;
}

/** What is kept of an article's addresses. */
export interface SealedState {
  readonly ledger?: Ledger | undefined;
  readonly accepted?: Acceptances | undefined;
}

/** Gives drafts their numbers, anchors and mentions, and renders the blocks. */
export class Composer {
  readonly issues: Issue[] = [];
  readonly #metadata: ArticleMetadata;
  readonly #file: string;
  readonly #context: ArticleContext;
  readonly #placeOf: (path: Path) => Place;
  readonly #sealed: SealedState;
  readonly #passages = new Map<PassageDraft, Passage>();
  readonly #quotes = new Map<QuoteDraft, Quote>();
  readonly #taken = new Set<string>();
  #attachment: Attachment = attachAnchors(undefined, []);
  #aliases: ReadonlyMap<string, readonly string[]> = new Map();

  constructor(metadata: ArticleMetadata, file: string, context: ArticleContext, placeOf: (path: Path) => Place, sealed: SealedState = {}) {
    this.#metadata = metadata;
    this.#file = file;
    this.#context = context;
    this.#placeOf = placeOf;
    this.#sealed = sealed;
  }

  /** Adds at the beginning the figures that the body does not place; complains of figures that are not there or stand twice. */
  placeFigures(blocks: readonly BlockNode[]): BlockNode[] {
    const placed = new Set<number>();
    for (const block of blocks) {
      if (block.type !== 'figure') continue;
      if (!this.#metadata.figures[block.figure - 1]) {
        this.#report(
          block.node,
          'unknown-figure',
          `<Figure n="${block.figure}" /> has no figure to place.`,
          `The frontmatter lists ${this.#metadata.figures.length}.`,
        );
      } else if (placed.has(block.figure)) {
        this.#report(block.node, 'duplicate-figure', `Figure ${block.figure} is placed twice.`, 'Keep one <Figure>.');
      }
      placed.add(block.figure);
    }
    const unplaced = this.#metadata.figures.map((_, index) => index + 1).filter((number) => !placed.has(number));
    const lead = unplaced.map((figure): BlockNode => ({ type: 'figure', figure, node: { type: 'figure' } }));
    return [...lead, ...blocks];
  }

  /** What became of the ledger's anchors; known when `compose` is done. */
  get attachment(): Attachment {
    return this.#attachment;
  }

  compose(blocks: readonly BlockNode[]): { passages: Passage[]; rendered: Block[] } {
    const captions = new Map<number, Passage>();
    const passages: Passage[] = [];
    this.#claimOwnIds(blocks);
    this.#checkMarks(blocks);
    let number = 0;
    const drafts = blocks.flatMap((block) => this.#draftsOf(block));
    this.#attach(drafts);
    for (const [index, draft] of drafts.entries()) {
      const numbered = draft.kind === 'caption' || draft.kind === 'footnote' ? {} : { number: ++number };
      const passage = this.#finish(draft, index, numbered, drafts[index + 1]?.text);
      passages.push(passage);
      if (passage.figure !== undefined) captions.set(passage.figure, passage);
    }
    this.#tellFindings(drafts, passages);
    const footnotes = numberFootnotes(blocks);
    const context: RenderContext = {
      published: parseDate(this.#metadata.published).words,
      registry: this.#context.registry,
      permalinks: this.#context.permalinks,
      figures: this.#metadata.figures,
      pictureSize: this.#context.pictureSize,
      passageOf: (draft) => known(this.#passages.get(draft)),
      quoteOf: (draft) => known(this.#quotes.get(draft)),
      captionOf: (figure) => captions.get(figure),
      footnoteNumber: (identifier) => footnotes.get(identifier),
      footnoteAnchor: (identifier) => {
        const block = blocks.find((candidate) => candidate.type === 'footnote' && candidate.identifier === identifier);
        return block?.type === 'footnote' ? this.#passages.get(block.passage)?.anchor : undefined;
      },
    };
    const references = new FootnoteReferences();
    const rendered: Block[] = [];
    for (const block of blocks) {
      if (block.type === 'footnote') {
        if (!footnotes.has(block.identifier)) {
          const message = `No reference leads to the footnote [^${block.identifier}].`;
          this.#issue('unused-footnote', block.passage.line, 1, message, `Write [^${block.identifier}] where it belongs.`);
        }
        continue;
      }
      const html = renderBlock(block, context, references);
      const anchors =
        block.type === 'figure'
          ? [captions.get(block.figure)?.anchor]
          : this.#draftsOf(block).map((draft) => known(this.#passages.get(draft)).anchor);
      rendered.push({ html, anchors: anchors.filter((anchor) => anchor !== undefined) });
    }
    const notes = renderFootnotes(blocks, context, references);
    if (notes !== undefined)
      rendered.push({ html: notes, anchors: passages.filter((passage) => passage.kind === 'footnote').map((passage) => passage.anchor) });
    return { passages, rendered };
  }

  readonly #captionDrafts = new Map<number, PassageDraft>();

  #draftsOf(block: BlockNode): PassageDraft[] {
    switch (block.type) {
      case 'figure': {
        const figure = this.#metadata.figures[block.figure - 1];
        if (!figure) return [];
        const draft = this.#captionDrafts.get(block.figure) ?? {
          kind: 'caption',
          figure: block.figure,
          text: figure.caption.replace(/\s+/gu, ' '),
          line: this.#placeOf(['figures', block.figure - 1, 'caption']).line,
          quotes: [],
          marks: [],
        };
        this.#captionDrafts.set(block.figure, draft);
        return [draft];
      }
      case 'list':
        return block.items.flatMap((item) => [item.passage, ...item.lists.flatMap((list) => this.#draftsOf(list))]);
      case 'table':
        return block.rows.map((row) => row.passage);
      case 'paragraph':
      case 'code':
      case 'blockquote':
      case 'footnote':
        return [block.passage];
      default:
        return [];
    }
  }

  /** An author's own id for a quote comes before every anchor that is made of words. */
  #claimOwnIds(blocks: readonly BlockNode[]): void {
    for (const draft of blocks.flatMap((block) => this.#draftsOf(block))) {
      for (const quote of draft.quotes) {
        if (quote.id === undefined) continue;
        const anchor = `q-${quote.id}`;
        if (this.#taken.has(anchor))
          this.#report(
            quote.node,
            'duplicate-anchor',
            `Two quotes of this article have id="${quote.id}".`,
            'Give one of them another id, or leave it out.',
          );
        this.#taken.add(anchor);
      }
    }
  }

  /** Gives the ledger's anchors to the words that they were sealed for, before any new anchor is made. */
  #attach(drafts: readonly PassageDraft[]): void {
    const { ledger, accepted } = this.#sealed;
    this.#attachment = attachAnchors(ledger, drafts, accepted);
    if (!ledger) return;
    for (const anchor of Object.keys(ledger.anchors)) this.#taken.add(anchor);
    const aliases = new Map<string, string[]>();
    for (const anchor of Object.keys(ledger.anchors)) {
      const sealed = resolveAlias(ledger, anchor);
      const target = this.#attachment.aliases.get(sealed) ?? sealed;
      if (target !== anchor) aliases.set(target, [...(aliases.get(target) ?? []), anchor]);
    }
    this.#aliases = aliases;
  }

  #aliasesOf(anchor: string): { aliases?: readonly string[] } {
    const aliases = this.#aliases.get(anchor);
    return aliases ? { aliases } : {};
  }

  /** Says of every sealed anchor that is not where it was what became of it. A withdrawn article shows no words that could be wrong. */
  #tellFindings(drafts: readonly PassageDraft[], passages: readonly Passage[]): void {
    const { ledger } = this.#sealed;
    if (!ledger || this.#metadata.status === 'withdrawn') return;
    const text = { slug: ledger.article, ledger, passages: passages.map((passage) => ({ ...passage, label: passageLabel(passage) })) };
    for (const finding of this.#attachment.findings) {
      const place = finding.at ?? finding.others[0];
      this.issues.push({ ...describeFinding(finding, text), file: this.#file, ...this.#placeOfText(drafts, place) });
    }
  }

  #placeOfText(drafts: readonly PassageDraft[], place: TextPlace | undefined): Place {
    const draft = place && drafts[place.passage];
    const quote = place?.quote === undefined ? undefined : draft?.quotes[place.quote];
    return quote?.node.position?.start ?? { line: draft?.line ?? 1, column: 1 };
  }

  #finish(draft: PassageDraft, index: number, numbered: { number?: number }, following: string | undefined): Passage {
    if (normaliseText(draft.text) === '') {
      this.#issue(
        'empty-passage',
        draft.line,
        1,
        `A ${passageNames[draft.kind]} holds no words.`,
        'Fill it in or take it out: what is empty cannot be cited.',
      );
    }
    const anchor = this.#attachment.passages[index] ?? this.#take(passageAnchor(draft.text, this.#taken));
    const quotes: Quote[] = [];
    for (const [at, quoteDraft] of draft.quotes.entries()) {
      const { id, node, within, ...quote } = quoteDraft;
      const sealed = this.#attachment.quotes[index]?.[at];
      const made = () => (id === undefined ? this.#take(quoteAnchor(quote.words, draft.text, this.#taken)) : `q-${id}`);
      const own = sealed ?? made();
      const anchored: Quote = {
        ...quote,
        anchor: own,
        ...this.#aliasesOf(own),
        ...(within ? { within: known(this.#quotes.get(within)).anchor } : {}),
      };
      this.#quotes.set(quoteDraft, anchored);
      quotes.push(anchored);
      this.#checkSpeakers(quoteDraft);
      const fault = judgeQuoteMarks(draft.text, quoteDraft, draft.kind, following);
      if (fault) this.#report(node, fault.code, fault.message, fault.hint);
    }
    const passage: Passage = {
      anchor,
      ...this.#aliasesOf(anchor),
      kind: draft.kind,
      ...numbered,
      ...(draft.figure ? { figure: draft.figure } : {}),
      text: draft.text,
      line: draft.line,
      quotes,
      mentions: this.#mentionsOf(draft),
    };
    this.#passages.set(draft, passage);
    return passage;
  }

  #mentionsOf(draft: PassageDraft): Mention[] {
    const marked: Mention[] = [];
    for (const mark of draft.marks) {
      if (mark.of === 'none' || !this.#context.registry.get(mark.of)) continue;
      marked.push({ start: mark.start, end: mark.end, entity: mark.of, origin: 'marked', ...(mark.lang ? { lang: mark.lang } : {}) });
    }
    const { mentions, ambiguous } = this.#context.registry.finder.find(draft.text, draft.marks);
    for (const name of ambiguous) {
      this.issues.push({
        code: 'ambiguous-name',
        severity: 'warning',
        file: this.#file,
        line: draft.line,
        column: 1,
        message: `“${name.name}” may be ${name.candidates.join(' or ')}, so it leads nowhere.`,
        hint: `Write <Mention of="${name.candidates[0]}">${name.name}</Mention>.`,
      });
    }
    return [...marked, ...mentions].sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** Every `<Mention>` names an entity: in a heading, a table's head or a note too, where no passage holds it. */
  #checkMarks(blocks: readonly BlockNode[]): void {
    const visit = (inline: Inline): void => {
      if (inline.type === 'mention' && inline.mark.of !== 'none' && !this.#context.registry.get(inline.mark.of)) {
        this.#reportUnknown(inline.mark.node, 'of', inline.mark.of);
      }
      if ('children' in inline) inline.children.forEach(visit);
    };
    for (const inline of blocks.flatMap(inlinesOf)) visit(inline);
  }

  #checkSpeakers(draft: QuoteDraft): void {
    for (const attribute of ['by', 'via', 'to'] as const) {
      const id = draft[attribute];
      if (id === undefined) continue;
      const entity = this.#context.registry.get(id);
      if (!entity) this.#reportUnknown(draft.node, attribute, id);
      else if (attribute === 'by' && entity.type !== 'person' && entity.type !== 'organization') {
        this.#report(
          draft.node,
          'not-a-speaker',
          `by="${id}" is a ${entity.type}, which cannot speak.`,
          'Name the person or the organization that said the words.',
        );
      }
    }
  }

  #reportUnknown(node: Node, attribute: string, id: string): void {
    const hint = this.#context.registry.hintFor(id);
    this.#report(node, 'unknown-entity', `${attribute}="${id}" is in no file of content/entities/.`, hint);
  }

  #take(anchor: string): string {
    this.#taken.add(anchor);
    return anchor;
  }

  #report(node: Node, code: IssueCode, message: string, hint: string): void {
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    this.#issue(code, line, column, message, hint);
  }

  #issue(code: IssueCode, line: number, column: number, message: string, hint: string): void {
    this.issues.push({ code, severity: 'error', file: this.#file, line, column, message, hint });
  }
}

const passageNames: Record<PassageKind, string> = {
  paragraph: 'paragraph',
  blockquote: 'block quotation',
  item: 'list item',
  row: 'table row',
  caption: 'caption',
  footnote: 'footnote',
};

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a passage or quote was rendered before it was finished');
  return value;
}
