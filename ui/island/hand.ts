// After something was done one stands at what was in hand, or at the line that follows it, and after an answer at its ticket; never at
// nothing. Another page starts at its top, also where a form leads to it.
import { sheet, stand } from '../lib/focus';
import { visible } from '../lib/keys';

/** These scroll. */
const scrolling = ['ArrowDown', 'ArrowUp', 'End', 'Home', 'PageDown', 'PageUp', ' '];

type Place = (() => HTMLElement | null | undefined) | undefined;
/** What was sent, and where one goes on once it is answered. */
let going: { from: Element; to: Place } | undefined;

/** In a list: the first line that was ticked, or what comes after it. */
function line(form: Element): Place {
  const rows = [...form.querySelectorAll('.rows .row')];
  const at = rows.findIndex((row) => row.querySelector('.row-check :checked'));
  if (at < 0) return undefined;
  const ids = [...rows.slice(at), ...rows.slice(0, at).reverse()].map(({ id }) => id);
  return () => ids.map((id) => document.getElementById(id)).find(Boolean)?.querySelector<HTMLElement>('.row-link');
}

/** What was sent leaves nothing to write: keys are the ticket's, where z takes it back. */
function sent(form: Element): Place {
  return form.id === 'composer' ? sheet : undefined;
}

/** What was in hand, or has opened the box that it was in. */
function held(): Place {
  const hand = document.activeElement;
  const opens = hand?.closest('[popover]:not([data-live]), dialog')?.id ?? hand?.getAttribute('popovertarget');
  if (opens) return () => document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(opens)}"], [commandfor="${CSS.escape(opens)}"]`);
  return hand?.id ? () => document.getElementById(hand.id) : undefined;
}

/** A link may ask for the words of the answer, which wait to be gone on with. */
const words: Place = () => [...document.querySelectorAll<HTMLElement>('#composer .editor-text, #composer textarea[name="text"]')].find(visible);

function isLost(): boolean {
  const hand = document.activeElement;
  return !(hand instanceof HTMLElement) || hand === document.body || !visible(hand);
}

function goOn(to?: HTMLElement | null): void {
  // What is open keeps it.
  if (document.activeElement?.matches('[popover]:popover-open *, dialog[open] *')) return;
  if (to && visible(to)) to.focus();
  else if (isLost()) stand();
}

/** On a page that was loaded whole nothing has the focus yet. */
function onKey({ key }: KeyboardEvent): void {
  if (scrolling.includes(key) && document.activeElement === document.body) stand();
}

export function start(): void {
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    if (ctx.request.method !== 'GET') going = { from: ctx.sourceElement, to: sent(ctx.sourceElement) ?? line(ctx.sourceElement) ?? held() };
    else if (ctx.sourceElement.matches('a[href$="#composer"]')) going = { from: ctx.sourceElement, to: words };
  });
  document.addEventListener('htmx:before:history:update', ({ detail: { history, sourceElement } }) => {
    if (new URL(history.path, location.href).pathname === location.pathname) return;
    going = undefined;
    // The list beside a ticket stays where it was.
    sourceElement.closest('.sheet-scroll:not(#list .sheet-scroll)')?.scrollTo(0, 0);
  });
  document.addEventListener('htmx:after:history:update', ({ detail: { sourceElement } }) => {
    const to = going?.from === sourceElement ? going.to : undefined;
    requestAnimationFrame(() => goOn(to?.()));
  });
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    if (going?.from === ctx.sourceElement) going = undefined;
  });
}
