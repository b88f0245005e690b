// What opens while one types: macros after `/`, colleagues after `@`, articles after `??`, signs after `:`. Arrows walk, Enter takes;
// Escape leaves it, also while it is looked for and where nothing was found.
import type { Editor } from '@tiptap/core';
import { paragraphs } from '../editor';
import { shown } from '../island/attach';
import { say } from '../island/toast';
import { Asking } from '../lib/asking';
import { suggested } from '../lib/fill';
import { sound as fold } from '../lib/fold';
import { send } from '../lib/send';
import { emoji } from './emoji';

interface Choice {
  label: string;
  hint?: string;
  /** `whole`: with Shift. */
  take(range: { from: number; to: number }, whole: boolean): void;
}

/** `html`: empty where the text is all there is; `files`: the name by which each is kept, its own, its size; `brings`: the draft must have them first. */
interface Macro { id: number; name: string; shortcut: string; text: string; html: string; files: [string, string, string, number][]; brings: boolean }
interface Proposed { id: number; title: string; about: string; internal: boolean }
interface Piece { title: string; html: string; link?: string; inside: string }

const most = 8;
/** No space stands before a word of Japanese: after its letters and stops a sign begins anew. In `a@b`, `http://` and `：` within a sentence it does not. */
const begins = /(?:^|[\s\ufffc（(「『【。、！？]|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー」』】）])(?=[/／@＠]))([/／@＠:：])([^\s/／@＠:：]{0,30})$/u;

/** Whether somebody looks for something, so that one says where there is none: a sentence that goes on behind `??` does not. */
function searches([, sign, words]: RegExpExecArray): boolean {
  return /[@＠]|[?？]{2}/.test(sign!) && !/^\s/.test(words!);
}

export class Suggest {
  private readonly box = document.createElement('div');
  private choices: Choice[] = [];
  /** A key that takes waits: with Shift or without. */
  private readonly asking = new Asking<boolean>();
  /** What is asked for has yet to come. */
  private looking = false;
  private here = 0;
  private range = { from: 0, to: 0 };
  private word = '';
  private dismissed = '';
  /** What a key or the button has put in to open the list, and where. */
  private put?: { from: number; to: number; sign: string };
  /** What was put in is not for everybody; and its writer was told. */
  private inside = false;
  private warned = false;
  /** That a colleague is called where outsiders read it, its writer was told. */
  private toldOfCall = false;
  /** That there is no macro is known. */
  private told = false;
  private readonly lists = new Map<string, Promise<never[] | undefined>>();

  constructor(private readonly editor: Editor, private readonly form: HTMLFormElement, private readonly at: DOMStringMap) {
    this.box.className = 'menu editor-suggest';
    this.box.id = 'editor-suggest';
    this.box.popover = 'manual';
    this.box.setAttribute('role', 'listbox');
    this.box.setAttribute('aria-label', at.suggest ?? '');
    form.append(this.box);
    form.addEventListener('submit', (event) => (this.withdraw(), this.remind(event)), true);
    form.addEventListener('reset', () => (this.inside = this.warned = this.toldOfCall = false));
    editor.on('update', () => void this.look());
    editor.on('selectionUpdate', () => void this.look());
    editor.on('blur', () => (this.close(), this.withdraw()));
    // A word that was confirmed is no further change of the text. The editor itself is done with it a moment later.
    editor.view.dom.addEventListener('compositionend', () => setTimeout(() => editor.isDestroyed || void this.look(), 50));
  }

  /** True when the key was meant for the list. */
  key(event: KeyboardEvent): boolean {
    if (event.key === 'Escape' ? !this.looking && !this.isOpen() : !this.choices.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // What stands there was found by other words: the first of what comes is meant.
    const taken = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey);
    const stale = !this.asking.knows(this.word);
    if (event.key === 'Escape') this.dismiss();
    else if (stale && (step || taken)) this.asking.waiting = taken ? [event.shiftKey] : [];
    else if (step) this.mark((this.here + step + this.choices.length) % this.choices.length);
    else if (taken) this.take(this.here, event.shiftKey);
    else return false;
    event.stopPropagation();
    return true;
  }

  /** The list that a slash opens, for whoever does not know of the slash. Where there is nothing to list, or nothing is taken, no slash is
   *  left behind. `word`: as if it had been typed behind it. */
  async open(word = ''): Promise<void> {
    this.withdraw();
    const { $to, to } = this.editor.state.selection;
    const before = $to.parent.textBetween(0, $to.parentOffset, '\n', '\ufffc');
    const sign = `${!before || /\s$/.test(before) ? '' : ' '}/${word}`;
    this.told = false;
    this.dismissed = '';
    this.put = { from: to, to: to + sign.length, sign };
    this.editor.chain().focus().setTextSelection(to).insertContent(sign).run();
    const all = await this.list<Macro>(this.at.macros);
    if (all?.length !== 0 || this.editor.isDestroyed) return;
    this.withdraw();
    this.none();
  }

  /** Nobody has typed it: without its list it goes. What was typed behind it stays. */
  private withdraw(): void {
    const { put, editor } = this;
    this.put = undefined;
    if (!put || editor.isDestroyed || put.to > editor.state.doc.content.size) return;
    if (editor.state.doc.textBetween(put.from, put.to) !== put.sign) return;
    // A space before it parts what was typed behind it from the rest.
    editor.commands.deleteRange({ from: this.range.to > put.to && put.sign.startsWith(' ') ? put.from + 1 : put.from, to: put.to });
  }

  /** Says once that there is no macro, and to whoever may make one, where. */
  private none(): void {
    const button = this.form.querySelector<HTMLElement>('[data-macro]');
    if (this.told || !button) return;
    this.told = true;
    const { none, make } = button.dataset;
    const link = make ? Object.assign(document.createElement('a'), { className: 'button small', href: '/admin/macros/new', textContent: make }) : undefined;
    say(none ?? '', '', link);
  }

  private async look(): Promise<void> {
    if (this.editor.view.composing) return;
    const { $from, empty } = this.editor.state.selection;
    const before = empty && $from.parent.isTextblock ? $from.parent.textBetween(0, $from.parentOffset, '\n', '\ufffc') : '';
    // An article is looked for by several words.
    const match = begins.exec(before) ?? /([?？]{2})([^?？\n\ufffc]{0,60})$/.exec(before);
    const word = match ? match[1]! + match[2]! : '';
    if (!match) this.withdraw();
    // Whoever has left it writes on undisturbed.
    if (!match || (this.dismissed && word.startsWith(this.dismissed))) {
      if (!match) this.dismissed = '';
      return this.close();
    }
    this.dismissed = '';
    this.range = { from: $from.pos - word.length, to: $from.pos };
    this.word = word;
    this.asking.stale();
    this.looking = true;
    const sign = match[1]!.normalize('NFKC');
    const choices = await this.asking.ask(word, () => this.found(sign, fold(match[2]!)));
    this.looking = false;
    // What was typed since then has an answer of its own.
    if (this.editor.isDestroyed || this.editor.state.selection.from !== this.range.to || this.editor.view.composing) return this.asking.stale();
    const [wished] = this.asking.waiting.splice(0);
    this.choices = choices?.slice(0, most) ?? [];
    if (this.choices.length) this.show(sign === '??' ? this.at.articlesHint : undefined);
    else if (choices && searches(match)) this.nothing();
    else this.close();
    if (wished !== undefined && this.choices.length) this.take(0, wished);
  }

  /** None: where nobody can be asked, or no answer came. */
  private async found(sign: string, query: string): Promise<Choice[] | undefined> {
    const fits = (...words: string[]) => words.some((word) => fold(word).includes(query));
    if (sign === '/') {
      const all = await this.list<Macro>(this.at.macros);
      const some = (all ?? []).filter(({ name, shortcut }) => fits(name, shortcut)).map((one): Choice => ({ label: `/${one.shortcut}  ${one.name}`, hint: one.text, take: (range) => void this.macro(one, range) }));
      const { newMacro } = this.at;
      if (newMacro && !query) return [...some.slice(0, most - 1), { label: newMacro, take: (range) => this.keep(range) }];
      if (all?.length === 0 && !query) this.none();
      return some;
    }
    if (sign === '@') {
      const all = await this.list<{ id: number; name: string; away?: string | null }>(this.at.agents);
      // A name is also written without its space, and with its last word first.
      const turned = (name: string) => fold(name).split(/\s+/).map((_, at, words) => [...words.slice(at), ...words.slice(0, at)].join(''));
      return all?.filter(({ name }) => fits(name) || turned(name).some((one) => one.startsWith(query))).map(({ id, name, away }): Choice => ({ label: name, hint: away ?? undefined, take: (range) => this.mention(id, name, range) }));
    }
    if (sign === '??') return this.articles(query.trim());
    // One letter says nothing, one character may be the whole word.
    if (query.length < 2 && !/\p{sc=Han}/u.test(query)) return [];
    const name = document.documentElement.lang.startsWith('ja') ? 2 : 1;
    return emoji.filter(([, ...words]) => fits(...words)).map((one) => ({ label: `${one[0]}  ${one[name].split(' ')[0]}`, take: (range) => void this.editor.chain().focus().insertContentAt(range, one[0]).run() }));
  }

  private async articles(query: string): Promise<Choice[] | undefined> {
    if (!this.at.articles) return undefined;
    const all = await this.ask<Proposed[]>(`${this.at.articles}?find=${encodeURIComponent(query)}`);
    return all?.map((one) => ({ label: one.title, hint: one.about, take: (range, whole) => void this.article(one, range, whole) }));
  }

  /** A link to where the reader finds it, or what it says: what is internal is linked to in notes alone. */
  private async article({ id, internal }: Proposed, range: { from: number; to: number }, whole: boolean): Promise<void> {
    const typed = () => this.editor.state.doc.textBetween(range.from, Math.min(range.to, this.editor.state.doc.content.size));
    const asked = typed();
    const piece = await this.ask<Piece>(`${this.at.articles}/${id}`);
    if (!piece || this.editor.isDestroyed) return;
    const link = piece.link ?? (this.isNote() ? piece.inside : undefined);
    const content = link && !whole ? [{ type: 'text', text: piece.title, marks: [{ type: 'link', attrs: { href: link } }] }, { type: 'text', text: ' ' }] : piece.html;
    // Whoever has written on there meanwhile gets it where they are.
    const chain = this.editor.chain().focus();
    (typed() === asked ? chain.insertContentAt(range, content) : chain.insertContent(content)).run();
    if (!internal) return;
    this.inside = true;
    if (!this.isNote()) this.warn();
  }

  /** What is not for everybody stands in an answer, or a colleague is called in it: says so once, and sends the second time. */
  private remind(event: Event): void {
    const linked = /href="[^"]*(?<!\/help)\/articles\/\d+"/.test(this.editor.getHTML());
    const [inside, calls] = [!this.warned && (this.inside || linked), !this.toldOfCall && this.calls()];
    if (this.isNote() || !(inside || calls)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (inside) this.warned = true;
    if (calls) this.toldOfCall = true;
    this.warn([inside && this.at.internal, calls && this.at.called].filter(Boolean).join(' '));
  }

  /** Somebody was put in by `@`, and a name with it still stands there. */
  private calls(): boolean {
    return Boolean(this.form.querySelector('input[name="mention"]')) && /(?<![\w.])[@＠]\p{L}/u.test(this.editor.getText());
  }

  private warn(text = this.at.internal): void {
    const place = this.form.querySelector('.composer-warning');
    if (place) place.textContent = text ?? '';
  }

  private isNote(): boolean {
    return ['note', 'said'].includes(this.form.querySelector<HTMLInputElement>(':is([name="kind"], [name="opening"]):checked')?.value ?? '');
  }

  private ask<T>(url: string): Promise<T | undefined> {
    return fetch(url, { credentials: 'same-origin' }).then((answer) => (answer.ok ? (answer.json() as Promise<T>) : undefined), () => undefined);
  }

  /** None: it did not come, and is asked for again the next time. */
  private list<T>(url = ''): Promise<T[] | undefined> {
    if (!url) return Promise.resolve(undefined);
    if (!this.lists.has(url)) this.lists.set(url, this.ask<never[]>(url).then((all) => (all || this.lists.delete(url), all)));
    return this.lists.get(url)!;
  }

  private async macro({ id, text, html, files, brings }: Macro, range: { from: number; to: number }): Promise<void> {
    const typed = () => this.editor.state.doc.textBetween(range.from, Math.min(range.to, this.editor.state.doc.content.size));
    const asked = typed();
    // Pictures must be there before they are shown.
    if (brings && this.at.brings) {
      const answer = await send('POST', `${this.at.brings}/${id}/files`).catch(() => undefined);
      const told = (await answer?.text().catch(() => undefined)) ?? '';
      if (!answer?.ok) return say(told || '/', 'danger');
      shown(this.form, told);
      if (this.editor.isDestroyed) return;
    } else files.forEach((file) => this.goesAlong(file));
    suggested(this.form, 'macro', String(id));
    const chain = this.editor.chain().focus();
    const content = html || (text && paragraphs(text));
    // Whoever has written on there meanwhile gets it where they are.
    if (typed() !== asked) chain.insertContent(content).run();
    else if (content) chain.insertContentAt(range, content).run();
    else chain.deleteRange(range).run();
    this.form.querySelector('textarea')?.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** What stands there is the beginning of a macro of one's own, on a page beside this one; pictures and what is quoted stay here. */
  private keep(range: { from: number; to: number }): void {
    this.editor.chain().focus().deleteRange(range).run();
    const { body } = new DOMParser().parseFromString(this.editor.getHTML(), 'text/html');
    body.querySelectorAll('img, blockquote').forEach((one) => one.remove());
    const text = document.documentElement.lang.startsWith('ja') ? 'text_ja' : 'text_en';
    const said = body.textContent?.trim() ? `html:${body.innerHTML}` : '';
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/admin/macros', enctype: 'multipart/form-data', target: '_blank', hidden: true });
    for (const [name, value] of Object.entries({ act: 'draw', audience: 'mine', [text]: said })) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  }

  /** Without a draft, a file is named by the form. */
  private goesAlong([kept, name, size, octets]: [string, string, string, number]): void {
    const shelf = this.form.querySelector('#kept-files');
    const pattern = this.form.querySelector<HTMLTemplateElement>('template:not([data-editor-bar])');
    if (!shelf || !pattern || shelf.querySelector(`input[value="${CSS.escape(kept)}"]`)) return;
    const item = pattern.content.firstElementChild!.cloneNode(true) as HTMLElement;
    item.querySelector('.file-name')!.textContent = name;
    item.querySelector('.file-size')!.textContent = size;
    item.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'kept', value: kept }));
    const cross = item.querySelector<HTMLElement>('button')!;
    delete cross.dataset.file;
    cross.dataset.kept = kept;
    item.dataset.size = String(octets);
    shelf.append(item);
  }

  private mention(id: number, name: string, range: { from: number; to: number }): void {
    suggested(this.form, 'mention', String(id));
    this.editor.chain().focus().insertContentAt(range, `@${name} `).run();
  }

  /** `foot`: what else the keys do. */
  private show(foot?: string): void {
    this.box.replaceChildren(...this.choices.map((choice, i) => {
      const item = document.createElement('div');
      item.className = 'menu-item';
      item.id = `editor-suggest-${i}`;
      item.setAttribute('role', 'option');
      const label = document.createElement('span');
      label.textContent = choice.label;
      item.append(label);
      if (choice.hint) {
        const hint = document.createElement('small');
        hint.textContent = choice.hint.slice(0, 160);
        item.append(hint);
      }
      item.addEventListener('pointerdown', (event) => (event.preventDefault(), this.take(i, event.shiftKey)));
      return item;
    }));
    if (foot) {
      const line = document.createElement('p');
      line.className = 'editor-suggest-foot';
      line.setAttribute('aria-hidden', 'true');
      this.box.setAttribute('aria-description', foot);
      line.textContent = foot;
      this.box.append(line);
    }
    this.stand();
    this.mark(0);
  }

  /** Says so; there is nothing to choose. */
  private nothing(): void {
    const line = Object.assign(document.createElement('p'), { className: 'menu-title', textContent: this.at.nothing ?? '' });
    line.setAttribute('aria-hidden', 'true');
    this.box.replaceChildren(line);
    this.editor.view.dom.removeAttribute('aria-activedescendant');
    const voice = document.getElementById('voice');
    if (voice) voice.textContent = line.textContent;
    this.stand();
  }

  private isOpen(): boolean {
    return this.box.matches(':popover-open');
  }

  /** At the sign, above it where there is no room beneath. */
  private stand(): void {
    if (!this.isOpen()) this.box.showPopover();
    const caret = this.editor.view.coordsAtPos(this.range.from);
    const above = caret.bottom + this.box.offsetHeight + 8 > innerHeight;
    this.box.style.left = `${Math.min(caret.left, innerWidth - this.box.offsetWidth - 8)}px`;
    this.box.style.top = `${above ? Math.max(8, caret.top - this.box.offsetHeight - 4) : caret.bottom + 4}px`;
  }

  private mark(at: number): void {
    this.here = at;
    const items = [...this.box.querySelectorAll('[role=option]')];
    items.forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
    items[at]?.scrollIntoView({ block: 'nearest' });
    this.editor.view.dom.setAttribute('aria-controls', this.box.id);
    this.editor.view.dom.setAttribute('aria-activedescendant', `editor-suggest-${at}`);
  }

  private take(at: number, whole: boolean): void {
    const choice = this.choices[at];
    this.put = undefined;
    this.close();
    choice?.take(this.range, whole);
  }

  private dismiss(): void {
    this.dismissed = this.put ? '' : this.word;
    this.close();
    this.withdraw();
  }

  private close(): void {
    this.choices = [];
    this.looking = false;
    this.asking.stop();
    this.editor.view.dom.removeAttribute('aria-activedescendant');
    if (this.isOpen()) this.box.hidePopover();
  }
}
