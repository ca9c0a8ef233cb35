import oa from '@vocabulary/oa';
import jsonld, { type Quad } from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Annotation, annotate } from '../../src/domain/annotation.ts';
import { Permalinks } from '../../src/domain/permalink.ts';
import { listQuotations, type Quotation } from '../../src/domain/quotation.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { readArchive } from '../../src/files/archive.ts';
import { languageTag } from '../../src/model/identifier.ts';
import { elementsOf, parseFragment, textOf } from '../markdown/page-text.ts';
import { fixtureContent, realContent } from '../support/build.ts';

const contextAddress = 'http://www.w3.org/ns/anno.jsonld';

/**
 * The terms of the model (sections 3 and 4) and what they stand for, as the Web Annotation Vocabulary lists them in its appendix A: by
 * the kind of their values. A test holds those of the annotation namespace to W3C's own ontology.
 */
const terms: Readonly<Record<'classes and instances' | 'resources' | 'instances' | 'texts' | 'times' | 'numbers', string>> = {
  'classes and instances': `
    Annotation=oa:Annotation SpecificResource=oa:SpecificResource TextualBody=oa:TextualBody Choice=oa:Choice
    FragmentSelector=oa:FragmentSelector CssSelector=oa:CssSelector XPathSelector=oa:XPathSelector TextQuoteSelector=oa:TextQuoteSelector
    TextPositionSelector=oa:TextPositionSelector RangeSelector=oa:RangeSelector TimeState=oa:TimeState
    Text=dctypes:Text Image=dctypes:StillImage Dataset=dctypes:Dataset
    Person=foaf:Person Organization=foaf:Organization Software=as:Application
    assessing=oa:assessing bookmarking=oa:bookmarking classifying=oa:classifying commenting=oa:commenting describing=oa:describing
    editing=oa:editing highlighting=oa:highlighting identifying=oa:identifying linking=oa:linking moderating=oa:moderating
    questioning=oa:questioning replying=oa:replying tagging=oa:tagging`,
  resources: `
    body=oa:hasBody target=oa:hasTarget source=oa:hasSource selector=oa:hasSelector state=oa:hasState scope=oa:hasScope
    refinedBy=oa:refinedBy renderedVia=oa:renderedVia via=oa:via canonical=oa:canonical creator=dcterms:creator generator=as:generator
    rights=dcterms:rights homepage=foaf:homepage conformsTo=dcterms:conformsTo`,
  instances: 'motivation=oa:motivatedBy purpose=oa:hasPurpose',
  texts: `
    exact=oa:exact prefix=oa:prefix suffix=oa:suffix bodyValue=oa:bodyValue styleClass=oa:styleClass value=rdf:value format=dc:format
    language=dc:language name=foaf:name nickname=foaf:nick`,
  times: 'created=dcterms:created modified=dcterms:modified generated=dcterms:issued sourceDate=oa:sourceDate',
  numbers: 'start=oa:start end=oa:end',
};
const namespaces = {
  oa: 'http://www.w3.org/ns/oa#',
  as: 'http://www.w3.org/ns/activitystreams#',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  dctypes: 'http://purl.org/dc/dcmitype/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const coercions = {
  'classes and instances': undefined,
  resources: '@id',
  instances: '@vocab',
  texts: undefined,
  times: 'xsd:dateTime',
  numbers: 'xsd:nonNegativeInteger',
};

const termsOf = (kind: keyof typeof terms) =>
  [...terms[kind].matchAll(/(\S+)=(\S+)/g)].map(([, term = '', iri = '']) => [term, iri] as const);
const context = {
  ...namespaces,
  id: '@id',
  type: '@type',
  ...Object.fromEntries(
    (Object.keys(terms) as (keyof typeof terms)[]).flatMap((kind) =>
      termsOf(kind).map(([term, iri]) => [term, coercions[kind] === undefined ? iri : { '@id': iri, '@type': coercions[kind] }]),
    ),
  ),
};

/** W3C's ontology of annotations: its statements as [subject, predicate, object], in full addresses. */
const ontology = oa({
  factory: {
    namedNode: (iri: string) => iri,
    literal: (text: string) => text,
    blankNode: () => '_:',
    quad: (...parts: string[]) => parts,
  } as never,
}) as unknown as readonly (readonly [string, string, string])[];

const expand = (name: string) => name.replace(/^(\w+):(?!\/)/, (_, prefix: keyof typeof namespaces) => namespaces[prefix]);
const says = (subject: string, predicate: string, object: string) =>
  ontology.some(([s, p, o]) => s === subject && p === expand(predicate) && o === expand(object));
const objectsOf = (subject: string, predicate: string) =>
  ontology.filter(([s, p]) => s === subject && p === expand(predicate)).map(([, , o]) => o);
const isKind = (type: string, kind: string): boolean =>
  type === kind || objectsOf(type, 'rdfs:subClassOf').some((parent) => isKind(parent, kind));

/** What the ontology has against the statements: unknown names, and names of the wrong kind in subject or object. */
function judgeStatements(quads: readonly Quad[]): string[] {
  const typesOf = (node: string) =>
    quads.filter((q) => q.subject.value === node && q.predicate.value === expand('rdf:type')).map((q) => q.object.value);
  return quads.flatMap(({ subject, predicate, object }) => {
    const faults: string[] = [];
    const isOwn = (iri: string) => iri.startsWith(namespaces.oa);
    const statement = `${subject.value} ${predicate.value} ${object.value}`;
    if (predicate.value === expand('rdf:type')) {
      if (isOwn(object.value) && !says(object.value, 'rdf:type', 'rdfs:Class')) faults.push(`no class: ${statement}`);
      return faults;
    }
    if (!isOwn(predicate.value)) return faults;
    if (!says(predicate.value, 'rdf:type', 'rdf:Property')) faults.push(`no property: ${statement}`);
    for (const domain of objectsOf(predicate.value, 'rdfs:domain')) {
      if (!typesOf(subject.value).some((type) => isKind(type, domain))) faults.push(`not of a ${domain}: ${statement}`);
    }
    for (const range of objectsOf(predicate.value, 'rdfs:range')) {
      const isFitting = range.startsWith(namespaces.xsd)
        ? object.datatype?.value === range
        : says(object.value, 'rdf:type', range) || typesOf(object.value).some((type) => isKind(type, range));
      if (!isFitting) faults.push(`not a ${range}: ${statement}`);
    }
    return faults;
  });
}

const iri = z.url();
const dateTime = z.iso.datetime({ offset: false, error: 'is not xsd:dateTime with the zone Z' });
/** What the model says with MUST and cannot be said in an ontology; its sections in brackets. */
const model = z.looseObject({
  '@context': z.literal(contextAddress, '(3.1) the context'),
  id: iri.describe('(3.1) exactly one IRI'),
  type: z.literal('Annotation', '(3.1) the class'),
  motivation: z.string().optional(),
  created: dateTime.optional(),
  modified: dateTime.optional(),
  rights: iri.optional(),
  canonical: iri.optional(),
  creator: z.looseObject({ id: iri.optional(), name: z.string().min(1), homepage: iri.optional() }).optional(),
  body: z.looseObject({ id: iri, format: z.string().regex(/^\w+\/[\w.+-]+$/), language: languageTag }),
  target: z.looseObject({
    type: z.literal('SpecificResource'),
    source: iri,
    language: languageTag.optional(),
    selector: z.array(
      z.discriminatedUnion('type', [
        z.looseObject({ type: z.literal('FragmentSelector'), value: z.string().regex(/^[^\s#]+$/), conformsTo: iri.optional() }),
        z.looseObject({
          type: z.literal('TextQuoteSelector'),
          exact: z.string().min(1),
          prefix: z.string().optional(),
          suffix: z.string().optional(),
        }),
      ]),
    ),
  }),
});

/** Everything that is wrong with an annotation. */
async function judge(annotation: object): Promise<string[]> {
  const reading = model.safeParse(annotation);
  const faults = reading.success ? [] : reading.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  try {
    const quads = await jsonld.toRDF(annotation, {
      safe: true,
      documentLoader: async (url) => {
        if (url !== contextAddress) throw new Error(`no context at ${url}`);
        return { documentUrl: url, document: { '@context': context } };
      },
    });
    return [...faults, ...judgeStatements(quads)];
  } catch (error) {
    const { message, details } = error as Error & { readonly details?: { readonly event?: { readonly message?: string } } };
    return [...faults, details?.event?.message ?? message];
  }
}

function readAll(folder: string): { quotation: Quotation; annotation: Annotation }[] {
  const { articles, registry, settings } = readArchive({ folder });
  if (!settings) throw new Error(`no settings in ${folder}`);
  const permalinks = new Permalinks(settings.address, new URL(settings.address).pathname);
  const { language, publisher, rights } = settings;
  return listQuotations(articles).map((quotation) => ({
    quotation,
    annotation: annotate({
      quotation,
      permalinks,
      registry,
      language,
      publisher,
      rights: rights?.url,
      created: '2026-11-23',
      modified: '2026-11-24',
    }),
  }));
}

const archives = { fixture: readAll(fixtureContent), real: readAll(realContent) };
const [first] = archives.fixture;
if (!first) throw new Error('the fixture has no quotation');

describe('an annotation', () => {
  it('says who spoke the words, and where they stand', () => {
    expect(JSON.stringify(first.annotation, undefined, 2)).toBe(
      JSON.stringify(
        {
          '@context': 'http://www.w3.org/ns/anno.jsonld',
          id: 'https://cuttings.example.org/vale/data/annotations/1911-06-10-the-bridge-question/q-we-shall-have-our-bridge-if.json',
          type: 'Annotation',
          motivation: 'linking',
          creator: { name: 'Ennerby Local History Society', homepage: 'https://history.example.org/' },
          created: '2026-11-23T00:00:00Z',
          modified: '2026-11-24T00:00:00Z',
          rights: 'https://licences.example.org/open-1',
          canonical: 'https://cuttings.example.org/vale/quotes/1911-06-10-the-bridge-question/q-we-shall-have-our-bridge-if/',
          body: { id: 'https://cuttings.example.org/vale/people/ada-quill/', type: 'Text', format: 'text/html', language: 'en' },
          target: {
            type: 'SpecificResource',
            source: 'https://cuttings.example.org/vale/articles/1911-06-10-the-bridge-question/',
            language: 'en',
            selector: [
              { type: 'FragmentSelector', conformsTo: 'http://tools.ietf.org/rfc/rfc3236', value: 'q-we-shall-have-our-bridge-if' },
              {
                type: 'TextQuoteSelector',
                exact: 'We shall have our bridge, if we carry every stone of it ourselves',
                prefix: 'chool in the Marsh, rose next. “',
                suffix: ',” she said, and was obliged to ',
              },
            ],
          },
        },
        undefined,
        2,
      ),
    );
  });

  it('leaves out what is not known', () => {
    const { quotation } = first;
    const { registry } = readArchive({ folder: fixtureContent });
    const annotation = annotate({ quotation, registry, permalinks: new Permalinks('https://example.org/', '/'), language: 'en' });
    expect(Object.keys(annotation)).toEqual(['@context', 'id', 'type', 'motivation', 'canonical', 'body', 'target']);
  });

  it('gives the words’ own language', () => {
    const languages = new Set(archives.fixture.map(({ annotation }) => annotation.target.language));
    expect([...languages].sort()).toEqual(['en', 'fr', 'ko', 'zh-Hant']);
  });

  it.each(Object.entries(archives))('selects the same words by anchor and by text: every quotation of the %s archive', (_, all) => {
    const pages = new Map(
      all.map(({ quotation: { article } }) => [article, elementsOf(parseFragment(article.blocks.map(({ html }) => html).join('\n')))]),
    );
    for (const { quotation, annotation } of all) {
      const [fragment, text] = annotation.target.selector;
      const element = pages.get(quotation.article)?.find(({ attribs }) => attribs['id'] === fragment.value);
      expect(element && normaliseText(textOf(element))).toBe(text.exact);
      const whole = normaliseText(quotation.article.passages.map((passage) => passage.text).join(' '));
      expect(whole).toContain(text.prefix + text.exact + text.suffix);
    }
  });
});

describe('the validator', () => {
  it('has the terms of the annotation namespace from W3C’s ontology', () => {
    const isKnown = (iri: string, kind: string) => says(expand(iri), 'rdf:type', kind);
    for (const [, iri] of termsOf('classes and instances').filter(([, own]) => own.startsWith('oa:')))
      expect(isKnown(iri, 'rdfs:Class') || isKnown(iri, 'oa:Motivation'), iri).toBe(true);
    for (const kind of ['resources', 'instances', 'texts', 'times', 'numbers'] as const)
      for (const [, iri] of termsOf(kind).filter(([, own]) => own.startsWith('oa:'))) expect(isKnown(iri, 'rdf:Property'), iri).toBe(true);
  });

  let annotation: Record<string, unknown>;
  beforeAll(() => {
    annotation = JSON.parse(JSON.stringify(first.annotation));
  });

  type Part = Record<string, unknown>;
  const at = (whole: Part, ...path: (string | number)[]) => path.reduce<Part>((part, key) => part[key] as Part, whole);
  it.each<[string, (damaged: Part) => void, RegExp]>([
    ['without a context', (a) => delete a['@context'], /@context/],
    ['of another context', (a) => (a['@context'] = 'http://www.w3.org/ns/activitystreams'), /context/],
    ['without an id', (a) => delete a['id'], /^id/],
    ['of a relative id', (a) => (a['id'] = 'q-not-one-penny.json'), /^id/],
    ['of two ids', (a) => (a['id'] = ['https://example.org/1', 'https://example.org/2']), /^id/],
    ['without a type', (a) => delete a['type'], /^type/],
    ['of a misspelt type', (a) => (a['type'] = 'Anotation'), /^type/],
    ['without a target', (a) => delete a['target'], /^target/],
    ['of an unknown motivation', (a) => (a['motivation'] = 'quoting'), /object reference/],
    ['of a motivation that is none', (a) => (a['motivation'] = 'TextQuoteSelector'), /not a .*#Motivation/],
    ['with a term of its own', (a) => (a['speaker'] = 'Ada Quill'), /expand/],
    ['with a term of its own further in', (a) => (at(a, 'target')['paragraph'] = 4), /expand/],
    ['with rights in words', (a) => (a['rights'] = 'CC BY 4.0'), /^rights/],
    ['of a day', (a) => (a['created'] = '2026-11-23'), /^created/],
    ['of a time without a zone', (a) => (a['modified'] = '2026-11-23T00:00:00'), /^modified/],
    ['of a time in another zone', (a) => (a['modified'] = '2026-11-23T00:00:00+01:00'), /^modified/],
    ['made twice', (a) => (a['created'] = ['2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z']), /^created/],
    ['whose creator is a name', (a) => (a['creator'] = 'Ennerby Local History Society'), /^creator/],
    ['with two canonical addresses', (a) => (a['canonical'] = ['https://example.org/1', 'https://example.org/2']), /^canonical/],
    ['whose body has no media type', (a) => (at(a, 'body')['format'] = 'html'), /^body.format/],
    ['whose body has no language tag', (a) => (at(a, 'body')['language'] = 'plain English'), /^body.language/],
    ['without a source', (a) => delete at(a, 'target')['source'], /^target.source/],
    ['with two sources', (a) => (at(a, 'target')['source'] = ['https://example.org/1', 'https://example.org/2']), /^target.source/],
    [
      'whose selector stands outside of the target',
      (a) => (a['selector'] = at(a, 'target', 'selector', 1)),
      /not of a .*#ResourceSelection/,
    ],
    ['whose motivation stands in the target', (a) => (at(a, 'target')['motivation'] = 'linking'), /not of a .*#Annotation/],
    ['whose selector is no selector', (a) => (at(a, 'target', 'selector', 1)['type'] = 'TimeState'), /not a .*#Selector/],
    ['without the words', (a) => delete at(a, 'target', 'selector', 1)['exact'], /exact/],
    ['whose words are a number', (a) => (at(a, 'target', 'selector', 1)['exact'] = 1911), /not a .*#string/],
    ['with two prefixes', (a) => (at(a, 'target', 'selector', 1)['prefix'] = ['a', 'b']), /prefix/],
    ['without an anchor', (a) => delete at(a, 'target', 'selector', 0)['value'], /value/],
    ['whose anchor is an address', (a) => (at(a, 'target', 'selector', 0)['value'] = '#q-not-one-penny'), /value/],
    ['whose anchor follows nothing', (a) => (at(a, 'target', 'selector', 0)['conformsTo'] = 'RFC 3236'), /conformsTo/],
  ])('refuses an annotation %s', async (_, damage, fault) => {
    const damaged = structuredClone(annotation);
    damage(damaged);
    expect((await judge(damaged)).join('\n')).toMatch(fault);
  });

  it.each(Object.entries(archives))('finds nothing wrong with any of the %s archive', async (_, all) => {
    expect(all.length).toBeGreaterThan(10);
    for (const { annotation: own } of all) expect(await judge(own), own.id).toEqual([]);
  });
});
