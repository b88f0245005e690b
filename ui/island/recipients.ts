// Known people are proposed while an address is typed: by name or address, as GET /people/options knows them; and where
// a field says so, what an address of ours proposes for it: one person, tickets by their words, colleagues, articles. Arrows walk,
// Enter and Tab take, Escape leaves; several addresses stand in one field with commas between them, and so do several tickets where
// a field says so.
import { Asking } from '../lib/asking';
import { composing } from '../lib/keys';
import { fragment } from '../lib/send';

const fields = 'input[data-chips], #participant-field, input[data-proposes]';
const between = /[,;、，]/;
/** Milliseconds of quiet before the desk is asked. */
const pause = 150;

let field: HTMLInputElement | undefined;
let box: HTMLElement | undefined;
const asking = new Asking();

function of(event: Event): HTMLInputElement | undefined {
  return (event.target as Element).matches?.(fields) ? (event.target as HTMLInputElement) : undefined;
}

const ofPeople = ({ dataset }: HTMLInputElement) => dataset.proposes?.startsWith('/people/') ?? true;

/** Whatever is taken is all that the field says. */
function single(input: HTMLInputElement): boolean {
  return input.name === 'add' || (input.dataset.proposes !== undefined && input.dataset.several === undefined);
}

/** What is being typed at the end of the field, and what stands before it. */
function parts(input: HTMLInputElement): [before: string, word: string] {
  if (input.dataset.proposes && single(input)) return ['', input.value.trim()];
  const all = input.value.split(between);
  const word = all.at(-1)!;
  return [input.value.slice(0, input.value.length - word.length), word.trim()];
}

function options(): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
}

function close(): void {
  asking.stop();
  box?.remove();
  box = undefined;
  field?.removeAttribute('aria-activedescendant');
  field?.setAttribute('aria-expanded', 'false');
}

async function look(input: HTMLInputElement): Promise<void> {
  const [, word] = parts(input);
  if (word.length < 2 && !/[^\x00-\x7f]/.test(word)) return close();
  const address = input.dataset.proposes ?? '/people/options?requester=';
  const all = input.dataset.chips === 'people' ? '&all=on' : '';
  const found = await asking.ask(input.value, (signal) => fragment(address + encodeURIComponent(word) + all, signal));
  if (found === undefined) return close();
  const page = new DOMParser().parseFromString(`<select>${found}</select>`, 'text/html');
  const people = [...page.querySelectorAll('option')].map((option) => ({ address: option.value, name: option.textContent ?? '' }));
  const known = people.filter(({ address }) => !input.value.includes(address) && !input.parentElement?.querySelector(`[data-address="${CSS.escape(address)}" i]`));
  if (document.activeElement !== input) return;
  const [wished] = asking.waiting;
  close();
  if (known.length) show(input, known);
  const first = options()[0];
  if (wished && first) take(first);
}

function show(input: HTMLInputElement, people: { address: string; name: string }[]): void {
  field = input;
  box = Object.assign(document.createElement('div'), { id: 'recipients-list', className: 'menu recipients-list', popover: 'manual' });
  box.setAttribute('role', 'listbox');
  box.setAttribute('aria-label', input.getAttribute('aria-label') ?? input.labels?.[0]?.textContent ?? '');
  people.forEach(({ address, name }, at) => {
    const item = Object.assign(document.createElement('div'), { id: `recipients-${at}`, className: 'menu-item' });
    item.setAttribute('role', 'option');
    const hint = Object.assign(document.createElement('small'), { textContent: address });
    // Somebody without an address has a number, which says nothing to a reader.
    const id = address.startsWith('#') && ofPeople(input);
    item.append(Object.assign(document.createElement('span'), { textContent: name || address }), ...(name && !id ? [hint] : []));
    item.dataset.address = id ? `${name.replace(new RegExp(between, 'g'), ' ')} <${address}>` : address;
    // The field keeps the focus.
    item.addEventListener('pointerdown', (event) => (event.preventDefault(), take(item)));
    box!.append(item);
  });
  // Within what is open: a press outside of it would close it.
  (input.closest<HTMLElement>('[popover], dialog') ?? document.body).append(box);
  box.showPopover();
  const line = input.getBoundingClientRect();
  const above = line.bottom + box.offsetHeight + 8 > innerHeight;
  box.style.left = `${Math.max(8, Math.min(line.left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${above ? Math.max(8, line.top - box.offsetHeight - 4) : line.bottom + 4}px`;
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'true'], ['aria-controls', box.id]] as const) input.setAttribute(name, value);
  mark(0);
}

function mark(at: number): void {
  const all = options();
  all.forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
  all[at]?.scrollIntoView({ block: 'nearest' });
  field?.setAttribute('aria-activedescendant', `recipients-${at}`);
}

function take(item: HTMLElement): void {
  const input = field;
  close();
  if (!input) return;
  const [before] = parts(input);
  const all = `${before.trimEnd()}${before ? ' ' : ''}${item.dataset.address}`;
  input.value = single(input) ? item.dataset.address! : input.dataset.proposes ? all : `${all}, `;
  // What the field says is kept and looked at as if it was typed.
  for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
  close();
}

function onKey(event: KeyboardEvent): void {
  const all = options();
  if (!of(event) || !all.length || composing(event)) return;
  const here = all.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // What stands there was proposed for other words: the first of what comes is meant.
  const stale = !asking.knows(field!.value);
  const taken = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey);
  if (stale && (by || taken)) asking.waiting = taken ? [event.key] : [];
  else if (by) mark((here + by + all.length) % all.length);
  else if (taken) take(all[here]!);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** What is opened by hand is to be written into: the next letters are no commands. */
function open(event: MouseEvent): void {
  const summary = (event.target as Element).closest<HTMLElement>('summary[data-opens]');
  const details = summary?.parentElement;
  if (!(details instanceof HTMLDetailsElement) || details.open) return;
  event.preventDefault();
  details.open = true;
  // A composer that is folded would hide the field until the press is over.
  const composer = details.closest<HTMLElement>('.composer');
  if (composer) composer.dataset.held = 'open';
  document.getElementById(summary!.dataset.opens!)?.focus();
  if (composer) delete composer.dataset.held;
}

export function start(): void {
  const later = (event: Event) => {
    const input = of(event);
    if (!input || (event as InputEvent).isComposing) return;
    asking.later(() => void look(input), pause);
  };
  document.addEventListener('input', later);
  document.addEventListener('compositionend', later);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('click', open);
  document.addEventListener('focusout', (event) => of(event) && close());
}
