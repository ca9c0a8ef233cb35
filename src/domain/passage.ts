import type { Span } from './text.ts';

export type PassageKind = 'paragraph' | 'blockquote' | 'item' | 'row' | 'caption' | 'footnote';

/** A block of an article's body that can be cited. Offsets within it are UTF-16 code units of `text`. */
export interface Passage {
  /** The fragment id, permanent once published. */
  readonly anchor: string;
  /** Anchors that it had or took over, whose addresses lead here. */
  readonly aliases?: readonly string[];
  readonly kind: PassageKind;
  /** 1-based place in the body, shown to people and never linked to; captions and footnotes have none. */
  readonly number?: number;
  /** 1-based number of the figure, for a caption. */
  readonly figure?: number;
  /** The words as they stand, character for character; a soft line break is a blank, blocks within are parted by a line feed. */
  readonly text: string;
  /** 1-based line in the article's file. */
  readonly line: number;
  readonly quotes: readonly Quote[];
  readonly mentions: readonly Mention[];
}

/** Words of a named speaker, verbatim, inside a passage. The quotation marks stand outside. */
export interface Quote extends Span {
  readonly anchor: string;
  /** Anchors whose addresses lead here. */
  readonly aliases?: readonly string[];
  /** The words, exactly as they stand in the passage. */
  readonly words: string;
  /** Id of the speaker. */
  readonly by: string;
  /** Id of whoever passed the words on. */
  readonly via?: string;
  /** Id of whoever was spoken to. */
  readonly to?: string;
  /** When the words were said, EDTF. */
  readonly on?: string;
  readonly lang?: string;
  /** Anchor of the quote that holds this one: a quotation within a quotation. */
  readonly within?: string;
}

/** A place in a passage where an entity is named. */
export interface Mention extends Span {
  /** Id of the entity. */
  readonly entity: string;
  /** `marked` by the author, or `found` from the registry's names. */
  readonly origin: 'marked' | 'found';
  /** Language of the name, where the registry gives one. */
  readonly lang?: string;
}

/** How a person refers to the passage: "para. 7", "fig. 1". Not for addresses. */
export function passageLabel(passage: Pick<Passage, 'kind' | 'number' | 'figure'>): string {
  if (passage.kind === 'caption') return `fig. ${passage.figure}`;
  return passage.number === undefined ? 'note' : `para. ${passage.number}`;
}
