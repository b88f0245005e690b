// Pictures and documents are looked at where they are: [data-preview="picture|document"] opens in the page's dialog, arrows lead on
// through all there are, Escape closes. Without the dialog they are links.
import { composing } from '../lib/keys';

let here: HTMLAnchorElement | undefined;

function box(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>('dialog#viewer');
}

function files(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('#stage a[data-preview]')];
}

function show(file: HTMLAnchorElement): void {
  const dialog = box();
  if (!dialog) return;
  here = file;
  const all = files();
  const part = (name: string) => dialog.querySelector<HTMLElement>(`[data-preview-${name}]`)!;
  const name = file.querySelector('.file-name, .shelf-name')?.textContent ?? '';
  const document_ = file.dataset.preview === 'document';
  // Some browsers, on phones above all, have no reader of their own.
  const unread = document_ && navigator.pdfViewerEnabled === false;
  dialog.querySelector('#viewer-name')!.textContent = name;
  part('count').textContent = all.length > 1 ? `${all.indexOf(file) + 1} / ${all.length}` : '';
  Object.assign(part('save'), { href: file.href.replace(/\?view=1$/, ''), download: name });
  part('none').hidden = !unread;
  part('view').replaceChildren(...(unread ? [] : [document_ ? frame(file.href, name) : picture(file.href, name)]));
  dialog.querySelectorAll<HTMLButtonElement>('[data-preview-step]').forEach((button) => (button.hidden = all.length < 2));
  if (!dialog.open) dialog.showModal();
}

/** The browser's own reader, which a sandbox would keep out. What the file may do is in the header it comes with. */
function frame(src: string, title: string): HTMLElement {
  return Object.assign(document.createElement('iframe'), { src, title });
}

function picture(src: string, alt: string): HTMLElement {
  return Object.assign(document.createElement('img'), { src, alt });
}

function step(by: number): void {
  const all = files();
  const at = all.findIndex((file) => file === here || file.href === here?.href);
  const next = all[(at + by + all.length) % all.length];
  if (next) show(next);
}

function onClick(event: MouseEvent): void {
  const origin = event.target as Element;
  const button = origin.closest?.<HTMLElement>('[data-preview-step]');
  if (button) return step(Number(button.dataset.previewStep));
  const file = origin.closest?.<HTMLAnchorElement>('a[data-preview]');
  if (!file || !box() || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(file);
}

function onKey(event: KeyboardEvent): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by || composing(event) || !box()?.open || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  step(by);
}

export function start(): void {
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
  document.addEventListener('close', (event) => {
    if (event.target !== box()) return;
    box()?.querySelector('[data-preview-view]')?.replaceChildren();
    // Back to the file that was looked at last.
    files().find(({ href }) => href === here?.href)?.focus();
  }, true);
}
