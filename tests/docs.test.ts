/** The authoring guide says what the code does: every issue code and every field's description stands in it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { issueCodes } from '../src/domain/issue.ts';
import { readArchive } from '../src/files/archive.ts';
import { archiveSchema } from '../src/model/archive.ts';
import { articleSchema } from '../src/model/article.ts';
import { entitySchema } from '../src/model/entity.ts';
import { vocabulary } from '../src/model/vocabulary.ts';
import { root } from './support/build.ts';

const guide = readFileSync(path.join(root, 'docs/authoring.md'), 'utf8');

it('explains every code that an author may meet, and no other', () => {
  const section = /^## 13\. [\s\S]*?(?=^## 14\.)/m.exec(guide)?.[0] ?? '';
  const explained = [...section.matchAll(/^\| `([a-z0-9-]+)`/gm)].map((match) => match[1] ?? '');
  expect(explained.sort()).toEqual([...issueCodes].sort());
});

it('has no code that is never reported', () => {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('issue.ts'))
    .map((file) => readFileSync(path.join(root, 'src', file), 'utf8'))
    .join('\n');
  expect(issueCodes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

it('describes every field of every file and every attribute of every component', () => {
  const descriptions = [archiveSchema, articleSchema, entitySchema, ...Object.values(vocabulary)].flatMap((schema) =>
    listDescriptions(schema),
  );
  expect(descriptions.length).toBeGreaterThan(70);
  const plain = guide.replaceAll('\\', '').replaceAll('`', '');
  expect(descriptions.filter((description) => !plain.includes(description.replaceAll('`', '').split('. ')[0] ?? description))).toEqual([]);
});

/** The descriptions of all fields, those of nested schemas too. */
function listDescriptions(schema: z.core.$ZodType): string[] {
  const definition = schema._zod.def as {
    shape?: Record<string, z.core.$ZodType>;
    options?: z.core.$ZodType[];
    innerType?: z.core.$ZodType;
    element?: z.core.$ZodType;
  };
  const fields = Object.values(definition.shape ?? {}).flatMap((field) => [
    (field as z.ZodType).description ?? '',
    ...listDescriptions(field),
  ]);
  const nested = [...(definition.options ?? []), definition.innerType, definition.element].flatMap((inner) =>
    inner ? listDescriptions(inner) : [],
  );
  return [...fields, ...nested].filter(Boolean);
}

it('gives examples that make a sound archive', () => {
  const workshop = mkdtempSync(path.join(os.tmpdir(), 'pincite-docs-'));
  try {
    const files = [...guide.matchAll(/^```\w+ (content\/\S+)\n([\s\S]*?)^```$/gm)];
    expect(files.length).toBeGreaterThan(3);
    for (const [, file = '', text = ''] of files) {
      mkdirSync(path.dirname(path.join(workshop, file)), { recursive: true });
      writeFileSync(path.join(workshop, file), text);
    }
    const { issues, articles } = readArchive({ folder: path.join(workshop, 'content') });
    // The examples are not sealed.
    expect(issues.filter(({ code }) => code !== 'unsealed-anchor')).toEqual([]);
    expect(articles.length).toBeGreaterThan(0);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
});
