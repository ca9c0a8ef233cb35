// Says which quotations of an article do not stand letter for letter in its original, and exits with 1 if any does not.
// Usage: node .ci/verbatim.ts ORIGINAL SLUG
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readArchive } from '../src/files/archive.ts';

const [original, slug] = process.argv.slice(2);
if (!original || !slug) throw new Error('usage: node .ci/verbatim.ts ORIGINAL SLUG');
const text = readFileSync(original, 'utf8');
const article = readArchive({ folder: path.resolve('content') }).articles.find((candidate) => candidate.slug === slug);
if (!article) throw new Error(`no article “${slug}”`);
const quotes = article.passages.flatMap((passage) => passage.quotes);
const foreign = quotes.filter(({ words }) => !text.includes(words));
for (const { anchor, words } of foreign) console.log(`${anchor}: “${words}” is not in the original`);
const verbatimTitle = text.startsWith(article.metadata.title);
if (!verbatimTitle) console.log('the headline is not the original’s');
console.log(`${quotes.length - foreign.length} of ${quotes.length} quotations are verbatim`);
process.exitCode = foreign.length > 0 || !verbatimTitle ? 1 : 0;
