// <div data-opened="/tickets/42/opened">: a ticket of nobody comes to whoever opens it and looks at it; not to who only passes.
import htmx from '../lib/htmx';
import { send } from '../lib/send';

/** Who has not left by then has opened it. In milliseconds. */
const passing = 2_000;

/** The page one is at: drawn again, it is not opened again. */
let at = '';
/** What it will say when one stays. */
let waiting: string | undefined;
let timer = 0;

function arrive(): void {
  const here = document.querySelector('kippu-live')?.getAttribute('src') ?? '';
  if (here === at) return timer ? undefined : look();
  at = here;
  waiting = document.querySelector<HTMLElement>('[data-opened]')?.dataset.opened;
  look();
}

function look(): void {
  stop();
  if (waiting && document.visibilityState === 'visible') timer = window.setTimeout(() => void stay(), passing);
}

function stop(): void {
  clearTimeout(timer);
  timer = 0;
}

async function stay(): Promise<void> {
  // A form that is open knows the ticket as it was: nothing changes beneath it.
  if (document.querySelector('[popover]:popover-open, dialog[open]')) return look();
  const url = waiting;
  waiting = undefined;
  const answer = url && await send('POST', url).catch(() => undefined);
  const shelf = document.getElementById('toasts');
  if (!shelf || !answer || answer.status !== 200 || answer.redirected) return;
  const word = document.createElement('template');
  word.innerHTML = await answer.text();
  const toast = word.content.firstElementChild;
  if (!toast) return;
  shelf.append(toast);
  htmx.process(toast);
}

/** Somebody is on their way to another page. */
function leave(event: Event): void {
  const { ctx } = (event as CustomEvent<{ ctx: { target?: Element; sourceElement: Element } }>).detail;
  if (ctx.target?.id === 'stage') stop();
}

export function start(): void {
  arrive();
  document.addEventListener('visibilitychange', look);
  document.addEventListener('htmx:before:request', leave);
  document.addEventListener('htmx:after:swap', arrive);
  document.addEventListener('htmx:after:settle', arrive);
}
