// Whoever moves to another page sees it before what lies below the window is laid out.
import { movesOn } from './htmx';

/** No line of a list is lower than this. In pixels. */
const lowest = 32;

/** How many lines a window can show, and what is scrolled past above it. */
function shown(): number {
  const list = document.querySelector<HTMLElement>('#list .sheet-scroll');
  return Math.ceil(((list?.scrollTop ?? 0) + innerHeight) / lowest);
}

/** A frame later than the rest. */
function later(rows: Element[]): void {
  rows.forEach((row) => row.classList.add('later'));
  requestAnimationFrame(() => {
    // What is posted before a frame is painted arrives after it.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => rows.forEach((row) => row.classList.remove('later'));
    painted.port2.postMessage(0);
  });
}

document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  if (!movesOn(ctx)) return;
  const most = shown();
  // With the focus in what goes, the browser would lay everything out at once to find another place for it.
  const focus = document.activeElement;
  if (focus instanceof HTMLElement && ctx.target?.contains(focus)) focus.blur();
  // The way back leads to where the list was left.
  if (ctx.sourceElement.matches('[data-back]')) return;
  document.addEventListener('htmx:after:swap', () => later([...document.querySelectorAll('#list .rows > .row')].slice(most)), { once: true });
});
