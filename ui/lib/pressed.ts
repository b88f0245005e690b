// What is being pressed does not move beneath the pointer: until it is lifted, news wait and the composer stays open or folded.

/** Whoever holds for longer than this marks words, or has gone. In milliseconds. */
const longest = 3_000;
let lifted: Promise<void> | undefined;

/** At once where nothing is pressed; otherwise when the press is over, and what it does is done. */
export async function released(): Promise<void> {
  await lifted;
}

document.addEventListener('pointerdown', () => {
  const over = new AbortController();
  const composer = document.querySelector<HTMLElement>('.composer');
  if (composer) composer.dataset.held = composer.matches(':focus-within') ? 'open' : 'folded';
  lifted = new Promise<void>((done) => {
    // The click comes right after.
    for (const kind of ['pointerup', 'pointercancel']) document.addEventListener(kind, () => setTimeout(done), { capture: true, signal: over.signal });
    setTimeout(done, longest);
  }).then(() => {
    over.abort();
    if (composer) delete composer.dataset.held;
  });
}, true);
