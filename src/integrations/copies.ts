/** Machine-readable copies of every quotation, written after the pages. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { annotationText, type CopySource, oembedText } from '../domain/copies.ts';
import type { Quotation } from '../domain/quotation.ts';

/** Writes `data/annotations/<slug>/<anchor>.json` and `data/oembed/<slug>/<anchor>.json` into the output folder. */
export function writeCopies(quotations: readonly Quotation[], source: CopySource, out: string): void {
  const kinds = [
    { folder: path.join(out, 'data/annotations'), textOf: annotationText },
    { folder: path.join(out, 'data/oembed'), textOf: oembedText },
  ];
  for (const quotation of quotations) {
    for (const { folder, textOf } of kinds) {
      const own = path.join(folder, quotation.article.slug);
      mkdirSync(own, { recursive: true });
      writeFileSync(path.join(own, `${quotation.quote.anchor}.json`), textOf(quotation, source));
    }
  }
}
