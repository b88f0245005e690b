// What is done with one message: its words go into the answer as a quotation, its address onto the clipboard.
import { word } from '../lib/words';
import { say } from './toast';

/** What was chosen with the mouse in it. */
function chosenIn(message: HTMLElement): string | undefined {
  const frame = message.querySelector('iframe')?.contentDocument;
  for (const chosen of [document.getSelection(), frame?.getSelection()]) {
    const place = chosen?.anchorNode;
    if (chosen && !chosen.isCollapsed && place && (message.querySelector('.message-body')?.contains(place) || place.ownerDocument === frame)) return chosen.toString().trim();
  }
  return undefined;
}

/** That, else all that is shown of it. */
function words(message: HTMLElement): string {
  const chosen = chosenIn(message);
  if (chosen !== undefined) return chosen;
  const frame = message.querySelector('iframe')?.contentDocument;
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

/** What was chosen in a message as its menu opened. */
let chosen = '';

/** It stands where words are asked for, at once or as soon as the menu has come. */
function onOpen(event: Event): void {
  const menu = event.target as HTMLElement;
  const message = menu.closest<HTMLElement>('.message');
  if (!message || (event as ToggleEvent).newState !== 'open') return;
  chosen = chosenIn(message) ?? '';
  put(menu);
}

/** As if it had come so: nobody has typed it. */
function put(menu: HTMLElement): void {
  const field = menu.querySelector<HTMLInputElement>('[data-chosen]');
  if (field) field.value = field.defaultValue = chosen;
}

export function start(): void {
  document.addEventListener('beforetoggle', onOpen, true);
  document.addEventListener('filled', ({ target }) => put(target as HTMLElement));
  // The press must not take away what was chosen.
  document.addEventListener('mousedown', (event) => (event.target as Element).closest?.('[data-quote]') && event.preventDefault());
  document.addEventListener('click', onClick);
}
