// Everything by name: this page's commands at once, the server's answers (GET /palette?q=) beneath. A combobox with a list.
import { Asking } from '../lib/asking';
import { fold } from '../lib/fold';
import htmx from '../lib/htmx';
import { composing, visible } from '../lib/keys';
import { fragment } from '../lib/send';
import { act as reach, caps, live, meaning } from './shortcuts';

const asking = new Asking();

function parts(dialog: HTMLElement) {
  const field = dialog.querySelector<HTMLInputElement>('input')!;
  return { field, here: dialog.querySelector<HTMLElement>('[data-palette-here]')!, there: dialog.querySelector<HTMLElement>('[data-palette-there]')! };
}

/** Words that mean the same, in every language. */
let alike: string[][] = [];

/** `value`: one choice of a select. `rank`: how well it is what was typed. */
interface Command { element: HTMLElement; text: string; menu: string; value?: string; rank: number }

/** Shown before anything is typed, and once something is. */
const [few, most] = [8, 50];

/** What can be taken back: what was just said, and what the timeline tells. */
const back = ':is(#toasts [data-key], #stage .event-undo .button)';

/** What the page itself can do, the nearest first: what has a command or a key, what lies in its menus, and one's own menu. Where one may go, the server knows. */
const offered = [
  '#stage :is([data-command], [data-key], [data-step], .bulk > [popovertarget]:not([aria-label]))',
  '#stage :is(.menu[popover] .menu-item, .popover[popover] :is(a.menu-item, a.button, [data-set-density]), .rows-sort)',
  '#me .menu-item:not(a)',
];
const menus = ':is(.menu, .popover)[popover]';

function commands(typed: string): Command[] {
  const [begun, wanted] = [fold(typed), plain(typed)];
  // Signs alone are the name of nothing.
  if (typed && !wanted) return [];
  const seen = new Set<string>();
  const found = (which: string) => [...document.querySelectorAll<HTMLElement>(`${which}${live}`)];
  // What was done last is meant first.
  const all = new Set([...found(back).reverse(), ...offered.flatMap(found)]);
  return [...all].flatMap((element) => {
    const hidden = element.closest('dialog') || !(shows(element) || element.hasAttribute('data-key-hidden') || reachable(element));
    // Before anything is typed, Enter switches nothing on or off, and takes back nothing of long ago.
    const switches = !wanted && element.matches('[role="menuitemcheckbox"], .event-undo .button');
    if (hidden || switches) return [];
    return named(element, wanted).flatMap((one) => {
      const rank = fits(plain(`${one.menu} ${one.text}`), wanted);
      if (!one.text || !rank || seen.has(one.menu + one.text)) return [];
      seen.add(one.menu + one.text);
      return [{ ...one, rank: fold(one.text).startsWith(begun) ? 3 : rank }];
    });
  });
}

/** What it is called; once something is typed, each choice of a select as well. */
function named(element: HTMLElement, wanted: string): Omit<Command, 'rank'>[] {
  const text = meaning(element);
  const itself = { element, text, menu: heading(element) };
  if (!wanted || !(element instanceof HTMLSelectElement)) return [itself];
  return [itself, ...[...element.options].map((option) => ({ element, text: option.label, menu: text, value: option.value }))];
}

/** Folded, and its words apart by one space each. */
function plain(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** 2: each word that is looked for begins one of the name, or another word for what it does; 1: each stands somewhere; 0: one does not. */
function fits(name: string, wanted: string): number {
  const begins = (text: string, word: string) => ` ${text}`.includes(` ${word}`);
  const also = alike.filter((words) => words.some((word) => name.includes(word))).flat();
  const ranks = wanted.split(' ').map((word) => ([name, ...also].some((text) => begins(text, word)) ? 2 : Number(name.includes(word))));
  return Math.min(...ranks);
}

/** What is meant, also where the page was drawn anew since it was offered. */
function press({ element, text, menu, value }: Command): void {
  const there = element.isConnected ? element : commands(`${menu} ${text}`).find((one) => one.text === text && one.menu === menu)?.element;
  if (value === undefined || !(there instanceof HTMLSelectElement)) return there && reach(there);
  there.value = value;
  there.form?.requestSubmit();
}

/** What the server knows by name, and this ticket takes: one more tag, or a macro where one writes. */
function put({ put: what, value = '' }: DOMStringMap): void {
  const button = document.querySelector<HTMLElement>('#composer [data-macro]');
  const field = document.querySelector<HTMLInputElement>('#tags-field');
  if (what === 'macro' && button) {
    button.dataset.word = value;
    button.click();
  } else if (what === 'tag' && field) {
    field.value = [field.defaultValue, value].filter(Boolean).join(', ');
    field.form?.requestSubmit();
  }
}

/** The number of the ticket one is at, and may change. */
function ticket(): string {
  return document.querySelector('#stage #tags-menu form')?.getAttribute('action')?.split('/')[2] ?? '';
}

/** A composer that is folded hides the fields of its lines until one writes into them. */
function shows(element: HTMLElement): boolean {
  return visible(element.closest<HTMLElement>('.composer-to') ?? element);
}

/** An item, there at the moment, of a menu whose button is in view; the menus of single messages are too many, and one that asks for more is filled in there. */
function reachable(item: HTMLElement): boolean {
  const menu = item.closest<HTMLElement>(menus);
  if (!menu || menu.closest('.timeline') || item.matches(':disabled, [aria-disabled="true"], [data-asks]') || getComputedStyle(item).display === 'none') return false;
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

/** What the page itself knows, at once; what was answered to other words is no longer walked through. */
function draw(dialog: HTMLElement): void {
  const { field, here } = parts(dialog);
  const wanted = field.value.trim();
  asking.stale();
  const sorted = commands(wanted).sort((one, other) => other.rank - one.rank);
  here.replaceChildren(...sorted.slice(0, wanted ? most : few).map(option));
  here.hidden = !here.children.length;
  choose(dialog, best(dialog));
}

async function ask(dialog: HTMLDialogElement): Promise<void> {
  const { field, there } = parts(dialog);
  const words = field.value;
  there.innerHTML = await asking.ask(words, async (signal) => (await fragment(`${dialog.dataset.src}?q=${encodeURIComponent(words)}&ticket=${ticket()}`, signal)) ?? '');
  htmx.process(there);
  choose(dialog, best(dialog));
  for (const key of asking.waiting.splice(0)) if (dialog.open) act(dialog, key);
}

/** Those that were found by what is typed. */
function options(dialog: HTMLElement): HTMLElement[] {
  const { field, here, there } = parts(dialog);
  return [here, ...(asking.knows(field.value) ? [there] : [])].flatMap((part) => [...part.querySelectorAll<HTMLElement>('[role="option"]')]);
}

/** The first whose name begins with the words, or the ticket of that number; else the first. */
function best(dialog: HTMLElement): number {
  const wanted = fold(parts(dialog).field.value.trim());
  const says = (item: HTMLElement, part: string) => fold(item.querySelector(part)?.textContent ?? '');
  const at = options(dialog).findIndex((item) => says(item, '.clip').startsWith(wanted) || says(item, '.hint') === `#${wanted.replace(/^#/, '')}`);
  return Math.max(0, at);
}

function choose(dialog: HTMLElement, index: number): void {
  const all = options(dialog);
  const at = all.length ? (index + all.length) % all.length : -1;
  dialog.querySelectorAll<HTMLElement>('[role="option"]').forEach((item) => {
    item.id ||= `option-${crypto.randomUUID()}`;
    item.setAttribute('aria-selected', String(item === all[at]));
  });
  all[at]?.scrollIntoView({ block: 'nearest' });
  const { field } = parts(dialog);
  if (at >= 0) field.setAttribute('aria-activedescendant', all[at]!.id);
  else field.removeAttribute('aria-activedescendant');
}

function act(dialog: HTMLElement, key: string): void {
  const all = options(dialog);
  const at = all.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  if (key === 'Enter') all[at]?.click();
  else choose(dialog, at + (key === 'ArrowDown' ? 1 : -1));
}

function onKey(event: KeyboardEvent): void {
  const dialog = event.currentTarget as HTMLElement;
  if (composing(event) || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
  event.preventDefault();
  if (asking.knows(parts(dialog).field.value)) act(dialog, event.key);
  else asking.waiting.push(event.key);
}

export function start(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.palette');
  if (!dialog) return;
  alike = dialog.dataset.also!.split('|').map((words) => words.split(', ').map(plain));
  const { field } = parts(dialog);
  const forget = () => void (asking.waiting = []);
  field.addEventListener('blur', forget);
  dialog.addEventListener('close', forget);
  field.addEventListener('input', () => {
    draw(dialog);
    asking.later(() => void ask(dialog), 80);
  });
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('click', (event) => {
    const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
    if (option) dialog.close();
    if (option?.dataset.put) requestAnimationFrame(() => put(option.dataset));
  });
  document.addEventListener('click', (event) => {
    if (!(event.target as Element).closest?.('[data-palette]') || dialog.open) return;
    dialog.showModal();
    field.select();
    draw(dialog);
    void ask(dialog);
  });
}
