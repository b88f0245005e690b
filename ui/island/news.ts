// Something happened while the ticket is open: a line above the answer says what and leads there; what is being written is not touched.
// Whoever has seen who wrote does not send past it, so the answer goes out with the first press.
import { carry } from './draft';

/** What stands on the screen this long is seen. In milliseconds. */
const enough = 3_000;
/** What others have said. */
let fresh: HTMLElement[] = [];
/** What others have done that makes the answer another matter. */
let turns: HTMLElement[] = [];
let timer = 0;

function line(): HTMLElement | null {
  return document.getElementById('composer-news');
}

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('form#composer');
}

function stays(all: HTMLElement[]): HTMLElement[] {
  return all.filter(({ isConnected }) => isConnected);
}

function onMessages(event: Event): void {
  // What came along with another ticket was said long ago.
  const said = (event as CustomEvent<HTMLElement[]>).detail.filter((message) => !message.matches('[data-own], [data-came]'));
  if (!said.length || !line()) return;
  fresh = [...stays(fresh), ...said];
  wait();
  if (writes() || !fresh.every(inView)) tell();
}

/** Whoever does not write sees it on the page. */
function onTurns(event: Event): void {
  if (!line() || !writes()) return;
  turns = [...stays(turns), ...(event as CustomEvent<HTMLElement[]>).detail];
  tell();
}

function tell(): void {
  const who = fresh.at(-1)?.querySelector('.message-from')?.textContent?.trim();
  const wrote = who && (line()?.dataset.said ?? '').replace('{0}', who);
  const sentences = [...turns.map((turn) => turn.dataset.turn), wrote].filter(Boolean).join(' · ');
  say(sentences);
  if (turns.length) voice(sentences);
}

function say(text: string): void {
  const banner = line();
  if (!banner) return;
  banner.querySelector('.banner-text')!.textContent = text;
  banner.hidden = false;
}

function voice(text: string): void {
  const region = document.getElementById('voice');
  if (region) region.textContent = text;
}

/** The ticket went into another one, where its reader goes when they agree; without a path, it is out of their sight. */
function onElsewhere(event: Event): void {
  const { path, text } = (event as CustomEvent<{ path?: string; text: string }>).detail;
  const banner = line();
  if (!banner) return location.assign(path ?? location.pathname);
  const number = path?.split('/').at(-1) ?? '';
  const page = new DOMParser().parseFromString(text, 'text/html');
  const told = [...page.querySelectorAll<HTMLElement>('[data-turn]')].map(({ dataset }) => dataset.turn ?? '').filter((turn) => turn.includes(`#${number}`));
  const sentence = path ? told.at(-1) ?? (banner.dataset.merged ?? '').replace('{0}', number) : banner.dataset.gone ?? '';
  banner.classList.toggle('danger', !path);
  banner.dataset.path = path ?? '';
  const button = (name: string) => banner.querySelector<HTMLElement>(`[data-news="${name}"]`)!;
  button('show').hidden = true;
  button('go').hidden = !path;
  // Nothing of it is theirs to change any more.
  if (!path) document.querySelectorAll<HTMLElement>('#ticket .ticket-facts, #side, #composer .button-pair').forEach((part) => (part.inert = true));
  say(sentence);
  voice(sentence);
}

async function go(): Promise<void> {
  const path = line()?.dataset.path;
  const writing = form();
  if (!path) return;
  if (writing) await carry(writing, `${path}/draft`);
  location.assign(`${path}#composer`);
}

/** Something is begun, or somebody is about to. */
function writes(): boolean {
  return Boolean(form()?.contains(document.activeElement) || form()?.querySelector<HTMLTextAreaElement>('textarea[name="text"]')?.value.trim());
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
  const first = stays([...fresh, ...turns])[0];
  seen();
  done();
  const fold = first?.closest('details');
  if (fold) fold.open = true;
  first?.scrollIntoView({ block: 'start' });
  // Whoever writes goes on writing; whoever came by keyboard reads on from there.
  if (document.activeElement === button || document.activeElement === document.body) first?.querySelector<HTMLElement>('.message-time')?.focus({ preventScroll: true });
}

function done(): void {
  const banner = line();
  if (banner) banner.hidden = true;
  fresh = [];
  turns = [];
}

export function start(): void {
  document.addEventListener('messages', onMessages);
  document.addEventListener('turns', onTurns);
  document.addEventListener('elsewhere', onElsewhere);
  document.addEventListener('visibilitychange', wait);
  const pressed = (event: Event) => (event.target as Element).closest?.<HTMLElement>('[data-news]');
  document.addEventListener('mousedown', (event) => pressed(event) && event.preventDefault());
  document.addEventListener('click', (event) => {
    const button = pressed(event);
    if (button?.dataset.news === 'show') show(button);
    else if (button?.dataset.news === 'go') void go();
    else if (button) seen(), done();
  });
  // Another page, or this one drawn again: it shows all there is.
  document.addEventListener('htmx:after:swap', () => line()?.hidden && (fresh = stays(fresh), turns = stays(turns)));
}
