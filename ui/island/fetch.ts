// <div data-fetch="/tickets/42/similar">: what may come later does not keep the page waiting, and stays when the page is morphed.
// <div popover data-fetch="/tickets/42/messages/7/menu"><p><a href>…</a></p></div>: what most never open comes when it is opened. The page
// drawn again brings the link back, so that what was fetched is never stale.
import htmx from '../lib/htmx';
import { fragment } from '../lib/send';
import { word } from '../lib/words';
import { reasonIn } from './refused';

const reached = 'a, button, input:not([type="hidden"]), select, textarea, summary';

const kept = new Map<string, string>();

async function fill(part: HTMLElement): Promise<void> {
  const source = part.dataset.fetch!;
  const known = kept.get(source);
  if (known !== undefined) return put(part, known);
  kept.set(source, '');
  const text = await fragment(source);
  if (text === undefined) return void kept.delete(source);
  kept.set(source, text);
  document.querySelectorAll<HTMLElement>(`[data-fetch="${CSS.escape(source)}"]`).forEach((each) => put(each, text));
}

function put(part: HTMLElement, html: string): void {
  part.innerHTML = html;
  htmx.process(part);
  part.dispatchEvent(new Event('brought', { bubbles: true }));
}

async function onOpen(event: Event): Promise<void> {
  const box = event.target as HTMLElement;
  if ((event as ToggleEvent).newState !== 'open' || !box.matches('[popover][data-fetch]:not([data-filled])')) return;
  const [link, waiting] = [box.lastElementChild!, shape()];
  box.dataset.filled = '';
  box.replaceChildren(waiting);
  const answer = await fetch(box.dataset.fetch!, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  const html = (await answer?.text().catch(() => undefined)) ?? '';
  if (answer?.redirected) return location.assign(answer.url);
  // Drawn again meanwhile, and perhaps opened again.
  if (!waiting.isConnected) return;
  if (answer?.ok && html) {
    put(box, html);
    box.dispatchEvent(new Event('filled', { bubbles: true }));
    enter(box);
  } else {
    delete box.dataset.filled;
    const reason = Object.assign(document.createElement('p'), { className: 'reason', role: 'alert', textContent: reasonIn(html)?.textContent || word('offline') });
    box.replaceChildren(reason, link);
  }
}

/** The shape of what is on its way. */
function shape(): HTMLElement {
  const shape = document.createElement('div');
  shape.ariaBusy = 'true';
  for (const width of ['16rem', '9rem', '13rem']) {
    const line = Object.assign(document.createElement('p'), { className: 'skeleton' });
    line.style.inlineSize = width;
    shape.append(line);
  }
  return shape;
}

/** Whoever opened it is in it, unless they have gone elsewhere. */
function enter(box: HTMLElement): void {
  const at = document.activeElement;
  const here = !at || at === document.body || box.contains(at) || at.getAttribute('popovertarget') === box.id;
  if (here && box.matches(':popover-open')) box.querySelector<HTMLElement>(reached)?.focus();
}

function look(): void {
  document.querySelectorAll<HTMLElement>('[data-fetch]:empty').forEach((part) => void fill(part));
}

export function start(): void {
  htmx.registerExtension('fetched', {
    htmx_before_morph_node: (element: Element, { newNode }: { newNode: Element }) =>
      !(element.matches('[data-fetch]:not([popover], :empty)') && element.getAttribute('data-fetch') === newNode.getAttribute('data-fetch')),
  });
  look();
  document.addEventListener('beforetoggle', (event) => void onOpen(event), true);
  document.addEventListener('htmx:after:swap', look);
  document.addEventListener('htmx:after:settle', look);
}
