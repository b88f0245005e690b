// Messages fold to one line by their head. A long ticket opens with the older ones folded; what the address names, what is new and
// what the reader opened is open. Find in page opens what it finds, where browsers can.

import htmx from '../lib/htmx';

/** What says that a message is folded is the reader's, not the server's. */
const said = ['hidden', 'aria-expanded', 'data-folded', 'data-fold-known', 'data-gist'];

/** A ticket with more messages is long; as many of its last ones stay open. */
const long = 20;
const recent = 5;
/** What the reader said of single messages, for the session; no more of them than this. */
const most = 500;

type Folds = Record<string, boolean>;

function messages(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#timeline > li > .message')];
}

function kept(): Folds {
  return JSON.parse(sessionStorage.getItem('folds') ?? '{}') as Folds;
}

function keep(folds: Folds): void {
  try {
    sessionStorage.setItem('folds', JSON.stringify(Object.fromEntries(Object.entries(folds).slice(-most))));
  } catch {
    /* A full storage forgets what was folded. */
  }
}

function isFolded(message: HTMLElement): boolean {
  return message.hasAttribute('data-folded');
}

function set(message: HTMLElement, folded: boolean): void {
  if (isFolded(message) === folded) return;
  message.toggleAttribute('data-folded', folded);
  message.querySelector('[data-fold]')?.setAttribute('aria-expanded', String(!folded));
  const gist = message.querySelector<HTMLElement>('.message-gist');
  // Mail in a frame brings its first words along.
  if (gist) gist.dataset.gist ??= message.querySelector('.message-text')?.textContent?.trim().replace(/\s+/g, ' ').slice(0, 160) ?? '';
  const body = message.querySelector(':scope > .message-body');
  if (folded) body?.setAttribute('hidden', 'until-found');
  else body?.removeAttribute('hidden');
}

/** The reader says so: it stays so. */
function choose(all: HTMLElement[], folded: boolean): void {
  const folds = kept();
  for (const message of all) {
    set(message, folded);
    folds[message.id] = folded;
  }
  keep(folds);
  offer();
}

/** As a ticket opens, and as more of it comes: what is there already stays as it is. */
function look(): void {
  const all = messages();
  const folds = kept();
  const start = all.findIndex((message) => message.closest('li')?.previousElementSibling?.matches('.timeline-new'));
  const older = all.length > long ? Math.min(all.length - recent, start < 0 ? all.length : start) : 0;
  all.forEach((message, at) => {
    if (message.dataset.foldKnown === message.id) return;
    message.dataset.foldKnown = message.id;
    set(message, message.id !== location.hash.slice(1) && (folds[message.id] ?? at < older));
  });
  offer();
}

/** One button opens all, where there is more than one to open. */
function offer(): void {
  const button = document.querySelector<HTMLElement>('[data-unfold-all]');
  if (button) button.hidden = messages().filter(isFolded).length < 2;
}

function onClick(event: MouseEvent): void {
  const origin = event.target as Element;
  if (origin.closest?.('[data-unfold-all]')) return choose(messages().filter(isFolded), false);
  const head = origin.closest?.<HTMLElement>('.message-head');
  const message = head?.closest<HTMLElement>('.message');
  const button = origin.closest?.('[data-fold]');
  // Beside its own button the head folds as well, unless something in it is pressed or its words are being chosen.
  if (!message || (!button && (origin.closest('a, button, input, label') || !document.getSelection()?.isCollapsed))) return;
  choose([message], !isFolded(message));
}

/** A message of long ago stands on another page of the same ticket. */
function toEarlier(): void {
  const [, id] = /^#message-(\d+)$/.exec(location.hash) ?? [];
  if (!id || !document.querySelector('[data-older]')) return;
  const address = new URL(location.href);
  const before = String(Number(id) + 1);
  if (address.searchParams.get('before') === before) return;
  address.searchParams.set('before', before);
  location.replace(address);
}

function toTarget(): void {
  const message = document.getElementById(location.hash.slice(1));
  if (!message) toEarlier();
  if (!message?.matches('.message') || !isFolded(message)) return;
  choose([message], false);
  message.scrollIntoView();
}

export function start(): void {
  htmx.registerExtension('folds', {
    htmx_before_morph_attr: (element: Element, { attrName }: { attrName: string }) => !(said.includes(attrName) && element.matches('#timeline > li > .message, .message-body, .message-gist, [data-fold]')),
  });
  look();
  document.addEventListener('htmx:after:swap', look);
  document.addEventListener('htmx:after:restore', look);
  document.addEventListener('click', onClick);
  document.addEventListener('beforematch', (event) => {
    const message = (event.target as Element).closest?.<HTMLElement>('.message[data-folded]');
    if (message) choose([message], false);
  });
  addEventListener('hashchange', toTarget);
  document.addEventListener('htmx:after:history:push', () => requestAnimationFrame(toTarget));
}
