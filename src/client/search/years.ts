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

interface Bar {
  readonly element: HTMLButtonElement;
  /** First and last year. */
  readonly years: readonly [number, number];
}

/** Makes the histogram work; what is returned shows a search in it. `choose` is told the years, or that none are chosen. */
export function createHistogram(root: HTMLElement, choose: (from?: number, to?: number) => void): (state: YearsState) => void {
  const chart = root.querySelector('.years-chart') as HTMLElement;
  const fields = [...root.querySelectorAll('input')];
  let bars: Bar[] = [];
  /** The bars between which a stretch is drawn, by their places; -1 where none is. */
  let [anchor, end] = [-1, -1];
  let isPressed = false;

  for (const field of fields) {
    field.addEventListener('change', () => {
      const [from, to] = fields.map(({ value }) => (/^\d{1,4}$/.test(value) ? Number(value) : undefined));
      if (from !== undefined && to !== undefined && from > to) choose(to, from);
      else choose(from, to);
    });
  }
  chart.addEventListener('pointerdown', (event) => {
    isPressed = true;
    draw(placeOf(event.target));
  });
  // A finger keeps the bar that it came down on as the target; so it is asked what lies under it.
  chart.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (isPressed) draw(placeOf(document.elementFromPoint(clientX, clientY)), true);
  });
  addEventListener('pointerup', () => {
    if (isPressed) commit();
  });
  // A finger that scrolls the page has chosen nothing.
  addEventListener('pointercancel', () => {
    isPressed = false;
    draw(anchor);
    anchor = -1;
  });
  /** Arrows go from bar to bar, with Shift they draw a stretch; Enter and Space choose it, or the bar alone; Escape gives it up. */
  chart.addEventListener('keydown', (event) => {
    const at = placeOf(event.target);
    const last = bars.length - 1;
    const next = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: last }[event.key];
    if (next !== undefined) {
      if (event.shiftKey && anchor < 0) draw(at);
      draw(Math.max(0, Math.min(last, next)), event.shiftKey);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (anchor < 0) draw(at);
      commit();
    } else if (event.key === 'Escape' && anchor !== end) draw(at);
    else return;
    event.preventDefault();
  });
  return render;

  function placeOf(target: EventTarget | null): number {
    return bars.findIndex(({ element }) => element === target);
  }

  function draw(at: number, isOn = false): void {
    if (at < 0) return;
    end = at;
    if (!isOn) anchor = at;
    const [low, high] = [Math.min(anchor, end), Math.max(anchor, end)];
    for (const [index, { element }] of bars.entries()) {
      element.tabIndex = index === at ? 0 : -1;
      element.classList.toggle('drawn', low < high && low <= index && index <= high);
    }
    bars[at]?.element.focus();
  }

  /** Chooses the stretch; where it is the one that is chosen already, none. */
  function commit(): void {
    isPressed = false;
    const years = [anchor, end].flatMap((at) => bars[at]?.years ?? []);
    [anchor, end] = [-1, -1];
    const [from, to] = [Math.min(...years), Math.max(...years)];
    if (years.length === 0) return;
    if (fields[0]?.value === String(from) && fields[1]?.value === String(to)) choose();
    else choose(from, to);
  }

  function render({ counts, first, last, from, to }: YearsState): void {
    root.hidden = first === last;
    const size = [1, 2, 5, 10, 20, 50].find((step) => (last - first) / step < barLimit) ?? 100;
    const focused = placeOf(document.activeElement);
    bars = [];
    for (let year = first - (first % size); year <= last; year += size) {
      const end = year + size - 1;
      const own = counts.reduce((sum, [one, number]) => sum + (one >= year && one <= end ? number : 0), 0);
      const name = `${size === 1 ? year : `${year}–${end}`}: ${count(own, 'article')}`;
      const isChosen = (from ?? to) !== undefined && end >= (from ?? year) && year <= (to ?? end);
      const attributes = {
        type: 'button',
        class: 'year',
        'aria-label': name,
        title: name,
        'aria-pressed': String(isChosen),
        tabindex: '-1',
      };
      const element = createElement('button', attributes);
      element.style.setProperty('--share', String(own));
      bars.push({ element, years: [year, end] });
    }
    chart.style.setProperty('--most', String(Math.max(1, ...bars.map(({ element }) => Number(element.style.getPropertyValue('--share'))))));
    chart.replaceChildren(...bars.map(({ element }) => element));
    const current = bars[focused]?.element;
    (current ?? chart.querySelector<HTMLElement>('[aria-pressed=true]') ?? bars[0]?.element)?.setAttribute('tabindex', '0');
    current?.focus();
    for (const [at, field] of fields.entries()) {
      field.value = String([from, to][at] ?? '');
      field.placeholder = String([first, last][at]);
    }
  }
}
