import { describe, expect, it } from 'vitest';
import { filingName, Registry } from '../../src/domain/registry.ts';
import { registryFileSchema } from '../../src/model/entity.ts';

const entities = registryFileSchema.parse([
  { id: 'ennerby-gazette', type: 'organization', name: 'The Ennerby Gazette', sortName: 'Ennerby Gazette, The', description: 'A paper.' },
  { id: 'zoe-angstrom', type: 'person', name: 'Zoë Ångström', sortName: 'Ångström, Zoë', description: 'An engineer.' },
  { id: 'ada-quill', type: 'person', name: 'Ada Quill', sortName: 'Quill, Ada', description: 'A teacher.' },
  { id: 'brackwater', type: 'place', name: 'Brackwater', description: 'A town.' },
]);
const registry = new Registry(entities);

describe('Registry', () => {
  it('lists its entities as a catalogue files them, in whatever order they come', () => {
    const ids = ['zoe-angstrom', 'brackwater', 'ennerby-gazette', 'ada-quill'];
    expect(registry.entities.map(({ id }) => id)).toEqual(ids);
    expect(new Registry([...entities].reverse()).entities.map(({ id }) => id)).toEqual(ids);
  });

  it('knows an entity by its id, and throws where one is required that is not there', () => {
    expect(registry.get('ada-quill')?.name).toBe('Ada Quill');
    expect(registry.get('nobody')).toBeUndefined();
    expect(registry.require('ada-quill')).toBe(registry.get('ada-quill'));
    expect(() => registry.require('nobody')).toThrow('no entity has the id “nobody”');
  });

  it.each([
    ['ada-quil', 'ada-quill'],
    ['ada-quell', 'ada-quill'],
    ['quill', 'ada-quill'],
    ['the-ennerby-gazette', 'ennerby-gazette'],
    ['brackwoter', 'brackwater'],
    ['something-else-entirely', undefined],
  ])('knows the id that is nearest to %s', (id, nearest) => {
    expect(registry.nearest(id)).toBe(nearest);
  });
});

describe('filingName', () => {
  it('is the name where no other way of filing is given', () => {
    expect(filingName({ name: 'Brackwater' })).toBe('Brackwater');
    expect(filingName({ name: 'Ada Quill', sortName: 'Quill, Ada' })).toBe('Quill, Ada');
  });
});
