// A ticket at a glance: beside its line while the pointer rests on it, or when h asks for the line in focus. Never by touch.
import { composing, keyOf, pressed, typing } from '../lib/keys';
import { fragment } from '../lib/send';

const rest = 500;
const fresh = 30_000;
const kept = new Map<string, { html: string; at: number }>();
let box: HTMLElement | undefined;
let shown: HTMLElement | undefined;
let asked: HTMLElement | undefined;
/** It was asked for by a key: it stays, and goes along with the focus. */
let pinned = false;
let timer = 0;

function of(target: EventTarget | null): HTMLElement | undefined {
  return (target as Element | null)?.closest?.<HTMLElement>('.rows .row, .board-card') ?? undefined;
}

function address(row: HTMLElement): string | undefined {
  const link = row.querySelector<HTMLAnchorElement>('.row-link, .board-link');
  return link ? `${link.pathname}/card` : undefined;
}

async function html(url: string): Promise<string | undefined> {
  const known = kept.get(url);
  if (known && Date.now() - known.at < fresh) return known.html;
  const text = await fragment(url);
  if (text === undefined) return undefined;
  kept.set(url, { html: text, at: Date.now() });
  if (kept.size > 40) kept.delete(kept.keys().next().value as string);
  return text;
}

function element(): HTMLElement {
  if (box?.isConnected) return box;
  box = document.createElement('div');
  box.id = 'glance';
  box.className = 'glance';
  box.popover = 'manual';
  box.addEventListener('pointerenter', () => clearTimeout(timer));
  box.addEventListener('pointerleave', () => later(undefined));
  document.body.append(box);
  return box;
}

async function show(row: HTMLElement): Promise<void> {
  const url = address(row);
  asked = row;
  const text = url && (await html(url));
  if (!text || asked !== row || !row.isConnected) return;
  const card = element();
  card.innerHTML = text;
  card.setAttribute('role', pinned ? 'status' : 'presentation');
  if (!card.matches(':popover-open')) card.showPopover();
  place(card, row);
  shown = row;
}

/** Beneath the line where there is room, else above it. */
function place(card: HTMLElement, row: HTMLElement): void {
  const line = row.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = card;
  const start = Math.min(line.left + 56, innerWidth - wide - 12);
  const below = line.bottom + 6 + high <= innerHeight;
  card.style.left = `${Math.max(12, start)}px`;
  card.style.top = `${below ? line.bottom + 6 : Math.max(12, line.top - high - 6)}px`;
}

function hide(): void {
  clearTimeout(timer);
  pinned = false;
  asked = shown = undefined;
  if (box?.matches(':popover-open')) box.hidePopover();
}

function later(row: HTMLElement | undefined): void {
  clearTimeout(timer);
  if (pinned) return;
  timer = window.setTimeout(() => (row ? void show(row) : hide()), row ? rest : 150);
}

function onOver(event: PointerEvent): void {
  if (event.pointerType !== 'mouse' || event.buttons) return;
  const row = of(event.target);
  if (row ? row !== shown && row !== asked : shown && !box?.contains(event.target as Node)) later(row);
  if (row && row === shown) clearTimeout(timer);
}

function onKey(event: KeyboardEvent): void {
  if (composing(event) || typing(event.target) || event.altKey) return;
  const key = pressed(event);
  if (key === 'Escape' && shown) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return hide();
  }
  if (key !== keyOf('glance') || event.shiftKey) return;
  const row = of(document.activeElement);
  if (!row || document.querySelector('dialog:modal')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (pinned) return hide();
  pinned = true;
  void show(row);
}

export function start(): void {
  document.addEventListener('pointerover', onOver);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('focusin', (event) => {
    const row = of(event.target);
    if (pinned) row ? void show(row) : hide();
  });
  document.addEventListener('pointerdown', hide, true);
  document.addEventListener('scroll', (event) => !box?.contains(event.target as Node) && shown && !pinned && hide(), true);
  document.addEventListener('htmx:before:swap', hide);
}
