// A ticket shown to a colleague who does not see its team: they hear of it, find it, read it, and lose it again at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

async function as(role, wish = {}) {
  const page = await desk.page(wish);
  await signIn(page, desk.account(role));
  return page;
}

const status = async (page, number) => (await page.request.get(`${desk.url}/tickets/${number}`)).status();

/** A ticket that the agent does not see, and the agent's name. */
async function hidden(admin, agent) {
  const name = (await agent.locator('.sidebar-me .clip').textContent()).trim();
  await admin.goto('/tickets?view=open');
  const numbers = await admin.locator('.row').evaluateAll((rows) => rows.map((row) => row.querySelector('a').getAttribute('href').match(/\d+/)[0]));
  for (const number of numbers) {
    if ((await status(agent, number)) === 404) return { name, number };
  }
  throw new Error('the agent sees everything');
}

test('two agents: referred by keyboard, heard and read, and cut off when it is taken back', async () => {
  const [admin, agent] = [await as('administrator'), await as('agent')];
  const { name, number } = await hidden(admin, agent);
  await agent.goto('/');
  assert.equal(await agent.locator('.queue[href="/tickets/referred"]').count(), 0);

  await admin.goto(`/tickets/${number}`);
  await admin.keyboard.press('Control+k');
  await admin.locator('dialog.palette input').fill('Refer the ticket');
  await admin.locator('dialog.palette [aria-selected=true]', { hasText: 'Refer the ticket' }).waitFor();
  await admin.keyboard.press('Enter');
  await admin.waitForURL(`**/tickets/${number}/referrals`);
  await admin.selectOption('#to', { label: name });
  await admin.fill('#word', 'What would you answer?');
  await admin.keyboard.press('Control+Enter');
  await admin.locator('#ticket-referrals .chip').waitFor();
  assert.match(await admin.locator('#ticket-referrals .chip').textContent(), new RegExp(name));

  // Without a reload: the number in the tree, then the list, then the ticket.
  await agent.locator('.queue[href="/tickets/referred"] .count').waitFor({ timeout: 20_000 });
  await agent.locator('.queue[href="/tickets/referred"]').click();
  await agent.locator('#referred-page .row a').first().click();
  await agent.waitForURL(`**/tickets/${number}*`);
  await agent.getByText('What would you answer?').waitFor();
  assert.equal(await agent.locator('#priority-menu').count(), 0, 'to read alone');
  assert.equal(await agent.locator(`a[href="/tickets/${number}/referrals"]`).count(), 0);
  await admin.locator('#presence .avatars .avatar').first().waitFor({ timeout: 20_000 });

  await admin.locator('#ticket-referrals .chip-remove').click();
  await admin.locator('#ticket-referrals .chip').waitFor({ state: 'detached' });
  await admin.waitForFunction(() => !document.querySelector('#presence .avatars .avatar'), null, { timeout: 20_000 });
  assert.equal(await status(agent, number), 404);
  await leave(admin);
  await leave(agent, true);
});

for (const look of looks) {
  test(`sound at ${named(look)}`, async () => {
    const page = await as('administrator', look);
    await page.goto('/tickets?view=open');
    const number = (await page.locator('.row a').first().getAttribute('href')).match(/\d+/)[0];
    await sound(page, [`/tickets/${number}/referrals`, '/tickets/referred'], look);
    await leave(page);
  });
}
