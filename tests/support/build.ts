import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const fixtureContent = path.join(root, 'tests/fixtures/archive/content');
export const realContent = path.join(root, 'content');

export interface BuildOutcome {
  readonly code: number;
  /** Standard output and error, in the order in which they came. */
  readonly output: string;
}

/** Builds the archive in `content` into `out`, as `npm run build` does, with a cache of its own. Never throws on a failed build. */
export function buildSite(content: string, out: string): Promise<BuildOutcome> {
  const astro = path.join(root, 'node_modules/astro/bin/astro.mjs');
  const environment = {
    ...process.env,
    PINCITE_CONTENT: content,
    PINCITE_OUT: out,
    PINCITE_CACHE: `${out}-cache`,
    ASTRO_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
  };
  const child = spawn(process.execPath, [astro, 'build'], { cwd: root, env: environment });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
