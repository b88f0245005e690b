// What one has open stays open while news come: popovers, menus, dialogs, with what is typed there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';

let desk;
before(async () => { desk = await open(40); });
after(async () => desk.close());

async function signedIn(role = 'administrator', nth = 0, wish = {}) {
  const page = await desk.page(wish);
  await signIn(page, desk.account(role, nth));
  return page;
}

/** A colleague notes something on the ticket, and the page of the one who looks shows it. */
async function happens(other, page, ticket, text) {
  await other.goto(ticket);
  await other.keyboard.press('n');
  await other.locator('kippu-editor [contenteditable]').waitFor();
  await other.keyboard.type(text);
  await other.keyboard.press('Control+Enter');
  await page.locator('.message', { hasText: text }).waitFor({ state: 'attached' });
}

/** Each: how it is opened, where it is, the field in which is typed. */
const popovers = [
  ['t', '#tags-menu', '#tags-field'],
  ['d', '#task-menu', '#task-text'],
  ['y', '#link-menu', '#link-ticket'],
  ['a', '#assignee-menu', '#assignee-menu input[type=search]'],
  ['e', '#snooze-menu', '#snooze-words'],
  ['[popovertarget=deadline-menu]', '#deadline-menu', '#deadline-until'],
  ['[popovertarget=participant-menu]', '#participant-menu', '#participant-field'],
  ['[popovertarget=time-menu]', '#time-menu', '#time-minutes'],
  ['.message-tools [popovertarget]', '.message .popover:popover-open', null],
  ['s', '#status-menu', null],
  ['p', '#priority-menu', null],
];

for (const wish of [{}, { width: 390, height: 844 }]) {
  test(`on a ticket nothing that is open closes: ${wish.width ?? 1440}`, async () => {
    const [page, other] = [await signedIn('administrator', 0, wish), await signedIn()];
    await page.goto('/tickets?view=open');
    const ticket = new URL(await page.locator('.row-link').first().evaluate((link) => link.href)).pathname;
    await page.goto(ticket);
    const narrow = wish.width < 1000;
    for (const [how, box, field] of popovers) {
      const inSide = await page.locator(box).first().evaluate((found) => Boolean(found.closest('#side'))).catch(() => false);
      if (narrow && inSide) await page.locator('#side').evaluate((side) => side.matches(':popover-open') || side.showPopover());
      if (how.length === 1 && !narrow) await page.keyboard.press(how);
      else await page.locator(how.length === 1 ? `[popovertarget="${box.slice(1)}"]` : how).first().evaluate((button) => button.click());
      await page.locator(box).first().waitFor();
      if (field) {
        await page.locator(field).focus();
        await page.keyboard.type('kettle');
      }
      const id = await page.locator(box).first().getAttribute('id');
      await happens(other, page, ticket, `News while ${id} is open ${wish.width ?? ''}`);
      await page.waitForTimeout(300);
      assert.ok(await page.locator(`#${id}`).evaluate((found) => found.matches(':popover-open')), `${id} closed`);
      if (field) {
        assert.match(await page.inputValue(field), /kettle/, `${id} lost what was typed`);
        assert.ok(await page.locator(field).evaluate((found) => found === document.activeElement), `${id} lost the focus`);
        await page.keyboard.type('!');
        assert.match(await page.inputValue(field), /kettle!/);
        await page.locator(field).evaluate((found) => (found.value = found.defaultValue));
      }
      await page.locator(`#${id}`).evaluate((found) => found.hidePopover());
      if (narrow && inSide) await page.locator('#side').evaluate((side) => side.hidePopover());
    }
    await Promise.all([leave(page), leave(other)]);
  });
}

test('a dialog stays, goes on with what is still true, and is up to date when it is opened again', async () => {
  const [page, other] = [await signedIn(), await signedIn()];
  await page.goto('/tickets?view=open');
  const ticket = new URL(await page.locator('.row-link').nth(1).evaluate((link) => link.href)).pathname;
  await page.goto(ticket);
  await page.locator('[commandfor=rename][command=show-modal]').evaluate((button) => button.click());
  await page.fill('#rename-subject', 'A kettle with a lid');
  await happens(other, page, ticket, 'Something else was said');
  assert.ok(await page.locator('#rename').evaluate((dialog) => dialog.open));
  assert.equal(await page.inputValue('#rename-subject'), 'A kettle with a lid');
  await page.locator('#rename .button.primary').click();
  await page.locator('#subject', { hasText: 'A kettle with a lid' }).waitFor();
  await page.locator('[popovertarget=tags-menu]').click();
  await page.locator('#tags-menu').waitFor();
  await other.goto(ticket);
  await other.keyboard.press('t');
  await other.fill('#tags-field', 'colleague');
  await other.keyboard.press('Enter');
  await page.locator('.tag', { hasText: 'colleague' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('#tags-field').value.includes('colleague'));
  await Promise.all([leave(page), leave(other)]);
});

test('what was begun over something that has changed overwrites nothing', async () => {
  const [page, other] = [await signedIn(), await signedIn()];
  await page.goto('/tickets?view=open');
  const ticket = new URL(await page.locator('.row-link').nth(2).evaluate((link) => link.href)).pathname;
  await page.goto(ticket);
  await page.keyboard.press('t');
  await page.locator('#tags-menu').waitFor();
  await page.keyboard.type(', mine');
  await other.goto(ticket);
  await other.keyboard.press('t');
  await other.fill('#tags-field', 'theirs');
  await other.keyboard.press('Enter');
  await page.locator('.tag', { hasText: 'theirs' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.banner, .toast', { hasText: /changed/i }).first().waitFor();
  await page.goto(ticket);
  assert.equal(await page.locator('.tag', { hasText: 'theirs' }).count(), 1);
  await Promise.all([leave(page, true), leave(other)]);
});

test('in a list nothing that is open closes', async () => {
  const [page, other] = [await signedIn(), await signedIn()];
  await page.goto('/tickets?view=open');
  const ticket = new URL(await page.locator('.row-link').nth(3).evaluate((link) => link.href)).pathname;
  for (const [key, box, field] of [['f', '#list-filter', '#list-filter-text'], ['v', '#list-show', null], ['x', '#bulk-tag', '#bulk-tag input']]) {
    if (key === 'x') {
      await page.locator('.row-check input').nth(1).check({ force: true });
      await page.locator('[popovertarget=bulk-tag]').click();
    } else await page.keyboard.press(key);
    await page.locator(box).waitFor();
    if (field) {
      await page.locator(field).first().focus();
      await page.keyboard.type('kettle');
    }
    await other.goto(ticket);
    const subject = `Another subject ${key}`;
    await other.locator('[commandfor=rename][command=show-modal]').evaluate((button) => button.click());
    await other.fill('#rename-subject', subject);
    await other.keyboard.press('Enter');
    await page.locator('.row', { hasText: subject }).waitFor();
    assert.ok(await page.locator(box).evaluate((found) => found.matches(':popover-open')), `${box} closed`);
    if (field) assert.equal(await page.locator(field).first().inputValue(), 'kettle');
    await page.locator(box).evaluate((found) => found.hidePopover());
    await page.evaluate(() => document.activeElement?.blur());
  }
  await Promise.all([leave(page), leave(other)]);
});

test('what is opened at once on a new page keeps the focus', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  await page.locator('.row-link').first().waitFor();
  await page.evaluate(() => document.addEventListener('htmx:after:swap', () => document.querySelector('#ticket [popovertarget=snooze-menu], [popovertarget=tags-menu]')?.click(), { once: true }));
  await page.locator('.row-link').first().click();
  await page.waitForURL((url) => /^\/tickets\/\d+$/.test(url.pathname));
  await page.locator('#snooze-menu:popover-open, #tags-menu:popover-open').waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest('[popover]:popover-open'))), 'the next keys would be the page\'s');
  await leave(page);
});

test('what was saved closes, what was refused stays', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  await page.locator('.row-link').nth(4).click();
  await page.locator('#subject').waitFor();
  await page.locator('#link-menu').waitFor({ state: 'attached' });
  await page.keyboard.press('d');
  await page.fill('#task-text', 'Call them');
  await page.keyboard.press('Enter');
  await page.locator('.task', { hasText: 'Call them' }).waitFor();
  assert.ok(!await page.locator('#task-menu').evaluate((found) => found.matches(':popover-open')));
  assert.equal(await page.inputValue('#task-text'), '', 'the next one begins empty');
  await leave(page);
});
