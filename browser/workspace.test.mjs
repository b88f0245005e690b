// A day at the desk: by keyboard, live, with a second thought.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chips, leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

/** The path of one of the open tickets, the newest first; `queue`: of those of that team. */
async function ticket(page, nth = 0, queue = undefined) {
  await page.goto('/tickets?view=open');
  if (queue) await page.goto(await page.locator('.sidebar a.queue', { hasText: queue }).getAttribute('href'));
  const path = await page.locator('.row .row-link').nth(nth).getAttribute('href');
  return path.split('?')[0];
}

const text = (page) => page.locator('.composer textarea[name=text]');
/** What one writes into: the editor comes when somebody begins. */
const writing = (page) => page.locator('.composer textarea[name=text], .composer .editor-text').locator('visible=true').first();
async function write(page, words) {
  await writing(page).focus();
  await page.locator('.composer .editor-text').fill(words);
}
const send = (page) => page.locator('.composer [data-send]').click();
const said = (page, what) => page.locator('.timeline .message', { hasText: what });

/** Types keys one after the other: `g a`. */
async function press(page, keys) {
  for (const key of keys.split(' ')) await page.keyboard.press(key);
}

/** Opens a menu by its key; from then on its items have the focus. */
async function menu(page, key, id) {
  await page.keyboard.press(key);
  await page.waitForFunction((id) => document.activeElement?.closest('.menu')?.id === id, id);
}

for (const look of looks) {
  test(`the workspace is sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    const views = ['mine', 'open', 'snoozed', 'closed', 'spam', 'trash'].map((view) => `/tickets?view=${view}`);
    const paths = ['/', ...views, '/tickets/new', '/me', '/people', '/people/new', '/organizations', '/organizations/new', `${await ticket(page, 1)}?view=open`, await ticket(page, 2)];
    await sound(page, paths, look);
    await page.goto('/people');
    const person = await page.locator('main a[href^="/people/"]:not([href$="/new"])').first().getAttribute('href');
    await sound(page, [person], look);
    await leave(page);
  });
}

test('the keyboard leads from the list into a ticket and back', async () => {
  const page = await desk.atTheDesk();
  await press(page, 'g a');
  await page.waitForURL(/view=open/);
  await press(page, 'j j k');
  const chosen = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(chosen, await page.locator('.row .row-link').first().textContent());
  await press(page, 'o');
  await page.waitForURL(/\/tickets\/1\d+/);
  await page.locator('#subject', { hasText: chosen }).waitFor();
  await press(page, 'u');
  await page.waitForURL(/\/tickets\?view=open/);
  await press(page, 'g i');
  await page.waitForURL(/view=mine/);
  await leave(page);
});

test('what was loaded scrolls by keys at once', async () => {
  const page = await desk.atTheDesk({ height: 500 });
  await page.goto('/tickets?view=open');
  await page.keyboard.press('PageDown');
  await page.waitForFunction(() => document.querySelector('#list .sheet-scroll').scrollTop > 100);
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.querySelector('#list .sheet-scroll').scrollTop === 0);
  await leave(page);
});

test('the help lists the keys of this very page', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page));
  await page.keyboard.press('?');
  const help = page.locator('dialog#shortcuts[open]');
  await help.waitFor();
  for (const key of ['J', 'R', 'N', 'S', 'E']) assert.ok(await help.locator('kbd', { hasText: new RegExp(`^${key}$`) }).count(), key);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await leave(page);
});

test('a reply is sent, seen, and taken back into the composer', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page));
  const words = `Thank you for your patience ${Date.now()}.`;
  await press(page, 'r');
  await text(page).pressSequentially(words);
  await page.keyboard.press('Control+Enter');
  await said(page, words).waitFor();
  assert.equal(await text(page).inputValue(), '');
  await said(page, words).locator('form[action*="take-back"] button').click();
  await page.waitForFunction((words) => document.querySelector('.composer textarea').value.includes(words), words);
  await leave(page);
});

test('after Ctrl Enter the keys are the ticket’s: z takes the reply back, j leads on, and nothing lies over the ways to send', async () => {
  const page = await desk.atTheDesk();
  await page.goto(`${await ticket(page, 13)}?view=open`);
  const words = `At once ${Date.now()}.`;
  const stands = () => page.waitForFunction(() => document.activeElement?.matches('#ticket .sheet-scroll'));
  const toast = page.locator('.toast[data-countdown]');
  await write(page, words);
  await page.keyboard.press('Control+Enter');
  await toast.waitFor();
  await stands();
  const [over, ways] = [await toast.boundingBox(), await page.locator('[popovertarget=send-menu]').boundingBox()];
  assert.ok(over.y + over.height <= ways.y || over.x >= ways.x + ways.width, `${JSON.stringify(over)} lies over ${JSON.stringify(ways)}`);
  await page.keyboard.press('z');
  await page.waitForFunction((words) => document.querySelector('.composer textarea').value.includes(words), words);
  await said(page, words).and(page.locator('.gone')).waitFor({ state: 'attached' });
  // One who is at the copies sends from there.
  await page.locator('.composer-cc').evaluate((part) => (part.open = true));
  await page.locator('#composer-more-cc').focus();
  await page.keyboard.press('Control+Enter');
  await said(page, words).and(page.locator(':not(.gone)')).waitFor();
  await stands();
  const here = page.url();
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.href !== here && /\/tickets\/\d+/.test(url.pathname));
  await leave(page);
});

test('the toast takes a reply back as well', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 3));
  const words = `On second thought ${Date.now()}.`;
  await write(page, words);
  await send(page);
  await page.locator('.toast [data-key=z]').click();
  await page.waitForFunction((words) => document.querySelector('.composer textarea').value.includes(words), words);
  await leave(page);
});

test('a toast says its key; at the end of its time it offers nothing any more, and whoever was at it is where they were', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 12));
  await write(page, `Gone for good ${Date.now()}.`);
  await send(page);
  const toast = page.locator('.toast', { hasText: /The message (leaves in \d+ s|is being sent)/ });
  await toast.locator('.kbd', { hasText: 'Z' }).waitFor();
  assert.match(await toast.innerText(), /leaves in \d+ s/);
  await page.locator('.fact[data-key=p]').focus();
  await toast.locator('[data-key=z]').focus();
  await page.waitForFunction(() => document.activeElement?.matches('.fact[data-key=p]'));
  assert.equal(await toast.locator('[data-key=z], .toast-clock').count(), 0, 'the letter has left');
  assert.match(await toast.innerText(), /^The message is being sent$/, 'what is so now stays a while');
  await leave(page);
});

test('a note is written by keyboard and looks like one', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 1));
  const words = `Only for us ${Date.now()}`;
  await press(page, 'n');
  await page.waitForFunction(() => document.activeElement?.matches('.composer textarea, .composer .editor-text'));
  await page.keyboard.type(words);
  await page.keyboard.press('Control+Enter');
  await said(page, words).and(page.locator('.note')).waitFor();
  assert.equal(await said(page, words).locator('form[action*="take-back"]').count(), 0);
  await leave(page);
});

test('status, assignee and priority are set by keyboard, and a change is undone', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 2));
  const fact = (key) => page.locator(`.fact[data-key=${key}]`);
  await press(page, 'i');
  await page.locator('.event:visible, .events:visible').last().waitFor();
  const me = await page.locator('.sidebar-me .clip').innerText();
  await fact('a').filter({ hasText: me }).waitFor();
  const before = await fact('p').innerText();
  await menu(page, 'p', 'priority-menu');
  await press(page, 'ArrowDown Enter');
  await page.waitForFunction((before) => document.querySelector('.fact[data-key=p]').innerText !== before, before);
  // The new value may be seen before its toast: the toast of the assignment stands there as well.
  await page.locator('.toast').filter({ hasText: 'Priority' }).locator('[data-key=z]').click();
  await page.waitForFunction((before) => document.querySelector('.fact[data-key=p]').innerText === before, before);
  await menu(page, 's', 'status-menu');
  await press(page, 'End Enter');
  await page.waitForFunction(() => document.querySelector('.fact[data-key=s] [data-category=closed]'));
  await leave(page);
});

test('Enter where a colleague is looked for takes the first that is shown, and nothing where nobody is', async () => {
  const page = await desk.atTheDesk();
  // A team of several, so that somebody stands in the menu beside who has it and who looks.
  await page.goto(await ticket(page, 1, 'Support'));
  const field = page.locator('#assignee-menu input[type=search]');
  const shown = page.locator('#assignee-menu .menu-item').locator('visible=true');
  const opened = async () => {
    await page.keyboard.press('a');
    await page.waitForFunction(() => document.activeElement?.matches('#assignee-menu input[type=search]'));
  };
  const me = await page.locator('.sidebar-me .clip').innerText();
  const holder = await page.locator('.fact[data-key=a]').innerText();
  await opened();
  const all = await shown.count();
  const name = await page.locator('#assignee-menu [aria-checked=false]:not([value="0"])').filter({ hasNotText: me }).last()
    .evaluate((item) => [...item.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent.trim()).join(''));
  await page.keyboard.type('zzzz');
  await page.locator('#assignee-menu', { hasText: 'Nothing found' }).waitFor();
  assert.equal(await shown.count(), 0);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.toast', { hasText: 'Assignee' }).count(), 0);
  assert.equal(await page.locator('.fact[data-key=a]').innerText(), holder, 'nobody was shown, and nobody has it');
  await page.locator('#assignee-menu').evaluate((menu) => menu.hidePopover());
  await page.waitForFunction(() => !document.activeElement?.matches('input'));
  await opened();
  assert.equal(await field.inputValue(), '', 'it begins anew');
  assert.equal(await shown.count(), all);
  await page.keyboard.type(name);
  await field.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true });
  await page.waitForTimeout(300);
  assert.ok(await page.locator('#assignee-menu').evaluate((menu) => menu.matches(':popover-open')), 'a conversion was confirmed, and nobody chosen');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: `Assignee: ${name}` }).waitFor();
  await page.locator('.fact[data-key=a]', { hasText: name }).waitFor();
  await leave(page);
});

test('a further tag goes on behind those that are there, and what nobody typed is not left behind', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 10));
  const field = page.locator('#tags-field');
  const add = async (typed) => {
    await page.keyboard.press('t');
    await page.waitForFunction(() => document.activeElement?.id === 'tags-field');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.locator('#tags-menu').waitFor({ state: 'hidden' });
  };
  const before = await page.locator('#side .tag').count();
  await add('amber');
  await page.locator('#side .tag', { hasText: 'amber' }).waitFor();
  await add('birch、cedar');
  for (const tag of ['amber', 'birch', 'cedar']) await page.locator('#side .tag', { hasText: tag }).waitFor();
  assert.equal(await page.locator('#side .tag').count(), before + 3);
  const line = await field.inputValue();
  await page.locator('#tags-menu').evaluate((box) => box.showPopover());
  assert.equal(await field.inputValue(), `${line}, `);
  await page.locator('#tags-menu').evaluate((box) => box.hidePopover());
  assert.equal(await field.inputValue(), line);
  await leave(page);
});

test('several tickets are ticked and assigned at once', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await press(page, 'j x j x');
  assert.equal(await page.locator('[data-ticked]').innerText(), '2');
  await press(page, 'a');
  await page.locator('#bulk-assignee').waitFor();
  await page.locator('#bulk-assignee .menu-item').first().click();
  await page.locator('.toast').waitFor();
  const me = await page.locator('.sidebar-me .clip').innerText();
  for (const row of [0, 1]) await page.locator('.row').nth(row).locator(`.avatar[title="${me}"]`).waitFor();
  await leave(page);
});

test('Enter that confirms a conversion never sends, and no key acts while converting', async () => {
  const page = await desk.atTheDesk();
  const path = await ticket(page);
  await page.goto(path);
  const before = await page.locator('.timeline .message').count();
  await write(page, 'お世話になって');
  await text(page).dispatchEvent('compositionstart');
  const converting = { keyCode: 229, isComposing: true, bubbles: true };
  for (const modifiers of [{}, { ctrlKey: true }, { metaKey: true }]) {
    await text(page).dispatchEvent('keydown', { key: 'Enter', code: 'Enter', ...converting, ...modifiers });
  }
  for (const key of ['j', 'o', 'e', '#', 'u', '?', 'Escape']) await page.locator('body').dispatchEvent('keydown', { key, ...converting });
  await page.keyboard.press('Control+k');
  const field = page.locator('dialog.palette input');
  await field.fill('請求');
  await field.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', ...converting });
  await page.waitForTimeout(300);
  assert.ok(await page.locator('dialog.palette').evaluate((dialog) => dialog.open), 'the palette is still open');
  await page.keyboard.press('Escape');
  assert.equal(new URL(page.url()).pathname, path);
  assert.equal(await page.locator('.timeline .message').count(), before);
  assert.equal(await text(page).inputValue(), 'お世話になって');
  assert.equal(await page.locator('dialog[open], .menu:popover-open').count(), 0);
  await leave(page);
});

/** The answer to a saving of a draft with these words in it. */
const drafted = (page, words) => page.waitForResponse((response) => response.url().endsWith('/draft') && response.ok() && response.request().postData().includes(words));

test('what is typed before the editor has come goes on after the draft', async () => {
  const page = await desk.atTheDesk({}, 'supervisor');
  const path = await ticket(page, 5);
  await page.goto(path);
  const saved = drafted(page, 'Bold+words');
  await writing(page).focus();
  await page.locator('.composer .editor-text').pressSequentially('**Bold** words');
  await saved;
  await page.context().close();
  const slow = await desk.atTheDesk({ worker: false }, 'supervisor');
  let come;
  const typed = new Promise((done) => (come = done));
  await slow.route(/editor[^/]*\.js$/, async (route) => {
    await typed;
    await route.continue();
  });
  await slow.goto(path);
  await press(slow, 'n');
  await slow.waitForFunction(() => document.activeElement?.matches('.composer textarea'));
  await slow.keyboard.type(', and more');
  come();
  const editor = slow.locator('.composer .editor-text');
  await editor.waitFor();
  assert.equal(await editor.innerText(), 'Bold words, and more');
  assert.equal(await editor.locator('strong').innerText(), 'Bold');
  await slow.keyboard.type(' of it');
  await slow.waitForFunction(() => document.querySelector('.composer textarea').value === 'Bold words, and more of it');
  await write(slow, '');
  await leave(slow);
});

test('a draft survives a reload, and comes along to another browser', async () => {
  const page = await desk.atTheDesk({}, 'supervisor');
  const path = await ticket(page, 4);
  await page.goto(path);
  await text(page).pressSequentially('Half a thought');
  await page.reload();
  assert.match(await text(page).inputValue(), /Half a thought/, 'at once, from this browser');
  const saved = drafted(page, 'other+half');
  const editor = page.locator('.composer .editor-text');
  await writing(page).focus();
  await editor.press('End');
  await editor.pressSequentially(', and the other half');
  await saved;
  const elsewhere = await desk.atTheDesk({}, 'supervisor');
  await elsewhere.goto(path);
  assert.match(await text(elsewhere).inputValue(), /Half a thought, and the other half/);
  await write(page, '');
  await leave(page);
  await leave(elsewhere);
});

test('what was typed without a network is on the server as soon as it is back, also after a reload', async () => {
  const page = await desk.atTheDesk({ worker: false }, 'supervisor');
  await page.goto(await ticket(page, 6));
  await write(page, 'Begun');
  const local = () => page.locator('[data-draft-state]', { hasText: 'Saved on this device' }).waitFor();
  await page.context().setOffline(true);
  await write(page, 'Without a network');
  await local();
  const [saved, back] = [drafted(page, 'Without+a+network'), Date.now()];
  await page.context().setOffline(false);
  await saved;
  assert.ok(Date.now() - back < 5_000, `${Date.now() - back} ms`);
  await page.route('**/draft', (route) => route.abort());
  await write(page, 'Without a server');
  // Whom it is for comes back as well: who was added, and who was taken out.
  await page.locator('.composer-kind:has(input[value=reply])').click();
  await page.fill('#composer-more-to', 'one@parts.example,');
  await page.locator('.composer-cc summary').click();
  await page.fill('#composer-more-cc', 'two@parts.example,');
  const left = page.locator('.for-answer .chip.pick').first();
  await left.click();
  await local();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => localStorage.getItem(key).includes('two@parts.example')));
  await page.unroute('**/draft');
  const restored = drafted(page, 'Without+a+server');
  await page.reload();
  const body = new URLSearchParams((await restored).request().postData());
  assert.deepEqual([body.getAll('to').filter(Boolean), body.getAll('more_cc').filter(Boolean)], [['one@parts.example'], ['two@parts.example']]);
  assert.deepEqual([await chips(page, 'to'), await chips(page, 'more_cc'), await left.locator('input').isChecked()], [['one@parts.example'], ['two@parts.example'], false]);
  await write(page, '');
  page.complaints = page.complaints.filter((line) => !/ERR_|Failed to fetch/.test(line));
  await leave(page);
});

test('whoever is signed out while they write keeps the text, is led to the door beside it, and then sends it', async () => {
  const page = await desk.atTheDesk({ worker: false }, 'supervisor');
  await page.goto(await ticket(page, 8));
  await page.context().clearCookies();
  await write(page, 'Written after the session had ended');
  const strip = page.locator('.strip[data-signed-out]');
  await strip.waitFor();
  assert.match(await strip.innerText(), /You are signed out\. Your text is kept here\./);
  const refused = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.status() === 401);
  await send(page);
  await refused;
  assert.equal(await strip.count(), 1);
  assert.equal(await page.locator('#toasts .toast').count(), 0, 'nothing is said to be missing');
  assert.match(await text(page).inputValue(), /Written after the session had ended/);
  const [door] = await Promise.all([page.waitForEvent('popup'), strip.locator('a').click()]);
  const { email, password } = desk.account('supervisor');
  await door.fill('#email', email);
  await door.fill('#password', password);
  await door.click('form[action="/login"] button[type=submit]');
  await door.waitForURL((url) => url.pathname === '/');
  await send(page);
  await said(page, 'Written after the session had ended').waitFor();
  assert.equal(await strip.count(), 0);
  await leave(page, true);
});

test('what was written reaches the server after its page is gone, and what somebody else wrote here does not come back', async () => {
  const page = await desk.atTheDesk({ worker: false }, 'supervisor');
  const path = await ticket(page, 6);
  await page.goto(path);
  await page.route('**/draft', (route) => route.abort());
  await write(page, 'Left behind');
  await page.locator('[data-draft-state]', { hasText: 'Saved on this device' }).waitFor();
  await page.goto('/');
  const saved = drafted(page, 'Left+behind');
  await page.unroute('**/draft');
  await saved;
  const elsewhere = await desk.atTheDesk({}, 'supervisor');
  await elsewhere.goto(path);
  assert.match(await text(elsewhere).inputValue(), /Left behind/);
  await leave(elsewhere);
  await page.evaluate((at) => {
    const kept = { ...JSON.parse(localStorage.getItem(at)), at: Date.now() + 60_000, by: '0', held: false };
    kept.fields = kept.fields.map(([name, value]) => [name, name === 'text' ? 'A secret of somebody else' : value]);
    localStorage.setItem(at, JSON.stringify(kept));
  }, `draft:${path}/draft`);
  await page.goto(path);
  assert.match(await text(page).inputValue(), /Left behind/);
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('somebody else'));
  await write(page, '');
  page.complaints = page.complaints.filter((line) => !/ERR_|Failed to fetch/.test(line));
  await leave(page);
});

test('what is sent from one window is gone from the other where the same stands, and nothing else is', async () => {
  const one = await desk.atTheDesk({}, 'supervisor');
  const path = await ticket(one, 7);
  const note = (page) => page.locator('.composer-kind:has(input[value=note])').click();
  const editor = (page) => page.locator('.composer .editor-text');
  await one.goto(path);
  const first = `Said in one window ${Date.now()}`;
  const saved = drafted(one, 'Said+in+one+window');
  await note(one);
  await write(one, first);
  await saved;
  const other = await one.context().newPage();
  await other.goto(path);
  await editor(other).filter({ hasText: first }).waitFor();
  await send(one);
  await said(one, first).waitFor();
  await other.waitForFunction(() => !document.querySelector('.composer textarea[name=text]').value && !document.querySelector('.composer .editor-text').innerText.trim());
  assert.notEqual(await other.locator('.composer [name=kind]:checked').inputValue(), 'note', 'as the desk has it now');
  assert.equal(await other.locator('.composer-state').innerText(), '');
  const second = `Said next ${Date.now()}`;
  const again = drafted(one, 'Said+next');
  await note(one);
  await write(one, second);
  await again;
  await note(other);
  await write(other, 'Something else');
  await send(one);
  await said(one, second).waitFor();
  await said(other, second).waitFor();
  await other.waitForTimeout(500);
  assert.equal((await editor(other).innerText()).trim(), 'Something else');
  assert.equal(await text(other).inputValue(), 'Something else');
  await write(other, '');
  await leave(one);
});

test('what a colleague does appears by itself, and so does the colleague', async () => {
  const [one, other] = [await desk.atTheDesk(), await desk.atTheDesk({}, 'supervisor')];
  const path = await ticket(other, 1);
  await one.goto(path);
  await other.goto(path);
  await one.locator('#presence .avatar').waitFor();
  await write(one, 'What I am writing');
  const words = `A note for all ${Date.now()}`;
  await press(other, 'n');
  await other.waitForFunction(() => document.activeElement?.matches('.composer textarea, .composer .editor-text'));
  await other.keyboard.type(words);
  await one.locator('#presence [data-state=writing], #presence[data-state=writing]').waitFor();
  await send(other);
  await said(one, words).waitFor();
  assert.equal(await text(one).inputValue(), 'What I am writing', 'what one writes stays');
  await write(one, '');
  await leave(one);
  await leave(other);
});

test('who writes meanwhile is said above the answer, which goes out with the first press', async () => {
  const [mine, other] = [await desk.atTheDesk(), await desk.atTheDesk({}, 'supervisor')];
  // One that both may read.
  const path = await ticket(other, 3);
  await mine.goto(path);
  await other.goto(path);
  const answer = `My answer ${Date.now()}`;
  await write(mine, answer);
  const words = `Meanwhile ${Date.now()}`;
  await press(other, 'n');
  await other.waitForFunction(() => document.activeElement?.matches('.composer textarea, .composer .editor-text'));
  await other.keyboard.type(words);
  await other.keyboard.press('Control+Enter');
  await said(other, words).waitFor();
  assert.equal(await other.locator('#composer-news').isVisible(), false, 'one\'s own words are no news');
  const news = mine.locator('#composer-news');
  const name = await other.locator('.sidebar-me .clip').innerText();
  await news.filter({ hasText: name }).waitFor();
  assert.ok((await mine.locator('.composer .editor-text').innerText()).includes(answer), 'what is begun stays');
  await news.getByRole('button', { name: 'Show' }).click();
  await news.waitFor({ state: 'hidden' });
  assert.ok(await said(mine, words).isVisible());
  assert.ok((await mine.locator('.composer .editor-text').innerText()).includes(answer));
  await send(mine);
  await said(mine, answer).waitFor();
  await leave(other);
  await leave(mine);
});

test('in a low window, as at 200 %, the conversation stays in sight while one writes', async () => {
  const page = await desk.atTheDesk({ width: 720, height: 450 });
  await page.goto(await ticket(page, 2));
  await write(page, Array(30).fill('A line').join('\n'));
  const [talk, field] = await page.evaluate(() => ['#ticket .sheet-scroll', '.composer kippu-editor'].map((which) => document.querySelector(which).getBoundingClientRect().height));
  assert.ok(talk >= 100 && field <= 150, `${talk} px of talk, ${field} px to write in`);
  await write(page, '');
  await leave(page);
});

test('a message folds by its head, and stays folded for the session', async () => {
  const page = await desk.atTheDesk();
  const path = await ticket(page, 4);
  await page.goto(path);
  const message = page.locator('#timeline > li > .message').first();
  const button = message.locator('[data-fold]');
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  assert.equal(await message.locator('.message-gist').isVisible(), true);
  assert.equal((await message.locator('.message-body').boundingBox()).height, 0);
  await page.goto(path);
  await page.locator('#timeline .message[data-folded]').first().waitFor();
  await page.goto(`${path}#${await message.getAttribute('id')}`);
  await page.reload();
  assert.equal(await message.getAttribute('data-folded'), null, 'what the address names is open');
  await message.locator('.message-head').click({ position: { x: 3, y: 3 } });
  assert.equal(await message.getAttribute('data-folded'), '');
  await button.click();
  assert.equal(await message.getAttribute('data-folded'), null);
  await leave(page);
});

test('a long ticket opens with its older messages folded, and all of them open at once', async () => {
  const page = await desk.atTheDesk();
  const path = await ticket(page, 8);
  await page.goto(path);
  // As many notes as make it long, posted as the form posts them.
  await page.evaluate(async (path) => {
    for (let nth = 0; nth < 21; nth++) {
      const form = new FormData();
      Object.entries({ kind: 'note', text: `Note ${nth}` }).forEach(([name, value]) => form.append(name, value));
      await fetch(`${path}/messages`, { method: 'POST', body: form });
    }
  }, path);
  await page.goto(path);
  const folded = page.locator('#timeline .message[data-folded]');
  await folded.first().waitFor();
  assert.equal(await said(page, 'Note 20').getAttribute('data-folded'), null, 'the last ones are open');
  // News leave what is folded as it is.
  const before = await folded.count();
  await page.locator('[data-unfold-all]').click();
  assert.equal(await folded.count(), 0);
  // What stands after the last word of the other side is open, too.
  assert.ok(before >= 2, `${before} were folded`);
  assert.equal(await page.locator('[data-unfold-all]').isVisible(), false);
  await leave(page);
});

test('a new request moves into the open list by itself', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  const asker = await desk.page({ script: false });
  const subject = `Just now ${Date.now()}`;
  await asker.goto('/help/requests/new');
  await asker.fill('#name', 'Kei');
  await asker.fill('#email', 'kei@postbox.example');
  await asker.fill('#subject', subject);
  await asker.fill('#text', 'Hello');
  await asker.click('.portal-main form button.primary');
  await page.locator('.row', { hasText: subject }).waitFor();
  await leave(asker);
  await leave(page);
});

test('the palette finds a ticket by its number and a page by its name', async () => {
  const page = await desk.atTheDesk();
  const path = await ticket(page, 5);
  await page.goto('/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type(path.split('/').pop());
  await page.locator(`dialog.palette a[href="${path}"]`).waitFor();
  await page.waitForFunction((path) => document.querySelector('.palette [aria-selected=true]')?.getAttribute('href') === path, path);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${path}`);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('organi');
  await page.locator('dialog.palette a[href="/organizations"]').click();
  await page.waitForURL('**/organizations');
  await leave(page);
});

test('Enter in the palette waits for what belongs to the words, and is forgotten when one leaves', async () => {
  const page = await desk.atTheDesk({ worker: false });
  await page.goto('/');
  let release;
  const hold = () => {
    const held = new Promise((done) => (release = done));
    return page.route('**/palette?q=*', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
  };
  const free = async () => {
    release();
    await page.waitForTimeout(500);
    await page.unroute('**/palette?q=*');
  };
  await hold();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('notif');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).pathname, '/');
  assert.ok(await page.locator('dialog.palette').evaluate((dialog) => dialog.open), 'nothing is done before the answer');
  await page.keyboard.press('Escape');
  await free();
  assert.equal(new URL(page.url()).pathname, '/', 'whoever leaves wants nothing');
  await hold();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('notif');
  await page.keyboard.press('Enter');
  release();
  await page.waitForURL('**/notifications');
  await page.unroute('**/palette?q=*');
  // Before anything is typed, nothing is switched on or off.
  await page.keyboard.press('Control+k');
  await page.locator('dialog.palette input').fill('');
  await page.locator('[data-palette-there] .palette-item').first().waitFor();
  assert.equal(await page.locator('[data-palette-here] .palette-item', { hasText: 'New tickets I take' }).count(), 0);
  await leave(page);
});

test('the palette takes back what was done last: first what was just said, then what the timeline tells', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 11));
  const undo = page.locator('[data-palette-here] .palette-item', { hasText: /^Undo/ });
  const asked = async () => {
    await page.keyboard.press('Control+k');
    await page.locator('dialog.palette input').fill('undo');
    await undo.first().waitFor();
  };
  await menu(page, 'p', 'priority-menu');
  const wanted = await page.locator('#priority-menu [aria-checked=false]').last().getAttribute('value');
  await page.locator(`#priority-menu [value=${wanted}]`).click();
  const set = page.locator(`.fact[data-key=p] [data-priority=${wanted}]`);
  await set.waitFor();
  const words = `Too early ${Date.now()}.`;
  await write(page, words);
  await send(page);
  await page.locator('.toast[data-countdown]').waitFor();
  await asked();
  assert.match(await undo.first().innerText(), /^Undo: The message is being sent/);
  await page.keyboard.press('Enter');
  await page.waitForFunction((words) => document.querySelector('.composer textarea').value.includes(words), words);
  await set.waitFor();
  await page.locator('.toast').evaluateAll((all) => all.forEach((toast) => toast.remove()));
  await page.locator('#timeline details').evaluateAll((all) => all.forEach((changes) => (changes.open = true)));
  await asked();
  assert.deepEqual((await undo.allInnerTexts()).filter((text) => !text.startsWith('Undo: ')), [], 'each says what it would take back');
  await undo.filter({ hasText: 'changed the priority from' }).first().click();
  await set.waitFor({ state: 'detached' });
  await write(page, '');
  await leave(page);
});

test('everything in the menus of a ticket is found by its name, and done', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 7));
  const offers = async (typed) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(typed);
    return page.locator('[data-palette-here] .palette-item', { hasText: new RegExp(typed, 'i') }).first();
  };
  for (const name of ['Merge into', 'Split', 'Duplicate', 'Log a call', 'All files', 'Print', 'Mute', 'Follow', 'Change the subject', 'Refer', 'View as the requester', 'Only the conversation']) {
    await (await offers(name)).waitFor();
    await page.keyboard.press('Escape');
  }
  // Also in wide letters; what needs its menu's name has it.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ｆｏｌｌｏｗ');
  await page.locator('[data-palette-here] .palette-item', { hasText: /^\s*Follow(?!er)/ }).first().click();
  await page.locator('#more-menu [name=follow][value=off]').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('priority urgent');
  await page.locator('[data-palette-here] .palette-item', { hasText: 'Urgent' }).locator('.hint', { hasText: 'Priority' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.fact[data-key=p] [data-priority=urgent]').waitFor();
  await (await offers('Change the subject')).click();
  await page.locator('dialog#rename[open]').waitFor();
  await page.keyboard.press('Escape');
  await leave(page);
});

test('a command is found word by word, first where a word begins, and a select offers its choices', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 7));
  const field = page.locator('dialog.palette input');
  const here = page.locator('[data-palette-here] .palette-item');
  const offers = async (typed, name) => {
    await field.fill(typed);
    await here.filter({ hasText: name }).first().waitFor().catch(() => assert.fail(`${typed}: ${name}`));
  };
  await page.keyboard.press('Control+k');
  for (const [typed, name] of [
    ['insert macro', 'Insert a macro'], ['urgent priority', 'Urgent'], ['attach', 'Attach files'], ['schedule', 'Send later'],
    ['change requester', 'Change the requester'], ['bcc', 'Add Bcc'],
  ]) await offers(typed, name);
  await field.fill('cc');
  await here.first().filter({ hasText: 'Add Cc' }).waitFor();
  await offers('later words', 'Send later, in words');
  await here.filter({ hasText: 'Send later, in words' }).click();
  await page.waitForFunction(() => document.activeElement?.id === 'send-at-words');
  await page.goto('/tickets?view=open');
  await page.keyboard.press('Control+k');
  await offers('group priority', 'Priority');
  await here.filter({ hasText: 'Priority' }).filter({ has: page.locator('.hint', { hasText: 'Group by' }) }).click();
  await page.locator('.rows-group').first().waitFor();
  await page.keyboard.press('Control+k');
  await offers('group nothing', 'Nothing');
  await here.filter({ hasText: 'Nothing' }).first().click();
  await page.locator('.rows-group').first().waitFor({ state: 'detached' });
  await leave(page);
});

test('a command is found by other words for it, and by those of the other language', async () => {
  for (const [language, words] of [
    ['en', [['統合', 'Merge into'], ['ぶんかつ', 'Split'], ['保留', 'Snooze'], ['個別', 'Ask somebody else'], ['junk', 'Mark as spam']]],
    ['ja', [['merge', '統合'], ['split', '分割'], ['snooze', 'スヌーズ'], ['reply', '返信'], ['note', 'メモ'], ['close', '解決'], ['個別', 'ほかの人に問い合わせる'], ['とうごう', '統合']]],
  ]) {
    const page = await desk.atTheDesk({ language });
    await page.goto(await ticket(page, 7));
    await page.keyboard.press('Control+k');
    for (const [typed, name] of words) {
      await page.locator('dialog.palette input').fill(typed);
      await page.locator('[data-palette-here] .palette-item', { hasText: name }).first().waitFor().catch(() => assert.fail(`${typed}: ${name}`));
    }
    await leave(page);
  }
});

test('a toast says what was changed, and of several changes the newest is shown', async () => {
  const page = await desk.atTheDesk();
  await page.goto(await ticket(page, 8));
  const shown = page.locator('.toast[data-kind=change]').locator('visible=true');
  await menu(page, 'p', 'priority-menu');
  await page.locator('#priority-menu [aria-checked=false]').last().click();
  await shown.filter({ hasText: 'Priority' }).waitFor();
  await page.locator('#deadline-menu').evaluate((box) => box.showPopover());
  const year = new Date().getFullYear() + 1;
  await page.fill('#deadline-until', `${year}-03-05`);
  await page.click('#deadline-menu .button.primary');
  await shown.filter({ hasText: new RegExp(`Due date: .*5 Mar ${year}`) }).waitFor();
  assert.equal(await shown.count(), 1);
  await shown.locator('[data-key=z]').click();
  await page.locator('.toast', { hasText: 'Undone: Due date' }).waitFor();
  await leave(page);
});

test('without scripts a ticket is read, answered and changed', async () => {
  const page = await desk.atTheDesk({ script: false });
  await page.goto(await ticket(page));
  const words = `By hand ${Date.now()}`;
  await page.setInputFiles('.composer input[type=file]', { name: 'slip.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  await text(page).fill(words);
  await send(page);
  await said(page, words).locator('.file', { hasText: 'slip.txt' }).waitFor();
  await page.locator('.fact[data-key=p]').click();
  await page.locator('#priority-menu .menu-item').last().click();
  await page.locator('.fact[data-key=p] [data-priority=urgent], .fact[data-key=p] [data-priority=low]').waitFor();
  await leave(page);
});
