/** What became of sealed anchors, in sentences: what stood there, what stands there now, and what settles it. */
import type { Ledger, LedgerEntry } from '../model/ledger.ts';
import type { Attachment, Finding, PassageText, TextPlace } from './attachment.ts';
import { alignWords, compareTexts, likeness, listKeys, listWords } from './difference.ts';
import type { Issue } from './issue.ts';
import { readSketch, sketchWords } from './ledger.ts';
import { cutText, normaliseText } from './text.ts';

/** An article whose anchors were attached: what a finding is described from. */
export interface AttachedText {
  readonly slug: string;
  readonly ledger: Ledger;
  readonly passages: readonly (Omit<PassageText, 'quotes'> & {
    readonly anchor: string;
    readonly label: string;
    readonly quotes: readonly { readonly anchor: string; readonly words: string }[];
  })[];
}

/** An issue but for its place in the file. */
export type FindingIssue = Pick<Issue, 'code' | 'severity' | 'message' | 'hint'>;

/** The finding as an issue: an error unless it is settled; then it is told, since nothing happens silently. */
export function describeFinding(finding: Finding, text: AttachedText): FindingIssue {
  const entry = text.ledger.anchors[finding.anchor];
  if (!entry) throw new Error(`the ledger of ${text.slug} has no ${finding.anchor}`);
  const told = finding.isSettled ? describeSettled(finding, entry, text) : describeOpen(finding, entry, text);
  return { severity: finding.isSettled ? 'warning' : 'error', ...told };
}

function describeSettled(finding: Finding, entry: LedgerEntry, text: AttachedText): Omit<FindingIssue, 'severity'> {
  const where = placeName(finding.at, text);
  const hint = 'npx pincite seal records it.';
  const tell = (message: string) => ({ code: 'reattached-anchor' as const, message, hint });
  switch (finding.outcome) {
    case 'split': {
      const parts = finding.others.map((place) => placeName(place, text)).join(', ');
      return tell(`${finding.anchor} was split: it stays with ${where}, and what followed goes on in ${parts}.`);
    }
    case 'merged':
      return tell(`${finding.anchor} was merged into ${where} and leads to ${finding.aliasOf} from now on.`);
    case 'renamed':
      return tell(`${finding.anchor} has an id of its own now and leads to ${finding.aliasOf}: the words are the same.`);
    case 'attributed':
      return tell(
        `${finding.anchor} (${where}) was sealed as the words of ${entry.kind === 'quote' ? entry.by : '?'} and has another speaker now.`,
      );
    default:
      return tell(`${finding.anchor} stays with ${where}, reworded: ${showChange(entry, finding.at, text)}.`);
  }
}

function describeOpen(finding: Finding, entry: LedgerEntry, text: AttachedText): Omit<FindingIssue, 'severity'> {
  const name = `${text.slug}#${finding.anchor}`;
  const where = placeName(finding.at, text);
  const bury = `npx pincite seal --tombstone ${name} --reason "…"`;
  switch (finding.outcome) {
    case 'corrected':
      return {
        code: 'changed-quote',
        message: `${finding.anchor} was sealed for the words ${wordsOf(entry)}; in ${where} stands ${wordsAt(finding.at, text)}: ${showChange(entry, finding.at, text)}.`,
        hint: `If the quotation was corrected: npx pincite seal --accept ${name}. If it is another one, bring the words back, or: ${bury}`,
      };
    case 'attributed':
      return {
        code: 'changed-quote',
        message: `${finding.anchor} was sealed for the words ${wordsOf(entry)} of ${entry.kind === 'quote' ? entry.by : '?'}; in ${where} the same words have another speaker.`,
        hint: `If they are the same quotation: npx pincite seal --accept ${name}. If not: ${bury}`,
      };
    case 'reworded':
      return {
        code: 'changed-passage',
        message: `${finding.anchor} was sealed for ${describeEntry(entry)}; the nearest is ${where}, too short or too different to be sure: ${showChange(entry, finding.at, text)}.`,
        hint: `If it is the same passage: npx pincite seal --accept ${name}. If it is gone: ${bury}`,
      };
    case 'tied': {
      const places = finding.others.map((place) => placeName(place, text)).join(' or ');
      const example = anchorAt(finding.others[0], text) ?? '…';
      return {
        code: 'tied-anchor',
        message: `${finding.anchor} was sealed for ${describeEntry(entry)}; it may be ${places}, and nothing tells which.`,
        hint: `Say which: npx pincite seal --accept ${name}=${example}. If it is none of them: ${bury}`,
      };
    }
    case 'taken':
      return {
        code: 'taken-anchor',
        message: `${finding.anchor} was sealed for ${describeEntry(entry)} and is ${entry.aliasOf ? `an alias of ${entry.aliasOf}` : 'a tombstone'} since: no other words can have it.`,
        hint: entry.aliasOf
          ? `Write another id, leave it out, or write id="${entry.aliasOf.replace(/^q-/, '')}".`
          : 'Write another id, or leave it out.',
      };
    default: {
      const nearest = findNearest(entry, text);
      const stands = findWords(entry, text);
      const alias = stands ?? nearest?.anchor;
      const hints = [
        stands === undefined ? undefined : 'The words still stand there: mark them as a <Quote> again.',
        alias === undefined ? undefined : `If it lives on elsewhere: npx pincite seal --alias ${name}=${alias}.`,
        `If it is gone: ${bury}`,
      ];
      const near = nearest ? `the nearest is ${nearest.label}: “${cutText(nearest.words, 120)}”` : 'nothing like it is there';
      return {
        code: 'lost-anchor',
        message: `${finding.anchor} was sealed for ${describeEntry(entry)}, which is gone; ${stands ? `the words stand unmarked in ${labelOf(stands, text)}` : near}.`,
        hint: hints.filter(Boolean).join(' '),
      };
    }
  }
}

/** What the ledger knows of an entry's words: those of a quote; of a passage its length and what stood around it. */
export function describeEntry(entry: LedgerEntry): string {
  if (entry.kind === 'quote') return `the words ${wordsOf(entry)}`;
  if (entry.kind === 'event') return `the event “${entry.title}”`;
  const before = entry.prefix === '' ? 'at the beginning of the article' : `after “…${entry.prefix.trim()}”`;
  return `a passage of ${entry.length} characters ${before}`;
}

/** Both wordings as one line, in the manner of wdiff: `the [-old-] {+new+} words`; long stretches that are the same are cut. */
export function showDifference(before: string, after: string): string {
  return compareTexts(before, after)
    .map(({ type, text }, index, parts) => {
      if (type === 'removed') return `[-${text.trimEnd()}-]${/\s$/u.test(text) ? ' ' : ''}`;
      if (type === 'added') return `{+${text.trimEnd()}+}${/\s$/u.test(text) ? ' ' : ''}`;
      return cutSame(text, index === 0, index === parts.length - 1);
    })
    .join('')
    .trim();
}

/** The same where of the old wording only the sketch is known: `the [-2 words-] {+new+} words`. */
export function showSketchDifference(sketch: string, after: string): string {
  const words = listWords(after);
  const steps = alignWords(readSketch(sketch), sketchWords(after));
  const groups: { type: string; count: number; start: number; end: number }[] = [];
  for (const { type, after: at } of steps) {
    const word = words[at];
    const last = groups.at(-1);
    if (last?.type === type) {
      last.count++;
      if (type !== 'removed') last.end = word?.end ?? last.end;
    } else {
      groups.push({ type, count: 1, start: word?.start ?? after.length, end: word?.end ?? after.length });
    }
  }
  return groups
    .map(({ type, count, start, end }, index) => {
      if (type === 'removed') return `[-${count === 1 ? '1 word' : `${count} words`}-]`;
      const text = normaliseText(after.slice(start, end));
      return type === 'added' ? `{+${text}+}` : cutSame(text, index === 0, index === groups.length - 1);
    })
    .join(' ');
}

function cutSame(text: string, isFirst: boolean, isLast: boolean): string {
  const words = text.split(/(?<=\s)/u);
  if (words.length <= 10) return text;
  const head = isFirst ? '' : words.slice(0, 4).join('');
  const tail = isLast ? '' : words.slice(-4).join('');
  return `${head}… ${tail}`;
}

function showChange(entry: LedgerEntry, at: TextPlace | undefined, text: AttachedText): string {
  const passage = at && text.passages[at.passage];
  if (!passage) return '';
  if (entry.kind === 'passage') return showSketchDifference(entry.sketch, passage.text);
  const quote = at.quote === undefined ? undefined : passage.quotes[at.quote];
  return entry.kind === 'quote' && quote ? showDifference(entry.exact, quote.words) : '';
}

function wordsOf(entry: LedgerEntry): string {
  return entry.kind === 'quote' ? `“${cutText(entry.exact, 200)}”` : '';
}

function wordsAt(at: TextPlace | undefined, text: AttachedText): string {
  const quote = at?.quote === undefined ? undefined : text.passages[at.passage]?.quotes[at.quote];
  return quote ? `“${cutText(quote.words, 200)}”` : '';
}

function anchorAt(at: TextPlace | undefined, text: AttachedText): string | undefined {
  const passage = at && text.passages[at.passage];
  return at?.quote === undefined ? passage?.anchor : passage?.quotes[at.quote]?.anchor;
}

function placeName(at: TextPlace | undefined, text: AttachedText): string {
  const passage = at && text.passages[at.passage];
  return passage ? `${passage.label} (${anchorAt(at, text)})` : 'the article';
}

function labelOf(anchor: string, text: AttachedText): string {
  return `${text.passages.find((passage) => passage.anchor === anchor)?.label ?? 'the article'} (${anchor})`;
}

/** The passage in which a lost quote's words still stand, unmarked. */
function findWords(entry: LedgerEntry, { passages }: AttachedText): string | undefined {
  if (entry.kind !== 'quote') return undefined;
  const words = normaliseText(entry.exact);
  return passages.find((passage) => normaliseText(passage.text).includes(words))?.anchor;
}

function findNearest(entry: LedgerEntry, { passages }: AttachedText): { anchor: string; label: string; words: string } | undefined {
  const scored =
    entry.kind === 'passage'
      ? passages.map(({ anchor, label, text }) => ({
          anchor,
          label,
          words: text,
          value: likeness(readSketch(entry.sketch), sketchWords(text)),
        }))
      : passages.flatMap(({ label, quotes }) =>
          quotes.map(({ anchor, words }) => ({
            anchor,
            label: `${anchor} in ${label}`,
            words,
            value: likeness(listKeys(entry.kind === 'quote' ? entry.exact : ''), listKeys(words)),
          })),
        );
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (found, one) => (one.value > (found?.value ?? 0.2) ? one : found),
    undefined,
  );
  return best && { ...best, label: entry.kind === 'passage' ? `${best.label} (${best.anchor})` : best.label };
}

/** Anchors that the text has and the ledger has not. */
export function listUnsealed(anchors: readonly string[], ledger: Ledger | undefined, { aliases }: Pick<Attachment, 'aliases'>): string[] {
  const known = new Set([...Object.keys(ledger?.anchors ?? {}), ...aliases.keys()]);
  return anchors.filter((anchor) => !known.has(anchor));
}
