// How tickets get their numbers: chosen on screen with what comes next, for the desk and for a topic; opened and found by them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(40)));
after(() => desk.close());

const next = (page) => page.locator('#next-numbers .chip').allTextContents();
const save = (page) => page.locator('.form-actions .button.primary').click();
/** Waits until the examples fit. */
const shows = (page, pattern) => page.waitForFunction((text) => new RegExp(text).test(document.querySelector('#next-numbers .chip')?.textContent ?? ''), pattern);

async function write(page, subject, more = async () => {}) {
  await page.goto('/tickets/new');
  await more();
  await page.fill('#requester', 'yuki@shop.example');
  await page.fill('#subject', subject);
  const body = page.locator('textarea[name=text]');
  await body.fill('The grinder is loud.', { force: true });
  await page.locator('form[action="/tickets"] .button.primary').first().click();
  await page.waitForURL(/\/tickets\/\d+/);
  return /\/tickets\/(\d+)/.exec(page.url())[1];
}

test('the scheme is changed by keyboard, the next numbers follow, and a ticket has the first of them', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/numbers');
  await page.locator('#way').focus();
  await page.locator('#way').selectOption('month');
  await shows(page, '^20\\d{4}00001$');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'way', 'the focus stays');
  await page.locator('#prefix').fill('7');
  await page.keyboard.press('Tab');
  await shows(page, '^720\\d{4}00001$');
  await page.locator('#prefix').fill('07');
  await page.keyboard.press('Tab');
  await page.locator('#prefix-reason').waitFor();
  await page.locator('#prefix').fill('7');
  await page.keyboard.press('Tab');
  await page.locator('#check').check({ force: true });
  await shows(page, '^720\\d{4}00001\\d$');
  const [first] = await next(page);
  await save(page);
  await page.waitForFunction(() => document.body.textContent.includes('Saved'));
  assert.equal(await write(page, 'Loud grinder'), first);
  await page.goto(`/tickets/${first}`);
  await page.getByRole('heading', { name: 'Loud grinder' }).waitFor();
  // Found by its number: in the palette, and by the search.
  await page.keyboard.press('Control+k');
  await page.locator('dialog.palette input').fill(first);
  await page.locator(`dialog.palette a[href="/tickets/${first}"]`).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(async (number) => (await (await fetch(`/search?q=${number}`)).text()).includes('Loud grinder'), first, { timeout: 15_000, polling: 500 });
  await leave(page);
});

test('a topic has numbers of its own', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/topics/new');
  await page.fill('#name_en', 'Returns');
  await page.locator('#way').selectOption('random');
  await shows(page, '^\\d{10}$');
  assert.equal(await page.inputValue('#name_en'), 'Returns', 'what was typed stays');
  await save(page);
  await page.waitForURL(/\/admin\/topics$/);
  await page.goto('/admin/numbers');
  await page.getByRole('link', { name: 'Returns' }).waitFor();
  const number = await write(page, 'To return', async () => page.locator('#topic').selectOption({ label: 'Returns' }));
  assert.match(number, /^[1-9]\d{9}$/);
  // The list makes room for it.
  await page.goto('/tickets?view=open');
  const cut = await page.locator('.row-number').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
  assert.equal(cut, 0);
  await leave(page);
});

test('without JavaScript a button shows what comes', async () => {
  const page = await desk.atTheDesk({ script: false });
  await page.goto('/admin/numbers');
  await page.locator('#way').selectOption('random');
  await page.locator('button[value=draw]').click();
  assert.match((await next(page))[0], /^7?\d{10,12}$/);
  await leave(page);
});

for (const look of looks) {
  test(`sound at ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/admin/numbers', '/admin/topics/1', '/tickets?view=open'], look);
    await leave(page);
  });
}
