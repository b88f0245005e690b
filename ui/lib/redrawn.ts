// A page is compared with markup, which knows nothing of what was typed or chosen: in a form that was sent, a line that was filled in
// would be taken for the next empty one, and stand there twice. So what was sent is written into its markup before it is drawn
// again. What was typed since then stays where it is.
import htmx from './htmx';

/** What a browser keeps of a form is its own, and what is ticked in a list stays ticked. */
const drawn = 'form.form:not([data-draft-url], [data-draft-key], [data-jot])';

type Write = (answer: Element) => void;
/** By request: writes into its form what was sent. */
const sent = new WeakMap<object, Write>();
/** The answer to it is being drawn. */
let form: Element | undefined;
let write: Write | undefined;

/** As a field is now, to be written into it. Files that the server keeps are not sent again. */
function shown(field: Element): Write {
  if (field instanceof HTMLInputElement && field.type === 'file') {
    const [file] = field.files ?? [];
    return (answer) => file && file === field.files?.[0] && answer.querySelector('[data-kept]') && (field.value = '');
  }
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options].map((option) => ({ option, selected: option.selected }));
    return () => options.forEach(({ option, selected }) => (option.defaultSelected = selected));
  }
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
    const { checked } = field;
    return () => (field.defaultChecked = checked);
  }
  if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'password')) {
    const { value } = field;
    return () => value !== field.defaultValue && (field.defaultValue = value);
  }
  return () => undefined;
}

/** What the server has chosen otherwise than it was sent. */
function choose(field: Element, attribute: string, on: boolean): void {
  if (field instanceof HTMLInputElement && attribute === 'checked' && field.form === form) field.checked = on;
  if (field instanceof HTMLOptionElement && attribute === 'selected' && field.form === form) field.selected = on;
}

htmx.registerExtension('redrawn', {
  htmx_before_morph_node: (element: Element, { newNode }: { newNode: Element }) => {
    if (element === form) write?.(newNode);
  },
  htmx_before_morph_attr: (element: Element, { attrName, newValue }: { attrName: string; newValue: string | null }) => {
    if (form) choose(element, attrName, newValue !== null);
  },
});

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  const source = ctx.sourceElement;
  if (ctx.request.method !== 'POST' || !(source instanceof HTMLFormElement) || !source.matches(drawn)) return;
  const fields = [...source.elements].map(shown);
  sent.set(ctx, (answer) => fields.forEach((field) => field(answer)));
});

/* The swap follows at once, before anything else is done. */
document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  write = sent.get(ctx);
  form = write && ctx.sourceElement;
  queueMicrotask(() => (form = write = undefined));
});
