// The box at the top finds while one types, and pages that search do; never while an IME composes.
import htmx from '../lib/htmx';
import { composing } from '../lib/keys';

/** Fields that ask while one types. */
const asking = 'input[type="search"], input[hx-get]';
let asked = 0;

function box(): { form: HTMLFormElement; field: HTMLInputElement; finds: HTMLElement } | undefined {
  const form = document.querySelector<HTMLFormElement>('form[data-search]');
  const field = form?.querySelector<HTMLInputElement>('input');
  const finds = form?.querySelector<HTMLElement>('[role="listbox"]');
  return form && field && finds ? { form, field, finds } : undefined;
}

function options(): HTMLElement[] {
  return [...(box()?.finds.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
}

function show(open: boolean): void {
  const parts = box();
  if (!parts) return;
  parts.finds.hidden = !open;
  parts.field.setAttribute('aria-expanded', String(open));
  if (!open) parts.field.removeAttribute('aria-activedescendant');
}

/** -1: nothing is chosen, and Enter shows the whole page. */
function choose(index: number): void {
  const all = options();
  const at = index < -1 ? all.length - 1 : index >= all.length ? -1 : index;
  all.forEach((item, i) => {
    item.id ||= `find-${i}-${asked}`;
    item.setAttribute('aria-selected', String(i === at));
  });
  all[at]?.scrollIntoView({ block: 'nearest' });
  const field = box()?.field;
  if (all[at]) field?.setAttribute('aria-activedescendant', all[at].id);
  else field?.removeAttribute('aria-activedescendant');
}

async function ask(): Promise<void> {
  const parts = box();
  if (!parts) return;
  const { form, field, finds } = parts;
  const turn = ++asked;
  if (!field.value.trim()) return show(false);
  const answer = await fetch(`${form.dataset.search}?q=${encodeURIComponent(field.value)}`, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  if (turn !== asked || !answer?.ok) return;
  finds.innerHTML = await answer.text();
  htmx.process(finds);
  show(document.activeElement === field);
  choose(-1);
}

function fill(text: string): void {
  const field = box()?.field;
  if (!field) return;
  field.value = text;
  field.focus();
  void ask();
}

function onKey(event: KeyboardEvent): void {
  if (composing(event)) return;
  const all = options();
  const at = all.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  const open = box()?.finds.hidden === false;
  if (event.key === 'ArrowDown' && open) choose(at + 1);
  else if (event.key === 'ArrowUp' && open) choose(at - 1);
  else if (event.key === 'Escape') {
    show(false);
    box()?.field.blur();
  } else if (event.key === 'Enter' && open && at >= 0) all[at]!.click();
  else {
    if (event.key === 'Enter') show(false);
    return;
  }
  event.preventDefault();
}

/** htmx hears no letter that an IME may still change, and hears the word once it is whole. */
function hush(): void {
  document.addEventListener('input', (event) => {
    const unfinished = (event as InputEvent).isComposing && (event.target as Element).matches?.(asking);
    if (unfinished) event.stopPropagation();
  }, true);
  document.addEventListener('compositionend', (event) => {
    const field = event.target as HTMLElement;
    if (field.matches?.(asking)) setTimeout(() => field.dispatchEvent(new Event('input', { bubbles: true })));
  });
}

export function start(): void {
  hush();
  const parts = box();
  if (!parts) return;
  const { form, field, finds } = parts;
  let timer = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 60);
  });
  field.addEventListener('focus', () => field.select());
  field.addEventListener('focus', () => show(Boolean(field.value.trim() && finds.children.length)));
  field.addEventListener('keydown', onKey);
  form.addEventListener('submit', () => {
    asked++;
    show(false);
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) show(false);
  });
  // Focus stays in the field while the pointer chooses.
  finds.addEventListener('mousedown', (event) => event.preventDefault());
  finds.addEventListener('click', (event) => {
    const item = (event.target as Element).closest<HTMLElement>('[role="option"]');
    if (item?.dataset.fill !== undefined) fill(item.dataset.fill);
    else if (item) show(false);
  });
}
