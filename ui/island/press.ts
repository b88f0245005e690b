// A field that holds a key, not a word: data-press="1" takes one press, "2" two after each other. Backspace empties it.
import { composing, patience, pressed } from '../lib/keys';

/** With Ctrl or ⌘ these stay the browser's: copying, pasting, loading anew. The server refuses the same. */
const kept = /^mod\+[abcilnqrtuvwxyz]$/;
let since = -patience;

function onKey(event: KeyboardEvent): void {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.dataset.press || composing(event) || event.altKey) return;
  const key = pressed(event);
  const taken = key === 'Backspace' ? '' : /^(mod\+)?\S$|^(Delete|Insert)$/.test(key) && !kept.test(key) ? key : undefined;
  if (taken === undefined) return;
  event.preventDefault();
  const follows = field.dataset.press === '2' && event.timeStamp - since < patience && /^\S$/.test(field.value) && /^\S$/.test(key);
  since = follows ? -patience : event.timeStamp;
  field.value = follows ? `${field.value} ${taken}` : taken.replace('mod+', 'ctrl+');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export function start(): void {
  document.addEventListener('keydown', onKey, true);
}
