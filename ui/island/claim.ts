// A colleague goes on with the answer: all of it goes to them, and no copy of it stays here.

/** What was typed is on the server within this time. In milliseconds. */
const saved = 1_500;

/** On its way; the line it stood on is another one when the answer has come. */
let going: HTMLFormElement | undefined;

const composer = () => document.querySelector<HTMLFormElement>('form#composer');

async function handOver(form: HTMLFormElement): Promise<void> {
  const place = `draft:${composer()?.dataset.draftUrl}`;
  const copy = localStorage.getItem(place);
  const since = Date.now() - (copy ? (JSON.parse(copy) as { at: number }).at : 0);
  // Never at once: a form that is being submitted is not submitted again.
  await new Promise((done) => setTimeout(done, saved - since));
  localStorage.removeItem(place);
  // The line may have been drawn again meanwhile.
  const now = form.isConnected ? form : document.querySelector<HTMLFormElement>('form[data-hands-over]');
  if (!now) return;
  going = now;
  now.requestSubmit();
}

export function start(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.handsOver === undefined || form === going) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void handOver(form);
  }, true);
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    if (!going || ctx.sourceElement !== going) return;
    going = undefined;
    if (ctx.response?.raw.ok) composer()?.reset();
  });
}
