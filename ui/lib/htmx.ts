// htmx as Kippu uses it: nothing evaluated, folded parts stay as the reader left them, a page without a stage is loaded whole.
import htmx, { type HtmxRequestCtx } from 'htmx.org';
import { say } from '../island/toast';
import { word } from './words';

/* What the editor shows is the writer's, not the server's. */
htmx.config.morphSkip = 'kippu-editor';

const kept = ['open', 'aria-expanded', 'popover'];

htmx.registerExtension('kept', {
  /** What a reader opened or closed is the reader's, not the server's; and a mail's measured height stays. */
  htmx_before_morph_attr: (element: Element, { attrName }: { attrName: string }) =>
    !(kept.includes(attrName) && element.matches('details, dialog, [popover], [popovertarget]')) &&
    !(attrName === 'style' && element.matches('kippu-frame')),
});

document.addEventListener('htmx:config:request', (event) => {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  const { request } = event.detail.ctx;
  if (csrf && request.method !== 'GET') request.headers['X-CSRF-Token'] = csrf;
});

/* An answer without the part that was asked for: the sign-in page after a session ended, an error that has no stage. */
document.addEventListener('htmx:before:swap', (event) => {
  const { ctx } = event.detail as { ctx: HtmxRequestCtx & { text?: string } };
  const id = /^#([\w-]+)/.exec(ctx.select ?? '')?.[1];
  if (!id || !ctx.response || ctx.text?.includes(`id="${id}"`)) return;
  event.preventDefault();
  const { redirected, url } = ctx.response.raw;
  if (redirected || (ctx.request.method === 'GET' && id === 'stage')) location.assign(url);
  else if (!ctx.sourceElement.hasAttribute('data-live')) say(word('failed'), 'danger');
});

/* After a move within the page the reader starts at its top, and what had slid in slides out. */
document.addEventListener('htmx:after:history:push', () => {
  document.querySelectorAll<HTMLElement>('[popover]:popover-open').forEach((open) => open.hidePopover());
  requestAnimationFrame(() => document.getElementById('stage')?.focus({ preventScroll: true }));
});

document.addEventListener('htmx:error', () => say(word('offline'), 'danger'));

export default htmx;
