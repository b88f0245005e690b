// Where reading begins: [data-start] (the first new message, or the last one) is in view when a ticket opens, unless the address names a message.

function begin(): void {
  if (location.hash) return;
  const start = document.querySelector<HTMLElement>('#stage [data-start]');
  if (!start || start.dataset.begun) return;
  start.dataset.begun = 'true';
  const scroller = start.closest<HTMLElement>('.sheet-scroll');
  if (scroller) scroller.scrollTop += start.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 96;
}

export function start(): void {
  begin();
  document.addEventListener('htmx:after:history:push', () => requestAnimationFrame(begin));
}
