// <div data-seen="/tickets/42/seen">: whoever looks at the page has seen what they were told about it; then nothing else need tell them.
import { send } from '../lib/send';
import { tidy } from './app';

function look(): void {
  if (document.visibilityState !== 'visible') return;
  document.querySelectorAll<HTMLElement>('[data-seen]').forEach((part) => {
    const { seen } = part.dataset;
    delete part.dataset.seen;
    void send('POST', seen!).then(tidy, () => (part.dataset.seen = seen));
  });
}

export function start(): void {
  look();
  document.addEventListener('visibilitychange', look);
  document.addEventListener('htmx:after:swap', look);
  document.addEventListener('htmx:after:settle', look);
}
