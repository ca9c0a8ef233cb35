/// <reference types="astro/client" />

declare module 'pincite:options' {
  /** Absolute path of the folder that holds the archive's content. */
  export const folder: string;
  /** Path under which the site is served. Not `import.meta.env.BASE_URL`, which a variable of that name in the environment overrides. */
  export const base: string;
  /** Whether the development server runs. */
  export const isDevelopment: boolean;
}
