// What is written down once: by keyboard, on the help page, and in an answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

for (const look of looks) {
  test(`articles are sound, at the desk and on the help page: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await page.goto('/articles');
    const article = await page.locator('.article-row').first().getAttribute('href');
    await sound(page, ['/articles', '/articles?q=zzzz', '/articles/new', '/articles/categories', article, `${article}/edit`, `${article}/versions`, `${article}/versions/1`], look);
    await page.goto('/help/articles');
    const shown = await page.locator('.article-link').first().getAttribute('href');
    await sound(page, ['/help', '/help/articles', '/help/articles?q=zzzz', shown], look);
    await leave(page);
  });
}

test('an article is written by keyboard and found on the help page once it is public', async () => {
  const page = await desk.atTheDesk();
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.waitForURL('**/articles');
  await page.keyboard.press('n');
  await page.waitForURL('**/articles/new*');
  await page.fill('#title_en', 'Water hardness in Tsubame');
  const text = page.locator('.article-tongue', { has: page.locator('#title_en') }).locator('.editor-text');
  await text.click();
  await page.keyboard.type('It is 42 mg/L, as of this spring.');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/articles\/\d+$/);
  assert.match(await page.locator('.prose').innerText(), /42 mg\/L/);
  const other = await desk.page();
  await other.goto('/help/articles?q=hardness+tsubame');
  assert.equal(await other.locator('.article-link').count(), 0, 'a draft is nobody else\'s');
  await page.locator('button[value=public]').click();
  await page.locator('.badge.success').waitFor();
  await other.reload();
  await other.locator('.article-link').click();
  await other.locator('h1', { hasText: 'Water hardness' }).waitFor();
  await leave(other);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('hardness');
  await page.locator('dialog.palette a[href^="/articles/"]', { hasText: 'Water hardness' }).waitFor();
  await page.keyboard.press('Escape');
  await leave(page);
});

test('two question marks bring an article into an answer, and what is internal asks first', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  const path = (await page.locator('.row .row-link').nth(3).getAttribute('href')).split('?')[0];
  await page.goto(path);
  await page.keyboard.press('r');
  const writing = page.locator('.composer .editor-text');
  await writing.waitFor();
  await writing.click();
  await page.keyboard.type('Please see ??return');
  const list = page.locator('.editor-suggest:popover-open');
  await list.locator('[role=option]').first().waitFor();
  assert.match(await list.innerText(), /Shift/);
  await page.keyboard.press('Enter');
  await writing.locator('a[href*="/help/articles/"]').waitFor();
  await page.keyboard.type('??breaker');
  await list.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  const told = /do not reset the breaker|何度も通電/;
  await writing.getByText(told).waitFor();
  await page.locator('.composer-warning', { hasText: 'not public' }).waitFor();
  await page.locator('.composer [data-send]').click();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.toast').count(), 0, 'it asks before it sends');
  await page.locator('.composer [data-send]').click();
  await page.locator('.toast [data-countdown], .toast[data-countdown]').first().waitFor();
  await leave(page);
});

test('a link that only agents can open asks as well, even if the answer began as a note', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.goto((await page.locator('.row .row-link').nth(4).getAttribute('href')).split('?')[0]);
  await page.keyboard.press('n');
  const writing = page.locator('.composer .editor-text');
  await writing.waitFor();
  await writing.click();
  await page.keyboard.type('??breaker');
  await page.locator('.editor-suggest:popover-open [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await writing.locator('a[href*="/articles/"]').waitFor();
  await page.locator('.composer-kind input[value=reply]').check({ force: true });
  await page.locator('.composer [data-send]').click();
  await page.locator('.composer-warning', { hasText: 'not public' }).waitFor();
  assert.equal(await page.locator('.toast').count(), 0);
  await leave(page);
});
