import type { Ledger, LedgerEntry } from '../../model/ledger.ts';
import { type Article, isReadable } from '../article.ts';
import { listUnsealed } from '../finding.ts';
import type { Issue, IssueCode } from '../issue.ts';
import { hashPassage, isLive, listEntries } from '../ledger.ts';
import type { Registry } from '../registry.ts';
import type { CheckedArchive, Rule } from './rule.ts';

/**
 * No promised address is forgotten: every ledger belongs to an article, no former name is somebody's present one, every sealed event is
 * there; and what was not promised yet is told. Passages and quotes are attached while an article is read.
 */
export const checkLedgers: Rule = (archive) => {
  const { registry, articles, unreadable, attachments, ledgers, fileOfArticle, fileOfLedger, placeOfField } = archive;
  const issues: Issue[] = judgeEvents(archive);
  const report = (file: string, code: IssueCode, message: string, hint: string, severity: Issue['severity'] = 'error') =>
    issues.push({ code, severity, file, line: 1, column: 1, message, hint });
  const present = new Set([...articles.map(({ slug }) => slug), ...unreadable]);
  const claimed = new Map<string, string>();

  for (const { slug, metadata, ledger, passages } of articles) {
    const file = fileOfArticle(slug);
    for (const former of new Set([...metadata.formerSlugs, ...(ledger?.formerSlugs ?? [])])) {
      const owner = present.has(former) ? former : claimed.get(former);
      claimed.set(former, slug);
      if (owner === undefined) continue;
      issues.push({
        code: 'former-slug-taken',
        severity: 'error',
        file,
        ...placeOfField(slug, ['formerSlugs']),
        message: `formerSlugs: “${former}” is ${owner === former ? 'the name of an article' : `a former name of “${owner}” too`}.`,
        hint: 'An address leads to one article only: rename the other, or take the line out.',
      });
    }
    const sealed = new Map<string, readonly [owner: string, entry: LedgerEntry]>();
    for (const name of metadata.formerSlugs.length > 0 ? [slug, ...metadata.formerSlugs] : []) {
      for (const [anchor, entry] of Object.entries(ledgers.get(name)?.anchors ?? {})) {
        const [owner, own] = sealed.get(anchor) ?? [name, entry];
        sealed.set(anchor, [owner, own]);
        if (describe(own, registry) === describe(entry, registry)) continue;
        const message = `${anchor} is sealed in the ledgers of “${name}” and of “${owner}”, for different words.`;
        report(fileOfLedger(name), 'taken-anchor', message, 'The two articles cannot become one: keep the first as a withdrawn article.');
      }
    }
    if (metadata.status === 'withdrawn') continue;
    const attachment = attachments.get(slug);
    const words = passages.flatMap((passage) => [passage.anchor, ...passage.quotes.map(({ anchor }) => anchor)]);
    const anchors = [...words, ...metadata.events.map(({ id }) => id)];
    const unsealed = attachment ? listUnsealed(anchors, ledger, attachment) : [];
    if (unsealed.length === 0) continue;
    const count =
      unsealed.length === anchors.length
        ? 'No address of the article is sealed yet'
        : unsealed.length === 1
          ? 'A new address is not sealed yet'
          : `${unsealed.length} new addresses are not sealed yet`;
    const message = `${count}: ${unsealed.slice(0, 3).join(', ')}${unsealed.length > 3 ? ' …' : ''}.`;
    report(file, 'unsealed-anchor', message, 'npx pincite seal promises them, before the archive is published.', 'warning');
  }

  for (const [slug, ledger] of ledgers) {
    if (present.has(slug) || claimed.has(slug)) continue;
    // An article that cannot be read may claim it.
    if (unreadable.size > 0 && articles.every((article) => !sharesPassages(article, ledger))) continue;
    const heir = articles.find((article) => sharesPassages(article, ledger));
    const message = `The article “${slug}” was sealed, and is gone.`;
    const hint = heir
      ? `“${heir.slug}” has its words: write formerSlugs: [${slug}] there. Or bring content/articles/${slug}.mdx back.`
      : `Bring content/articles/${slug}.mdx back, with status: withdrawn if need be; if it has another name now, write formerSlugs: [${slug}] there.`;
    report(fileOfLedger(slug), 'orphaned-ledger', message, hint);
  }
  return issues;
};

/** Every sealed event is there, its id is no other event's, and what was changed of it is told. The timeline has them all on one page. */
function judgeEvents({ articles, fileOfArticle, placeOfField }: CheckedArchive): Issue[] {
  const sealed = Map.groupBy(
    articles.flatMap(({ slug, ledger, metadata }) =>
      (ledger ? listEntries(ledger, 'event') : []).map(([id, entry]) => ({
        id,
        slug,
        entry,
        isWithdrawn: metadata.status === 'withdrawn',
      })),
    ),
    ({ id }) => id,
  );
  const standing = new Set(articles.filter(isReadable).flatMap(({ slug, metadata }) => metadata.events.map(({ id }) => `${slug}#${id}`)));
  return articles.filter(isReadable).flatMap(({ slug, metadata, ledger }) => {
    const file = fileOfArticle(slug);
    const lost = (ledger ? listEntries(ledger, 'event') : []).flatMap(([id, entry]): Issue[] => {
      if (!isLive(entry) || standing.has(`${slug}#${id}`)) return [];
      const fresh = metadata.events.filter((event) => !sealed.has(event.id));
      const heir = fresh.find(({ title }) => title === entry.title) ?? fresh.find(({ date }) => date === entry.date);
      const near = heir ? `; the nearest is ${heir.id}, “${heir.title}”` : '';
      const message = `The event ${id} was sealed as “${entry.title}” (${entry.date}) and is gone${near}.`;
      const alias = `npx pincite seal --alias ${slug}#${id}=${heir?.id ?? '…'}`;
      const hint = `Bring it back. If it has another id now: ${alias}. If it is gone: npx pincite seal --tombstone ${slug}#${id} --reason "…"`;
      return [{ code: 'lost-anchor', severity: 'error', file, line: 1, column: 1, message, hint }];
    });
    const told = metadata.events.flatMap((event, index): Issue[] => {
      const { id, title, date } = event;
      const place = { file, ...placeOfField(slug, ['events', index, 'id']) };
      const owners = sealed.get(id) ?? [];
      const own = owners.find((one) => one.slug === slug);
      const taken = own ? (isLive(own.entry) ? undefined : own) : owners.find((one) => !standing.has(`${one.slug}#${id}`));
      if (taken) {
        const where = taken === own ? '' : ` in “${taken.slug}”`;
        const message = `The event id ${id} was sealed for “${taken.entry.title}”${where} and ${sayState(taken)}: no other event can have it.`;
        return [{ ...place, code: 'taken-anchor', severity: 'error', message, hint: 'Write another id, or take the event out.' }];
      }
      if (!own || (own.entry.title === title && own.entry.date === date)) return [];
      const message = `The event ${id} was sealed as “${own.entry.title}” (${own.entry.date}) and is “${title}” (${date}) now.`;
      return [{ ...place, code: 'reattached-anchor', severity: 'warning', message, hint: 'npx pincite seal records it.' }];
    });
    return [...lost, ...told];
  });
}

function sayState({ entry, isWithdrawn }: { readonly entry: LedgerEntry; readonly isWithdrawn: boolean }): string {
  if (entry.tombstone) return 'is a tombstone';
  if (entry.aliasOf !== undefined) return `leads to ${entry.aliasOf}`;
  return isWithdrawn ? 'was withdrawn with it' : 'is missing there';
}

/** What an anchor stands for, as far as two ledgers could differ on it. */
function describe(entry: LedgerEntry, registry: Registry): string {
  if (entry.kind === 'quote') return `${registry.resolve(entry.by)?.id ?? entry.by}: ${entry.exact}`;
  return entry.kind === 'passage' ? entry.sha256 : entry.title;
}

/** Whether the article has half of the passages that were sealed in the ledger. */
function sharesPassages(article: Article, ledger: Ledger): boolean {
  const sums = new Set(listEntries(ledger, 'passage').map(([, entry]) => entry.sha256));
  const shared = article.passages.filter(({ text }) => sums.has(hashPassage(text))).length;
  return sums.size > 0 && shared >= sums.size / 2;
}
