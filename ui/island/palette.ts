// Everything by name: this page's commands at once, the server's answers (GET /palette?q=) beneath. A combobox with a list.
import htmx from '../lib/htmx';
import { composing, visible } from '../lib/keys';
import { caps, meaning } from './shortcuts';

let asked = 0;

function parts(dialog: HTMLElement) {
  const field = dialog.querySelector<HTMLInputElement>('input')!;
  return { field, here: dialog.querySelector<HTMLElement>('[data-palette-here]')!, there: dialog.querySelector<HTMLElement>('[data-palette-there]')! };
}

/** What the page itself can do: everything on its stage with data-command or a key. Where one may go, the server knows. */
function commands(wanted: string): HTMLElement[] {
  const seen = new Set<string>();
  return [...document.querySelectorAll<HTMLElement>('#stage :is([data-command], [data-key])')].flatMap((element) => {
    const text = meaning(element);
    const hidden = element.closest('dialog') || !(visible(element) || element.hasAttribute('data-key-hidden'));
    if (hidden || !text || seen.has(text) || !fold(text).includes(wanted)) return [];
    seen.add(text);
    return [option(element, text)];
  }).slice(0, 8);
}

function option(element: HTMLElement, text: string): HTMLElement {
  const item = document.createElement('div');
  item.className = 'palette-item';
  item.setAttribute('role', 'option');
  const icon = element.querySelector('.icon');
  const label = document.createElement('span');
  label.className = 'clip';
  label.textContent = text;
  item.append(...(icon ? [icon.cloneNode(true)] : []), label, ...(element.dataset.key ? caps(element.dataset.key) : []));
  item.addEventListener('click', () => requestAnimationFrame(() => element.click()));
  return item;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

async function ask(dialog: HTMLElement): Promise<void> {
  const { field, here, there } = parts(dialog);
  const turn = ++asked;
  const wanted = fold(field.value.trim());
  here.replaceChildren(...commands(wanted));
  here.hidden = !here.children.length;
  choose(dialog, 0);
  const answer = await fetch(`${dialog.dataset.src}?q=${encodeURIComponent(field.value)}`, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  if (turn !== asked || !answer?.ok) return;
  there.innerHTML = await answer.text();
  htmx.process(there);
  choose(dialog, 0);
}

function options(dialog: HTMLElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>('[role="option"]')];
}

function choose(dialog: HTMLElement, index: number): void {
  const all = options(dialog);
  const at = all.length ? (index + all.length) % all.length : -1;
  all.forEach((item, i) => {
    item.id ||= `option-${crypto.randomUUID()}`;
    item.setAttribute('aria-selected', String(i === at));
  });
  all[at]?.scrollIntoView({ block: 'nearest' });
  const { field } = parts(dialog);
  if (at >= 0) field.setAttribute('aria-activedescendant', all[at]!.id);
  else field.removeAttribute('aria-activedescendant');
}

function onKey(event: KeyboardEvent): void {
  const dialog = event.currentTarget as HTMLElement;
  if (composing(event)) return;
  const all = options(dialog);
  const at = all.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  if (event.key === 'ArrowDown') choose(dialog, at + 1);
  else if (event.key === 'ArrowUp') choose(dialog, at - 1);
  else if (event.key === 'Enter') all[at]?.click();
  else return;
  event.preventDefault();
}

export function start(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.palette');
  if (!dialog) return;
  const { field } = parts(dialog);
  let timer = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(dialog), 80);
  });
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[role="option"]')) dialog.close();
  });
  document.addEventListener('click', (event) => {
    if (!(event.target as Element).closest?.('[data-palette]') || dialog.open) return;
    dialog.showModal();
    field.select();
    void ask(dialog);
  });
}
