import { defineCollection } from 'astro:content';
import { folder } from 'pincite:options';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import type { Article } from './domain/article.ts';
import { articlesLoader, entitiesLoader, entityLedgerLoader, settingsLoader } from './files/loader.ts';
import type { ArchiveSettings } from './model/archive.ts';
import type { Entity } from './model/entity.ts';
import type { EntityLedger } from './model/ledger.ts';

// The loaders have checked every field with the schemas of src/model and say file and line; here the types are only named.
export const collections = {
  archive: defineCollection({ loader: settingsLoader(folder), schema: z.custom<ArchiveSettings>() }),
  entities: defineCollection({ loader: entitiesLoader(folder), schema: z.custom<Entity>() }),
  entityLedger: defineCollection({ loader: entityLedgerLoader(folder), schema: z.custom<EntityLedger>() }),
  articles: defineCollection({ loader: articlesLoader(folder), schema: z.custom<Article>() }),
  /** Pages by the archive's owner, who is trusted: ordinary MDX. */
  pages: defineCollection({
    loader: glob({ base: `${folder}/pages`, pattern: '**/*.mdx' }),
    schema: z.strictObject({
      title: z.string(),
      description: z.string().max(300),
      /** The page's name in the navigation. Default: the title. */
      label: z.string().optional(),
    }),
  }),
};
