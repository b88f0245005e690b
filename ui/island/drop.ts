// Rows that are dragged onto a queue, a person or a macro, and cards of a board onto a queue: all that are ticked, else the
// one. The keys of the bulk bar do the same.

let dragged: HTMLElement | undefined;

function queue(of: EventTarget | null): HTMLElement | undefined {
  return (of as Element | null)?.closest?.<HTMLElement>('[data-drops]') ?? undefined;
}

function mark(over?: HTMLElement): void {
  document.querySelectorAll('[data-drop]').forEach((each) => each.removeAttribute('data-drop'));
  over?.setAttribute('data-drop', '');
}

/** The form of the bulk bar takes it, by a button that says what it means: `assignee=3`. */
export function change(row: HTMLElement, what: string): void {
  const box = row.querySelector<HTMLInputElement>('.row-check input');
  const form = box?.form;
  if (!form) return;
  if (!box.checked) document.querySelectorAll<HTMLInputElement>('.row-check :checked').forEach((each) => (each.checked = false));
  box.checked = true;
  const [name, value] = what.split('=') as [string, string];
  const button = Object.assign(document.createElement('button'), { name, value, hidden: true });
  form.append(button);
  form.requestSubmit(button);
  button.remove();
}

/** People and macros have no place of their own on the page: while a row is dragged they lie beside the list. On a board they would cover its columns. */
function tray(row: HTMLElement): void {
  const form = row.closest('form');
  if (!row.matches('.row:has(.row-check)') || !form) return;
  const box = Object.assign(document.createElement('div'), { className: 'tray' });
  box.setAttribute('aria-hidden', 'true');
  for (const menu of form.querySelectorAll<HTMLElement>('#bulk-assignee, #bulk-macro')) {
    const title = Object.assign(document.createElement('p'), { className: 'menu-title', textContent: menu.getAttribute('aria-label') });
    const items = [...menu.querySelectorAll<HTMLButtonElement>('button[value]')].map((button) => {
      const item = Object.assign(document.createElement('div'), { className: 'tray-item' });
      item.append(...[...button.childNodes].map((node) => node.cloneNode(true)));
      item.dataset.drops = `${button.name}=${button.value}`;
      return item;
    });
    if (items.length) box.append(title, ...items);
  }
  // After the browser has taken its picture of what is dragged.
  setTimeout(() => dragged && document.getElementById('stage')?.append(box));
}

export function start(): void {
  document.addEventListener('dragstart', (event) => {
    dragged = (event.target as Element | null)?.closest?.<HTMLElement>('.row, .board-card') ?? undefined;
    if (dragged) tray(dragged);
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
    document.querySelectorAll('.tray').forEach((each) => each.remove());
    mark();
  });
}
