/** Blocks → static HTML. Every text and attribute is escaped here; nothing of an article reaches a page in another way. */
import type { Mention, Passage, Quote } from '../domain/passage.ts';
import type { Permalinks } from '../domain/permalink.ts';
import type { Registry } from '../domain/registry.ts';
import { escapeAttribute, escapeText } from '../domain/text.ts';
import type { Figure } from '../model/article.ts';
import type { BlockNode, ItemNode, PassageDraft, ProseNode } from './blocks.ts';
import type { Inline, MentionMark, QuoteDraft } from './inline.ts';

/** Width and height of a picture, in CSS pixels, so that the page does not shift when it arrives. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface RenderContext {
  readonly registry: Registry;
  readonly permalinks: Permalinks;
  readonly figures: readonly Figure[];
  readonly pictureSize: (src: string) => PictureSize | undefined;
  readonly passageOf: (draft: PassageDraft) => Passage;
  readonly quoteOf: (draft: QuoteDraft) => Quote;
  readonly captionOf: (figure: number) => Passage | undefined;
  /** 1-based number of a footnote; undefined where no reference leads to it. */
  readonly footnoteNumber: (identifier: string) => number | undefined;
  readonly footnoteAnchor: (identifier: string) => string | undefined;
}

/** The HTML of one block of the body. Footnote definitions are rendered together by `renderFootnotes`. */
export function renderBlock(block: BlockNode, context: RenderContext, references: FootnoteReferences): string {
  switch (block.type) {
    case 'paragraph':
      return passageElement('p', context.passageOf(block.passage), renderInlines(block.content, block.passage, context, references));
    case 'code': {
      const passage = context.passageOf(block.passage);
      return passageElement('pre', passage, element('code', {}, renderInlines(block.content, block.passage, context, references)));
    }
    case 'blockquote':
      return passageElement('blockquote', context.passageOf(block.passage), renderProse(block.content, block.passage, context, references));
    case 'list':
      return renderList(block.isOrdered, block.start, block.items, context, references);
    case 'table': {
      const align = (index: number) => ({ class: block.align[index] ? `align-${block.align[index]}` : undefined });
      const head = block.head.map((cell, index) =>
        element('th', { scope: 'col', ...align(index) }, renderInlines(cell, undefined, context, references)),
      );
      const rows = block.rows.map((row) => {
        const passage = context.passageOf(row.passage);
        const cells = row.cells.map((cell, index) => {
          const number = index === 0 ? numberLink(passage) : '';
          return element('td', align(index), number + renderInlines(cell, row.passage, context, references));
        });
        return element('tr', passageAttributes(passage), cells.join('\t'));
      });
      const table = element('table', {}, element('thead', {}, element('tr', {}, head.join('\t'))) + element('tbody', {}, rows.join('\n')));
      return element('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': 'Table' }, table);
    }
    case 'heading': {
      const name = `h${Math.min(Math.max(block.depth, 2), 6)}`;
      return element(name, { class: 'subhead' }, renderInlines(block.content, undefined, context, references));
    }
    case 'rule':
      return '<hr>';
    case 'note':
      return element(
        'div',
        { class: 'archive-note', role: 'note', 'aria-label': 'Note by the archive' },
        renderProse(block.content, undefined, context, references),
      );
    case 'figure':
      return renderFigure(block.figure, context);
    case 'footnote':
      return '';
  }
}

/** How often each footnote has been referred to so far, so that each reference has its own id to come back to. */
export class FootnoteReferences {
  readonly #counts = new Map<string, number>();

  /** The id of the next reference to the footnote. */
  next(identifier: string, number: number): string {
    const count = (this.#counts.get(identifier) ?? 0) + 1;
    this.#counts.set(identifier, count);
    return count === 1 ? `fnref-${number}` : `fnref-${number}-${count}`;
  }

  /** Ids of all references to the footnote. */
  ids(identifier: string, number: number): string[] {
    const count = this.#counts.get(identifier) ?? 0;
    return Array.from({ length: count }, (_, index) => (index === 0 ? `fnref-${number}` : `fnref-${number}-${index + 1}`));
  }
}

/** The list of the article's footnotes in the order of their numbers; undefined when it has none. */
export function renderFootnotes(blocks: readonly BlockNode[], context: RenderContext, references: FootnoteReferences): string | undefined {
  const footnotes = blocks
    .filter((block) => block.type === 'footnote')
    .map((block) => ({ block, number: context.footnoteNumber(block.identifier) ?? 0 }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number);
  if (footnotes.length === 0) return undefined;
  const items = footnotes.map(({ block, number }) => {
    const passage = context.passageOf(block.passage);
    const prose = renderProse(block.content, block.passage, context, references);
    const back = references
      .ids(block.identifier, number)
      .map((id, index) =>
        element(
          'a',
          { href: `#${id}`, class: 'footnote-back', ...apparatus, 'aria-label': `Back to reference ${index + 1} of note ${number}` },
          '↩',
        ),
      );
    return element('li', {}, element('div', passageAttributes(passage), prose) + back.join(' '));
  });
  return element('section', { class: 'footnotes', 'aria-label': 'Footnotes' }, element('ol', {}, items.join('\n')));
}

const apparatus = { 'data-apparatus': '', 'data-pagefind-ignore': '' } as const;

function renderList(
  isOrdered: boolean,
  start: number | undefined,
  items: readonly ItemNode[],
  context: RenderContext,
  references: FootnoteReferences,
): string {
  const rendered = items.map((item) => {
    const passage = context.passageOf(item.passage);
    const own = passageElement('div', passage, renderProse(item.content, item.passage, context, references, true));
    const lists = item.lists.map((list) => renderBlock(list, context, references));
    return element('li', {}, own + lists.join(''));
  });
  return element(isOrdered ? 'ol' : 'ul', { start: start === undefined ? undefined : String(start) }, rendered.join('\n'));
}

function renderProse(
  nodes: readonly ProseNode[],
  draft: PassageDraft | undefined,
  context: RenderContext,
  references: FootnoteReferences,
  isTight = false,
): string {
  const parts = nodes.map((node) => {
    if (node.type === 'blockquote') return element('blockquote', {}, renderProse(node.content, draft, context, references));
    if (node.type === 'list') {
      const items = node.items.map((item) => element('li', {}, renderProse(item, draft, context, references, true)));
      return element(node.isOrdered ? 'ol' : 'ul', {}, items.join('\n'));
    }
    const words = renderInlines(node.content, draft, context, references);
    return isTight && nodes.length === 1 ? words : element('p', {}, words);
  });
  return parts.join('\n');
}

function renderFigure(number: number, context: RenderContext): string {
  const figure = context.figures[number - 1];
  const caption = context.captionOf(number);
  if (!figure || !caption) return '';
  const size = figure.src ? context.pictureSize(figure.src) : undefined;
  const picture = figure.src
    ? element('img', {
        src: context.permalinks.figure(figure.src),
        alt: figure.alt ?? '',
        width: size && String(size.width),
        height: size && String(size.height),
        loading: 'lazy',
        decoding: 'async',
      })
    : element('p', { class: 'figure-absent' }, 'Picture described, not reproduced');
  const words = renderText(caption.text, 0, caption.mentions, new Set(), context);
  const credit = element('p', { class: 'credit', ...apparatus }, escapeText(figure.credit));
  const label = element(
    'a',
    { class: 'number', href: `#${caption.anchor}`, ...apparatus, 'aria-label': `Fig. ${number}: permanent link` },
    `Fig. ${number}`,
  );
  return element(
    'figure',
    {},
    `${picture}${element('figcaption', {}, `${label} ${element('span', passageAttributes(caption), words)}${credit}`)}`,
  );
}

function passageElement(name: string, passage: Passage, content: string): string {
  return element(name, passageAttributes(passage), numberLink(passage) + content);
}

function passageAttributes(passage: Passage): Record<string, string> {
  return { id: passage.anchor, class: 'passage' };
}

function numberLink(passage: Passage): string {
  if (passage.number === undefined) return '';
  return element(
    'a',
    { class: 'number', href: `#${passage.anchor}`, ...apparatus, 'aria-label': `Paragraph ${passage.number}: permanent link` },
    String(passage.number),
  );
}

/** Phrasing content; `draft` is the passage that it belongs to, none in headings, table heads and notes. */
function renderInlines(
  inlines: readonly Inline[],
  draft: PassageDraft | undefined,
  context: RenderContext,
  references: FootnoteReferences,
): string {
  const found = draft ? context.passageOf(draft).mentions.filter((mention) => mention.origin === 'found') : [];
  const linked = new Set<string>();
  return inlines.map((inline) => render(inline, false)).join('');

  function render(inline: Inline, isInLink: boolean): string {
    switch (inline.type) {
      case 'text':
        return renderText(inline.value, inline.start, found, linked, context, isInLink);
      case 'break':
        return '<br>\n';
      case 'footnote': {
        const number = context.footnoteNumber(inline.identifier);
        if (number === undefined) return '';
        const id = references.next(inline.identifier, number);
        const href = `#${context.footnoteAnchor(inline.identifier)}`;
        const link = element('a', { id, href, 'aria-label': `Note ${number}` }, String(number));
        return element('sup', { class: 'footnote-reference', ...apparatus }, link);
      }
      case 'emphasis':
        return element('em', {}, children(inline, isInLink));
      case 'strong':
        return element('strong', {}, children(inline, isInLink));
      case 'delete':
        return element('del', {}, children(inline, isInLink));
      case 'code':
        return element('code', {}, children(inline, isInLink));
      case 'foreign':
        return element('span', { lang: inline.lang, dir: direction(inline.lang), class: 'foreign' }, children(inline, isInLink));
      case 'link':
        return isInLink ? children(inline, true) : renderLink(inline.url, children(inline, true));
      case 'mention':
        return renderMark(inline.mark, children(inline, true), isInLink);
      case 'quote':
        return renderQuote(inline.draft, children(inline, isInLink), isInLink);
    }
  }

  function children(inline: { readonly children: readonly Inline[] }, isInLink: boolean): string {
    return inline.children.map((child) => render(child, isInLink)).join('');
  }

  function renderLink(url: string, words: string): string {
    const href = url.startsWith('/') ? context.permalinks.path(url) : url;
    return element('a', { href, rel: /^https?:/i.test(url) ? 'external noopener' : undefined }, words);
  }

  function renderMark(mark: MentionMark, words: string, isInLink: boolean): string {
    const lang = mark.lang ? { lang: mark.lang, dir: direction(mark.lang) } : {};
    const entity = mark.of === 'none' ? undefined : context.registry.get(mark.of);
    if (!entity || isInLink) return mark.lang ? element('span', lang, words) : words;
    linked.add(entity.id);
    return element('a', { class: 'mention', href: context.permalinks.entity(entity), title: entity.name, ...lang }, words);
  }

  function renderQuote(quoteDraft: QuoteDraft, words: string, isInLink: boolean): string {
    const quote = context.quoteOf(quoteDraft);
    const speaker = context.registry.get(quote.by)?.name ?? quote.by;
    const attributes = {
      class: quote.within ? 'quote quote-within' : 'quote',
      id: quote.anchor,
      'data-by': quote.by,
      lang: quote.lang,
      dir: quote.lang ? direction(quote.lang) : undefined,
    };
    const link = isInLink
      ? ''
      : element(
          'a',
          {
            class: 'quote-link',
            href: `#${quote.anchor}`,
            ...apparatus,
            title: `Link to these words of ${speaker}`,
            tabindex: '-1',
            'aria-hidden': 'true',
          },
          '¶',
        );
    return element('q', attributes, words) + link;
  }
}

/** Plain text from `offset` of its passage, with the first name of each entity as a link. */
function renderText(
  value: string,
  offset: number,
  mentions: readonly Mention[],
  linked: Set<string>,
  context: RenderContext,
  isInLink = false,
): string {
  let html = '';
  let at = 0;
  for (const mention of mentions) {
    const start = mention.start - offset;
    const end = mention.end - offset;
    if (start < at || end > value.length) continue;
    const entity = context.registry.get(mention.entity);
    const words = escapeText(value.slice(start, end));
    html += escapeText(value.slice(at, start));
    const lang = mention.lang ? { lang: mention.lang, dir: direction(mention.lang) } : {};
    if (entity && !isInLink && !linked.has(entity.id)) {
      linked.add(entity.id);
      html += element('a', { class: 'mention', href: context.permalinks.entity(entity), ...lang }, words);
    } else {
      html += mention.lang ? element('span', lang, words) : words;
    }
    at = end;
  }
  return html + escapeText(value.slice(at));
}

/** `rtl` where the language's script runs from right to left; undefined where it need not be said. */
function direction(lang: string): 'rtl' | undefined {
  const script = new Intl.Locale(lang).maximize().script ?? '';
  return ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'].includes(script) ? 'rtl' : undefined;
}

const voidElements = new Set(['img', 'br', 'hr']);

/** An element as HTML text; attributes that are undefined are left out, `content` is HTML already. */
function element(name: string, attributes: Record<string, string | undefined>, content = ''): string {
  let html = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) html += value === '' && key !== 'alt' ? ` ${key}` : ` ${key}="${escapeAttribute(value)}"`;
  }
  return voidElements.has(name) ? `${html}>` : `${html}>${content}</${name}>`;
}
