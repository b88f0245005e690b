// The button for macros before there is an editor: it brings the editor, which then opens the list.

export function start(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest?.<HTMLElement>('[data-macro]');
    const form = button?.closest('form');
    if (!button || !form || form.querySelector('kippu-editor')?.hasChildNodes()) return;
    button.dataset.macro = 'wanted';
    form.querySelector<HTMLElement>('textarea[name="text"]')?.focus();
  });
}
