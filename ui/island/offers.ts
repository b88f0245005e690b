// <input list="…" data-offers="/fields/7/choices">: what another system offers for what is typed stands in the field's list.
import { Asking } from '../lib/asking';
import { fragment } from '../lib/send';

const asking = new Asking();

async function look(field: HTMLInputElement): Promise<void> {
  const query = new URLSearchParams({ field: field.name, [field.name]: field.value });
  const found = await asking.ask(field.value, (signal) => fragment(`${field.dataset.offers}?${query}`, signal));
  if (found !== undefined && field.list) field.list.innerHTML = found;
}

export function start(): void {
  const later = (event: Event) => {
    const field = event.target as HTMLInputElement;
    if (field.dataset.offers && !(event as InputEvent).isComposing) asking.later(() => void look(field), 250);
  };
  document.addEventListener('input', later);
  document.addEventListener('compositionend', later);
}
