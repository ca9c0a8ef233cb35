import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { archiveSchema } from '../../src/model/archive.ts';
import { articleSchema } from '../../src/model/article.ts';
import { edtfText } from '../../src/model/edtf.ts';
import { entitySchema, registryFileSchema } from '../../src/model/entity.ts';
import { vocabulary } from '../../src/model/vocabulary.ts';

interface Field {
  readonly path: string;
  readonly description: string | undefined;
}

/** The parts of a zod 4 definition that lead to other schemas (https://zod.dev/packages/core#internals). */
interface Definition {
  readonly type: string;
  readonly shape?: Record<string, z.core.$ZodType>;
  readonly element?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
}

/** Every field of every object in the schema, at any depth. */
function fieldsOf(schema: z.core.$ZodType, path: string): Field[] {
  const definition = schema._zod.def as unknown as Definition;
  const inner = [definition.innerType, definition.in, definition.out, definition.valueType].flatMap((part) =>
    part ? fieldsOf(part, path) : [],
  );
  const elements = definition.element ? fieldsOf(definition.element, `${path}[]`) : [];
  const options = (definition.options ?? []).flatMap((option) => fieldsOf(option, `${path}${variantName(option)}`));
  const fields = Object.entries(definition.shape ?? {}).flatMap(([name, field]) => [
    { path: `${path}.${name}`, description: z.globalRegistry.get(field)?.description ?? (field as z.ZodType).description },
    ...fieldsOf(field, `${path}.${name}`),
  ]);
  return [...fields, ...inner, ...elements, ...options];
}

function variantName(option: z.core.$ZodType): string {
  const type = (option._zod.def as unknown as Definition).shape?.['type'];
  const values = type ? (type._zod.def as unknown as { values?: readonly unknown[] }).values : undefined;
  return values ? `(${values.join()})` : '';
}

const schemas: readonly (readonly [string, z.core.$ZodType])[] = [
  ['archive', archiveSchema],
  ['article', articleSchema],
  ['entity', entitySchema],
  ...Object.entries(vocabulary).map(([name, schema]) => [`<${name}>`, schema] as const),
];

const fields = schemas.flatMap(([name, schema]) => fieldsOf(schema, name));

describe('the documentation of the fields', () => {
  it.each(fields)('tells the author what $path is for', ({ description }) => {
    expect(description?.trim(), 'the field has no description of its own').toBeTruthy();
    expect(description).not.toBe(edtfText.description);
    expect(description).toMatch(/^[^\s].{8,}[.)]$/su);
  });

  it('has reached the fields of nested objects, of lists and of each variant', () => {
    const paths = fields.map((field) => field.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'archive.publisher.email',
        'article.rights.licence',
        'article.figures[].credit',
        'article.events[].passages',
        'article.corrections[].anchors',
        'article.withdrawn.reason',
        'entity(person).born',
        'entity(organization).seat',
        'entity(place).partOf',
        'entity(work).creators',
        'entity(person).aliases[].lang',
        '<Quote>.by',
        '<Mention>.of',
        '<Foreign>.lang',
        '<Figure>.n',
      ]),
    );
  });

  it('walks a registry file to the same fields as one entity', () => {
    expect(fieldsOf(registryFileSchema, 'entity').map(({ path }) => path.replace('entity[]', 'entity'))).toEqual(
      fieldsOf(entitySchema, 'entity').map(({ path }) => path),
    );
  });

  it('sees a field without a description, however deep', () => {
    const sample = z.strictObject({
      told: z.string().optional().describe('It is told.'),
      list: z.array(z.union([z.string(), z.strictObject({ untold: z.string().default('') })])).describe('It holds one that is not.'),
    });
    expect(fieldsOf(sample, 'sample').filter((field) => !field.description)).toEqual([
      { path: 'sample.list[].untold', description: undefined },
    ]);
  });
});
