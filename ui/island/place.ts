// A list keeps its place: whoever comes back from a ticket finds the pages they had loaded, scrolled as they were, with the focus on
// the line of that ticket. So does any other page with tickets, such as a search or a person's.
import htmx from '../lib/htmx';
import { grow } from './endless';

/** How many lists are remembered, and how many pages of each come back. */
const most = 20;
const deepest = 20;
/** By a link or a key that leads back, or by the browser's own. */
let returning = performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).type !== 'navigate');
/** Where one comes from: that ticket, those that follow it and precede it in the list, and the page it stands on there. */
let left: { tickets: (string | undefined)[]; page?: string } = { tickets: [] };
interface Place { at: string; top: number; rows: string; row: string }

function scroller(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#list .sheet-scroll') ?? document.querySelector<HTMLElement>('#stage .sheet-scroll');
}

/** The page of a ticket. */
function isTicket({ pathname }: URL | Location | HTMLAnchorElement): boolean {
  return /^\/tickets\/\d+(\/|$)/.test(pathname);
}

/** What a list is called, where it is alone and from its beginning; beside a ticket the address is the ticket's. Any other page is its address. */
function name(address: URL | Location = location): string | undefined {
  if (isTicket(address)) return undefined;
  if (address.pathname !== '/tickets') return address.pathname + address.search;
  const query = new URLSearchParams(address.search);
  query.sort();
  return query.has('after') ? undefined : query.toString();
}

function places(): Place[] {
  return JSON.parse(sessionStorage.getItem('places') ?? '[]') as Place[];
}

function keep(what: 'places' | 'sheet', value: string): void {
  try {
    sessionStorage.setItem(what, value);
  } catch {
    /* A full storage begins at the top. */
  }
}

function leave(event: Event): void {
  const origin = event.target as Element | null;
  const link = origin?.closest?.<HTMLAnchorElement>('a[href]');
  if (link?.matches('[data-back]')) lead(link);
  const opens = !!link && isTicket(link);
  if (opens && !isTicket(location)) keep('sheet', location.pathname + location.search);
  const [list, at] = [scroller(), name()];
  if (!list || at === undefined || !(opens || location.pathname === '/tickets')) return;
  const pages = list.querySelectorAll(':scope > .rows');
  const row = (origin?.closest?.('.rows .row') ?? document.activeElement?.closest('.rows .row'));
  const place = { at, top: list.scrollTop, rows: pages[pages.length - 1]?.id ?? '', row: row?.id ?? '' };
  keep('places', JSON.stringify([...places().filter((each) => each.at !== at), place].slice(-most)));
}

/** The page from which the ticket was opened, where its address names no list, or only the one of what was found there. */
function sheet(list: URLSearchParams): string | undefined {
  const kept = sessionStorage.getItem('sheet');
  if (!kept) return undefined;
  const { pathname, searchParams } = new URL(kept, location.origin);
  return !list.has('view') || (pathname === '/search' && searchParams.get('q')?.trim() === list.get('q')) ? kept : undefined;
}

/** To the list as it was left, where the link knows only the page with the ticket. */
function lead(link: HTMLAnchorElement): void {
  returning = true;
  const url = new URL(link.href);
  const beside = ['next', 'previous'].map((to) => document.querySelector<HTMLAnchorElement>(`[data-step="${to}"]`)?.pathname);
  left = { tickets: [/^\/tickets\/\d+/.exec(location.pathname)?.[0], ...beside], page: url.searchParams.get('after') ?? undefined };
  const from = sheet(url.searchParams);
  if (from) return link.setAttribute('href', from);
  url.searchParams.delete('after');
  const at = name(url);
  if (places().some((each) => each.at === at)) link.setAttribute('href', url.pathname + url.search);
}

async function back(): Promise<void> {
  const [list, at] = [scroller(), name()];
  if (!returning || !list || at === undefined) return;
  returning = false;
  const from = left;
  left = { tickets: [] };
  const place = places().find((each) => each.at === at);
  if (!place) return;
  const before = list.scrollTop;
  for (let pages = 0; pages < deepest && place.rows && !document.getElementById(place.rows) && (await grow()); pages++);
  // Somebody quick is on their way already.
  if (!list.isConnected || list.scrollTop !== before || name() !== at) return;
  list.scrollTop = place.top;
  const opened = document.getElementById(place.row)?.querySelector<HTMLAnchorElement>('.row-link');
  const line = lineOf(from, opened);
  line?.focus({ preventScroll: true });
  if (line !== opened) line?.scrollIntoView({ block: 'nearest' });
}

/** That of the ticket, else of its neighbour; where it lies on a page that is not there yet, the last one before it. `opened`: from which
 *  one went; a ticket may have several. */
function lineOf({ tickets, page }: typeof left, opened?: HTMLAnchorElement | null): HTMLAnchorElement | null | undefined {
  const all = [...document.querySelectorAll<HTMLAnchorElement>('#stage .rows .row-link')];
  const found = tickets.flatMap((path) => [opened, ...all].find((link) => path && link?.pathname === path) ?? []);
  const beyond = page && document.getElementById('rows') && !document.getElementById(`rows-${page}`);
  return found[0] ?? (beyond ? all.at(-1) : opened);
}

/** Beside a ticket the list shows the line of that ticket. */
function current(): void {
  document.querySelector<HTMLElement>('#list .row[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
}

function lists(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#list .sheet-scroll > .rows')];
}

/** Which list it is a page of, whatever the page and the ticket beside it. */
function whole(rows: HTMLElement): string {
  return (rows.dataset.liveSrc ?? '').replace(/&(after|beside)=[^&]*/g, '');
}

/** Beside a ticket of a later page the server draws that page alone: what stood above it stays. */
function hold(): void {
  const [before, top] = [lists(), scroller()?.scrollTop ?? 0];
  document.addEventListener('htmx:after:swap', () => {
    const [now, ...more] = lists();
    const at = before.findIndex(({ id }) => id === now?.id);
    const beside = /&beside=\d+/.exec(now?.dataset.liveSrc ?? '')?.[0];
    if (!now || more.length || at < 1 || !beside || whole(now) !== whole(before[0]!)) return;
    for (const rows of before.slice(0, at)) {
      const copy = rows.cloneNode(true) as HTMLElement;
      copy.querySelectorAll('.row-check').forEach((box) => box.remove());
      copy.querySelectorAll('[aria-current]').forEach((row) => row.removeAttribute('aria-current'));
      copy.dataset.liveSrc = `${(rows.dataset.liveSrc ?? '').replace(/&beside=\d+/, '')}${beside}`;
      now.before(copy);
      htmx.process(copy);
    }
    scroller()!.scrollTop = top;
    current();
  }, { once: true });
}

export function start(): void {
  const settled = () => requestAnimationFrame(() => {
    current();
    void back();
  });
  settled();
  // That a ticket was loaded anew says nothing of the list one goes to later.
  requestAnimationFrame(() => (returning = false));
  // Keys click as well.
  document.addEventListener('click', leave, true);
  addEventListener('pagehide', leave);
  document.addEventListener('htmx:before:swap', (event) => event.detail.ctx.target?.id === 'stage' && hold());
  document.addEventListener('htmx:before:history:restore', () => (returning = true));
  document.addEventListener('htmx:after:history:push', settled);
  // The address is the list's before the list is there: news of the page that is left do not bring it.
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => returning && ctx.target?.id === 'stage' && settled());
}
