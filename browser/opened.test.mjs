// A ticket of nobody comes to whoever opens it and stays; not to who only passes, hovers, or has no scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { flaws } from './lib/look.mjs';

let desk, page;
/** Open tickets of nobody; each test takes some. */
const paths = [];
before(async () => {
  desk = await open(300);
  page = await desk.atTheDesk();
  await page.goto('/admin/assignment');
  await page.locator('form[action="/admin/assignment"] select[name=claims]').selectOption('opening');
  await page.locator('form[action="/admin/assignment"] button').click();
  await page.locator('.toast').waitFor();
  await page.goto('/tickets?view=unassigned');
  const seen = await page.locator('.row .row-link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  for (const path of seen) if (await isNobodys(path)) paths.push(path);
  assert.ok(paths.length > 4, 'there are some to open');
});
after(() => desk.close());

const toast = (at, path) => at.locator('.toast', { hasText: `#${path.split('/').at(-1)} is yours now` });
/** Whether the page of a ticket still waits for somebody; asked without looking at it. */
const isNobodys = async (path) => (await (await page.request.get(path)).text()).includes(`data-opened="${path}/opened"`);
const passed = () => page.waitForTimeout(3_000);

test('whoever opens it and stays has it, reads so, and takes it back', async () => {
  const path = paths.shift();
  await page.goto(path);
  await toast(page, path).waitFor();
  assert.deepEqual(await flaws(page), []);
  assert.equal(await isNobodys(path), false);
  await page.locator('.timeline').getByText(/took the ticket/).first().waitFor({ state: 'attached' });
  await toast(page, path).getByRole('button').click();
  await page.locator('.toast', { hasText: 'undone' }).waitFor();
  await page.reload();
  await passed();
  assert.equal(await toast(page, path).count(), 0, 'who let it go does not get it again');
  assert.deepEqual(page.complaints, []);
});

test('who only passes takes nothing', async () => {
  const [first, second] = paths.splice(0, 2);
  await page.goto(first);
  await page.waitForTimeout(500);
  await page.goto('/tickets?view=unassigned');
  const row = page.locator(`.row:has(a[href*="${second}"])`).first();
  await row.hover();
  await passed();
  assert.deepEqual([await isNobodys(first), await isNobodys(second)], [true, true]);
  // Opened from the list, without a new page, and left by j at once.
  await row.locator('.row-link').click();
  await page.locator('#ticket').waitFor();
  await page.locator('#stage').evaluate((stage) => stage.focus());
  await page.keyboard.press('u');
  await page.waitForURL((url) => url.pathname === '/tickets');
  await passed();
  assert.equal(await isNobodys(second), true);
  paths.unshift(first, second);
});

test('nothing changes beneath a menu that is open, and what was open is taken when it closes', async () => {
  const path = paths.shift();
  await page.goto(path);
  await page.keyboard.press('t');
  await page.locator('#tags-menu').waitFor();
  await passed();
  assert.equal(await isNobodys(path), true);
  await page.keyboard.press('Escape');
  await toast(page, path).waitFor();
  assert.equal(await isNobodys(path), false);
});

test('without scripts nothing happens', async () => {
  const path = paths.shift();
  const plain = await desk.page({ script: false });
  await signIn(plain, desk.account('administrator'));
  await plain.goto(path);
  await passed();
  assert.equal(await isNobodys(path), true);
  await leave(plain);
});
