// The page of a ticket on paper: what is chosen shows at once, and a button prints it or saves it as a PDF.

export function start(): void {
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest?.('[data-print]')) print();
  });
  document.addEventListener('change', ({ target }) => {
    const field = target as HTMLElement;
    if (field.matches('[data-submits]')) field.closest('form')?.requestSubmit();
  });
}
