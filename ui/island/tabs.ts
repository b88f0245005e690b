// A row of tabs that is wider than its page shows the one that is open.

function look(): void {
  for (const tab of document.querySelectorAll<HTMLElement>('.tabs > [aria-current]')) {
    const row = tab.parentElement!;
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }
}

export function start(): void {
  look();
  document.addEventListener('htmx:after:swap', look);
}
