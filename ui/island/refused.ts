// A form that was refused without a page of its own says why, and stays as it was filled in: the reason is that of the page which
// stands there without a script.
import type { HtmxRequestCtx } from 'htmx.org';
import { say } from './toast';

function onSwap(event: Event): void {
  const { ctx } = (event as CustomEvent<{ ctx: HtmxRequestCtx & { text?: string } }>).detail;
  if (ctx.request.method === 'GET' || !ctx.response || ctx.response.raw.ok) return;
  const page = new DOMParser().parseFromString(ctx.text ?? '', 'text/html');
  const reason = page.querySelector('.gate [role="alert"]')?.textContent;
  if (!reason) return;
  event.preventDefault();
  event.stopPropagation();
  say(reason, 'danger');
}

export function start(): void {
  document.addEventListener('htmx:before:swap', onSwap, true);
}
