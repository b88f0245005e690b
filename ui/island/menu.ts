// Menus: arrows walk, Home and End jump, letters find; older browsers get the place beside the button computed.
import { sound } from '../lib/fold';
import { composing, typing, visible } from '../lib/keys';

const placed = CSS.supports('position-area', 'block-end');

/** Milliseconds within which a letter goes on with what was typed. */
const pause = 500;
let typed = '';
let since = -pause;

/** A label would hand the focus on, out of the menu. */
export function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('.menu-item:not(label, :disabled, [aria-disabled="true"])')].filter(visible);
}

function onKey(event: KeyboardEvent): void {
  const menu = (event.target as Element).closest?.<HTMLElement>('.menu');
  if (!menu || composing(event) || ownArrows(event.target)) return;
  const all = items(menu);
  const here = all.indexOf(document.activeElement as HTMLElement);
  const next = step(event, all, here);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

function step(event: KeyboardEvent, all: HTMLElement[], here: number): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown': return all[(here + 1) % all.length];
    case 'ArrowUp': return all.at(here <= 0 ? -1 : here - 1);
    case 'Home': return inField(event) ? undefined : all[0];
    case 'End': return inField(event) ? undefined : all.at(-1);
    default: return letter(event, all, here);
  }
}

/** What is typed in one go is the beginning of a name; the same letter again and again walks through all that begin with it. */
function letter(event: KeyboardEvent, all: HTMLElement[], here: number): HTMLElement | undefined {
  if (inField(event) || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const before = event.timeStamp - since < pause ? typed : '';
  if (event.key === ' ' && !before) return undefined;
  const word = sound(before + event.key);
  const again = new Set(word).size === 1;
  const from = again ? here + 1 : Math.max(here, 0);
  const found = [...all.slice(from), ...all.slice(0, from)].find((item) => name(item).startsWith(again ? word[0]! : word));
  // A space that belongs to no name presses what was found.
  if (event.key === ' ' && !found) return undefined;
  [typed, since] = [before + event.key, event.timeStamp];
  return found;
}

/** As it is read: the initials on a face are not. */
function name(item: HTMLElement): string {
  const copy = item.cloneNode(true) as HTMLElement;
  copy.querySelectorAll('[aria-hidden="true"]').forEach((part) => part.remove());
  return sound(copy.textContent?.trim() ?? '');
}

/** What is typed into a field is meant for it. */
function inField(event: KeyboardEvent): boolean {
  return typing(event.target);
}

/** A choice or a date among the items. */
function ownArrows(target: EventTarget | null): boolean {
  return target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && /^(date|datetime-local|time|number)$/.test(target.type));
}

/** One menu may be that of many buttons. */
function openerOf(box: HTMLElement): HTMLElement | undefined {
  const openers = [...document.querySelectorAll<HTMLElement>(`[popovertarget="${CSS.escape(box.id)}"]`)];
  return openers.find((each) => each.getAttribute('aria-expanded') === 'true' || each === document.activeElement) ?? openers[0];
}

function onToggle(event: Event): void {
  const box = event.target as HTMLElement;
  if (!box.matches?.('.menu, .popover')) return;
  const open = (event as ToggleEvent).newState === 'open';
  const opener = openerOf(box);
  opener?.setAttribute('aria-expanded', String(open));
  if (!open) return;
  typed = '';
  if (!placed && opener) place(box, opener.getBoundingClientRect());
  if (box.matches('.menu')) first(box)?.focus();
}

/** A field to narrow the menu by where it begins with one, else what holds now, else the first item. */
function first(menu: HTMLElement): HTMLElement | null {
  const top = [...menu.querySelectorAll<HTMLElement>('input:not([type="hidden"]), .menu-item')].find(visible);
  return top instanceof HTMLInputElement ? top : menu.querySelector<HTMLElement>('[aria-checked="true"]') ?? top ?? null;
}

function place(box: HTMLElement, at: DOMRect): void {
  const below = at.bottom + box.offsetHeight + 8 < innerHeight;
  const left = box.classList.contains('end') ? at.right - box.offsetWidth : at.left;
  box.style.top = `${below ? at.bottom : Math.max(8, at.top - box.offsetHeight - 8)}px`;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`;
}

export function start(): void {
  document.addEventListener('toggle', onToggle, true);
  // What comes after it has opened makes it larger.
  document.addEventListener('filled', ({ target }) => {
    const box = target as HTMLElement;
    const opener = placed ? undefined : openerOf(box);
    if (opener && box.matches(':popover-open')) place(box, opener.getBoundingClientRect());
  });
  document.addEventListener('keydown', onKey);
  /* Choosing closes: the act itself is the link's or the form's. */
  document.addEventListener('click', (event) => {
    const item = (event.target as Element).closest?.('.menu-item');
    if (item) item.closest<HTMLElement>('[popover]')?.hidePopover();
  });
}
