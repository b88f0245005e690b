// Rules: built on screen, tried on what has happened, switched on, seen to act, and explained.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(80)));
after(() => desk.close());

/** The button of a form that draws it again, and the page that comes of it. */
async function press(page, button) {
  const drawn = page.waitForResponse((answer) => answer.url().includes('/admin/rules') && answer.request().method() === 'POST');
  await button.click();
  await drawn;
}

for (const look of looks) {
  test(`making rules is sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/admin/rules', '/admin/rules/gallery', '/admin/rules/new', '/admin/rules/new?recipe=ask-details'], look);
    await leave(page);
  });
}

test('a rule is built, tried, switched on, and seen to act', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/rules/new');
  await page.locator('#name').fill('Kinds become problems');
  await page.locator('input[name=on][value=ticket_created]').uncheck();
  await page.locator('input[name=on][value=priority_changed]').check();
  await press(page, page.locator('#if .condition-more button').first());
  await page.locator('.condition-row select[name="operator-0.0"]').selectOption('became');
  await page.locator('.condition-row input[value=urgent]').waitFor();
  await page.locator('.condition-row input[value=urgent]').check();
  await press(page, page.locator('#then .condition-more button'));
  await page.locator('select[name=step-0]').selectOption('set_kind');
  await page.locator('select[name=step-0-value] option[value=problem]').waitFor({ state: 'attached' });
  await page.locator('select[name=step-0-value]').selectOption('problem');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/rules\/\d+$/);
  const rule = page.url();
  assert.equal(await page.locator('.segment[aria-pressed=true]').getAttribute('value'), 'off');

  await page.locator('#laboratory button').click();
  await page.waitForURL(/\/trials\/\d+/);
  await page.waitForFunction(async () => {
    const answer = await fetch(location.href);
    return !(await answer.text()).includes('<progress');
  }, undefined, { timeout: 20_000 });
  await page.reload();
  assert.match(await page.locator('.found-count').textContent(), /\d/);

  await page.goto(rule);
  await page.locator('.segment[value=act]').click();
  await page.locator('.segment[value=act][aria-pressed=true]').waitFor();

  await page.goto('/tickets?view=open');
  await page.locator('.row a').first().click();
  await page.waitForURL(/\/tickets\/\d+/);
  const ticket = new URL(page.url()).pathname;
  const choose = async (what, value) => {
    await page.locator(`[popovertarget=${what}-menu]`).first().click();
    const button = page.locator(`#${what}-menu [value=${value}]`);
    if ((await button.getAttribute('aria-checked')) === 'true') await page.keyboard.press('Escape');
    else await Promise.all([page.waitForResponse((answer) => answer.url().endsWith(`/${what}`)), button.click()]);
  };
  // One that is a problem already would not become one.
  await choose('kind', 'question');
  for (const priority of ['low', 'urgent']) {
    await choose('priority', priority);
    await page.locator(`.fact[data-key=p] [data-priority=${priority}]`).waitFor();
  }
  await page.waitForFunction(async (ticket) => {
    const answer = await fetch(`${ticket}/rules`);
    return (await answer.text()).includes('data-fired="true"');
  }, ticket, { timeout: 20_000 });
  await page.goto(ticket);
  assert.ok(await page.locator('.timeline', { hasText: 'Kinds become problems' }).count());
  await page.goto(`${ticket}/rules`);
  assert.match(await page.locator('.rule-judgement[data-fired=true]').first().textContent(), /Kinds become problems/);
  await leave(page);
});

test('a recipe opens in the editor and is saved as it is', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/rules/gallery');
  await page.locator('.recipe a[href*="no-answer-hour"]').click();
  await page.waitForURL(/recipe=no-answer-hour/);
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/rules\/\d+$/);
  assert.equal(await page.locator('.rule-step').count(), 2);
  await leave(page);
});
