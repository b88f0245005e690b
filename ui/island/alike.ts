// <div data-alike="/tickets/new/alike">: tickets that look like the one being typed, by what is compared when it is sent. One question
// at a time, and none while an IME composes.
import { Asking } from '../lib/asking';
import { send } from '../lib/send';

/** Milliseconds of quiet before the desk is asked. */
const pause = 500;
const compared = /^(subject|requester|topic|field-.+)$/;
/** What else says whom it is for, and which were told of. */
const beside = /^(whom|whom_for|name|anyway)$/;

const asking = new Asking();

function of({ target }: Event): [HTMLFormElement, HTMLElement] | undefined {
  const field = target as HTMLInputElement;
  const form = field.form ?? undefined;
  const place = form?.querySelector<HTMLElement>('[data-alike]');
  return form && place && compared.test(field.name) ? [form, place] : undefined;
}

async function look(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && (compared.test(name) || beside.test(name))) said.append(name, value);
  if (!said.get('subject')?.trim() || !said.getAll('requester').some((one) => one.trim())) return place.replaceChildren();
  const html = await asking.ask('', async (signal) => {
    const answer = await send('POST', place.dataset.alike!, said, {}, signal).catch(() => undefined);
    return answer?.ok && !answer.redirected ? answer.text().catch(() => undefined) : undefined;
  });
  if (html === undefined) return;
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  // What stands there already is not read out once more.
  if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(fresh.content);
}

export function start(): void {
  const later = (event: Event) => {
    const parts = of(event);
    if (!parts || (event as InputEvent).isComposing) return;
    asking.later(() => void look(...parts), pause);
  };
  for (const kind of ['input', 'change', 'compositionend']) document.addEventListener(kind, later);
  document.addEventListener('compositionstart', (event) => of(event) && asking.stop());
}
