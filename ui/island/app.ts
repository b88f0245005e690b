// The workspace as an app: its service worker, whose drafts and tickets this browser keeps, and the word that a page is an old one.
import { strip } from '../lib/strip';
import { word } from '../lib/words';
import { delivered } from './draft';
import { jots } from './jot';

const mine = 'person';
/** When this browser last fetched what it carries along. */
const carried = 'carried';
/** It does so again after this time. In milliseconds. */
const often = 300_000;

/** Whoever signs out takes nothing along any more. */
let leaving = false;

/** Nothing that one person has read or written here is left to the next. */
async function forget(): Promise<void> {
  localStorage.removeItem(carried);
  Object.keys(localStorage).filter((key) => key.startsWith('draft:')).forEach((key) => localStorage.removeItem(key));
  sessionStorage.removeItem(jots);
  const registration = await navigator.serviceWorker?.getRegistration();
  // Who signs in next here is told nothing that was meant for somebody else.
  await (await registration?.pushManager?.getSubscription())?.unsubscribe().catch(() => false);
  const worker = registration?.active;
  if (!worker) return;
  await new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    worker.postMessage({ forget: true }, [channel.port2]);
    setTimeout(done, 1_000);
  });
}

async function whose(person: string): Promise<void> {
  const before = localStorage.getItem(mine);
  if (before && before !== person) await forget();
  localStorage.setItem(mine, person);
}

function opened(): void {
  if (/^\/tickets\/\d+$/.test(location.pathname)) navigator.serviceWorker?.controller?.postMessage({ opened: location.pathname });
}

/** What was seen meanwhile, here or elsewhere, need not stand among the notifications of the system. */
export function tidy(): void {
  if (document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  navigator.serviceWorker?.controller?.postMessage({ tidy: true });
}

/** `Offline, as of 10:42`: the page says so itself, because it was kept. */
function old(): void {
  const at = document.getElementById('stage')?.dataset.keptAt;
  if (!at) return strip('old');
  const then = new Date(at);
  const today = then.toDateString() === new Date().toDateString();
  const day = today ? undefined : 'medium';
  const when = then.toLocaleString(document.documentElement.lang, { dateStyle: day, timeStyle: 'short', hourCycle: 'h23' });
  strip('old', word('asOf', when));
}

function onSubmit(event: Event): void {
  const form = event.target as HTMLFormElement;
  if (new URL(form.action, location.href).pathname !== '/logout') return;
  event.preventDefault();
  if (!leaving) void leave(form);
}

/** What was written here is on the server before this browser forgets it; where it could not be, whoever leaves is asked. */
async function leave(form: HTMLFormElement): Promise<void> {
  leaving = true;
  if (!(await delivered()) && !confirm(word('unsaved'))) {
    leaving = false;
    return;
  }
  localStorage.removeItem(mine);
  await forget();
  form.submit();
}

/** One's own tickets and drafts come along for the time without a network, when there is nothing else to do. */
function carry(): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  const before = Number(localStorage.getItem(carried));
  if (leaving || document.hidden || !navigator.onLine || connection?.saveData || Date.now() - before < often) return;
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(() => {
    const worker = navigator.serviceWorker.controller;
    if (!worker || leaving) return;
    localStorage.setItem(carried, String(Date.now()));
    worker.postMessage({ carry: true });
  });
}

/** On the page that stands for all others: what can be read without a network. */
async function shelf(list: HTMLElement): Promise<void> {
  const cache = await caches.open(list.dataset.shelf!);
  const pages = (await cache.keys()).filter(({ url }) => /^\/tickets\/\d+$/.test(new URL(url).pathname)).reverse();
  for (const { url } of pages) {
    const page = new DOMParser().parseFromString(await (await cache.match(url))!.text(), 'text/html');
    const item = document.createElement('li');
    const link = item.appendChild(document.createElement('a'));
    link.href = new URL(url).pathname;
    link.className = 'link';
    link.textContent = page.title.split(' · ')[0] ?? link.href;
    list.append(item);
  }
  list.closest<HTMLElement>('section')!.hidden = !pages.length;
}

export function start(): void {
  if ('caches' in window) document.querySelectorAll<HTMLElement>('[data-shelf]').forEach((list) => void shelf(list));
  const person = document.body.dataset.person;
  if (!person) return;
  void whose(person);
  // Each window has its own: who signs out in one of them has gone from all.
  addEventListener('storage', ({ key, newValue }) => key === mine && newValue !== person && sessionStorage.removeItem(jots));
  old();
  document.addEventListener('submit', onSubmit);
  document.addEventListener('htmx:after:swap', () => {
    opened();
    old();
  });
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  opened();
  tidy();
  document.addEventListener('visibilitychange', tidy);
  document.addEventListener('inbox', tidy);
  setTimeout(carry, 2_000);
  setInterval(carry, often);
  navigator.serviceWorker.addEventListener('controllerchange', carry);
}
