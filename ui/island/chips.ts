// <input data-chips>: typed addresses become chips, by Enter, by what parts a list, by leaving the field, and from a pasted list.
// Backspace takes the last one back into the field. Without us the field itself is sent, commas and all.
import { suggested } from '../lib/fill';
import htmx from '../lib/htmx';
import { composing } from '../lib/keys';
import { word } from '../lib/words';

interface Reached { address: string; name: string; reason: string; text: string; level: string }

const between = /[,;\n\r\t、，；]+/;

function of({ target }: Event): HTMLInputElement | undefined {
  return target instanceof HTMLInputElement && target.dataset.chips !== undefined ? target : undefined;
}

const chips = (input: HTMLInputElement) => [...(input.parentElement?.querySelectorAll<HTMLElement>(':scope > [data-address]') ?? [])];

/** What leads to somebody without an address: `#57`, `090-1234-5678`. */
const way = /^(#\d+|[+＋]?[\d０-９][\d０-９\s()（）.／/－ー-]{3,})$/;

const ofPeople = (input?: HTMLInputElement) => input?.dataset.chips === 'people';

/** As the server reads what was typed on a Japanese keyboard. */
const narrowed = (text: string) => text.normalize('NFKC').replace(/。/g, '.').replace(/−/g, '-');

/** `Kei Tanaka <kei@x.example>` or `kei@x.example`; where people are meant, also by number. */
function read(part: string, input?: HTMLInputElement): { name: string; address: string } | undefined {
  const found = /^(.*)<([^<>]*)>$/.exec(part.trim());
  const said = (found ? found[2]! : part).trim();
  const isAddress = /^[^\s@<>"]+@[^\s@<>"]+$/.test(narrowed(said));
  if (!isAddress && !(ofPeople(input) && way.test(said))) return;
  return { name: (found?.[1] ?? '').trim().replace(/^"|"$/g, '').trim(), address: isAddress ? narrowed(said) : said };
}

/** Makes chips of what is typed; what is no address stays. `whole`: also of what nothing parts from the rest yet. */
function take(input: HTMLInputElement, text: string, whole: boolean, quiet = false): void {
  const parts = text.split(between);
  const rest = whole ? '' : parts.pop()!.trimStart();
  const left = parts.map((part) => part.trim()).filter((part) => part && !add(input, part, quiet));
  input.value = [...left, ...(rest || (left.length && !whole) ? [rest] : [])].join(', ');
  // A name by itself is asked about when it is sent.
  const wrong = left.length > 0 && !(ofPeople(input) && left.length === 1 && !chips(input).length && !/[@＠<>]/.test(left[0]!));
  input.toggleAttribute('data-wrong', wrong);
  if (wrong) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
  settle(input, quiet);
}

/** False: it is no address. Who is there already is not there twice. */
function add(input: HTMLInputElement, part: string, quiet: boolean): boolean {
  const found = read(part, input);
  if (!found) return false;
  const { name, address } = found;
  if (chips(input).some((chip) => chip.dataset.address!.toLowerCase() === address.toLowerCase())) return true;
  const chip = Object.assign(document.createElement('span'), { className: 'chip typed' });
  chip.dataset.address = address;
  const sent = Object.assign(document.createElement('input'), { type: 'hidden', name: input.name, value: name ? `${name} <${address}>` : address });
  const shown = Object.assign(document.createElement('span'), { className: 'clip', textContent: name || address });
  const cross = Object.assign(document.createElement('button'), { type: 'button', className: 'chip-remove' });
  cross.setAttribute('aria-label', word('chipRemove', name ? `${name} (${address})` : address));
  cross.append(...icon(input, '.chip-remove .icon'));
  chip.title = address;
  chip.append(sent, shown, cross);
  input.before(chip);
  if (!quiet) tell(word('chipAdded', name || address));
  void look(input);
  return true;
}

/** The page brings its icons in templates. */
function icon(input: HTMLInputElement, which: string): Node[] {
  const all = input.form?.querySelectorAll('template') ?? [];
  const found = [...all].map(({ content }) => content.querySelector(which)).find(Boolean);
  return [found?.cloneNode(true) ?? document.createTextNode('×')];
}

function tell(text: string): void {
  const voice = document.getElementById('voice');
  if (voice) voice.textContent = text;
}

/** What the field needs is there as a chip; what changed is kept like what is typed. */
function settle(input: HTMLInputElement, quiet: boolean): void {
  input.dataset.needed ??= String(input.required);
  input.required = input.dataset.needed === 'true' && !chips(input).length;
  if (!quiet) for (const kind of ['input', 'change']) input.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail: 'chips' }));
}

/** Whose they are, and what speaks against writing to them. */
async function look(input: HTMLInputElement): Promise<void> {
  const url = input.closest<HTMLElement>('kippu-composer')?.dataset.recipients;
  await Promise.resolve();
  const fresh = chips(input).filter((chip) => !chip.dataset.known && chip.dataset.address!.includes('@'));
  if (!url || !fresh.length) return;
  fresh.forEach((chip) => (chip.dataset.known = 'asked'));
  const asked = [...fresh.map((chip) => ['address', chip.dataset.address!]), ...[...(input.form?.querySelectorAll<HTMLInputElement>('[name="requester"]') ?? [])].filter(({ value }) => read(value)).map(({ value }) => ['requester', value])];
  const answer = await fetch(`${url}?${new URLSearchParams(asked)}`, { credentials: 'same-origin' }).catch(() => undefined);
  const all = answer?.ok ? ((await answer.json()) as Reached[]) : [];
  for (const chip of fresh) {
    const found = all.find(({ address }) => address.toLowerCase() === chip.dataset.address!.toLowerCase());
    if (found) explain(chip, found);
  }
}

function explain(chip: HTMLElement, { address, name, reason, text, level }: Reached): void {
  const [shown, sent] = [chip.querySelector('.clip')!, chip.querySelector('input')!];
  if (name && shown.textContent === chip.dataset.address) {
    shown.textContent = name;
    sent.value = `${name.replace(new RegExp(between, 'g'), ' ')} <${address}>`;
    chip.querySelector('button')?.setAttribute('aria-label', word('chipRemove', `${name} (${address})`));
  }
  shown.append(' ', Object.assign(document.createElement('small'), { textContent: reason }));
  if (level) chip.classList.add(level);
  chip.title = [address, text].filter(Boolean).join(' – ');
  if (text) shown.after(Object.assign(document.createElement('span'), { className: 'visually-hidden', textContent: text }));
  if (text) tell(`${address}: ${text}`);
}

function remove(chip: HTMLElement): void {
  const input = chip.parentElement?.querySelector<HTMLInputElement>('input[data-chips]');
  // As long as the chip has the focus, the field beside it is not folded away.
  input?.focus();
  chip.remove();
  if (input) settle(input, false);
}

function onKey(event: KeyboardEvent): void {
  const input = of(event);
  if (!input || composing(event) || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    if (input.value.trim()) take(input, input.value, true);
  } else if (event.key === 'Backspace' && !input.value && !event.repeat) {
    const last = chips(input).at(-1);
    if (!last) return;
    event.preventDefault();
    input.value = last.querySelector('input')!.value;
    last.remove();
    settle(input, false);
  }
}

function typed(event: Event): void {
  const input = of(event);
  if (!input || (event as InputEvent).isComposing || (event as CustomEvent).detail === 'chips') return;
  if (between.test(input.value)) take(input, input.value, false);
}

function pasted(event: ClipboardEvent): void {
  const input = of(event);
  const text = event.clipboardData?.getData('text/plain') ?? '';
  // Only what is several, or one that is whole.
  const list = text.includes('<') ? text : text.trim().replace(/\s+(?=\S+[@＠])/g, ',');
  if (!input || input.value.trim() || !(between.test(list) || read(list))) return;
  event.preventDefault();
  take(input, list, true);
}

/** What the page or a draft brought, and nobody is at just now. */
function all(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-chips]')) {
    const idle = input !== document.activeElement || input.value === input.defaultValue;
    if (input.value.trim() && idle) take(input, input.value, true, true);
    else settle(input, true);
  }
}

/** The server knows of no chips, and not yet of what was just put in: those of a form that is drawn again go along, unless it
 *  is another one. */
function stay(form: Element, page: Element): void {
  if (!(form instanceof HTMLFormElement) || form.getAttribute('action') !== page.getAttribute('action')) return;
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-chips]')) {
    page.querySelector(`#${CSS.escape(input.id)}`)?.before(...chips(input).map((chip) => chip.cloneNode(true)));
  }
  for (const { name, value } of form.querySelectorAll<HTMLInputElement>('[data-suggested="new"]')) suggested(page as HTMLFormElement, name, value);
}

export function start(): void {
  document.addEventListener('keydown', onKey);
  document.addEventListener('input', typed);
  document.addEventListener('compositionend', typed);
  document.addEventListener('paste', pasted);
  document.addEventListener('focusout', (event) => {
    const input = of(event);
    if (input?.value.trim()) take(input, input.value, true);
  });
  document.addEventListener('click', ({ target }) => {
    const chip = (target as Element).closest<HTMLElement>('.chip-remove')?.closest<HTMLElement>('[data-address]');
    if (chip) remove(chip);
  });
  document.addEventListener('reset', ({ target }) => {
    const form = target as HTMLFormElement;
    form.querySelectorAll('[data-address]').forEach((chip) => chip.remove());
    setTimeout(() => form.querySelectorAll<HTMLInputElement>('input[data-chips]').forEach((input) => settle(input, true)));
  });
  htmx.registerExtension('chips', {
    htmx_before_morph_node: (element: Element, { newNode }: { newNode: Element }) => (stay(element, newNode), true),
  });
  document.addEventListener('draft-restored', () => all());
  document.addEventListener('htmx:after:swap', () => all());
  all();
}
