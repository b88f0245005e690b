// Where reading begins: [data-start] (the first new message, or the last one) is in view when a ticket opens, unless the address names a message.
// What one has just written comes into view as well.

function begin(): void {
  if (location.hash) return;
  const start = document.querySelector<HTMLElement>('#stage [data-start]');
  if (!start || start.dataset.begun) return;
  start.dataset.begun = 'true';
  const scroller = start.closest<HTMLElement>('.sheet-scroll');
  if (scroller) scroller.scrollTop += start.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 96;
}

function follow(event: Event): void {
  const { ctx } = (event as CustomEvent<{ ctx: { sourceElement?: Element } }>).detail;
  if (!ctx.sourceElement?.matches?.('form.composer')) return;
  requestAnimationFrame(() => [...document.querySelectorAll('#timeline .message')].at(-1)?.scrollIntoView({ block: 'end' }));
}

export function start(): void {
  begin();
  document.addEventListener('htmx:after:swap', follow);
  document.addEventListener('htmx:after:history:push', () => requestAnimationFrame(begin));
}
