// <kippu-composer>: send with Ctrl/⌘ Enter (never while converting), files by drag and paste, tells others that one writes.
import type { Writing } from '../editor';
import { stand } from '../lib/focus';
import { composing, pressed } from '../lib/keys';
import { send } from '../lib/send';

class Composer extends HTMLElement {
  private told = 0;
  private writing?: Writing;
  private loading = false;
  private warned = '';
  private converting = false;

  connectedCallback(): void {
    for (const kind of ['keydown', 'click', 'input', 'change', 'paste', 'dragover', 'dragleave', 'drop', 'reset', 'focusin', 'draft-restored', 'quote', 'left', 'going', 'compositionstart', 'compositionend']) this.addEventListener(kind, this);
    // Before htmx and the draft hear of it.
    this.addEventListener('submit', this, true);
    document.addEventListener('htmx:after:swap', this);
    if (this.html?.value) void this.edit();
    this.along();
  }

  disconnectedCallback(): void {
    document.removeEventListener('htmx:after:swap', this);
  }

  handleEvent(event: Event): void {
    switch (event.type) {
      case 'focusin': return void (event.target === this.text && this.edit());
      case 'compositionstart':
      case 'compositionend': return void (this.converting = event.type === 'compositionstart');
      case 'submit': return void (event.target === this.form && this.remind(event));
      case 'draft-restored':
        this.along();
        return void (this.html?.value && !this.writing ? this.edit() : this.shown());
      case 'htmx:after:swap':
        if ((event as DocumentEventMap['htmx:after:swap']).detail.ctx.sourceElement.matches('[data-gathers]')) this.taken();
        this.along();
        return this.shown();
      case 'left': return void (this.warned = '');
      case 'going': return this.hold((event as CustomEvent<boolean>).detail);
      case 'keydown': return this.key(event as KeyboardEvent);
      case 'click': return this.pick(event);
      case 'input': return this.grow();
      case 'change': return this.changed(event.target as HTMLInputElement);
      case 'quote': return void this.quote((event as CustomEvent<string>).detail);
      case 'paste': return this.take(event, (event as ClipboardEvent).clipboardData);
      case 'drop': return this.take(event, (event as DragEvent).dataTransfer);
      case 'reset': return void setTimeout(() => this.emptied());
      case 'dragover': event.preventDefault();
    }
    this.form?.classList.toggle('dragging', event.type === 'dragover');
  }

  private get form() { return this.querySelector('form'); }
  private get text() { return this.querySelector('textarea'); }
  private get html() { return this.querySelector<HTMLInputElement>('input[name="html"]'); }
  private get place() { return this.querySelector<HTMLElement>('kippu-editor'); }
  private get files() { return this.querySelector<HTMLInputElement>('input[type="file"]:is([name="file"], [name="files"])'); }

  private key(event: KeyboardEvent): void {
    if (composing(event) || event.repeat) return;
    const send = pressed(event) === 'mod+Enter';
    if (send) event.preventDefault();
    // A picture without a word stands there as a space; a forward may go without any.
    if (send && (this.text?.value || this.forwards)) this.form?.requestSubmit(this.querySelector<HTMLButtonElement>('button[data-send]'));
    // What is open closes first.
    if (event.key === 'Escape' && !this.querySelector('[popover]:popover-open')) stand();
  }

  /** Choosing reply or note leads into the text; a file's cross takes it away. */
  private pick(event: Event): void {
    const origin = event.target as Element;
    if (origin.closest('label.composer-kind') && !(origin instanceof HTMLInputElement)) requestAnimationFrame(() => this.focusText());
    const cross = origin.closest<HTMLElement>('[data-file]');
    if (cross) this.keepFiles([...(this.files?.files ?? [])].filter((_, i) => i !== Number(cross.dataset.file)));
  }

  private changed(field: HTMLInputElement): void {
    // At once, then: also where the moment was said in words.
    const words = this.querySelector<HTMLInputElement>('[name="send_at_words"]');
    if (field.name === 'leaves' && !field.checked && words) words.value = '';
    this.along();
    this.listed(field);
  }

  private get forwards() { return this.querySelector('input[value="forward"]:checked') !== null; }

  /** What goes along is shown as soon as it is a forward, and anew when something else does or the page was drawn again; htmx may
   *  have yet to hear of its place. */
  private along(): void {
    const [place, chosen] = [this.querySelector<HTMLElement>('#along'), this.querySelector<HTMLSelectElement>('#send-along')];
    if (!place || !chosen || !this.forwards || (place.dataset.asked === chosen.value && place.childElementCount)) return;
    place.dataset.asked = chosen.value;
    setTimeout(() => place.dispatchEvent(new Event('chosen')));
  }

  /** What went along stands in the text now: the choice is what the page says, also where somebody had chosen. */
  private taken(): void {
    const says = this.querySelector<HTMLOptionElement>('#send-along option[selected]');
    if (says) says.selected = true;
  }

  private focusText(): void {
    if (this.writing) return void this.writing.editor.commands.focus('end');
    this.text?.focus();
    this.text?.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  /** The editor comes when somebody begins to write; what was typed meanwhile is in it, and a conversion is not cut off. */
  private async edit(): Promise<void> {
    const { editor: url } = this.dataset;
    if (!url || this.loading || !this.form || !this.place) return;
    this.loading = true;
    const [before, { draftUrl }] = [this.text?.value ?? '', this.form.dataset];
    const module = (await import(url).catch(() => undefined)) as typeof import('../editor') | undefined;
    if (!module || !this.isConnected) return void (this.loading = false);
    while (this.converting) await new Promise((done) => this.text?.addEventListener('compositionend', done, { once: true }));
    const typing = document.activeElement === this.text;
    // What the form of another ticket held is not in this one.
    const typed = this.form.dataset.draftUrl === draftUrl ? this.typed(before) : '';
    this.writing = module.mount(this.place, this.form, this.dataset);
    this.writing.add(typed);
    if (this.text?.readOnly) this.hold(true);
    if (typing) {
      // At once: a frame later the next keys would be the page's.
      const { editor } = this.writing;
      editor.commands.setTextSelection(editor.state.doc.content.size);
      editor.view.focus();
    }
  }

  /** Words of a message stand in the answer as a quotation; one answers beneath, or between its lines. */
  private async quote(words: string): Promise<void> {
    if (!this.writing) await this.edit();
    if (this.writing) return this.writing.quote(words);
    if (!this.text) return;
    const before = this.text.value.trimEnd();
    this.text.value = `${before}${before && '\n\n'}${words.replace(/^/gm, '> ')}\n\n`;
    this.text.dispatchEvent(new Event('input', { bubbles: true }));
    this.focusText();
  }

  /** What was written after a draft that has a form, before the editor came: the form does not know of it. Words that went
   *  elsewhere into the draft matter more than its form. */
  private typed(before: string): string {
    const now = this.text?.value ?? '';
    if (!this.html?.value || now === before) return '';
    if (now.startsWith(before)) return now.slice(before.length);
    this.html.value = '';
    return '';
  }

  /** The page was drawn again: what the server has goes into the editor where it is something else. */
  private shown(): void {
    const writing = this.writing;
    if (!writing || writing.editor.isFocused) return;
    const now = writing.editor.isEmpty ? '' : writing.editor.getHTML();
    const [rich, plain] = [this.html?.value ?? '', this.text?.value ?? ''];
    if (rich !== now && (rich || plain.trim() || now)) writing.set(rich, plain);
  }

  /** While it is on its way nothing is added: it would be in no letter, and gone with it. */
  private hold(on: boolean): void {
    if (this.text) this.text.readOnly = on;
    if (!this.writing) return;
    const { editor } = this.writing;
    const here = editor.view.dom === document.activeElement;
    editor.setEditable(!on, false);
    // Whoever types on types here: no letter is a command of the page meanwhile.
    if (here) (on ? editor.view.dom : editor.view).focus();
  }

  /** What was sent leaves an empty form. */
  private emptied(): void {
    this.listed(this.files);
    if (this.html) this.html.value = '';
    this.querySelectorAll('[data-suggested]').forEach((field) => field.remove());
    this.warn('');
    this.writing?.set('', '');
  }

  private warn(text: string): void {
    const place = this.querySelector('.composer-warning');
    if (place) place.textContent = text;
  }

  /** "Attached" without an attachment: says so once, and sends the second time. */
  private remind(event: Event): void {
    const text = this.writing?.own() ?? this.text?.value.replace(/^>.*/gm, '') ?? '';
    const promised = /\battach(ed|ment|ing)?\b|\benclosed\b|添付|同封/i.test(text);
    const there = `input[name="kept"]:checked, .editor-image${this.forwards ? ', input[name="goes"]:checked' : ''}`;
    const files = (this.files?.files?.length ?? 0) + this.querySelectorAll(there).length;
    if (!this.dataset.forgotten || !promised || files || this.warned === text) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.warned = text;
    this.warn(this.dataset.forgotten ?? '');
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
    this.files.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Shows what will be sent, drawn from the page's own `<template>`. */
  private listed(input: HTMLInputElement | null): void {
    const shelf = this.querySelector('.files:not(#kept-files)');
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
