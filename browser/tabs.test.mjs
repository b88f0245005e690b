// Tickets kept open: a row above every page, on every device; on a phone they stand in the menu of queues.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

const row = (page) => page.locator('#tabs .kept-tab');

/** Opens the nth ticket of the list and presses the key that keeps it; its address. */
async function keep(page, nth) {
  await page.goto('/tickets?view=open');
  const path = (await page.locator('.row .row-link').nth(nth).getAttribute('href')).split('?')[0];
  await page.goto(path);
  await page.keyboard.press(',');
  await page.locator(`#tabs a[href="${path}"][aria-current=page]`).waitFor({ state: 'attached' });
  return path;
}

test('a ticket is kept open by a key, reached by keys from everywhere, and closed', async () => {
  const page = await desk.atTheDesk();
  const [one, two] = [await keep(page, 0), await keep(page, 1)];
  assert.equal(await row(page).count(), 2);
  await page.goto('/people');
  for (const path of [one, two, one]) {
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.waitForURL((url) => url.pathname === path);
    await page.locator(`#tabs a[href="${path}"][aria-current=page]`).waitFor();
  }
  const elsewhere = await desk.atTheDesk();
  assert.equal(await row(elsewhere).count(), 2, 'in another browser as well');
  await leave(elsewhere);
  await page.keyboard.press(',');
  await page.locator(`#tabs a[href="${one}"]`).waitFor({ state: 'detached' });
  await page.goto('/');
  await row(page).locator('button').focus();
  await page.keyboard.press('Enter');
  await row(page).waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).pathname, '/', 'one stays where one is');
  await leave(page);
});

test('who begins to write finds the ticket in the row until it is thrown away', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  const path = (await page.locator('.row .row-link').nth(3).getAttribute('href')).split('?')[0];
  await page.goto(path);
  await page.keyboard.press('n');
  const writing = page.locator('.composer .editor-text');
  await writing.waitFor();
  await writing.click();
  // That a note was chosen is saved by itself, before the first word.
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.request().postData()?.includes('look+at+this'));
  await page.keyboard.type('Somebody should look at this.');
  await saved;
  await page.goto('/people');
  await page.locator(`#tabs li:has(a[href="${path}"]) [title="Begun"] .icon`).waitFor({ state: 'attached' });
  await page.locator(`#tabs li:has(a[href="${path}"]) button`).click();
  await row(page).waitFor({ state: 'detached' });
  await leave(page);
});

for (const look of looks) {
  test(`with tickets kept open pages are sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    for (const nth of [0, 1, 2]) await keep(page, nth);
    await sound(page, ['/', '/people', '/tickets?view=open'], look);
    if (look.width < 900) {
      assert.equal(await page.locator('#tabs').isVisible(), false);
      await page.locator('.sidebar-open').first().click();
      await page.locator('.kept-menu .kept-tab').first().waitFor();
      assert.equal(await page.locator('.kept-menu .kept-tab').count(), 3);
    }
    for (const link of await page.locator('#tabs a').all()) {
      const path = await link.getAttribute('href');
      await page.evaluate((path) => fetch(`${path}/tab`, { method: 'POST', body: new URLSearchParams({ tab: 'off' }) }), path);
    }
    await leave(page);
  });
}
