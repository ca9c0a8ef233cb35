/** The closed vocabulary: says of a tree what an article's body may not hold. MDX is data here, and data runs nothing. */
import { readDate } from '../domain/date.ts';
import type { Issue, IssueCode } from '../domain/issue.ts';
import { type ComponentName, vocabulary } from '../model/vocabulary.ts';
import type { Node } from './tree.ts';

const plainNodes = new Set(
  (
    'root yaml paragraph text emphasis strong delete inlineCode break link linkReference definition heading blockquote list listItem ' +
    'table tableRow tableCell thematicBreak code footnoteReference footnoteDefinition'
  ).split(' '),
);

const blockNodes = new Set(['paragraph', 'blockquote', 'list', 'table', 'heading', 'code', 'thematicBreak', 'footnoteDefinition']);

const componentNames = Object.keys(vocabulary)
  .map((name) => `<${name}>`)
  .join(', ');

/** One issue for each thing in the tree that is not allowed, in document order. */
export function listForbidden(tree: Node, source: string, file: string): Issue[] {
  const issues: Issue[] = [];
  const report = (node: Node, code: IssueCode, message: string, hint: string) => {
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    issues.push({ code, severity: 'error', file, line, column, message, hint });
  };
  visit(tree, []);
  return issues;

  function visit(node: Node, parents: readonly Node[]): void {
    switch (node.type) {
      case 'mdxjsEsm': {
        const word = /^\s*(\w+)/.exec(node.value ?? '')?.[1] ?? 'import';
        const escaped = `&#${word.charCodeAt(0)};${word.slice(1)}`;
        report(
          node,
          'code-in-article',
          `“${firstLine(node.value)}” is read as code (${word}), and articles run none.`,
          `If it is text, write ${escaped} for “${word}” at the beginning of the line; if it is code, take it out.`,
        );
        return;
      }
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        report(
          node,
          'code-in-article',
          `“{${firstLine(node.value)}}” is an expression, and articles run no code.`,
          'If the braces are text, write \\{ and \\}; else take them out.',
        );
        return;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        checkComponent(node, parents);
        break;
      case 'image':
      case 'imageReference':
        report(
          node,
          'image-in-body',
          'Pictures do not stand in the body.',
          'List the picture under figures: in the frontmatter and place it with <Figure n="1" />.',
        );
        return;
      case 'link':
      case 'definition':
        if (!isSafeAddress(node.url ?? '')) {
          report(
            node,
            'unsafe-link',
            `A link may not lead to “${node.url}”.`,
            'Write an address that begins with https://, http://, mailto:, / or #.',
          );
        }
        break;
      case 'listItem':
        if (typeof node.checked === 'boolean') {
          report(node, 'task-list', 'A task list has boxes that an article cannot tick.', 'If the brackets are text, write \\[ ].');
        }
        break;
      default:
        if (!plainNodes.has(node.type))
          report(
            node,
            'unknown-markup',
            `“${node.type}” is not part of an article’s markup.`,
            'Take it out, or escape the characters that make it.',
          );
    }
    for (const child of node.children ?? []) visit(child, [...parents, node]);
  }

  function checkComponent(node: Node, parents: readonly Node[]): void {
    const name = node.name ?? '';
    if (!Object.hasOwn(vocabulary, name)) {
      if (/^[a-z]/.test(name)) {
        report(
          node,
          'raw-html',
          `<${name}> is raw HTML, which articles may not hold.`,
          'Use Markdown for emphasis, lists and tables; write \\< if the angle bracket is text.',
        );
      } else {
        report(
          node,
          'unknown-component',
          `<${name}> is not a component of an article.`,
          `The components are ${componentNames}.${nearestComponent(name)}`,
        );
      }
      return;
    }
    checkAttributes(node, name as ComponentName);
    if (isMisnested(node, source)) {
      report(
        node,
        'misnested',
        `<${name}> and the emphasis in it do not close in the order in which they opened.`,
        `Close **, * or ~~ before </${name}>.`,
      );
    }
    const isIn = (type: string) => parents.some((parent) => parent.type === type);
    const isInComponent = (component: ComponentName) => parents.some((parent) => parent.name === component);
    const isInTableHead = parents.some((parent, index) => parent.type === 'tableRow' && parents[index - 1]?.children?.[0] === parent);
    if (name === 'Quote' && (isIn('heading') || isInTableHead || isInComponent('Note'))) {
      report(
        node,
        'quote-outside-passage',
        'A <Quote> stands here outside every passage.',
        'Quotes belong in a paragraph, block quotation, list item, table row or footnote.',
      );
    }
    if (name === 'Note' && parents.length > 1) {
      report(
        node,
        'misplaced-note',
        'A <Note> stands inside other text.',
        'Give it a paragraph of its own, with an empty line before and after.',
      );
    }
    if (name === 'Figure' && (parents.length > 1 || (node.children?.length ?? 0) > 0)) {
      report(
        node,
        'misplaced-figure',
        'A <Figure> stands inside other text, or holds some.',
        'Write <Figure n="1" /> on a line of its own.',
      );
    }
    const blocks = (node.children ?? []).filter((child) => blockNodes.has(child.type));
    if (isPhrasing(name) && (blocks.length > 1 || blocks.some((block) => block.type !== 'paragraph'))) {
      report(
        node,
        'component-over-blocks',
        `<${name}> runs over more than one paragraph.`,
        'Close it at the end of each paragraph and open it again in the next.',
      );
    }
    if (name === 'Mention' && isInComponent('Mention')) {
      report(node, 'nested-mention', 'A <Mention> stands inside another.', 'Mark the longer name, or the shorter, not both.');
    }
    if (isPhrasing(name) && !hasWords(node)) {
      report(node, 'empty-component', `<${name}> holds no words.`, 'Put the words between the opening and the closing tag.');
    }
  }

  function checkAttributes(node: Node, name: ComponentName): void {
    const values: Record<string, string> = {};
    for (const attribute of node.attributes ?? []) {
      if (attribute.type !== 'mdxJsxAttribute' || !attribute.name) {
        report(
          node,
          'code-in-article',
          `<${name}> spreads an expression over its attributes, and articles run no code.`,
          'Write each attribute as name="text".',
        );
        return;
      }
      if (typeof attribute.value !== 'string') {
        const isBare = attribute.value === null || attribute.value === undefined;
        report(
          node,
          isBare ? 'invalid-attribute' : 'code-in-article',
          isBare
            ? `${attribute.name} of <${name}> has no value.`
            : `${attribute.name} of <${name}> is an expression, and articles run no code.`,
          `Write ${attribute.name}="text".`,
        );
        return;
      }
      if (attribute.name in values) {
        report(node, 'invalid-attribute', `<${name}> gives ${attribute.name} twice.`, 'Keep one.');
        return;
      }
      values[attribute.name] = attribute.value;
    }
    const result = vocabulary[name].safeParse(values);
    for (const fault of result.error?.issues ?? []) {
      if (fault.code === 'unrecognized_keys') {
        const known = Object.keys(vocabulary[name].shape).join(', ') || 'none';
        report(node, 'unknown-attribute', `<${name}> has no attribute ${fault.keys.join(', ')}.`, `Its attributes: ${known}.`);
        continue;
      }
      const attribute = String(fault.path[0]);
      if (values[attribute] === undefined) {
        report(node, 'missing-attribute', `<${name}> lacks ${attribute}.`, `Write <${name} ${attribute}="…">.`);
      } else {
        report(node, 'invalid-attribute', `${attribute}="${values[attribute]}" of <${name}> ${fault.message}.`, '');
      }
    }
    if (name === 'Quote' && values['on'] !== undefined) {
      const reading = readDate(values['on']);
      if ('problem' in reading) report(node, 'invalid-date', `on="${values['on']}" ${reading.problem}.`, '');
    }
  }
}

/** Whether an address is one that a reader's browser follows without running anything. */
function isSafeAddress(url: string): boolean {
  return /^(?:https?:\/\/|mailto:|#|\/(?!\/))/i.test(url) && !/[\\\p{Cc}]/u.test(url);
}

/**
 * `<Quote>a **b</Quote> c**`: the parser lets the emphasis swallow the closing tag and moves the element's end behind it, so
 * the source at its end is not the tag.
 */
function isMisnested(node: Node, source: string): boolean {
  const end = node.position?.end.offset;
  if (end === undefined) return false;
  const text = source.slice(node.position?.start.offset, end);
  return !text.endsWith(`</${node.name}>`) && !/\/>$/.test(text) && !new RegExp(`</\\s*${node.name}\\s*>$`).test(text);
}

function isPhrasing(name: string): boolean {
  return name === 'Quote' || name === 'Mention' || name === 'Foreign';
}

function hasWords(node: Node): boolean {
  return /\S/u.test(node.value ?? '') || (node.children ?? []).some(hasWords);
}

function nearestComponent(name: string): string {
  const match = Object.keys(vocabulary).find((known) => known.toLowerCase() === name.toLowerCase());
  return match ? ` Did you mean <${match}>?` : '';
}

function firstLine(text: string | undefined): string {
  const line = (text ?? '').split('\n')[0]?.trim() ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
