// Who else is at the tickets of a list: when somebody comes or goes, the rows one sees ask for their marks, all in one question.
import { fragment } from '../lib/send';

/** Rows that are asked about at once. */
const most = 128;

async function ask(): Promise<void> {
  const slots = [...document.querySelectorAll<HTMLElement>('[data-here]')].filter(near);
  const numbers = [...new Set(slots.map(({ dataset }) => dataset.here!))].slice(0, most);
  if (!numbers.length || document.hidden) return;
  const query = new URLSearchParams(numbers.map((number) => ['ticket', number]));
  const answer = await fragment(`/tickets/here?${query}`);
  if (answer === undefined) return;
  const marks = new DOMParser().parseFromString(answer, 'text/html');
  for (const slot of slots) {
    const mark = marks.querySelector<HTMLElement>(`[data-here="${slot.dataset.here}"]`);
    if (mark && mark.outerHTML !== slot.outerHTML) slot.replaceWith(document.importNode(mark, true));
  }
}

/** On the screen, or where one scrolls to next. */
function near(slot: HTMLElement): boolean {
  const { top } = (slot.closest('.row') ?? slot).getBoundingClientRect();
  return top > -innerHeight && top < 2 * innerHeight;
}

export function start(): void {
  document.addEventListener('marks', () => void ask());
  document.addEventListener('visibilitychange', () => void ask());
}
