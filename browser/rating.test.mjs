// How content somebody is: a rule asks by letter, the answer is chosen behind a link in it, another rule hears what was low.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, openWithMail } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';
import { handOver } from './lib/post.mjs';

const ADDRESS = 'support@tsuki.example';
const CUSTOMER = 'mio@kyaku.example';

const asks = (letter) => letter.recipients.includes(CUSTOMER) && letter.text.includes('/rate/');
const link = (letter, stars) => new RegExp(`http://127\\.0\\.0\\.1:\\d+/rate/\\d+/[\\w.-]+\\?stars=${stars}`).exec(letter.text)[0];

let desk, post, agent, ticket;
before(async () => ({ desk, post, agent } = await openWithMail(ADDRESS)));
after(async () => {
  await desk.close();
  post.close();
});

/** Rules are off at first. */
async function switchOn(page) {
  await page.locator('.segment[value=act]').click();
  await page.locator('.segment[value=act][aria-pressed=true]').waitFor();
}

test('rules ask when a ticket is solved, and hear a low rating', async () => {
  await agent.goto('/admin/rules/new');
  await agent.fill('#name', 'Ask at once');
  await agent.locator('label', { hasText: 'Ticket created' }).locator('input[name=on]').uncheck({ force: true });
  await agent.locator('label', { hasText: 'Status changed' }).locator('input[name=on]').check({ force: true });
  await agent.locator('button[name=act][value=step]').click();
  await agent.locator('[name=step-0]').selectOption('ask_rating');
  await agent.locator('.form-actions .button.primary').click();
  await agent.waitForURL(/\/admin\/rules\/\d+/);
  await switchOn(agent);
  await agent.goto('/admin/rules/new?recipe=rated-low');
  await agent.locator('.form-actions .button.primary').click();
  await agent.waitForURL(/\/admin\/rules\/\d+/);
  await switchOn(agent);
  const letter = [`From: Mio <${CUSTOMER}>`, `To: ${ADDRESS}`, 'Subject: A loose handle', 'Message-ID: <first@kyaku.example>', '', 'It wobbles.'];
  await handOver(desk.smtp, CUSTOMER, ADDRESS, letter.join('\n'));
  await agent.goto('/tickets?view=open');
  await agent.getByRole('link', { name: 'A loose handle' }).first().click();
  await agent.waitForURL(/\/tickets\/\d+/);
  ticket = new URL(agent.url()).pathname;
  await agent.locator('button[form=solve]').click();
  await post.letter(asks);
});

for (const look of looks) {
  test(`the page behind the link is sound: ${named(look)}`, async () => {
    const page = await desk.page(look);
    await sound(page, [link(await post.letter(asks), 3)], look);
    await leave(page);
  });
}

test('looking gives no stars, sending does, and the desk hears it', async () => {
  const letter = await post.letter(asks);
  const customer = await desk.page({ width: 390, height: 844 });
  await customer.goto(link(letter, 4));
  assert.ok(await customer.getByRole('radio', { name: '4 of 5 stars: Satisfied' }).isChecked());
  await agent.goto(ticket);
  assert.equal(await agent.locator('#rating').count(), 0);
  // Another number of stars by the keyboard alone.
  await customer.getByRole('radio', { name: '4 of 5 stars: Satisfied' }).focus();
  for (const _ of [1, 2, 3]) await customer.keyboard.press('ArrowLeft');
  assert.ok(await customer.getByRole('radio', { name: '1 of 5 stars: Very dissatisfied' }).isChecked());
  await customer.getByText('Very dissatisfied', { exact: true }).waitFor();
  await customer.fill('#rating-comment', 'It still wobbles.');
  await customer.locator('.rating-form .button.primary').click();
  await customer.locator('.banner.success').waitFor();
  assert.equal(await customer.locator('#rating-comment').inputValue(), 'It still wobbles.');
  await leave(customer);
  await agent.goto(ticket);
  await agent.locator('#rating', { hasText: 'It still wobbles.' }).waitFor();
  await agent.locator('#rating [role=img][aria-label="1 of 5 stars: Very dissatisfied"]').waitFor();
  await agent.locator('.timeline', { hasText: '★☆☆☆☆' }).waitFor();
  await agent.waitForFunction(() => document.querySelector('.timeline').textContent.includes('The requester is dissatisfied'));
});

test('a link that is not ours opens nothing', async () => {
  const letter = await post.letter(asks);
  const page = await desk.page();
  const response = await page.goto(link(letter, 3).replace('?stars', 'x?stars'));
  assert.equal(response.status(), 404);
  assert.ok(!(await page.content()).includes('A loose handle'));
  await leave(page, true);
});

test('with a script off it is sent all the same', async () => {
  const letter = await post.letter(asks);
  const page = await desk.page({ script: false });
  await page.goto(link(letter, 5));
  await page.locator('.rating-form .button.primary').click();
  await page.locator('.banner.success').waitFor();
  await page.context().close();
  await leave(agent);
});
