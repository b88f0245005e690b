// What a letter may consist of. Markdown signs at the beginning of a line and around words do what they say.
import { Extension, textblockTypeInputRule } from '@tiptap/core';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Table, TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import { Picture } from './image';

/** A new line with Shift Enter alone: Ctrl Enter sends. */
const Break = HardBreak.extend({
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.setHardBreak() };
  },
});

/** The largest heading of a letter is the second: the first is its subject. */
const Title = Extension.create({
  name: 'title',
  addInputRules() {
    return [textblockTypeInputRule({ find: /^#\s$/, type: this.editor.schema.nodes.heading!, getAttributes: { level: 2 } })];
  },
});

/** Its widths are not written into it: read back, our policy would take each for an inline style. */
const Grid = Table.extend({
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
});

export function extensions(placeholder: string, images: string) {
  return [
    StarterKit.configure({
      hardBreak: false,
      trailingNode: false,
      heading: { levels: [2, 3] },
      link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto', 'tel'], markdownLinks: true },
    }),
    Break,
    Title,
    TableKit.configure({ table: false }),
    Grid,
    Placeholder.configure({ placeholder }),
    Picture.configure({ images }),
  ];
}
