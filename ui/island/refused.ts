// A form that was refused says why where it stands, and stays as it was filled in: the page that comes with the reason is for whom
// no script runs. In what is open the reason stands beside its field; elsewhere it is a toast. On a page that comes again with its
// reasons, one goes on in the first field that has one, else at what stands above them all.
import type { HtmxRequestCtx } from 'htmx.org';
import { visible } from '../lib/keys';
import { say } from './toast';

/** What a toast has said, and what stands at the words one is writing, is seen where one is. */
const above = '#stage .banner[role="alert"]:not(.composer-reason, :has([data-refused]))';
const words = 'textarea:not([readonly]), input:is(:not([type]), [type="text"])';

function onSwap(event: Event): void {
  const { ctx } = (event as CustomEvent<{ ctx: HtmxRequestCtx & { text?: string } }>).detail;
  if (ctx.request.method === 'GET' || !ctx.response || ctx.response.raw.ok) return;
  const reason = reasonIn(ctx.text ?? '');
  if (!reason?.textContent) return;
  const told = () => tell(ctx.sourceElement, reason);
  // What has changed meanwhile must be seen before it is tried again.
  if (ctx.response.status === 409 && reason.matches('[data-refused]')) return document.addEventListener('htmx:after:swap', told, { once: true });
  event.preventDefault();
  event.stopPropagation();
  told();
}

/** What a page says that was not taken or could not be shown. */
export function reasonIn(html: string): Element | null {
  return new DOMParser().parseFromString(html, 'text/html').querySelector('.gate [role="alert"], [data-refused]');
}

function tell(form: Element, reason: Element): void {
  const box = form.isConnected && form.closest('[popover]:popover-open, dialog[open]');
  if (!(form instanceof HTMLFormElement) || !box) return say(reason.textContent ?? '', 'danger');
  forget(form);
  const line = Object.assign(document.createElement('p'), { className: 'reason', id: `${box.id}-reason` });
  line.setAttribute('role', 'alert');
  line.dataset.told = '';
  const icon = reason.parentElement?.parentElement?.querySelector('.icon');
  line.append(...(icon ? [document.importNode(icon, true)] : []), Object.assign(document.createElement('span'), { textContent: reason.textContent }));
  const field = asked(form);
  const place = field?.closest('.field');
  if (place) place.append(line);
  else if (field) field.after(line);
  else (form.querySelector('.form-actions, .dialog-foot') ?? form.lastElementChild)?.before(line);
  field?.setAttribute('aria-invalid', 'true');
  field?.setAttribute('aria-errormessage', line.id);
  field?.focus();
}

/** Where one is, else the only field for words there is; which of several was meant, nobody knows. */
function asked(form: HTMLFormElement): HTMLElement | undefined {
  const all = [...form.querySelectorAll<HTMLElement>(words)];
  return all.find((field) => field === document.activeElement) ?? (all.length === 1 ? all[0] : undefined);
}

function forget(form: HTMLFormElement): void {
  form.querySelector('.reason[data-told]')?.remove();
  const field = form.querySelector('[aria-errormessage]');
  ['aria-invalid', 'aria-errormessage'].forEach((name) => field?.removeAttribute(name));
}

function goOn(): void {
  const first = (which: string) => [...document.querySelectorAll<HTMLElement>(which)].find(visible);
  const field = first('#stage [aria-invalid="true"]');
  if (field) return field.focus();
  const banner = first(above);
  if (!banner || document.activeElement?.closest('[popover]:popover-open, dialog[open]')) return;
  banner.tabIndex = -1;
  banner.focus();
}

export function start(): void {
  document.addEventListener('htmx:before:swap', onSwap, true);
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    if (ctx.request.method !== 'GET' && ctx.response && !ctx.response.raw.ok) requestAnimationFrame(goOn);
  });
  for (const kind of ['input', 'reset']) {
    document.addEventListener(kind, ({ target }) => {
      const form = (target as Element).closest('form');
      if (form) forget(form);
    });
  }
}
