// Moving to another ticket morphs the page: nothing that was typed or chosen in a form goes along into the form it becomes.
import htmx from './htmx';
import { over } from './once';

/** A letter was taken back: what is drawn is it, not what was begun meanwhile. */
let again = false;

/** By these a form is known. */
const known = ['action', 'data-draft-url', 'data-draft-key'];

/** Whether it becomes another one, as on the way to the next ticket. */
function becomes(form: Element, next: Element): form is HTMLFormElement {
  return form.matches('form[method=post]') && ((again && form.matches('[data-draft-url]')) || known.some((name) => form.getAttribute(name) !== next.getAttribute(name)));
}

/** Nothing that was typed or chosen goes along into another form. `left`: what it holds is still there. It was not sent, and whoever
 *  tidies up behind a letter would take from the next one. */
function leave(form: HTMLFormElement): void {
  const focus = document.activeElement;
  if (focus instanceof HTMLElement && form.contains(focus)) focus.blur();
  form.dispatchEvent(new Event('left', { bubbles: true }));
  form.addEventListener('reset', (event) => event.stopPropagation(), { once: true });
  form.reset();
  over(form);
}

htmx.registerExtension('left', {
  htmx_before_morph_node: (element: Element, { newNode }: { newNode: Element }) => {
    if (becomes(element, newNode)) leave(element);
  },
});

/* The swap follows at once, before anything else is done. */
document.addEventListener('htmx:before:swap', (event) => {
  again = event.detail.ctx.sourceElement.matches('form[action$="/take-back"]');
  queueMicrotask(() => (again = false));
});
