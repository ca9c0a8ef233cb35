import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyRequest,
  facetNames,
  isIdle,
  isJoint,
  readRequest,
  type SearchRequest,
  sorts,
  writeRequest,
} from '../../../src/domain/search/request.ts';

function read(query: string): SearchRequest {
  return readRequest(new URLSearchParams(query));
}

function requestOf(parts: Partial<Omit<SearchRequest, 'chosen'>> & { readonly chosen?: Partial<SearchRequest['chosen']> }): SearchRequest {
  return { ...emptyRequest, ...parts, chosen: { ...emptyRequest.chosen, ...parts.chosen } };
}

describe('the address of a search', () => {
  it('is empty where nothing is asked for', () => {
    expect(writeRequest(emptyRequest)).toBe('');
    expect(writeRequest(requestOf({ text: ' \n' }))).toBe('');
    expect(read('')).toEqual(emptyRequest);
  });

  it('has everything that was chosen, in an order that does not depend on what was chosen first', () => {
    const first = requestOf({ text: ' one penny ', from: 1911, to: 1932, sort: 'oldest', chosen: { speaker: ['b', 'a'], person: ['c'] } });
    expect(writeRequest(first)).toBe('?q=one+penny&person=c&speaker=b&speaker=a&from=1911&to=1932&sort=oldest');
    const other = read('sort=oldest&to=1932&speaker=b&from=1911&person=c&speaker=a&q=one+penny');
    expect(writeRequest(other)).toBe(writeRequest(first));
  });

  it.each<[query: string, request: SearchRequest]>([
    ['q=%22one+penny%22+-mill', requestOf({ text: '"one penny" -mill' })],
    ['q=有光&kind=quote', requestOf({ text: '有光', chosen: { kind: ['quote'] } })],
    ['speaker=a&speaker=b', requestOf({ chosen: { speaker: ['a', 'b'] } })],
    ['from=988', requestOf({ from: 988 })],
    ['from=1932&to=1911', requestOf({ from: 1932, to: 1911 })],
    ['sort=newest', requestOf({ sort: 'newest' })],
  ])('?%s is read', (query, request) => {
    expect(read(query)).toEqual(request);
  });

  it.each<[name: string, query: string, request: SearchRequest]>([
    ['parameters that are unknown', 'q=mill&utm_source=x&find=mill&page=2', requestOf({ text: 'mill' })],
    ['an unknown order', 'q=mill&sort=random', requestOf({ text: 'mill' })],
    ['years that are none', 'from=now&to=19111', emptyRequest],
    ['years with signs', 'from=-1911&to=1911.5', emptyRequest],
    ['values that are empty or said twice', 'speaker=&speaker=a&speaker=a', requestOf({ chosen: { speaker: ['a'] } })],
    ['the second of two texts', 'q=mill&q=bridge', requestOf({ text: 'mill' })],
  ])('passes over %s', (_name, query, request) => {
    expect(read(query)).toEqual(request);
  });

  it('is the same again after it was written and read', () => {
    const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), { maxLength: 3 });
    const year = fc.option(fc.integer({ min: 0, max: 9999 }), { nil: undefined });
    const requests = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 30 }),
      chosen: fc.record(Object.fromEntries(facetNames.map((name) => [name, values]))),
      from: year,
      to: year,
      sort: fc.constantFrom(...sorts),
    });
    fc.assert(
      fc.property(requests, ({ from, to, ...rest }) => {
        const request = { ...rest, ...(from !== undefined && { from }), ...(to !== undefined && { to }) } as unknown as SearchRequest;
        const address = new URL(`https://archive.example/search/${writeRequest(request)}`);
        expect(readRequest(address.searchParams)).toEqual({ ...request, text: request.text.trim() });
      }),
      { numRuns: 500, seed: 20141222 },
    );
  });
});

describe('a search', () => {
  it.each<[asks: string, query: string, idle: boolean]>([
    ['nothing', '', true],
    ['nothing but blanks', 'q=+', true],
    ['nothing but an order', 'sort=newest', true],
    ['words', 'q=mill', false],
    ['a speaker', 'speaker=ada-quill', false],
    ['a first year', 'from=1911', false],
    ['a last year', 'to=0', false],
  ])('that asks for %s (?%s) is idle: %j', (_asks, query, idle) => {
    expect(isIdle(read(query))).toBe(idle);
  });

  it('asks for all that is chosen of what an article may have several of, and for any of the rest', () => {
    expect(facetNames.filter(isJoint)).toEqual(['person', 'org', 'place', 'work', 'topic']);
    expect(facetNames.filter((name) => !isJoint(name))).toEqual(['speaker', 'in', 'lang', 'kind']);
  });
});
