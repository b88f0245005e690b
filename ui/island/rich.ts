// A field of rich text: the editor comes when somebody goes to it. Without it, plain text is as good.
import { composing, pressed } from '../lib/keys';

class Rich extends HTMLElement {
  private begun = false;

  connectedCallback(): void {
    this.addEventListener('focusin', () => void this.edit(true));
    // The editor would break the line.
    this.addEventListener('keydown', (event) => this.save(event), true);
    // Where one comes to write, it is there at once.
    if (this.dataset.now !== undefined) void this.edit(false);
    document.addEventListener('htmx:after:swap', this);
  }

  disconnectedCallback(): void { document.removeEventListener('htmx:after:swap', this); }

  /** The form was drawn anew around us: the text stands there as it came, and the editor is gone. */
  handleEvent(): void {
    if (!this.begun || this.querySelector('.editor-text')) return;
    this.begun = false;
    if (this.dataset.now !== undefined) void this.edit(false);
  }

  private save(event: KeyboardEvent): void {
    const button = this.closest('form')?.querySelector<HTMLButtonElement>('[data-key="mod+Enter"]');
    if (!button || composing(event) || pressed(event) !== 'mod+Enter') return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
  }

  private async edit(focus: boolean): Promise<void> {
    const [text, pattern, url] = [this.querySelector('textarea'), this.querySelector('template'), this.dataset.editor];
    if (this.begun || !text || !pattern || !url) return;
    this.begun = true;
    const before = text.value;
    const module = (await import(url).catch(() => undefined)) as typeof import('../editor') | undefined;
    // What was typed while it came would be lost: then the text stays plain.
    if (!module || text.value !== before || this.querySelector('.editor-text')) return;
    module.field(text, pattern, this.dataset.label ?? '', this.dataset.images);
    if (focus) this.querySelector<HTMLElement>('.editor-text')?.focus();
  }
}

export function start(): void {
  customElements.define('kippu-rich', Rich);
}
