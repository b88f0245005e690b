// Toasts leave by themselves; those with a countdown show how long one may still take something back.
import { stand } from '../lib/focus';
import { visible } from '../lib/keys';

const stay = 6_000;
/** Where somebody was before they came to a toast. */
let before: EventTarget | null = null;

/** Says something the server did not: it never arrived, a draft is in conflict; `more`: and what to do about it. */
export function say(text: string, kind = '', more?: HTMLElement): void {
  const shelf = document.getElementById('toasts');
  if (!shelf || !text) return;
  const toast = document.createElement('div');
  toast.className = `toast ${kind}`.trim();
  toast.textContent = text;
  if (more) toast.append(more);
  shelf.append(toast);
}

function arm(toast: HTMLElement): void {
  if (toast.dataset.armed) return;
  toast.dataset.armed = 'true';
  again(toast);
  toast.querySelector('[data-close]')?.addEventListener('click', () => take(toast));
  /* What was taken back cannot be taken back again. It goes out of sight first: its form is still on its way. */
  toast.addEventListener('submit', () => setTimeout(() => { toast.hidden = true; }));
  const seconds = Number(toast.dataset.countdown);
  if (seconds > 0) countdown(toast, Date.now() + seconds * 1_000);
  else if (!toast.hasAttribute('data-stay')) leave(toast);
}

/** The same words once more take the place of those that stand there, unless each has its own to take back. */
function again(toast: HTMLElement): void {
  for (const other of toast.parentElement?.querySelectorAll('.toast') ?? []) {
    if (other !== toast && !other.querySelector('form') && other.textContent === toast.textContent) take(other);
  }
}

/** Whoever is at what goes is where they were before. */
function take(part: Element): void {
  if (part.contains(document.activeElement)) {
    if (before instanceof HTMLElement && before.isConnected && visible(before)) before.focus({ preventScroll: true });
    else stand();
  }
  part.remove();
}

/** The server's clock runs on whether or not one looks: no pause. What can no longer be taken back is not offered; what is so from then on
 *  stays as long as one is at it. */
function countdown(toast: HTMLElement, until: number): void {
  const clock = toast.querySelector<HTMLElement>('.toast-clock');
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1_000);
    if (!toast.isConnected) return;
    if (left <= 0) return over(toast);
    if (clock) clock.textContent = String(left);
    setTimeout(tick, 250);
  };
  tick();
}

function over(toast: HTMLElement): void {
  if (!toast.matches(':hover, :focus-within')) return toast.remove();
  toast.querySelectorAll('form').forEach(take);
  toast.querySelector(':scope > span')!.textContent = toast.dataset.then ?? '';
  leave(toast);
}

/** What is being read or holds the focus does not vanish. */
function leave(toast: HTMLElement): void {
  setTimeout(() => (toast.matches(':hover, :focus-within') ? leave(toast) : toast.remove()), stay);
}

export function start(): void {
  const shelf = document.getElementById('toasts');
  if (!shelf) return;
  shelf.addEventListener('focusin', ({ relatedTarget }) => {
    if (!shelf.contains(relatedTarget as Node | null)) before = relatedTarget;
  });
  const all = () => shelf.querySelectorAll<HTMLElement>('.toast').forEach(arm);
  new MutationObserver(all).observe(shelf, { childList: true });
  all();
}
