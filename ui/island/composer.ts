// <kippu-composer>: send with Ctrl/⌘ Enter (never while converting), files by drag and paste, tells others that one writes.
import { composing, pressed } from '../lib/keys';
import { send } from '../lib/send';

class Composer extends HTMLElement {
  private told = 0;

  connectedCallback(): void {
    for (const kind of ['keydown', 'click', 'input', 'change', 'paste', 'dragover', 'dragleave', 'drop', 'reset']) this.addEventListener(kind, this);
  }

  handleEvent(event: Event): void {
    switch (event.type) {
      case 'keydown': return this.key(event as KeyboardEvent);
      case 'click': return this.pick(event);
      case 'input': return this.grow();
      case 'change': return this.listed(event.target as HTMLInputElement);
      case 'paste': return this.take(event, (event as ClipboardEvent).clipboardData);
      case 'drop': return this.take(event, (event as DragEvent).dataTransfer);
      case 'reset': return void setTimeout(() => this.listed(this.files));
      case 'dragover': event.preventDefault();
    }
    this.form?.classList.toggle('dragging', event.type === 'dragover');
  }

  private get form() { return this.querySelector('form'); }
  private get text() { return this.querySelector('textarea'); }
  private get files() { return this.querySelector<HTMLInputElement>('input[type="file"]'); }

  private key(event: KeyboardEvent): void {
    if (composing(event) || event.repeat) return;
    const send = pressed(event) === 'mod+Enter';
    if (send) event.preventDefault();
    if (send && this.text?.value.trim()) this.form?.requestSubmit(this.querySelector<HTMLButtonElement>('button[data-send]'));
    if (event.key === 'Escape') this.text?.blur();
  }

  /** Choosing reply or note leads into the text; a file's cross takes it away. */
  private pick(event: Event): void {
    const origin = event.target as Element;
    if (origin.closest('label.composer-kind') && !(origin instanceof HTMLInputElement)) requestAnimationFrame(() => this.text?.focus());
    const cross = origin.closest<HTMLElement>('[data-file]');
    if (cross) this.keepFiles([...(this.files?.files ?? [])].filter((_, i) => i !== Number(cross.dataset.file)));
  }

  /** Grows with its text where CSS cannot; says "writing" at most every five seconds. */
  private grow(): void {
    const text = this.text;
    if (text && !CSS.supports('field-sizing', 'content')) {
      text.style.height = 'auto';
      text.style.height = `${text.scrollHeight}px`;
    }
    const url = this.dataset.presenceUrl;
    if (!url || Date.now() - this.told < 5_000) return;
    this.told = Date.now();
    send('PUT', url, new URLSearchParams({ state: 'writing' })).catch(() => undefined);
  }

  private take(event: Event, data: DataTransfer | null): void {
    this.form?.classList.remove('dragging');
    if (!data?.files.length) return;
    event.preventDefault();
    this.keepFiles([...(this.files?.files ?? []), ...data.files]);
  }

  private keepFiles(files: File[]): void {
    const box = new DataTransfer();
    files.forEach((file) => box.items.add(file));
    if (!this.files) return;
    this.files.files = box.files;
    this.listed(this.files);
  }

  /** Shows what will be sent, drawn from the page's own `<template>`. */
  private listed(input: HTMLInputElement | null): void {
    const shelf = this.querySelector('.files');
    const pattern = this.querySelector('template');
    if (input?.type !== 'file' || !shelf || !pattern) return;
    shelf.replaceChildren(...[...(input.files ?? [])].map((file, i) => {
      const item = (pattern.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
      item.querySelector('.file-name')!.textContent = file.name;
      item.querySelector('.file-size')!.textContent = size(file.size);
      item.querySelector<HTMLElement>('[data-file]')!.dataset.file = String(i);
      return item;
    }));
  }
}

function size(bytes: number): string {
  const [unit, by] = bytes < 1_000 ? ['byte', 1] : bytes < 1_000_000 ? ['kilobyte', 1_000] : ['megabyte', 1_000_000];
  return new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: unit as string, maximumSignificantDigits: 2 }).format(bytes / (by as number));
}

export function start(): void {
  customElements.define('kippu-composer', Composer);
}
