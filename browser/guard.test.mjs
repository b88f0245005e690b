// A second look before sending, in a real browser: a warning, a second person's word, and a letter that is sent back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => { desk = await open(40); });
after(async () => desk.close());

async function signedIn(role = 'administrator', look = {}, nth = 0) {
  const page = await desk.page(look);
  await signIn(page, desk.account(role, nth));
  return page;
}

async function makeGuard(page, name, words, effect) {
  await page.goto('/admin/guards/new');
  await page.fill('#name', name);
  await page.fill('#words', words);
  await page.check(`input[name=effect][value=${effect}]`);
  await page.click('#guard .form-actions .button.primary');
  await page.waitForURL((url) => url.pathname === '/admin/guards');
  await page.getByText(name).waitFor();
}

/** Writes an answer on a ticket of one's own teams, without the editor. */
async function write(page, text, nth = 0, send = () => page.keyboard.press('Control+Enter')) {
  await page.goto('/tickets?view=open');
  const ticket = new URL(await page.locator('.row-link').nth(nth).evaluate((link) => link.href)).pathname;
  await page.goto(ticket);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('r');
  const editor = page.locator('kippu-editor [contenteditable]');
  await editor.waitFor();
  await editor.click();
  await page.keyboard.type(text);
  await send();
  return ticket;
}

test('a warning names the guard, keeps the text, and lets go who has looked', async () => {
  const page = await signedIn();
  await makeGuard(page, 'Price list to others?', 'pricelist', 'warn');
  await write(page, 'Here is our pricelist.');
  await page.locator('.composer-reason', { hasText: 'Price list to others?' }).waitFor();
  await page.check('.composer-reason input[name=confirmed]');
  await page.click('[data-send]');
  await page.locator('.message.reply', { hasText: 'Here is our pricelist.' }).waitFor();
  await leave(page, true);
});

test('a moment and a status that were chosen stand beside the warning, and the main button keeps to them', async () => {
  const page = await signedIn();
  await write(page, 'Our pricelist, for tomorrow.', 3, async () => {
    await page.click('[popovertarget=send-menu]');
    await page.getByRole('menuitem', { name: 'Tomorrow morning' }).click();
  });
  const leaves = page.locator('.composer-audience', { hasText: 'Leaves ' });
  await leaves.waitFor();
  await page.check('.composer-reason input[name=confirmed]');
  await page.click('[data-send]');
  await page.locator('.message.reply', { hasText: 'Our pricelist, for tomorrow.' }).getByText('Scheduled for').waitFor();
  await leaves.waitFor({ state: 'detached' });
  await leave(page, true);
});

test('a letter that takes two waits, is sent back with a reason, and leaves when somebody else says yes', async () => {
  const boss = await signedIn();
  await makeGuard(boss, 'Contracts take two', 'contract', 'approve');
  const writer = await signedIn('agent');
  const ticket = await write(writer, 'The contract is on its way.', 1);
  const letter = writer.locator('.message.reply', { hasText: 'The contract is on its way.' });
  await letter.getByText('Waits for approval').waitFor();
  assert.equal(await letter.getByRole('button', { name: 'Approve and send' }).count(), 0, 'not their own');
  await boss.goto('/releases');
  const waiting = boss.locator('.release', { hasText: 'The contract is on its way.' });
  assert.match(await waiting.textContent(), /Contracts take two/);
  await waiting.locator('.decline summary').click();
  const heights = await waiting.locator('.release-foot :is(.button, .input)').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().height)));
  assert.equal(new Set(heights).size, 1, `ragged: ${heights}`);
  await waiting.locator('[name=reason]').fill('Which contract?');
  await waiting.locator('.decline form .button').click();
  await boss.getByText('Nothing waits').waitFor();
  await writer.goto(ticket);
  await writer.getByText('Which contract?').first().waitFor();
  const again = await write(writer, 'The other contract is on its way.', 2, async () => {
    await writer.locator('.composer input[name=file]').setInputFiles({ name: 'contract.txt', mimeType: 'text/plain', buffer: Buffer.from('Signed') });
    await writer.locator('#kept-files [data-size]', { hasText: 'contract.txt' }).waitFor();
    await writer.click('[data-send]');
  });
  await writer.locator('.message.reply', { hasText: 'The other contract' }).waitFor();
  // Whoever decides opens the file from there.
  await boss.goto('/releases');
  const file = await boss.locator('.release .file', { hasText: 'contract.txt' }).evaluate((link) => link.href);
  assert.equal(await (await boss.request.get(file)).text(), 'Signed');
  await boss.goto(again);
  await boss.locator('.message.reply', { hasText: 'The other contract' }).getByRole('button', { name: 'Approve and send' }).click();
  // Among other changes it may be folded.
  await boss.getByText(/approved the letter/).first().waitFor({ state: 'attached' });
  await leave(writer);
  await leave(boss);
});

test('what is refused is said at its letter, where one goes on, and what was typed there stays', async () => {
  const [writer, boss] = [await signedIn('agent'), await signedIn()];
  const ticket = await write(writer, 'A third contract is on its way.', 3);
  await writer.locator('.message.reply', { hasText: 'A third contract' }).getByText('Waits for approval').waitFor();
  await boss.goto(ticket);
  await boss.locator('#call').evaluate((box) => box.showModal());
  await boss.fill('#call-text', 'They called: not that one.');
  await boss.locator('#call .button.primary').click();
  await boss.locator('.message', { hasText: 'They called: not that one.' }).waitFor();
  await boss.goto('/releases');
  const card = boss.locator('.release', { hasText: 'A third contract' });
  assert.doesNotMatch(await card.textContent(), /Sets the status/);
  await card.locator('.decline summary').click();
  await card.locator('[name=reason]').fill('Half a thought');
  // As on a page that was drawn before they called.
  await card.locator('[name=knows]').evaluate((box) => (box.required = false));
  await card.getByRole('button', { name: 'Approve and send' }).click();
  await card.locator('.reason', { hasText: 'somebody has written since' }).waitFor();
  await boss.waitForFunction(() => document.activeElement?.matches('.release [name=knows]'));
  assert.equal(await card.locator('[name=reason]').inputValue(), 'Half a thought');
  await card.locator('[name=knows]').check();
  await card.getByRole('button', { name: 'Approve and send' }).click();
  await boss.locator('.toast', { hasText: 'Approved. The letter is on its way.' }).waitFor();
  await leave(writer);
  await leave(boss, true);
});

for (const look of looks) {
  test(`guards and letters to approve read well: ${named(look)}`, async () => {
    const page = await signedIn('administrator', look);
    await sound(page, ['/releases', '/admin/guards', '/admin/guards/new'], look);
    await leave(page);
  });
}
