import type { ChildNode, Element } from 'domhandler';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { markdownToMdast, mdxToMdast } from 'satteri';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { type CitedWords, formatHtml, formatMarkdown, formatPlain } from '../../src/domain/quote-forms.ts';

const address = 'https://cuttings.example.org/vale/quotes/1911-06-10-the-bridge-question/q-not-one-penny/';
const bridge: CitedWords = {
  words: 'Not one penny',
  speaker: 'Samuel Pellow',
  said: '3 June 1911',
  title: 'The Bridge Question',
  publication: 'The Ennerby Gazette',
  published: '10 June 1911',
  passage: 'para. 4',
  address,
  lang: 'en',
};

const hostile = [
  '*not*',
  '**one**',
  '_penny_',
  '__proto__',
  '[x](javascript:alert(1))',
  '![x](y)',
  '[^1]',
  '[ref]: /x',
  '`code`',
  '``',
  '<script>alert(1)</script>',
  '<br>',
  '<!-- x -->',
  '</blockquote>',
  '</p></figure>',
  '<b title="x">',
  '| a | b |',
  '~~gone~~',
  '~sub~',
  '1. first',
  '2) second',
  '- item',
  '+ more',
  '# heading',
  '> quoted',
  '---',
  '===',
  '```',
  '~~~',
  '    code',
  '&amp;',
  '&lt;b&gt;',
  '&#65;',
  '\\',
  '\\*',
  'a\\',
  '{expression}',
  '{/* comment */}',
  '$x$',
  '$$',
  '"quoted"',
  "it's",
  '“”',
  '𠮷🏮',
  'Zoë',
  'import x',
  'export default',
  ':::note',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  '\u00a0!',
  '\u2028',
  '  \n',
];
const links = [
  '<https://example.com>',
  'www.example.com',
  'WWW.Example.com/a_b',
  'https://example.com/*x*',
  'http://a.example?b=c&d',
  'who@example.com',
  'mailto:who@example.com',
];

/** Texts put together of these pieces and of letters by chance; chance makes no address. */
const textOf = (pieces: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...pieces) },
        fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.replaceAll('@', '')),
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(''))
    .filter((text) => text.trim() !== '');
const citedOf = (pieces: readonly string[]) =>
  fc.record<CitedWords>(
    {
      words: textOf(pieces),
      speaker: textOf(pieces),
      outer: textOf(pieces),
      said: fc.constant('3 June 1911'),
      title: textOf(pieces),
      publication: textOf(pieces),
      published: fc.constant('10 June 1911'),
      passage: fc.constant('para. 4'),
      address: fc.constant(address),
      lang: fc.constantFrom('en', 'zh-Hant'),
    },
    { requiredKeys: ['words', 'title', 'publication', 'published', 'address'] },
  );

/** Blanks as a form shows them: what breaks lines or columns is a blank, a no-break space stays. */
const flat = (text: string) => text.replace(/[\t\n\v\f\r \u0085\u2028\u2029]+/g, ' ').trim();

/** What stands before the title. */
const voiceOf = ({ speaker, outer, said }: CitedWords) => {
  if (speaker === undefined) return '— ';
  return `— ${flat(speaker)}${outer === undefined ? '' : `, as quoted by ${flat(outer)}`}${said === undefined ? '' : `, ${said}`}, in `;
};
/** What stands after the publication. */
const endOf = ({ published, passage }: CitedWords) => `, ${published}${passage === undefined ? '' : `, ${passage}`}`;

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

/** The tree without positions, neighbouring texts as one. */
function simplify({ type, value, url, children }: Node): Node {
  const simple: Node[] = [];
  for (const child of (children ?? []).map(simplify)) {
    const last = simple.at(-1);
    if (child.type === 'text' && last?.type === 'text') simple[simple.length - 1] = { type: 'text', value: `${last.value}${child.value}` };
    else simple.push(child);
  }
  return {
    type,
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
    ...(children ? { children: simple } : {}),
  };
}

/** The tree that a Markdown form has to be read as. */
function treeOf(cited: CitedWords): Node {
  const text = (value: string): Node => ({ type: 'text', value });
  return {
    type: 'root',
    children: [
      {
        type: 'blockquote',
        children: [
          { type: 'paragraph', children: [text(`“${flat(cited.words)}”`)] },
          {
            type: 'paragraph',
            children: [
              text(voiceOf(cited)),
              { type: 'link', url: address, children: [text(flat(cited.title))] },
              text(', '),
              { type: 'emphasis', children: [text(flat(cited.publication))] },
              text(endOf(cited)),
            ],
          },
        ],
      },
    ],
  };
}

describe('formatPlain', () => {
  it.each([
    [
      bridge,
      `“Not one penny” — Samuel Pellow, 3 June 1911, in “The Bridge Question,” The Ennerby Gazette, 10 June 1911, para. 4. ${address}`,
    ],
    [
      { ...bridge, outer: 'Thomas Marsh', said: undefined },
      `“Not one penny” — Samuel Pellow, as quoted by Thomas Marsh, in “The Bridge Question,” The Ennerby Gazette, 10 June 1911, para. 4. ${address}`,
    ],
    [
      { ...bridge, speaker: undefined, said: undefined, passage: undefined },
      `“Not one penny” — “The Bridge Question,” The Ennerby Gazette, 10 June 1911. ${address}`,
    ],
    [
      { ...bridge, words: ' The Tarle runs under,\n And never\ta toll\u00a0! ' },
      `“The Tarle runs under, And never a toll\u00a0!” — Samuel Pellow, 3 June 1911, in “The Bridge Question,” The Ennerby Gazette, 10 June 1911, para. 4. ${address}`,
    ],
  ])('%#', (cited, form) => {
    expect(formatPlain(cited)).toBe(form);
  });

  it('is one line that holds the words as they stand', () => {
    fc.assert(
      fc.property(citedOf([...hostile, ...links]), (cited) => {
        const form = formatPlain(cited);
        expect(form).not.toMatch(/[\n\r\t\u2028\u2029]/);
        expect(form.startsWith(`“${flat(cited.words)}” ${voiceOf(cited)}“${flat(cited.title)},” `)).toBe(true);
        expect(form.endsWith(`. ${address}`)).toBe(true);
      }),
    );
  });
});

describe('formatMarkdown', () => {
  it('is a block quotation with its source below', () => {
    expect(formatMarkdown(bridge)).toBe(
      `> “Not one penny”\n>\n> — Samuel Pellow, 3 June 1911, in [The Bridge Question](<${address}>), *The Ennerby Gazette*, 10 June 1911, para. 4`,
    );
  });

  it.each([
    ['1. FC Ennerby', '1. FC Ennerby'],
    ['+ 4 = 5', '+ 4 = 5'],
    ['a*b_c', 'a\\*b\\_c'],
    ['see www.example.com', 'see www\\.example.com'],
    ['see https://example.com', 'see https\\://example.com'],
    ['$5 or {six}', '\\$5 or \\{six\\}'],
    ['a > b | c', 'a > b | c'],
    ['half past: no, 3.5', 'half past: no, 3.5'],
  ])('writes %s as %s', (words, written) => {
    expect(formatMarkdown({ ...bridge, words, title: words })).toContain(`“${written}”`);
    expect(formatMarkdown({ ...bridge, words, title: words })).toContain(`[${written}]`);
  });

  it.each([...hostile, ...links].map((piece) => [piece]))('is read as nothing but words and source: %j', (piece) => {
    const words = `a ${piece} b`;
    const cited = { ...bridge, words, title: words, speaker: words, publication: words };
    expect(simplify(unified().use(remarkParse).parse(formatMarkdown(cited)) as Node)).toEqual(treeOf(cited));
  });

  it('is read as nothing but words and source, whatever they are', () => {
    const parser = unified().use(remarkParse);
    fc.assert(
      fc.property(citedOf([...hostile, ...links]), (cited) => {
        expect(simplify(parser.parse(formatMarkdown(cited)) as Node)).toEqual(treeOf(cited));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['remark with GFM', (text: string) => unified().use(remarkParse).use(remarkGfm).parse(text)],
    ['remark with MDX', (text: string) => unified().use(remarkParse).use(remarkMdx).parse(text)],
    ['Satteri', (text: string) => markdownToMdast(text, { features: { gfm: true, smartPunctuation: false } })],
    ['Satteri with MDX', (text: string) => mdxToMdast(text, { features: { gfm: true, smartPunctuation: false } })],
  ])('is read so by %s too', (_, parse) => {
    fc.assert(
      fc.property(citedOf(hostile), (cited) => {
        expect(simplify(parse(formatMarkdown(cited)) as unknown as Node)).toEqual(treeOf(cited));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the words where a tool makes links of addresses in them', () => {
    const parser = unified().use(remarkParse).use(remarkGfm);
    const read = (node: Node): string => node.value ?? (node.children ?? []).map(read).join('');
    fc.assert(
      fc.property(citedOf([...hostile, ...links]), (cited) => {
        const [quotation] = simplify(parser.parse(formatMarkdown(cited)) as Node).children ?? [];
        const [words, source] = quotation?.children ?? [];
        expect(words && read(words)).toBe(`“${flat(cited.words)}”`);
        expect(words?.children?.every(({ type }) => type === 'text' || type === 'link')).toBe(true);
        expect(source && read(source)).toBe(`${voiceOf(cited)}${flat(cited.title)}, ${flat(cited.publication)}${endOf(cited)}`);
      }),
      { numRuns: 300 },
    );
  });
});

/** A tag with its attributes and what it holds; texts as they are. */
type Markup = string | [name: string, attributes: Record<string, string | undefined>, ...children: Markup[]];

function markupOf(nodes: readonly ChildNode[]): Markup[] {
  return nodes.flatMap((node): Markup[] => {
    if (node.type === 'text') return /^\s*$/.test(node.data) && /\n/.test(node.data) ? [] : [node.data];
    if (node.type !== 'tag') return [[node.type, {}]];
    const element = node as Element;
    return [[element.name, element.attribs, ...markupOf(element.children)]];
  });
}

function expectedMarkup(cited: CitedWords): Markup[] {
  const lang = cited.lang === undefined ? {} : { lang: cited.lang };
  return [
    [
      'figure',
      {},
      ['blockquote', { cite: address, ...lang }, ['p', {}, `“${flat(cited.words)}”`]],
      [
        'figcaption',
        {},
        voiceOf(cited),
        ['cite', {}, ['a', { href: address }, flat(cited.title)]],
        `, ${flat(cited.publication)}${endOf(cited)}`,
      ],
    ],
  ];
}

describe('formatHtml', () => {
  it('is a figure of a block quotation, with its source in the caption', () => {
    expect(formatHtml(bridge)).toBe(`<figure>
  <blockquote cite="${address}" lang="en"><p>“Not one penny”</p></blockquote>
  <figcaption>— Samuel Pellow, 3 June 1911, in <cite><a href="${address}">The Bridge Question</a></cite>, The Ennerby Gazette, 10 June 1911, para. 4</figcaption>
</figure>`);
  });

  it('is read as nothing but words and source, whatever they are', () => {
    fc.assert(
      fc.property(citedOf([...hostile, ...links]), (cited) => {
        expect(markupOf(parseDocument(formatHtml(cited)).children)).toEqual(expectedMarkup(cited));
      }),
      { numRuns: 500 },
    );
  });

  it('lets nothing out of an attribute', () => {
    const cited = { ...bridge, address: 'https://example.org/"><script>/?a=1&b=2', lang: '"><b>' };
    const [figure] = markupOf(parseDocument(formatHtml(cited)).children);
    expect(figure?.[2]?.[1]).toEqual({ cite: cited.address, lang: cited.lang });
    expect(JSON.stringify(figure?.[3])).toContain(JSON.stringify(['a', { href: cited.address }, cited.title]));
  });
});
