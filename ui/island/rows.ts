// The list under the fingers: keys walk (j, k), open (o) and tick (x); in tables they walk and open. Shift ticks a range, Ctrl A or the box in the heading row the page, Escape
// unticks (or closes a menu first). Cards of a board are ticked alike; how one walks among them is the board's.
import { choosing, composing, keyOf, pressed, still, typing, visible } from '../lib/keys';
import { live } from './shortcuts';

/** Where a stretch begins. */
let last: HTMLInputElement | undefined;
const arrows: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`:is(.rows .row, .table tr:has(th a[href]))${live}`)].filter(visible);
}

function focused(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>('.row, .board-card, .table tr') ?? undefined;
}

function link(row?: HTMLElement): HTMLElement | undefined {
  return row?.querySelector<HTMLElement>('.row-link, th a[href]') ?? undefined;
}

function boxes(): HTMLInputElement[] {
  return ticks(' input');
}

/** A box shows when its line does. The line is asked: asked about what is in it, the browser lays out each line that is far below the window. */
function ticks(which: ' input' | ' :checked'): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`.row-check${which}${live}`)].filter((box) => visible(box.closest<HTMLElement>('.row, .board-card') ?? box));
}

function box(row?: HTMLElement): HTMLInputElement | undefined {
  return row?.querySelector<HTMLInputElement>('.row-check input') ?? undefined;
}

function tick(input: HTMLInputElement | undefined, on: boolean): void {
  if (input) mark([input], on);
}

/** One word of the change for all of them. */
function mark(all: HTMLInputElement[], on: boolean): void {
  const others = all.filter(({ checked }) => checked !== on);
  others.forEach((each) => (each.checked = on));
  others[0]?.dispatchEvent(new Event('change', { bubbles: true }));
}

function pick(input: HTMLInputElement | undefined, stretch: boolean): void {
  if (!input) return;
  if (stretch && last && boxes().includes(last)) range(last, input, true);
  else tick(input, !input.checked);
  last = input;
}

function walk(by: 1 | -1, taking: boolean): void {
  const all = rows();
  if (!all.length) return;
  const here = focused() ?? document.querySelector<HTMLElement>('.row[aria-current="true"]') ?? undefined;
  const at = here ? all.indexOf(here) + by : by > 0 ? 0 : all.length - 1;
  const next = all[Math.max(0, Math.min(at, all.length - 1))];
  if (taking) {
    [here, next].forEach((row) => tick(box(row), true));
    last = box(next);
  }
  link(next)?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** On an open ticket the keys lead to the next one, wherever the focus was last. */
function step(to: 'next' | 'previous'): void {
  document.querySelector<HTMLElement>(`[data-step="${to}"]`)?.click();
}

function onKey(event: KeyboardEvent): void {
  if (composing(event) || typing(event.target) || event.altKey || document.querySelector('dialog:modal')) return;
  const key = pressed(event);
  if (choosing() && !key.startsWith('mod+')) return;
  const row = focused();
  // What is no letter may need Shift to be typed.
  const more = event.shiftKey && key.toUpperCase() !== key.toLowerCase();
  const arrow = more && row?.matches('.row') ? arrows[key] : undefined;
  const way = arrow ?? (key === keyOf('next') ? 1 : key === keyOf('previous') ? -1 : 0);
  if (way && !row && !more && document.querySelector('#ticket')) step(way > 0 ? 'next' : 'previous');
  else if (way) walk(way, more);
  else if (key === keyOf('open') && row) link(row)?.click();
  else if (key === keyOf('select') && row) pick(box(row), more);
  else if (key === 'mod+a' && !event.shiftKey && listed(row)) mark(boxes(), true);
  else if (key === 'Escape') return document.querySelector(':popover-open:not([popover=manual])') ? undefined : untick();
  else return still() ? undefined : takeFirst(key, row);
  event.preventDefault();
}

/** One is at a list with boxes, not at a ticket beside it. */
function listed(row?: HTMLElement): boolean {
  return !!document.querySelector(`.rows .row-check${live}`) && (!!row || !document.querySelector('#ticket'));
}

function untick(): void {
  mark(boxes(), false);
}

/** A key of the bulk bar works on the row in focus when nothing is ticked; the shortcut itself then finds the bar. A card has its own menu to be moved by. */
function takeFirst(key: string, row?: HTMLElement): void {
  if (row?.matches('.board-card') && key === keyOf('move')) return;
  if (row && document.querySelector(`.bulk [data-key="${CSS.escape(key)}"]`) && !document.querySelector('.row-check :checked')) tick(box(row), true);
}

function onClick(event: MouseEvent): void {
  const input = (event.target as Element).closest?.<HTMLInputElement>('.row-check input');
  if (!input) return;
  if (event.shiftKey && last) range(last, input, input.checked);
  last = input;
}

function range(from: HTMLInputElement, to: HTMLInputElement, on: boolean): void {
  const all = boxes();
  const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y) as [number, number];
  if (a >= 0) mark(all.slice(a, b + 1), on);
}

function onChange({ target }: Event): void {
  if (target instanceof HTMLInputElement && target.matches('[data-tick-all]')) mark(boxes(), target.checked);
  tell();
}

/** How many are ticked; in the heading row, whether these are all, some or none. */
export function tell(): void {
  const count = document.querySelector('[data-ticked]');
  if (!count) return;
  const ticked = ticks(' :checked').length;
  count.textContent = String(ticked);
  const head = document.querySelector<HTMLInputElement>('[data-tick-all]');
  if (!head) return;
  head.checked = ticked > 0 && ticked === boxes().length;
  head.indeterminate = ticked > 0 && !head.checked;
}

export function start(): void {
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('click', onClick);
  document.addEventListener('change', onChange);
  document.addEventListener('htmx:after:swap', tell);
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest?.('[data-untick]')) untick();
  });
  tell();
}
