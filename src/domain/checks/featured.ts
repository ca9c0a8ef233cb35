import type { Rule } from './rule.ts';

/** The featured article is one that readers may see. */
export const checkFeatured: Rule = ({ settings, articles, unreadable, archiveFile }) => {
  if (!settings?.featured || unreadable.has(settings.featured)) return [];
  const article = articles.find(({ slug }) => slug === settings.featured);
  if (article?.metadata.status === 'published') return [];
  return [
    {
      code: 'unknown-article',
      severity: 'error',
      file: archiveFile,
      line: 1,
      column: 1,
      message: `featured: “${settings.featured}” is ${article ? 'withdrawn' : 'no article of this archive'}.`,
      hint: 'Write the name of a file in content/articles/ without .mdx, or leave the line out.',
    },
  ];
};
