// One key, or two after each other, presses what carries it: data-key="r", "g i", "mod+k", "?".
import { begin, choosing, composing, pressed, still, typing, visible } from '../lib/keys';

/** What is inert is a sample, or has gone elsewhere: no key reaches it. */
export const live = ':not([inert] *)';

function bound(): HTMLElement[] {
  const modal = document.querySelector<HTMLElement>('dialog[open]:modal');
  return [...(modal ?? document).querySelectorAll<HTMLElement>(`[data-key]${live}`)];
}

/** Presses it; what is written into, or chosen from, is opened and gets the focus. */
export function act(element: HTMLElement): void {
  if (!typing(element)) return element.click();
  if (!visible(element)) element.closest<HTMLElement>('[popover]')?.showPopover();
  const composer = element.closest<HTMLElement>('.composer');
  // One that is folded would hide the field until it has the focus.
  if (composer) composer.dataset.held = 'open';
  element.focus();
  if (composer) delete composer.dataset.held;
}

/** In sight, or on the sidebar, which a narrow window keeps closed. */
function isThere(element: HTMLElement): boolean {
  return visible(element) || element.matches('[data-key-hidden], #sidebar *');
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || composing(event) || event.altKey) return;
  const keys = pressed(event);
  const chord = keys.startsWith('mod+');
  if (!chord && (typing(event.target) || still() || choosing())) return;
  const hits = bound().filter((element) => element.dataset.key === keys && isThere(element));
  // What the page itself binds comes before what stands around it; of what was said, the last.
  const within = (around: string) => hits.filter((element) => element.closest(around));
  const hit = within('.page-part')[0] ?? within('#stage')[0] ?? within('#toasts').at(-1) ?? hits[0];
  begin('', 0);
  if (hit) {
    event.preventDefault();
    act(hit);
  } else if (!chord && bound().some((element) => element.dataset.key?.startsWith(`${keys} `))) {
    begin(keys, event.timeStamp);
  }
}

/** What an element does, in words: data-command, else its label, else its text. */
export function meaning(element: HTMLElement): string {
  return element.dataset.command || element.getAttribute('aria-label') || element.title || plain(element);
}

/** Its text without counts, keys and hints. */
function plain(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.querySelectorAll('.count, .kbd, .hint').forEach((part) => part.remove());
  return copy.textContent?.trim() ?? '';
}

/** One `<kbd>` for each press: `g i` gives two, `mod+k` gives ⌘K or Ctrl K. */
export function caps(keys: string): HTMLElement[] {
  const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';
  return keys.split(/[ +]/).map((key) => {
    const cap = document.createElement('kbd');
    cap.className = 'kbd';
    cap.textContent = key === 'mod' ? mod : key.length === 1 ? key.toUpperCase() : key;
    return cap;
  });
}

/** The help lists what this very page binds, so it cannot be wrong. */
function fill(list: HTMLElement): void {
  list.querySelectorAll('[data-found]').forEach((line) => line.remove());
  const seen = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>(`[data-key]${live}`)) {
    const key = element.dataset.key ?? '';
    const text = meaning(element);
    if (!text || !key || seen.has(key) || (still() && !key.startsWith('mod+'))) continue;
    seen.add(key);
    const line = document.createElement('div');
    line.dataset.found = '';
    const term = document.createElement('dt');
    term.textContent = text;
    const keys = document.createElement('dd');
    keys.append(...caps(key));
    line.append(term, keys);
    list.append(line);
  }
}

export function start(): void {
  document.addEventListener('keydown', onKey);
  document.addEventListener('toggle', (event) => {
    const list = event.target instanceof HTMLDialogElement && event.target.open && event.target.querySelector<HTMLElement>('[data-keys]');
    if (list) fill(list);
  }, true);
}
