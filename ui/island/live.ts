// <kippu-live src="/live?ticket=42">: what happens elsewhere appears here, without moving what one is reading.
import type { HtmxRequestCtx } from 'htmx.org';
import htmx from '../lib/htmx';
import { reopens, whenClosed } from '../lib/open';
import { released } from '../lib/pressed';
import { answered, send } from '../lib/send';
import { strip } from '../lib/strip';
import { word } from '../lib/words';

const pauses = [1, 2, 4, 8, 15, 30];
const calm = ['list', 'counter'];
/** Parts that say something else in a while, by their ids. */
const later = new Map<string, number>();

class Live extends HTMLElement {
  static observedAttributes = ['src'];
  private source?: EventSource;
  private tries = 0;
  private opens = 0;
  private timer = 0;
  private due = new Set<string>();
  /** The place in the log of what was heard last. */
  private last = '';

  connectedCallback(): void {
    document.addEventListener('htmx:after:swap', this.drawn);
    addEventListener('offline', this.ask);
    addEventListener('online', this.open);
    this.open();
  }

  disconnectedCallback(): void {
    document.removeEventListener('htmx:after:swap', this.drawn);
    removeEventListener('offline', this.ask);
    removeEventListener('online', this.open);
    this.close();
  }

  attributeChangedCallback(_: string, before: string | null): void {
    if (before !== null && this.isConnected) this.open();
  }

  /** A page that was drawn before the last news came does not show it; who is here has no place in the log. */
  private drawn = ({ detail: { ctx } }: HTMLElementEventMap['htmx:after:swap']): void => {
    if (!(ctx.target instanceof Element) || !ctx.target.contains(this)) return;
    this.heard(earlier(this.getAttribute('since') ?? '', this.last) ? 'ticket list counter presence' : 'presence');
  };

  /** The later of what the page shows and what was heard. */
  private since(): string {
    const drawn = this.getAttribute('since') ?? '';
    return earlier(drawn, this.last) ? this.last : drawn;
  }

  private open = (): void => {
    this.close();
    const url = new URL(this.getAttribute('src') ?? '/live', location.href);
    url.searchParams.set('since', this.since());
    const source = (this.source = new EventSource(url));
    source.onopen = () => {
      this.tries = 0;
      this.opens++;
      answered(200);
      unreached(false);
      const stage = document.getElementById('stage');
      if (stage?.dataset.keptAt) void renew(stage);
    };
    source.onmessage = ({ data, lastEventId }) => {
      this.last = lastEventId || this.last;
      this.heard((JSON.parse(data) as { kind: string }).kind);
    };
    source.onerror = () => this.again();
  };

  /** A stream does not say why it does not come: what refuses is not out of reach. */
  private ask = async (): Promise<void> => {
    const { opens } = this;
    const answer = await send('GET', '/notifications/unseen').catch(() => undefined);
    if (this.isConnected && opens === this.opens) unreached(!answer || answer.status >= 500);
  };

  private close(): void {
    clearTimeout(this.timer);
    this.source?.close();
  }

  private again(): void {
    this.close();
    const pause = pauses[Math.min(this.tries++, pauses.length - 1)]! * 1_000;
    if (this.tries > 1) void this.ask();
    this.timer = window.setTimeout(() => this.open(), pause * (0.75 + Math.random() / 2));
  }

  /** Several events within a moment are one refresh; on a busy desk, lists and counters move once a second. */
  private heard(kinds: string): void {
    for (const kind of kinds.split(' ').filter((kind) => !this.due.has(kind))) {
      this.due.add(kind);
      setTimeout(() => this.refresh(kind), calm.includes(kind) ? 1_000 : 120);
    }
  }

  private refresh(kind: string): void {
    this.due.delete(kind);
    if (kind === 'marks') return void document.dispatchEvent(new Event('marks'));
    if (kind === 'inbox') document.dispatchEvent(new Event('inbox'));
    document.querySelectorAll<HTMLElement>(`[data-live~="${CSS.escape(kind)}"]:not([inert] *)`).forEach((part) => void renew(part));
  }
}

/** Said once, as long as it is so. */
function unreached(is: boolean): void {
  const page = document.documentElement;
  if (page.hasAttribute('data-offline') === is) return;
  page.toggleAttribute('data-offline', is);
  strip('offline', ...(is ? [word('noConnection')] : []));
}

/** Places are written `transaction-position`. */
function earlier(one: string, other: string): boolean {
  const [a, b] = [one, other].map((place) => place.split('-').map(Number));
  return a![0] === b![0] ? a![1]! < b![1]! : a![0]! < b![0]!;
}

/** Fetches one part again and morphs it; without `data-live-src` from the page itself. */
async function renew(part: HTMLElement): Promise<void> {
  const before = new Set([...part.querySelectorAll('.message, .event')].map(({ id }) => id));
  let put: (() => void)[] = [];
  // What the reader opened and where they went while the answer was on its way counts as well.
  const remember = (event: Event) => {
    if (part.dataset.liveSrc || !isElsewhere(event)) put = [reopens(part), hold(part), focused(part)];
  };
  part.addEventListener('htmx:before:swap', remember, { once: true });
  await htmx.ajax('GET', part.dataset.liveSrc ?? location.pathname + location.search, { source: part, target: part, select: `#${part.id}`, swap: 'outerMorph' });
  part.removeEventListener('htmx:before:swap', remember);
  put.forEach((back) => back());
  if (!before.size) return;
  const come = (kind: string) => [...document.querySelectorAll<HTMLElement>(`#${CSS.escape(part.id)} ${kind}`)].filter(({ id }) => !before.has(id));
  const turns = come('.event[data-turn]');
  if (turns.length) document.dispatchEvent(new CustomEvent('turns', { detail: turns }));
  const fresh = come('.message');
  if (!fresh.length) return;
  const voice = document.getElementById('voice');
  if (voice) voice.textContent = word('newMessage');
  document.dispatchEvent(new CustomEvent('messages', { detail: fresh }));
}

/** The ticket that is open stands in another one now, or is not to be seen any more: what the page shows is not changed behind its
 *  reader's back. */
function isElsewhere(event: Event): boolean {
  const { ctx } = (event as CustomEvent<{ ctx: HtmxRequestCtx & { text?: string } }>).detail;
  const [ticket, raw] = [/^\/tickets\/\d+$/, ctx.response?.raw];
  if (!raw || !ticket.test(location.pathname)) return false;
  const { pathname } = new URL(raw.url, location.href);
  const moved = raw.redirected && ticket.test(pathname) && pathname !== location.pathname;
  if (!moved && raw.status !== 404) return false;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent('elsewhere', { detail: { path: moved ? pathname : undefined, text: ctx.text ?? '' } }));
  return true;
}

/** News wait for what is being pressed. */
async function calmly(...asked: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...asked);
  await released();
  return answer;
}

/** `data-again="60"`: in so many seconds it says something else by itself. */
function renewLater(): void {
  later.forEach((timer) => clearTimeout(timer));
  later.clear();
  for (const part of document.querySelectorAll<HTMLElement>('[data-again]')) {
    const seconds = Math.min(Number(part.dataset.again), 3_600);
    later.set(part.id, window.setTimeout(() => part.isConnected && void renew(part), seconds * 1_000));
  }
}

/** Remembers where the first visible line stands; the answer puts it back there. */
function hold(part: HTMLElement): () => void {
  const scroller = part.closest<HTMLElement>('.sheet-scroll');
  const edge = scroller?.getBoundingClientRect().top ?? 0;
  const line = [...part.querySelectorAll<HTMLElement>('[id]')].find((each) => each.getBoundingClientRect().bottom > edge);
  const top = line?.getBoundingClientRect().top ?? 0;
  return () => {
    if (scroller && scroller.scrollTop > 0 && line?.isConnected) scroller.scrollTop += line.getBoundingClientRect().top - top;
  };
}

const reached = 'a, button, input, select, textarea, summary, [tabindex]';

/** Whoever is at a line with the keyboard stays there, also where the line goes to another place. */
function focused(part: HTMLElement): () => void {
  const at = document.activeElement;
  const line = part.contains(at) ? at?.closest<HTMLElement>('[id]') : null;
  if (!at || !line) return () => undefined;
  const index = [...line.querySelectorAll(reached)].indexOf(at);
  return () => {
    const now = document.activeElement === document.body ? document.getElementById(line.id) : null;
    const again = index < 0 ? now : now?.querySelectorAll<HTMLElement>(reached)[index];
    again?.focus({ preventScroll: true });
  };
}

export function start(): void {
  whenClosed((part) => void renew(part));
  document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement.hasAttribute('data-live')) Object.assign(ctx, { fetch: calmly });
  });
  document.addEventListener('htmx:after:swap', renewLater);
  renewLater();
  customElements.define('kippu-live', Live);
}
