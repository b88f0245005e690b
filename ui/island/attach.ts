// Files go ahead of the form, to its draft or to where files without one wait for it (`data-files`): they go to the server as
// they are chosen, dropped or pasted, and nothing is sent before they are there. What does not get there goes along with the
// form. How far a file has come is shown, and a press stops it. Which of them a letter has only links to is said wherever one is
// written.
import { send, upload } from '../lib/send';
import { say } from './toast';

const place = 'kippu-composer[data-files]';
/** On their way, by form. */
const coming = new WeakMap<HTMLFormElement, Promise<void>>();
/** These did not get there. */
const failed = new WeakSet<File>();

function kept(form: HTMLFormElement): HTMLElement {
  return form.querySelector('#kept-files')!;
}

function onChange(event: Event): void {
  const input = event.target as HTMLInputElement;
  const home = input.type === 'file' && input.name === 'file' ? input.closest<HTMLElement>(place) : null;
  const { form } = input;
  const files = [...(input.files ?? [])].filter((file) => !failed.has(file));
  if (!home || !form || !files.length) return;
  put(input, [...input.files!].filter((file) => failed.has(file)));
  const bringing: Promise<void> = (coming.get(form) ?? Promise.resolve()).then(async () => {
    for (const file of files) await bring(form, input, home, file);
    if (coming.get(form) === bringing) coming.delete(form);
    // The draft is kept with its kind and recipients as well.
    form.querySelector('textarea')?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  coming.set(form, bringing);
}

async function bring(form: HTMLFormElement, input: HTMLInputElement, home: HTMLElement, file: File): Promise<void> {
  const there = [...kept(form).querySelectorAll<HTMLElement>('[data-size]')].reduce((sum, one) => sum + Number(one.dataset.size), 0);
  if (there + file.size > Number(home.dataset.most)) return say(`${home.dataset.tooLarge} ${file.name}`, 'danger');
  const [stop, meant] = [new AbortController(), form.getAttribute('action')];
  const item = onItsWay(form, home, file, stop);
  const body = new FormData();
  body.append('file', file, file.name);
  const bar = item.querySelector('progress')!;
  const gone = (part: number) => {
    bar.hidden = false;
    // All of it has gone, and the answer is still to come: nobody knows how far that is.
    if (part < 1) bar.value = part;
    else bar.removeAttribute('value');
  };
  const answer = await upload(home.dataset.files!, body, gone, stop.signal).catch(() => undefined);
  const focused = item.contains(document.activeElement);
  item.remove();
  // The page went on to another form meanwhile: this file is not for that one.
  if (form.getAttribute('action') !== meant) return;
  if (focused) input.focus();
  if (answer?.status === 201) shown(form, answer.text);
  else if (answer && [413, 422, 429].includes(answer.status)) say(answer.text || file.name, 'danger');
  else if (!stop.signal.aborted) {
    failed.add(file);
    put(input, [...(input.files ?? []), file]);
  }
}

/** A file on its way: its name, how much of it has gone, and the cross that stops it. */
function onItsWay(form: HTMLFormElement, home: HTMLElement, file: File, stop: AbortController): HTMLElement {
  const item = form.querySelector('template')!.content.firstElementChild!.cloneNode(true) as HTMLElement;
  item.querySelector('.file-name')!.textContent = file.name;
  item.setAttribute('aria-busy', 'true');
  const bar = document.createElement('progress');
  bar.className = 'progress';
  bar.hidden = true;
  bar.setAttribute('aria-label', file.name);
  item.querySelector('.file-size')!.replaceWith(bar);
  const cross = item.querySelector('button')!;
  cross.removeAttribute('data-file');
  cross.setAttribute('aria-label', home.dataset.stop!.replace('{0}', file.name));
  cross.addEventListener('click', () => stop.abort());
  kept(form).append(item);
  return item;
}

/** The same file once more is no second one. */
export function shown(form: HTMLFormElement, html: string): void {
  const box = document.createElement('template');
  box.innerHTML = html;
  for (const item of box.content.querySelectorAll('li')) {
    const id = item.querySelector<HTMLElement>('[data-kept]')?.dataset.kept ?? '';
    if (!kept(form).querySelector(`[data-kept="${CSS.escape(id)}"]`)) kept(form).append(item);
  }
  weigh();
}

/** What becomes of those that do not fit: a letter that is closed with keys carries them all the same. */
function beyond(form: HTMLFormElement): string {
  const protect = form.querySelector<HTMLSelectElement>('select[name="protect"]')?.value ?? 'none';
  if (protect === 'none') return 'links';
  return protect !== 'possible' || form.querySelector('#composer-room[data-keyed]') ? 'inside' : 'perhaps';
}

/** Says which of them will go as links, as the letter will share them out: pictures take their room first, those in its text
 *  and those of the signature, each once. */
function weigh(): void {
  const told = document.querySelector<HTMLElement>('#composer-linked');
  const form = told?.closest('form');
  if (!told || !form) return;
  const text = form.querySelector<HTMLInputElement>('input[name="html"]')?.value ?? '';
  const cited = new Set([...text.matchAll(/"cid:([^"]+)"/g)].map(([, id]) => id!));
  const [taken, known] = [new Map<string, number>(), new Set<string>()];
  for (const { dataset, value } of form.querySelectorAll<HTMLDataElement>('data[data-picture]')) {
    known.add(dataset.picture!);
    if ('signed' in dataset || cited.has(dataset.picture!)) taken.set(dataset.picture!, Number(value));
  }
  for (const id of cited) if (!known.has(id)) void look(told, form, id);
  let room = Number(form.querySelector<HTMLDataElement>('#composer-room')?.value);
  for (const octets of taken.values()) room -= octets;
  room = Math.max(room, 0);
  const linked = files(form).filter(([, size]) => {
    const fits = size <= room;
    room -= fits ? size : 0;
    return !fits;
  });
  const way = beyond(form);
  told.querySelectorAll<HTMLElement>('[data-beyond]').forEach((each) => (each.hidden = each.dataset.beyond !== way));
  const [names, said] = [told.querySelector('b')!, linked.map(([name]) => name).join(', ')];
  told.hidden = !said;
  // What is said already is not read out once more.
  if (names.textContent !== said) names.textContent = said;
}

/** A picture that came back with what was begun, or with a macro, is weighed where it is kept: the editor shows it from there. */
async function look(told: HTMLElement, form: HTMLFormElement, id: string): Promise<void> {
  const one = Object.assign(document.createElement('data'), { value: '0' });
  one.dataset.picture = id;
  told.querySelector('span')!.append(one);
  const at = form.closest<HTMLElement>('kippu-composer')?.dataset.images;
  const answer = await fetch(`${at}/${encodeURIComponent(id)}`).catch(() => undefined);
  if (!answer?.ok) return;
  one.value = String((await answer.blob()).size);
  weigh();
}

/** Those that are there already and were not switched off, and those that go along with the form: name and octets. */
function files(form: HTMLFormElement): [string, number][] {
  const along = form.querySelector('input[value="forward"]:checked') ? ', #along [data-size]' : '';
  const there = [...form.querySelectorAll<HTMLElement>(`#kept-files [data-size]${along}`)].filter((item) => !item.querySelector('input[type=checkbox]:not(:checked)'));
  const coming = form.querySelector<HTMLInputElement>('input[type="file"][name="file"]')?.files ?? [];
  return [
    ...there.map((item): [string, number] => [item.querySelector('.file-name')!.textContent!, Number(item.dataset.size)]),
    ...[...coming].map((file): [string, number] => [file.name, file.size]),
  ];
}

function put(input: HTMLInputElement, files: File[]): void {
  const box = new DataTransfer();
  files.forEach((file) => box.items.add(file));
  input.files = box.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

async function onClick(event: Event): Promise<void> {
  const cross = (event.target as Element).closest<HTMLElement>(`${place} [data-kept]`);
  const item = cross?.closest('li');
  if (!cross || !item) return;
  const { files } = cross.closest<HTMLElement>(place)!.dataset;
  const [shelf, next, form] = [item.parentElement!, item.nextElementSibling, item.closest('form')!];
  const focus = (next ?? item.previousElementSibling)?.querySelector<HTMLElement>('[data-kept]') ?? form.querySelector<HTMLElement>('input[type="file"]');
  item.remove();
  weigh();
  focus?.focus();
  const answer = await send('POST', `${files}/${encodeURIComponent(cross.dataset.kept!)}/remove`).catch(() => undefined);
  if (!answer?.ok && answer?.status !== 404) {
    shelf.insertBefore(item, next?.isConnected ? next : null);
    weigh();
  } else form.querySelector('textarea')?.dispatchEvent(new Event('input', { bubbles: true }));
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const bringing = coming.get(form);
  if (!bringing) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void bringing.then(() => form.requestSubmit(event.submitter));
}

export function start(): void {
  document.addEventListener('change', onChange);
  document.addEventListener('click', (event) => void onClick(event));
  // Before the composer, htmx and the draft hear of it.
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener('reset', (event) => {
    (event.target as Element).querySelector('#kept-files')?.replaceChildren();
    setTimeout(weigh);
  });
  for (const kind of ['change', 'input', 'draft-restored', 'htmx:after:swap']) document.addEventListener(kind, weigh);
}
