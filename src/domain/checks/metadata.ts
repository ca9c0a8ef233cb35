import { findPassage } from '../article.ts';
import { FieldReporter, type Rule } from './rule.ts';

/** What an article's frontmatter refers to is there: entities, passages, pictures; and its dates are dates. */
export const checkMetadata: Rule = ({ articles, registry, fileOfArticle, placeOfField, hasPicture }) => {
  const issues = [];
  for (const { slug, metadata, passages } of articles) {
    const fields = new FieldReporter(registry, (field) => ({ file: fileOfArticle(slug), ...placeOfField(slug, field) }));
    fields.expectEntity(['publication'], metadata.publication, ['organization']);
    fields.expectEntity(['dateline'], metadata.dateline, ['place']);
    fields.expectDate(['accessed'], metadata.accessed);
    fields.expectDate(['withdrawn', 'date'], metadata.withdrawn?.date);
    for (const [index, name] of metadata.byline.entries()) {
      // A name as printed has a capital or a blank; what looks like an id has to be one.
      if (/^[a-z0-9-]+$/.test(name)) fields.expectEntity(['byline', index], name, ['person', 'organization']);
    }
    for (const [index, figure] of metadata.figures.entries()) {
      fields.expectEntity(['figures', index, 'place'], figure.place, ['place']);
      fields.expectDate(['figures', index, 'date'], figure.date);
      if (figure.src && !hasPicture(figure.src)) {
        fields.report(
          ['figures', index, 'src'],
          'missing-picture',
          `content/figures/${figure.src} is not there, or not a picture.`,
          'Put it there, or leave src out: the figure is then described.',
        );
      }
    }
    for (const [index, correction] of metadata.corrections.entries()) {
      fields.expectDate(['corrections', index, 'date'], correction.date);
      for (const [at, reference] of correction.anchors.entries()) {
        if (!findPassage(passages, reference)) {
          fields.report(
            ['corrections', index, 'anchors', at],
            'unknown-passage',
            `corrections: the article has no passage “${reference}”.`,
            lastPassage(passages.length),
          );
        }
      }
    }
    issues.push(...fields.issues);
  }
  return issues;
};

function lastPassage(count: number): string {
  return `Its passages are numbered in the margin of its page; there are ${count} with captions and footnotes.`;
}
