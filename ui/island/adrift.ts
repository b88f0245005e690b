// A key or the palette opens a menu while its button is scrolled away: then it stands in the middle, not where nobody looks.

function isInView(opener: HTMLElement): boolean {
  // An item of a menu that closes with this very click, though it is still seen to fade.
  if (opener.closest('.menu:not(:popover-open)')) return false;
  const { left, top, width, height } = opener.getBoundingClientRect();
  return opener.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}

function onBeforeToggle(event: Event): void {
  const box = event.target as HTMLElement;
  // What an island opens, it has put in its place.
  if (!box.matches?.('.menu, .popover') || box.popover === 'manual' || (event as ToggleEvent).newState !== 'open') return;
  const openers = [...document.querySelectorAll<HTMLElement>(`[popovertarget="${CSS.escape(box.id)}"]`)];
  box.classList.toggle('adrift', !openers.some(isInView));
}

export function start(): void {
  document.addEventListener('beforetoggle', onBeforeToggle, true);
}
