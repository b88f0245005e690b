// Where one stands when a page has come: at the field that waits for words, else where keys scroll. The browser's way back passes by
// what was only done.
import { visible } from './keys';

/** The ticket, or the one sheet there is. */
export function sheet(): HTMLElement | null {
  const stage = document.getElementById('stage');
  return stage?.querySelector<HTMLElement>('#ticket .sheet-scroll') ?? stage?.querySelector<HTMLElement>('.sheet-scroll') ?? stage;
}

export function stand(): void {
  sheet()?.focus({ preventScroll: true });
}

function begin(): void {
  // Somebody quick has opened something there already.
  if (document.activeElement?.closest('[popover]:popover-open, dialog[open]')) return;
  const waits = [...document.querySelectorAll<HTMLElement>('#stage [autofocus]')].find(visible);
  if (waits) waits.focus();
  else stand();
}

/* As a browser does: what leads to where one is takes the place of it. */
document.addEventListener('htmx:before:history:update', ({ detail: { history } }) => {
  if (history.path === location.pathname + location.search) history.type = 'replace';
});

/* After a move what had slid in slides out. */
document.addEventListener('htmx:after:history:push', () => {
  document.querySelectorAll<HTMLElement>('[popover]:popover-open').forEach((open) => open.hidePopover());
  requestAnimationFrame(begin);
});
