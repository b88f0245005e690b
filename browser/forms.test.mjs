// Fields, forms and topics: built on screen, asked in the portal, seen on the ticket, found by a view.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(40)));
after(() => desk.close());

const save = (page) => page.locator('.form-actions .button.primary').click();

async function field(page, kind, name, more = async () => {}) {
  await page.goto(`/admin/fields/new?kind=${kind}`);
  await page.locator('#label_en').fill(name);
  await more();
  await save(page);
  await page.waitForURL(/\/admin\/fields$/);
  return (await page.locator('tr', { hasText: name }).first().getAttribute('id')).replace('field-', '');
}

/** Two fields, of which the second hangs on the first; a form of both; a topic with it. */
async function returns(page) {
  const what = await field(page, 'choice', 'Article', () => page.locator('#list').fill('Kettle | ケトル\nGrinder | ミル'));
  const lid = await field(page, 'text', 'Lid number');
  await page.goto('/admin/forms/new');
  await page.locator('#name_en').fill('Returns');
  for (const id of [what, lid]) {
    await page.locator('#more').selectOption(id);
    await page.locator('button[value=add]').click();
    await page.locator(`#part-${id}`).waitFor();
  }
  await page.locator(`[name=requester-${what}]`).selectOption('required');
  await page.locator(`#part-${lid} button[value="rule:${lid}"]`).click();
  await page.locator(`[name=item-${lid}-0][value="1"]`).check({ force: true });
  // The preview shows the second field only once the first one says so.
  await page.waitForFunction((id) => !document.querySelector(`#preview [name=field-${id}]`), lid);
  await page.locator(`#preview [name=field-${what}]`).selectOption('1');
  await page.locator(`#preview [name=field-${lid}]`).waitFor();
  await page.locator('.form-actions button[value=save]').click();
  await page.waitForURL(/\/admin\/forms$/);
  await page.goto('/admin/topics/new');
  await page.locator('#name_en').fill('Return something');
  await page.locator('#form_id').selectOption({ label: 'Returns' });
  await save(page);
  await page.waitForURL(/\/admin\/topics$/);
  return { what, lid };
}

let made;

test('a form with a conditional field is built, asked in the portal, seen on the ticket and found by a view', async () => {
  const page = await desk.atTheDesk();
  made = await returns(page);
  const { what, lid } = made;

  const outside = await desk.page();
  await outside.goto('/help/requests/new');
  await outside.locator('.kind', { hasText: 'Return something' }).click();
  await outside.locator('#name').fill('Noa');
  await outside.locator('#email').fill('noa@customer.example');
  await outside.locator('#subject').fill('The lid does not fit');
  await outside.locator('#text').fill('It is too wide.');
  assert.equal(await outside.locator(`#field-${lid}`).count(), 0);
  await outside.locator(`#field-${what}`).selectOption('1');
  await outside.locator(`#field-${lid}`).fill('OAK-7');
  await outside.locator('[data-send]').click();
  await outside.waitForFunction(() => /\d{6}/.test(document.querySelector('main, body').textContent) && !document.querySelector('[data-send]'));
  await leave(outside);

  await page.goto('/views/new');
  await page.locator('.condition-more button').first().click();
  await page.locator('.condition-row').nth(1).waitFor();
  const row = page.locator('.condition-row').last();
  await row.locator('select').first().selectOption({ label: 'Lid number' });
  await page.waitForFunction(() => [...document.querySelectorAll('.condition-row')].some((row) => row.querySelector('input[maxlength="200"]')));
  await page.locator('.condition-row').last().locator('input').first().fill('oak');
  await page.locator('.condition-row').last().locator('input').first().press('Tab');
  await page.waitForFunction(() => document.querySelector('.found-count strong')?.textContent.trim() === '1');
  await page.locator('.found-rows a').first().click();
  await page.locator('#details').waitFor();
  const details = await page.locator('#details').textContent();
  assert.match(details, /Kettle/);
  assert.match(details, /OAK-7/);

  // Changed in place, and taken back from the timeline.
  await page.locator(`[popovertarget="field-${lid}-menu"]`).click();
  await page.locator(`#field-${lid}-menu input[type=text]`).fill('OAK-8');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#details').textContent.includes('OAK-8'));
  await page.locator('.event-undo button').last().click();
  await page.waitForFunction(() => document.querySelector('#details').textContent.includes('OAK-7'));
  await leave(page);
});

test('what was filled in stands on the page of the request', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.getByRole('link', { name: 'The lid does not fit' }).first().click();
  await page.waitForURL(/\/tickets\/\d+/);
  await page.locator('#more-menu form[action$="/as-requester"]').evaluate((form) => form.submit());
  await page.locator('.looked-as').waitFor();
  const facts = await page.locator('.facts').textContent();
  assert.match(facts, /Article\s*Kettle/);
  assert.match(facts, /Lid number\s*OAK-7/);
  assert.equal(await page.locator('.portal-main form:not([action$="/as-requester"])').count(), 0, 'nothing can be done there');
  await leave(page);
});

test('the items of a list carry properties, and a view asks what is known of the one that was chosen', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/fields/new?kind=choice');
  await page.fill('#label_en', 'Machine');
  await page.fill('#list', 'Press | プレス機 :: Warranty=3 years\nLathe | 旋盤');
  await save(page);
  await page.locator('#list-reason, .banner').first().waitFor();
  assert.match(await page.locator('main').textContent(), /Write properties as ::/);
  await page.fill('#list', 'Press | プレス機 :: warranty=3 years; floor=2\nLathe | 旋盤');
  await save(page);
  await page.waitForURL(/\/admin\/fields$/);
  made.machine = (await page.locator('tr', { hasText: 'Machine' }).first().getAttribute('id')).replace('field-', '');
  await page.goto(`/admin/fields/${made.machine}`);
  assert.match(await page.inputValue('#list'), /Press \| プレス機 :: floor=2; warranty=3 years/);
  assert.deepEqual((await page.locator('.preview select').first().locator('option').allTextContents()).slice(1), ['Press', 'Lathe']);

  await page.goto('/tickets?view=open');
  await page.getByRole('link', { name: 'The lid does not fit' }).first().click();
  await page.waitForURL(/\/tickets\/\d+/);
  // Without a topic all fields stand beside a ticket.
  await page.locator('[popovertarget="topic-menu"]').click();
  await page.locator('#topic-menu button[value=""]').click();
  await page.locator(`[popovertarget="field-${made.machine}-menu"]`).click();
  await page.locator(`#field-${made.machine}-menu select`).selectOption({ label: 'Press' });
  await page.locator(`#field-${made.machine}-menu .button.primary`).click();
  await page.waitForFunction(() => document.querySelector('#details').textContent.includes('Press'));

  await page.goto('/views/new');
  await page.locator('.condition-more button').first().click();
  await page.locator('.condition-row').nth(1).waitFor();
  await page.locator('.condition-row').last().locator('select').first().selectOption({ label: 'Machine: properties' });
  await page.waitForFunction(() => [...document.querySelectorAll('.condition-row')].some((row) => row.querySelector('input[maxlength="200"]')));
  await page.locator('.condition-row').last().locator('input').first().fill('warranty=3');
  await page.locator('.condition-row').last().locator('input').first().press('Tab');
  await page.waitForFunction(() => document.querySelector('.found-count strong')?.textContent.trim() === '1');
  await leave(page, true);
});

test('without a script the answer shows the fields that belong to what was chosen', async () => {
  const page = await desk.page({ script: false });
  await page.goto('/help/requests/new');
  await page.locator('.kind', { hasText: 'Return something' }).click();
  await page.locator(`#field-${made.what}`).selectOption('1');
  await page.locator('button[value=draw]').click();
  await page.locator(`#field-${made.lid}`).waitFor();
  assert.equal(await page.locator(`#field-${made.what}`).inputValue(), '1');
  await page.context().close();
});

for (const look of looks) {
  test(`fields, forms and topics are sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/admin/fields', '/admin/fields/new', `/admin/fields/${made.what}`, `/admin/fields/${made.machine}`, '/admin/forms', '/admin/forms/1', '/admin/topics', '/admin/topics/1', '/tickets/new?topic=1'], look);
    await leave(page);
  });
}
