/** The histogram of years: bars that can be brushed with a pointer or with the keys, and two fields to type into. */
import { createElement } from '../element.ts';
import { count } from './wording.ts';

/** Bars that a histogram has at most. */
const barLimit = 40;

export interface YearsState {
  /** Articles by year, whatever years are chosen. */
  readonly counts: readonly (readonly [year: number, count: number])[];
  /** First and last year of the archive. */
  readonly first: number;
  readonly last: number;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

type ChooseYears = (from: number | undefined, to: number | undefined) => void;

export class YearHistogram {
  readonly #root: HTMLElement;
  readonly #chart: HTMLElement;
  readonly #fields: readonly [HTMLInputElement, HTMLInputElement];
  readonly #choose: ChooseYears;
  #bars: { element: HTMLButtonElement; from: number; to: number }[] = [];
  /** The bar from which a stretch is drawn. */
  #anchor: number | undefined;
  #isDrawing = false;

  constructor(root: HTMLElement, choose: ChooseYears) {
    this.#root = root;
    this.#chart = root.querySelector('.years-chart') as HTMLElement;
    this.#fields = [root.querySelector('[name="from"]') as HTMLInputElement, root.querySelector('[name="to"]') as HTMLInputElement];
    this.#choose = choose;
    const type = () => {
      const [from, to] = this.#fields.map(({ value }) => (/^\d{1,4}$/.test(value) ? Number(value) : undefined));
      choose(...(from !== undefined && to !== undefined && from > to ? ([to, from] as const) : ([from, to] as const)));
    };
    for (const field of this.#fields) field.addEventListener('change', type);
    this.#chart.addEventListener('pointerdown', (event) => this.#draw(event, true));
    this.#chart.addEventListener('pointermove', (event) => this.#draw(event, false));
    addEventListener('pointerup', () => this.#commit());
    this.#chart.addEventListener('keydown', (event) => this.#move(event));
  }

  render({ counts, first, last, from, to }: YearsState): void {
    this.#root.hidden = first === last;
    const size = [1, 2, 5, 10, 20, 50, 100].find((step) => (last - first + 1) / step <= barLimit) ?? 100;
    const start = Math.floor(first / size) * size;
    const total = new Map<number, number>();
    for (const [year, number] of counts)
      total.set(Math.floor(year / size) * size, (total.get(Math.floor(year / size) * size) ?? 0) + number);
    const most = Math.max(1, ...total.values());
    const focused = this.#bars.findIndex(({ element }) => element === document.activeElement);
    this.#bars = [];
    for (let year = start; year <= last; year += size) {
      const own = total.get(year) ?? 0;
      const end = year + size - 1;
      const span = size === 1 ? String(year) : `${year}–${end}`;
      const isChosen = (from !== undefined || to !== undefined) && end >= (from ?? year) && year <= (to ?? end);
      const element = createElement('button', {
        type: 'button',
        class: 'year',
        'aria-label': `${span}: ${count(own, 'article')}`,
        'aria-pressed': String(isChosen),
        title: `${span}: ${count(own, 'article')}`,
        tabindex: '-1',
      });
      element.style.setProperty('--share', String(own / most));
      this.#bars.push({ element, from: year, to: end });
    }
    const current = this.#bars[focused] ?? this.#bars.find(({ element }) => element.ariaPressed === 'true') ?? this.#bars[0];
    current?.element.setAttribute('tabindex', '0');
    this.#chart.replaceChildren(...this.#bars.map(({ element }) => element));
    if (focused >= 0) current?.element.focus();
    const [fromField, toField] = this.#fields;
    fromField.value = from === undefined ? '' : String(from);
    toField.value = to === undefined ? '' : String(to);
    fromField.placeholder = String(first);
    toField.placeholder = String(last);
  }

  /** Arrows go from bar to bar, with Shift they draw a stretch; Enter and Space choose it, or the bar alone; Escape gives it up. */
  #move(event: KeyboardEvent): void {
    const at = this.#bars.findIndex(({ element }) => element === document.activeElement);
    if (at < 0) return;
    const next = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: this.#bars.length - 1 }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      const target = this.#bars[Math.max(0, Math.min(this.#bars.length - 1, next))];
      if (event.shiftKey) this.#anchor ??= at;
      else this.#anchor = undefined;
      for (const { element } of this.#bars) element.tabIndex = -1;
      if (target) target.element.tabIndex = 0;
      target?.element.focus();
      this.#show(
        this.#anchor,
        this.#bars.findIndex(({ element }) => element === document.activeElement),
      );
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#isDrawing = true;
      this.#anchor ??= at;
      this.#commit(at);
    } else if (event.key === 'Escape' && this.#anchor !== undefined) {
      event.preventDefault();
      this.#anchor = undefined;
      this.#show(undefined, at);
    }
  }

  #draw(event: PointerEvent, isStart: boolean): void {
    if (!isStart && !this.#isDrawing) return;
    const at = this.#barAt(event.clientX);
    if (at < 0) return;
    if (isStart) {
      this.#isDrawing = true;
      this.#anchor = at;
      this.#chart.setPointerCapture(event.pointerId);
    }
    this.#bars[at]?.element.focus();
    this.#show(this.#anchor, at);
  }

  #barAt(x: number): number {
    return this.#bars.findIndex(({ element }, at) => {
      const { left, right } = element.getBoundingClientRect();
      return x < right && (x >= left || at === 0);
    });
  }

  /** Chooses the stretch; where it is the one that is chosen already, none. */
  #commit(end = this.#bars.findIndex(({ element }) => element === document.activeElement)): void {
    if (!this.#isDrawing) return;
    const [one, other] = [this.#bars[this.#anchor ?? -1], this.#bars[end]];
    this.#isDrawing = false;
    this.#anchor = undefined;
    if (!one || !other) return;
    const [from, to] = [Math.min(one.from, other.from), Math.max(one.to, other.to)];
    const [fromField, toField] = this.#fields;
    if (fromField.value === String(from) && toField.value === String(to)) this.#choose(undefined, undefined);
    else this.#choose(from, to);
  }

  #show(anchor: number | undefined, at: number): void {
    const [low, high] = [Math.min(anchor ?? at, at), Math.max(anchor ?? at, at)];
    for (const [index, { element }] of this.#bars.entries())
      element.classList.toggle('drawn', anchor !== undefined && low <= index && index <= high);
  }
}
