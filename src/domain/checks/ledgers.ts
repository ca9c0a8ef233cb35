import type { Ledger, LedgerEntry } from '../../model/ledger.ts';
import type { Article } from '../article.ts';
import { listUnsealed } from '../finding.ts';
import type { Issue, IssueCode } from '../issue.ts';
import { hashPassage, isLive, listEntries } from '../ledger.ts';
import type { Registry } from '../registry.ts';
import type { Rule } from './rule.ts';

/**
 * No promised address is forgotten: every ledger belongs to an article, no former name is somebody's present one, every sealed event is
 * there; and what was not promised yet is told. Passages and quotes are attached while an article is read.
 */
export const checkLedgers: Rule = ({ registry, articles, unreadable, attachments, ledgers, fileOfArticle, fileOfLedger, placeOfField }) => {
  const issues: Issue[] = [];
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
    for (const former of metadata.formerSlugs) {
      for (const [anchor, entry] of Object.entries(ledgers.get(former)?.anchors ?? {})) {
        const own = ledgers.get(slug)?.anchors[anchor];
        if (!own || own.kind !== entry.kind || describe(own, registry) === describe(entry, registry)) continue;
        const message = `${anchor} is sealed in the ledgers of “${former}” and of “${slug}”, for different words.`;
        report(fileOfLedger(former), 'taken-anchor', message, 'The two articles cannot become one: keep the first as a withdrawn article.');
      }
    }
    if (metadata.status === 'withdrawn') continue;
    const events = new Set(metadata.events.map(({ id }) => id));
    for (const [id, entry] of ledger ? listEntries(ledger, 'event') : []) {
      if (!isLive(entry) || events.has(id)) continue;
      const fresh = metadata.events.filter((event) => !ledger?.anchors[event.id]);
      const heir = fresh.find(({ title }) => title === entry.title) ?? fresh.find(({ date }) => date === entry.date);
      const near = heir ? `; the nearest is ${heir.id}, “${heir.title}”` : '';
      const message = `The event ${id} was sealed as “${entry.title}” (${entry.date}) and is gone${near}.`;
      const hint = `Bring it back. If it has another id now: npx pincite seal --alias ${slug}#${id}=${heir?.id ?? '…'}. If it is gone: npx pincite seal --tombstone ${slug}#${id} --reason "…"`;
      report(file, 'lost-anchor', message, hint);
    }
    const attachment = attachments.get(slug);
    const anchors = [...passages.flatMap((passage) => [passage.anchor, ...passage.quotes.map(({ anchor }) => anchor)]), ...events];
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
