/** Builds both archives once for the whole run: the invented one, which lies under a base path, and the real one, at the root. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildSite, fixtureContent, realContent } from './build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built fixture archive, to be served under `/vale/`. */
    fixtureSite: string;
    /** Folder of the built real archive, to be served under `/`. */
    realSite: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pincite-sites-'));
  const fixtureSite = path.join(folder, 'fixture');
  const realSite = path.join(folder, 'real');
  for (const [content, out] of [
    [fixtureContent, fixtureSite],
    [realContent, realSite],
  ] as const) {
    const { code, output } = await buildSite(content, out);
    if (code !== 0) throw new Error(`the site of ${content} could not be built:\n${output}`);
  }
  project.provide('fixtureSite', fixtureSite);
  project.provide('realSite', realSite);
  return () => rm(folder, { recursive: true, force: true });
}
