// A whole set-up: looked at, brought in with one press, asked through in the portal, decided, answered; and as a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { leave, open, openWithMail, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk, demo, post, agent;
before(async () => {
  demo = await open(5);
  ({ desk, post, agent } = await openWithMail('support@tsuki.example'));
});
after(async () => {
  await desk.close();
  await demo.close();
  post.close();
});

test('a set-up is looked at in another language and brought in with one press', async () => {
  await agent.goto('/admin/setups');
  await agent.locator('#setup-support').click();
  await agent.locator('#part-topics', { hasText: 'Return or refund' }).waitFor();
  await agent.selectOption('#language', 'ja');
  await agent.locator('.setup-words button').click();
  await agent.locator('#part-teams', { hasText: 'カスタマーサポート' }).waitFor();
  await agent.selectOption('#language', 'en');
  await agent.locator('.setup-words button').click();
  await agent.locator('#part-teams', { hasText: 'Customer support' }).waitFor();
  await agent.locator('.form-actions .button.primary').click();
  await agent.waitForURL(/\/admin\/setups\?made=/);
  await agent.locator('.banner.success').waitFor();
  await agent.goto('/admin/setups/support');
  await agent.getByText('There is nothing left to bring in.').waitFor();
});

test('a request goes through it: form, team, approval, due time, answer', async () => {
  const outside = await desk.page({ width: 390, height: 844 });
  await outside.goto('/help/requests/new');
  await outside.locator('.kind', { hasText: 'Return or refund' }).click();
  await outside.locator('#name').fill('Noa');
  await outside.locator('#email').fill('noa@customer.example');
  await outside.locator('#subject').fill('The lid does not fit');
  await outside.locator('#text').fill('It is too wide.');
  await outside.getByLabel('Order number').fill('A-1234');
  assert.equal(await outside.getByLabel('Amount to refund').count(), 0);
  await outside.getByLabel('What would help').selectOption({ label: 'Refund' });
  await outside.getByLabel('Amount to refund').fill('12000');
  await outside.locator('[data-send]').click();
  await outside.waitForFunction(() => /\d{6}/.test(document.querySelector('main, body').textContent) && !document.querySelector('[data-send]'));
  await leave(outside);

  await agent.goto('/tickets?view=open');
  await agent.getByRole('link', { name: 'The lid does not fit' }).first().click();
  await agent.waitForURL(/\/tickets\/\d+/);
  await agent.locator('.side .question .badge.warning').waitFor();
  await agent.getByText('Returns').first().waitFor({ state: 'attached' });
  await agent.locator('.side .question-answer [value=yes]').first().click();
  await agent.getByText('Approved: refund it').first().waitFor();
});

test('the desk is saved as a file, which shows what it would make', async () => {
  await agent.goto('/admin/setups/export');
  await agent.fill('#name_en', 'Tsuki');
  const [download] = await Promise.all([agent.waitForEvent('download'), agent.locator('.form-actions .button.primary').click()]);
  const path = await download.path();
  assert.equal(JSON.parse(await readFile(path, 'utf8')).name.en, 'Tsuki');
  await agent.goto('/admin/setups');
  await agent.setInputFiles('#file', path);
  await agent.locator('#setup-file .button').click();
  await agent.getByText('There is nothing left to bring in.').waitFor();
  await agent.goto('/admin/setups');
  await agent.fill('#text', '{"kippu":"setup","version":9}');
  await agent.locator('#setup-file .button').click();
  await agent.locator('#text-reason', { hasText: 'newer Kippu' }).waitFor();
});

for (const look of looks) {
  test(`its pages are sound: ${named(look)}`, async () => {
    const page = await demo.page(look);
    await signIn(page, demo.account('administrator'));
    await sound(page, ['/admin/setups', '/admin/setups/it', '/admin/setups/office', '/admin/setups/export'], look);
    await leave(page);
  });
}
