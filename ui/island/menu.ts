// Menus: arrows walk, Home and End jump, letters find; older browsers get the place beside the button computed.
import { composing, typing, visible } from '../lib/keys';

const placed = CSS.supports('position-area', 'block-end');

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

function letter(event: KeyboardEvent, all: HTMLElement[], here: number): HTMLElement | undefined {
  if (inField(event) || event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return undefined;
  const rest = [...all.slice(here + 1), ...all.slice(0, here + 1)];
  return rest.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
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
