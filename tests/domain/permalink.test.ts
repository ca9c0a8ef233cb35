import { describe, expect, it } from 'vitest';
import { Permalinks } from '../../src/domain/permalink.ts';

describe('Permalinks', () => {
  it.each([
    ['/', '/'],
    ['', '/'],
    ['/vale/', '/vale/'],
    ['vale', '/vale/'],
    ['/vale', '/vale/'],
    ['//a//b/', '/a/b/'],
  ])('takes the base %j as %s', (base, path) => {
    const links = new Permalinks('https://example.org/', base);
    expect(links.path('')).toBe(path);
    expect(links.path('/')).toBe(path);
    expect(links.path('articles/')).toBe(`${path}articles/`);
    expect(links.path('/articles/')).toBe(`${path}articles/`);
  });

  it.each([
    ['article', (links: Permalinks) => links.article('1911-the-bridge'), '/vale/articles/1911-the-bridge/'],
    ['quote', (links: Permalinks) => links.article('1911-the-bridge', 'q-never'), '/vale/articles/1911-the-bridge/#q-never'],
    ['person', (links: Permalinks) => links.entity({ type: 'person', id: 'ada-quill' }), '/vale/people/ada-quill/'],
    ['organization', (links: Permalinks) => links.entity({ type: 'organization', id: 'x' }), '/vale/organizations/x/'],
    ['place', (links: Permalinks) => links.entity({ type: 'place', id: 'x' }), '/vale/places/x/'],
    ['work', (links: Permalinks) => links.entity({ type: 'work', id: 'x' }), '/vale/works/x/'],
    ['index of works', (links: Permalinks) => links.entities('work'), '/vale/works/'],
    ['timeline', (links: Permalinks) => links.event(), '/vale/timeline/'],
    ['event', (links: Permalinks) => links.event('flood-1953'), '/vale/timeline/#flood-1953'],
    ['figure', (links: Permalinks) => links.figure('a/bridge.jpg'), '/vale/figures/a/bridge.jpg'],
  ])('puts the %s under the base', (_, link, path) => {
    const links = new Permalinks('https://example.org/elsewhere/', '/vale/');
    expect(link(links)).toBe(path);
  });

  it('makes an address in full of a path, whatever folder the archive’s address names', () => {
    const links = new Permalinks('https://example.org:8443/vale/', '/vale/');
    expect(links.absolute(links.article('x', 'p-1'))).toBe('https://example.org:8443/vale/articles/x/#p-1');
  });
});
