// Everything by name: this page's commands at once, the server's answers (GET /palette?q=) beneath. A combobox with a list.
import { fold } from '../lib/fold';
import htmx from '../lib/htmx';
import { composing, visible } from '../lib/keys';
import { caps, live, meaning } from './shortcuts';

let asked = 0;

function parts(dialog: HTMLElement) {
  const field = dialog.querySelector<HTMLInputElement>('input')!;
  return { field, here: dialog.querySelector<HTMLElement>('[data-palette-here]')!, there: dialog.querySelector<HTMLElement>('[data-palette-there]')! };
}

interface Command { element: HTMLElement; text: string; menu: string }

/** Shown before anything is typed, and once something is. */
const [few, most] = [8, 50];

/** What the page itself can do, the nearest first: what has a command or a key, what lies in its menus, and one's own menu. Where one may go, the server knows. */
const offered = [
  '#stage :is([data-command], [data-key], [data-step], .bulk > [popovertarget]:not([aria-label]))',
  '#stage :is(.menu[popover] .menu-item, .popover[popover] :is(a.menu-item, a.button, [data-set-density]), .rows-sort)',
  '#me .menu-item:not(a)',
];
const menus = ':is(.menu, .popover)[popover]';

function commands(wanted: string): Command[] {
  const seen = new Set<string>();
  const all = new Set(offered.flatMap((which) => [...document.querySelectorAll<HTMLElement>(`${which}${live}`)]));
  return [...all].flatMap((element) => {
    const text = meaning(element);
    const menu = heading(element);
    const hidden = element.closest('dialog') || !(visible(element) || element.hasAttribute('data-key-hidden') || reachable(element));
    if (hidden || !text || seen.has(menu + text) || !fold(`${menu} ${text}`).includes(wanted)) return [];
    seen.add(menu + text);
    return [{ element, text, menu }];
  });
}

/** What is meant, also where the page was drawn anew since it was offered. */
function press({ element, text, menu }: Command): void {
  const there = element.isConnected ? element : commands(fold(`${menu} ${text}`)).find((one) => one.text === text && one.menu === menu)?.element;
  there?.click();
}

/** An item of a menu whose button is in view; the menus of single messages are too many, and one that asks for more is filled in there. */
function reachable(item: HTMLElement): boolean {
  const menu = item.closest<HTMLElement>(menus);
  if (!menu || menu.closest('.timeline') || item.matches(':disabled, [aria-disabled="true"], [data-asks]')) return false;
  return [...document.querySelectorAll<HTMLElement>(`[popovertarget="${CSS.escape(menu.id)}"]`)].some(visible);
}

/** "Solved" says little without "Status"; what stands under "More" speaks for itself. */
function heading(item: HTMLElement): string {
  const menu = item.closest<HTMLElement>(menus);
  return menu && !menu.hasAttribute('data-mixed') ? menu.getAttribute('aria-label') ?? '' : '';
}

function option(command: Command): HTMLElement {
  const { element, text, menu } = command;
  const item = document.createElement('div');
  item.className = 'palette-item';
  item.setAttribute('role', 'option');
  const icon = element.querySelector('.icon');
  const label = document.createElement('span');
  label.className = 'clip';
  label.textContent = text;
  const hint = document.createElement('span');
  hint.className = 'hint';
  hint.textContent = menu;
  item.append(...(icon ? [icon.cloneNode(true)] : []), label, ...(menu ? [hint] : []), ...(element.dataset.key ? caps(element.dataset.key) : []));
  item.addEventListener('click', () => requestAnimationFrame(() => press(command)));
  return item;
}

async function ask(dialog: HTMLElement): Promise<void> {
  const { field, here, there } = parts(dialog);
  const turn = ++asked;
  const wanted = fold(field.value.trim());
  here.replaceChildren(...commands(wanted).slice(0, wanted ? most : few).map(option));
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
