import { findPassage } from '../article.ts';
import { FieldReporter, type Rule } from './rule.ts';

/** Events have ids of their own, valid dates, and passages and entities that are there. */
export const checkEvents: Rule = ({ articles, registry, fileOfArticle, placeOfField }) => {
  const owners = new Map<string, string>();
  const issues = [];
  for (const { slug, metadata, passages } of articles) {
    const fields = new FieldReporter(registry, (field) => ({ file: fileOfArticle(slug), ...placeOfField(slug, field) }));
    for (const [index, event] of metadata.events.entries()) {
      const owner = owners.get(event.id);
      if (owner !== undefined) {
        fields.report(
          ['events', index, 'id'],
          'duplicate-event',
          `The event id “${event.id}” is taken in ${owner}.`,
          'Event ids are unique in the whole archive: choose another.',
        );
      }
      owners.set(event.id, fileOfArticle(slug));
      fields.expectDate(['events', index, 'date'], event.date);
      for (const [at, reference] of event.passages.entries()) {
        if (!findPassage(passages, reference)) {
          const last = passages.reduce((highest, passage) => Math.max(highest, passage.number ?? 0), 0);
          fields.report(
            ['events', index, 'passages', at],
            'unknown-passage',
            `events: the article has no passage “${reference}”.`,
            `Its passages are 1 to ${last}, fig-1 for the caption of a figure, or an anchor (p-…).`,
          );
        }
      }
      for (const [at, id] of event.entities.entries()) fields.expectEntity(['events', index, 'entities', at], id);
    }
    issues.push(...fields.issues);
  }
  return issues;
};
