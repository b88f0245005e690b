// The service worker: pushes and what a click on them opens; tickets that were opened lately can be read without a network.
// Kept are tickets and what their messages say, of one person, until they sign out; never the portal or the administration.
// Their own open tickets and those with a draft of theirs are carried along before they are opened.
const worker = self as unknown as ServiceWorkerGlobalScope;

const shell = 'kippu-shell';
const kept = 'kippu-kept';
const hovered = 'kippu-hovered';
const carried = 'kippu-carried';
/** Pages that are kept at most, and bodies of messages. */
const most = { [kept]: 230, [hovered]: 20, [carried]: 400 };
/** Bodies of one ticket that is carried along, the newest. */
const bodies = 12;

const ticket = /^\/tickets\/\d+$/;
const body = /^\/tickets\/\d+\/messages\/\d+\/body$/;
/** When something was fetched, as a header of what is kept. */
const since = 'x-kept-at';
/** As of when it was, by the clock of the house. */
const state = 'x-kept-as';
/** Each carrying and each forgetting ends the carrying before. */
let turn = 0;

const elsewhere = /^\/(help|r|approve|calendar|attachments|brands|live|logout|login|setup|forgot|reset|invitation)(\/|$)/;

worker.addEventListener('install', (event) => {
  event.waitUntil(prepare().then(() => worker.skipWaiting()));
});

/** The page that stands for all others, with what it needs. */
async function prepare(): Promise<void> {
  const cache = await caches.open(shell);
  const page = await fetch('/offline');
  const files = (await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? [];
  await cache.put('/offline', page);
  await cache.addAll([...new Set(files)]);
}

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (ticket.test(pathname) || body.test(pathname)) event.respondWith(page(event, pathname));
  else if (request.mode === 'navigate' && !elsewhere.test(pathname)) event.respondWith(fetch(request).then(signedIn, offline));
});

/** Files are named by what is in them: one that is here need not be asked for. */
async function asset(request: Request): Promise<Response> {
  const known = await caches.match(request, { cacheName: shell });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await put(shell, request.url, answer.clone());
  return answer;
}

async function page(event: FetchEvent, path: string): Promise<Response> {
  const { request } = event;
  try {
    const answer = await signedIn(await fetch(request));
    const html = answer.headers.get('content-type')?.startsWith('text/html');
    if (answer.ok && !answer.redirected && html) {
      const where = request.headers.has('x-purpose') ? hovered : kept;
      event.waitUntil(keep(where, path, answer.clone()));
    }
    return answer;
  } catch {
    return (await read(path)) ?? offline();
  }
}

/** What was opened last; else what is carried along. */
async function read(path: string): Promise<Response | undefined> {
  const found = await Promise.all([kept, carried].map((cacheName) => caches.match(path, { cacheName })));
  const [opened, along] = found.map((answer) => (answer ? Date.parse(answer.headers.get(since) ?? '') || 0 : -1)) as [number, number];
  return along > opened ? found[1] : found[0];
}

/** With the moment, which the page tells when it is read again. */
async function keep(where: keyof typeof most, path: string, answer: Response, as = ''): Promise<void> {
  const headers = new Headers(answer.headers);
  headers.set(since, new Date().toISOString());
  headers.set(state, as);
  const text = (await answer.text()).replace('<main class="stage"', `<main class="stage" data-kept-at="${new Date().toISOString()}"`);
  const cache = await caches.open(where);
  await cache.delete(path);
  await cache.put(path, new Response(text, { headers }));
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - most[where])).map((old) => cache.delete(old)));
}

async function put(where: string, url: string, answer: Response): Promise<void> {
  const cache = await caches.open(where);
  const name = url.replace(/-[0-9a-f]{10}\.\w+$/, '');
  const old = (await cache.keys()).filter((one) => one.url !== url && one.url.replace(/-[0-9a-f]{10}\.\w+$/, '') === name);
  await Promise.all(old.map((one) => cache.delete(one)));
  await cache.put(url, answer);
}

/** Whoever is led to the door or refused is signed in no more: nothing of theirs stays. */
async function signedIn(answer: Response): Promise<Response> {
  if (answer.status === 401 || (answer.redirected && new URL(answer.url).pathname === '/login')) await forget();
  return answer;
}

async function offline(): Promise<Response> {
  return (await caches.match('/offline', { cacheName: shell })) ?? Response.error();
}

async function forget(): Promise<void> {
  turn++;
  await Promise.all([kept, hovered, carried].map((where) => caches.delete(where)));
  (await worker.registration.getNotifications()).forEach((one) => one.close());
  await badge(0);
}

/** What was seen, here or elsewhere, is shown no longer. */
async function tidy(): Promise<void> {
  const shown = await worker.registration.getNotifications();
  const asked = new URLSearchParams(shown.map(({ tag }) => tag.match(/^ticket-(\d+)$/)?.[1]).flatMap((number) => (number ? [['ticket', number]] : [])));
  const answer = await fetch(`/notifications/unseen?${asked}`).then(signedIn);
  if (!answer.ok || answer.redirected) return;
  const { tickets, unread } = (await answer.json()) as { tickets: string[]; unread: number };
  const stays = [...tickets.map((number) => `ticket-${number}`), ...(unread ? ['summary'] : [])];
  shown.filter(({ tag }) => !stays.includes(tag)).forEach((one) => one.close());
  await badge(unread);
}

/** On the icon of the app, where there is one. */
async function badge(unread = 0): Promise<void> {
  await worker.navigator.setAppBadge?.(unread).catch(() => undefined);
}

/** One's own tickets, as far as they are not here as they are now; those that are one's own no more go. */
async function carry(): Promise<void> {
  const mine = ++turn;
  const get = (path: string) => fetch(path, { headers: { 'X-Purpose': 'prefetch' } }).then(signedIn);
  const list = await get('/me/carried');
  if (!list.ok || list.redirected) return;
  const wanted = (await list.json()) as { path: string; at: number }[];
  const cache = await caches.open(carried);
  const at = new Map(await Promise.all((await cache.keys()).map(async (key) => [new URL(key.url).pathname, (await cache.match(key))?.headers.get(state)] as const)));
  const stays = (path: string) => wanted.some((one) => path === one.path || path.startsWith(`${one.path}/`));
  await Promise.all([...at.keys()].filter((path) => !stays(path)).map((path) => cache.delete(path)));
  // The newest is fetched last: what was kept longest goes first where there is too much.
  for (const one of wanted.reverse().filter((one) => at.get(one.path) !== String(one.at))) {
    const page = await get(one.path);
    if (turn !== mine) return;
    if (!page.ok || page.redirected) continue;
    const framed = (await page.clone().text()).match(/\/tickets\/\d+\/messages\/\d+\/body(?=["?])/g) ?? [];
    for (const path of [...new Set(framed)].slice(-bodies).filter((path) => !at.has(path))) {
      const said = await get(path);
      if (turn !== mine) return;
      if (said.ok && !said.redirected) await keep(carried, path, said);
    }
    await keep(carried, one.path, page, String(one.at));
  }
}

worker.addEventListener('message', (event) => {
  const { opened, forget: all, carry: along, tidy: seen } = event.data as { opened?: string; forget?: boolean; carry?: boolean; tidy?: boolean };
  if (all) event.waitUntil(forget().then(() => event.ports[0]?.postMessage('done')));
  else if (along) event.waitUntil(carry().catch(() => undefined));
  else if (seen) event.waitUntil(tidy().catch(() => undefined));
  else if (opened && ticket.test(opened)) event.waitUntil(promote(opened));
});

/** What was fetched ahead was opened. */
async function promote(path: string): Promise<void> {
  const known = await caches.match(path, { cacheName: hovered });
  if (!known) return;
  await (await caches.open(kept)).put(path, known);
  await (await caches.open(hovered)).delete(path);
}

type Told = { title: string; body?: string; url: string; tag?: string; unread?: number };

worker.addEventListener('push', (event) => {
  const told = event.data?.json() as Told | undefined;
  if (!told) return;
  const shown = worker.registration.showNotification(told.title, { body: told.body, tag: told.tag, data: told.url });
  event.waitUntil(Promise.all([shown, badge(told.unread)]));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data ?? '/')));
});

/** Where the ticket stands already, else in a window that is there, else in a new one. Only our own addresses. */
async function open(path: string): Promise<void> {
  const url = new URL(path, worker.location.origin);
  if (url.origin !== worker.location.origin) return;
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find((one) => new URL(one.url).pathname === url.pathname) ?? windows[0];
  if (!there) return void (await worker.clients.openWindow(url.href));
  await there.focus();
  if (new URL(there.url).pathname !== url.pathname || url.hash) await there.navigate(url.href).catch(() => worker.clients.openWindow(url.href));
}
