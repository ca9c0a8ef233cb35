import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium that can be started: its binary, the environment it needs, and whether it can have its own sandbox. */
interface ChromiumInstallation {
  executablePath: string;
  env: NodeJS.ProcessEnv;
  hasSandbox: boolean;
}

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Kept for the process, because inflating the packaged binary takes seconds and 200 MB. */
let packagedChromium: Promise<ChromiumInstallation> | undefined;

/**
 * Returns a running headless Chromium; the caller closes it.
 *
 * The binary is $CHROMIUM_PATH, else one that the system installed, else the one inside the npm package `@sparticuz/chromium`,
 * so the tests need neither a download nor root's rights. Throws when $CHROMIUM_PATH names no file, and when there is no Chromium at all.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env, hasSandbox } = await findChromium();
  return chromium.launch({ executablePath, env, args, headless: true, chromiumSandbox: hasSandbox });
}

async function findChromium(): Promise<ChromiumInstallation> {
  const chosenPath = process.env.CHROMIUM_PATH;
  if (chosenPath && !existsSync(chosenPath)) {
    throw new Error(`CHROMIUM_PATH is ${chosenPath}, which does not exist. Correct it, or unset it to have Chromium looked up.`);
  }
  const executablePath = chosenPath || systemPaths.find((path) => existsSync(path));
  if (executablePath) {
    // Chromium refuses to start its sandbox for root.
    return { executablePath, env: process.env, hasSandbox: process.getuid?.() !== 0 };
  }
  packagedChromium ??= inflatePackagedChromium();
  return packagedChromium;
}

/**
 * Returns the Chromium of `@sparticuz/chromium`, inflated into a folder that only this user can read and that goes when the process ends.
 *
 * The package's own `executablePath()` is not used: it takes whatever lies at /tmp/chromium, which may be another user's, and outside
 * AWS Lambda it leaves out the shared libraries (NSS, NSPR, expat).
 */
async function inflatePackagedChromium(): Promise<ChromiumInstallation> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chromium found. The one in @sparticuz/chromium is for linux-x64, and this is ${process.platform}-${process.arch}: ` +
        'install Chromium and set CHROMIUM_PATH to its binary.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'pincite-chromium-'));
  removeWhenProcessEnds(folder);

  const [executablePath, libraries, fonts] = await inflateInto(folder);
  const home = join(folder, 'home');
  const fontconfig = join(folder, 'fontconfig');
  await Promise.all([mkdir(home), mkdir(fontconfig)]);
  await writeFile(join(fontconfig, 'fonts.conf'), fontsConf(join(fonts, 'fonts'), join(folder, 'fontconfig-cache')));

  const libraryPath = [join(libraries, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath,
    env: {
      ...process.env,
      HOME: home,
      // Where the caller set these two, they would win over HOME and lead back to the caller's own folders.
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      FONTCONFIG_FILE: join(fontconfig, 'fonts.conf'),
      FONTCONFIG_PATH: fontconfig,
      LD_LIBRARY_PATH: libraryPath,
    },
    // The package is a headless shell without the setuid sandbox helper.
    hasSandbox: false,
  };
}

/**
 * Leaves a shell behind that removes `folder` once this process is gone. A handler of 'exit' would not do: vitest 5 ends its workers
 * without that event, and each run would leave 200 MB behind. The shell waits for the end of its input, which comes however this
 * process ends.
 */
function removeWhenProcessEnds(folder: string): void {
  const shell = spawn('/bin/sh', ['-c', 'cat >/dev/null; rm -rf -- "$1"', 'sh', folder], {
    // Its own session, lest Ctrl-C or the end of the process group takes the shell too.
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  // A pipe to a child is a socket, though the types do not say so; while it is referenced this process would not end.
  (shell.stdin as unknown as Socket).unref();
}

/** Returns where the package's binary, libraries and fonts were inflated to, all inside `folder`. */
async function inflateInto(folder: string): Promise<[binary: string, libraries: string, fonts: string]> {
  const { inflate } = await import('@sparticuz/chromium');
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const archives = join(dirname(entry), '..', 'bin');
  return withTmpdir(folder, () =>
    Promise.all([
      inflate(join(archives, 'chromium.br')),
      inflate(join(archives, 'al2023.tar.br')),
      inflate(join(archives, 'fonts.tar.br')),
    ]),
  );
}

/**
 * Returns what `start` returns, which ran with `folder` as the process's temporary directory.
 * The package's `inflate` has no parameter for its destination, but reads it before it returns its promise: so TMPDIR is back before
 * anybody else can see it.
 */
function withTmpdir<Result>(folder: string, start: () => Result): Result {
  const callersTmpdir = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return start();
  } finally {
    if (callersTmpdir === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = callersTmpdir;
  }
}

/**
 * Returns a fontconfig file that adds the package's Open Sans to the system's fonts, so that text renders where there are none.
 * The package's own file names folders of AWS Lambda and /tmp/fonts.
 */
function fontsConf(fontFolder: string, cacheFolder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fontFolder}</dir>
  <cachedir>${cacheFolder}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;
}
