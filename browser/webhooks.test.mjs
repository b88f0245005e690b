// A webhook: made, tried, told by a rule, looked at in its log, and sent once more, to a service on this machine.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { addMailbox, begin, leave, open, openEmpty, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';
import { handOver } from './lib/post.mjs';

let agent, demo, desk, service;
const told = [];
let answer = 200;

before(async () => {
  service = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      told.push({ headers: request.headers, body });
      response.writeHead(answer, { 'content-type': 'text/plain' }).end(answer === 200 ? 'thanks' : 'not now');
    });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  demo = await open(5);
  desk = await openEmpty({ KIPPU_OUTGOING_ALLOW: '127.0.0.0/8', KIPPU_DNS: 'off' });
  agent = await desk.page();
  await begin(agent, desk.setUp, { organization: 'Tsuki', name: 'Aoi', email: 'aoi@tsuki.example' });
});
after(async () => {
  await desk.close();
  await demo.close();
  service.close();
});

/** The page until it says so. */
async function until(page, text) {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await page.locator('#admin-page').textContent()).includes(text)) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.fail(`never: ${text}`);
}

test('a webhook is made, shows its secret once, and is tried', async () => {
  await agent.goto('/admin/webhooks/new');
  await agent.fill('#name', 'Order system');
  await agent.fill('#url', `http://127.0.0.1:${service.address().port}/hook`);
  await agent.locator('.form-actions .button.primary').click();
  await agent.locator('#secret').waitFor();
  assert.match(await agent.inputValue('#secret'), /^whsec_/);
  await agent.goto('/admin/webhooks');
  await agent.getByRole('link', { name: 'Order system' }).click();
  assert.equal(await agent.locator('#secret').count(), 0);
  await agent.locator('[formaction$="/try"]').click();
  await agent.waitForURL(/\/deliveries\/\d+/);
  await until(agent, 'thanks');
  assert.equal(told.length, 1);
  assert.match(told[0].headers['webhook-signature'], /^v1,/);
  assert.ok(told[0].headers['webhook-id']);
});

test('a rule tells it, the log keeps what was told and answered, and it is sent once more', async () => {
  await addMailbox(agent, { address: 'support@tsuki.example', name: 'Support', port: 9 });
  await agent.goto('/admin/rules/new');
  await agent.fill('#name', 'Tell the order system');
  const drawn = agent.waitForResponse((one) => one.url().includes('/admin/rules') && one.request().method() === 'POST');
  await agent.locator('#then .condition-more button').click();
  await drawn;
  await agent.locator('select[name=step-0]').selectOption('webhook');
  await agent.locator('select[name=step-0-value] option', { hasText: 'Order system' }).waitFor({ state: 'attached' });
  await agent.locator('select[name=step-0-value]').selectOption({ label: 'Order system' });
  await agent.locator('.form-actions .button.primary').click();
  await agent.waitForURL(/\/admin\/rules\/\d+$/);
  await agent.locator('.segment[value=act]').click();
  await agent.locator('.segment[value=act][aria-pressed=true]').waitFor();
  answer = 500;
  const letter = ['From: Mio <mio@kyaku.example>', 'To: support@tsuki.example', 'Subject: Where is my order?', 'Message-ID: <hook@kyaku.example>', '', 'It has not come.'];
  await handOver(desk.smtp, 'mio@kyaku.example', 'support@tsuki.example', letter.join('\n'));
  await agent.goto('/admin/webhooks');
  await agent.getByRole('link', { name: 'Order system' }).click();
  await agent.waitForFunction(async () => {
    const page = await (await fetch(location.href)).text();
    return (page.match(/\/admin\/webhooks\/deliveries\/\d+/g) ?? []).length > 1;
  }, undefined, { timeout: 30_000 });
  await agent.reload();
  await agent.locator('tbody a').first().click();
  await until(agent, 'not now');
  assert.match(told.at(-1).body, /Where is my order/);
  // It is not over: it is tried again by itself, and a person need not wait for that.
  const before = told.length;
  answer = 200;
  await agent.goBack();
  await agent.locator('tbody a').last().click();
  await agent.locator('form[action$="/replay"] button').click();
  for (let tries = 0; tries < 60 && told.length === before; tries += 1) await agent.waitForTimeout(500);
  assert.ok(told.length > before);
});

for (const look of looks) {
  test(`its pages are sound: ${named(look)}`, async () => {
    const page = await demo.page(look);
    await signIn(page, demo.account('administrator'));
    await page.goto('/admin/webhooks/new');
    await page.fill('#name', `Sound ${look.theme} ${look.language}`);
    await page.fill('#url', 'https://hooks.example/in');
    await page.locator('.form-actions .button.primary').click();
    await page.locator('#secret').waitFor();
    const made = await page.locator('form#webhook').getAttribute('action');
    await sound(page, ['/admin/webhooks', '/admin/webhooks/new', made.replace('#answer', '')], look);
    await leave(page);
  });
}
