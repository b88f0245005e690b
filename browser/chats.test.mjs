// Notifications in a chat, in a real browser and over a real connection: set up, tried, chosen, told, left.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, sound } from './lib/look.mjs';

let desk;
let chat;
before(async () => {
  process.env.KIPPU_OUTGOING_ALLOW = '127.0.0.0/8';
  [desk, chat] = [await open(30), await service()];
});
after(async () => {
  chat.end();
  await desk.close();
});

/** A chat as the desk meets it: what it was told. */
async function service() {
  const told = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part)).on('end', () => {
      told.push(JSON.parse(body));
      response.end('ok');
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { told, url: `http://127.0.0.1:${server.address().port}/hooks/secret`, end: () => server.close() };
}

async function signedIn(role, look = {}) {
  const page = await desk.page(look);
  await signIn(page, desk.account(role));
  return page;
}

test('a chat is tried, saved and chosen, and tells of what was done', async () => {
  const admin = await signedIn('administrator');
  await admin.goto('/admin/chats/new');
  await admin.fill('#name', 'Mattermost, #support');
  await admin.selectOption('#service', 'mattermost');
  await admin.fill('#address', chat.url);
  await admin.getByRole('button', { name: 'Send a test' }).click();
  await admin.locator('#trial', { hasText: 'The test was taken' }).waitFor();
  assert.match(chat.told[0].text, /This is a test/);
  await admin.fill('#address', chat.url);
  await admin.click('.form-actions .button.primary');
  await admin.locator('#chat-1', { hasText: 'Mattermost' }).waitFor();

  const agent = await signedIn('agent');
  await agent.goto('/me/notifications');
  await agent.locator('#chat-1 summary').click();
  await agent.fill('#mention-1', '@someone');
  await agent.locator('#chat-1').getByRole('button', { name: 'Use this one' }).click();
  await agent.locator('#chat-1', { hasText: 'In use' }).waitFor();
  await agent.locator('#chat-1').getByRole('button', { name: 'Send a test' }).click();
  await agent.locator('#chat .banner.success').waitFor();
  assert.match(chat.told[1].text, /^@someone /);
  await leave(agent);

  for (const look of looks) {
    const page = await signedIn('administrator', look);
    await sound(page, ['/admin/chats', '/admin/chats/new', '/admin/chats/1', '/me/notifications'], look);
    await leave(page);
  }
  await leave(admin);
});

test('a wrong address is told beside its field, and nothing of it comes back', async () => {
  const page = await signedIn('administrator');
  await page.goto('/admin/chats/new');
  await page.fill('#name', 'Nowhere');
  await page.fill('#address', 'hooks.slack.com/secret');
  await page.click('.form-actions .button.primary');
  await page.locator('#address-reason').waitFor();
  assert.equal(await page.getAttribute('#address', 'value'), null);
  await leave(page, true);
});
