// Rows that are dragged onto a queue: all that are ticked, else the one. The keys of the bulk bar do the same.

let dragged: HTMLElement | undefined;

function queue(of: EventTarget | null): HTMLElement | undefined {
  return (of as Element | null)?.closest?.<HTMLElement>('[data-drops]') ?? undefined;
}

function mark(over?: HTMLElement): void {
  document.querySelectorAll('[data-drop]').forEach((each) => each.removeAttribute('data-drop'));
  over?.setAttribute('data-drop', '');
}

/** The list's own form takes it, by a button that says what the queue means. */
function change(row: HTMLElement, what: string): void {
  const form = row.closest<HTMLFormElement>('form');
  const box = row.querySelector<HTMLInputElement>('.row-check input');
  if (!form || !box) return;
  if (!box.checked) form.querySelectorAll<HTMLInputElement>('.row-check :checked').forEach((each) => (each.checked = false));
  box.checked = true;
  const [name, value] = what.split('=') as [string, string];
  const button = Object.assign(document.createElement('button'), { name, value, hidden: true });
  form.append(button);
  form.requestSubmit(button);
  button.remove();
}

export function start(): void {
  document.addEventListener('dragstart', (event) => {
    dragged = (event.target as Element | null)?.closest?.<HTMLElement>('.row') ?? undefined;
  });
  document.addEventListener('dragover', (event) => {
    const over = dragged?.querySelector('.row-check') ? queue(event.target) : undefined;
    mark(over);
    if (over) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const over = queue(event.target);
    if (!dragged || !over) return;
    event.preventDefault();
    change(dragged, over.dataset.drops ?? '');
  });
  document.addEventListener('dragend', () => {
    dragged = undefined;
    mark();
  });
}
