import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { buildSite, fixtureContent } from '../support/build.ts';
import { listFiles, readPage } from '../support/pages.ts';

const workshop = mkdtempSync(path.join(os.tmpdir(), 'pincite-build-'));
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

/** A copy of the fixture archive with some files edited: from path to an edit of the text. */
function copyArchive(name: string, edits: Record<string, (text: string) => string>): string {
  const folder = path.join(workshop, name, 'content');
  cpSync(fixtureContent, folder, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    const full = path.join(folder, file);
    const before = readFileSync(full, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    writeFileSync(full, after);
  }
  return folder;
}

it('gives the same bytes for the same content', async () => {
  const again = path.join(workshop, 'again');
  const { code, output } = await buildSite(fixtureContent, again);
  expect(code, output).toBe(0);
  const digests = (folder: string) =>
    listFiles(folder).map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(path.join(folder, file)))
          .digest('hex')}`,
    );
  expect(digests(again)).toEqual(digests(inject('fixtureSite')));
});

it('shows a changed speaker, date and alias', async () => {
  const content = copyArchive('changed', {
    'articles/1911-06-10-the-bridge-question.mdx': (text) =>
      text.replace('<Quote by="ada-quill"', '<Quote by="samuel-pellow"').replace('date: 1911-06-03', 'date: 1911-06-04'),
    'entities/people.yaml': (text) => text.replace('Miss Quill', 'Mistress Quill'),
  });
  const out = path.join(workshop, 'changed', 'dist');
  const { code, output } = await buildSite(content, out);
  expect(code, output).toBe(0);
  expect(readPage(out, 'quotes/index.html').document.querySelectorAll('#speaker-ada-quill .words').length).toBe(7);
  expect(readPage(out, 'timeline/index.html').html).toContain('4 June 1911');
  const entry = readPage(out, 'people/ada-quill/index.html').document;
  expect([...entry.querySelectorAll('.concordance mark')].map((mark) => mark.textContent)).not.toContain('Miss Quill');
});

it('stops on every fault of the authors, names file and line, and leaves what was built before', async () => {
  const content = copyArchive('faulty', {
    'articles/1911-06-10-the-bridge-question.mdx': (text) => text.replace('<Quote by="ada-quill"', '<Quote by="ada-quil"'),
    'articles/1913-09-the-long-bridge-opened.mdx': (text) => text.replace('date: 1911-24', 'date: 1911-25'),
    'articles/1958-11-21-six-votes.mdx': (text) => `${text}\n<Video src="x" />\n`,
    'articles/1984-05-12-the-glass-weir.mdx': (text) => `${text}\nimport fs from 'node:fs'\n`,
  });
  const out = path.join(workshop, 'faulty', 'dist');
  cpSync(inject('fixtureSite'), out, { recursive: true });
  const { code, output } = await buildSite(content, out);
  expect(code).toBe(1);
  expect(output).toMatch(/content\/articles\/1911-06-10-the-bridge-question\.mdx:\d+:\d+ unknown-entity .*by="ada-quil".*“ada-quill”/);
  expect(output).toMatch(/content\/articles\/1913-09-the-long-bridge-opened\.mdx:\d+:\d+ invalid-date .*1911-25/);
  expect(output).toMatch(/content\/articles\/1958-11-21-six-votes\.mdx:\d+:\d+ unknown-component {2}<Video>/);
  expect(output).toMatch(/content\/articles\/1984-05-12-the-glass-weir\.mdx:\d+:\d+ code-in-article/);
  expect(listFiles(out)).toEqual(listFiles(inject('fixtureSite')));
});
