import type { APIRoute } from 'astro';
import { escapeAttribute, escapeText } from '../domain/text.ts';
import { getArchive } from '../site/archive.ts';

/** An OpenSearch 1.1 description document, by which a browser adds the archive to its search engines. */
export const GET: APIRoute = async () => {
  const { settings, permalinks } = await getArchive();
  const address = (path: string) => escapeAttribute(permalinks.absolute(permalinks.path(path)));
  // The standard allows 16 and 1024 characters.
  const [name, description] = [settings.name.slice(0, 16).trim(), settings.description.slice(0, 1024)];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/" xmlns:moz="http://www.mozilla.org/2006/browser/search/">',
    `  <ShortName>${escapeText(name)}</ShortName>`,
    `  <LongName>${escapeText(settings.name.slice(0, 48))}</LongName>`,
    `  <Description>${escapeText(description)}</Description>`,
    `  <Image width="16" height="16" type="image/svg+xml">${address('favicon.svg')}</Image>`,
    `  <Url type="text/html" method="get" template="${address('search/')}?q={searchTerms}" />`,
    `  <Url type="application/opensearchdescription+xml" rel="self" template="${address('opensearch.xml')}" />`,
    `  <Language>${escapeText(settings.language)}</Language>`,
    '  <InputEncoding>UTF-8</InputEncoding>',
    '  <OutputEncoding>UTF-8</OutputEncoding>',
    `  <moz:SearchForm>${address('search/')}</moz:SearchForm>`,
    '</OpenSearchDescription>',
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'application/opensearchdescription+xml' } });
};
