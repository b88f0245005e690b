// Whoever moves to another page sees it before what lies below the window is laid out.
import { movesOn } from './htmx';

/** No line of a list is lower than this, alone and beside a ticket. In pixels. */
const lowest = { alone: 32, beside: 56 };

/** Lines below what the window can show, and what is scrolled past above it, come a frame later. */
function putOff(page: DocumentFragment): void {
  const list = document.querySelector<HTMLElement>('#list .sheet-scroll');
  const shown = ((list?.scrollTop ?? 0) + innerHeight) / (page.querySelector('#ticket') ? lowest.beside : lowest.alone);
  [...page.querySelectorAll('#list .rows > .row')].slice(Math.ceil(shown)).forEach((row) => row.classList.add('later'));
}

/** A field that waits for words once its menu is open, by another name: htmx goes to the first it finds, seen or not, and the browser
 *  would lay everything out to see that it is not. Where one stands is found out when the page is there (`focus.ts`). */
function hide(page: DocumentFragment): void {
  for (const field of page.querySelectorAll('#stage [autofocus]')) {
    field.removeAttribute('autofocus');
    field.setAttribute('data-autofocus', '');
  }
}

function reveal(): void {
  for (const field of document.querySelectorAll('#stage [data-autofocus]')) {
    field.removeAttribute('data-autofocus');
    field.setAttribute('autofocus', '');
  }
}

/** A frame after the rest was painted. */
function settle(): void {
  const rows = document.querySelectorAll('#list .row.later');
  requestAnimationFrame(() => {
    // What is posted before a frame is painted arrives after it.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => rows.forEach((row) => row.classList.remove('later'));
    painted.port2.postMessage(0);
  });
}

document.addEventListener('htmx:before:swap', ({ detail: { ctx, tasks } }) => {
  if (!movesOn(ctx)) return;
  // With the focus in what goes, the browser would lay everything out at once to find another place for it.
  const focus = document.activeElement;
  if (focus instanceof HTMLElement && ctx.target?.contains(focus)) focus.blur();
  // The way back leads to where the list was left.
  const back = ctx.sourceElement.matches('[data-back]');
  for (const { fragment } of tasks as { fragment: DocumentFragment }[]) {
    hide(fragment);
    if (!back) putOff(fragment);
  }
  document.addEventListener('htmx:after:swap', () => {
    reveal();
    settle();
  }, { once: true });
});
