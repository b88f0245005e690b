// The box at the top finds while one types, and pages that search do; never while an IME composes.
import { Asking } from '../lib/asking';
import { stand } from '../lib/focus';
import htmx from '../lib/htmx';
import { composing } from '../lib/keys';
import { fragment } from '../lib/send';

/** Fields that ask while one types. */
const fields = 'input[type="search"], input[hx-get]';
const asking = new Asking();

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
    item.id ||= `find-${i}`;
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
  const words = field.value;
  if (!words.trim()) return asking.stop(), show(false);
  const found = await asking.ask(words, (signal) => fragment(`${form.dataset.search}?q=${encodeURIComponent(words)}`, signal));
  if (found === undefined) return asking.stop(), show(false);
  finds.innerHTML = found;
  htmx.process(finds);
  show(document.activeElement === field);
  choose(-1);
  asking.waiting.splice(0).forEach(act);
}

function act(key: string): void {
  const all = options();
  const at = all.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  if (key === 'ArrowDown') choose(at + 1);
  else if (key === 'ArrowUp') choose(at - 1);
  else if (at >= 0) all[at]!.click();
  else box()?.form.requestSubmit();
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
  const parts = box();
  const open = parts?.finds.hidden === false;
  const arrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
  // Enter alone shows the whole page of what is typed, whatever has been answered.
  const chosen = asking.waiting.length > 0 || options().some((item) => item.getAttribute('aria-selected') === 'true');
  if (event.key === 'Escape') {
    show(false);
    stand();
  } else if (open && (arrow || (event.key === 'Enter' && chosen))) {
    if (asking.knows(parts!.field.value)) act(event.key);
    else asking.waiting.push(event.key);
  } else {
    if (event.key === 'Enter') show(false);
    return;
  }
  event.preventDefault();
}

/** htmx hears no letter that an IME may still change, and hears the word once it is whole. */
function hush(): void {
  document.addEventListener('input', (event) => {
    const unfinished = (event as InputEvent).isComposing && (event.target as Element).matches?.(fields);
    if (unfinished) event.stopPropagation();
  }, true);
  document.addEventListener('compositionend', (event) => {
    const field = event.target as HTMLElement;
    if (field.matches?.(fields)) setTimeout(() => field.dispatchEvent(new Event('input', { bubbles: true })));
  });
}

export function start(): void {
  hush();
  const parts = box();
  if (!parts) return;
  const { form, field, finds } = parts;
  field.addEventListener('input', () => {
    // What stands there was found by other words: nothing in it is meant.
    asking.stale();
    choose(-1);
    asking.later(() => void ask(), 60);
  });
  field.addEventListener('focus', () => field.select());
  field.addEventListener('focus', () => {
    if (asking.knows(field.value)) show(Boolean(field.value.trim() && finds.children.length));
    else void ask();
  });
  field.addEventListener('keydown', onKey);
  form.addEventListener('submit', () => {
    asking.stop();
    show(false);
  });
  form.addEventListener('focusout', (event) => {
    if (form.contains(event.relatedTarget as Node | null)) return;
    asking.waiting = [];
    show(false);
  });
  // Focus stays in the field while the pointer chooses.
  finds.addEventListener('mousedown', (event) => event.preventDefault());
  finds.addEventListener('click', (event) => {
    const item = (event.target as Element).closest<HTMLElement>('[role="option"]');
    if (item?.dataset.fill !== undefined) fill(item.dataset.fill);
    else if (item) show(false);
  });
}
