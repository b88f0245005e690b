// A ticket that an agent opens: the whole composer, chips, one ticket each, what is begun and comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chips, leave, open } from './lib/desk.mjs';
import { refusesInWords, stopsOnItsWay } from './lib/files.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(40)));
after(() => desk.close());

const editor = (page) => page.locator('#new .editor-text');
const choose = (page, opening) => page.locator(`#new input[name=opening][value=${opening}]`).evaluate((radio) => radio.click());
const send = (page) => page.locator('#new [data-send]').click();

async function atForm(wish = {}, path = '/tickets/new') {
  const page = await desk.atTheDesk(wish);
  await page.goto(path);
  return page;
}

async function write(page, text) {
  await page.locator('#new-text').focus();
  await editor(page).waitFor();
  await editor(page).focus();
  await page.keyboard.type(text);
}

async function paste(field, text) {
  await field.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    element.focus();
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test('a letter with its form, a picture and copies begins a ticket', async () => {
  const page = await atForm();
  await page.fill('#requester', 'yuki@shop.example');
  await page.fill('#subject', 'Your grinder');
  assert.deepEqual(await chips(page, 'requester'), ['yuki@shop.example']);
  assert.ok(!await page.locator('#new-cc').isVisible(), 'nobody is in copy of what was said');
  await choose(page, 'write');
  await page.fill('#new-cc', 'sato@parts.example');
  await page.locator('#new-cc').press('Enter');
  assert.deepEqual(await chips(page, 'cc'), ['sato@parts.example']);
  await write(page, 'It is **ready** ');
  await editor(page).evaluate((element) => {
    const bytes = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'grinder.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelector('.editor-image img')?.naturalWidth === 1);
  await send(page);
  await page.waitForURL(/\/tickets\/\d+/);
  const frame = page.locator('.timeline .message iframe').last().contentFrame();
  await frame.locator('strong', { hasText: 'ready' }).waitFor();
  await frame.locator('img[src^="/attachments/"]').waitFor();
  await page.locator('.composer .for-all .chip', { hasText: 'sato@parts.example' }).waitFor({ state: 'attached' });
  await leave(page);
});

test('what is begun comes back as it was, chips and form alike, until it is discarded', async () => {
  const page = await atForm();
  await page.fill('#requester', 'Yuki <yuki@shop.example>');
  await page.fill('#subject', 'Half a letter');
  await choose(page, 'write');
  await page.fill('#new-cc', 'sato@parts.example, kudo@parts.example,');
  await write(page, 'Dear **Yuki**, ');
  await page.waitForFunction(() => /Half a letter/.test(localStorage.getItem('draft:new-ticket') ?? '') && /strong/.test(localStorage.getItem('draft:new-ticket')));
  await page.goto('/tickets?view=open');
  await page.goto('/tickets/new');
  await editor(page).locator('strong', { hasText: 'Yuki' }).waitFor();
  assert.deepEqual([await chips(page, 'requester'), await chips(page, 'cc')], [['yuki@shop.example'], ['sato@parts.example', 'kudo@parts.example']]);
  assert.ok(await page.locator('#new input[value=write]').isChecked());
  await page.locator('[data-draft-drop]').click();
  assert.deepEqual([await chips(page, 'requester'), await page.inputValue('#subject')], [[], '']);
  await page.waitForFunction(() => !document.querySelector('#new .editor-text')?.textContent);
  await leave(page);
});

test('tickets that look like it are told while one types, once it is quiet and never while an IME composes', async () => {
  const page = await atForm();
  const typed = async () => {
    await page.fill('#requester', 'nao@kettles.example,');
    await page.fill('#subject', 'The spout of the kettle drips');
  };
  await typed();
  await write(page, 'It drips on the table.');
  await send(page);
  await page.waitForURL(/\/tickets\/\d+/);
  await page.goto('/tickets/new');
  let asked = 0;
  page.on('request', (request) => request.url().endsWith('/tickets/new/alike') && asked++);
  await typed();
  const link = page.locator('#alike a', { hasText: 'The spout of the kettle drips' });
  await link.waitFor();
  assert.equal(await link.getAttribute('target'), '_blank');
  assert.equal(asked, 1, 'one question for all that was typed');
  await page.locator('#subject').evaluate((field) => {
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    field.value = 'みずもれ';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
  });
  await page.waitForTimeout(800);
  assert.equal(asked, 1, 'what is being converted is nobody’s word yet');
  await page.locator('#subject').evaluate((field) => field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })));
  await link.waitFor({ state: 'detached' });
  assert.equal(asked, 2);
  assert.deepEqual(await chips(page, 'requester'), ['nao@kettles.example']);
  await page.evaluate(() => localStorage.clear());
  await leave(page);
});

test('a pasted list becomes chips; Backspace takes the last one back, and an IME keeps its keys', async () => {
  const page = await atForm();
  const field = page.locator('#requester');
  await paste(field, 'Kei Tanaka <kei@customer.example>\nmio@kyaku.example\tnobody; "Ben" <ben@works.example>');
  assert.deepEqual([await chips(page, 'requester'), await field.inputValue()], [['kei@customer.example', 'mio@kyaku.example', 'ben@works.example'], 'nobody']);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await field.fill('');
  await field.press('Backspace');
  assert.deepEqual([(await chips(page, 'requester')).length, await field.inputValue()], [2, 'Ben <ben@works.example>']);
  await field.evaluate((input) => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229, bubbles: true, cancelable: true })));
  assert.equal((await chips(page, 'requester')).length, 2, 'Enter was the conversion\u2019s');
  await field.press('Enter');
  assert.equal((await chips(page, 'requester')).length, 3);
  await field.fill('mio@kyaku.example、');
  assert.equal((await chips(page, 'requester')).length, 3, 'nobody twice');
  await page.getByRole('button', { name: /^Remove .*ben@works\.example/ }).focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await chips(page, 'requester'), ['kei@customer.example', 'mio@kyaku.example']);
  assert.ok(await field.evaluate((input) => input === document.activeElement));
  await page.evaluate(() => localStorage.clear());
  await leave(page);
});

test('what is too large for the letter is said to go as a link, as files come and go and the mailbox changes', async () => {
  const page = await atForm();
  await choose(page, 'write');
  const told = page.locator('#composer-linked');
  const names = () => told.locator('b').textContent();
  assert.equal(await told.isVisible(), false);
  const file = (name, megabytes) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(megabytes * 1024 * 1024, name) });
  await page.locator('#new input[name=file]').setInputFiles([file('small.bin', 2), file('film.bin', 16)]);
  await told.waitFor();
  assert.equal(await names(), 'film.bin');
  // Another mailbox carries less: the line is weighed anew when its room has come.
  await page.route('**/tickets/new/signature**', (route) => route.fulfill({ contentType: 'text/html', body: '<data id="composer-room" value="1000"></data>' }));
  await page.locator('#team').evaluate((select) => select.dispatchEvent(new Event('change', { bubbles: true })));
  await told.locator('b', { hasText: 'small.bin, film.bin' }).waitFor();
  await page.unroute('**/tickets/new/signature**');
  // A picture of the signature takes its room first, and leaves none for what would have fitted.
  const signed = `<data id="composer-room" value="${3 * 1024 * 1024}"></data><data data-picture="logo@kippu" data-signed value="${2 * 1024 * 1024}"></data>`;
  await page.route('**/tickets/new/signature**', (route) => route.fulfill({ contentType: 'text/html', body: signed }));
  await page.locator('#team').evaluate((select) => select.dispatchEvent(new Event('change', { bubbles: true })));
  await page.locator('[data-signed]').waitFor({ state: 'attached' });
  assert.equal(await names(), 'small.bin, film.bin');
  await page.unroute('**/tickets/new/signature**');
  await page.locator('#team').evaluate((select) => select.dispatchEvent(new Event('change', { bubbles: true })));
  await page.waitForFunction(() => document.querySelector('#composer-linked b').textContent === 'film.bin');
  await page.locator('#new .file', { hasText: 'film.bin' }).locator('[data-kept]').click();
  await told.waitFor({ state: 'hidden' });
  await page.evaluate(() => localStorage.clear());
  await leave(page);
});

test('a file on its way shows how far it has come and is stopped by its cross, one that is too large is refused in words', async () => {
  const page = await atForm();
  await stopsOnItsWay(page, page.locator('#new'), '**/loose/files');
  await refusesInWords(page, page.locator('#new'), '**/loose/files');
  await page.evaluate(() => localStorage.clear());
  await leave(page);
});

test('files are there before the form is sent, come off by their cross, and go along once', async () => {
  const page = await atForm();
  await page.fill('#requester', 'mona@films.example');
  await page.fill('#subject', 'The film of the lid');
  await write(page, 'She sent two files.');
  const file = (name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) });
  const chip = (name) => page.locator('#new #kept-files .file', { hasText: name });
  await page.locator('#new input[name=file]').setInputFiles([file('first.txt'), file('second.txt')]);
  await chip('second.txt').locator('[data-kept]').waitFor();
  const gone = page.waitForResponse((answer) => /\/loose\/files\/.*\/remove$/.test(answer.url()) && answer.ok());
  await chip('first.txt').getByRole('button', { name: 'Remove first.txt' }).click();
  await chip('first.txt').waitFor({ state: 'detached' });
  await gone;
  // What is chosen last is waited for.
  await page.route('**/loose/files', async (route) => { await new Promise((done) => setTimeout(done, 700)); await route.continue(); });
  await page.locator('#new input[name=file]').setInputFiles(file('third.txt'));
  await send(page);
  await page.waitForURL(/\/tickets\/\d+/);
  await page.locator('.timeline .file-name', { hasText: 'third.txt' }).waitFor();
  assert.deepEqual((await page.locator('.timeline .file-name').allTextContents()).toSorted(), ['second.txt', 'third.txt']);
  await page.unroute('**/loose/files');
  await leave(page);
});

test('what is begun comes back with what was chosen to stand beneath it, and its pictures take their room', async () => {
  const page = await atForm();
  await choose(page, 'write');
  await write(page, 'Look: ');
  const lid = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await page.locator('#new .editor-bar input[type=file]').setInputFiles({ name: 'lid.png', mimeType: 'image/png', buffer: lid });
  await page.locator('#new .editor-image img').waitFor();
  await page.locator('#send-signs').evaluate((select) => {
    select.value = 'nothing';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForTimeout(500);
  const asked = page.waitForRequest((request) => /\/tickets\/new\/signature\?.*signs=nothing/.test(request.url()));
  await page.reload();
  await asked;
  await page.locator('#new .editor-image img').waitFor();
  await page.waitForFunction((octets) => Number(document.querySelector('#composer-linked data[data-picture]')?.value) === octets, lid.length);
  // It leaves no room for what would have fitted alone.
  await page.route('**/tickets/new/signature**', (route) => route.fulfill({ contentType: 'text/html', body: `<data id="composer-room" value="${lid.length + 10}"></data>` }));
  await page.locator('#team').evaluate((select) => select.dispatchEvent(new Event('change', { bubbles: true })));
  await page.locator(`#composer-room[value="${lid.length + 10}"]`).waitFor({ state: 'attached' });
  await page.locator('#new input[name=file]').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.alloc(lid.length, 'x') });
  await page.locator('#composer-linked b', { hasText: 'note.txt' }).waitFor();
  await page.evaluate(() => localStorage.clear());
  await leave(page);
});

test('several people get one ticket each, and nobody sees the others', async () => {
  const page = await atForm();
  await paste(page.locator('#requester'), 'one@guests.example, two@guests.example, three@guests.example');
  await page.fill('#subject', 'We move in June');
  await choose(page, 'write');
  await write(page, 'Our new address is 1-2-3.');
  await send(page);
  await page.locator('#requester-reason').waitFor();
  assert.deepEqual(await chips(page, 'requester'), ['one@guests.example', 'two@guests.example', 'three@guests.example']);
  await page.locator('#new input[name=each]').check();
  await send(page);
  await page.waitForURL(/\/tickets\/mailings\/\d+/);
  await page.locator('#mailing-page', { hasText: '3 tickets were opened' }).waitFor({ timeout: 20_000 });
  const tickets = await page.locator('#mailing-page td a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.equal(new Set(tickets).size, 3);
  await page.goto(tickets[1]);
  const shown = await page.locator('#ticket').innerText();
  assert.ok(shown.includes('two@guests.example') && !shown.includes('one@guests.example') && !shown.includes('three@guests.example'));
  page.complaints = page.complaints.filter((line) => !line.includes('422'));
  await leave(page);
});

test('without scripts the plain fields are enough', async () => {
  const page = await desk.atTheDesk();
  const state = await page.context().storageState();
  const plain = await page.context().browser().newContext({ javaScriptEnabled: false, storageState: state, baseURL: desk.url });
  const form = await plain.newPage();
  await form.goto('/tickets/new');
  await form.fill('#requester', 'plain@shop.example');
  await form.fill('#subject', 'By pencil');
  await form.locator('input[name=opening][value=write]').check({ force: true });
  await form.fill('#new-cc', 'sato@parts.example, kudo@parts.example');
  await form.fill('#new-text', 'Plain words');
  await form.locator('[data-send]').click();
  await form.waitForURL(/\/tickets\/\d+/);
  assert.ok((await form.content()).includes('Plain words'));
  assert.ok((await form.content()).includes('kudo@parts.example'));
  await plain.close();
  await leave(page);
});

for (const look of looks) {
  test(`the form and its outcome read well: ${named(look)}`, async () => {
    const page = await atForm(look);
    await sound(page, ['/tickets/new'], look);
    await choose(page, 'write');
    await page.fill('#requester', 'Yuki Hayashi <yuki@shop.example>, ghost@elsewhere.example,');
    await write(page, 'Dear Yuki');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/new-${look.width}-${look.theme}-${look.language}.png`, fullPage: true });
    await page.evaluate(() => localStorage.clear());
    await leave(page);
  });
}
