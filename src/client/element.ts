/** An element with its attributes and content; text is text, never markup. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key] ?? '');
  element.append(...content);
  return element;
}

export function createButton(name: string, act: () => void): HTMLButtonElement {
  const button = createElement('button', { class: 'button', type: 'button' }, name);
  button.addEventListener('click', act);
  return button;
}

/** Says a text to those who listen to the page, without moving them. */
export type Announce = (text: string) => void;

/** A polite live region, and the way to speak through it. */
export function createAnnouncer(): Announce {
  const region = createElement('div', { class: 'visually-hidden', role: 'status' });
  document.body.append(region);
  return (text) => {
    region.textContent = '';
    // A region that is new or says the same again is spoken only if the text comes as a change.
    setTimeout(() => region.replaceChildren(text), 100);
  };
}
