// A field above the areas of the administration narrows them to what is typed: by their names, what they are for and the settings in
// them. Enter opens the first, Escape shows all again.
import { fold } from '../lib/fold';
import { composing } from '../lib/keys';

const place = '.settings-find input';

function narrow(field = document.querySelector<HTMLInputElement>(place)): void {
  const areas = field?.closest<HTMLElement>('.settings-nav');
  if (!field || !areas) return;
  const wanted = fold(field.value.trim()).split(/\s+/);
  let heading: HTMLElement | undefined;
  for (const part of areas.querySelectorAll<HTMLElement>(':scope > :is(h2, a)')) {
    const area = part.matches('a');
    const words = fold(`${part.textContent} ${part.dataset.words}`);
    part.hidden = !area || !wanted.every((word) => words.includes(word));
    if (!area) heading = part;
    else if (heading && !part.hidden) heading.hidden = false;
  }
  areas.querySelector<HTMLElement>('[data-none]')!.hidden = Boolean(first(areas));
}

function first(areas: Element): HTMLElement | null {
  return areas.querySelector<HTMLElement>(':scope > a:not([hidden])');
}

function onKey(event: KeyboardEvent): void {
  const field = event.target as HTMLInputElement;
  if (!field.matches?.(place) || composing(event) || !field.value || !['Enter', 'Escape'].includes(event.key)) return;
  event.preventDefault();
  const area = event.key === 'Enter' ? first(field.closest('.settings-nav')!) : null;
  if (event.key === 'Enter' && !area) return;
  field.value = '';
  narrow(field);
  area?.click();
}

export function start(): void {
  document.addEventListener('input', ({ target }) => (target as Element).matches(place) && narrow());
  document.addEventListener('keydown', onKey);
  // What is typed outlives the page, what is hidden does not.
  document.addEventListener('htmx:after:swap', () => narrow());
}
