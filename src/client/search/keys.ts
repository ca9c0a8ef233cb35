/** `/` and Ctrl or ⌘ K open the search from any page; on the page of the search they lead to its field. Nothing is loaded before. */
export function listenForSearch(): void {
  addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isTyping = (target as Element).closest?.('input:not([type=checkbox]),textarea,select,[contenteditable]');
    const isAsked = ctrlKey || metaKey ? key.toLowerCase() === 'k' && !shiftKey : key === '/' && !isTyping && !localStorage['noSlash'];
    if (!isAsked || altKey || event.isComposing) return;
    event.preventDefault();
    const field = document.getElementById('query');
    if (field) field.focus();
    else {
      // Where the dialog cannot be had, the page's own form leads to the search.
      import('./dialog.ts').then(({ openSearch }) => openSearch()).catch(() => document.querySelector<HTMLFormElement>('form')?.submit());
    }
  });
}
