// What one is about to open is fetched while the pointer rests on it or the focus is there, at the latest while it is pressed, and used
// at once when it is opened.
import type { HtmxRequestCtx } from 'htmx.org';

const rest = 65;
const fresh = 8_000;
const held = new Map<string, { answer: Promise<Response>; at: number }>();
let timer = 0;

function link(event: Event): HTMLAnchorElement | undefined {
  const origin = event.target as Element;
  const near = origin.closest?.('.row')?.querySelector<HTMLAnchorElement>('a.row-link') ?? origin.closest?.<HTMLAnchorElement>('a[data-prefetch]');
  return near && near.origin === location.origin ? near : undefined;
}

function fetchSoon(event: Event): void {
  const target = link(event);
  clearTimeout(timer);
  if (target && !thrifty()) timer = window.setTimeout(() => hold(target), rest);
}

function thrifty(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function hold({ pathname, search }: HTMLAnchorElement): void {
  const url = pathname + search;
  const known = held.get(url);
  if (known && Date.now() - known.at < fresh) return;
  const headers = { 'HX-Request': 'true', 'HX-Boosted': 'true', 'HX-Request-Type': 'full', Accept: 'text/html', 'Sec-Purpose': 'prefetch', 'X-Purpose': 'prefetch' };
  const answer = fetch(url, { headers, credentials: 'same-origin' });
  answer.catch(() => held.delete(url));
  held.set(url, { answer, at: Date.now() });
  if (held.size > 12) held.delete(held.keys().next().value as string);
}

/** A finger is down for as long as the server needs. */
function press({ button, target }: PointerEvent): void {
  const pressed = button === 0 && (target as Element).closest?.<HTMLAnchorElement>('a.row-link, a.queue, a[data-prefetch]');
  if (!pressed || pressed.origin !== location.origin || thrifty()) return;
  clearTimeout(timer);
  hold(pressed);
}

/** A held answer serves once. */
function use(event: Event): void {
  const { ctx } = (event as CustomEvent<{ ctx: HtmxRequestCtx & { fetch?: () => Promise<Response> } }>).detail;
  const known = ctx.request.method === 'GET' ? held.get(ctx.request.action) : undefined;
  if (!known) return held.clear();
  held.delete(ctx.request.action);
  if (Date.now() - known.at < fresh) ctx.fetch = () => known.answer;
}

/** The next ticket is at hand before j is pressed. */
function next(): void {
  const step = document.querySelector<HTMLAnchorElement>('a[data-step="next"]');
  if (step && !thrifty()) window.setTimeout(() => step.isConnected && hold(step), 600);
}

export function start(): void {
  next();
  document.addEventListener('htmx:after:swap', next);
  document.addEventListener('mouseover', fetchSoon, { passive: true });
  document.addEventListener('focusin', fetchSoon);
  document.addEventListener('pointerdown', press, { passive: true });
  document.addEventListener('htmx:before:request', use);
}
