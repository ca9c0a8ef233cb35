/** Link-preview cards: a picture of each quotation, set like a museum label, drawn once and kept by what stands on it. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { type CardText, isDrawable } from '../domain/card.ts';
import { cutText } from '../domain/text.ts';

export interface Card extends CardText {
  /** Path within the output folder: `quotes/<slug>/<anchor>/card.png`. */
  readonly file: string;
}

export interface CardOptions {
  /** Absolute path of the folder that the site is built into. */
  readonly out: string;
  /** Absolute path of the folder in which pictures are kept from build to build. What this build does not use stays. */
  readonly cache: string;
  /** Called after each card with the number of those written so far. */
  readonly onProgress?: (written: number) => void;
}

export interface CardReport {
  /** How many were drawn now. */
  readonly drawn: number;
  /** How many were in the cache. */
  readonly kept: number;
  /** Files of the cards that were left out, since the fonts lack a letter. */
  readonly unsupported: readonly string[];
  readonly milliseconds: number;
}

/** Raised when cards are to look different: it enters the key under which a picture is kept. */
const design = 1;

/** While one card is laid out, others are painted and compressed in sharp's threads. More keep two cores no busier. */
const atATime = 4;

/** Writes a PNG of 1200 × 630 pixels for each card that is drawable. Throws where one cannot be drawn or written, and names it. */
export async function drawCards(cards: Iterable<Card>, { out, cache, onProgress }: CardOptions): Promise<CardReport> {
  const started = performance.now();
  const unsupported: string[] = [];
  const edition = [design, ...packages.map(versionOf)].join();
  let drawn = 0;
  let kept = 0;
  let draw: ReturnType<typeof openStudio> | undefined;
  await mkdir(cache, { recursive: true });

  const write = async (card: Card) => {
    const target = path.join(out, card.file);
    const picture = path.join(cache, `${keyOf(card, edition)}.png`);
    await mkdir(path.dirname(target), { recursive: true });
    if (await isCopied(picture, target)) {
      kept++;
    } else {
      draw ??= openStudio();
      const unfinished = `${picture}.${randomUUID()}`;
      await (await draw)(card, unfinished);
      await rename(unfinished, picture);
      await copyFile(picture, target);
      drawn++;
    }
    onProgress?.(drawn + kept);
  };

  // A generator: where one worker throws, it is closed, and the others come to an end.
  const queue = (function* () {
    for (const card of cards) {
      if (isDrawable(card)) yield card;
      else unsupported.push(card.file);
    }
  })();
  const work = async () => {
    for (const card of queue) {
      await write(card).catch((cause) => {
        throw new Error(`${card.file} could not be written`, { cause });
      });
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return { drawn, kept, unsupported, milliseconds: performance.now() - started };
}

/** SHA-256 of everything that the picture depends on, in hexadecimal. */
function keyOf({ words, speaker, outer, source, archive }: Card, edition: string): string {
  return createHash('sha256')
    .update(JSON.stringify([edition, words, speaker, outer, source, archive]))
    .digest('hex');
}

/** Copies the picture if there is one. */
async function isCopied(picture: string, target: string): Promise<boolean> {
  try {
    await copyFile(picture, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

const packages = ['satori', 'sharp', '@fontsource/source-serif-4', '@fontsource/public-sans'];

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(manifestOf(name), 'utf8'));
  return `${name}@${version}`;
}

function manifestOf(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url);
  if (manifest === undefined) throw new Error(`the package ${name} is not installed`);
  return manifest;
}

/** A function that draws a card to a file. The large libraries are loaded here: a build with nothing to draw goes without them. */
async function openStudio(): Promise<(card: Card, file: string) => Promise<void>> {
  const [{ default: satori }, { default: sharp }] = await Promise.all([import('satori'), import('sharp')]);
  const fonts = readFonts();
  const lay = async (card: Card, setting: Setting) => {
    let fits = true;
    const svg = await satori(label(card, setting), {
      ...page,
      fonts,
      onNodeDetected: ({ key, left, top, width, height }) => {
        // The width holds the blank at a line's end, which is not seen.
        if (key === 'words') fits &&= left + width <= margin.left + measure + widthOf(' ', setting.fontSize);
        if (key === 'foot') fits &&= top + height <= page.height - margin.bottom;
      },
    });
    return fits ? svg : undefined;
  };
  return async (card, file) => {
    for (const setting of settings(card.words)) {
      const svg = await lay(card, setting);
      if (svg === undefined) continue;
      // Sixteen shades are four bits a pixel, and enough for three inks on one paper. With less effort the red turns brown here and there.
      await sharp(Buffer.from(svg)).png({ palette: true, colours: 16, dither: 0, effort: 4 }).toFile(file);
      return;
    }
    throw new Error('no setting of the words fits');
  };
}

/** Every family in two files, Latin letters and further ones; of the serif two weights. */
function readFonts() {
  const faces = [
    ['source-serif-4', 400],
    ['source-serif-4', 600],
    ['public-sans', 400],
  ] as const;
  return faces.flatMap(([family, weight]) => {
    const files = path.join(path.dirname(manifestOf(`@fontsource/${family}`)), 'files');
    return ['latin', 'latin-ext'].map((subset) => ({
      name: `${family}-${subset}`,
      weight,
      data: readFileSync(path.join(files, `${family}-${subset}-${weight}-normal.woff`)),
    }));
  });
}

const serif = 'source-serif-4-latin, source-serif-4-latin-ext';
const sans = `public-sans-latin, public-sans-latin-ext, ${serif}`;

/** In pixels, as all lengths here. */
const page = { width: 1200, height: 630 };
const margin = { top: 68, right: 96, bottom: 62, left: 116 };
const measure = page.width - margin.left - margin.right;

/** Of the site's light theme (`src/styles/tokens.css`). */
const colours = { paper: '#fbf8f1', ink: '#211c16', soft: '#645a4d', rubric: '#a1271b' };

const largest = 196;
/** Still read where a chat window shows the card at 500 pixels. */
const smallest = 42;
/** Between the words and the foot, at least. */
const gap = 40;
/** The rule, the speaker in one line and the source in one line. */
const usualFoot = 114;
/** Code points of words: more than `longest` never fit, and `shortest` fit under any foot. */
const longest = 400;
const shortest = 40;

/** How the words are set. */
interface Setting {
  /** The words as far as they go. */
  readonly words: string;
  readonly fontSize: number;
  /** Whether a word may be broken that is longer than a line. */
  readonly breaksWords: boolean;
}

/**
 * Ways to set the words, best first: smaller and smaller, then fewer and fewer words. What will hardly fit is passed over, for each
 * layout takes some ten milliseconds.
 */
function* settings(words: string): Generator<Setting> {
  const text = cutText(words, longest);
  for (let fontSize = largest; fontSize >= smallest; fontSize = Math.floor(fontSize * 0.95)) {
    const setting = { words: text, fontSize, breaksWords: false };
    if (isLikelyToFit(setting)) yield setting;
  }
  for (let limit = longest; limit >= shortest; limit -= 10) {
    const setting = { words: cutText(words, limit), fontSize: smallest, breaksWords: true };
    if (isLikelyToFit(setting) || limit === shortest) yield setting;
  }
}

/** Whether, by a guess, the words fit into lines, and the lines above the usual foot. */
function isLikelyToFit({ words, fontSize, breaksWords }: Setting): boolean {
  const room = page.height - margin.top - margin.bottom - gap - usualFoot;
  let lines = 1;
  let line = 0;
  for (const word of `${words}”`.split(' ')) {
    const width = widthOf(word, fontSize);
    if (width > measure && !breaksWords) return false;
    if (line + width > measure) {
      lines += Math.ceil(width / measure);
      line = 0;
    }
    line += (width % measure) + widthOf(' ', fontSize);
  }
  return lines * lineHeight(fontSize) <= room;
}

/** Widths of a–z in the serif, in hundredths of the font's size. */
const alphabet = [54, 62, 52, 61, 53, 37, 56, 64, 33, 30, 59, 33, 96, 64, 58, 62, 60, 46, 47, 36, 63, 58, 84, 57, 59, 49];

/** About how wide the word is set; other letters than a–z are taken for average ones. */
function widthOf(word: string, fontSize: number): number {
  let width = 0;
  for (const letter of word) {
    const other = /\p{Lu}/u.test(letter) ? 70 : /[\p{L}\p{N}]/u.test(letter) ? 54 : 28;
    width += ((alphabet[letter.charCodeAt(0) - 97] ?? other) / 100) * fontSize + tracking(fontSize);
  }
  return width;
}

/** Large words are set tighter: between letters … */
function tracking(fontSize: number): number {
  return fontSize > 60 ? -0.012 * fontSize : 0;
}

/** … and between lines. */
function lineHeight(fontSize: number): number {
  return Math.round(fontSize * (fontSize > 90 ? 1.08 : fontSize > 60 ? 1.17 : 1.27));
}

/** The card as satori takes it: the words above, at the foot a rule, who says them, and where they stand. */
function label({ speaker, outer, source, archive }: Card, { words, fontSize, breaksWords }: Setting) {
  const sheet = {
    ...page,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    padding: `${margin.top}px ${margin.right}px ${margin.bottom}px ${margin.left}px`,
    backgroundColor: colours.paper,
    color: colours.ink,
    fontFamily: serif,
  };
  const quoted = {
    position: 'relative',
    // As wide as its widest line, which shows whether a word is longer than a line.
    alignSelf: breaksWords ? 'stretch' : 'flex-start',
    flexShrink: 0,
    paddingBottom: gap,
    fontSize,
    lineHeight: `${lineHeight(fontSize)}px`,
    letterSpacing: tracking(fontSize),
  };
  const foot = { display: 'flex', flexDirection: 'column', flexShrink: 0, maxHeight: 300, overflow: 'hidden', overflowWrap: 'anywhere' };
  const small = {
    color: colours.soft,
    fontFamily: sans,
    fontSize: 27,
    lineHeight: 1.2,
    // Public Sans draws a blank beside a dash together, and satori the blank on its wrong side.
    fontKerning: 'none',
  };
  return box('sheet', sheet, [
    box('words', quoted, [
      // The opening mark hangs in the margin; by itself, or kerning would draw the first letter after it.
      box('mark', { position: 'absolute', left: -0.46 * fontSize, top: 0 }, '“'),
      box('text', breaksWords ? { overflowWrap: 'anywhere' } : { textWrap: 'balance' }, `${words}”`),
    ]),
    box('foot', foot, [
      box('rule', { flexShrink: 0, width: 72, height: 4, marginBottom: 20, backgroundColor: colours.rubric }),
      box('speaker', { fontSize: 38, lineHeight: 1.2 }, [
        box('name', { display: 'inline', fontWeight: 600 }, cutText(speaker, 70)),
        box(
          'outer',
          { display: 'inline', fontSize: 30, color: colours.soft },
          outer === undefined ? '' : `, as quoted by ${cutText(outer, 60)}`,
        ),
      ]),
      box('where', { ...small, display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: 48, marginTop: 12 }, [
        box('source', {}, cutText(source, 90)),
        box('archive', {}, cutText(archive, 60)),
      ]),
    ]),
  ]);
}

/** An element as React has it, without React. */
function box(key: string, style: Readonly<Record<string, string | number>>, children?: unknown) {
  return { type: 'div', key, props: { style, children } };
}
