// What a reader has open: a popover, a menu, a dialog. News do not touch it; it is brought up to date once it is closed.

const behind = new Set<Element>();

/** A part that is live itself is renewed also while it is open, as the side of a ticket on a narrow screen. */
export function isOpen(element: Element): boolean {
  return element.matches('[popover]:popover-open, dialog[open]') && !element.hasAttribute('data-live');
}

/** Leaves it as it is. Its forms go on with the new version as long as all they began with is still so; else sending one is a conflict. */
export function stays(open: Element, now: Element): true {
  behind.add(open);
  const forms = [...open.querySelectorAll('form')];
  [...now.querySelectorAll('form')].forEach((form, at) => {
    const held = forms[at];
    const version = held?.querySelector('input[name="version"]');
    const next = form.querySelector('input[name="version"]')?.getAttribute('value');
    if (!held || !version || !next) return;
    if (values(form).join('\n') === values(held).join('\n')) version.setAttribute('value', next);
  });
  return true;
}

/** What the fields of a form began with. */
function values(form: HTMLFormElement): string[] {
  const fields = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('input, textarea, select');
  return [...fields].filter(({ name }) => name && name !== 'version').map((field) => `${field.name}=${first(field)}`).sort();
}

function first(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): string {
  if (field instanceof HTMLSelectElement) return [...field.options].filter((option) => option.defaultSelected).map((option) => option.value).join();
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) return `${field.defaultValue}:${field.defaultChecked}`;
  return field.defaultValue;
}

/** Whether a field holds what somebody typed. */
export function typed(element: Element): boolean {
  return (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) && element.value !== element.defaultValue;
}

/** Fetched when it was opened: what is read or filled in just now is not thrown away when the page is drawn again. */
export function inHand(element: Element): boolean {
  return element.matches('[data-filled]') && (isOpen(element) || [...element.querySelectorAll('input, textarea')].some(typed));
}

/** Browsers that cannot move an element without closing it: what was open in a part is opened again, with the focus where it was. */
export function reopens(part: Element): () => void {
  const open = [...part.querySelectorAll<HTMLElement>('[popover]:popover-open')];
  const dialogs = [...part.querySelectorAll<HTMLDialogElement>('dialog:modal')];
  const focus = document.activeElement;
  // What was closed on purpose meanwhile stays closed; an element that is only moved says nothing.
  const [shut, over] = [new Set<Element>(), new AbortController()];
  for (const each of [...open, ...dialogs]) {
    for (const kind of ['toggle', 'close']) each.addEventListener(kind, (event) => (event as ToggleEvent).newState !== 'open' && shut.add(each), over);
  }
  const kept = (each: Element) => each.isConnected && !shut.has(each);
  return () => {
    over.abort();
    open.filter((each) => kept(each) && !each.matches(':popover-open')).forEach((each) => each.showPopover());
    dialogs.filter((each) => kept(each) && !each.matches(':modal')).forEach((each) => (each.close(), each.showModal()));
    if (focus instanceof HTMLElement && focus.isConnected && document.activeElement !== focus && part.contains(focus)) focus.focus({ preventScroll: true });
  };
}

/** Calls with the part that was not renewed because something in it was open. */
export function whenClosed(call: (part: HTMLElement) => void): void {
  const closed = (event: Event) => {
    const box = event.target as HTMLElement;
    if (isOpen(box) || !behind.delete(box)) return;
    const part = box.closest<HTMLElement>('[data-live]');
    if (part) call(part);
  };
  document.addEventListener('toggle', closed, true);
  document.addEventListener('close', closed, true);
}
