// Says which quotations of the nine first documents do not stand letter for letter in what they were taken from, and which titles are
// not the documents' own; exits with 1 if there are any. ORIGINAL is the text of the Los Angeles Times, PACK the fact pack on the others.
// Usage: node .ci/quotations.ts ORIGINAL PACK
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readArchive } from '../src/files/archive.ts';

const [original, pack] = process.argv.slice(2);
if (!original || !pack) throw new Error('usage: node .ci/quotations.ts ORIGINAL PACK');

interface Source {
  /** The document's own title; undefined where it was not seen, and the archive's is supplied. */
  readonly title?: string;
  readonly text: string;
}

const newspaper = readFileSync(original, 'utf8');
const sources = new Map<string, Source>([
  ['2014-12-22-north-korea-threatens', { title: newspaper.split('\n', 1)[0]?.trim(), text: newspaper }],
  ...readSections(readFileSync(pack, 'utf8')),
]);

const articles = readArchive({ folder: path.resolve('content') }).articles.filter(({ slug }) => sources.has(slug));
const faults: string[] = [];
let count = 0;
for (const slug of sources.keys()) {
  if (!articles.some((article) => article.slug === slug)) faults.push(`${slug}: no such article`);
}
for (const { slug, metadata, passages } of articles) {
  const { title, text } = sources.get(slug) ?? { text: '' };
  if (title === undefined ? !/^\[.+\]$/.test(metadata.title) : metadata.title !== title) {
    faults.push(`${slug}: “${metadata.title}” is not the title (${title ?? 'not seen: the archive’s own stands in square brackets'})`);
  }
  const plain = withoutSigns(text);
  for (const { anchor, words } of passages.flatMap((passage) => passage.quotes)) {
    count += 1;
    if (!plain.includes(withoutSigns(words))) faults.push(`${slug}#${anchor}: “${words}” is not in the original`);
  }
}
for (const fault of faults) console.log(fault);
console.log(`${count} quotations and ${articles.length} titles of ${sources.size} documents: ${faults.length} not verbatim`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** The pack's recommended documents, C1 to C8, by slug. A quotation is looked for among the quotations only. */
function readSections(text: string): [string, Source][] {
  return text
    .split(/^(?=#{1,2} )/m)
    .filter((section) => /^## C\d+\. /.test(section))
    .map((section) => {
      const slug = /^## C\d+\. slug: (\S+)/.exec(section)?.[1];
      const [, quotations] = section.split(/^Quotations\b/m);
      if (!slug || !quotations) throw new Error(`not a section with a slug and quotations: ${section.slice(0, 60)}`);
      const title = /^- Title: (.+)$/m.exec(section)?.[1]?.replace(/ \(title as given by [^)]*\)$/, '');
      return [slug, { title: title?.startsWith('not visible') ? undefined : title, text: quotations }];
    });
}

/** The text with one blank for any white space and one sign for any quotation mark or apostrophe: nothing else may differ. */
function withoutSigns(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[“”„"‘’‚']/gu, "'");
}
