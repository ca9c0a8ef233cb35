/** HTML elements as text, everything escaped. */
import { escapeAttribute } from '../domain/text.ts';

const voidElements = new Set(['img', 'br', 'hr']);

/** An element as HTML text; attributes that are undefined are left out, `content` is HTML already. */
export function element(name: string, attributes: Record<string, string | undefined>, content = ''): string {
  let html = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) html += value === '' && key !== 'alt' ? ` ${key}` : ` ${key}="${escapeAttribute(value)}"`;
  }
  return voidElements.has(name) ? `${html}>` : `${html}>${content}</${name}>`;
}

/** Attributes of what the archive adds to an article's words: numbers, links, credits. Neither text of a passage nor searched. */
export const apparatus = { 'data-apparatus': '', 'data-pagefind-ignore': '' } as const;

/** Where the addresses of aliases lead: empty elements at the beginning of what they lead to. */
export function aliasTargets({ aliases = [] }: { readonly aliases?: readonly string[] }): string {
  return aliases.map((alias) => element('span', { class: 'alias', id: alias, ...apparatus })).join('');
}
