// The editor of the composer: loaded when somebody begins to write, and never before.
import { Editor } from '@tiptap/core';
import { extensions } from './editor/extensions';
import { picture, pictures } from './editor/image';
import { clean, onlyPicture } from './editor/paste';
import { Suggest } from './editor/suggest';
import { bar } from './editor/toolbar';
import { composing } from './lib/keys';

export interface Writing {
  editor: Editor;
  /** Takes the place of what stands there, without a word to others. */
  set(html: string, text: string): void;
  /** Goes on at the end. */
  add(text: string): void;
  /** Quotes at the end, and goes on beneath. */
  quote(text: string): void;
  /** What stands there without what is quoted. */
  own(): string;
}

/** Puts the editor into `place`; `form` has the fields that are sent. */
export function mount(place: HTMLElement, form: HTMLFormElement, at: DOMStringMap): Writing {
  const text = form.querySelector<HTMLTextAreaElement>('textarea[name="text"]')!;
  const html = form.querySelector<HTMLInputElement>('input[name="html"]')!;
  const pattern = form.querySelector<HTMLTemplateElement>('template[data-editor-bar]')!;
  const tools = (pattern.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const body = document.createElement('div');
  place.replaceChildren(tools, body);
  let suggest: Suggest | undefined;
  const editor = new Editor({
    element: body,
    injectCSS: false,
    extensions: extensions(text.placeholder, at.images ?? ''),
    content: html.value || paragraphs(text.value),
    // A space that was just typed is the beginning of the next word.
    parseOptions: { preserveWhitespace: 'full' },
    editorProps: {
      // It keeps the focus also while nothing may be typed.
      attributes: { class: 'editor-text', role: 'textbox', tabindex: '0', 'aria-multiline': 'true', 'aria-label': at.label ?? '' },
      transformPastedHTML: clean,
      // While a conversion goes on, no key is the editor's either: Enter confirms it and breaks no line.
      handleDOMEvents: { keydown: (_, event) => composing(event) },
      handleKeyDown: (_, event) => suggest?.key(event) ?? false,
      handlePaste: (_, event) => take(editor, event, event.clipboardData, at.images),
      handleDrop: (_, event) => take(editor, event, event.dataTransfer, at.images),
    },
    onUpdate: () => {
      html.value = editor.isEmpty ? '' : editor.getHTML();
      text.value = editor.isEmpty ? '' : editor.getText({ blockSeparator: '\n\n' }) || ' ';
      text.dispatchEvent(new Event('input', { bubbles: true }));
    },
  });
  suggest = new Suggest(editor, form, at);
  bar(tools, editor, { picture: (file) => void picture(editor, file, at.images ?? '') });
  const button = form.querySelector<HTMLElement>('[data-macro]');
  const macros = () => {
    void suggest?.open(button?.dataset.word);
    delete button?.dataset.word;
  };
  button?.addEventListener('click', macros);
  // It was pressed before there was an editor.
  if (button?.dataset.macro) setTimeout(macros);
  if (button) button.dataset.macro = '';

  return {
    editor,
    own() {
      const said: string[] = [];
      editor.state.doc.descendants((node) => {
        if (node.isTextblock) said.push(node.textContent);
        return node.type.name !== 'blockquote';
      });
      return said.join('\n');
    },
    quote(text) {
      const lines = text.split(/\n+/).map((line) => line.trim()).filter(Boolean);
      const paragraph = (line: string) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] });
      const end = editor.isEmpty ? { from: 0, to: editor.state.doc.content.size } : editor.state.doc.content.size;
      editor.commands.insertContentAt(end, [{ type: 'blockquote', content: lines.map(paragraph) }, { type: 'paragraph' }]);
      // The browser would go on where the caret was before the menu: it is set anew once the menu has given the focus back.
      editor.commands.blur();
      setTimeout(() => editor.commands.focus('end'), 50);
      editor.view.dom.scrollIntoView({ block: 'nearest' });
    },
    // What stood there may have been another ticket's: it is not brought back by undoing.
    set: (rich, plain) => void editor.chain().setMeta('addToHistory', false).setContent(rich || paragraphs(plain), { emitUpdate: false }).run(),
    add(text) {
      if (!text) return;
      editor.commands.setTextSelection(editor.state.doc.content.size);
      text.split('\n').forEach((line, i) => {
        if (i) editor.commands.splitBlock();
        if (line) editor.view.dispatch(editor.state.tr.insertText(line));
      });
    },
  };
}

/** Pictures go into the text; what has a form of its own is pasted as that, and other files are attachments. */
function take(editor: Editor, event: Event, data: DataTransfer | null, images = ''): boolean {
  const found = pictures(data);
  // Where none can be kept they are attachments like any other file.
  const form = data?.getData('text/html');
  if (!images || !found.length || (form && !onlyPicture(form))) return false;
  event.preventDefault();
  event.stopPropagation();
  found.forEach((file) => void picture(editor, file, images));
  return true;
}

/** Puts an editor into the place of a field's own text: what is sent is its form, marked as that. */
export function field(text: HTMLTextAreaElement, pattern: HTMLTemplateElement, label: string, images = ''): void {
  const tools = (pattern.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  // There may be several on a page.
  tools.querySelector('.editor-link')?.removeAttribute('id');
  const body = document.createElement('div');
  text.before(tools, body);
  const sent = Object.assign(document.createElement('input'), { type: 'hidden', name: text.name, value: text.value && `html:${text.dataset.html ?? ''}` });
  text.after(sent);
  text.removeAttribute('name');
  text.hidden = true;
  text.required = false;
  const editor = new Editor({
    element: body,
    injectCSS: false,
    extensions: extensions('', images),
    content: text.dataset.html ?? '',
    parseOptions: { preserveWhitespace: 'full' },
    editorProps: {
      attributes: { class: 'editor-text input', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
      transformPastedHTML: clean,
      handleDOMEvents: { keydown: (_, event) => composing(event) },
      handlePaste: (_, event) => take(editor, event, event.clipboardData, images),
      handleDrop: (_, event) => take(editor, event, event.dataTransfer, images),
    },
    onUpdate: () => void (sent.value = editor.isEmpty ? '' : `html:${editor.getHTML()}`),
  });
  bar(tools, editor, { picture: (file) => void (images && picture(editor, file, images)) });
}

/** Plain text as the paragraphs it shows. */
export function paragraphs(text: string): string {
  const box = document.createElement('div');
  for (const part of text.split(/\n{2,}/)) {
    const paragraph = document.createElement('p');
    part.split('\n').forEach((line, i) => paragraph.append(...(i ? [document.createElement('br')] : []), line));
    box.append(paragraph);
  }
  return box.innerHTML;
}
