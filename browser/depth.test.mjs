// What hangs on a ticket, in a real browser: split and take back, tasks, time, links, and from ticket to ticket by keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => { desk = await open(40); });
after(async () => desk.close());

async function signedIn(look = {}) {
  const page = await desk.page(look);
  await signIn(page, desk.account('administrator'));
  return page;
}

async function firstTicket(page) {
  await page.goto('/tickets?view=open');
  return new URL(await page.locator('.row-link').first().evaluate((link) => link.href)).pathname;
}

test('j and k lead from ticket to ticket and back', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  const [first, second] = await page.locator('.row-link').evaluateAll((links) => links.slice(0, 2).map((link) => new URL(link.href).pathname));
  await page.locator('.row-link').first().click();
  await page.waitForURL((url) => url.pathname === first);
  await page.locator('#ticket [data-step=next]').waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.pathname === second);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('k');
  await page.waitForURL((url) => url.pathname === first);
  await leave(page);
});

test('what is begun beside a ticket is there again when one comes back, until it is sent or emptied, or one signs out', async () => {
  // Where a worker holds pushes, the shell of a browser does not outlive its forgetting.
  const page = await signedIn({ worker: false });
  await page.goto('/tickets?view=open');
  const [first, second] = await page.locator('.row-link').evaluateAll((links) => links.slice(0, 2).map((link) => new URL(link.href).pathname));
  await page.locator('.row-link').first().click();
  await page.waitForURL((url) => url.pathname === first);
  await page.locator('#ticket [data-step=next]').waitFor();
  const [call, task, link] = ['#call-text', '#task-text', '#link-ticket'].map((field) => page.locator(field));
  const typed = () => Promise.all([call, task, link].map((field) => field.inputValue()));
  const step = async (key, to) => {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
    await page.waitForFunction((to) => document.querySelector('#call form')?.getAttribute('action') === `${to}/calls`, to);
  };
  const opened = async (which, fill) => {
    await page.locator(which).evaluate((box) => (box.showModal ? box.showModal() : box.showPopover()));
    await fill();
    await page.locator(which).evaluate((box) => (box.close ? box.close() : box.hidePopover()));
  };
  await opened('#task-menu', () => task.fill('Call the warehouse back'));
  await opened('#link-menu', () => link.fill('Nothing'));
  await opened('#call', async () => {
    await call.fill('She rang, and spoke of');
    await page.check('#call [name=who][value=we]', { force: true });
  });
  await opened('#link-menu', () => link.fill(''));
  await step('j', second);
  assert.deepEqual(await typed(), ['', '', '']);
  await step('k', first);
  await page.waitForFunction(() => document.querySelector('#call-text').value);
  assert.deepEqual(await typed(), ['She rang, and spoke of', 'Call the warehouse back', '']);
  assert.ok(await page.isChecked('#call [name=who][value=we]'));
  await page.reload();
  await page.waitForFunction(() => document.querySelector('#call-text').value);
  await page.locator('#call').evaluate((box) => box.showModal());
  await page.locator('#call [data-jot-said]', { hasText: 'Draft restored' }).waitFor();
  await call.fill('She rang, and spoke of the kettle');
  assert.equal(await page.locator('#call [data-jot-said]').count(), 0);
  await page.locator('#call .button.primary').click();
  await page.locator('#timeline', { hasText: 'spoke of the kettle' }).waitFor();
  const here = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await page.waitForFunction(() => !JSON.stringify(sessionStorage).includes('She rang'));
  assert.match(await here(), /Call the warehouse back/);
  await page.reload();
  await page.waitForFunction(() => document.querySelector('#task-text').value);
  assert.deepEqual(await typed(), ['', 'Call the warehouse back', '']);
  await page.locator('.sidebar-me').click();
  await page.locator('form[action="/logout"] button').click();
  await page.waitForURL((url) => url.pathname === '/login');
  assert.doesNotMatch(await here(), /warehouse/);
  await leave(page);
});

test('a task is added with its term in words, done, and taken back', async () => {
  const page = await signedIn();
  await page.goto(await firstTicket(page));
  await page.click('[popovertarget=task-menu]');
  await page.fill('#task-text', 'Call the warehouse');
  await page.fill('#task-due', 'tomorrow 3pm');
  await page.click('#task-menu .button.primary');
  const task = page.locator('#tasks .task', { hasText: 'Call the warehouse' });
  await task.waitFor();
  assert.match(await task.textContent(), /15:00/);
  // The list may show what was done before its toast has come: the one that is pressed is not that of adding.
  await page.locator('.toast').evaluateAll((all) => all.forEach((toast) => toast.remove()));
  await task.getByRole('checkbox').click();
  await page.locator('#tasks .task.done', { hasText: 'Call the warehouse' }).waitFor();
  await page.locator('.toast form button').last().click();
  await page.locator('#tasks .task:not(.done)', { hasText: 'Call the warehouse' }).waitFor();
  await page.goto('/tasks');
  await page.getByText('Call the warehouse').waitFor();
  await leave(page);
});

test('a time entry that is refused says why in its box, with room for its button', async () => {
  const page = await signedIn();
  await page.goto(await firstTicket(page));
  await page.locator('#time-menu').evaluate((box) => box.showPopover());
  await page.fill('#time-minutes', 'a while');
  await page.locator('#time-menu .button.primary').click();
  await page.locator('#time-menu .reason').waitFor();
  assert.ok(await page.locator('#time-menu').evaluate((box) => box.scrollHeight <= box.clientHeight), 'it scrolls');
  await leave(page, true);
});

test('the ticket to link is found by its words, and a term says how it is understood', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  const [own, other] = await page.locator('.row-link').evaluateAll((links) => links.slice(0, 2).map((link) => new URL(link.href).pathname));
  await page.goto(other);
  const word = (await page.locator('#subject').evaluate((title) => title.lastChild.textContent)).trim().split(/\s+/)[0];
  await page.goto(own);
  await page.locator('#link-menu').evaluate((box) => box.showPopover());
  const field = page.locator('#link-ticket');
  await field.pressSequentially(`999998, ${word}`);
  await page.locator('.recipients-list .menu-item').first().waitFor();
  await page.keyboard.press('Enter');
  const taken = await field.inputValue();
  assert.match(taken, /^999998, #\d+$/, 'what is taken goes on behind what stands there');
  assert.notEqual(taken.split('#')[1], own.split('/').pop(), 'the ticket itself is not proposed');
  // Several that are not there are named beside the field, and none is linked.
  await field.fill('999998 999999');
  await page.locator('#link-menu form').first().evaluate((form) => form.requestSubmit());
  const reason = page.locator('#link-menu:popover-open .reason');
  await reason.waitFor();
  assert.match(await reason.textContent(), /999998.*999999/s);
  await page.locator('#deadline-menu').evaluate((box) => box.showPopover());
  await page.locator('#deadline-until').fill('2099-03-05');
  await page.locator('#deadline-until-means', { hasText: '18:00' }).waitFor();
  await leave(page, true);
});

test('what is not understood is not guessed, and stays to be read', async () => {
  const page = await signedIn({ language: 'ja' });
  await page.goto(await firstTicket(page));
  await page.evaluate(() => document.querySelector('#deadline-menu').showPopover());
  await page.fill('#deadline-until', 'いつか');
  await page.click('#deadline-menu .button.primary');
  const reason = page.locator('#deadline-menu:popover-open .field .reason');
  await reason.waitFor();
  const field = page.locator('#deadline-until');
  assert.deepEqual([await field.inputValue(), await field.getAttribute('aria-invalid')], ['いつか', 'true']);
  assert.ok(await field.evaluate((found) => found === document.activeElement));
  // It is forgotten once something else is typed; where nothing is open it is a toast.
  await page.keyboard.type('!');
  await reason.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const form = document.querySelector('#deadline-menu form');
    form.querySelector('#deadline-until').value = 'いつか';
    form.requestSubmit();
  });
  await page.locator('.toast.danger').waitFor();
  await leave(page, true);
});

test('a message is split off, linked, and brought back', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  const paths = await page.locator('.row-link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  let from;
  for (const path of paths) {
    await page.goto(path);
    if ((await page.locator('.message.incoming').count()) > 1) { from = path; break; }
  }
  assert.ok(from, 'a ticket with two messages from outside');
  const before = await page.locator('.message').count();
  await page.goto(`${from}/split`);
  await page.locator('.pick', { hasNotText: 'only copied' }).locator('input').last().check();
  await page.fill('#split-subject', 'Another matter');
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => url.pathname !== `${from}/split`);
  await page.getByRole('heading', { name: /Another matter/ }).waitFor();
  assert.equal(await page.locator('.message').count(), 1);
  await page.locator(`#links a[href^="${from}"]`).waitFor({ state: 'attached' });
  await page.locator('.toast form button').click();
  // What is empty again lies in the trash.
  await page.locator('.banner', { hasText: 'in the trash' }).waitFor();
  await page.goto(from);
  assert.equal(await page.locator('.message').count(), before);
  await leave(page);
});

for (const look of looks) {
  test(`the new pages read well: ${named(look)}`, async () => {
    const page = await signedIn(look);
    const ticket = await firstTicket(page);
    const paths = ['/tasks', '/drafts', '/reports/time', `${ticket}/split`, `${ticket}/files`, `${ticket}/print?notes=1&sides=1`, `${ticket}/incidents`, '/admin/checklists', '/admin/checklists/new', '/admin/activities', '/admin/statuses', '/people/namesakes?by=phone'];
    await sound(page, paths, look);
    await leave(page);
  });
}

test('a snooze says what follows, a passage is blackened, and what is in the trash goes for ever', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  // One that somebody outside wrote, as its last row.
  const path = new URL(await page.locator('.row-link').last().evaluate((link) => link.href)).pathname;
  await page.goto(path);
  const text = page.locator('.message .message-text').first();
  await text.waitFor();
  const word = await text.evaluate((node) => {
    const found = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();
    const range = node.ownerDocument.createRange();
    const end = Math.min(found.length, 4);
    range.setStart(found, 0);
    range.setEnd(found, end);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return found.data.slice(0, end);
  });
  const message = page.locator('.message', { has: page.locator('.message-text') }).first();
  await message.locator('.message-tools [popovertarget]').click();
  const menu = page.locator('.popover:popover-open');
  await menu.locator('details.redact summary').click();
  assert.equal(await menu.locator('[data-chosen]').inputValue(), word.trim(), 'what was chosen stands there');
  await menu.locator('button[name=part]').click();
  await page.locator('.message .banner').first().waitFor();
  assert.match(await text.textContent(), /^█/);
  await page.click('[popovertarget=snooze-menu]');
  await page.fill('#snooze-words', 'tomorrow 9am');
  await page.selectOption('#snooze-then', { index: 1 });
  await page.click('#snooze-menu button[value=words]');
  await page.locator('.ticket-banners', { hasText: 'Then it becomes' }).waitFor();
  await page.keyboard.press('#');
  await page.locator('.ticket-banners [commandfor=erase]').click();
  await page.locator('#erase[open]').waitFor();
  await page.click('#erase .button.danger');
  await page.waitForURL(/view=trash/);
  await page.locator('.toast', { hasText: 'for ever' }).waitFor();
  assert.equal((await page.goto(path)).status(), 404);
  await leave(page, true);
});
