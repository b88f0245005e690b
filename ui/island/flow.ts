// A flow that is built by dragging its steps onto the places between them, or by keys on a step: Alt with an arrow moves
// it, arrows go from one to the next, Delete removes it. All of it presses what stands on the page.
import { composing } from '../lib/keys';

let dragged: HTMLElement | undefined;
/** The step that was moved: the focus goes with it. */
let moved = '';

function step(of: EventTarget | null): HTMLElement | undefined {
  return (of as Element | null)?.closest?.<HTMLElement>('.flow-canvas [data-node]') ?? undefined;
}

function slot(of: EventTarget | null): HTMLElement | undefined {
  const found = (of as Element | null)?.closest?.<HTMLElement>('.flow-slot[data-place]');
  // Nothing goes into itself.
  return found && dragged && !dragged.contains(found) ? found : undefined;
}

function mark(over?: HTMLElement): void {
  document.querySelectorAll('.flow-slot[data-drop]').forEach((each) => each.removeAttribute('data-drop'));
  over?.setAttribute('data-drop', '');
}

function form(node: HTMLElement): HTMLFormElement | null {
  return node.querySelector<HTMLFormElement>(':scope > .flow-card .flow-moves');
}

function put(node: HTMLElement, place: string): void {
  const own = form(node);
  if (!own) return;
  const button = Object.assign(document.createElement('button'), { name: 'to', value: place, hidden: true });
  own.append(button);
  moved = node.id;
  own.requestSubmit(button);
  button.remove();
}

function press(node: HTMLElement, which: string): void {
  const button = form(node)?.querySelector<HTMLButtonElement>(which);
  if (!button) return;
  moved = node.id;
  button.form?.requestSubmit(button);
}

function walk(from: HTMLElement, by: number): void {
  const all = [...document.querySelectorAll<HTMLElement>('.flow-canvas .flow-title')];
  all[all.indexOf(from) + by]?.focus();
}

function onKey(event: KeyboardEvent): void {
  const node = step(event.target);
  const title = event.target as HTMLElement;
  if (composing(event) || event.ctrlKey || event.metaKey || !title.closest?.('.flow-canvas')) return;
  const arrow = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (node && event.altKey && arrow) press(node, `[value="${arrow < 0 ? 'up' : 'down'}"]`);
  else if (node && event.key === 'Delete') press(node, '[data-remove]');
  else if (!event.altKey && arrow && title.matches('.flow-title')) walk(title, arrow);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function follow(): void {
  const node = moved && document.getElementById(moved);
  moved = '';
  if (!node) return;
  const title = node.querySelector<HTMLElement>(':scope > .flow-card a.flow-title');
  (title ?? node.querySelector<HTMLElement>('.flow-moves button'))?.focus();
}

export function start(): void {
  document.addEventListener('keydown', onKey, { capture: true });
  document.addEventListener('dragstart', (event) => {
    dragged = (event.target as Element | null)?.matches?.('.flow-card[draggable]') ? step(event.target) : undefined;
    dragged?.setAttribute('data-dragged', '');
  });
  document.addEventListener('dragover', (event) => {
    if (!dragged) return;
    const over = slot(event.target);
    mark(over);
    if (over) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const over = slot(event.target);
    if (!dragged || !over) return;
    event.preventDefault();
    put(dragged, over.dataset.place ?? '');
  });
  document.addEventListener('dragend', () => {
    dragged?.removeAttribute('data-dragged');
    dragged = undefined;
    mark();
  });
  // The frame gives the focus to the stage a moment after the page has come.
  const later = () => moved && setTimeout(follow, 80);
  document.addEventListener('htmx:after:swap', later);
  document.addEventListener('htmx:after:history:push', later);
}
