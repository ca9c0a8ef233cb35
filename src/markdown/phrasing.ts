/** Phrasing content → HTML: words, emphasis, links, quotes, names. */
import { readDate } from '../domain/date.ts';
import type { Mention, Passage, Quote } from '../domain/passage.ts';
import type { Permalinks } from '../domain/permalink.ts';
import type { Registry } from '../domain/registry.ts';
import { direction, escapeText } from '../domain/text.ts';
import type { Figure } from '../model/article.ts';
import type { PassageDraft } from './blocks.ts';
import { aliasTargets, apparatus, element } from './element.ts';
import type { Inline, MentionMark, QuoteDraft } from './inline.ts';

/** Width and height of a picture, in CSS pixels, so that the page does not shift when it arrives. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface RenderContext {
  /** Date of publication, in words. */
  readonly published: string;
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

/** Phrasing content; `draft` is the passage that it belongs to, none in headings, table heads and notes. */
export function renderInlines(
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
    const reading = quote.on === undefined ? undefined : readDate(quote.on);
    const said = reading && 'date' in reading ? reading.date.words : undefined;
    const attributes = {
      class: quote.within ? 'quote quote-within' : 'quote',
      id: quote.anchor,
      'data-by': quote.by,
      'data-speaker': speaker,
      'data-said': said === context.published ? undefined : said,
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
    return element('q', attributes, aliasTargets(quote) + words) + link;
  }
}

/** Plain text from `offset` of its passage, with the first name of each entity as a link. */
export function renderText(
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
