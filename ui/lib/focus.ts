// Where one stands after something was done, and after a move: at what was in hand, or the line that follows it; at the beginning of
// another page. The browser's way back passes by what was only done.
import { visible } from './keys';

/** What can have the focus once what was sent is answered. */
let next: (() => HTMLElement | null | undefined) | undefined;

/** In a list: the first line that was ticked, or what comes after it. */
function line(form: Element): typeof next {
  const rows = [...form.querySelectorAll('.rows .row')];
  const at = rows.findIndex((row) => row.querySelector('.row-check :checked'));
  if (at < 0) return undefined;
  const ids = [...rows.slice(at), ...rows.slice(0, at).reverse()].map(({ id }) => id);
  return () => ids.map((id) => document.getElementById(id)).find(Boolean)?.querySelector<HTMLElement>('.row-link');
}

/** What was in hand, or has opened the box that it was in. */
function hand(): typeof next {
  const held = document.activeElement;
  const box = held?.closest('[popover]:not([data-live]), dialog')?.id;
  const opens = box ?? held?.getAttribute('popovertarget');
  if (opens) return () => document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(opens)}"], [commandfor="${CSS.escape(opens)}"]`);
  return held?.id ? () => document.getElementById(held.id) : undefined;
}

function isLost(): boolean {
  const held = document.activeElement;
  return !(held instanceof HTMLElement) || held === document.body || !visible(held);
}

/** The page's beginning, unless somebody quick has opened something there already. */
function begin(): void {
  if (!document.activeElement?.closest('[popover]:popover-open, dialog[open]')) document.getElementById('stage')?.focus({ preventScroll: true });
}

function goOn(): void {
  const to = next?.();
  next = undefined;
  if (to && visible(to)) to.focus();
  else if (isLost()) begin();
}

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (ctx.request.method !== 'GET') next = line(ctx.sourceElement) ?? hand();
});

/* As a browser does: what leads to where one is takes the place of it. */
document.addEventListener('htmx:before:history:update', (event) => {
  const { history } = (event as CustomEvent<{ history: { type: string; path: string } }>).detail;
  if (history.path === location.pathname + location.search) history.type = 'replace';
});

document.addEventListener('htmx:after:history:replace', () => requestAnimationFrame(goOn));

/* After a move what had slid in slides out. */
document.addEventListener('htmx:after:history:push', () => {
  next = undefined;
  document.querySelectorAll<HTMLElement>('[popover]:popover-open').forEach((open) => open.hidePopover());
  requestAnimationFrame(begin);
});
