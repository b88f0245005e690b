// An approval, walked by mail: asked on a ticket, answered behind the link in a letter, seen at the desk.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMailbox, begin, leave, openEmpty } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';
import { handOver, postOffice } from './lib/post.mjs';

const ADDRESS = 'support@tsuki.example';
const CUSTOMER = 'mio@kyaku.example';
const APPROVER = 'aoi@tsuki.example';

const asked = (letter) => letter.recipients.includes(APPROVER) && letter.text.includes('/approve/');
const link = (letter) => /http:\/\/127\.0\.0\.1:\d+\/approve\/\d+\/[\w.-]+/.exec(letter.text)[0];

let desk, post, agent, ticket;
before(async () => {
  post = await postOffice();
  desk = await openEmpty({ KIPPU_OUTGOING_ALLOW: '127.0.0.0/8', KIPPU_DNS: 'off' });
  agent = await desk.page();
  await begin(agent, desk.setUp, { organization: 'Tsuki', name: 'Aoi', email: APPROVER });
  await addMailbox(agent, { address: ADDRESS, name: 'Support', port: post.port });
  const letter = [`From: Mio <${CUSTOMER}>`, `To: ${ADDRESS}`, 'Subject: A new kettle', 'Message-ID: <first@kyaku.example>', '', 'May I have one?'];
  await handOver(desk.smtp, CUSTOMER, ADDRESS, letter.join('\n'));
});
after(async () => {
  await desk.close();
  post.close();
});

test('a procedure is made, and asked for on a ticket', async () => {
  await agent.goto('/admin/approvals/new');
  await agent.fill('#name', 'Purchase');
  await agent.fill('#question_en', 'May {{ requester.name }} buy it?');
  await agent.uncheck('[name=approver]');
  await agent.locator('label.chip', { hasText: 'Aoi' }).locator('input[name=person]').check();
  await agent.click('.form-actions .button.primary');
  await agent.waitForURL((url) => url.pathname === '/admin/approvals');
  await agent.goto('/tickets?view=open');
  await agent.getByRole('link', { name: 'A new kettle' }).first().click();
  await agent.waitForURL(/\/tickets\/\d+/);
  ticket = new URL(agent.url()).pathname;
  await agent.locator('[popovertarget=approval-menu]').click();
  await agent.fill('#approval-words', 'It costs 12,000 yen.');
  await agent.locator('#approval-menu .button.primary').click();
  await agent.locator('.side .question', { hasText: 'May Mio buy it?' }).waitFor();
});

for (const look of looks) {
  test(`the page behind the link is sound: ${named(look)}`, async () => {
    const page = await desk.page(look);
    await sound(page, [link(await post.letter(asked))], look);
    await leave(page);
  });
}

test('looking decides nothing, pressing does, and the desk sees it', async () => {
  const letter = await post.letter(asked);
  assert.match(letter.text, /It costs 12,000 yen\./);
  const approver = await desk.page({ width: 390, height: 844 });
  await approver.goto(link(letter));
  await approver.reload();
  await approver.locator('.question .badge.warning').waitFor();
  await approver.fill('textarea[name=note]', 'For the kitchen, yes.');
  await approver.locator('.question-answer [value=yes]').click();
  await approver.locator('.question .badge.success').waitFor();
  assert.equal(await approver.locator('.question-answer').count(), 0);
  await leave(approver);
  await agent.goto(ticket);
  await agent.locator('.side .question .badge.success').waitFor();
  await agent.getByText('For the kitchen, yes.').first().waitFor({ state: 'attached' });
  await leave(agent);
});
