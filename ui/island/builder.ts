// Building a view: whatever is chosen draws the form again, with what it finds. Without this, buttons do.
import { composing } from '../lib/keys';

export function start(): void {
  document.addEventListener('change', (event) => {
    const field = event.target as HTMLElement;
    const form = field.closest<HTMLFormElement>('form[data-builder]');
    if (!form || !field.matches('[data-redraw]')) return;
    // Whatever is pressed next takes the place of a drawing on its way: htmx lets one wait, and a third is lost, be it to save.
    form.setAttribute('hx-sync', 'this:replace');
    form.requestSubmit(form.querySelector<HTMLButtonElement>('[data-draw]'));
  });
  // Enter presses the button beside the field, not the first one of the form.
  document.addEventListener('keydown', (event) => {
    const field = event.target as HTMLElement;
    const presses = field.closest<HTMLElement>('[data-presses]')?.dataset.presses;
    if (event.key !== 'Enter' || composing(event) || !presses || !field.matches('input')) return;
    event.preventDefault();
    field.closest('form')?.querySelector<HTMLButtonElement>(`button[name="act"][value="${presses}"]`)?.click();
  });
  // What has become rows is gone from the field, also while one is still in it.
  document.addEventListener('htmx:after:swap', () => {
    document.querySelectorAll<HTMLInputElement>('form[data-builder] input[data-presses]').forEach((field) => (field.value = field.defaultValue));
  });
}
