// What somebody types about a colleague's draft stays to be read when that goes from the page (`data-gone`): it was sent, or somebody
// else goes on with it.
import { typed } from '../lib/open';

function words(card: Element): string {
  const field = card.querySelector('textarea');
  return field && typed(field) ? field.value : '';
}

function kept(card: Element, told: string): HTMLElement {
  const copy = Object.assign(document.createElement('section'), { className: 'card flat draft-card', id: card.id.replace(/^draft/, 'gone') });
  const field = Object.assign(document.createElement('textarea'), { className: 'input', rows: 3, readOnly: true, value: words(card) });
  field.setAttribute('aria-label', told);
  copy.append(Object.assign(document.createElement('p'), { className: 'faint', textContent: told }), field);
  return copy;
}

export function start(): void {
  document.addEventListener('htmx:before:swap', (event) => {
    const page = document.getElementById('drafts-page');
    if (!page || event.detail.ctx.sourceElement !== page) return;
    for (const { fragment } of event.detail.tasks as { fragment: DocumentFragment }[]) {
      const next = fragment.querySelector('#drafts-page');
      const left = [...page.querySelectorAll('.card[id]')].filter((card) => words(card) && !next?.querySelector(`#${card.id}`));
      next?.prepend(...left.map((card) => kept(card, page.dataset.gone ?? '')));
    }
  });
}
