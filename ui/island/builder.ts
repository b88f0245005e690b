// Building a view: whatever is chosen draws the form again, with what it finds. Without this, buttons do.
export function start(): void {
  document.addEventListener('change', (event) => {
    const field = event.target as HTMLElement;
    const form = field.closest<HTMLFormElement>('form[data-builder]');
    if (form && field.matches('[data-redraw]')) form.requestSubmit(form.querySelector<HTMLButtonElement>('[data-draw]'));
  });
}
