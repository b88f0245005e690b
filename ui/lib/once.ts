// What was pressed goes once: until it is answered, its form is not sent again, by no button of it. What an island sends by itself, and
// what only draws a form anew, waits in line as htmx has it.
type Going = { by: HTMLElement; of: unknown };
const going = new Map<Element, Going>();

/** The button by which somebody has sent a form. */
function pressed(event: Event | null): HTMLElement | undefined {
  const by = (event as SubmitEvent | null)?.submitter;
  return by && !by.hidden ? by : undefined;
}

function goes(form: Element, by: HTMLElement | undefined, of: unknown): void {
  if (!by || by.matches('[data-draw]')) return;
  going.set(form, { by, of });
  tell(form, true);
  setTimeout(() => going.get(form)?.of === of && by.setAttribute('aria-busy', 'true'), 400);
}

/** What was on its way is so no more. */
export function over(form: Element, of = going.get(form)?.of): void {
  const one = going.get(form);
  if (one?.of !== of) return;
  going.delete(form);
  one?.by.removeAttribute('aria-busy');
  if (one) tell(form, false);
}

/** `going`: whether what was pressed is on its way. */
function tell(form: Element, detail: boolean): void {
  form.dispatchEvent(new CustomEvent('going', { bubbles: true, detail }));
}

document.addEventListener('submit', (event) => {
  if (!going.has(event.target as Element) || !pressed(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (ctx.sourceElement instanceof HTMLFormElement && ctx.request.method !== 'GET') goes(ctx.sourceElement, pressed(ctx.sourceEvent), ctx);
});
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => over(ctx.sourceElement, ctx));

/* A form that loads a page does not say when it is over: it may have brought a file, or the reader comes back to it. */
addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || !form.matches('[method="post"]:not([target])')) return;
  goes(form, pressed(event), event);
  setTimeout(() => over(form, event), 3_000);
});
addEventListener('pageshow', () => going.forEach(({ of }, form) => over(form, of)));
