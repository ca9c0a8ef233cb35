/** Quotations for sites that show a pasted address as a quotation: oEmbed 1.0 (https://oembed.com). */
import { type CitedWords, formatHtml } from './quote-forms.ts';
import { cutText, normaliseText } from './text.ts';

/** What an oEmbed document is made from. Addresses are in full. */
export interface OembedSource {
  readonly cited: CitedWords;
  /** Address of the speaker's page. */
  readonly authorUrl?: string;
  /** The archive: its name and the address of its home page. */
  readonly provider: { readonly name: string; readonly url: string };
  /** The quotation's card, sizes in pixels. */
  readonly thumbnail?: { readonly url: string; readonly width: number; readonly height: number };
}

/** An oEmbed document of the rich type (section 2.3.4.4). */
export interface Oembed {
  readonly version: '1.0';
  readonly type: 'rich';
  readonly title: string;
  readonly author_name?: string;
  readonly author_url?: string;
  readonly provider_name: string;
  readonly provider_url: string;
  /** Seconds. */
  readonly cache_age: number;
  readonly thumbnail_url?: string;
  readonly thumbnail_width?: number;
  readonly thumbnail_height?: number;
  readonly html: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** A day, after which a correction has reached every consumer that asks again. */
const cacheAge = 86_400;
/** As wide as X shows a post, the widest that fits the text column of most pages. */
const width = 550;
/** A line of text at a browser's default size of 16 pixels, and what of the width is left beside its default margins. */
const line = { height: 24, letter: 7.5, words: width - 160, caption: width - 80 };
/** Margins above and below the figure, and between its parts. */
const margins = 48;

/**
 * The quotation as an oEmbed document. Its words are plain markup in the type of the page that shows them, so its height is an estimate.
 * X and Bluesky give null instead, which the specification does not allow and which some consumers refuse.
 */
export function oembedOf({ cited, authorUrl, provider, thumbnail }: OembedSource): Oembed {
  return {
    version: '1.0',
    type: 'rich',
    title: `“${cutText(cited.words, 120)}”`,
    ...(cited.speaker === undefined ? {} : { author_name: cited.speaker }),
    ...(authorUrl === undefined ? {} : { author_url: authorUrl }),
    provider_name: provider.name,
    provider_url: provider.url,
    cache_age: cacheAge,
    ...(thumbnail ? { thumbnail_url: thumbnail.url, thumbnail_width: thumbnail.width, thumbnail_height: thumbnail.height } : {}),
    html: formatHtml(cited),
    width,
    height: estimateHeight(cited),
  };
}

function estimateHeight({ words, speaker, outer, said, title, publication, published, passage }: CitedWords): number {
  const caption = [speaker, outer, said, title, publication, published, passage].filter(Boolean).join(', ');
  return margins + line.height * (countLines(words, line.words) + countLines(caption, line.caption));
}

/** Lines of so many pixels that the text takes; letters of scripts without small ones are twice as wide. */
function countLines(text: string, pixels: number): number {
  const flat = normaliseText(text);
  const wide = flat.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return Math.max(1, Math.ceil((([...flat].length + wide) * line.letter) / pixels));
}
