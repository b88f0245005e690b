// What is written is never lost: at once in the browser, within a second on the server (PUT data-draft-url).
import { beneath, fill } from '../lib/fill';
import { send } from '../lib/send';
import { word } from '../lib/words';
import { say } from './toast';

/** `only`: the names of what was carried; none: it is the whole form. */
type Kept = { at: number; fields: [string, string][]; sent?: boolean; only?: string[] };
const wait = 800;
/** Files come and go by themselves. */
const skipped = ['csrf', 'slip', 'kept'];
/** Where no draft holds them, the server has to hear which are there. */
const unsaid = ['csrf', 'slip'];
/** What is said, whoever it is for. */
const carried = ['kind', 'text', 'html'];
const timers = new WeakMap<HTMLFormElement, number>();
/** The saving that is on its way: the next one continues what comes of it. */
const saves = new WeakMap<HTMLFormElement, Promise<void>>();
/** On their way: what an editor that comes late still says of them begins no draft. */
const sending = new WeakSet<HTMLFormElement>();
/** Stops the saving that is on its way. */
const stops = new WeakMap<HTMLFormElement, AbortController>();
/** What is written goes by a name of its own, by place: of what was sent, the server keeps nothing that comes behind. */
const names = new Map<string, string>();
/** The form is read to be kept. */
let reading = false;

function place(form: HTMLFormElement): string {
  return `draft:${form.dataset.draftUrl}`;
}

function named(form: HTMLFormElement): string {
  const name = names.get(place(form)) ?? Date.now().toString(36) + Math.random().toString(36).slice(1);
  names.set(place(form), name);
  return name;
}

function fields(form: HTMLFormElement, without = skipped): [string, string][] {
  reading = true;
  const all = [...new FormData(form)];
  reading = false;
  return all.filter((pair): pair is [string, string] => typeof pair[1] === 'string' && !without.includes(pair[0]));
}

function mark(form: HTMLFormElement, text: string, more?: HTMLElement): void {
  const state = form.querySelector('[data-draft-state]');
  state?.replaceChildren(text, ...(more ? [' ', more] : []));
}

function keep(form: HTMLFormElement, sent = false): void {
  const kept: Kept = { at: Date.now(), fields: fields(form), sent };
  try {
    localStorage.setItem(place(form), JSON.stringify(kept));
  } catch {
    /* A full or forbidden storage leaves the server's copy. */
  }
}

/** `unheard`: the version a saving goes out from, until it is answered: a page that is left meanwhile does not hear what came of
 *  it. `conflict`: another window stood in the way of the last saving. */
function note(form: HTMLFormElement, what: 'unheard' | 'conflict', value?: string): void {
  try {
    if (value) localStorage.setItem(`${place(form)}:${what}`, value);
    else localStorage.removeItem(`${place(form)}:${what}`);
  } catch {
    /* As above. */
  }
}

function saveLater(form: HTMLFormElement, pause = wait): void {
  clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => void saveNow(form), pause));
}

function saveNow(form: HTMLFormElement): Promise<void> {
  forget(form);
  const saving = (saves.get(form) ?? Promise.resolve()).then(() => save(form));
  saves.set(form, saving);
  return saving;
}

function forget(form: HTMLFormElement): void {
  clearTimeout(timers.get(form));
  timers.delete(form);
}

/** Once the server has all that was typed, as far as it could be reached. */
export async function saved(form: HTMLFormElement): Promise<void> {
  await (timers.has(form) ? saveNow(form) : saves.get(form));
}

/** What is somebody else's now has no copy here. */
export function letGo(form: HTMLFormElement): void {
  localStorage.removeItem(place(form));
  note(form, 'conflict');
}

/** What is written goes along into the answer of another ticket, whose recipients are its own. */
export async function carry(form: HTMLFormElement, url: string): Promise<void> {
  await saved(form);
  const words = fields(form).filter(([name]) => carried.includes(name));
  if (!words.some(([name, value]) => name === 'text' && value.trim())) return;
  try {
    localStorage.setItem(`draft:${url}`, JSON.stringify({ at: Date.now(), fields: words, only: carried } satisfies Kept));
    letGo(form);
  } catch {
    /* As above. */
  }
}

async function save(form: HTMLFormElement): Promise<void> {
  if (!form.isConnected || !form.dataset.draftUrl || sending.has(form)) return;
  const version = form.dataset.draftVersion;
  const stop = new AbortController();
  stops.set(form, stop);
  note(form, 'unheard', version ?? '"0"');
  const answer = await send('PUT', form.dataset.draftUrl, new URLSearchParams(fields(form, unsaid)), version ? { 'If-Match': version } : {}, stop.signal).catch(() => undefined);
  // What it was of is being sent; should that be lost, it may have been kept unheard.
  if (stop.signal.aborted) return void (form.dataset.draftUnheard = version ?? '"0"');
  if (answer) note(form, 'unheard');
  if (answer?.ok) {
    note(form, 'conflict');
    delete form.dataset.draftConflict;
    form.querySelectorAll<HTMLElement>('[data-suggested]').forEach((field) => (field.dataset.suggested = ''));
    form.dataset.draftVersion = answer.headers.get('ETag') ?? '';
    mark(form, word('draftSaved'));
  } else if (answer?.status === 412 && form.dataset.draftUnheard) {
    // The other window was this one, before it was loaded again.
    form.dataset.draftVersion = `"${Number(form.dataset.draftUnheard.replaceAll('"', '')) + 1}"`;
    delete form.dataset.draftUnheard;
    await save(form);
  } else if (answer?.status === 409 || answer?.status === 412) {
    conflict(form);
  } else {
    mark(form, word('draftLocal'));
    saveLater(form, 10_000);
  }
}

/** What is written here is kept beside the other window's, in this browser and among the drafts. */
function conflict(form: HTMLFormElement): void {
  const { drafts: href, draftsSee: textContent = '' } = form.dataset;
  const link = () => (href ? Object.assign(document.createElement('a'), { className: 'link', href, textContent }) : undefined);
  mark(form, word('draftConflict'), link());
  if (!form.dataset.draftConflict) say(`${word('draftConflict')} `, 'danger', link());
  form.dataset.draftConflict = 'true';
  note(form, 'conflict', 'true');
}

function onInput(event: Event): void {
  const form = (event.target as HTMLInputElement).form;
  if (!form?.dataset.draftUrl) return;
  keep(form, sending.has(form));
  if (sending.has(form)) return;
  saveLater(form);
}

/** What was sent leaves an empty form; a refused or lost sending keeps the text. */
function settle(form: HTMLFormElement, status = 0): void {
  sending.delete(form);
  if (status < 200 || status >= 400) return keep(form);
  letGo(form);
  note(form, 'unheard');
  delete form.dataset.draftConflict;
  delete form.dataset.draftUnheard;
  delete form.dataset.draftVersion;
  form.reset();
  mark(form, '');
}

/** The browser's copy wins when it was not sent, and is newer than the server's or never got there because of another window's. */
function restore(form: HTMLFormElement): void {
  if (form.dataset.draftRestored) return;
  form.dataset.draftRestored = 'true';
  const unheard = localStorage.getItem(`${place(form)}:unheard`);
  if (unheard) form.dataset.draftUnheard = unheard;
  const text = localStorage.getItem(place(form));
  if (!text) return;
  const kept = JSON.parse(text) as Kept;
  const server = Date.parse(form.dataset.draftAt ?? '') || 0;
  const stopped = localStorage.getItem(`${place(form)}:conflict`) !== null;
  if (kept.sent || (kept.at <= server && !stopped)) return letGo(form);
  if (!kept.fields.some(([name, value]) => name === 'text' && value.trim())) return;
  fill(form, kept.fields, (name) => !skipped.includes(name) && (kept.only?.includes(name) ?? true));
  const other = [...form.querySelectorAll<HTMLOptionElement>('#send-from option, #send-signs option')].some((option) => option.selected !== option.defaultSelected);
  if (other) beneath(form);
  mark(form, word('draftRestored'));
  saveLater(form);
}

function forms(): NodeListOf<HTMLFormElement> {
  return document.querySelectorAll('form[data-draft-url]');
}

function restoreAll(): void {
  forms().forEach(restore);
}

export function start(): void {
  document.addEventListener('input', onInput);
  document.addEventListener('change', onInput);
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset.draftUrl) return;
    forget(form);
    stops.get(form)?.abort();
    sending.add(form);
    keep(form, true);
  });
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement instanceof HTMLFormElement && ctx.sourceElement.dataset.draftUrl) settle(ctx.sourceElement, ctx.response?.status);
  });
  // A name that leaves with a sending is used up, whatever becomes of it: what is typed from now on has another.
  document.addEventListener('formdata', ({ target, formData }) => {
    const form = target as HTMLFormElement;
    if (!form.dataset.draftUrl) return;
    formData.set('draft', named(form));
    if (!reading) names.delete(place(form));
  });
  // A page that comes back as it was left has nothing on its way.
  addEventListener('pageshow', (event) => event.persisted && forms().forEach((form) => sending.delete(form)));
  // What waits for the network waits no longer.
  addEventListener('online', () => forms().forEach((form) => timers.has(form) && void saveNow(form)));
  document.addEventListener('htmx:after:swap', restoreAll);
  restoreAll();
}
