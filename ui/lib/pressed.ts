// What is being pressed does not move or change beneath the finger: news wait until it is lifted.

/** Whoever holds for longer than this marks words, or has gone. In milliseconds. */
const longest = 3_000;
let lifted: Promise<unknown> | undefined;

/** At once where nothing is pressed; otherwise when the press is over, and what it does is done. */
export async function released(): Promise<void> {
  await lifted;
}

document.addEventListener('pointerdown', () => {
  const over = new AbortController();
  lifted = new Promise<void>((done) => {
    // The click comes right after.
    for (const kind of ['pointerup', 'pointercancel']) document.addEventListener(kind, () => setTimeout(done), { capture: true, signal: over.signal });
    setTimeout(done, longest);
  }).then(() => over.abort());
}, true);
