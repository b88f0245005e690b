// What is done with one message: its words go into the answer as a quotation or begin a task, its address goes onto the clipboard.
import { visible } from '../lib/keys';
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

/** The form beside the ticket begins with what was chosen, else with the first line; where it is out of sight, the link leads to its page. */
function onTask(event: MouseEvent): void {
  const link = (event.target as Element).closest?.<HTMLElement>('[data-task]');
  const [box, opener] = [document.getElementById('task-menu'), document.querySelector<HTMLElement>('[popovertarget="task-menu"]')];
  if (!link || !box || !opener || !visible(opener) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  link.closest<HTMLElement>('[popover]')?.hidePopover();
  const [text, of] = ['text', 'message'].map((name) => box.querySelector<HTMLInputElement>(`[name="${name}"]`)!) as [HTMLInputElement, HTMLInputElement];
  const words = [...(chosen || link.dataset.words!).replace(/\s+/g, ' ')];
  text.value = words.length <= text.maxLength ? words.join('') : `${words.slice(0, text.maxLength - 1).join('')}…`;
  of.value = link.dataset.task!;
  opener.click();
}

/** Opened by itself the next time, it is of no message. */
function onClosed(event: Event): void {
  const box = event.target as HTMLElement;
  if (box.id === 'task-menu' && (event as ToggleEvent).newState === 'closed' && box.querySelector<HTMLInputElement>('[name="message"]')?.value) box.querySelector('form')?.reset();
}

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
  // Before the link leads anywhere.
  document.addEventListener('click', onTask, true);
  document.addEventListener('toggle', onClosed, true);
}
