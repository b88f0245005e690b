// The list under the fingers: keys walk (j, k), open (o) and tick (x); Shift ticks a range, Escape unticks (or closes a menu first). Cards of a board
// are ticked alike; how one walks among them is the board's.
import { composing, keyOf, pressed, still, typing, visible } from '../lib/keys';

let last: HTMLInputElement | undefined;

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.rows .row')].filter(visible);
}

function focused(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>('.row, .board-card') ?? undefined;
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('.row-check input')].filter(visible);
}

function box(row?: HTMLElement): HTMLInputElement | undefined {
  return row?.querySelector<HTMLInputElement>('.row-check input') ?? undefined;
}

function tick(input: HTMLInputElement | undefined, on: boolean): void {
  if (!input || input.checked === on) return;
  input.checked = on;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function walk(by: 1 | -1, taking: boolean): void {
  const all = rows();
  if (!all.length) return;
  const here = focused() ?? document.querySelector<HTMLElement>('.row[aria-current="true"]') ?? undefined;
  const at = here ? all.indexOf(here) + by : by > 0 ? 0 : all.length - 1;
  const next = all[Math.max(0, Math.min(at, all.length - 1))];
  if (taking) [here, next].forEach((row) => tick(box(row), true));
  next?.querySelector<HTMLElement>('.row-link')?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** On an open ticket the keys lead to the next one, wherever the focus was last. */
function step(to: 'next' | 'previous'): void {
  document.querySelector<HTMLElement>(`[data-step="${to}"]`)?.click();
}

function onKey(event: KeyboardEvent): void {
  if (composing(event) || typing(event.target) || event.altKey || document.querySelector('dialog:modal')) return;
  const key = pressed(event);
  const row = focused();
  const way = key === keyOf('next') ? 1 : key === keyOf('previous') ? -1 : 0;
  if (way && !row && !event.shiftKey && document.querySelector('#ticket')) step(way > 0 ? 'next' : 'previous');
  else if (way) walk(way, event.shiftKey);
  else if (key === keyOf('open') && row) row.querySelector<HTMLElement>('.row-link')?.click();
  else if (key === keyOf('select') && row) tick(box(row), !box(row)?.checked);
  else if (key === 'Escape') return document.querySelector(':popover-open:not([popover=manual])') ? undefined : untick();
  else return still() ? undefined : takeFirst(key, row);
  event.preventDefault();
}

function untick(): void {
  boxes().forEach((each) => tick(each, false));
}

/** A key of the bulk bar works on the row in focus when nothing is ticked; the shortcut itself then finds the bar. A card has its own menu to be moved by. */
function takeFirst(key: string, row?: HTMLElement): void {
  if (row?.matches('.board-card') && key === keyOf('move')) return;
  if (row && document.querySelector(`.bulk [data-key="${CSS.escape(key)}"]`) && !document.querySelector('.row-check :checked')) tick(box(row), true);
}

function onClick(event: MouseEvent): void {
  const input = (event.target as Element).closest?.<HTMLInputElement>('.row-check input');
  if (!input) return;
  if (event.shiftKey && last) range(last, input);
  last = input;
}

function range(from: HTMLInputElement, to: HTMLInputElement): void {
  const all = boxes();
  const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y) as [number, number];
  if (a >= 0) all.slice(a, b + 1).forEach((each) => tick(each, to.checked));
}

function onChange(event: Event): void {
  const count = (event.target as HTMLInputElement).form?.querySelector('[data-ticked]');
  if (count) count.textContent = String(boxes().filter(({ checked }) => checked).length);
}

export function start(): void {
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('click', onClick);
  document.addEventListener('change', onChange);
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest?.('[data-untick]')) untick();
  });
}
