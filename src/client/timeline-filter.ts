/** Shows the events of one entity; the choice is in the address, so that it can be linked to. */
export function filterTimeline(): void {
  const form = document.querySelector<HTMLFormElement>('#timeline-filter');
  const select = document.querySelector<HTMLSelectElement>('#timeline-entity');
  const count = document.querySelector<HTMLOutputElement>('#timeline-count');
  if (!form || !select || !count) return;
  const items = [...document.querySelectorAll<HTMLElement>('[data-entities]')];
  const bars = [...document.querySelectorAll<SVGAElement>('.axis svg a')];
  const groups = [...document.querySelectorAll<HTMLElement>('.timeline-month, .timeline-year')];
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  select.addEventListener('change', () => {
    const address = new URL(location.href);
    if (select.value) address.searchParams.set('entity', select.value);
    else address.searchParams.delete('entity');
    address.hash = '';
    history.pushState(null, '', address);
    show(select.value);
  });
  addEventListener('popstate', restore);
  restore();

  function restore(): void {
    const entity = new URL(location.href).searchParams.get('entity') ?? '';
    if (select) select.value = entity;
    show(select?.value ?? '');
  }

  function show(entity: string): void {
    let shown = 0;
    for (const item of items) {
      item.hidden = entity !== '' && !item.dataset['entities']?.split(' ').includes(entity);
      if (!item.hidden) shown++;
    }
    const open = new Set(items.filter((item) => !item.hidden).map((item) => `#${item.id}`));
    // The picture keeps its scale; what the filter leaves out goes pale in it.
    for (const bar of bars) bar.classList.toggle('left-out', !open.has(new URL(bar.href.baseVal, location.href).hash));
    for (const group of groups) group.hidden = !group.querySelector('[data-entities]:not([hidden])');
    if (count) count.textContent = entity === '' ? '' : `${shown} of ${items.length} events`;
  }
}
