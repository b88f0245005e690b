// Objects and fields of people, in a real browser: set up on screen, filled in, linked from a ticket with the keyboard.
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

const made = {};

test('a kind of object is made with its fields, an object of it, and found by its number', async () => {
  const page = await signedIn();
  await page.goto('/admin/objects/new');
  await page.fill('#name_en', 'Asset');
  await page.fill('#name_ja', '資産');
  await page.fill('#plural_en', 'Assets');
  await page.click('.form-actions .button.primary');
  await page.waitForURL(/\/admin\/fields\?of=object-\d+$/);
  made.of = /object-(\d+)/.exec(page.url())[1];
  for (const [kind, name, ja] of [['text', 'Serial number', 'シリアル番号'], ['date', 'Warranty until', '保証期限'], ['person', 'Owner', '使用者']]) {
    await page.goto(`/admin/fields/new?of=object-${made.of}&kind=${kind}`);
    await page.fill('#label_en', name);
    await page.fill('#label_ja', ja);
    await page.click('.form-actions .button.primary');
    await page.waitForURL(/\/admin\/fields\?of=object/);
  }
  const serial = (await page.locator('tr', { hasText: 'Serial number' }).first().getAttribute('id')).replace('field-', '');
  await page.goto(`/admin/objects/${made.of}`);
  await page.locator('[name=column]').first().check();
  await page.locator('[name=column]').nth(1).check();
  await page.click('.form-actions .button.primary');
  await page.waitForURL(/\/admin\/objects$/);

  await page.goto(`/objects?type=${made.of}`);
  await page.keyboard.press('n');
  await page.waitForURL(/\/objects\/new/);
  await page.fill('#name', 'ThinkPad X1 Carbon');
  await page.fill(`#field-${serial}`, 'SN-0042');
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => /^\/objects\/\d+$/.test(url.pathname));
  made.path = new URL(page.url()).pathname;
  await page.goto(`/objects?type=${made.of}`);
  await page.fill('input[name=q]', 'sn-00');
  await page.locator('#objects-found', { hasText: 'ThinkPad X1 Carbon' }).waitFor();
  await leave(page);
});

test('an object is linked to a ticket with the keyboard alone, seen on both sides, and taken back', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  await page.locator('.rows a').first().click();
  await page.waitForURL((url) => /^\/tickets\/\d+$/.test(url.pathname));
  made.ticket = new URL(page.url()).pathname;
  await page.keyboard.press('q');
  await page.locator('#object-find').waitFor({ state: 'visible' });
  await page.locator('#object-options button').first().waitFor();
  await page.keyboard.type('carbon');
  await page.locator('#object-options button', { hasText: 'ThinkPad' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#objects .panel-item', { hasText: 'ThinkPad X1 Carbon' }).waitFor();
  assert.match(await page.locator('#objects').textContent(), /SN-0042/);
  await page.goto(made.path);
  assert.equal(await page.locator('#object-tickets .rows > li').count(), 1);
  assert.match(await page.locator('#object-history').textContent(), /linked the ticket/);
  await leave(page);
});

test('a change of an object is taken back from its history', async () => {
  const page = await signedIn();
  await page.goto(made.path);
  await page.fill('#name', 'ThinkPad X2');
  await page.click('#object-form .button.primary');
  await page.locator('h1', { hasText: 'ThinkPad X2' }).waitFor();
  await page.locator('#object-history button').first().click();
  await page.locator('h1', { hasText: 'ThinkPad X1 Carbon' }).waitFor();
  await leave(page);
});

test('a field of people is filled in on their page', async () => {
  const page = await signedIn();
  await page.goto('/admin/fields/new?of=person&kind=choice');
  await page.fill('#label_en', 'Tier');
  await page.fill('#label_ja', 'ランク');
  await page.fill('#list', 'Gold | ゴールド\nSilver | シルバー');
  await page.selectOption('#requester', 'shown');
  await page.click('.form-actions .button.primary');
  await page.waitForURL(/\/admin\/fields\?of=person/);
  await page.goto('/people');
  await page.locator('.table tbody th a').first().click();
  await page.locator('#profile select').selectOption({ label: 'Gold' });
  await page.click('#profile .button.primary');
  await page.waitForFunction(() => document.querySelector('#profile select')?.selectedOptions[0]?.textContent === 'Gold');
  made.person = new URL(page.url()).pathname;
  await leave(page);
});

test('a press on a column orders objects by it, a second one the other way round', async () => {
  const page = await signedIn();
  const field = (name) => page.locator('.field', { has: page.locator('label', { hasText: name }) }).locator('input:not([type=hidden])').first();
  for (const [name, serial] of [['Laser printer', 'PR-7'], ['Adding machine', 'ZZ-1']]) {
    await page.goto(`/objects/new?type=${made.of}`);
    await page.fill('#name', name);
    await field('Serial number').fill(serial);
    await page.click('.form-bar .button.primary');
    await page.waitForURL((url) => /^\/objects\/\d+$/.test(url.pathname));
  }
  await page.goto(`/objects?type=${made.of}`);
  const names = () => page.locator('#objects-found tbody th').allTextContents();
  const heading = page.locator('#objects-found thead th', { hasText: 'Serial number' });
  assert.deepEqual(await names(), ['Adding machine', 'Laser printer', 'ThinkPad X1 Carbon']);
  await heading.locator('a').click();
  await page.locator('th[aria-sort=ascending]', { hasText: 'Serial number' }).waitFor();
  assert.deepEqual(await names(), ['Laser printer', 'ThinkPad X1 Carbon', 'Adding machine']);
  await heading.locator('a').press('Enter');
  await page.locator('th[aria-sort=descending]', { hasText: 'Serial number' }).waitFor();
  assert.deepEqual(await names(), ['Adding machine', 'ThinkPad X1 Carbon', 'Laser printer']);
  made.sorted = new URL(page.url()).pathname + new URL(page.url()).search;
  await leave(page);
});

test('a file is put on an object and on a person, opened, and taken back with the change', async () => {
  const page = await signedIn();
  for (const of of [`object-${made.of}`, 'person']) {
    await page.goto(`/admin/fields/new?of=${of}&kind=file`);
    await page.fill('#label_en', 'Contract');
    await page.fill('#label_ja', '契約書');
    await page.click('.form-actions .button.primary');
    await page.waitForURL(/\/admin\/fields\?of=/);
  }
  const file = { name: '契約書 2026.txt', mimeType: 'text/plain', buffer: Buffer.from('signed') };
  for (const [path, form] of [[made.path, '#object-form'], [made.person, '#profile']]) {
    await page.goto(path);
    await page.locator(`${form} input[type=file]`).setInputFiles(file);
    await page.click(`${form} .button.primary`);
    const kept = page.locator('.kept-file', { hasText: file.name });
    await kept.waitFor();
    const answer = await page.request.get(await kept.locator('a').getAttribute('href'));
    assert.equal(await answer.text(), 'signed');
    assert.match(answer.headers()['content-disposition'], /^attachment/);
  }
  await page.goto(made.path);
  assert.match(await page.locator('#object-history').textContent(), /契約書 2026\.txt/);
  await page.locator('#object-history button').first().click();
  await page.waitForFunction(() => !document.querySelector('.kept-file'));
  await page.locator('#object-form input[type=file]').setInputFiles(file);
  await page.click('#object-form .button.primary');
  await page.locator('.kept-file', { hasText: file.name }).waitFor();
  await leave(page);
});

for (const look of looks) {
  test(`every page of objects is sound: ${named(look)}`, async () => {
    const page = await signedIn(look);
    const paths = ['/admin/objects', '/admin/objects/new', `/admin/objects/${made.of}`, '/admin/fields', '/admin/fields?of=person',
      `/admin/fields?of=object-${made.of}`, '/admin/fields/new?of=person', '/admin/fields/new?of=person&kind=text', `/objects?type=${made.of}`,
      made.sorted, `/objects/new?type=${made.of}`, `/objects/import?type=${made.of}`, made.path, made.ticket, made.person, '/admin/calendars/new'];
    await sound(page, paths, look);
    await leave(page);
  });
}
