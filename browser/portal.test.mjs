// A requester without an account and without a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, signIn } from './lib/desk.mjs';

let desk;
before(async () => (desk = await open(20)));
after(() => desk.close());

test('a request is written without any script, and an agent finds it', async () => {
  const page = await desk.page({ script: false });
  await page.goto('/help/requests/new');
  await page.fill('#name', 'Mio Kanda');
  await page.fill('#email', 'mio.kanda@postbox.example');
  await page.fill('#subject', 'The lid does not close');
  await page.fill('#text', 'Since yesterday the lid of my kettle does not close any more.');
  await page.setInputFiles('input[type=file]', { name: '写真.txt', mimeType: 'text/plain', buffer: Buffer.from('a picture') });
  await page.click('.portal-main form button.primary');
  assert.match(await page.locator('[role=status]').first().innerText(), /#1\d+/);
  const agent = await desk.page();
  await signIn(agent, desk.account('administrator'));
  await agent.goto('/tickets?view=open');
  await agent.getByText('The lid does not close').first().click();
  await agent.getByText('写真.txt').first().waitFor();
  await page.context().close();
  await agent.context().close();
});

test('wrong input is answered beside its field, and nothing typed is lost', async () => {
  const page = await desk.page({ script: false });
  await page.goto('/help/requests/new');
  await page.fill('#name', 'Mio');
  await page.locator('#email').evaluate((field) => (field.type = 'text')).catch(() => {});
  await page.fill('#email', 'mio@nowhere');
  await page.fill('#subject', 'x'.repeat(300));
  await page.fill('#text', 'Please keep this text.');
  await page.click('.portal-main form button.primary');
  await page.locator('.reason').first().waitFor();
  assert.equal(await page.locator('#text').inputValue(), 'Please keep this text.');
  await page.context().close();
});

test('a stranger is led to the door', async () => {
  const page = await desk.page();
  await page.goto('/tickets?view=open');
  assert.equal(new URL(page.url()).pathname, '/login');
  const response = await page.goto('/r/100001/1.aaaaaaaaaaaaaaaaaaaa');
  assert.equal(response.status(), 404);
  await page.context().close();
});
