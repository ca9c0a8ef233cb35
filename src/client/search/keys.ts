/** `/` and Ctrl or ⌘ K open the search from any page; on the page of the search they lead to its field. Nothing is loaded before. */
export function listenForSearch(): void {
  addEventListener('keydown', (event) => {
    const { key, target } = event;
    const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
    const isSlash = key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && !localStorage['noSlash'];
    const isK = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && key.toLowerCase() === 'k';
    if ((!isSlash && !isK) || event.isComposing) return;
    event.preventDefault();
    const field = document.getElementById('query');
    if (field) field.focus();
    else
      import('./dialog.ts').then(
        ({ openSearch }) => openSearch(),
        () => location.assign(document.querySelector<HTMLFormElement>('[role=search]')?.action ?? ''),
      );
  });
}
