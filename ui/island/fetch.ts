// <div data-fetch="/tickets/42/similar">: what may come later does not keep the page waiting, and stays when the page is morphed.
import htmx from '../lib/htmx';

const kept = new Map<string, string>();

async function fill(part: HTMLElement): Promise<void> {
  const source = part.dataset.fetch!;
  const known = kept.get(source);
  if (known !== undefined) return put(part, known);
  kept.set(source, '');
  const answer = await fetch(source, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  if (!answer?.ok) return void kept.delete(source);
  const text = await answer.text();
  kept.set(source, text);
  document.querySelectorAll<HTMLElement>(`[data-fetch="${CSS.escape(source)}"]`).forEach((each) => put(each, text));
}

function put(part: HTMLElement, html: string): void {
  part.innerHTML = html;
  htmx.process(part);
}

function look(): void {
  document.querySelectorAll<HTMLElement>('[data-fetch]:empty').forEach((part) => void fill(part));
}

export function start(): void {
  look();
  document.addEventListener('htmx:after:swap', look);
  document.addEventListener('htmx:after:settle', look);
}
