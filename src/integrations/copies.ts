/** Machine-readable copies of every quotation, written after the pages. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CopySource, quotationCopies } from '../domain/copies.ts';
import type { Quotation } from '../domain/quotation.ts';

/** Writes `data/<kind>/<slug>/<anchor>.json` into the output folder. */
export function writeCopies(quotations: readonly Quotation[], source: CopySource, out: string): void {
  for (const [kind, { textOf }] of Object.entries(quotationCopies)) {
    for (const quotation of quotations) {
      const folder = path.join(out, 'data', kind, quotation.article.slug);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, `${quotation.quote.anchor}.json`), textOf(quotation, source));
    }
  }
}
