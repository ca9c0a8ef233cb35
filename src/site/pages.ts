import { getCollection, render } from 'astro:content';

/** The pages that the archive's owner wrote, trusted MDX, in order of their paths. */
export async function listPages() {
  const pages = await getCollection('pages');
  return pages.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export { render };
