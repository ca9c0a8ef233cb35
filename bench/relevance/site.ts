/** A built archive as the measurement reads it: which places its pages have, and which of them an address leads to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseHTML } from 'linkedom';

/** What an address leads to. Addresses are without a base; the page of an article's passages, quotations and events is the article. */
export interface Target {
  readonly page: string;
  /** A passage, a quotation, an event, or a page that is none of an article's; undefined for an article as a whole. */
  readonly place?: string;
}

export class Site {
  readonly folder: string;
  readonly #base: string;
  readonly #places = new Set<string>();
  /** The passage of each quotation. */
  readonly #passages = new Map<string, string>();
  readonly #targets = new Map<string, Target>();

  constructor(folder: string) {
    this.folder = folder;
    this.#base = this.#canonicalOf('');
    const entries = readdirSync(path.join(folder, 'articles'), { withFileTypes: true });
    for (const { name } of entries.filter((entry) => entry.isDirectory())) this.#readArticle(`articles/${name}/`);
    for (const event of this.#read('timeline/').querySelectorAll('.events > li[id]')) {
      const place = `timeline/#${event.id}`;
      const [article] = [...event.querySelectorAll('.meta a')].map((link) => this.#withoutBase(link.getAttribute('href') ?? '')).slice(-1);
      this.#places.add(place);
      this.#targets.set(place, { page: article ?? 'timeline/', place });
    }
  }

  /** Whether the built site has the page and, where the address names one, the passage, quotation or event. */
  has(address: string): boolean {
    const [page = '', fragment] = address.split('#');
    return existsSync(this.#file(page)) && (fragment === undefined || this.#places.has(address));
  }

  /**
   * Where the address takes a reader. A quotation's own page is the quotation, a page that has moved is the one that it leads on to, and
   * a fragment that is no place (a heading) is the page as a whole.
   */
  targetOf(address: string): Target {
    const known = this.#targets.get(address);
    if (known) return known;
    const [asked = '', fragment] = address.split('#');
    const page = this.#withoutBase(this.#canonicalOf(asked));
    const [folder, slug, anchor] = page.split('/');
    const place = folder === 'quotes' && anchor ? `articles/${slug}/#${anchor}` : `${page}#${fragment}`;
    const isPlace = this.#places.has(place);
    const isOfArticle = (folder === 'articles' && slug) || (folder === 'quotes' && anchor);
    const target = isOfArticle ? { page: `articles/${slug}/`, ...(isPlace && { place }) } : { page, place: isPlace ? place : page };
    this.#targets.set(address, target);
    return target;
  }

  /** A judged place and those that are as good: a quotation's passage, which shows it; any quotation in a passage, which leads there. */
  equalsOf(place: string): string[] {
    const passage = this.#passages.get(place);
    const quotes = [...this.#passages].filter(([, own]) => own === place).map(([quote]) => quote);
    return [place, ...(passage ? [passage] : []), ...quotes];
  }

  #readArticle(page: string): void {
    for (const passage of this.#read(page).querySelectorAll('.passage[id]')) {
      this.#places.add(`${page}#${passage.id}`);
      for (const quote of passage.querySelectorAll('.quote[id]')) {
        this.#places.add(`${page}#${quote.id}`);
        this.#passages.set(`${page}#${quote.id}`, `${page}#${passage.id}`);
      }
    }
  }

  #canonicalOf(page: string): string {
    return this.#read(page).querySelector('link[rel="canonical"]')?.getAttribute('href') ?? this.#base + page;
  }

  #withoutBase(address: string): string {
    return new URL(address, this.#base).href.slice(this.#base.length);
  }

  #read(page: string): Document {
    return parseHTML(readFileSync(this.#file(page), 'utf8')).document as unknown as Document;
  }

  #file(page: string): string {
    return path.join(this.folder, page, page === '' || page.endsWith('/') ? 'index.html' : '');
  }
}
