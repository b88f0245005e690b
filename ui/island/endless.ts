// The next page of a list comes by itself before one reaches its end. Each page stays a list of its own, which is kept up to date.

import htmx from '../lib/htmx';
import { tell } from './rows';

/** One for whatever scrolls: it cuts off what lies beyond it, so that nothing but its own margin shows what comes. */
const near = new WeakMap<Element, IntersectionObserver>();

function around(link: HTMLAnchorElement): IntersectionObserver | undefined {
  const root = link.closest('.sheet-scroll');
  if (root && !near.has(root)) {
    near.set(root, new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) if (isIntersecting) void more(target as HTMLAnchorElement);
    }, { root, rootMargin: '800px 0px' }));
  }
  return root ? near.get(root) : undefined;
}

const coming = new WeakMap<HTMLAnchorElement, Promise<boolean>>();

/** Brings the next page of the list now; false: there is none. */
export function grow(): Promise<boolean> {
  const link = document.querySelector<HTMLAnchorElement>('#list [data-more]');
  return link ? more(link) : Promise.resolve(false);
}

function more(link: HTMLAnchorElement): Promise<boolean> {
  if (!coming.has(link)) coming.set(link, bring(link));
  return coming.get(link)!;
}

async function bring(link: HTMLAnchorElement): Promise<boolean> {
  around(link)?.unobserve(link);
  const pager = link.closest<HTMLElement>('.pager');
  const answer = await fetch(link.href, { credentials: 'same-origin', headers: { 'X-Purpose': 'prefetch' } }).catch(() => undefined);
  if (!answer?.ok || !pager?.isConnected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const rows = page.querySelector<HTMLElement>('.sheet-scroll > .rows');
  if (!rows || document.getElementById(rows.id)) return false;
  const next = page.querySelector<HTMLElement>('.sheet-scroll > .pager [data-more]');
  const lists = pager.parentElement?.querySelectorAll(':scope > .rows');
  const list = document.importNode(rows, true);
  lists?.[lists.length - 1]?.after(list);
  htmx.process(list);
  if (next) link.replaceWith(document.importNode(next, true));
  else pager.remove();
  look();
  tell();
  return true;
}

function look(): void {
  document.querySelectorAll<HTMLAnchorElement>('[data-more]').forEach((link) => around(link)?.observe(link));
}

export function start(): void {
  look();
  document.addEventListener('htmx:after:swap', look);
  document.addEventListener('htmx:after:restore', look);
}
