// What is begun in a small form that has no draft, such as a call or a task, stays in this window: it is there again when one comes
// back to its ticket, until it is sent, emptied, or its writer signs out (`data-jot`).
import { fill } from '../lib/fill';
import { me } from '../lib/kept';
import { typed } from '../lib/open';
import { word } from '../lib/words';

type Jot = { at: number; fields: [string, string][] };
type Jots = Record<string, Jot>;

/** Under this name the window has them. */
export const jots = 'jots';
/** No more of them stay, none of more characters, and none for longer, in milliseconds. */
const most = 20;
const largest = 50_000;
const longest = 86_400_000;
/** What is on its way, by request: under which name it stays, and what it says. */
const going = new Map<object, { at: string; says: string }>();
/** Somebody goes on with these here: of them nothing is said. */
const inHand = new Set<string>();

function of(target: unknown): HTMLFormElement | undefined {
  return target instanceof HTMLFormElement && target.dataset.jot !== undefined ? target : undefined;
}

function name(form: HTMLFormElement): string {
  return `${me()} ${form.getAttribute('action')}`;
}

/** Those of whoever is here, and not of long ago. */
function kept(): Jots {
  const all = Object.entries(JSON.parse(sessionStorage.getItem(jots) ?? '{}') as Jots);
  return Object.fromEntries(all.filter(([at, jot]) => at.startsWith(`${me()} `) && Date.now() - jot.at < longest));
}

function put(all: Jots): void {
  try {
    sessionStorage.setItem(jots, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-most))));
  } catch {
    /* A full or forbidden storage keeps nothing. */
  }
}

/** A field that somebody has typed into; of which message a task is made does not show. */
function begun(form: HTMLFormElement): Element | undefined {
  return [...form.elements].find((field) => typed(field) && !(field as HTMLElement).hidden);
}

/** Without files, secrets, and what is the server's. */
function fields(form: HTMLFormElement): [string, string][] {
  const without = [...form.querySelectorAll<HTMLInputElement>('input:is([type="hidden"], [type="password"])')].map((field) => field.name);
  return [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string' && !without.includes(pair[0]));
}

function says(form: HTMLFormElement): string {
  return JSON.stringify(fields(form));
}

function keep(form: HTMLFormElement): void {
  const [all, at] = [kept(), name(form)];
  delete all[at];
  if (begun(form) && says(form).length <= largest) all[at] = { at: Date.now(), fields: fields(form) };
  put(all);
}

function forget(at: string): void {
  inHand.delete(at);
  const all = kept();
  delete all[at];
  put(all);
}

function restore(): void {
  const all = kept();
  const sent = [...going.values()].map(({ at }) => at);
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-jot]')) {
    const at = name(form);
    const jot = all[at];
    if (!jot || sent.includes(at)) continue;
    if (!begun(form)) fill(form, jot.fields);
    if (!inHand.has(at) && says(form) === JSON.stringify(jot.fields)) say(form);
  }
}

/** Beside what is there again. */
function say(form: HTMLFormElement): void {
  hush(form);
  const line = Object.assign(document.createElement('p'), { className: 'hint', textContent: word('draftRestored') });
  line.dataset.jotSaid = '';
  begun(form)?.closest('.field')?.append(line);
}

function hush(form: HTMLFormElement): void {
  form.querySelector('[data-jot-said]')?.remove();
}

function onTyped({ target }: Event): void {
  const form = of((target as HTMLInputElement).form);
  if (!form) return;
  inHand.add(name(form));
  hush(form);
  keep(form);
}

/** What was taken is not there again; its form may be another ticket's by now, or hold what is next. */
function settle(request: object, source: Element, status = 0): void {
  const sent = going.get(request);
  going.delete(request);
  if (!sent || status < 200 || status >= 400) return;
  const form = of(source);
  if (form && name(form) === sent.at && says(form) === sent.says) form.reset();
  forget(sent.at);
}

export function start(): void {
  if (!me()) return;
  put(kept());
  document.addEventListener('input', onTyped);
  document.addEventListener('change', onTyped);
  document.addEventListener('left', ({ target }) => {
    const form = of(target);
    if (!form) return;
    inHand.delete(name(form));
    if (begun(form)) keep(form);
  });
  document.addEventListener('reset', ({ target }) => {
    const form = of(target);
    if (!form) return;
    hush(form);
    forget(name(form));
  });
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    const form = of(ctx.sourceElement);
    if (form) going.set(ctx, { at: name(form), says: says(form) });
  });
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => settle(ctx, ctx.sourceElement, ctx.response?.status));
  document.addEventListener('htmx:after:swap', restore);
  restore();
}
