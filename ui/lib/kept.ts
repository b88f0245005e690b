// What is written in a form that the server keeps a draft of is kept in this browser as well, by its place: at once, and until it
// was sent.

/** `only`: the names of what was carried; none: it is the whole form. `by`: who wrote it. `version`: of the server's draft, which
 *  it goes on from. `held`: the server has it, as the draft or beside it. `taken`: it was sent, and got there. */
export type Kept = { at: number; fields: [string, string][]; sent?: boolean; only?: string[]; by?: string; version?: string; held?: boolean; taken?: boolean };
/** No draft yet. */
export const none = '"0"';

export function forms(): NodeListOf<HTMLFormElement> {
  return document.querySelectorAll('form[data-draft-url]');
}

export function place(form: HTMLFormElement): string {
  return `draft:${form.dataset.draftUrl}`;
}

export function me(): string | undefined {
  return document.body.dataset.person;
}

export function put(at: string, kept: Kept): void {
  try {
    localStorage.setItem(at, JSON.stringify(kept));
  } catch {
    /* A full or forbidden storage leaves the server's copy. */
  }
}

export function kept(at: string): Kept | undefined {
  const text = localStorage.getItem(at);
  return text ? (JSON.parse(text) as Kept) : undefined;
}

/** The server has what was kept as `text`; what was typed meanwhile goes on from there. */
export function hold(at: string, text: string | null, version?: string): void {
  const now = kept(at);
  if (now) put(at, { ...now, version: version ?? now.version, held: localStorage.getItem(at) === text });
}

/** `unheard`: the version a saving goes out from, until it is answered: a page that is left meanwhile does not hear what came of
 *  it. `conflict`: another window stood in the way of the last saving. */
export function note(at: string, what: 'unheard' | 'conflict', value?: string): void {
  try {
    if (value) localStorage.setItem(`${at}:${what}`, value);
    else localStorage.removeItem(`${at}:${what}`);
  } catch {
    /* As above. */
  }
}

export function drop(at: string): void {
  localStorage.removeItem(at);
  note(at, 'conflict');
}

/** It got there: other windows hear so as its copy goes. What one of them has begun instead was not sent. */
export function took(at: string): void {
  const one = kept(at);
  if (one?.sent) put(at, { ...one, taken: true });
  drop(at);
}
