import { createCopyButton, createShareButton, type Outcome } from './copy.ts';
import { createAnnouncer, createElement } from './element.ts';

/** The page of a quotation: a button beside each form to take it away with, and the system's own way of sharing. */
export function runQuotePage(): void {
  const forms = document.querySelector<HTMLElement>('.forms');
  if (!forms) return;
  const announce = createAnnouncer();
  for (const form of forms.querySelectorAll<HTMLElement>('.form')) {
    const name = form.querySelector('h3')?.textContent?.trim() ?? '';
    const text = () => form.querySelector('.form-text')?.textContent ?? '';
    const outcome = { element: createElement('span', { class: 'form-outcome label' }), announce };
    const read = () => ({ plain: text(), ...(form.hasAttribute('data-rich') && { html: text() }) });
    const button = createCopyButton('Copy', `${name} copied`, read, outcome);
    button.setAttribute('aria-label', `Copy: ${name}`);
    form.append(createElement('div', { class: 'form-actions' }, button, outcome.element));
  }
  const outcome: Outcome = { element: createElement('span', { class: 'label' }), announce };
  const plain = forms.querySelector('#form-plain')?.textContent ?? '';
  const url = forms.dataset['address'] ?? location.href;
  const share = createShareButton({ title: document.title, text: plain.replace(url, '').trim(), url }, outcome);
  if (share.length > 0) forms.append(createElement('p', {}, ...share, ' ', outcome.element));
}
