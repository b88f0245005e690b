// Passages that agents highlight. What is chosen in a message gets a small bar; what is highlighted is painted over the text,
// which itself stays as it is. The words of a passage are kept: where the text has moved, they are looked for.
import { choosing, composing, keyOf, pressed, typing } from '../lib/keys';

interface Flat { text: string; nodes: Text[]; node: number[]; at: number[] }
interface Passage { message: HTMLElement; start: number; quote: string }

const longest = 200_000;
const inks = ['yellow', 'green', 'blue', 'pink'];
let chosen: Passage | undefined;

function dialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>('#marker');
}

/** What of a message is its text: here, or in its frame. */
function root(message: Element): HTMLElement | undefined {
  return message.querySelector<HTMLElement>('.message-text') ?? message.querySelector('iframe')?.contentDocument?.body ?? undefined;
}

/** The text with each run of white space as one space, and where each of its characters stands. */
function flat(of: HTMLElement): Flat {
  const flat: Flat = { text: '', nodes: [], node: [], at: [] };
  const walk = of.ownerDocument.createTreeWalker(of, NodeFilter.SHOW_TEXT);
  const parts: string[] = [];
  let space = true;
  while (walk.nextNode() && flat.at.length < longest) {
    const node = walk.currentNode as Text;
    const index = flat.nodes.push(node) - 1;
    for (let at = 0; at < node.data.length; at++) {
      const blank = /\s/.test(node.data[at]!);
      if (blank && space) continue;
      space = blank;
      parts.push(blank ? ' ' : node.data[at]!);
      flat.node.push(index);
      flat.at.push(at);
    }
  }
  flat.text = parts.join('');
  return flat;
}

/** The first character that stands at or behind a place; or, counting what the range holds, the first behind it. */
function bound(text: Flat, range: Range, behind: boolean): number {
  let [low, high] = [0, text.at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [node, at] = [text.nodes[text.node[middle]!]!, text.at[middle]!];
    const side = node === range.endContainer && at >= range.endOffset ? 1 : range.comparePoint(node, at);
    if (behind ? side > 0 : side >= 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function passage(selection: Selection | null | undefined): Passage | undefined {
  const range = selection && !selection.isCollapsed && selection.rangeCount ? selection.getRangeAt(0) : undefined;
  const frame = range?.startContainer.ownerDocument?.defaultView?.frameElement;
  const message = (frame ?? range?.commonAncestorContainer.parentElement)?.closest<HTMLElement>('.message');
  const text = message && root(message);
  if (!range || !message || !text?.contains(range.commonAncestorContainer)) return undefined;
  const all = flat(text);
  let [start, end] = [bound(all, range, false), bound(all, range, true)];
  while (start < end && all.text[start] === ' ') start++;
  while (end > start && all.text[end - 1] === ' ') end--;
  return end > start ? { message, start, quote: all.text.slice(start, end) } : undefined;
}

/** What is chosen now, in the page or in the frame of a mail. */
function choose(): Passage | undefined {
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('.message iframe')];
  const all = [document.getSelection(), ...frames.map((frame) => frame.contentDocument?.getSelection())];
  return all.map(passage).find(Boolean);
}

/* ---- painting ---- */

function ranges(message: HTMLElement): Map<string, Range[]> {
  const found = new Map<string, Range[]>();
  const text = root(message);
  const lines = message.querySelectorAll<HTMLElement>('.marker');
  if (!text || !lines.length) return found;
  const all = flat(text);
  for (const line of lines) {
    const quote = line.querySelector('.marker-quote')?.textContent ?? '';
    const start = nearest(all.text, quote, Number(line.dataset.start));
    line.toggleAttribute('data-lost', start < 0);
    if (start < 0 || !quote) continue;
    const last = start + quote.length - 1;
    const range = text.ownerDocument.createRange();
    range.setStart(all.nodes[all.node[start]!]!, all.at[start]!);
    range.setEnd(all.nodes[all.node[last]!]!, all.at[last]! + 1);
    const ink = line.dataset.ink ?? 'yellow';
    found.set(ink, [...(found.get(ink) ?? []), range]);
  }
  return found;
}

/** Where the words stand: where they stood, else as near to it as they are found. */
function nearest(text: string, quote: string, start: number): number {
  if (text.startsWith(quote, start)) return start;
  const [before, after] = [text.lastIndexOf(quote, start), text.indexOf(quote, start)];
  if (before < 0 || after < 0) return Math.max(before, after);
  return start - before <= after - start ? before : after;
}

function paint(): void {
  const windows = new Map<Window, Map<string, Range[]>>([[window, new Map()]]);
  for (const message of document.querySelectorAll<HTMLElement>('.message')) {
    const home = root(message)?.ownerDocument.defaultView;
    if (!home) continue;
    const all = windows.get(home) ?? new Map<string, Range[]>();
    windows.set(home, all);
    ranges(message).forEach((list, ink) => all.set(ink, [...(all.get(ink) ?? []), ...list]));
  }
  for (const [home, all] of windows) {
    const { CSS: css, Highlight: Paint } = home as unknown as typeof globalThis;
    if (!css?.highlights || !Paint) continue;
    for (const ink of inks) {
      const list = all.get(ink);
      if (list?.length) css.highlights.set(`ink-${ink}`, new Paint(...list));
      else css.highlights.delete(`ink-${ink}`);
    }
  }
}

/* ---- choosing ---- */

function bar(): HTMLElement | null {
  return document.getElementById('marker-bar');
}

function hide(): void {
  const box = bar();
  if (box?.matches(':popover-open')) box.hidePopover();
}

/** Above what was chosen, where there is room. */
function offer(): void {
  chosen = bar() ? choose() : undefined;
  place();
}

function place(): void {
  const box = bar();
  const home = chosen?.message.isConnected ? root(chosen.message)?.ownerDocument : undefined;
  const selection = home?.getSelection();
  if (!box || !chosen || !home || !selection?.rangeCount || selection.isCollapsed) return hide();
  const [at, frame] = [selection.getRangeAt(0).getBoundingClientRect(), home === document ? undefined : chosen.message.querySelector('iframe')?.getBoundingClientRect()];
  const [left, top] = [at.left + (frame?.left ?? 0), at.top + (frame?.top ?? 0)];
  if (top + at.height < 0 || top > innerHeight) return hide();
  if (!box.matches(':popover-open')) box.showPopover();
  const above = top - box.offsetHeight - 8;
  box.style.left = `${Math.max(8, Math.min(left + at.width / 2 - box.offsetWidth / 2, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(above > 8 ? above : top + at.height + 8, innerHeight - box.offsetHeight - 8))}px`;
}

function fill(form: HTMLFormElement, of: Passage): void {
  const values: Record<string, string> = { message: of.message.id.replace('message-', ''), start: String(of.start), quote: of.quote };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
}

/** The whole text, with the passage chosen in it: from there Shift and the arrows choose another one. */
function ask(message: HTMLElement, of?: Passage): void {
  const [box, text] = [dialog(), root(message)];
  const field = box?.querySelector('textarea');
  if (!box || !field || !text) return;
  field.value = flat(text).text;
  // Only where one could write is there a caret to choose with; nothing that is typed is taken.
  field.readOnly = false;
  field.inputMode = 'none';
  field.ariaReadOnly = 'true';
  box.dataset.message = message.id;
  hide();
  box.showModal();
  field.focus();
  field.setSelectionRange(of?.start ?? 0, of ? of.start + of.quote.length : 0);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const field = form.querySelector<HTMLTextAreaElement>('#marker-text');
  const message = document.getElementById(dialog()?.dataset.message ?? '');
  if (!field || !message || !dialog()?.open) return;
  const [start, end] = [field.selectionStart, field.selectionEnd];
  const quote = field.value.slice(start, end);
  fill(form, { message, start: start + quote.length - quote.trimStart().length, quote: quote.trim() });
}

function onClick(event: MouseEvent): void {
  const target = (event.target as Element).closest?.<HTMLElement>('[data-mark], [data-mark-ink], [data-mark-note], .marker-quote');
  if (!target) return;
  const form = dialog()?.querySelector('form');
  const { mark, markInk } = target.dataset;
  if (mark) {
    const message = document.getElementById(mark);
    target.closest<HTMLElement>('[popover]')?.hidePopover();
    const now = choose();
    if (message) ask(message, now?.message === message ? now : undefined);
  } else if (target.matches('.marker-quote')) {
    target.closest('.message')?.querySelector('.message-text, kippu-frame')?.scrollIntoView({ block: 'nearest' });
  } else if (chosen && form && markInk) {
    fill(form, chosen);
    const ink = form.querySelector<HTMLInputElement>(`[name=ink][value=${markInk}]`);
    if (ink) ink.checked = true;
    hide();
    document.getSelection()?.removeAllRanges();
    form.requestSubmit();
  } else if (chosen) ask(chosen.message, chosen);
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') return hide();
  if (composing(event) || typing(event.target) || choosing() || event.altKey || event.shiftKey || pressed(event) !== keyOf('highlight')) return;
  if (!dialog()) return;
  const now = choose();
  if (!now) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(now.message, now);
}

/** A frame's own document hears its own pointer and keys. */
function listen(home: Document): void {
  home.addEventListener('pointerup', () => setTimeout(offer));
  home.addEventListener('keyup', (event) => event.shiftKey && setTimeout(offer));
  home.addEventListener('keydown', onKey, true);
}

export function start(): void {
  listen(document);
  document.addEventListener('click', onClick);
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener('beforeinput', (event) => (event.target as Element).id === 'marker-text' && event.preventDefault());
  document.addEventListener('scroll', () => bar()?.matches(':popover-open') && place(), true);
  // The press must not take away what was chosen.
  document.addEventListener('mousedown', (event) => (event.target as Element).closest?.('#marker-bar, [data-mark]') && event.preventDefault());
  document.addEventListener('load', (event) => {
    const home = (event.target as HTMLIFrameElement).contentDocument;
    if (!home || !(event.target as Element).closest?.('.message')) return;
    listen(home);
    paint();
  }, true);
  document.addEventListener('htmx:after:swap', () => requestAnimationFrame(paint));
  document.addEventListener('htmx:after:restore', () => requestAnimationFrame(paint));
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('.message iframe')) {
    if (frame.contentDocument?.readyState === 'complete') listen(frame.contentDocument);
  }
  paint();
}
