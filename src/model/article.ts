import { z } from 'zod';
import { edtfText } from './edtf.ts';
import { identifier, languageTag, webAddress } from './identifier.ts';

/**
 * How an author points at a passage of the same article: its number in the margin (`7`), a figure's caption (`fig-1`),
 * or its anchor (`p-3k9qd2`).
 */
export const passageReference = z.union(
  [z.int().min(1), z.string().regex(/^(?:fig-[1-9]\d*|p-[0-9a-z-]+)$/)],
  'is not a passage: write its number (7), a figure (fig-1) or its anchor (p-3k9qd2)',
);

export const rightsSchema = z
  .strictObject({
    status: z
      .enum(['in-copyright', 'public-domain', 'open-licence', 'unknown'])
      .describe('The standing of the original: in-copyright, public-domain, open-licence or unknown.'),
    holder: z.string().trim().optional().describe('Who holds the rights. Default: not stated.'),
    text: z
      .enum(['full', 'record'])
      .describe(
        'full: the body is the original text. record: the body is the archive’s own account, passage for passage, quotations verbatim.',
      ),
    licence: webAddress.optional().describe('The licence’s address, where there is one. Needed with open-licence.'),
  })
  .superRefine((rights, context) => {
    if (rights.status === 'open-licence' && !rights.licence) {
      context.addIssue({ code: 'custom', path: ['licence'], message: 'is missing: an open licence has an address' });
    }
    if (rights.text === 'full' && rights.status === 'unknown') {
      context.addIssue({
        code: 'custom',
        path: ['text'],
        message: 'may not be "full" while the status is unknown: write a record, or find out who holds the rights',
      });
    }
  });

export const figureSchema = z.strictObject({
  caption: z.string().trim().min(1).describe('What it shows. In a record: in our own words. It is a passage and can be cited.'),
  credit: z.string().trim().min(1).describe('Photographer or maker, and agency.'),
  date: edtfText.optional().describe('When it was made (EDTF). Default: none.'),
  place: identifier.optional().describe('Where it was made (id of a place). Default: none.'),
  alt: z.string().trim().optional().describe('What a reader who cannot see the picture needs to know. Needed with src.'),
  src: z
    .string()
    .regex(/^(?!.*\.\.)\w[\w./-]*\.(?:avif|gif|jpe?g|png|svg|webp)$/i, 'is not a picture in content/figures/, such as "fair-1911.jpg"')
    .optional()
    .describe('A picture in content/figures/. Default: the figure is described, not shown.'),
});

export const eventSchema = z.strictObject({
  id: identifier
    .refine(
      (id) => !/^(?:p|q|year|axis|page|timeline|search)-/.test(id),
      'may not begin with p-, q-, year-, axis-, page-, timeline- or search-: those are kept for other anchors',
    )
    .describe('The event’s anchor on the timeline. Unique in the whole archive.'),
  date: edtfText.describe('When it happened, as precisely as the article allows and no more (EDTF).'),
  title: z.string().trim().min(1).describe('What happened, in a short sentence of our own.'),
  passages: z.array(passageReference).min(1, 'is empty: an event stands in at least one passage').describe('The passages that report it.'),
  entities: z.array(identifier).default([]).describe('Who and what took part (ids). Default: none.'),
});

export const correctionSchema = z.strictObject({
  date: edtfText.describe('When it was corrected (EDTF).'),
  note: z.string().trim().min(1).describe('What was wrong and what stands now.'),
  anchors: z.array(passageReference).default([]).describe('The passages that it changed. Default: the article as a whole.'),
});

/** The frontmatter of an article. */
export const articleSchema = z
  .strictObject({
    title: z.string().trim().min(1).describe('The headline, verbatim.'),
    subtitle: z.string().trim().optional().describe('The line under the headline, verbatim. Default: none.'),
    publication: identifier.describe('Who published it (id of an organization).'),
    byline: z
      .array(z.string().trim().min(1))
      .default([])
      .describe('Who wrote it, in order: ids of the registry, or names as printed. Default: unsigned.'),
    published: edtfText.describe('When it was published (EDTF).'),
    dateline: identifier.optional().describe('Where it was filed (id of a place). Default: none.'),
    source: webAddress.optional().describe('The original’s address. Default: it is not on the web.'),
    accessed: edtfText.optional().describe('When the original was last looked at (EDTF). Default: not stated.'),
    language: languageTag.describe('The language of the body (BCP 47).'),
    summary: z
      .string()
      .trim()
      .max(300)
      .optional()
      .describe('One sentence of our own for lists, search engines and link previews. Default: the first passage, cut.'),
    rights: rightsSchema.describe('What the archive may hold of the original, and by what right.'),
    topics: z.array(z.string().trim().min(1)).default([]).describe('Subject terms, as in a card catalogue. Default: none.'),
    figures: z.array(figureSchema).default([]).describe('Pictures, in order; <Figure n="1" /> places the first. Default: none.'),
    events: z.array(eventSchema).default([]).describe('What the article reports, dated. Default: none.'),
    formerSlugs: z
      .array(identifier)
      .default([])
      .describe('Names that this file had before, without .mdx; their addresses lead here. Default: none.'),
    corrections: z.array(correctionSchema).default([]).describe('Corrections to the archive’s text. Default: none.'),
    status: z
      .enum(['published', 'withdrawn'])
      .default('published')
      .describe('withdrawn: the address stays, the text goes. Default: published.'),
    withdrawn: z
      .strictObject({
        date: edtfText.describe('When it was withdrawn (EDTF).'),
        reason: z.string().trim().min(1).describe('Why, in a sentence that readers see.'),
      })
      .optional()
      .describe('Needed when the status is withdrawn.'),
  })
  .superRefine((article, context) => {
    if (article.status === 'withdrawn' && !article.withdrawn) {
      context.addIssue({ code: 'custom', path: ['status'], message: 'is withdrawn, so say when and why: withdrawn: {date: …, reason: …}' });
    }
    if (article.status === 'published' && article.withdrawn) {
      context.addIssue({ code: 'custom', path: ['withdrawn'], message: 'is given, but the status is published: write status: withdrawn' });
    }
    for (const [index, figure] of article.figures.entries()) {
      if (figure.src && !figure.alt) {
        context.addIssue({
          code: 'custom',
          path: ['figures', index, 'src'],
          message: 'shows a picture without alt: describe it in a sentence',
        });
      }
    }
  });

export type ArticleMetadata = z.infer<typeof articleSchema>;
export type Figure = z.infer<typeof figureSchema>;
export type ArticleEvent = z.infer<typeof eventSchema>;
export type Correction = z.infer<typeof correctionSchema>;
export type PassageReference = z.infer<typeof passageReference>;
