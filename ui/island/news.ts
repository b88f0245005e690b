// Somebody wrote while the ticket is open: a line above the answer says who and leads there; what is being written is not touched.
// Whoever has seen that does not send past it, so the answer goes out with the first press.

/** What stands on the screen this long is seen. In milliseconds. */
const enough = 3_000;
let fresh: HTMLElement[] = [];
let timer = 0;

function line(): HTMLElement | null {
  return document.getElementById('composer-news');
}

function onMessages(event: Event): void {
  const said = (event as CustomEvent<HTMLElement[]>).detail.filter((message) => !message.hasAttribute('data-own'));
  const banner = line();
  if (!said.length || !banner) return;
  fresh = [...fresh.filter(({ isConnected }) => isConnected), ...said];
  wait();
  if (!writes() && fresh.every(inView)) return;
  const who = said.at(-1)!.querySelector('.message-from')?.textContent?.trim() ?? '';
  banner.querySelector('.banner-text')!.textContent = (banner.dataset.said ?? '').replace('{0}', who);
  banner.hidden = false;
}

/** Something is begun, or somebody is about to. */
function writes(): boolean {
  const composer = document.querySelector<HTMLElement>('#composer');
  return Boolean(composer?.contains(document.activeElement) || composer?.querySelector<HTMLTextAreaElement>('textarea[name="text"]')?.value.trim());
}

function inView(message: HTMLElement): boolean {
  const room = message.closest('.sheet-scroll')?.getBoundingClientRect();
  const { top, bottom } = message.getBoundingClientRect();
  return !room || (bottom > room.top && top < room.bottom - 40);
}

function wait(): void {
  clearTimeout(timer);
  if (!document.hidden) timer = window.setTimeout(() => fresh.length && seen(), enough);
}

/** The answer is written knowing these. */
function seen(): void {
  const field = document.querySelector<HTMLInputElement>('#composer input[name="seen"]');
  const newest = Math.max(...fresh.map(({ id }) => Number(id.replace('message-', ''))));
  if (field && newest > Number(field.value)) field.value = String(newest);
}

function show(button: HTMLElement): void {
  const first = fresh.find(({ isConnected }) => isConnected);
  seen();
  done();
  first?.scrollIntoView({ block: 'start' });
  // Whoever writes goes on writing; whoever came by keyboard reads on from there.
  if (document.activeElement === button || document.activeElement === document.body) first?.querySelector<HTMLElement>('.message-time')?.focus({ preventScroll: true });
}

function done(): void {
  const banner = line();
  if (banner) banner.hidden = true;
  fresh = [];
}

export function start(): void {
  document.addEventListener('messages', onMessages);
  document.addEventListener('visibilitychange', wait);
  const pressed = (event: Event) => (event.target as Element).closest?.<HTMLElement>('[data-news]');
  document.addEventListener('mousedown', (event) => pressed(event) && event.preventDefault());
  document.addEventListener('click', (event) => {
    const button = pressed(event);
    if (button?.dataset.news === 'show') show(button);
    else if (button) seen(), done();
  });
  // Another page, or this one drawn again: it shows all there is.
  document.addEventListener('htmx:after:swap', () => line()?.hidden && (fresh = fresh.filter(({ isConnected }) => isConnected)));
}
