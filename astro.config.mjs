import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig, fontProviders } from 'astro/config';
import { formatIssue } from './src/domain/issue.ts';
import { basePath, readSettings } from './src/files/archive.ts';
import { pincite } from './src/integrations/pincite.ts';

// The environment is read here and nowhere else on the site's side.
const folder = path.resolve(process.env.PINCITE_CONTENT ?? 'content');
const outDir = path.resolve(process.env.PINCITE_OUT ?? 'dist');
const cacheDir = path.resolve(process.env.PINCITE_CACHE ?? 'node_modules/.astro');

const issues = [];
const settings = readSettings(folder, issues);
if (!settings) {
  console.error(issues.map(formatIssue).join('\n'));
  process.exit(1);
}
const base = process.env.PINCITE_BASE ?? basePath(settings);

/** Search results, former addresses and tombstones ask search engines to pass over them; the sitemap is written when the pages are there. */
function isListed(pathname) {
  const local = decodeURI(pathname).slice(base.replace(/\/$/, '').length + 1);
  const page = openSync(path.join(outDir, local, 'index.html'), 'r');
  try {
    const head = Buffer.alloc(8192);
    return !head.toString('utf8', 0, readSync(page, head)).includes('<meta name="robots" content="noindex"');
  } finally {
    closeSync(page);
  }
}

const latin = [
  'U+0000-00FF',
  'U+0131',
  'U+0152-0153',
  'U+02BB-02BC',
  'U+02C6',
  'U+02DA',
  'U+02DC',
  'U+0300-0304',
  'U+0306-030C',
  'U+0327-0328',
  'U+2000-206F',
  'U+20AC',
  'U+2122',
  'U+2192',
  'U+21A9',
  'U+2212',
  'U+2761',
];
const latinExtended = ['U+0100-0130', 'U+0132-0151', 'U+0154-024F', 'U+0305', 'U+030D-0326', 'U+0329-0331', 'U+1E00-1EFF'];

/** Both halves of a face, the second fetched only where a page has such letters. */
function face(file, weight, style) {
  // A face that comes late waits for the next page: nothing shifts under the reader.
  const display = 'optional';
  return [
    { src: [`./src/fonts/${file}-latin.woff2`], weight, style, display, unicodeRange: latin },
    { src: [`./src/fonts/${file}-latin-ext.woff2`], weight, style, display, unicodeRange: latinExtended },
  ];
}

export default defineConfig({
  site: new URL(settings.address).origin,
  base,
  outDir,
  cacheDir,
  trailingSlash: 'always',
  compressHTML: 'jsx',
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  prefetch: false,
  // Smart punctuation would rewrite what people said.
  markdown: { processor: satteri({ features: { smartPunctuation: false } }), syntaxHighlight: false },
  integrations: [mdx(), sitemap({ filter: (page) => isListed(new URL(page).pathname) }), pincite({ folder })],
  fonts: [
    {
      provider: fontProviders.local(),
      name: 'Pincite Serif',
      cssVariable: '--font-serif',
      fallbacks: ['Georgia', 'serif'],
      options: { variants: [...face('pincite-serif-roman', '400 650', 'normal'), ...face('pincite-serif-italic', '400', 'italic')] },
    },
    {
      provider: fontProviders.local(),
      name: 'Public Sans',
      cssVariable: '--font-sans',
      fallbacks: ['Arial', 'sans-serif'],
      options: { variants: face('public-sans', '100 900', 'normal') },
    },
  ],
  // Upstream marks a generated module with a directive of its own, and the bundler warns of it at each build.
  vite: { build: { rolldownOptions: { checks: { moduleLevelDirective: false } } } },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
      ],
      // Pagefind’s index is read by WebAssembly.
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
});
