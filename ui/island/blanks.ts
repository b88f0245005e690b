// A form whose fields come and go with what was chosen: fetched anew, with what was typed. Without this, a button does it.
import { send } from '../lib/send';

async function renew(form: HTMLFormElement, part: HTMLElement): Promise<void> {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') said.append(name, value);
  const answer = await send('POST', form.dataset.blanks!, said).catch(() => undefined);
  if (!answer?.ok) return;
  const html = await answer.text();
  const focused = document.activeElement?.id;
  const files = [...part.querySelectorAll<HTMLInputElement>('[type=file]')];
  part.innerHTML = html;
  // Files that were chosen cannot be chosen for somebody: their fields stay.
  for (const file of files) document.getElementById(file.id)?.replaceWith(file);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

export function start(): void {
  document.addEventListener('change', ({ target }) => {
    const field = target as HTMLElement;
    const form = field.closest<HTMLFormElement>('form[data-blanks]');
    const part = form?.querySelector<HTMLElement>('#blanks');
    if (form && part && field.matches('[data-redraw]')) void renew(form, part);
  });
}
