import { formatIssue, type Issue } from '../domain/issue.ts';
import type { EntityLedger } from '../model/ledger.ts';

/** What a command has to say. */
export interface Outcome {
  /** The exit code is 0 when it is, 1 otherwise. */
  readonly isSound: boolean;
  /** For standard output. */
  readonly lines: readonly string[];
  /** For standard error. */
  readonly errors: readonly string[];
  /** The same for a machine. */
  readonly data: unknown;
}

/** A command that could not do its work: nothing was written. */
export function failure(errors: readonly string[], issues: readonly Issue[] = []): Outcome {
  return { isSound: false, lines: [], errors, data: { ok: false, errors, issues } };
}

/** Issues as lines, and how many they are. */
export function formatIssues(issues: readonly Issue[]): string[] {
  return issues.map((issue) => `${issue.severity === 'warning' ? 'warning: ' : ''}${formatIssue(issue)}`);
}

/** "1 error", "2 errors". */
export function plural(count: number, word: string): string {
  const formatted = count.toLocaleString('en');
  if (count === 1) return `${formatted} ${word}`;
  return `${formatted} ${/[sx]$/.test(word) ? `${word}es` : `${word}s`}`;
}

/** How many addresses of entities are sealed: each type that an id had is a folder of its own. */
export function countAddresses({ entities }: EntityLedger): number {
  return Object.values(entities).reduce((sum, { types }) => sum + types.length, 0);
}

/** One line that says how far a long work has come; nothing is written where nobody looks, or where it is quick. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #begun = performance.now();
  #last = 0;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  readonly show = (done: number, total: number): void => {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#begun < 1000 || now - this.#last < 100) return;
    this.#last = now;
    this.#isShown = true;
    this.#stream.write(`\r\x1b[KReading article ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`);
  };

  clear(): void {
    if (this.#isShown) this.#stream.write('\r\x1b[K');
    this.#begun = performance.now();
  }
}
