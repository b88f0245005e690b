// Views: built on screen, counted live, put in order; many tickets at once and back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(80)));
after(() => desk.close());

const queue = (page, name) => page.locator('#queues .queue.saved', { hasText: name });
const found = (page) => page.locator('.found-count strong').textContent().then((text) => Number(text.replace(/\D/g, '')));

/** Builds a view of everything with a priority, and leads to its list. */
async function build(page, name, priority) {
  await page.goto('/views/new');
  await page.locator('.condition-more button', { hasText: /Condition|条件/ }).first().click();
  const picks = page.locator('.condition-row').nth(1).locator(`input[value=${priority}]`);
  await picks.check();
  await page.waitForFunction(() => document.querySelector('#found .found-count'));
  await page.locator('#name_en').fill(name);
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/view=saved-/);
  await page.locator('.row').first().waitFor();
}

for (const look of looks) {
  test(`building a view is sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/views', '/views/new', '/tickets/columns?view=open'], look);
    await leave(page);
  });
}

test('a new view begins in its first field for words, and drawn again one goes on where one is', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/views');
  await page.locator('.bar-actions a[href="/views/new"]').click();
  await page.waitForFunction(() => document.activeElement?.id === 'say');
  await page.locator('#how-0').focus();
  await page.locator('#how-0').selectOption('any');
  await page.locator('.condition-group[data-how=any]').first().waitFor();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'how-0');
  await leave(page);
});

test('a view is built row by row, finds as one builds, and stands in the tree with its number', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/views/new');
  const all = await found(page);
  await build(page, 'Pressing', 'high');
  const rows = await page.locator('.row').count();
  assert.ok(rows < all, `${rows} of ${all}`);
  await queue(page, 'Pressing').waitFor();
  await page.waitForFunction((rows) => {
    const tree = [...document.querySelectorAll('#queues .queue.saved')].find((each) => each.textContent.includes('Pressing'));
    return (tree?.querySelector('.count')?.textContent ?? '0') === String(rows);
  }, rows, { timeout: 15_000 });
  await leave(page);
});

test('its number follows what happens, by itself', async () => {
  const page = await desk.atTheDesk();
  await build(page, 'Calm', 'low');
  const before = await page.locator('.row').count();
  await page.goto('/tickets?view=open');
  const other = page.locator('.row:not(:has(.priority))').first();
  await other.locator('.row-check').click();
  await page.keyboard.press('p');
  await page.locator('#bulk-priority [value=low]').click();
  await page.waitForFunction((wanted) => {
    const tree = [...document.querySelectorAll('#queues .queue.saved')].find((each) => each.textContent.includes('Calm'));
    return tree?.querySelector('.count')?.textContent === String(wanted);
  }, before + 1, { timeout: 15_000 });
  await leave(page);
});

test('a view is given to a role, and stands in no other tree', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/views/new');
  await page.locator('#name_en').fill('For supervisors');
  await page.locator('#audience').selectOption('roles');
  await page.locator('input[name=role][value=supervisor]').check();
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/view=saved-/);
  assert.equal(await queue(page, 'For supervisors').count(), 0, 'not in the tree of an administrator');
  await page.goto('/views');
  await page.locator('.view-name', { hasText: 'For supervisors' }).waitFor();
  await leave(page);
});

test('a view that is refused leads to its reason, also where that stands above the screen', async () => {
  const page = await desk.atTheDesk({ height: 500 });
  await page.goto('/views/new');
  await page.locator('.condition-more button', { hasText: 'Condition' }).first().click();
  await page.locator('.condition-row').nth(1).waitFor();
  await page.locator('#name_en').fill('Half a view');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForFunction(() => document.activeElement?.matches('#view .banner[role=alert]'));
  const inSight = await page.locator('#view .banner[role=alert]').evaluate((banner) => {
    const { top, bottom } = banner.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  assert.ok(inSight);
  assert.equal(await page.locator('#name_en').inputValue(), 'Half a view');
  await leave(page, true);
});

test('numbers beside queues are switched off and on', async () => {
  const page = await desk.atTheDesk();
  const numbers = () => page.locator('#queues .queue[href^="/tickets?view="] .count').count();
  assert.ok((await numbers()) > 0);
  for (const [choice, shown] of [['off', false], ['on', true]]) {
    await page.goto('/me');
    await page.locator(`button[name=numbers][value=${choice}]`).click();
    await page.locator(`button[name=numbers][value=${choice}][aria-pressed=true]`).waitFor();
    await page.goto('/tickets?view=open');
    assert.equal((await numbers()) > 0, shown, choice);
  }
  await leave(page);
});

test('views are put in order by keyboard, and stay so', async () => {
  const page = await desk.atTheDesk();
  await build(page, 'First', 'urgent');
  await build(page, 'Second', 'urgent');
  const order = () => page.locator('#queues .queue.saved .clip').allTextContents();
  const was = await order();
  const kept = page.waitForResponse((answer) => answer.url().includes('/views/order'));
  await queue(page, 'Second').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await kept;
  await page.reload();
  const is = await order();
  assert.equal(is.indexOf('Second'), was.indexOf('Second') - 1, is.join());
  await leave(page);
});

test('views within a view fold, and stay folded; the line of the page is in sight', async () => {
  const page = await desk.atTheDesk({ height: 420 });
  await build(page, 'Outside', 'urgent');
  const outer = new URL(page.url()).searchParams.get('view').replace('saved-', '');
  await page.goto(`/views/new?parent=${outer}`);
  await page.locator('#name_en').fill('Inside');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => /^saved-/.test(url.searchParams.get('view')) && url.searchParams.get('view') !== `saved-${outer}`);
  const [line, branch] = [queue(page, 'Inside'), page.locator(`#branch-${outer}`)];
  await line.waitFor();
  assert.equal(await branch.locator('.queue.saved').count(), 1, 'it is a list within the list');
  await page.goto('/tickets?view=closed');
  const inSight = (part) => part.evaluate((each) => {
    const [here, tree] = [each.getBoundingClientRect(), document.getElementById('queues').getBoundingClientRect()];
    return here.height > 0 && here.top >= tree.top - 1 && here.bottom <= tree.bottom + 1;
  });
  assert.ok(await inSight(page.locator('#queues .queue[aria-current=page]')), 'the last line of a long tree');
  await branch.locator(':scope > summary').click();
  await page.locator('#branch-teams > summary').click();
  await page.reload();
  await page.locator(`#branch-${outer}:not([open])`).waitFor({ state: 'attached' });
  assert.equal(await page.locator('#branch-teams').evaluate((each) => each.open), false);
  assert.ok(!(await line.isVisible()));
  await page.goto(await line.getAttribute('href'));
  await line.waitFor();
  assert.ok(await inSight(line), 'where one goes is opened');
  await leave(page);
});

test('several tickets change at once, and go back at once', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  const first = await page.locator('.row').first().getAttribute('id');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('#');
  await page.locator('.toast', { hasText: '2' }).waitFor();
  await page.locator(`#${first}`).waitFor({ state: 'detached' });
  await page.keyboard.press('z');
  await page.locator(`#${first}`).waitFor();
  await leave(page);
});
