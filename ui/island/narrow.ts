// Fields in menus: one narrows the menu to what is typed, and Enter takes the first that is shown; a list goes on behind what is there.
import { compact } from '../lib/fold';
import { composing } from '../lib/keys';
import { items } from './menu';

const search = '.menu-search input[type="search"]';

/** Says so where nothing is left. */
function narrow(menu: HTMLElement, field: HTMLInputElement): void {
  const wanted = compact(field.value);
  const all = [...menu.querySelectorAll<HTMLElement>('.menu-item, .menu-line')];
  for (const item of all) item.hidden = !compact(item.textContent ?? '').includes(wanted);
  menu.querySelector('[data-nothing]')?.toggleAttribute('hidden', all.some(({ hidden }) => !hidden));
}

function onInput({ target }: Event): void {
  const field = target as HTMLInputElement;
  const menu = field.closest?.<HTMLElement>('.menu');
  if (menu && field.matches(search)) narrow(menu, field);
}

/** Else the browser presses the first button of the form, be it in sight or not. */
function onKey(event: KeyboardEvent): void {
  const field = event.target as Element;
  const menu = event.key === 'Enter' && field.matches?.(search) && field.closest<HTMLElement>('.menu');
  if (!menu || composing(event)) return;
  event.preventDefault();
  items(menu)[0]?.click();
}

/** A menu opens whole, whatever was looked for the last time. */
function onToggle(event: Event): void {
  const box = event.target as HTMLElement;
  if (!box.matches?.('.menu, .popover')) return;
  const open = (event as ToggleEvent).newState === 'open';
  const list = box.querySelector<HTMLInputElement>('[data-goes-on]');
  if (list) goOn(list, open);
  const field = open && box.querySelector<HTMLInputElement>(search);
  if (!field) return;
  field.value = '';
  narrow(box, field);
}

/** What nobody typed is not left behind. */
function goOn(list: HTMLInputElement, open: boolean): void {
  const { defaultValue: there } = list;
  const next = there && `${there}, `;
  if (list.value === (open ? there : next)) list.value = open ? next : there;
  if (open) list.setSelectionRange(list.value.length, list.value.length);
}

export function start(): void {
  document.addEventListener('beforetoggle', onToggle, true);
  document.addEventListener('keydown', onKey);
  document.addEventListener('input', onInput);
}
