// What somebody types about a colleague's draft stays when that goes from the page: it was sent, or somebody else goes on with it.
// `<template data-gone>` says so, and makes a note of it.
import { typed } from '../lib/open';

function words(card: Element): string {
  const field = card.querySelector('textarea');
  return field && typed(field) ? field.value : '';
}

function kept(page: Element, card: Element): Element {
  const copy = document.importNode(page.querySelector<HTMLTemplateElement>('template[data-gone]')!.content, true).firstElementChild!;
  copy.id = card.id.replace(/^draft/, 'gone');
  copy.querySelector('textarea')!.value = words(card);
  return copy;
}

export function start(): void {
  document.addEventListener('htmx:before:swap', (event) => {
    const page = document.getElementById('drafts-page');
    if (!page || event.detail.ctx.sourceElement !== page) return;
    for (const { fragment } of event.detail.tasks as { fragment: DocumentFragment }[]) {
      const next = fragment.querySelector('#drafts-page');
      const left = [...page.querySelectorAll('.card[id]')].filter((card) => words(card) && !next?.querySelector(`#${card.id}`));
      next?.prepend(...left.map((card) => kept(page, card)));
    }
  });
}
