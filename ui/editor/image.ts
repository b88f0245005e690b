// Pictures in the text: kept with the draft, shown by their Content-ID, as wide as somebody drags them.
import { type Editor, Node, mergeAttributes } from '@tiptap/core';
import { send } from '../lib/send';
import { word } from '../lib/words';
import { say } from '../island/toast';

const narrowest = 40;
const step = 40;

/** The pictures among pasted or dropped files. */
export function pictures(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type));
}

/** Uploads one and puts it where the cursor stands. */
export async function picture(editor: Editor, file: File, images: string): Promise<void> {
  const form = new FormData();
  form.append('file', file, file.name || 'image.png');
  const answer = await send('POST', images, form).catch(() => undefined);
  if (!answer) return say(`${word('offline')} ${file.name}`, 'danger');
  if (!answer.ok) return say((await answer.text()) || file.name, 'danger');
  const { id } = (await answer.json()) as { id: string };
  weighed(id, file.size);
  editor.chain().focus().insertContent({ type: 'image', attrs: { cid: id, alt: file.name } }).run();
}

/** The line of what will go as links knows how large it is. */
function weighed(id: string, size: number): void {
  const told = document.createElement('data');
  [told.dataset.picture, told.value] = [id, String(size)];
  document.querySelector('#composer-linked span')?.append(told);
}

export const Picture = Node.create<{ images: string }>({
  name: 'image',
  group: 'inline',
  inline: true,
  draggable: true,
  addOptions: () => ({ images: '' }),
  addAttributes: () => ({
    cid: { default: '', parseHTML: (element) => element.getAttribute('src')?.replace(/^cid:/, '') },
    alt: { default: '' },
    width: { default: null },
  }),
  parseHTML: () => [{ tag: 'img[src^="cid:"]' }],
  renderHTML({ HTMLAttributes: { cid, ...rest } }) {
    return ['img', mergeAttributes(rest, { src: `cid:${cid}` })];
  },
  addKeyboardShortcuts() {
    return { 'Alt-ArrowRight': () => this.editor.commands.command(resized(step)), 'Alt-ArrowLeft': () => this.editor.commands.command(resized(-step)) };
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const box = document.createElement('span');
      box.className = 'editor-image';
      const image = document.createElement('img');
      const grip = document.createElement('span');
      grip.className = 'editor-grip';
      box.append(image, grip);
      const draw = ({ cid, alt, width }: Record<string, string | null>) => {
        image.src = `${this.options.images}/${encodeURIComponent(cid ?? '')}`;
        image.alt = alt ?? '';
        image.style.width = width ? `${width}px` : '';
      };
      draw(node.attrs);
      grip.addEventListener('pointerdown', (down) => {
        down.preventDefault();
        grip.setPointerCapture(down.pointerId);
        const [from, x] = [image.clientWidth, down.clientX];
        const wide = (move: PointerEvent) => Math.max(narrowest, Math.round(from + move.clientX - x));
        grip.onpointermove = (move) => (image.style.width = `${wide(move)}px`);
        grip.onpointerup = (up) => {
          grip.onpointermove = grip.onpointerup = null;
          const at = getPos();
          if (at !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(at, 'width', wide(up)));
        };
      });
      return {
        dom: box,
        update: (now) => now.type === node.type && (draw(now.attrs), true),
        stopEvent: (event) => event.target === grip,
        ignoreMutation: () => true,
      };
    };
  },
});

/** The chosen picture, wider or narrower. */
function resized(by: number) {
  return ({ state, tr, view }: { state: Editor['state']; tr: Editor['state']['tr']; view: Editor['view'] }): boolean => {
    const node = state.doc.nodeAt(state.selection.from);
    if (node?.type.name !== 'image') return false;
    const shown = (view.nodeDOM(state.selection.from) as HTMLElement | null)?.querySelector('img')?.clientWidth ?? 300;
    tr.setNodeAttribute(state.selection.from, 'width', Math.max(narrowest, (Number(node.attrs.width) || shown) + by));
    return true;
  };
}
