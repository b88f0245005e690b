// What is begun in a form that the server keeps no draft of stays in this browser: until it is sent, discarded, or its writer
// signs out (`data-draft-key`).
import { beneath, fill } from '../lib/fill';
import { word } from '../lib/words';

type Kept = { fields: [string, string][]; sent?: boolean };
/** Under these names what was just sent is kept. */
const going = new Set<string>();

const forms = () => document.querySelectorAll<HTMLFormElement>('form[data-draft-key]');

/** A form that was opened filled in is another one. */
function place(form: HTMLFormElement): string {
  return (form.dataset.draftPlace ??= `draft:${form.dataset.draftKey}${location.search}`);
}

function keep(form: HTMLFormElement, sent = false): void {
  const fields = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  try {
    localStorage.setItem(place(form), JSON.stringify({ fields, sent } satisfies Kept));
  } catch {
    /* A full or forbidden storage keeps nothing. */
  }
}

/** What was chosen brings its own fields, which are filled in when they have come. */
function redraw(form: HTMLFormElement, fields: Kept['fields']): void {
  const [by, part] = [form.querySelector<HTMLSelectElement>('[data-redraw]'), form.querySelector('#blanks')];
  if (!by || !part) return;
  new MutationObserver((_, seen) => {
    seen.disconnect();
    fill(form, fields);
  }).observe(part, { childList: true });
  by.dispatchEvent(new Event('change', { bubbles: true }));
}

function restore(form: HTMLFormElement): void {
  const text = form.dataset.draftPlace ? null : localStorage.getItem(place(form));
  if (!text) return;
  const { fields, sent } = JSON.parse(text) as Kept;
  if (sent) return localStorage.removeItem(place(form));
  const topic = form.querySelector<HTMLSelectElement>('[data-redraw]')?.value;
  fill(form, fields);
  if (form.querySelector<HTMLSelectElement>('[data-redraw]')?.value !== topic) redraw(form, fields);
  beneath(form);
  say(form, word('draftRestored'));
}

function say(form: HTMLFormElement, text: string): void {
  const state = form.querySelector('[data-draft-state]');
  if (state) state.textContent = text;
  form.querySelectorAll<HTMLElement>('[data-draft-drop]').forEach((button) => (button.hidden = !text));
}

function drop(form: HTMLFormElement): void {
  form.reset();
  beneath(form);
  say(form, '');
  form.querySelector('[data-redraw]')?.dispatchEvent(new Event('change', { bubbles: true }));
  localStorage.removeItem(place(form));
}

function typed({ target }: Event): void {
  const form = (target as HTMLInputElement).form;
  if (form?.dataset.draftKey) keep(form);
}

/** What was taken is kept no longer; what was refused is. */
function settle(form: HTMLFormElement, status = 0): void {
  if (status < 200 || status >= 400) return keep(form);
  going.forEach((name) => localStorage.removeItem(name));
  going.clear();
}

export function start(): void {
  document.addEventListener('input', typed);
  document.addEventListener('change', typed);
  document.addEventListener('click', ({ target }) => {
    const form = (target as HTMLElement).closest<HTMLButtonElement>('[data-draft-drop]')?.form;
    if (form) drop(form);
  });
  document.addEventListener('submit', ({ target }) => {
    const form = target as HTMLFormElement;
    if (!form.dataset.draftKey) return;
    keep(form, true);
    going.add(place(form));
  });
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement instanceof HTMLFormElement && ctx.sourceElement.dataset.draftKey) settle(ctx.sourceElement, ctx.response?.status);
  });
  document.addEventListener('htmx:after:swap', () => forms().forEach(restore));
  forms().forEach(restore);
}
