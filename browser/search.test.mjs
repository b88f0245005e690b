// Finding: while one types, on its own page, and never in the middle of a word that an IME is making.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

async function atTheDesk(wish = {}) {
  const page = await desk.atTheDesk(wish);
  // The index is built within moments of the start.
  await page.waitForFunction(async () => (await (await fetch('/metrics')).text()).includes('kippu_search_built_percent 100'), undefined, { polling: 200 });
  return page;
}

const box = (page) => page.locator('form[data-search] input');
const finds = (page) => page.locator('#sidebar-finds [role=option]');

for (const look of looks) {
  test(`searching is sound: ${named(look)}`, async () => {
    const page = await atTheDesk(look);
    await sound(page, ['/search', '/views/new?say=to%3Akei', '/search?q=order', `/search?q=${encodeURIComponent('お願い')}`, '/search?q=form%3Akei', '/search?q=wombatquokka'], look);
    await leave(page);
  });
}

test('a slash leads into the box, and keys lead to a ticket', async () => {
  const page = await atTheDesk();
  await page.goto('/tickets?view=open');
  await page.keyboard.press('/');
  await page.keyboard.type('order');
  await finds(page).first().waitFor();
  assert.ok(await page.locator('#sidebar-finds mark').count(), 'what was found is marked');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/tickets\/1\d+/);
  await leave(page);
});

test('Enter never opens what was found by earlier words', async () => {
  const page = await atTheDesk();
  await page.goto('/');
  await box(page).fill('order');
  await finds(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('#sidebar-finds [aria-selected=true]').waitFor();
  await page.route('**/search/instant?*', async (route) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await route.continue().catch(() => undefined);
  });
  await page.keyboard.type(' is:open');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=order/);
  await leave(page);
});

test('Enter shows everything, and the address holds it', async () => {
  const page = await atTheDesk();
  await page.goto('/');
  await page.keyboard.press('/');
  await page.keyboard.type('order is:open');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=order/);
  const found = await page.locator('.find').count();
  assert.ok(found > 0);
  await page.reload();
  assert.equal(await page.locator('.find').count(), found);
  await leave(page);
});

test('a search is built on screen, saved as a view, and its view goes on in the same language', async () => {
  const page = await atTheDesk();
  await page.goto('/search?q=order');
  await page.locator('.find-builder summary').click();
  await page.getByLabel('Is', { exact: true }).selectOption('open');
  await page.getByLabel('Subject', { exact: true }).fill('order');
  await page.getByRole('button', { name: 'Add to the search' }).click();
  await page.waitForURL(/is%3Aopen/);
  assert.equal(await page.locator('#search input[type=search]').inputValue(), 'order subject:order is:open');
  await page.getByRole('link', { name: 'Save as a view' }).click();
  await page.waitForURL(/\/views\/new/);
  assert.equal(await page.locator('.condition-row').count(), 6, 'any of four for the word, the subject, the place');
  await page.locator('#say').fill('priority:hottest');
  await page.locator('#say').press('Enter');
  await page.locator('#say-why').waitFor();
  await page.locator('#say').fill('-priority:low');
  await page.locator('#say').press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.condition-row').length === 7);
  assert.equal(await page.locator('#say').inputValue(), '');
  await leave(page);
});

test('finds are a list like any other: all that match at once, sorted, taken along', async () => {
  const page = await atTheDesk();
  const asked = 'is:open OR is:snoozed OR is:closed';
  await page.goto(`/search?${new URLSearchParams({ q: asked })}`);
  const count = Number(/\d+/.exec(await page.locator('.find-head [role=status]').textContent())[0]);
  assert.ok(count > 25, `${count} are more than one page`);
  await page.locator('.find .row-check input').first().check({ force: true });
  await page.locator('.bulk .pick', { hasText: 'All that match' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Show as a list' }).click();
  await page.waitForURL(/view=found/);
  await page.locator('#list .rows .row').first().waitFor();
  assert.match(await page.locator('.filtered').textContent(), new RegExp(`${asked}.*${count}`, 's'));
  await page.locator('.rows-head .row-main .rows-sort').click();
  await page.waitForURL(/order=subject/);
  await page.locator('.rows-head .row-main .rows-sort[aria-current]').waitFor();
  assert.match(await page.locator('#list-show a[download]').first().getAttribute('href'), /view=found&q=is%3Aopen/);
  await page.locator('#list .row-check input').first().check({ force: true });
  await page.locator('.bulk input[name=all]').check({ force: true });
  await page.locator('[popovertarget=bulk-priority]').click();
  await page.locator('#bulk-priority [value=high]').click();
  await page.waitForURL(/\/tickets\/runs\//);
  await page.waitForFunction((all) => document.querySelectorAll('#run-page tbody tr').length === all, count);
  await leave(page);
});

test('from a find one goes on to the next, and back to the finds as they were left; so too from a person', async () => {
  const page = await atTheDesk();
  await page.goto('/search?q=order&order=newest');
  const second = page.locator('.find').nth(1);
  const id = await second.getAttribute('id');
  const opened = (path) => page.waitForURL((url) => url.pathname === path);
  await second.locator('.row-link').click();
  await page.waitForURL(/\/tickets\/\d+\?view=found/);
  const path = new URL(page.url()).pathname;
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.pathname !== path && url.searchParams.get('view') === 'found');
  await page.keyboard.press('k');
  await opened(path);
  const person = await page.locator('#stage a[href^="/people/"]').evaluateAll((links) => links.map((link) => link.pathname).find((path) => /^\/people\/\d+$/.test(path)));
  await page.keyboard.press('u');
  await page.waitForURL((url) => url.search === '?q=order&order=newest');
  await page.waitForFunction((row) => document.activeElement?.closest('.find')?.id === row, id);
  await page.goto(person);
  await page.locator('#stage .rows .row-link').first().click();
  await page.locator('#ticket').waitFor();
  await page.keyboard.press('u');
  await opened(person);
  await leave(page);
});

test('a field is proposed and filled in', async () => {
  const page = await atTheDesk();
  await page.goto('/');
  await box(page).fill('is:unas');
  await page.locator('#sidebar-finds [data-fill]').first().click();
  assert.equal(await box(page).inputValue(), 'is:unassigned');
  await leave(page);
});

test('nothing is asked while an IME composes', async () => {
  const page = await atTheDesk();
  await page.goto('/search');
  const asked = [];
  page.on('request', (request) => /\/search(\/instant)?\?/.test(request.url()) && asked.push(request.url()));
  const cdp = await page.context().newCDPSession(page);
  await page.locator('#search input[type=search]').focus();
  await cdp.send('Input.imeSetComposition', { text: 'へんき', selectionStart: 3, selectionEnd: 3 });
  await page.waitForTimeout(500);
  assert.deepEqual(asked, []);
  await cdp.send('Input.insertText', { text: '返金' });
  await page.waitForURL(/q=/);
  assert.ok(asked.every((url) => decodeURIComponent(url).includes('返金')), asked.join(' '));
  await leave(page);
});

test('beside a ticket stand those that speak of the same', async () => {
  const page = await atTheDesk();
  await page.goto('/search?q=order');
  const found = await page.locator('.find .row-link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  let similar = 0;
  // Not every ticket has its like.
  for (const path of found.slice(0, 8)) {
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/similar'));
    await page.goto(path);
    if (!(await (await asked).text()).includes('panel-item')) continue;
    await page.locator('#similar .panel-item').first().waitFor();
    similar += await page.locator('#similar .panel-item').count();
  }
  assert.ok(similar > 0, `${found.length} found, and none like another`);
  await leave(page);
});

test('without a script the page finds as well', async () => {
  const page = await desk.page({ script: false });
  await signIn(page, desk.account('administrator'));
  await page.goto('/search?q=order');
  await page.locator('#search input[type=search]').fill('order is:open');
  await page.locator('#search input[type=search]').press('Enter');
  await page.waitForURL(/is%3Aopen/);
  assert.ok((await page.locator('.find').count()) > 0);
  await leave(page);
});
