// Which channels an agent takes: paused and taken again in the menu under their name, with the keyboard as well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { flaws, looks, named } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(10)));
after(() => desk.close());

async function agent(wish = {}) {
  const page = await desk.page(wish);
  await signIn(page, desk.account('agent'));
  return page;
}

const menu = async (page) => {
  if (await page.locator('#me').isVisible()) return;
  await page.locator('.sidebar-me').click();
  await page.locator('#me').waitFor({ state: 'visible' });
};
const mail = (page) => page.locator('#me form[action="/me/channels"]', { has: page.locator('[name=via][value=mail]') }).getByRole('menuitemcheckbox');

test('an agent pauses a channel, sees so beside their name, and takes it again', async () => {
  const page = await agent();
  await menu(page);
  assert.equal(await mail(page).getAttribute('aria-checked'), 'true');
  await mail(page).click();
  await page.locator('.sidebar-me .badge.warning').waitFor();
  // It stays so on the next page.
  await page.goto('/tickets?view=open');
  await page.locator('.sidebar-me .badge.warning').waitFor();
  await menu(page);
  assert.equal(await mail(page).getAttribute('aria-checked'), 'false');
  await mail(page).focus();
  await page.keyboard.press('Enter');
  await page.locator('.sidebar-me .badge.warning').waitFor({ state: 'detached' });
  await leave(page);
});

for (const look of looks.filter((look) => look.width > 1000)) {
  test(`the open menu is sound: ${named(look)}`, async () => {
    const page = await agent(look);
    await menu(page);
    assert.deepEqual(await flaws(page), []);
    await leave(page);
  });
}
