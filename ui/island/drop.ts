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

function line(className: string, ...words: (Node | string)[]): HTMLElement {
  const line = Object.assign(document.createElement('div'), { className });
  line.append(...words);
  return line;
}

/** A heading, or what is dropped onto. */
function copy(part: HTMLElement): HTMLElement {
  const words = [...part.childNodes].map((node) => node.cloneNode(true));
  if (!(part instanceof HTMLButtonElement)) return line('menu-title', ...words);
  const item = line('tray-item', ...words);
  item.dataset.drops = `${part.name}=${part.value}`;
  return item;
}

/** Between the bar of the list and that of what is ticked; in two columns where one would be higher than that. */
function fit(box: HTMLElement, form: HTMLElement): void {
  const [list, bulk] = [form.closest('.sheet-scroll'), form.querySelector('.bulk')].map((each) => each?.getBoundingClientRect());
  if (list) box.style.setProperty('--tray-start', `${list.top}px`);
  if (bulk?.height) box.style.setProperty('--tray-end', `${innerHeight - bulk.top + 8}px`);
  box.toggleAttribute('data-wide', box.scrollHeight > box.clientHeight);
}

/** People and macros have no place of their own on the page: while a row is dragged they lie beside the list. On a board they would cover its columns. */
function tray(row: HTMLElement): void {
  const form = row.closest('form');
  if (!row.matches('.row:has(.row-check)') || !form) return;
  const lines = [...form.querySelectorAll<HTMLElement>('#bulk-assignee, #bulk-macro')].map((menu) => {
    const parts = [...menu.querySelectorAll<HTMLElement>('.menu-title, button[value]')];
    return line('tray-part', line('tray-title', menu.getAttribute('aria-label') ?? ''), ...parts.map(copy));
  });
  const box = line('tray', line('tray-lines', ...lines));
  box.setAttribute('aria-hidden', 'true');
  // After the browser has taken its picture of what is dragged.
  setTimeout(() => {
    if (!dragged) return;
    document.getElementById('stage')?.append(box);
    fit(box, form);
  });
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
