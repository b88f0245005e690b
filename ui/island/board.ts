// A board: a card goes into another column by dragging, by Shift with an arrow, or by its menu. It lies there at once; where
// the desk says no, the answer puts it back. One that is ticked takes the other ticked ones along, as one change of all of them.
import { choosing, composing, keyOf, pressed, typing } from '../lib/keys';
import { change } from './drop';
import { live } from './shortcuts';

let dragged: HTMLElement | undefined;
/** The card that had the focus when it was moved, and where it stood among its column's. */
let wanted: { card: string; column: string; at: number } | undefined;
let back: (() => void) | undefined;

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(`#board-form${live}`);
}

function card(of: EventTarget | null): HTMLElement | undefined {
  return (of as Element | null)?.closest?.<HTMLElement>('.board-card') ?? undefined;
}

function column(of: EventTarget | null): HTMLElement | undefined {
  return (of as Element | null)?.closest?.<HTMLElement>('.board-column') ?? undefined;
}

function cards(of: Element): HTMLElement[] {
  return [...of.querySelectorAll<HTMLElement>('.board-card')];
}

/** The form speaks of this card from now on. */
function take(one: HTMLElement): void {
  for (const name of ['ticket', 'version']) {
    const field = form()?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = one.dataset[name] ?? '';
  }
}

/** It lies there before the desk has answered. */
function lay(one: HTMLElement, to: HTMLElement): void {
  const [home, next] = [one.parentElement, one.nextSibling];
  back = () => { if (home?.isConnected) home.insertBefore(one, next?.parentNode === home ? next : null); };
  one.dataset.moving = '';
  to.classList.remove('slim');
  to.querySelector('.board-cards')?.prepend(one);
  one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function move(one: HTMLElement, to: HTMLElement): void {
  const all = form();
  if (!all || one.draggable === false || column(one) === to) return;
  const bucket = to.dataset.bucket ?? '';
  if (isTicked(one) && ticked() > 1) return change(one, `${(all.elements.namedItem('grouping') as HTMLInputElement).value}=${bucket || 0}`);
  take(one);
  const button = Object.assign(document.createElement('button'), { name: 'to', value: bucket, hidden: true });
  all.append(button);
  all.requestSubmit(button);
  button.remove();
}

function isTicked(one: HTMLElement): boolean {
  return one.querySelector<HTMLInputElement>('.row-check input')?.checked ?? false;
}

function ticked(): number {
  return document.querySelectorAll('.row-check :checked').length;
}

/** However it was asked for: by the menu as well. */
function onSubmit(event: SubmitEvent): void {
  const all = event.target as HTMLFormElement;
  if (all !== form()) return;
  const number = (all.elements.namedItem('ticket') as HTMLInputElement | null)?.value;
  const one = document.getElementById(`card-${number}`);
  const bucket = (event.submitter as HTMLButtonElement | null)?.value ?? '';
  const to = [...all.querySelectorAll<HTMLElement>('.board-column')].find(({ dataset }) => dataset.bucket === bucket);
  const from = column(one);
  if (!one || !to || !from) return;
  wanted = dragged ? undefined : { card: one.id, column: from.id, at: cards(from).indexOf(one) };
  if (from !== to) lay(one, to);
}

/** The card itself where it still is, else the one that lies in its place now. */
function focusAgain(): void {
  back = undefined;
  const { card: id, column: home, at } = wanted ?? {};
  wanted = undefined;
  if (!id) return;
  const one = document.getElementById(id) ?? document.querySelectorAll<HTMLElement>(`#${home} .board-card`)[at ?? 0] ?? document.querySelector('.board-card');
  requestAnimationFrame(() => one?.querySelector<HTMLElement>('.board-link')?.focus());
}

/** The next column to one side; with cards in it, where one is to go on. */
function beside(here: HTMLElement, by: 1 | -1, filled: boolean): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('.board-column')];
  for (let at = all.indexOf(here) + by; at >= 0 && at < all.length; at += by) if (!filled || cards(all[at]!).length) return all[at];
  return undefined;
}

function go(to: HTMLElement | undefined): void {
  to?.querySelector<HTMLElement>('.board-link')?.focus();
  to?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function onKey(event: KeyboardEvent): void {
  if (composing(event) || typing(event.target) || event.altKey || event.ctrlKey || event.metaKey || !form()) return;
  if (choosing() || document.querySelector('dialog:modal')) return;
  const key = pressed(event);
  const steps: Record<string, [0 | 1 | -1, 0 | 1 | -1]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], [keyOf('previous') ?? '']: [0, -1], [keyOf('next') ?? '']: [0, 1] };
  const step = steps[key];
  const one = card(document.activeElement);
  if (!one) {
    if (step && (document.activeElement === document.body || document.activeElement?.id === 'stage')) {
      event.preventDefault();
      go(document.querySelector<HTMLElement>('.board-card') ?? undefined);
    }
    return;
  }
  const here = column(one)!;
  if (step) {
    event.preventDefault();
    const [across, down] = step;
    const to = across ? beside(here, across, !event.shiftKey) : undefined;
    if (event.shiftKey && across) return to && move(one, to);
    const at = cards(here).indexOf(one);
    go(to ? cards(to)[Math.min(at, cards(to).length - 1)] : down ? cards(here)[at + down] : undefined);
  } else if (key === keyOf('move') && !ticked()) {
    event.preventDefault();
    one.querySelector<HTMLElement>('.board-move')?.click();
  } else if (key === keyOf('open')) {
    event.preventDefault();
    one.querySelector<HTMLElement>('.board-link')?.click();
  }
}

function mark(over?: HTMLElement): void {
  document.querySelectorAll('[data-over]').forEach((each) => each.removeAttribute('data-over'));
  over?.setAttribute('data-over', '');
}

export function start(): void {
  document.addEventListener('keydown', onKey);
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest?.('.board-move');
    const one = opener && card(opener);
    if (!one) return;
    take(one);
    const bucket = column(one)?.dataset.bucket;
    document.querySelectorAll<HTMLButtonElement>('#board-menu [name="to"]').forEach((item) => item.setAttribute('aria-checked', String(item.value === bucket)));
  }, true);
  document.addEventListener('dragstart', (event) => {
    dragged = card(event.target);
    if (!dragged) return;
    event.dataTransfer?.setData('text/plain', dragged.dataset.ticket ?? '');
    // After the browser has taken its picture of it.
    setTimeout(() => dragged?.setAttribute('data-dragged', ''));
  });
  document.addEventListener('dragover', (event) => {
    const over = dragged && column(event.target);
    if (dragged) mark(over && over !== column(dragged) ? over : undefined);
    if (over) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const over = dragged && column(event.target);
    if (!dragged || !over) return;
    event.preventDefault();
    move(dragged, over);
  });
  document.addEventListener('dragend', () => {
    dragged?.removeAttribute('data-dragged');
    dragged = undefined;
    mark();
  });
  document.addEventListener('htmx:after:swap', (event) => {
    if ((event as CustomEvent<{ ctx: { sourceElement: Element } }>).detail.ctx.sourceElement.id === 'board-form') focusAgain();
  });
  document.addEventListener('htmx:error', () => {
    back?.();
    focusAgain();
  });
}
