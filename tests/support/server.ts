import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface ServedFolder {
  /** The address of the site's front page, base and final slash included: `http://127.0.0.1:40123/vale/`. */
  url: string;
  /** Every request so far in order of arrival, as path and query: `/vale/articles/?page=2`. */
  requests: string[];
  /** Ends the server and its open connections. */
  close(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  body: Buffer;
  location?: string;
}

const contentTypes: Record<string, string> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

const compress = promisify(gzip);

/**
 * Returns a plain static host for a built site, on a free port of 127.0.0.1: only files and their folders, no guesses at `.html`.
 *
 * `base` is where the site lives, `/` or `/vale/`. Below it a folder answers with its `index.html`, a folder's address without the slash
 * redirects (301), an unknown address answers 404 with the site's `404.html`. Outside it there is no site, so the 404 is a bare one.
 * Throws when `folder` does not exist or `base` lacks a slash at either end.
 */
export async function serveFolder(folder: string, base: string): Promise<ServedFolder> {
  if (!/^\/(?:[^/]+\/)*$/.test(base)) {
    throw new TypeError(`A base begins and ends with a slash, such as /vale/; this one is ${base}`);
  }
  const root = await realpath(folder);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answerRequest(root, base, request)
      .then((answer) => sendAnswer(answer, request, response))
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    requests,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        server.closeAllConnections();
      }),
  };
}

async function answerRequest(root: string, base: string, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plainAnswer(405, 'Method not allowed');
  const [path = '', ...query] = (request.url ?? '').split('?');
  if (`${path}/` === base) return redirectAnswer(base, query);
  if (!path.startsWith(base)) return plainAnswer(404, 'Not found');

  const file = await locateFile(root, path.slice(base.length));
  if (file === 'folder') return redirectAnswer(`${path}/`, query);
  if (file) return { status: 200, type: contentTypeOf(file), body: await readFile(file) };

  const errorPage = await locateFile(root, '404.html');
  if (!errorPage) return plainAnswer(404, 'Not found');
  return { status: 404, type: contentTypeOf(errorPage), body: await readFile(errorPage) };
}

/**
 * Returns the file that an address below the base stands for, `'folder'` if the address is a folder's without its slash, and nothing if
 * there is no such file or it lies outside `root`, whether by `..` or by a symbolic link.
 */
async function locateFile(root: string, address: string): Promise<string | undefined> {
  const segments = decodeSegments(address);
  if (!segments) return undefined;
  const isFolderAddress = segments.at(-1) === '';
  const names = isFolderAddress ? segments.slice(0, -1) : segments;
  // An empty name is a doubled slash; hosts disagree about it, so no link of the site may count on it.
  if (names.some((name) => name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name))) return undefined;

  const wanted = join(root, ...names, isFolderAddress ? 'index.html' : '');
  const found = await realpath(wanted).catch(() => undefined);
  if (!found || (found !== root && !found.startsWith(root.endsWith(sep) ? root : root + sep))) return undefined;
  const facts = await stat(found);
  if (facts.isDirectory()) return isFolderAddress ? undefined : 'folder';
  return facts.isFile() ? found : undefined;
}

function decodeSegments(address: string): string[] | undefined {
  try {
    return address.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Returns the media type by the file's ending; Pagefind's `.pf_*` and `.pagefind` files are, as on any host, unknown bytes. */
function contentTypeOf(file: string): string {
  return contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
}

function plainAnswer(status: number, text: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: Buffer.from(`${text}\n`) };
}

function redirectAnswer(path: string, query: string[]): Answer {
  return { ...plainAnswer(301, 'Moved permanently'), location: [path, ...query].join('?') };
}

async function sendAnswer(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isText = answer.type.includes('charset=');
  const isCompressed = isText && acceptsGzip(request.headers['accept-encoding']);
  const body = isCompressed ? await compress(answer.body) : answer.body;
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': body.length,
    ...(isText && { vary: 'Accept-Encoding' }),
    ...(isCompressed && { 'content-encoding': 'gzip' }),
    ...(answer.location !== undefined && { location: answer.location }),
    ...(answer.status === 405 && { allow: 'GET, HEAD' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Tells whether the header names gzip without refusing it by a weight of zero (RFC 9110, 12.5.3). */
function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((coding) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[\d.]+\s*)?$/i.test(coding));
}
