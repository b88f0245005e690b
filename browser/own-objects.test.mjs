// A requester with a machine of their own: chooses it where a form asks for one, and sends a file with their profile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, openWithMail } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

const ADDRESS = 'support@tsuki.example';
const CUSTOMER = 'mio@kyaku.example';

let desk, post, agent, customer;
const made = {};
before(async () => ({ desk, post, agent } = await openWithMail(ADDRESS)));
after(async () => {
  await desk.close();
  post.close();
});

const save = (page) => page.locator('.form-actions .button.primary').click();

/** A field on screen; its number. */
async function field(of, kind, en, ja, more = async () => {}) {
  await agent.goto(`/admin/fields/new?of=${of}&kind=${kind}`);
  await agent.fill('#label_en', en);
  await agent.fill('#label_ja', ja);
  await more();
  await save(agent);
  await agent.waitForURL(/\/admin\/fields(\?of=.+)?$/);
  return (await agent.locator('tr', { hasText: en }).first().getAttribute('id')).replace('field-', '');
}

async function machine(name, fields) {
  await agent.goto(`/objects/new?type=${made.kind}`);
  await agent.fill('#name', name);
  for (const [id, text] of Object.entries(fields)) await agent.fill(`#field-${id}`, text);
  await agent.click('.form-bar .button.primary');
  await agent.waitForURL((url) => /^\/objects\/\d+$/.test(url.pathname));
}

test('machines are kept, one of them a requester’s, and a form asks for one', async () => {
  await agent.goto('/people/new');
  await agent.fill('#email', CUSTOMER);
  await agent.fill('#name', '佐藤 美緒');
  await agent.click('form[action="/people"] .button.primary');
  await agent.waitForURL((url) => /^\/people\/\d+$/.test(url.pathname));
  made.person = new URL(agent.url()).pathname;
  await agent.goto('/admin/objects/new');
  await agent.fill('#name_en', 'Machine');
  await agent.fill('#name_ja', '機械');
  await save(agent);
  await agent.waitForURL(/\/admin\/fields\?of=object-\d+$/);
  made.kind = /object-(\d+)/.exec(agent.url())[1];
  const owner = await field(`object-${made.kind}`, 'person', 'Owner', '使用者');
  await machine('Press P-100', { [owner]: CUSTOMER });
  await machine('Lathe L-7', {});
  made.which = await field('ticket', 'object', 'Which machine?', 'どの機械ですか', () => agent.selectOption('#object_type', { label: 'Machine' }));
  made.badge = await field('person', 'file', 'Badge', '社員証', () => agent.selectOption('#requester', 'optional'));
  await agent.goto('/admin/forms/new');
  await agent.fill('#name_en', 'Repair');
  await agent.selectOption('#more', made.which);
  await agent.click('button[value=add]');
  await agent.locator(`#part-${made.which}`).waitFor();
  await agent.selectOption(`[name=requester-${made.which}]`, 'required');
  await agent.click('.form-actions button[value=save]');
  await agent.waitForURL(/\/admin\/forms$/);
  await agent.goto('/admin/topics/new');
  await agent.fill('#name_en', 'Something is broken');
  await agent.fill('#name_ja', '修理の依頼');
  await agent.selectOption('#form_id', { label: 'Repair' });
  await save(agent);
  await agent.waitForURL(/\/admin\/topics$/);
});

test('the requester is offered their own alone, and the ticket has what they chose', async () => {
  customer = await desk.page();
  await customer.goto('/help/sign-in');
  await customer.fill('[name=email]', CUSTOMER);
  await customer.click('.portal-main form button');
  const letter = await post.letter((letter) => letter.text.includes('/help/enter/'));
  await customer.goto(/http:\/\/127\.0\.0\.1:\d+\/help\/enter\/[\w-]+/.exec(letter.text)[0]);
  await customer.click('.portal-main form button');
  await customer.waitForURL('**/help/requests');
  await customer.goto('/help/requests/new');
  await customer.locator('.kind', { hasText: /Something is broken|修理の依頼/ }).click();
  const which = customer.locator(`#field-${made.which}`);
  await which.waitFor();
  made.form = new URL(customer.url()).pathname + new URL(customer.url()).search;
  assert.deepEqual((await which.locator('option').allTextContents()).slice(1), ['Press P-100']);
  await which.selectOption({ label: 'Press P-100' });
  await customer.fill('#subject', 'It makes a noise');
  await customer.fill('#text', 'Since this morning.');
  await customer.click('[data-send]');
  await customer.waitForURL((url) => url.pathname !== '/help/requests/new');
  await customer.goto('/help/requests');
  await customer.getByRole('link', { name: 'It makes a noise' }).click();
  await customer.waitForURL(/\/help\/requests\/\d+/);
  await customer.locator('.facts', { hasText: 'Press P-100' }).waitFor();
  made.request = new URL(customer.url()).pathname;
  await agent.goto('/tickets?view=open');
  await agent.getByRole('link', { name: 'It makes a noise' }).first().click();
  await agent.locator('#details', { hasText: 'Press P-100' }).waitFor();
  made.ticket = new URL(agent.url()).pathname;
});

test('a file that a requester sends with their profile is read by agents, and taken out again', async () => {
  await customer.goto('/help/profile');
  const badge = customer.locator(`#field-${made.badge}`);
  await badge.setInputFiles({ name: '社員証.txt', mimeType: 'text/plain', buffer: Buffer.from('No. 17') });
  await customer.click('.portal-main form .button.primary');
  await customer.locator('.kept-file', { hasText: '社員証.txt' }).waitFor();
  const own = await customer.locator('.kept-file a').getAttribute('href');
  assert.equal(await (await customer.request.get(own)).text(), 'No. 17');
  await agent.goto(made.person);
  const theirs = await agent.locator('#profile .kept-file a').getAttribute('href');
  assert.equal(await (await agent.request.get(theirs)).text(), 'No. 17');
  assert.equal((await customer.request.get(theirs, { maxRedirects: 0 })).ok(), false);
  // Beside the ticket of theirs, and out of the field with a tick less.
  await agent.goto(made.ticket);
  await agent.locator('#side .field-files a', { hasText: '社員証.txt' }).waitFor();
  await agent.goto(made.person);
  await agent.locator('#profile input[type=file]').setInputFiles({ name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('No. 18') });
  await agent.locator('#profile .kept-file input').uncheck();
  await agent.click('#profile .button.primary');
  await agent.locator('#profile .kept-file', { hasText: 'second.txt' }).waitFor();
  assert.equal(await agent.locator('#profile .kept-file').count(), 1);
  assert.equal((await agent.request.get(theirs)).status(), 404);
});

for (const look of looks) {
  test(`what the requester and the agent see of it is sound: ${named(look)}`, async () => {
    const page = await desk.page(look);
    await page.context().addCookies(await customer.context().cookies());
    await page.goto('/help/profile');
    await page.selectOption('#language', look.language);
    await page.click('.portal-main form .button.primary');
    await page.waitForFunction((language) => document.documentElement.lang === language, look.language);
    await sound(page, [made.form, '/help/profile', made.request], look);
    await leave(page);
  });
}

test('nobody had anything to complain about', async () => {
  await leave(customer, true);
  await leave(agent, true);
});
