import type { Entity, EntityType } from '../model/entity.ts';

/** The first part of an entity's address, by its type. */
export const entityFolders: Record<EntityType, string> = {
  person: 'people',
  organization: 'organizations',
  place: 'places',
  work: 'works',
};

/** Every address of the site, under its base path. Paths begin and end with a slash; fragments are anchors. */
export class Permalinks {
  readonly #site: string;
  readonly #base: string;

  /** @param address Where the archive is published, with its folder: `https://example.org/archive/`.
   *  @param base The path under which the site is served, `/` or `/archive/`. */
  constructor(address: string, base: string) {
    this.#base = `/${base.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
    this.#site = new URL(address).origin;
  }

  /** The path of a page of the site, from its path without the base: `/articles/` → `/archive/articles/`. */
  path(path: string): string {
    return this.#base + path.replace(/^\/+/, '');
  }

  /** The permanent address in full, from a path that includes the base. */
  absolute(path: string): string {
    return this.#site + path;
  }

  article(slug: string, anchor?: string): string {
    return this.path(`articles/${slug}/${anchor === undefined ? '' : `#${anchor}`}`);
  }

  /** The page of one quotation: for sharing, previews, citing. */
  quote(slug: string, anchor: string): string {
    return this.path(`quotes/${slug}/${anchor}/`);
  }

  /** The picture that stands for a quotation in link previews. */
  card(slug: string, anchor: string): string {
    return `${this.quote(slug, anchor)}card.png`;
  }

  /** The quotation as a W3C Web Annotation. */
  annotation(slug: string, anchor: string): string {
    return this.path(`data/annotations/${slug}/${anchor}.json`);
  }

  /** The quotation’s oEmbed document. */
  oembed(slug: string, anchor: string): string {
    return this.path(`data/oembed/${slug}/${anchor}.json`);
  }

  entity(entity: Pick<Entity, 'type' | 'id'>): string {
    return this.path(`${entityFolders[entity.type]}/${entity.id}/`);
  }

  entities(type: EntityType): string {
    return this.path(`${entityFolders[type]}/`);
  }

  event(id?: string): string {
    return this.path(`timeline/${id === undefined ? '' : `#${id}`}`);
  }

  figure(src: string): string {
    return this.path(`figures/${src}`);
  }
}
