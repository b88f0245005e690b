// A form as it was left, from what this browser has kept of it.

/** Hidden fields that are the writer's: what the editor holds, and what the mailbox usually does. */
const hidden = ['html', 'usually'];

/** What the editor has put in beside words: a macro, a colleague; and what it is sent in place of. */
const suggestions = ['macro', 'mention', 'instead'];

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** `known`: of which names something was kept; the others stay as they are. */
export function fill(form: HTMLFormElement, fields: [string, string][], known: (name: string) => boolean = () => true): void {
  for (const field of [...form.elements]) {
    if (!isField(field) || !field.name || field.name === 'confirmed' || !known(field.name)) continue;
    put(field, fields.filter(([name]) => name === field.name).map(([, value]) => value));
  }
  for (const [name, value] of fields) if (suggestions.includes(name) && known(name)) suggested(form, name, value);
  // Chips and the editor show what the fields hold.
  form.dispatchEvent(new Event('draft-restored', { bubbles: true }));
}

/** Sent with the form. `new`: the server does not know of it yet. */
export function suggested(form: HTMLFormElement, name: string, value: string): void {
  if (form.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`)) return;
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
  field.dataset.suggested = 'new';
  form.append(field);
}

function isField(field: Element): field is Field {
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== 'file' && (field.type !== 'hidden' || hidden.includes(field.name)));
}

function put(field: Field, values: string[]): void {
  if (field instanceof HTMLSelectElement) {
    for (const option of field.options) if (field.multiple || values.includes(option.value)) option.selected = values.includes(option.value);
  } else if (['checkbox', 'radio'].includes(field.type)) (field as HTMLInputElement).checked = values.includes(field.value);
  else if (field.dataset.chips !== undefined) typed(field, values);
  else if (values[0] !== undefined) field.value = values[0];
}

/** Whoever is proposed has a box of the same name; the others were typed. */
function typed(field: Field, values: string[]): void {
  const proposed = [...(field.form?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])].filter(({ name }) => name === field.name).map(({ value }) => value);
  field.parentElement?.querySelectorAll(':scope > [data-address]').forEach((chip) => chip.remove());
  field.value = values.filter((value) => value && !proposed.includes(value)).join(', ');
}

/** What stands beneath a letter follows from what came back, or went; htmx may have yet to hear of this form. */
export function beneath(form: HTMLFormElement): void {
  setTimeout(() => form.querySelector('#signature')?.dispatchEvent(new Event('chosen')));
}
