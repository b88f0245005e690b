// The bar above the text. The page brings it in its own language; arrows walk in it.
import type { Editor } from '@tiptap/core';

interface Uploads {
  picture(file: File): void;
}

export function bar(tools: HTMLElement, editor: Editor, uploads: Uploads): void {
  const buttons = [...tools.querySelectorAll<HTMLButtonElement>('button[data-do]')];
  const file = tools.querySelector<HTMLInputElement>('input[type="file"]');
  const link = tools.querySelector<HTMLInputElement>('input[name="editor-link"]');
  const acts: Record<string, () => unknown> = {
    bold: () => editor.chain().focus().toggleBold().run(),
    italic: () => editor.chain().focus().toggleItalic().run(),
    bulletList: () => editor.chain().focus().toggleBulletList().run(),
    orderedList: () => editor.chain().focus().toggleOrderedList().run(),
    blockquote: () => editor.chain().focus().toggleBlockquote().run(),
    codeBlock: () => editor.chain().focus().toggleCodeBlock().run(),
    table: () => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    image: () => file?.click(),
    link: () => {
      if (link) link.value = (editor.getAttributes('link').href as string | undefined) ?? '';
      tools.querySelector<HTMLElement>('.editor-link')?.showPopover();
      link?.focus();
    },
    linkSet: () => {
      const href = link?.value.trim() ?? '';
      tools.querySelector<HTMLElement>('.editor-link')?.hidePopover();
      const chain = editor.chain().focus().extendMarkRange('link');
      if (!href) return chain.unsetLink().run();
      const address = /^[a-z]+:/i.test(href) ? href : `https://${href}`;
      if (editor.state.selection.empty && !editor.isActive('link')) return chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href: address } }] }).run();
      return chain.setLink({ href: address }).run();
    },
  };
  for (const button of buttons) {
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => acts[button.dataset.do ?? '']?.());
  }
  link?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    acts.linkSet!();
  });
  file?.addEventListener('change', () => {
    [...(file.files ?? [])].forEach(uploads.picture);
    file.value = '';
  });
  tools.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || here < 0) return;
    event.preventDefault();
    buttons[(here + step + buttons.length) % buttons.length]?.focus();
  });
  const shown = () => buttons.forEach((button) => button.ariaPressed !== null && (button.ariaPressed = String(editor.isActive(button.dataset.do ?? ''))));
  editor.on('transaction', shown);
  shown();
}
