import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedFolder, serveFolder } from './server.ts';

let workspace: string;
let site: string;
const servers: ServedFolder[] = [];

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'pincite-server-test-'));
  site = join(workspace, 'site');
  const files: Record<string, string> = {
    'secret.txt': 'secret',
    'site-sibling/secret.txt': 'secret',
    'site/index.html': '<h1>Front page</h1>',
    'site/404.html': '<h1>No such page</h1>',
    'site/articles/vale/index.html': '<h1>The Vale</h1>',
    'site/empty/note.txt': 'no index here',
    'site/a name with blanks é.txt': 'found',
    ...Object.fromEntries(typedFiles.map(([name]) => [`site/files/${name}`, 'x'])),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  await symlink(join(workspace, 'secret.txt'), join(site, 'link.txt'));
  await symlink(join(workspace, 'site-sibling'), join(site, 'linked-folder'));
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(workspace, { recursive: true, force: true });
});

const typedFiles: [name: string, type: string][] = [
  ['page.html', 'text/html; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
  ['script.js', 'text/javascript; charset=utf-8'],
  ['module.mjs', 'text/javascript; charset=utf-8'],
  ['quotes.json', 'application/json; charset=utf-8'],
  ['mark.svg', 'image/svg+xml; charset=utf-8'],
  ['feed.xml', 'application/xml; charset=utf-8'],
  ['robots.txt', 'text/plain; charset=utf-8'],
  ['font.woff2', 'font/woff2'],
  ['search.wasm', 'application/wasm'],
  ['photo.png', 'image/png'],
  ['photo.webp', 'image/webp'],
  ['en_1a2b.pf_index', 'application/octet-stream'],
  ['en_1a2b.pf_fragment', 'application/octet-stream'],
  ['wasm.en.pagefind', 'application/octet-stream'],
];

async function serveSite(base: string): Promise<ServedFolder> {
  const server = await serveFolder(site, base);
  servers.push(server);
  return server;
}

/** Returns the answer to a path sent exactly as written, which `fetch` would tidy first. */
function askFor(server: ServedFolder, path: string, options: RequestOptions = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((answered, failed) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path, ...options }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      answered({ status: response.statusCode ?? 0, headers: response.headers, body });
    })
      .on('error', failed)
      .end();
  });
}

describe.each(['/', '/vale/'])('a folder served at %s', (base) => {
  test('answers a folder address with its index page', async () => {
    const server = await serveSite(base);
    expect(new URL(server.url).pathname).toBe(base);
    expect((await askFor(server, base)).body.toString()).toBe('<h1>Front page</h1>');
    expect(await askFor(server, `${base}articles/vale/?q=1`)).toMatchObject({ status: 200, body: Buffer.from('<h1>The Vale</h1>') });
  });

  test('redirects a folder address without its slash and keeps the query', async () => {
    const server = await serveSite(base);
    const answer = await askFor(server, `${base}articles/vale?q=a?b`);
    expect(answer).toMatchObject({ status: 301, headers: { location: `${base}articles/vale/?q=a?b` } });
  });

  test.each(['nowhere', 'nowhere/', 'articles/vale/index.html/', 'articles//vale/', 'empty/', '%', 'a%00b'])(
    'answers %s with 404 and the page of the site',
    async (path) => {
      const answer = await askFor(await serveSite(base), base + path);
      expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
      expect(answer.body.toString()).toBe('<h1>No such page</h1>');
    },
  );

  test.each([
    '../secret.txt',
    '../site-sibling/secret.txt',
    'articles/../../secret.txt',
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    '..%5csecret.txt',
    '%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd',
    '/etc/passwd',
    'link.txt',
    'linked-folder/secret.txt',
  ])('refuses %s, which leads outside the folder', async (path) => {
    const answer = await askFor(await serveSite(base), base + path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).toBe('<h1>No such page</h1>');
  });

  test('decodes an address', async () => {
    const answer = await askFor(await serveSite(base), `${base}${encodeURIComponent('a name with blanks é.txt')}`);
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('found') });
  });
});

describe('a folder served below the root', () => {
  test('is not there outside its base', async () => {
    const server = await serveSite('/vale/');
    for (const path of ['/', '/articles/vale/', '/valeria/', '/vale/../index.html/']) {
      expect((await askFor(server, path)).status, path).toBe(404);
    }
    expect((await askFor(server, '/')).body.toString()).toBe('Not found\n');
  });

  test('redirects its base without the slash', async () => {
    expect(await askFor(await serveSite('/vale/'), '/vale')).toMatchObject({ status: 301, headers: { location: '/vale/' } });
  });
});

describe('an answer', () => {
  test.each(typedFiles)('gives %s the type %s', async (name, type) => {
    const answer = await askFor(await serveSite('/'), `/files/${name}`);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': type } });
  });

  test('is compressed only if it is text and the browser accepts gzip', async () => {
    const server = await serveSite('/');
    const compressed = await askFor(server, '/', { headers: { 'accept-encoding': 'br, gzip;q=0.8' } });
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(compressed.body).toString()).toBe('<h1>Front page</h1>');
    const plain = [
      await askFor(server, '/'),
      await askFor(server, '/', { headers: { 'accept-encoding': 'gzip;q=0, br' } }),
      await askFor(server, '/files/font.woff2', { headers: { 'accept-encoding': 'gzip' } }),
      await askFor(server, '/files/en_1a2b.pf_index', { headers: { 'accept-encoding': 'gzip' } }),
    ];
    for (const answer of plain) expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test('to HEAD has the headers alone, and to POST refuses', async () => {
    const server = await serveSite('/');
    const head = await askFor(server, '/', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': '19' }, body: Buffer.alloc(0) });
    expect(await askFor(server, '/', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });
});

test('records the requests in order', async () => {
  const server = await serveSite('/vale/');
  await askFor(server, '/vale/?q=deed');
  await askFor(server, '/elsewhere');
  expect(server.requests).toEqual(['/vale/?q=deed', '/elsewhere']);
});

test('closes although a connection is kept open', async () => {
  const server = await serveFolder(site, '/');
  await fetch(server.url).then((response) => response.text());
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});

test('refuses a base without its slashes, and a folder that does not exist', async () => {
  await expect(serveFolder(site, '/vale')).rejects.toThrow('begins and ends with a slash');
  await expect(serveFolder(site, 'vale/')).rejects.toThrow('begins and ends with a slash');
  await expect(serveFolder(join(workspace, 'nothing'), '/')).rejects.toThrow('ENOENT');
});
