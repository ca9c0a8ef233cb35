/** The machine-readable copies of quotations, as they lie in the built sites. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { listQuotations } from '../../src/domain/quotation.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { readArchive } from '../../src/files/archive.ts';
import { fixtureContent, realContent } from '../support/build.ts';
import { listFiles, readPage, wordsOf } from '../support/pages.ts';

const sites = [
  { name: 'the invented archive', site: inject('fixtureSite'), content: fixtureContent },
  { name: 'the real archive', site: inject('realSite'), content: realContent },
];

describe.each(sites)('of $name', ({ site, content }) => {
  const { articles, settings } = readArchive({ folder: content });
  const quotations = listQuotations(articles);
  const names = quotations.map(({ article, quote }) => `${article.slug}/${quote.anchor}`);
  const read = (file: string) => JSON.parse(readFileSync(path.join(site, file), 'utf8'));
  /** The built file of an address of the archive. */
  const fileOf = (address: string) => {
    const { pathname } = new URL(address);
    const local = pathname.slice(new URL(settings?.address ?? '').pathname.length);
    return local === '' || local.endsWith('/') ? `${local}index.html` : local;
  };

  it('there are two of each quotation that readers may see, and none of any other', () => {
    const files = listFiles(path.join(site, 'data'));
    for (const kind of ['annotations', 'oembed']) {
      expect(files.filter((file) => file.startsWith(`${kind}/`))).toEqual(names.map((name) => `${kind}/${name}.json`).sort());
    }
  });

  it.each(['annotations', 'oembed'])('%s are compact and end with a line', (kind) => {
    for (const name of names) {
      const text = readFileSync(path.join(site, `data/${kind}/${name}.json`), 'utf8');
      expect(text).toBe(`${JSON.stringify(JSON.parse(text))}\n`);
    }
  });

  it('annotations lead to the speaker, the quotation and the words in their article', () => {
    for (const name of names) {
      const annotation = read(`data/annotations/${name}.json`);
      expect(fileOf(annotation.id)).toBe(`data/annotations/${name}.json`);
      expect(existsSync(path.join(site, fileOf(annotation.body.id))), annotation.body.id).toBe(true);
      expect(existsSync(path.join(site, fileOf(annotation.canonical))), annotation.canonical).toBe(true);
      expect(annotation.creator).toEqual({ name: settings?.publisher.name, homepage: settings?.publisher.url });
      expect(annotation.rights).toBe(settings?.rights?.url);
      expect(annotation.body.language).toBe(settings?.language);
      const [fragment, words] = annotation.target.selector;
      const element = readPage(site, fileOf(annotation.target.source)).document.getElementById(fragment.value);
      expect(element && normaliseText(wordsOf(element)), name).toBe(words.exact);
    }
  });

  it('annotations of sealed addresses say when they were sealed', () => {
    const sealed = quotations.filter(({ article, quote }) => article.ledger?.anchors[quote.anchor]);
    expect(sealed.length).toBeGreaterThan(10);
    for (const { article, quote } of sealed) {
      const annotation = read(`data/annotations/${article.slug}/${quote.anchor}.json`);
      const entry = article.ledger?.anchors[quote.anchor];
      const last = entry?.history?.at(-1)?.date;
      expect(annotation.created).toBe(`${entry?.sealed}T00:00:00Z`);
      expect(annotation.modified).toBe(last && `${last}T00:00:00Z`);
    }
  });

  it('oEmbed documents lead to the speaker, the archive and a card that is there', () => {
    let cards = 0;
    for (const [index, name] of names.entries()) {
      const document = read(`data/oembed/${name}.json`);
      expect(document.title.startsWith(`“${quotations[index]?.quote.words.slice(0, 5)}`), document.title).toBe(true);
      expect(document.html).toContain(`cite="${settings?.address}quotes/${name}/"`);
      expect(existsSync(path.join(site, fileOf(document.author_url))), document.author_url).toBe(true);
      expect(document.provider_url).toBe(settings?.address);
      expect(document.provider_name).toBe(settings?.name);
      if (document.thumbnail_url === undefined) continue;
      cards++;
      expect(existsSync(path.join(site, fileOf(document.thumbnail_url))), document.thumbnail_url).toBe(true);
    }
    expect(cards).toBeGreaterThan(0);
  });
});
