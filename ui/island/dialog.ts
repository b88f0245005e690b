// Dialogs open by command, or by content that htmx puts into them; they close by command, by a click beside them, or when the server says so.

/** Browsers that know invoker commands need none of this. */
function command(button: HTMLButtonElement): void {
  const target = document.getElementById(button.getAttribute('commandfor') ?? '');
  if (!(target instanceof HTMLDialogElement)) return;
  if (button.getAttribute('command') === 'show-modal' && !target.open) target.showModal();
  if (button.getAttribute('command') === 'close') target.close();
}

function onClick(event: MouseEvent): void {
  const origin = event.target as Element;
  if (origin instanceof HTMLDialogElement && outside(origin, event)) return origin.close();
  const button = origin.closest<HTMLButtonElement>('button[commandfor]');
  if (button && !('commandForElement' in HTMLButtonElement.prototype)) command(button);
}

function outside(dialog: HTMLDialogElement, { clientX: x, clientY: y }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

export function start(): void {
  document.addEventListener('click', onClick);
  document.addEventListener('htmx:after:swap', (event) => {
    const dialog = event.detail.ctx.target?.closest?.('dialog');
    if (dialog && !dialog.open && dialog.textContent?.trim()) dialog.showModal();
  });
  document.addEventListener('dialog-close', () => {
    document.querySelectorAll<HTMLDialogElement>('dialog[open]').forEach((dialog) => dialog.close());
  });
}
