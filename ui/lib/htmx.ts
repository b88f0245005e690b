// htmx as Kippu uses it: nothing evaluated, folded parts stay as the reader left them, a page without a stage is loaded whole.
import htmx, { type HtmxRequestCtx } from 'htmx.org';
import { say } from '../island/toast';
import './focus';
import './once';
import { inHand, isOpen, stays, typed } from './open';
import { word } from './words';

/* What the editor shows is the writer's, not the server's. */
htmx.config.morphSkip = 'kippu-editor';

const kept = ['open', 'aria-expanded', 'popover'];
/** Where a reader has it. */
const put = ['class', 'style'];

/** The page is being renewed because something happened elsewhere, not because the reader did something. */
let news = false;

/** A part that news renew by itself, or a kept page that is there again. */
function renewed({ sourceElement }: HtmxRequestCtx): boolean {
  return sourceElement.matches('[data-live], [data-kept-at]');
}

/** The reader goes to another page. */
export function movesOn(ctx: HtmxRequestCtx): boolean {
  return ctx.request.method === 'GET' && ctx.select === '#stage' && !renewed(ctx);
}

htmx.registerExtension('kept', {
  /** What is open, and what is being typed, is not touched by news. */
  htmx_before_morph_node: (element: Element, { newNode }: { newNode: Element }) =>
    !(news && (isOpen(element) ? stays(element, newNode) : element instanceof HTMLTextAreaElement && typed(element))) &&
    !(inHand(element) && element.getAttribute('data-fetch') === newNode.getAttribute('data-fetch')),
  /** What a reader opened or closed is the reader's, not the server's; a mail's measured height stays, and by its slip a form is known
   *  until it was sent. */
  htmx_before_morph_attr: (element: Element, { attrName }: { attrName: string }) =>
    !(kept.includes(attrName) && element.matches('details, dialog, [popover], [popovertarget]')) &&
    !(put.includes(attrName) && element.matches(':is(.menu, .popover):popover-open')) &&
    !(attrName === 'style' && element.matches('kippu-frame')) &&
    !(news && attrName === 'value' && (typed(element) || element.matches('[name=slip]'))),
});

/* The swap follows at once, before anything else is done. */
document.addEventListener('htmx:before:swap', (event) => {
  news = renewed(event.detail.ctx);
  queueMicrotask(() => (news = false));
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

/* What was sent from a popover or a dialog, and was taken, closes it, also one that is only a part of the form; what was refused stays
   there with its words. */
document.addEventListener('htmx:after:history:update', (event) => {
  const { sourceElement, response } = (event as CustomEvent<{ sourceElement: Element; response?: { raw: Response } }>).detail;
  if (!response?.raw.redirected) return;
  if (sourceElement instanceof HTMLFormElement) sourceElement.querySelectorAll<HTMLElement>('[popover]:popover-open').forEach((part) => part.hidePopover());
  const box = sourceElement.closest<HTMLElement>('[popover]:popover-open:not([data-live]), dialog[open]');
  if (!box) return;
  if (box instanceof HTMLDialogElement) box.close();
  else box.hidePopover();
  // The next time it begins as the server has it.
  if (sourceElement instanceof HTMLFormElement) sourceElement.reset();
});

/* A page that cannot be fetched is asked for whole: what can be read without a network, the worker knows. */
document.addEventListener('htmx:error', (event) => {
  const { ctx } = event.detail;
  if (ctx && movesOn(ctx) && !ctx.response && navigator.serviceWorker?.controller) location.assign(ctx.request.action);
  else say(word('offline'), 'danger');
});

export default htmx;
