// "3 minutes ago" stays true: <time datetime="…" data-time="relative|due"> is told anew as time passes.

const lang = document.documentElement.lang || 'en';
const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'always', style: lang.startsWith('ja') ? 'long' : 'narrow' });
const now = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(0, 'second');
const day = new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric' });
const dayOfYear = new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'short', day: 'numeric' });
const steps: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

/** Nearest unit; what lies further back than a week is a date. */
function tell(then: Date, at: number): string {
  const seconds = Math.round((then.getTime() - at) / 1_000);
  if (Math.abs(seconds) < 60) return now;
  if (seconds < -7 * 86_400) return (then.getFullYear() === new Date(at).getFullYear() ? day : dayOfYear).format(then);
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  const told = relative.format(Math.trunc(seconds / size), unit);
  // Figures and counters stand together in our Japanese.
  return lang.startsWith('ja') ? told.replace(' ', '') : told;
}

function refresh(): void {
  const at = Date.now();
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[data-time]')) {
    const then = new Date(element.dateTime);
    if (Number.isNaN(then.getTime())) continue;
    const text = tell(then, at);
    if (element.textContent !== text) element.textContent = text;
    if (element.dataset.time === 'due') warn(element, then.getTime() - at);
  }
}

/** A deadline turns amber `data-soon` seconds before it passes, then red; paused and met ones stay. */
function warn(element: HTMLTimeElement, left: number): void {
  const due = element.closest<HTMLElement>('.due');
  if (!due || ['paused', 'met'].includes(due.dataset.state ?? '')) return;
  const soon = Number(due.dataset.soon ?? 1_800) * 1_000;
  due.dataset.state = left < 0 ? 'breached' : left < soon ? 'soon' : 'ok';
}

export function start(): void {
  refresh();
  setInterval(refresh, 20_000);
  document.addEventListener('htmx:after:swap', refresh);
}
