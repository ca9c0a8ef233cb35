import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { type CardText, isDrawable } from '../../src/domain/card.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { type Card, type CardReport, drawCards } from '../../src/integrations/cards.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'pincite-cards-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const text: CardText = {
  words: 'the river does not read our minutes',
  speaker: 'Ada Thorne',
  source: 'The Vale Courier, 10 June 1911',
  archive: 'The Vale File',
};

/** An output folder and a cache, both empty. */
class Workshop {
  readonly out = mkdtempSync(path.join(scratch, 'out-'));
  readonly cache = mkdtempSync(path.join(scratch, 'cache-'));

  draw(...cards: Card[]): Promise<CardReport> {
    return drawCards(cards, this);
  }

  bytes(file: string): Buffer {
    return readFileSync(path.join(this.out, file));
  }
}

/** The picture of the usual card, but for what is given. */
async function picture(change: Partial<CardText> = {}): Promise<Buffer> {
  const workshop = new Workshop();
  await workshop.draw({ ...text, ...change, file: 'card.png' });
  return workshop.bytes('card.png');
}

/** Where something stands on the picture: whether each pixel is not paper, by row. */
async function inkOf(png: Buffer): Promise<boolean[][]> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const isInk = (pixel: number) => [0xfb, 0xf8, 0xf1].some((shade, channel) => Math.abs((data[3 * pixel + channel] ?? 0) - shade) > 8);
  return Array.from({ length: info.height }, (_, y) => Array.from({ length: info.width }, (_, x) => isInk(y * info.width + x)));
}

/** The stretches of rows in which something stands, from top to bottom: `[first, last]`. */
function inkedRows(ink: boolean[][]): [number, number][] {
  const stretches: [number, number][] = [];
  ink.forEach((row, y) => {
    if (!row.includes(true)) return;
    const last = stretches.at(-1);
    if (last?.[1] === y - 1) last[1] = y;
    else stretches.push([y, y]);
  });
  return stretches;
}

const sentence = 'We have measured the water at the mill for sixty years and nobody has asked us what it said';
const wide = 'W'.repeat(90);

describe('a card', () => {
  it('is a PNG of 1200 by 630 pixels', async () => {
    expect(await sharp(await picture()).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
  });

  it('is the same, byte for byte, whenever it is drawn', async () => {
    expect(await picture()).toEqual(await picture());
  });

  it.each<[string, Partial<CardText>]>([
    ['the words', { words: 'the river does not read our notices' }],
    ['the speaker', { speaker: 'Ada Thorn' }],
    ['who quotes the speaker', { outer: 'Vale Council' }],
    ['the source', { source: 'The Vale Courier, 11 June 1911' }],
    ['the archive', { archive: 'The Vale Files' }],
  ])('shows %s', async (_, change) => {
    expect(await picture(change)).not.toEqual(await picture());
  });

  it.each([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['"', '&quot;'],
    ['<b>a</b>', '<d>a</d>'],
  ])('shows %s as it stands and not as markup', async (words, other) => {
    expect(await picture({ words })).not.toEqual(await picture({ words: other }));
  });

  it.each([
    ['Ångström', 'Angstrom'],
    ['Łódź', 'Lodz'],
    ['Čapek', 'Ĉapek'],
    ['Şişli', 'Șișli'],
  ])('tells %s from %s', async (words, other) => {
    expect(await picture({ words })).not.toEqual(await picture({ words: other }));
    expect(await picture({ speaker: words })).not.toEqual(await picture({ speaker: other }));
    expect(await picture({ source: words })).not.toEqual(await picture({ source: other }));
  });

  it('is the same whether an accent is written apart or not', async () => {
    expect(await picture({ words: 'Čapek'.normalize('NFD') })).toEqual(await picture({ words: 'Čapek' }));
  });

  it.each<[string, Partial<CardText>]>([
    ['one short word', { words: 'No' }],
    ['one letter', { words: 'I' }],
    ['a word as wide as a line', { words: 'counterdeclarations stand' }],
    ['a sentence', { words: sentence }],
    ['two sentences', { words: `${sentence}. ${sentence}` }],
    ['very many words', { words: `${sentence}, `.repeat(30) }],
    ['capitals', { words: sentence.toUpperCase() }],
    ['a word of 80 letters', { words: 'riverbankmeasurement'.repeat(4) }],
    ['a word of 80 letters among others', { words: `${sentence} ${'riverbankmeasurement'.repeat(4)} ${sentence}` }],
    ['a word of wide letters', { words: 'WWWWWWWWWW' }],
    ['the widest letters', { words: wide.repeat(5) }],
    ['long names', { speaker: 'Standing Committee on the Bridges and Fords of Upper Vale', outer: 'Society of Lower Vale for the River' }],
    ['the widest names', { words: sentence, speaker: wide, outer: wide, source: wide, archive: wide }],
  ])('keeps its margins and its lines apart with %s', async (_, change) => {
    const ink = await inkOf(await picture(change));
    const rows = inkedRows(ink);
    expect(rows[0]?.[0]).toBeGreaterThan(60);
    expect(rows.at(-1)?.[1]).toBeLessThan(630 - 50);
    for (const row of ink) {
      expect(row.indexOf(true) === -1 ? 1200 : row.indexOf(true)).toBeGreaterThan(20);
      expect(row.lastIndexOf(true)).toBeLessThan(1200 - 50);
    }
    // The rule, 72 pixels wide and 4 high, stands clear between the words and the name.
    const rule = rows.findIndex(([first, last]) => last - first === 3 && ink[first]?.filter(Boolean).length === 72);
    expect(rule).toBeGreaterThan(0);
    expect((rows[rule]?.[0] ?? 0) - (rows[rule - 1]?.[1] ?? 0)).toBeGreaterThan(20);
  });

  it.each(['No', sentence, 'Nobody has asked us, nor will they, in the days that are left to the council or to the bridge'])(
    'has the colours of the site: %s',
    async (words) => {
      const tokens = readFileSync(path.resolve(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');
      const { data } = await sharp(await picture({ words }))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      for (const name of ['paper', 'ink', 'rubric']) {
        const colour = new RegExp(`--${name}: #(\\w{6});`).exec(tokens)?.[1] ?? '';
        expect(data.includes(Buffer.from(colour.repeat(4), 'hex')), name).toBe(true);
      }
    },
  );

  it('cuts what does not fit, so that more words change nothing', async () => {
    const long = `${sentence}, `.repeat(8);
    expect(await picture({ words: `${long}and so on` })).toEqual(await picture({ words: `${long}and so forth, to the end` }));
    expect(await picture({ words: long })).not.toEqual(await picture({ words: long.replace('sixty', 'seventy') }));
  });

  it('shows some 280 letters of words to the end', async () => {
    const long = `${sentence}, ${sentence}, ${sentence}`;
    expect(long.length).toBeGreaterThan(275);
    expect(await picture({ words: `${long}.` })).not.toEqual(await picture({ words: `${long}!` }));
  });

  it('shows a name that is longer than a line to the end', async () => {
    const speaker = 'Riverbankmeasurement'.repeat(3);
    expect(await picture({ speaker: `${speaker}s` })).not.toEqual(await picture({ speaker: `${speaker}n` }));
  });

  it('shows few words larger than many', async () => {
    const height = async (words: string) => {
      const [first, last] = inkedRows(await inkOf(await picture({ words })))[0] ?? [0, 0];
      return last - first;
    };
    expect(await height('No')).toBeGreaterThan(2 * (await height(sentence)));
    expect(await height(sentence)).toBeGreaterThan(1.2 * (await height(`${sentence}, ${sentence}`)));
  });
});

describe('drawing cards', () => {
  const first: Card = { ...text, file: 'quotes/a/q-the-river/card.png' };
  const second: Card = { ...text, words: 'nobody has asked us', file: 'quotes/a/q-nobody/card.png' };

  it('writes each where it belongs, and says what was done', async () => {
    const workshop = new Workshop();
    const progress: number[] = [];
    const report = await drawCards([first, second], { ...workshop, onProgress: (written) => progress.push(written) });
    expect(report).toMatchObject({ drawn: 2, kept: 0, unsupported: [] });
    expect(progress).toEqual([1, 2]);
    expect(workshop.bytes(first.file)).toEqual(await picture());
    expect(workshop.bytes(second.file)).toEqual(await picture({ words: second.words }));
  });

  it('draws nothing that was drawn before, and writes it again', async () => {
    const workshop = new Workshop();
    await workshop.draw(first, second);
    const { cache } = workshop;
    const later = new Workshop();
    expect(await drawCards([first, second], { out: later.out, cache })).toMatchObject({ drawn: 0, kept: 2 });
    expect(later.bytes(first.file)).toEqual(workshop.bytes(first.file));
    expect(later.bytes(second.file)).toEqual(workshop.bytes(second.file));
  });

  it('keeps a card whose address alone has changed', async () => {
    const workshop = new Workshop();
    await workshop.draw(first);
    expect(await workshop.draw({ ...first, file: 'quotes/b/q-the-river/card.png' })).toMatchObject({ drawn: 0, kept: 1 });
  });

  it.each<Partial<CardText>>([
    { words: 'the river does not read our minutes.' },
    { speaker: 'Ada Thorne, Miller' },
    { outer: 'Vale Council' },
    { source: 'The Vale Courier, 12 June 1911' },
    { archive: 'The Other File' },
  ])('draws anew what has changed: %o', async (change) => {
    const workshop = new Workshop();
    await workshop.draw(first, second);
    expect(await workshop.draw({ ...first, ...change }, second)).toMatchObject({ drawn: 1, kept: 1 });
    expect(workshop.bytes(first.file)).toEqual(await picture(change));
  });

  it('leaves in the cache what it does not use, and nothing unfinished', async () => {
    const workshop = new Workshop();
    await workshop.draw(first);
    writeFileSync(path.join(workshop.cache, 'of-another-build.png'), '');
    await workshop.draw(second);
    const names = readdirSync(workshop.cache);
    expect(names).toHaveLength(3);
    expect(names.filter((name) => !/^(?:[0-9a-f]{64}|of-another-build)\.png$/.test(name))).toEqual([]);
  });

  it.each<[string, Partial<CardText>]>([
    ['Chinese words', { words: '有光就有戲' }],
    ['Korean words', { words: 'the word 통일 alone' }],
    ['Arabic words', { words: 'قال' }],
    ['Russian words', { words: 'Волга' }],
    ['an emoji', { words: 'well said 👏' }],
    ['a speaker', { speaker: '王毅' }],
    ['who quotes the speaker', { outer: '外交部' }],
    ['a source', { source: '新华社, 22 December 2014' }],
    ['an archive', { archive: '資料庫' }],
  ])('leaves out a card without letters for it: %s', async (_, change) => {
    const workshop = new Workshop();
    const report = await workshop.draw(second, { ...first, ...change });
    expect(report).toMatchObject({ drawn: 1, kept: 0, unsupported: [first.file] });
    expect(existsSync(path.join(workshop.out, first.file))).toBe(false);
    expect(readdirSync(workshop.cache)).toHaveLength(1);
  });

  it('fails with the name of a card that cannot be written', async () => {
    const workshop = new Workshop();
    writeFileSync(path.join(workshop.out, 'quotes'), 'a file where a folder should be');
    await expect(workshop.draw(first)).rejects.toThrow('quotes/a/q-the-river/card.png could not be written');
  });
});

describe('the table of letters', () => {
  it.each([400, 600])('has the letters of the serif in weight %i, and no others', (weight) => {
    const inFonts = new Set([...lettersOf(`latin-${weight}`), ...lettersOf(`latin-ext-${weight}`)]);
    const wrong: string[] = [];
    // Assigned letters end far below U+20000; what follows is Chinese.
    for (let point = 0; point < 0x20000; point++) {
      const words = String.fromCodePoint(point);
      const isInFonts = [...normaliseText(words)].every((letter) => inFonts.has(letter));
      if (isDrawable({ ...text, words }) !== isInFonts) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('is asked for every text of the card', () => {
    expect(isDrawable(text)).toBe(true);
    expect(isDrawable({ ...text, outer: 'Łódź' })).toBe(true);
    for (const key of ['words', 'speaker', 'outer', 'source', 'archive']) expect(isDrawable({ ...text, [key]: 'a 王' })).toBe(false);
  });
});

/** The letters that a file of the serif has, as the parser that draws the cards reads them. */
function lettersOf(name: string): string[] {
  const require = createRequire(import.meta.url);
  const { parse } = createRequire(require.resolve('satori'))('@shuding/opentype.js');
  const folder = path.dirname(require.resolve('@fontsource/source-serif-4/package.json'));
  const file = readFileSync(path.join(folder, 'files', `source-serif-4-${name}-normal.woff`));
  const { tables } = parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  const glyphs: Record<string, number> = tables.cmap.glyphIndexMap;
  return Object.keys(glyphs).flatMap((point) => (glyphs[point] ? [String.fromCodePoint(Number(point))] : []));
}
