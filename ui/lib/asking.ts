// What is asked while one types: once nobody has typed for a moment, and for the last words alone.

export class Asking<Key = string> {
  /** The keys that wait for what belongs to the words. */
  waiting: Key[] = [];
  private answered?: string;
  private timer = 0;
  private turn = new AbortController();

  /** Whether what stands there belongs to these words. */
  knows(words: string): boolean {
    return this.answered === words;
  }

  later(ask: () => void, pause: number): void {
    this.stop();
    this.timer = window.setTimeout(ask, pause);
  }

  /** The answer; where something else was asked or meant meanwhile, it never comes. `undefined`: there is none. */
  async ask<T>(words: string, find: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.turn.abort();
    const { signal } = (this.turn = new AbortController());
    const found = await find(signal);
    if (signal.aborted) return new Promise(() => undefined);
    if (found !== undefined) this.answered = words;
    return found;
  }

  /** Neither what was asked nor what waits for it is meant any more. */
  stop(): void {
    clearTimeout(this.timer);
    this.turn.abort();
    this.waiting = [];
  }

  /** Nor does what stands there belong to what is typed. */
  stale(): void {
    this.stop();
    this.answered = undefined;
  }
}
