// <kippu-frame>: mail HTML in a sandboxed frame as high as its content; remote images only when asked for.

class Frame extends HTMLElement {
  private watch?: ResizeObserver;

  connectedCallback(): void {
    const frame = this.querySelector('iframe');
    if (!frame) return;
    frame.addEventListener('load', () => this.fit(frame));
    if (frame.contentDocument?.readyState === 'complete') this.fit(frame);
    this.addEventListener('click', this);
  }

  disconnectedCallback(): void {
    this.watch?.disconnect();
  }

  /** `[data-images]` is a link that works without us; with us only the frame changes. */
  handleEvent(event: Event): void {
    const asked = (event.target as Element).closest<HTMLElement>('[data-images]');
    const frame = this.querySelector('iframe');
    if (!asked || !frame) return;
    event.preventDefault();
    event.stopPropagation();
    const url = new URL(frame.src);
    url.searchParams.set('images', '1');
    frame.src = url.href;
    asked.closest('.banner')?.remove();
  }

  /** The sandbox grants our origin but no scripts, so that we may measure and the mail may not act. */
  private fit(frame: HTMLIFrameElement): void {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    const measure = () => this.style.setProperty('--frame-height', `${Math.min(root.offsetHeight, 20_000)}px`);
    this.watch?.disconnect();
    this.watch = new ResizeObserver(measure);
    this.watch.observe(root);
    measure();
  }
}

export function start(): void {
  customElements.define('kippu-frame', Frame);
}
