// htmx as Kippu uses it: nothing evaluated, folded parts stay as the reader left them, a page without a stage is loaded whole.
import htmx, { type HtmxRequestCtx } from 'htmx.org';
import { say } from '../island/toast';
import { word } from './words';

const kept = ['open', 'aria-expanded', 'popover'];

htmx.registerExtension('kept', {
  /** What a reader opened or closed is the reader's, not the server's. */
  htmx_before_morph_attr: (element: Element, { attrName }: { attrName: string }) =>
    !(kept.includes(attrName) && element.matches('details, dialog, [popover], [popovertarget]')),
});

document.addEventListener('htmx:config:request', (event) => {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  const { request } = event.detail.ctx;
  if (csrf && request.method !== 'GET') request.headers['X-CSRF-Token'] = csrf;
});

/* A session that ended answers with the sign-in page: go there instead of emptying the stage. */
document.addEventListener('htmx:before:swap', (event) => {
  const { ctx } = event.detail as { ctx: HtmxRequestCtx & { text?: string } };
  if (!ctx.select?.startsWith('#') || ctx.text?.includes(`id="${ctx.select.slice(1)}"`)) return;
  event.preventDefault();
  if (ctx.response) location.assign(ctx.response.raw.url);
});

/* After a move within the page the reader starts at its top: the heading of the new stage. */
document.addEventListener('htmx:after:history:push', () => {
  requestAnimationFrame(() => document.getElementById('stage')?.focus({ preventScroll: true }));
});

document.addEventListener('htmx:error', () => say(word('offline'), 'danger'));

export default htmx;
