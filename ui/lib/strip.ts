// One line above the page: what is so in this browser just now. Of several things that are so, the first.

const kinds = ['signed-out', 'old', 'offline'] as const;
type Kind = (typeof kinds)[number];
const said = new Map<Kind, (string | HTMLElement)[]>();
let line: HTMLElement | undefined;

/** Without a word it is so no more. */
export function strip(kind: Kind, ...words: (string | HTMLElement)[]): void {
  if (words.length) said.set(kind, words);
  else if (!said.delete(kind)) return;
  line?.remove();
  const first = kinds.find((one) => said.has(one));
  if (!first) return;
  line = document.createElement('div');
  line.className = 'strip';
  line.toggleAttribute(`data-${first}`, true);
  line.setAttribute('role', 'status');
  line.append(...said.get(first)!);
  document.querySelector('.skip')?.after(line);
}
