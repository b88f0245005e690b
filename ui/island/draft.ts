// What is written is never lost: at once in the browser, within a second on the server (PUT data-draft-url).
import { beneath, fill } from '../lib/fill';
import htmx from '../lib/htmx';
import { type Kept, drop, forms, hold, kept, me, none, note, place, put, took } from '../lib/kept';
import { send } from '../lib/send';
import { word } from '../lib/words';
import { again, anyWaits, bring, came, inTurn, stands, waits } from './deliver';
import { say } from './toast';

const wait = 800;
/** Files come and go by themselves. */
const skipped = ['csrf', 'slip', 'kept', 'goes'];
/** Where no draft holds them, the server has to hear which are there. */
const unsaid = ['csrf', 'slip'];
/** What is said, whoever it is for. */
const carried = ['kind', 'text', 'html'];
const timers = new WeakMap<HTMLFormElement, number>();
/** The saving that is on its way: the next one continues what comes of it. */
const saves = new WeakMap<HTMLFormElement, Promise<void>>();
/** On their way, from their place: what an editor that comes late still says of them begins no draft. */
const sending = new WeakMap<HTMLFormElement, string>();
/** From which place a request went out: its form may be another ticket's when it is answered. */
const origins = new WeakMap<object, string>();
/** Stops the saving that is on its way. */
const stops = new WeakMap<HTMLFormElement, AbortController>();
/** What is written goes by a name of its own, by place: of what was sent, the server keeps nothing that comes behind. */
const names = new Map<string, string>();
/** For these the server has all. */
const gathered = new WeakSet<HTMLFormElement>();
/** The form is read to be kept. */
let reading = false;

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

/** How often the server's draft was saved, from the version of it. */
function revision(version = none): number {
  return Number(version.replaceAll('"', ''));
}

function now(form: HTMLFormElement, sent = false): Kept {
  return { at: Date.now(), fields: fields(form, unsaid), sent, by: me(), version: form.dataset.draftVersion ?? none };
}

function keep(form: HTMLFormElement, sent = false): void {
  put(place(form), now(form, sent));
}

function goesOut(form: HTMLFormElement): boolean {
  return sending.get(form) === place(form);
}

function saveLater(form: HTMLFormElement, pause = wait): void {
  clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => void saveNow(form), pause));
}

function saveNow(form: HTMLFormElement): Promise<void> {
  forget(form);
  const at = place(form);
  const saving = (saves.get(form) ?? Promise.resolve()).then(() => save(form, at));
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

/** What goes on from what the server has waits until that is all that was typed. */
function gather(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches('[data-gathers]') || gathered.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // While this event is on its way, the form would not be sent again.
  void Promise.all([...forms()].map(saved)).then(() => setTimeout(() => {
    gathered.add(form);
    form.requestSubmit(event.submitter);
  }));
}

/** Its form becomes the answer to another ticket: what was typed goes to its own, behind what is on its way there. */
function leave({ target }: Event): void {
  const form = target as HTMLFormElement;
  if (!form.dataset.draftUrl) return;
  const [at, before, isNew] = [place(form), saves.get(form), timers.has(form)];
  const text = JSON.stringify(now(form));
  forget(form);
  saves.delete(form);
  if (isNew || waits(at)) void (before ?? Promise.resolve()).then(() => (kept(at)?.held ? undefined : bring(at, text)));
}

/** What is somebody else's now has no copy here. */
export function letGo(form: HTMLFormElement): void {
  drop(place(form));
}

/** What stands here is a colleague's from a version on: what the server has not yet goes among what was written before, and the form
 *  is as if nothing had been written. Whoever types on meanwhile keeps it until they are asked again. */
export async function given(form: HTMLFormElement, version: string): Promise<void> {
  const at = place(form);
  // Of another window nothing is said.
  form.dataset.draftConflict = 'true';
  delete form.dataset.draftUnheard;
  await saved(form);
  await empty(form, () => place(form) === at && !goesOut(form) && !waits(at), () => {
    letGo(form);
    clear(form);
    form.dataset.draftVersion = version;
    say(`${word('draftGiven')} `, '', seen(form));
  });
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
    /* A full or forbidden storage leaves it where it was written. */
  }
}

async function save(form: HTMLFormElement, at: string): Promise<void> {
  if (!form.isConnected || !form.dataset.draftUrl || place(form) !== at || goesOut(form)) return;
  const version = form.dataset.draftVersion ?? none;
  const text = localStorage.getItem(at);
  const stop = new AbortController();
  stops.set(form, stop);
  note(at, 'unheard', version);
  const answer = await send('PUT', form.dataset.draftUrl, new URLSearchParams(fields(form, unsaid)), { 'If-Match': version }, stop.signal).catch(() => undefined);
  const stays = place(form) === at;
  // What it was of is being sent; should that be lost, it may have been kept unheard.
  if (stop.signal.aborted) return stays ? void (form.dataset.draftUnheard = version) : undefined;
  if (answer) note(at, 'unheard');
  if (!stays) return came(at, text, answer);
  if (answer?.ok) {
    note(at, 'conflict');
    delete form.dataset.draftConflict;
    form.querySelectorAll<HTMLElement>('[data-suggested]').forEach((field) => (field.dataset.suggested = ''));
    form.dataset.draftVersion = answer.headers.get('ETag') ?? none;
    hold(at, text, form.dataset.draftVersion);
    mark(form, word('draftSaved'));
  } else if (answer?.status === 412 && form.dataset.draftUnheard) {
    // The other window was this one, before it was loaded again.
    form.dataset.draftVersion = `"${revision(form.dataset.draftUnheard) + 1}"`;
    delete form.dataset.draftUnheard;
    await save(form, at);
  } else if (stands(answer)) {
    hold(at, text);
    conflict(form);
  } else {
    mark(form, word('draftLocal'));
    saveLater(form, 10_000);
  }
}

/** Leads to what was written before. */
function seen(form: HTMLFormElement): HTMLAnchorElement | undefined {
  const { drafts: href, draftsSee: textContent = '' } = form.dataset;
  return href ? Object.assign(document.createElement('a'), { className: 'link', href, textContent }) : undefined;
}

/** What is written here is kept beside the other window's, in this browser and among the drafts. */
function conflict(form: HTMLFormElement): void {
  mark(form, word('draftConflict'), seen(form));
  if (!form.dataset.draftConflict) say(`${word('draftConflict')} `, 'danger', seen(form));
  form.dataset.draftConflict = 'true';
  note(place(form), 'conflict', 'true');
  form.dispatchEvent(new Event('conflict', { bubbles: true }));
}

function onInput(event: Event): void {
  const form = (event.target as HTMLInputElement).form;
  if (!form?.dataset.draftUrl) return;
  keep(form, goesOut(form));
  if (goesOut(form)) return;
  saveLater(form);
}

/** What was sent leaves an empty form; a refused or lost sending keeps the text. */
function settle(form: HTMLFormElement, at: string, status = 0): void {
  if (sending.get(form) === at) sending.delete(form);
  const taken = status >= 200 && status < 400;
  const stays = place(form) === at;
  if (!taken) return stays ? keep(form) : again(at);
  took(at);
  note(at, 'unheard');
  // What stands there now may be another ticket's.
  if (stays) clear(form);
}

/** As if nothing had been written. */
function clear(form: HTMLFormElement): void {
  delete form.dataset.draftConflict;
  delete form.dataset.draftUnheard;
  delete form.dataset.draftVersion;
  form.reset();
  mark(form, '');
}

/** The browser's copy wins when it was not sent, and is newer than the server's or never got there because of another window's. */
function restore(form: HTMLFormElement): void {
  // What is on its way is settled once it is answered.
  if (form.dataset.draftRestored || goesOut(form)) return;
  form.dataset.draftRestored = 'true';
  const unheard = localStorage.getItem(`${place(form)}:unheard`);
  if (unheard) form.dataset.draftUnheard = unheard;
  const text = localStorage.getItem(place(form));
  if (!text) return;
  const before = JSON.parse(text) as Kept;
  // A page of who was here before was left open, and written in.
  if ((before.by ?? me()) !== me()) return letGo(form);
  const server = Date.parse(form.dataset.draftAt ?? '') || 0;
  // By its own count, the server goes on from this; its clock knows nothing of a second's parts, nor of this machine's.
  const heard = (before.held && revision(before.version) <= revision(form.dataset.draftVersion)) || before.at <= server;
  const stopped = localStorage.getItem(`${place(form)}:conflict`) !== null;
  if (before.sent || (heard && !stopped)) return letGo(form);
  if (!before.fields.some(([name, value]) => name === 'text' && value.trim())) return;
  fill(form, before.fields, (name) => !skipped.includes(name) && (before.only?.includes(name) ?? true));
  const other = [...form.querySelectorAll<HTMLOptionElement>('#send-from option, #send-signs option')].some((option) => option.selected !== option.defaultSelected);
  if (other) beneath(form);
  mark(form, word('draftRestored'));
  saveLater(form);
}

function restoreAll(): void {
  forms().forEach(restore);
}

/** Before somebody leaves, and not for longer than `most`: whether the server has all that they wrote here. */
export async function delivered(most = 3_000): Promise<boolean> {
  const standing = [...forms()].map((form) => (waits(place(form)) ? saveNow(form) : saved(form)));
  const all = Promise.all([...standing, inTurn(0)]);
  await Promise.race([all, new Promise((done) => setTimeout(done, most))]);
  return !anyWaits();
}

/** Another window has saved what was written here, and left standing there; or has sent what stands here as well. */
function heard({ key, oldValue, newValue }: StorageEvent): void {
  const form = [...forms()].find((one) => place(one) === key);
  const text = newValue ?? oldValue;
  if (!form || !text) return;
  const one = JSON.parse(text) as Kept;
  if (newValue) goOn(form, one);
  else if (one.taken && one.by === me()) void empty(form, () => place(form) === key && !goesOut(form) && said(fields(form)) === said(one.fields), () => clear(form));
}

function goOn(form: HTMLFormElement, { held, version, fields }: Kept): void {
  if (!held || !version || !fields.some(([name, value]) => name === 'draft' && value === names.get(place(form)))) return;
  forget(form);
  form.dataset.draftVersion = version;
}

/** What is said, wherever its lines end. */
function said(fields: Kept['fields']): string {
  const of = (wanted: string) => fields.find(([name]) => name === wanted)?.[1] ?? '';
  return [of('kind'), of('text').replace(/\s+/g, ' ').trim()].join(' ');
}

/** The page brought some of it: it is asked for again, and brings what stands there when nothing is begun. */
async function empty(form: HTMLFormElement, same: () => boolean, then: () => void): Promise<void> {
  const [home, over] = [form.closest('kippu-composer'), new AbortController()];
  if (!home || !same()) return;
  forget(form);
  stops.get(form)?.abort();
  home.addEventListener('htmx:before:swap', (event) => event.target === home && !same() && event.preventDefault(), over);
  home.addEventListener('htmx:after:swap', (event) => event.target === home && then(), over);
  await htmx.ajax('GET', location.pathname + location.search, { source: home, target: form, select: `#${form.id}`, swap: 'outerMorph' });
  over.abort();
}

export function start(): void {
  document.addEventListener('input', onInput);
  document.addEventListener('change', onInput);
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset.draftUrl) return;
    forget(form);
    stops.get(form)?.abort();
    sending.set(form, place(form));
    keep(form, true);
  });
  document.addEventListener('submit', gather, true);
  document.addEventListener('left', leave);
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement instanceof HTMLFormElement && ctx.sourceElement.dataset.draftUrl) origins.set(ctx, place(ctx.sourceElement));
  });
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    const form = ctx.sourceElement;
    const at = origins.get(ctx) ?? (form instanceof HTMLFormElement && form.dataset.draftUrl ? place(form) : undefined);
    if (at && form instanceof HTMLFormElement) settle(form, at, ctx.response?.status);
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
  addEventListener('storage', heard);
  document.addEventListener('htmx:after:swap', restoreAll);
  restoreAll();
}
