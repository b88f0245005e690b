// Panels beside a ticket fold by their names, and stay so on this device. One that knows nothing, or could not be asked, is one line.
import { keep, kept } from './tree';

/** Those of a ticket that have nothing to say and were opened all the same. */
const opened = new Set<string>();

function source(panel: Element): string {
  return panel.querySelector<HTMLElement>('[data-fetch]')?.dataset.fetch ?? '';
}

function settle(): void {
  const open = kept();
  for (const panel of document.querySelectorAll<HTMLDetailsElement>('.panel-fold')) {
    const none = panel.querySelector('[data-none]')?.textContent ?? '';
    panel.querySelector('.panel-none')!.textContent = none;
    panel.open = none ? opened.has(source(panel)) : (open[panel.id] ?? true);
  }
}

function onClick({ target }: MouseEvent): void {
  const panel = (target as Element).closest?.('.panel-fold > summary')?.parentElement;
  if (!(panel instanceof HTMLDetailsElement)) return;
  // Not yet as it is about to be.
  if (!panel.querySelector('[data-none]')) keep(panel.id, !panel.open);
  else if (panel.open) opened.delete(source(panel));
  else opened.add(source(panel));
}

export function start(): void {
  settle();
  document.addEventListener('htmx:after:swap', settle);
  document.addEventListener('brought', settle);
  document.addEventListener('click', onClick);
}
