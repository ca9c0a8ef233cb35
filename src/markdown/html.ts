/** Blocks → static HTML. Every text and attribute is escaped; nothing of an article reaches a page in another way. */
import { readDate } from '../domain/date.ts';
import type { Passage } from '../domain/passage.ts';
import { escapeText } from '../domain/text.ts';
import type { Figure } from '../model/article.ts';
import type { BlockNode, ItemNode, PassageDraft, ProseNode } from './blocks.ts';
import { aliasTargets, apparatus, element } from './element.ts';
import { type FootnoteReferences, type RenderContext, renderInlines, renderText } from './phrasing.ts';

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
          const number = index === 0 ? aliasTargets(passage) + numberLink(passage) : '';
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
    return element('li', {}, element('div', passageAttributes(passage), aliasTargets(passage) + prose) + back.join(' '));
  });
  return element('section', { class: 'footnotes', 'aria-label': 'Footnotes' }, element('ol', {}, items.join('\n')));
}

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
  const credit = element('p', { class: 'credit', ...apparatus }, escapeText(creditLine(figure, context)));
  const label = element(
    'a',
    { class: 'number', href: `#${caption.anchor}`, ...apparatus, 'aria-label': `Fig. ${number}: permanent link` },
    `Fig. ${number}`,
  );
  return element(
    'figure',
    {},
    `${picture}${element('figcaption', {}, `${label} ${element('span', passageAttributes(caption), aliasTargets(caption) + words)}${credit}`)}`,
  );
}

/** "David Goldman / Associated Press, Atlanta, 17 December 2014". */
function creditLine(figure: Figure, { registry }: RenderContext): string {
  const place = figure.place === undefined ? undefined : registry.get(figure.place)?.name;
  const reading = figure.date === undefined ? undefined : readDate(figure.date);
  const date = reading && 'date' in reading ? reading.date.words : undefined;
  return [figure.credit, place, date].filter((part) => part !== undefined).join(', ');
}

function passageElement(name: string, passage: Passage, content: string): string {
  return element(name, passageAttributes(passage), aliasTargets(passage) + numberLink(passage) + content);
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
