// What is done with one message: its words go into the answer as a quotation, its address onto the clipboard.
import { word } from '../lib/words';
import { say } from './toast';

/** What was chosen with the mouse in it, else all that is shown of it. */
function words(message: HTMLElement): string {
  const frame = message.querySelector('iframe')?.contentDocument;
  for (const chosen of [document.getSelection(), frame?.getSelection()]) {
    const place = chosen?.anchorNode;
    if (chosen && !chosen.isCollapsed && place && (message.querySelector('.message-body')?.contains(place) || place.ownerDocument === frame)) return chosen.toString().trim();
  }
  const text = message.querySelector<HTMLElement>('.message-text') ?? frame?.body;
  return text?.innerText.trim() ?? '';
}

function onClick(event: Event): void {
  const button = (event.target as Element).closest?.<HTMLElement>('[data-quote], [data-copy]');
  if (!button) return;
  const { quote, copy } = button.dataset;
  if (copy) return void navigator.clipboard?.writeText(new URL(copy, location.href).href).then(() => say(word('copied')));
  const message = document.getElementById(quote ?? '');
  const composer = document.querySelector('kippu-composer');
  const text = message && words(message);
  button.closest<HTMLElement>('[popover]')?.hidePopover();
  if (text) composer?.dispatchEvent(new CustomEvent('quote', { detail: text }));
}

export function start(): void {
  // The press must not take away what was chosen.
  document.addEventListener('mousedown', (event) => (event.target as Element).closest?.('[data-quote]') && event.preventDefault());
  document.addEventListener('click', onClick);
}
