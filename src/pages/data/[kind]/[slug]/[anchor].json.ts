import { isDevelopment } from 'pincite:options';
import type { APIRoute, GetStaticPaths } from 'astro';
import { quotationCopies } from '../../../../domain/copies.ts';
import type { Quotation } from '../../../../domain/quotation.ts';
import { getArchive } from '../../../../site/archive.ts';

type Copy = (typeof quotationCopies)[keyof typeof quotationCopies];

/** For development; a build writes all copies at once (src/integrations/copies.ts), which is far quicker than a route for each. */
export const getStaticPaths = (async () => {
  const { quotations } = await getArchive();
  return Object.entries(quotationCopies).flatMap(([kind, copy]) =>
    (isDevelopment ? quotations : []).map((quotation) => ({
      params: { kind, slug: quotation.article.slug, anchor: quotation.quote.anchor },
      props: { quotation, copy },
    })),
  );
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ quotation: Quotation; copy: Copy }> = async ({ props: { quotation, copy } }) =>
  new Response(copy.textOf(quotation, await getArchive()), { headers: { 'content-type': copy.mediaType } });
