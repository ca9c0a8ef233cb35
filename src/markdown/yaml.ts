/** YAML with a schema: the one gateway that turns syntax and schema faults into sentences with a line. */
import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Issue, Place } from '../domain/issue.ts';

export type Path = readonly (string | number)[];

export interface YamlReading<T> {
  /** Undefined when there is an issue. */
  readonly value?: T;
  /** The plain data, not checked; undefined when the text is not YAML. */
  readonly raw?: unknown;
  readonly issues: readonly Issue[];
  /** Where the value at the path stands in the file; its nearest parent where it is absent. */
  readonly placeOf: (path: Path) => Place;
}

/** Reads YAML text that begins on `firstLine` (1-based) of `file`, and checks it against the schema. */
export function readYaml<T>(text: string, schema: z.ZodType<T>, file: string, firstLine = 1): YamlReading<T> {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  const placeOf = (path: Path): Place => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range) return placeAt(range[0]);
    }
    return { line: firstLine, column: 1 };
  };

  if (document.errors.length > 0) {
    const issues = document.errors.map((error) => ({
      code: 'yaml-syntax' as const,
      severity: 'error' as const,
      file,
      ...placeAt(error.pos[0]),
      message: `This is not YAML: ${error.message}.`,
      hint: 'Put text that holds a colon, a # or quotation marks between single quotes.',
    }));
    return { issues, placeOf };
  }

  // A title in asterisks is an alias to YAML; one that leads nowhere is found only here.
  const dangling: Issue[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      dangling.push({
        code: 'yaml-syntax',
        severity: 'error',
        file,
        ...placeAt(alias.range?.[0] ?? 0),
        message: `“*${alias.source}” is read as a reference to another field, and there is none of that name.`,
        hint: 'Put text that begins with * or & between single quotes.',
      });
    },
  });
  if (dangling.length > 0) return { issues: dangling, placeOf };

  let raw: unknown;
  try {
    raw = document.toJS();
  } catch (error) {
    // Aliases that multiply ("a billion laughs") are refused by the library.
    const message = `This YAML cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    const hint = 'Write the values out instead of referring to them with * and &.';
    return { issues: [{ code: 'yaml-syntax', severity: 'error', file, line: firstLine, column: 1, message, hint }], placeOf };
  }
  const result = schema.safeParse(raw);
  if (result.success) return { value: result.data, raw, issues: [], placeOf };
  const issues = result.error.issues
    .flatMap((fault) => sayFault(fault, []))
    .map(({ path, message, hint }) => ({
      code: 'invalid-field' as const,
      severity: 'error' as const,
      file,
      ...placeOf(path),
      message,
      hint,
    }));
  return { raw, issues, placeOf };

  function sayFault(fault: z.core.$ZodIssue, parent: Path): { path: Path; message: string; hint: string }[] {
    const path = [...parent, ...(fault.path as (string | number)[])];
    const field = path.length > 0 ? `“${sayPath(path)}”` : 'The file';
    const found = document.getIn(path, false);
    const shown = found === undefined || found === null || typeof found === 'object' ? '' : ` (“${String(found)}”)`;
    switch (fault.code) {
      case 'unrecognized_keys':
        return fault.keys.map((key) => ({
          path: [...path, key],
          message: `“${sayPath([...path, key])}” is not a field.`,
          hint: 'Look for a slip of the pen, or take it out; docs/authoring.md lists the fields.',
        }));
      case 'invalid_union': {
        if (found === undefined && path.length > 0)
          return [{ path, message: `${field} is missing.`, hint: 'Write it; docs/authoring.md lists the fields.' }];
        const fallback = 'discriminator' in fault ? 'has none of the known types: person, organization, place, work' : undefined;
        const [nearest] = fault.errors ?? [];
        const custom = fallback ?? (fault.message !== 'Invalid input' ? fault.message : (nearest?.[0]?.message ?? 'is not valid'));
        return [{ path, message: `${field}${shown} ${lowerFirst(custom)}.`, hint: '' }];
      }
      case 'invalid_type':
        return [
          found === undefined
            ? { path, message: `${field} is missing.`, hint: `It has to be ${article(fault.expected)}.` }
            : { path, message: `${field}${shown} is not ${article(fault.expected)}.`, hint: `Write ${article(fault.expected)}.` },
        ];
      case 'invalid_value':
        return [
          found === undefined
            ? { path, message: `${field} is missing.`, hint: `Write one of: ${fault.values.join(', ')}.` }
            : { path, message: `${field}${shown} is not one of the allowed values.`, hint: `Write one of: ${fault.values.join(', ')}.` },
        ];
      case 'too_small':
        return [
          {
            path,
            message: `${field} ${fault.origin === 'string' ? 'is empty' : lowerFirst(fault.message)}.`,
            hint: 'Fill it in, or take the line out if the field may be left out.',
          },
        ];
      default:
        return [{ path, message: `${field}${shown} ${lowerFirst(fault.message)}.`, hint: '' }];
    }
  }
}

function sayPath(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function article(expected: string): string {
  const words: Record<string, string> = {
    string: 'text',
    number: 'number',
    int: 'whole number',
    array: 'list',
    object: 'set of fields',
    boolean: 'true or false',
  };
  const word = words[expected] ?? expected;
  return word === 'text' || word === 'true or false' ? word : `a ${word}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
