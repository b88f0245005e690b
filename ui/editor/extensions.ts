// What a letter may consist of. Markdown signs at the beginning of a line and around words do what they say.
import { HardBreak } from '@tiptap/extension-hard-break';
import { TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import { Picture } from './image';

/** A new line with Shift Enter alone: Ctrl Enter sends. */
const Break = HardBreak.extend({
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.setHardBreak() };
  },
});

export function extensions(placeholder: string, images: string) {
  return [
    StarterKit.configure({
      hardBreak: false,
      trailingNode: false,
      heading: { levels: [2, 3] },
      link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto', 'tel'] },
    }),
    Break,
    TableKit.configure({ table: { resizable: false } }),
    Placeholder.configure({ placeholder }),
    Picture.configure({ images }),
  ];
}
