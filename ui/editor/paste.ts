// What comes from Word, Gmail and pages keeps its form and loses everything else.
import { say } from '../island/toast';
import { word } from '../lib/words';

const gone = 'style, meta, link, title, script, xml, o\\:p, head, iframe, object, svg';
const elsewhere = 'img:not([src^="cid:"])';

/** Clean HTML of a paste; the editor's schema takes care of what remains. */
export function clean(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
  for (let one = comments.nextNode(); one; one = comments.nextNode()) (one as Comment).remove();
  wordLists(page);
  page.querySelectorAll('h1, h4, h5, h6').forEach((one) => {
    const heading = page.createElement(one.localName === 'h1' ? 'h2' : 'h3');
    heading.append(...one.childNodes);
    one.replaceWith(heading);
  });
  const pictures = page.querySelectorAll(elsewhere);
  pictures.forEach((one) => one.remove());
  if (pictures.length) say(word('picturesLeft'));
  page.querySelectorAll(gone).forEach((one) => one.remove());
  page.querySelectorAll<HTMLElement>('b, strong').forEach((bold) => {
    if (/normal|400/.test(declared(bold, 'font-weight'))) bold.replaceWith(...bold.childNodes);
  });
  page.querySelectorAll<HTMLElement>('span').forEach((span) => span.replaceWith(...formed(span)));
  for (const one of page.body.querySelectorAll('*')) {
    for (const { name } of [...one.attributes]) if (!['href', 'src', 'alt', 'colspan', 'rowspan', 'start', 'width'].includes(name)) one.removeAttribute(name);
  }
  return page.body.innerHTML;
}

/** A picture that was copied by itself brings words about it as well: they say where it was. */
export function onlyPicture(html: string): boolean {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return !body.textContent?.trim() && Boolean(body.querySelector(elsewhere)) && !body.querySelector('img[src^="cid:"]');
}

/** Gmail and Google write bold and italic as styles. */
function formed(span: HTMLElement): Node[] {
  let inside: Node[] = [...span.childNodes];
  const wrap = (name: string) => {
    const around = span.ownerDocument.createElement(name);
    around.append(...inside);
    inside = [around];
  };
  if (/bold|[6-9]00/.test(declared(span, 'font-weight'))) wrap('strong');
  if (/italic|oblique/.test(declared(span, 'font-style'))) wrap('em');
  if (/line-through/.test(declared(span, 'text-decoration'))) wrap('s');
  return inside;
}

/** Read from the attribute, because under our policy no inline style is ever in force. */
function declared(one: HTMLElement, property: string): string {
  const found = new RegExp(`(?:^|;)\\s*${property}[\\w-]*\\s*:([^;]*)`, 'i').exec(one.getAttribute('style') ?? '');
  return found?.[1] ?? '';
}

/** Word writes lists as paragraphs with signs of their own, each with its depth. */
function wordLists(page: Document): void {
  /** Those around the last item, the outermost first. */
  let around: HTMLElement[] = [];
  for (const item of [...page.querySelectorAll<HTMLElement>('p[style*="mso-list"], p.MsoListParagraph, p[class^="MsoListParagraph"]')]) {
    const sign = item.querySelector<HTMLElement>('span[style*="mso-list"]');
    const numbered = /^\s*\(?\w{1,3}[.)]/.test(sign?.textContent ?? '');
    const name = numbered ? 'ol' : 'ul';
    if (around[0] !== item.previousElementSibling) around = [];
    const depth = Math.min(Number(/level(\d)/.exec(declared(item, 'mso-list'))?.[1] ?? 1), around.length + 1);
    around = around.slice(0, depth);
    let list = around[depth - 1];
    if (!list || list.localName !== name) {
      list = page.createElement(name);
      if (depth > 1) around[depth - 2]!.lastElementChild!.append(list);
      else item.before(list);
      around[depth - 1] = list;
    }
    sign?.remove();
    const entry = page.createElement('li');
    entry.append(...item.childNodes);
    list.append(entry);
    item.remove();
  }
}
