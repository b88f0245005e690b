// What was written on pages that stand no more goes to the server as well: when the network is back, when a page opens, and before
// somebody signs out.
import { type Kept, forms, hold, kept, me, none, note, place, put } from '../lib/kept';
import { send } from '../lib/send';

/** What another window wrote it saves by itself within this time. */
const others = 3_000;
/** What is kept of forms whose drafts the server has, by place. */
const places = /^draft:\/(tickets\/\d+(\/sides)?|sides\/\d+)\/draft$/;
/** What the server will not have, as it was kept. */
const refused = new Set<string>();
/** What is on its way by itself, by place. */
const bringing = new Set<string>();
/** When what other pages left behind is looked for. */
let soon = 0;

export function waits(at: string): boolean {
  const one = places.test(at) ? kept(at) : undefined;
  return one?.version !== undefined && one.by === me() && !one.sent && !one.held && one.fields.some(([name, value]) => name === 'text' && value.trim());
}

/** Whether anything does. */
export function anyWaits(): boolean {
  return Object.keys(localStorage).some(waits);
}

/** It was not sent after all: it is written, as before. */
export function again(at: string): void {
  const one = kept(at);
  if (one) put(at, { ...one, sent: false });
  later();
}

/** At least `age` after it was written. */
async function deliver(age: number): Promise<void> {
  const standing = [...forms()].map(place);
  const all = Object.keys(localStorage).filter((at) => !standing.includes(at) && waits(at) && Date.now() - kept(at)!.at >= age);
  await Promise.all(all.map((at) => bring(at)));
}

/** `otherwise`: where this browser could keep nothing. */
export async function bring(at: string, otherwise?: string): Promise<void> {
  const text = localStorage.getItem(at) ?? otherwise;
  if (!text || refused.has(text) || bringing.has(at)) return;
  bringing.add(at);
  const { fields, version = none } = JSON.parse(text) as Kept;
  const answer = await send('PUT', at.slice('draft:'.length), new URLSearchParams(fields), { 'If-Match': version }, AbortSignal.timeout(10_000)).catch(() => undefined);
  bringing.delete(at);
  if (answer) note(at, 'unheard');
  came(at, text, answer);
  // Somebody is back there already, on a page from before.
  const form = answer?.ok ? [...forms()].find((one) => place(one) === at && (one.dataset.draftVersion ?? none) === version) : undefined;
  if (form) form.dataset.draftVersion = answer?.headers.get('ETag') ?? version;
}

/** What the server said to a text that stands on no page. */
export function came(at: string, text: string | null, answer?: Response): void {
  if (answer?.ok) hold(at, text, answer.headers.get('ETag') ?? undefined);
  else if (stands(answer)) {
    hold(at, text);
    if (kept(at)) note(at, 'conflict', 'true');
  } else if (text && answer && answer.status < 500) refused.add(text);
}

/** Another window's text stands in the way. */
export function stands(answer?: Response): boolean {
  return answer?.status === 409 || answer?.status === 412;
}

/** One window after the other. */
export async function inTurn(age: number): Promise<void> {
  if (navigator.locks) await navigator.locks.request('drafts', () => deliver(age));
  else await deliver(age);
}

function later(): void {
  if (!me()) return;
  soon ||= window.setTimeout(() => {
    soon = 0;
    if (navigator.onLine) void inTurn(others);
  }, others);
}

export function start(): void {
  addEventListener('online', later);
  document.addEventListener('htmx:after:swap', later);
  later();
}
