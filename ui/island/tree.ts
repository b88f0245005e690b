// The queue tree: what is folded stays folded on this device, and the line of the page that is open is in sight.

/** How many branches are remembered. */
const most = 500;
/** The address of the line that was shown last. */
let shown: string | undefined;

function branches(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>('#queues details[id]')];
}

function line(): HTMLAnchorElement | null {
  return document.querySelector('#queues .queue[aria-current="page"]');
}

/** What was folded here, and what not, by its id. */
export function kept(): Record<string, boolean> {
  return JSON.parse(localStorage.getItem('branches') ?? '{}') as Record<string, boolean>;
}

export function keep(branch: string, open: boolean): void {
  const all = Object.entries(kept()).filter(([id]) => id !== branch);
  try {
    localStorage.setItem('branches', JSON.stringify(Object.fromEntries([...all, [branch, open]].slice(-most))));
  } catch {
    /* A full storage forgets what was folded. */
  }
}

/** As the reader left it; a page that is come to opens what its line stands in. */
function settle(): void {
  const [open, here] = [kept(), line()];
  const comes = here?.href !== shown;
  shown = here?.href;
  for (const branch of branches()) {
    const holds = branch.contains(here);
    if (holds && comes) branch.open = true;
    else if (!holds && branch.id in open) branch.open = open[branch.id]!;
  }
  if (comes) here?.scrollIntoView({ block: 'nearest' });
}

export function start(): void {
  settle();
  document.addEventListener('htmx:after:swap', settle);
  document.addEventListener('htmx:after:restore', settle);
  // Not yet as it is about to be. What find in page opens is not the reader's choice.
  document.addEventListener('click', (event) => {
    const branch = (event.target as Element).closest?.('#queues summary')?.parentElement;
    if (branch instanceof HTMLDetailsElement && branch.id) keep(branch.id, !branch.open);
  });
  document.addEventListener('toggle', ({ target }) => (target as Element).id === 'sidebar' && line()?.scrollIntoView({ block: 'nearest' }), true);
}
