// Levels of urgency as a desk calls and colours them: set up by keyboard, used on a ticket, and chosen by a requester.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(40)));
after(() => desk.close());

const sign = (page, level) => page.locator(`#level-${level} .priority`);

test('a level gets a name and a colour, and a ticket has it by the menu', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/priorities');
  await page.locator('[name=used_critical]').focus();
  await page.keyboard.press('Space');
  await page.locator('#level-critical:not(.unused)').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'used_critical', 'the focus stays');
  await page.fill('[name=name_en_critical]', 'Line down');
  await page.locator('[name=color_critical]').selectOption('violet');
  await page.locator('#level-critical .priority[data-color=violet]').waitFor();
  assert.match(await sign(page, 'critical').textContent(), /Line down/);
  // Two of the same name are told before anything is kept.
  await page.fill('[name=name_en_high]', 'Line down');
  await page.keyboard.press('Tab');
  await page.locator('#levels-reason').waitFor();
  await page.fill('[name=name_en_high]', '');
  await page.keyboard.press('Tab');
  await page.locator('#levels-reason').waitFor({ state: 'detached' });
  for (const level of ['critical', 'normal']) await page.locator(`[name=public_${level}]`).check();
  await page.locator('.form-actions .button.primary').click();
  await page.waitForFunction(() => document.body.textContent.includes('Saved'));

  await page.goto('/tickets?view=open');
  await page.locator('.row a').first().click();
  await page.locator('.fact[data-key=p]').waitFor();
  await page.keyboard.press('p');
  const items = page.locator('#priority-menu .menu-item');
  assert.match(await items.first().textContent(), /Line down/);
  assert.equal(await items.count(), 5);
  await items.first().click();
  await page.locator('.fact[data-key=p] [data-priority=critical]').waitFor();
  const [ours, urgent] = await page.evaluate(() => {
    const color = (name, own) => {
      const one = Object.assign(document.createElement('span'), { className: 'priority' });
      one.dataset.priority = name;
      if (own) one.dataset.color = own;
      document.body.append(one);
      const drawn = getComputedStyle(one).color;
      one.remove();
      return drawn;
    };
    return [color('critical', 'violet'), color('critical')];
  });
  assert.notEqual(ours, urgent, 'in the colour of the desk');
  await leave(page);
});

test('a requester says how urgent it is', async () => {
  const page = await desk.page();
  await page.goto('/help/requests/new?topic=none');
  const choices = await page.locator('#priority option').allTextContents();
  assert.deepEqual(choices.map((text) => text.trim()), ['Not said', 'Line down', 'Normal']);
  await leave(page);
});

test('without JavaScript a button shows what it looks like', async () => {
  const page = await desk.atTheDesk({ script: false });
  await page.goto('/admin/priorities');
  await page.locator('[name=color_low]').selectOption('teal');
  await page.locator('button[value=draw]').click();
  await page.locator('#level-low .priority[data-color=teal]').waitFor();
  await leave(page);
});

for (const look of looks) {
  test(`sound at ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/admin/priorities', '/admin/sla/new', '/tickets?view=open'], look);
    await leave(page);
  });
}
