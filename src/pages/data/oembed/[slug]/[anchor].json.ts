import { isDevelopment } from 'pincite:options';
import type { APIRoute, GetStaticPaths } from 'astro';
import { oembedText } from '../../../../domain/copies.ts';
import type { Quotation } from '../../../../domain/quotation.ts';
import { getArchive } from '../../../../site/archive.ts';

/** For development; a build writes all copies at once (src/integrations/copies.ts), which is fifty times quicker than a route for each. */
export const getStaticPaths = (async () => {
  const { quotations } = await getArchive();
  return (isDevelopment ? quotations : []).map((quotation) => ({
    params: { slug: quotation.article.slug, anchor: quotation.quote.anchor },
    props: { quotation },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ quotation: Quotation }> = async ({ props: { quotation } }) =>
  new Response(oembedText(quotation, await getArchive()), { headers: { 'content-type': 'application/json' } });
