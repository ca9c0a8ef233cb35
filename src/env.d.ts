/// <reference types="astro/client" />

declare module 'pincite:options' {
  /** Absolute path of the folder that holds the archive's content. */
  export const folder: string;
}
