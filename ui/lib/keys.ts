// When a key press is meant as a command, and when it only spells a word.

/** While an IME composes, no key is ours: not a shortcut, and Enter does not send. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** True where a person types text, so single keys are letters. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.role === 'textbox') return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Something is open to choose from: letters find there, and no key alone is a command. */
export function choosing(): boolean {
  return document.querySelector(':is(.menu, .popover):popover-open') !== null;
}

/** Milliseconds within which the second of two presses follows the first. */
export const patience = 1_200;
let begun = '';
let since = 0;

/** The name of a press as `data-key` writes it: `r`, `#`, `mod+k`, `mod+Enter`; after the first of two, of both: `g i`. */
export function pressed(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `mod+${key}`;
  return begun && event.timeStamp - since < patience ? `${begun} ${key}` : key;
}

/** The first of two was pressed; empty: none. */
export function begin(key: string, at: number): void {
  begun = key;
  since = at;
}

/** A hidden element takes no command. */
export function visible(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

/** The key of something that no element on the page carries; undefined: none. */
export function keyOf(what: 'next' | 'previous' | 'open' | 'select' | 'move' | 'glance' | 'highlight'): string | undefined {
  return still() ? undefined : help()[what] || undefined;
}

/** Somebody wants no key alone to do anything (WCAG 2.1.4). */
export function still(): boolean {
  return help().off !== undefined;
}

function help(): DOMStringMap {
  return document.querySelector<HTMLElement>('[data-keys]')?.dataset ?? {};
}
