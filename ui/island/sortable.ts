// A list that is put in order by dragging, or with Alt and an arrow; and rows that are dropped onto a queue.
import { send } from '../lib/send';

let dragged: HTMLElement | undefined;

function item(of: EventTarget | null): HTMLElement | undefined {
  return (of as Element | null)?.closest?.<HTMLElement>('[data-sortable] > [data-id]') ?? undefined;
}

/** The line of the same list that the pointer is over, or over something within it. */
function among(of: EventTarget | null): HTMLElement | undefined {
  const beside = dragged?.parentElement?.querySelectorAll<HTMLElement>(':scope > [data-id]') ?? [];
  return [...beside].find((each) => each.contains(of as Node | null));
}

async function keep(all: HTMLElement): Promise<void> {
  if (!all.dataset.sortable) {
    const form = all.closest('form');
    return form?.requestSubmit(form.querySelector<HTMLButtonElement>('[data-draw]'));
  }
  const order = [...all.querySelectorAll<HTMLElement>(':scope > [data-id]')].map(({ dataset }) => dataset.id).join(',');
  await send('POST', all.dataset.sortable ?? '', new URLSearchParams({ order }));
}

function mark(over?: HTMLElement): void {
  document.querySelectorAll('[data-above]').forEach((each) => each.removeAttribute('data-above'));
  over?.setAttribute('data-above', '');
}

function onKey(event: KeyboardEvent): void {
  const here = item(event.target);
  if (!here || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  const up = event.key === 'ArrowUp';
  const other = up ? here.previousElementSibling : here.nextElementSibling;
  if (!(other instanceof HTMLElement) || !other.dataset.id) return;
  event.preventDefault();
  if (up) other.before(here); else other.after(here);
  (event.target as HTMLElement).focus();
  void keep(here.parentElement as HTMLElement);
}

export function start(): void {
  document.addEventListener('keydown', onKey);
  document.addEventListener('dragstart', (event) => {
    dragged = item(event.target);
    dragged?.setAttribute('data-dragged', '');
  });
  document.addEventListener('dragover', (event) => {
    const over = among(event.target);
    if (!over) return;
    event.preventDefault();
    mark(over);
  });
  document.addEventListener('drop', (event) => {
    const over = among(event.target);
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    over.before(dragged);
    void keep(over.parentElement as HTMLElement);
  });
  document.addEventListener('dragend', () => {
    dragged?.removeAttribute('data-dragged');
    dragged = undefined;
    mark();
  });
}
