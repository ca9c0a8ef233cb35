import type { APIRoute } from 'astro';
import { getArchive } from '../site/archive.ts';

export const GET: APIRoute = async () => {
  const { permalinks } = await getArchive();
  const sitemap = permalinks.absolute(permalinks.path('sitemap-index.xml'));
  return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${sitemap}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
