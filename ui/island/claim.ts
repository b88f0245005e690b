// A colleague goes on with the answer, given or taken over: all of it goes to them, and no copy of it stays here.
import type { HtmxRequestCtx } from 'htmx.org';
import { given, letGo, saved } from './draft';

/** Asked for by this file itself, once all that was typed is on the server. */
let going = false;
const handing = new Set<HtmxRequestCtx>();
const emptying = new WeakSet<HTMLFormElement>();

const composer = () => document.querySelector<HTMLFormElement>('form#composer');

async function handOver(form: HTMLFormElement): Promise<void> {
  // Never at once: a form that is being submitted is not submitted again.
  await new Promise((done) => setTimeout(done));
  const own = composer();
  if (own) await saved(own);
  // The line may have been drawn again meanwhile.
  const now = form.isConnected ? form : document.querySelector<HTMLFormElement>('form[data-hands-over]');
  going = true;
  now?.requestSubmit();
  going = false;
}

/** The line it was asked in may be another one by now: the request is known by itself. */
function handed({ detail: { ctx } }: CustomEvent<{ ctx: HtmxRequestCtx }>): HTMLFormElement | null {
  return handing.has(ctx) && ctx.response?.raw.ok ? composer() : null;
}

/** `data-given`: the version from which what was begun is a colleague's; what stands in a form of before is theirs. */
function onDrawn(): void {
  const [form, version] = [composer(), Number(document.getElementById('claim')?.dataset.given)];
  if (!form || handing.size || emptying.has(form) || !(version > Number(form.dataset.draftVersion?.replaceAll('"', '')))) return;
  emptying.add(form);
  void given(form, `"${version}"`).finally(() => emptying.delete(form));
}

export function start(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.handsOver === undefined || going) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void handOver(form);
  }, true);
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement.hasAttribute('data-hands-over')) handing.add(ctx);
  });
  document.addEventListener('htmx:before:swap', (event) => {
    const form = handed(event);
    if (form) letGo(form);
  });
  document.addEventListener('htmx:finally:request', (event) => {
    handed(event)?.reset();
    handing.delete(event.detail.ctx);
  });
  document.addEventListener('htmx:after:swap', onDrawn);
  // Whoever typed on while it was given is asked again.
  document.addEventListener('conflict', onDrawn);
}
