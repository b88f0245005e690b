// A side conversation, in a real browser: somebody else is asked, answers by mail, and the requester sees nothing of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chips, leave, open, signIn } from './lib/desk.mjs';
import { refusesInWords, stopsOnItsWay } from './lib/files.mjs';
import { looks, named, sound } from './lib/look.mjs';
import { handOver } from './lib/post.mjs';

let desk;
before(async () => { desk = await open(40); });
after(async () => desk.close());

async function signedIn(look = {}) {
  const page = await desk.page(look);
  await signIn(page, desk.account('administrator'));
  return page;
}

async function firstTicket(page, nth = 0) {
  await page.goto('/tickets?view=open');
  return new URL(await page.locator('.row-link').nth(nth).evaluate((link) => link.href)).pathname;
}

/** Asks a supplier, and answers from which address we wrote. */
async function ask(page, ticket, subject) {
  await page.goto(`${ticket}/sides/new`);
  const sender = (await page.locator('.form-bar .hint').textContent()).match(/\S+@\S+/)[0];
  await page.fill('#to', 'Sato <sato@parts.example>');
  await page.fill('#subject', subject);
  await page.fill('#text', 'Which lot is the pump from?');
  await page.setInputFiles('#file', { name: 'pump.txt', mimeType: 'text/plain', buffer: Buffer.from('P-7') });
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => url.pathname === ticket);
  return sender;
}

const unfolded = async (side) => ((await side.evaluate((details) => details.open)) ? undefined : side.locator('summary').first().click());

test('a supplier is asked by key, answers, and is done with', async () => {
  const page = await signedIn();
  const ticket = await firstTicket(page);
  await page.goto(ticket);
  await page.locator('#sides a[data-key=b]').waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('b');
  await page.waitForURL((url) => url.pathname === `${ticket}/sides/new`);
  const sender = await ask(page, ticket, 'Serial number of the pump');
  const side = page.locator('.beside', { hasText: 'Serial number of the pump' });
  await side.locator('summary').first().waitFor();
  assert.equal(await side.locator('.file-name', { hasText: 'pump.txt' }).count(), 1, 'what came ahead of the form went along');
  assert.match(await side.locator('summary').first().textContent(), /Waiting for an answer/);
  const letter = [`From: Sato <sato@parts.example>`, `To: ${sender}`, `Subject: About #${ticket.split('/').pop()}`, 'Message-ID: <lot7@parts.example>', '', 'It is lot seven.'].join('\n');
  await handOver(Number(desk.smtp.split(':').pop()), 'sato@parts.example', sender, letter);
  await side.getByText('It is lot seven.').waitFor({ timeout: 20_000, state: 'attached' });
  await unfolded(side);
  await side.getByText('It is lot seven.').waitFor();
  assert.match(await side.locator('summary').first().textContent(), /Answered/);
  assert.equal(await page.locator('#sides .panel-item', { hasText: 'Serial number' }).getAttribute('data-state'), 'answered');
  await side.getByRole('link', { name: 'Answer' }).click();
  await page.locator('.chip.typed').waitFor();
  assert.deepEqual(await chips(page, 'to'), ['sato@parts.example']);
  await page.locator('#text').focus();
  await page.locator('.editor-text').focus();
  await page.keyboard.type('Thank you.');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL((url) => url.pathname === ticket);
  await unfolded(side);
  await side.getByRole('button', { name: 'Mark as done' }).click();
  await page.locator('.beside[data-state=done]').waitFor();
  await leave(page);
});

test('what somebody else answers to a forward stands apart, and is answered beside the ticket', async () => {
  const page = await signedIn();
  const ticket = await firstTicket(page, 11);
  await page.goto(`${ticket}/sides/new`);
  const sender = (await page.locator('.form-bar .hint').textContent()).match(/\S+@\S+/)[0];
  await page.goto(ticket);
  await page.locator('label.composer-kind').filter({ has: page.locator('input[value=forward]') }).click();
  await page.locator('#along-shown').waitFor();
  await page.locator('#composer-forward').fill('mori@parts.example, ');
  await page.locator('.composer [data-send]').click();
  await page.locator('.timeline .message.forward').waitFor();
  const letter = ['From: Mori <mori@parts.example>', `To: ${sender}`, `Subject: About #${ticket.split('/').pop()}`, 'Message-ID: <price@parts.example>', '', 'It costs us 300.'].join('\n');
  await handOver(Number(desk.smtp.split(':').pop()), 'mori@parts.example', sender, letter);
  const theirs = page.locator('.timeline .message.incoming', { hasText: 'It costs us 300.' });
  await theirs.waitFor({ timeout: 20_000 });
  assert.match(await theirs.textContent(), /The requester does not see this/);
  await theirs.locator('.message-body').getByRole('button', { name: 'Answer' }).click();
  await page.waitForURL((url) => /^\/sides\/\d+$/.test(url.pathname));
  await page.locator('.chip.typed').waitFor();
  assert.deepEqual(await chips(page, 'to'), ['mori@parts.example']);
  await page.goto(ticket);
  assert.equal(await page.locator('.beside', { hasText: 'It costs us 300.' }).count(), 1);
  await leave(page);
});

test('what is too large for its letter is said to go as a link, before it is sent', async () => {
  const page = await signedIn();
  await page.goto(`${await firstTicket(page, 4)}/sides/new`);
  const told = page.locator('#composer-linked');
  assert.equal(await told.isVisible(), false);
  const file = (name, megabytes) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(megabytes * 1024 * 1024, name) });
  await page.setInputFiles('#file', [file('small.bin', 2), file('film.bin', 16)]);
  await told.waitFor();
  assert.equal(await told.locator('b').textContent(), 'film.bin');
  await page.locator('#kept-files .file', { hasText: 'film.bin' }).locator('[data-kept]').click();
  await told.waitFor({ state: 'hidden' });
  await leave(page);
});

test('a file on its way shows how far it has come and is stopped by its cross, one that is too large is refused in words', async () => {
  const page = await signedIn();
  await page.goto(`${await firstTicket(page, 5)}/sides/new`);
  await stopsOnItsWay(page, page.locator('#side-form'), '**/loose/files');
  await refusesInWords(page, page.locator('#side-form'), '**/loose/files');
  await leave(page);
});

test('a file that does not get there ahead of the form goes along with it', async () => {
  const page = await signedIn();
  const ticket = await firstTicket(page, 6);
  await page.goto(`${ticket}/sides/new`);
  await page.route('**/loose/files', (route) => route.abort());
  await page.setInputFiles('#file', { name: 'lost.txt', mimeType: 'text/plain', buffer: Buffer.from('not lost') });
  await page.locator('#side-form .file', { hasText: 'lost.txt' }).locator('[data-file]').waitFor();
  await page.unroute('**/loose/files');
  await page.fill('#to', 'Sato <sato@parts.example>');
  await page.fill('#subject', 'The lost file');
  await page.fill('#text', 'Is this yours?');
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => url.pathname === ticket);
  await page.locator('.beside', { hasText: 'The lost file' }).locator('.file-name', { hasText: 'lost.txt' }).waitFor({ state: 'attached' });
  page.complaints = page.complaints.filter((line) => !/ERR_FAILED/.test(line));
  await leave(page);
});

test('whoever takes part in the ticket cannot be asked beside it, and the text stays', async () => {
  const page = await signedIn({ language: 'ja' });
  const ticket = await firstTicket(page, 1);
  await page.goto(ticket);
  const requester = (await page.locator('#side .properties dd').first().textContent()).trim();
  await page.goto(`${ticket}/sides/new`);
  await page.fill('#to', requester);
  await page.fill('#text', '内緒の話です');
  await page.click('.form-bar .button.primary');
  await page.locator('#to-reason').waitFor();
  assert.equal(await page.inputValue('#text'), '内緒の話です');
  await leave(page, true);
});

test('what is begun is kept on the server, and gone when it is sent', async () => {
  const page = await signedIn();
  const ticket = await firstTicket(page, 3);
  await page.goto(`${ticket}/sides/new`);
  await page.fill('#to', 'sato@parts.example');
  await page.fill('#subject', 'The lid');
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/sides/draft') && answer.ok());
  await page.fill('#text', 'Which lot is the lid from?');
  await kept;
  const other = await signedIn();
  await other.goto(`${ticket}/sides/new`);
  await other.locator('.chip.typed').waitFor();
  assert.deepEqual([await chips(other, 'to'), await other.inputValue('#subject'), await other.inputValue('#text')], [['sato@parts.example'], 'The lid', 'Which lot is the lid from?']);
  await leave(other);
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => url.pathname === ticket);
  await page.goto(`${ticket}/sides/new`);
  assert.equal(await page.inputValue('#text'), '');
  await leave(page);
});

test('a colleague named beside a ticket is asked about once, and follows it when it is sent', async () => {
  const other = await desk.page();
  await signIn(other, desk.account('supervisor'));
  await other.goto('/tickets?view=open');
  const ticket = (await other.locator('.row .row-link').nth(7).getAttribute('href')).split('?')[0];
  const name = await other.locator('.sidebar-me .clip').innerText();
  const page = await signedIn();
  await page.goto(`${ticket}/sides/new`);
  await page.fill('#to', 'sato@parts.example');
  await page.fill('#subject', 'Who knows the lid');
  await page.locator('#text').focus();
  await page.locator('.editor-text').focus();
  await page.keyboard.type(`Which lot? @${name.slice(0, 3)}`);
  await page.locator('.editor-suggest .menu-item', { hasText: name }).click();
  const words = `may know ${Date.now()}`;
  await page.keyboard.type(words);
  await page.click('.form-bar .button.primary');
  await page.locator('.composer-warning', { hasText: 'named with @' }).waitFor();
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => url.pathname === ticket);
  await page.locator('#side .chips', { hasText: name }).waitFor();
  await other.goto('/mentions');
  await other.locator('tr', { hasText: words }).waitFor();
  await leave(other);
  await leave(page);
});

test('a file and a signature that were chosen beside a ticket are there after a reload, and what was cut is put back', async () => {
  const page = await signedIn();
  const ticket = await firstTicket(page, 8);
  const kept = (what) => page.waitForResponse((answer) => answer.url().endsWith('/sides/draft') && answer.ok() && answer.request().postData()?.includes(what));
  await page.goto(`${ticket}/sides/new`);
  await page.fill('#to', 'sato@parts.example');
  await page.fill('#subject', 'The handle');
  await page.locator('#text').focus();
  await page.locator('.editor-text').focus();
  await page.keyboard.type('Which lot is the handle from, and when was it made?');
  await page.evaluate(() => {
    const signs = document.querySelector('#send-signs');
    signs.value = 'nothing';
    signs.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const withFile = kept('kept=');
  await page.setInputFiles('#file', { name: 'handle.txt', mimeType: 'text/plain', buffer: Buffer.from('H-7') });
  await page.locator('#kept-files .file', { hasText: 'handle.txt' }).locator('[data-kept]').waitFor();
  await withFile;
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${ticket}/sides/new`);
  await page.locator('#kept-files .file', { hasText: 'handle.txt' }).waitFor();
  assert.equal(await page.inputValue('#send-signs'), 'nothing');
  const cut = kept('text=No&');
  await page.locator('#text').focus();
  await page.locator('.editor-text').fill('No');
  await cut;
  await page.goto(`${ticket}/drafts`);
  const version = page.locator('.card', { hasText: 'Side conversation: The handle' }).first();
  await version.locator('.file-name', { hasText: 'handle.txt' }).waitFor();
  await version.getByRole('button', { name: 'Put back' }).click();
  await page.waitForURL((url) => url.pathname === `${ticket}/sides/new`);
  await page.locator('kippu-editor', { hasText: 'when was it made' }).waitFor();
  await leave(page);
});

for (const look of looks) {
  test(`side conversations read well: ${named(look)}`, async () => {
    const page = await signedIn(look);
    const ticket = await firstTicket(page, 2);
    await ask(page, ticket, look.language === 'ja' ? '部品の製造番号について' : 'Where the pump was made');
    const answer = await page.locator('.beside-foot a').first().getAttribute('href');
    await sound(page, [ticket, `${ticket}/sides/new`, answer], look);
    await leave(page);
  });
}
