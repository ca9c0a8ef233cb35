import { type Announce, createButton, createElement } from './element.ts';

/** What is copied: the text, and the same as markup for programs that take it. */
export interface Copied {
  readonly plain: string;
  readonly html?: string;
}

/** Where it is said what came of an action. */
export interface Outcome {
  readonly element: HTMLElement;
  readonly announce: Announce;
}

/** A button that copies, and says `done` when it did; where nothing may be copied, it shows the text, selected. */
export function createCopyButton(name: string, done: string, read: () => Copied, outcome: Outcome): HTMLButtonElement {
  return createButton(name, async () => {
    const copied = read();
    if (await copy(copied)) {
      report(outcome, done);
      return;
    }
    const area = createElement('textarea', { readonly: '', rows: '4' }, copied.plain);
    report(outcome, 'Press Ctrl+C or ⌘C to copy', area);
    area.select();
  });
}

/** A button for the system's own way of sharing; none where there is no such way, or it does not take these data. */
export function createShareButton(data: ShareData, outcome: Outcome): HTMLButtonElement[] {
  if (typeof navigator.share !== 'function' || navigator.canShare?.(data) === false) return [];
  const share = createButton('Share…', () => {
    navigator.share(data).catch(({ name }) => {
      // Whoever closes the system's sheet has not failed.
      if (name !== 'AbortError') report(outcome, 'Sharing failed; copy the link instead');
    });
  });
  return [share];
}

function report({ element, announce }: Outcome, text: string, ...more: readonly Node[]): void {
  element.replaceChildren(createElement('label', {}, text, ...more));
  announce(text);
}

/**
 * Whether the text is on the clipboard now. A way that the browser does not have throws at once, so that nothing is awaited before
 * the clipboard is asked: WebKit lets a page write only in the turn in which the reader pressed the button.
 */
async function copy({ plain, html }: Copied): Promise<boolean> {
  const flavours = Object.entries({ 'text/plain': plain, ...(html && { 'text/html': html }) });
  const ways = [
    () => {
      const blobs = flavours.map(([type, text]) => [type, new Blob([text], { type })] as const);
      return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    },
    () => navigator.clipboard.writeText(plain),
    () => copyByCommand(flavours),
  ];
  for (const way of ways) {
    try {
      await way();
      return true;
    } catch {
      // The browser has no such way, or it or the reader said no.
    }
  }
  return false;
}

/** The way of older browsers, and of pages that came over plain HTTP. Throws when nothing was copied. */
async function copyByCommand(flavours: readonly (readonly [type: string, text: string])[]): Promise<void> {
  let isTaken = false;
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    for (const [type, text] of flavours) event.clipboardData?.setData(type, text);
    isTaken = true;
  };
  document.addEventListener('copy', fill);
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  if (!isTaken) throw new Error('nothing was copied');
}
