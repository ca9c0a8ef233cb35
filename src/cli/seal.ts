/** `pincite seal`: records the addresses of the articles in the ledger, and settles those that an edit left in doubt. */
import { type Article, isReadable } from '../domain/article.ts';
import type { Acceptances, Finding, TextPlace } from '../domain/attachment.ts';
import { describeFinding } from '../domain/finding.ts';
import { type Issue, isAnchorIssue } from '../domain/issue.ts';
import { formatEntityLedger, formatLedger, isLive, listEntries, resolveAlias, sealEntities } from '../domain/ledger.ts';
import { passageLabel } from '../domain/passage.ts';
import { addAlias, addTombstone, isBuriedWith, type Sealing, sealArticle } from '../domain/seal.ts';
import { compareCodeUnits } from '../domain/text.ts';
import { type ArchiveReading, readArchive } from '../files/archive.ts';
import { shownPath } from '../files/content.ts';
import { writeLedgers } from '../files/ledger.ts';
import { calendarDay, type Ledger } from '../model/ledger.ts';
import { countAddresses, failure, formatIssues, type Outcome, plural } from './outcome.ts';

export interface SealOptions {
  /** Absolute path of the folder that holds `archive.yaml`. */
  readonly folder: string;
  /** Articles to seal; all where there are none. */
  readonly slugs: readonly string[];
  /** Day of the seal, ISO 8601. */
  readonly date: string;
  readonly accept?: readonly string[];
  readonly alias?: readonly string[];
  readonly tombstone?: readonly string[];
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A decision that cannot be carried out: the command says why and writes nothing. */
class DecisionError extends Error {}

export function runSeal(options: SealOptions): Outcome {
  const { folder, slugs, date, onProgress } = options;
  const progress = onProgress ? { onProgress } : {};
  if (!calendarDay.safeParse(date).success) return failure([`--date: “${date}” is no day: write it as 2026-11-23.`]);
  const first = readArchive({ folder, ...progress });
  const filesOf = (articles: readonly Article[]) => new Set(articles.map(({ slug }) => shownPath(folder, `articles/${slug}.mdx`)));
  const files = filesOf(first.articles);
  // What is in doubt in an article can be decided on; what contradicts itself in the ledger cannot.
  const isDecidable = (issue: Issue) => isAnchorIssue(issue) && files.has(issue.file);
  const broken = first.issues.filter((issue) => issue.severity === 'error' && !isDecidable(issue));
  if (broken.length > 0) return failure([...formatIssues(broken), 'Nothing was sealed: the archive has to be sound first.'], broken);
  const unknown = slugs.filter((slug) => !first.articles.some((article) => article.slug === slug));
  if (unknown.length > 0) return failure(unknown.map((slug) => `There is no article “${slug}”: content/articles/${slug}.mdx.`));

  let decided: Decisions;
  try {
    decided = new Decisions(first, options);
  } catch (error) {
    if (error instanceof DecisionError) return failure([error.message, 'Nothing was sealed.']);
    throw error;
  }
  const { ledgers, accepted, hasDecisions } = decided;
  const reading = hasDecisions ? readArchive({ folder, ledgers, accepted, ...progress }) : first;
  const isChosen = (slug: string) => slugs.length === 0 || slugs.includes(slug) || decided.touched.has(slug);
  const chosen = reading.articles.filter(({ slug }) => isChosen(slug));
  const chosenFiles = filesOf(chosen);
  const open = reading.issues.filter((issue) => issue.severity === 'error' && (chosenFiles.has(issue.file) || !isDecidable(issue)));
  if (open.length > 0) {
    const advice = hasDecisions ? ' Decide on all in one command: the options may be repeated.' : '';
    return failure([...formatIssues(open), `Nothing was sealed: ${plural(open.length, 'address')} in doubt.${advice}`], open);
  }
  const faults = decided.judge(reading);
  if (faults.length > 0) return failure([...faults, 'Nothing was sealed.']);
  return writeSeals(options, reading, chosen, first);
}

function writeSeals(
  { folder, date, dryRun = false }: SealOptions,
  reading: ArchiveReading,
  chosen: readonly Article[],
  onDisk: ArchiveReading,
): Outcome {
  const changes = new Map<string, Ledger | undefined>();
  const lines: string[] = [];
  const report: object[] = [];
  let added = 0;
  let total = 0;
  for (const article of chosen) {
    const found = reading.attachments.get(article.slug);
    const isWithdrawn = !isReadable(article);
    if (!found || (isWithdrawn && !article.ledger)) continue;
    // The words of a withdrawn article are not looked for: they may be gone from its file.
    const attachment = isWithdrawn ? { ...found, aliases: new Map<string, string>(), findings: [] } : found;
    const sealing = sealArticle(article, article.ledger, attachment, date);
    total += Object.keys(sealing.ledger.anchors).length;
    const former = (sealing.ledger.formerSlugs ?? []).filter((slug) => onDisk.ledgers.has(slug));
    const before = onDisk.ledgers.get(article.slug);
    if (before && former.length === 0 && formatLedger(before) === formatLedger(sealing.ledger)) continue;
    changes.set(article.slug, sealing.ledger);
    for (const slug of former) changes.set(slug, undefined);
    added += sealing.added.length;
    const notes = listNotes(article, sealing, before, attachment.findings);
    lines.push(`${article.slug}: ${notes.length > 0 ? '' : 'context only'}`.trimEnd(), ...notes.map((note) => `  ${note}`));
    const { slug } = article;
    report.push({
      slug,
      added: sealing.added,
      changed: sealing.changed,
      aliases: Object.fromEntries(attachment.aliases),
      formerSlugs: former,
      findings: attachment.findings,
    });
  }
  const sealed = sealEntities(onDisk.entityLedger, reading.registry, date);
  const entities = formatEntityLedger(sealed) === formatEntityLedger(onDisk.entityLedger) ? undefined : sealed;
  const newEntities = countAddresses(sealed) - countAddresses(onDisk.entityLedger);
  if (entities) lines.push(`entities: ${plural(newEntities, 'address')} newly sealed`);
  if ((changes.size > 0 || entities) && !dryRun) writeLedgers(folder, { articles: changes, entities });
  added += newEntities;
  total += countAddresses(sealed);
  const written = [...changes.values()].filter(Boolean).length + (entities ? 1 : 0);
  const done = dryRun ? 'would be written' : 'written';
  lines.push(
    written === 0 && changes.size === 0
      ? `Nothing to seal: ${plural(total, 'address')} stand as they were sealed.`
      : `${plural(added, 'address')} newly sealed on ${date}, ${plural(total, 'address')} in all; ${plural(written, 'ledger')} ${done}.`,
  );
  return { isSound: true, lines, errors: [], data: { ok: true, date, dryRun, sealed: added, addresses: total, articles: report } };
}

/** What a seal did to one article, a line each. */
function listNotes(article: Article, { ledger, added }: Sealing, before: Ledger | undefined, findings: readonly Finding[]): string[] {
  const notes: string[] = [];
  if (added.length > 0)
    notes.push(
      `${plural(added.length, 'address')} newly sealed${before ? `: ${added.slice(0, 6).join(', ')}${added.length > 6 ? ' …' : ''}` : ''}`,
    );
  const text = {
    slug: article.slug,
    ledger: before ?? ledger,
    passages: article.passages.map((passage) => ({ ...passage, label: passageLabel(passage) })),
  };
  for (const finding of findings) {
    const known = { ...text, ledger: article.ledger ?? text.ledger };
    const told =
      finding.outcome === 'corrected' ? describeFinding({ ...finding, isSettled: true }, known) : describeFinding(finding, known);
    notes.push(told.message);
  }
  for (const [anchor, entry] of Object.entries(ledger.anchors)) {
    const old = before?.anchors[anchor];
    if (entry.tombstone && !old?.tombstone) notes.push(`${anchor} is a tombstone: ${entry.tombstone.reason}`);
    if (entry.aliasOf !== undefined && old?.aliasOf === undefined && !findings.some((finding) => finding.anchor === anchor))
      notes.push(`${anchor} leads to ${entry.aliasOf}`);
    const last = entry.history?.at(-1);
    if (old && last?.change === 'dated' && last !== old.history?.at(-1) && entry.kind === 'event')
      notes.push(`${anchor} was “${last.title}” (${last.on}) and is “${entry.title}” (${entry.date}) now`);
  }
  const moved = (ledger.formerSlugs ?? []).filter((slug) => !before?.formerSlugs?.includes(slug));
  if (moved.length > 0) notes.push(`addresses of ${moved.join(', ')} lead here`);
  return notes;
}

/** What the command line decided, applied to the ledgers before the archive is read again. */
class Decisions {
  readonly ledgers = new Map<string, Ledger>();
  readonly accepted = new Map<string, Acceptances>();
  readonly touched = new Set<string>();
  readonly hasDecisions: boolean;
  readonly #articles: ReadonlyMap<string, Article>;
  readonly #targets: { slug: string; name: string; target: string }[] = [];

  constructor(reading: ArchiveReading, options: SealOptions) {
    this.#articles = new Map(reading.articles.map((article) => [article.slug, article]));
    for (const [slug, ledger] of reading.ledgers) this.ledgers.set(slug, ledger);
    for (const article of reading.articles) {
      if (!article.ledger) continue;
      for (const slug of article.metadata.formerSlugs) this.ledgers.delete(slug);
      this.ledgers.set(article.slug, article.ledger);
    }
    const { accept = [], alias = [], tombstone = [], reason, date } = options;
    this.hasDecisions = accept.length + alias.length + tombstone.length > 0;
    if (tombstone.length > 0 && !reason?.trim()) throw new DecisionError('--tombstone needs --reason "…": a sentence that readers see.');
    if (reason !== undefined && tombstone.length === 0) throw new DecisionError('--reason goes with --tombstone.');
    for (const name of tombstone) this.#bury(reading, name, reason?.trim() ?? '', date);
    for (const pair of alias) this.#lead(pair, date);
    for (const pair of accept) this.#accept(reading, pair);
  }

  /** Decisions that came to nothing: targets that are not there. */
  judge(reading: ArchiveReading): string[] {
    return this.#targets.flatMap(({ slug, name, target }) => {
      const article = reading.articles.find((one) => one.slug === slug);
      const isThere = article && (listAnchors(article).includes(target) || article.ledger?.anchors[target] !== undefined);
      return isThere ? [] : [`--alias ${name}: “${slug}” has no anchor “${target}”.`];
    });
  }

  #bury(reading: ArchiveReading, name: string, reason: string, date: string): void {
    const { slug, anchor, ledger } = this.#find(name, '--tombstone');
    let buried = addTombstone(ledger, anchor, reason, date);
    const lost = new Set(
      reading.attachments.get(slug)?.findings.flatMap((finding) => (finding.outcome === 'lost' ? [finding.anchor] : [])),
    );
    for (const [quote, entry] of listEntries(ledger, 'quote')) {
      if (quote !== anchor && lost.has(quote) && isBuriedWith(ledger, entry, anchor)) buried = addTombstone(buried, quote, reason, date);
    }
    this.ledgers.set(slug, buried);
  }

  #lead(pair: string, date: string): void {
    const [name = '', target] = splitPair(pair);
    if (target === undefined) throw new DecisionError(`--alias ${pair}: write the old anchor, =, and the one that it leads to.`);
    const { slug, anchor, ledger } = this.#find(name, '--alias');
    const bare = within(ledger, target, `--alias ${pair}`);
    if (isEvent(bare) !== isEvent(anchor)) throw new DecisionError(`--alias ${pair}: an event leads to an event, and words to words.`);
    const end = resolveAlias(ledger, bare);
    if (end === anchor) {
      const why = bare === anchor ? 'an anchor cannot lead to itself' : `${bare} leads to ${anchor} itself`;
      throw new DecisionError(`--alias ${pair}: ${why}.`);
    }
    if (ledger.anchors[end]?.tombstone) {
      throw new DecisionError(`--alias ${pair}: ${end} is a tombstone; nothing lives on there. Write --tombstone ${slug}#${anchor}.`);
    }
    this.#targets.push({ slug, name: pair, target: bare });
    this.ledgers.set(slug, addAlias(ledger, anchor, bare, date));
  }

  #accept(reading: ArchiveReading, pair: string): void {
    const [name = '', target] = splitPair(pair);
    const { slug, anchor, ledger } = this.#find(name, '--accept');
    const finding = reading.attachments.get(slug)?.findings.find((one) => one.anchor === anchor && !one.isSettled);
    if (!finding && target === undefined)
      throw new DecisionError(`--accept ${pair}: there is nothing to accept; ${anchor} is not in doubt.`);
    if (finding && !finding.at && target === undefined) {
      throw new DecisionError(
        `--accept ${pair}: nothing is proposed for ${anchor} (${finding.outcome}); write --accept ${name}=<anchor of the words that are meant>.`,
      );
    }
    const place = target === undefined ? true : findPlace(this.#articles.get(slug), within(ledger, target, `--accept ${pair}`));
    if (place === undefined) throw new DecisionError(`--accept ${pair}: “${slug}” has no words at “${target}”.`);
    this.accepted.set(slug, new Map([...(this.accepted.get(slug) ?? []), [anchor, place]]));
  }

  /** The article and the ledger of an anchor that somebody named, as `slug#anchor` or alone. */
  #find(name: string, option: string): { slug: string; anchor: string; ledger: Ledger } {
    const [before, after] = name.split('#');
    const anchor = after ?? before ?? '';
    const slug = after === undefined ? undefined : before;
    const owners = [...this.ledgers].filter(
      ([own, ledger]) => ledger.anchors[anchor] && (slug === undefined || own === slug || ledger.formerSlugs?.includes(slug)),
    );
    const live = owners.filter(([, ledger]) => isLive(ledger.anchors[anchor] as Ledger['anchors'][string]));
    const [owner] = live;
    if (!owner) {
      const was = owners[0]?.[1].anchors[anchor];
      const why = was ? `is ${was.tombstone ? 'a tombstone' : `an alias of ${was.aliasOf}`} already` : 'is in no ledger';
      throw new DecisionError(`${option} ${name}: ${anchor} ${why}${was ? '' : nearestAnchor(anchor, this.ledgers)}.`);
    }
    if (live.length > 1) {
      const names = live.map(([own]) => `${own}#${anchor}`).sort(compareCodeUnits);
      throw new DecisionError(`${option} ${name}: several articles have it; write ${names.join(' or ')}.`);
    }
    this.touched.add(owner[0]);
    return { slug: owner[0], anchor, ledger: owner[1] };
  }
}

function splitPair(pair: string): [string | undefined, string | undefined] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** The anchor that a target names, which may be written with the article's present or former slug. */
function within({ article, formerSlugs = [] }: Ledger, target: string, option: string): string {
  const [slug = '', anchor] = target.split('#');
  if (anchor === undefined) return target;
  if (slug === article || formerSlugs.includes(slug)) return anchor;
  throw new DecisionError(`${option}: an address stays within its article, “${article}”.`);
}

/** Passages and quotes have anchors that begin with their letter; an event's id cannot. */
function isEvent(anchor: string): boolean {
  return !/^[pq]-/.test(anchor);
}

function listAnchors({ passages, metadata }: Article): string[] {
  return [
    ...passages.flatMap((passage) => [passage.anchor, ...passage.quotes.map(({ anchor }) => anchor)]),
    ...metadata.events.map(({ id }) => id),
  ];
}

function findPlace(article: Article | undefined, anchor: string): TextPlace | undefined {
  for (const [passage, { anchor: own, quotes }] of (article?.passages ?? []).entries()) {
    if (own === anchor) return { passage };
    const quote = quotes.findIndex((one) => one.anchor === anchor);
    if (quote >= 0) return { passage, quote };
  }
  return undefined;
}

function nearestAnchor(anchor: string, ledgers: ReadonlyMap<string, Ledger>): string {
  const beginning = anchor.slice(0, 5);
  const near = [...ledgers].flatMap(([slug, ledger]) =>
    Object.keys(ledger.anchors).flatMap((own) => (own.startsWith(beginning) ? [`${slug}#${own}`] : [])),
  );
  return near.length > 0 ? `; there are ${near.slice(0, 3).join(', ')}` : '';
}
