// Many tickets at once in words, and the list taken along: what is typed stays where it was refused, and Enter presses its own button.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(200)));
after(() => desk.close());

async function ticked(page, many = 2) {
  await page.goto('/tickets?view=open');
  for (let nth = 0; nth < many; nth += 1) await page.locator('.row-check input').nth(nth).check({ force: true });
  return page.locator('.row-check :checked').evaluateAll((all) => all.map((one) => one.value));
}

for (const look of looks) {
  test(`the bar of many is sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/tickets?view=open&order=status', '/tickets?view=open&order=last_assignee', '/me'], look);
    await ticked(page);
    for (const box of ['bulk-snooze', 'bulk-deadline', 'bulk-kind', 'bulk-more']) {
      await page.locator(`[popovertarget=${box}]`).click();
      await page.locator(`#${box}:popover-open`).waitFor();
      const over = await page.evaluate((id) => {
        const { left, right, top, bottom } = document.getElementById(id).getBoundingClientRect();
        return left >= 0 && right <= innerWidth + 1 && top >= 0 && bottom <= innerHeight + 1;
      }, box);
      assert.ok(over, `${box} stands in the window`);
      await page.keyboard.press('Escape');
    }
    await leave(page);
  });
}

test('what is ticked in the trash goes for ever when its number is typed, and not when another is', async () => {
  const page = await desk.atTheDesk();
  const numbers = await ticked(page);
  await page.locator('.bulk [name=act][value=trash]').click();
  await page.locator('.toast').waitFor();
  await page.goto('/tickets?view=trash');
  for (const number of numbers) await page.locator(`.row-check input[value="${number}"]`).check({ force: true });
  await page.locator('[popovertarget=bulk-more]').click();
  await page.locator('#bulk-more [value=erase]').click();
  await page.locator('#bulk-sure').fill('3');
  await page.locator('#bulk .button.danger').click();
  await page.locator('#bulk-sure-reason').waitFor();
  await page.locator('#bulk-sure').fill('2');
  await page.locator('#bulk .button.danger').click();
  await page.locator('.toast', { hasText: 'deleted for ever' }).waitFor();
  for (const number of numbers) assert.equal(await page.locator(`.row-check input[value="${number}"]`).count(), 0);
  await leave(page, true);
});

test('the box in the heading row ticks the page, as Ctrl A does; Shift goes on from the last', async () => {
  const page = await desk.atTheDesk();
  await ticked(page, 3);
  await page.locator('.bulk [name=act][value=trash]').click();
  await page.locator('.toast').waitFor();
  await page.goto('/tickets?view=trash');
  const head = page.locator('[data-tick-all]');
  const rows = await page.locator('.row-check input').count();
  const chosen = () => page.locator('.row-check :checked').count();
  const mixed = () => head.evaluate(({ indeterminate }) => indeterminate);
  assert.ok(rows >= 3);
  await head.check();
  assert.equal(await chosen(), rows);
  assert.equal(await page.locator('[data-ticked]').textContent(), String(rows));
  await page.locator('.row-check input').first().uncheck({ force: true });
  assert.ok(await mixed(), 'some are ticked');
  await page.locator('.row-link').first().focus();
  await page.keyboard.press('Escape');
  assert.equal(await chosen(), 0);
  assert.ok(!(await mixed()) && !(await head.isChecked()));
  await page.keyboard.press('x');
  await page.locator('.row-link').nth(2).focus();
  await page.keyboard.press('Shift+X');
  assert.equal(await chosen(), 3);
  await page.keyboard.press('Escape');
  await page.locator('.row-link').first().focus();
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await chosen(), 2);
  await page.keyboard.press('ControlOrMeta+a');
  assert.equal(await chosen(), rows);
  assert.ok(await head.isChecked());
  await leave(page);
});

test('a due date in words: what is not understood says so and stays, what is goes to all, and comes back', async () => {
  const page = await desk.atTheDesk();
  const numbers = await ticked(page);
  await page.locator('[popovertarget=bulk-deadline]').click();
  await page.fill('#bulk-due', 'some day');
  await page.keyboard.press('Enter');
  await page.locator('.toast.danger', { hasText: 'not understood' }).waitFor();
  assert.equal(await page.inputValue('#bulk-due'), 'some day');
  assert.equal(await page.locator('.row-check :checked').count(), 2, 'what was ticked stays ticked');
  await page.fill('#bulk-due', 'tomorrow 3pm');
  await page.locator('#bulk-due-means', { hasText: '15:00' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: '2 tickets changed' }).waitFor();
  // Its column says it, and the list of due dates has it.
  await page.goto('/tickets/columns?view=open');
  await page.locator('input[name=column][value=deadline]').check();
  await page.locator('button[name=act][value=save]').click();
  await page.locator('#rows').waitFor();
  await page.goto('/tickets?view=open&order=deadline');
  await page.locator(`#row-${numbers[0]} .row-due .due[title="Due date"] time`).waitFor({ state: 'attached' });
  await page.goto('/tickets/columns?view=open');
  await page.locator('button[name=act][value=reset]').click();
  await page.locator('#rows').waitFor();
  await page.goto(`/tickets/${numbers[0]}`);
  await page.locator('#ticket .fact[popovertarget=deadline-menu]').first().waitFor();
  assert.match(await page.locator('#side [popovertarget=deadline-menu]').first().textContent(), /15:00|3:00/);
  await leave(page, true);
});

test('Enter beside a tag adds the tag, and the button for it stays in sight', async () => {
  const page = await desk.atTheDesk();
  const numbers = await ticked(page);
  await page.locator('[popovertarget=bulk-tag]').click();
  await page.fill('#bulk-tag-name', 'recall');
  assert.ok(await page.locator('#bulk-tag [value=tag]').isVisible());
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: '2 tickets changed' }).waitFor();
  await page.goto(`/tickets/${numbers[1]}`);
  await page.locator('#side .tag', { hasText: 'recall' }).waitFor();
  await leave(page);
});

test('snooze in words and following, over the selection', async () => {
  const page = await desk.atTheDesk();
  const numbers = await ticked(page);
  await page.locator('[popovertarget=bulk-more]').click();
  await page.locator('#bulk-more [value=follow]').click();
  await page.locator('.toast', { hasText: 'tickets changed' }).waitFor();
  for (const nth of [0, 1]) await page.locator('.row-check input').nth(nth).check({ force: true });
  await page.locator('[popovertarget=bulk-snooze]').click();
  await page.fill('#bulk-snooze-words', 'next Monday 9am');
  assert.ok(await page.locator('#bulk-snooze .menu-item').first().isVisible(), 'words narrow no menu');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: /2 tickets snoozed until Mon .* 09:00/ }).waitFor();
  await page.locator(`#row-${numbers[0]}`).waitFor({ state: 'detached' });
  await page.goto('/tickets?view=snoozed');
  await page.locator(`#row-${numbers[0]}`).waitFor();
  await page.goto(`/tickets/${numbers[0]}`);
  await page.locator('[name=follow][value=off]').first().waitFor({ state: 'attached' });
  await leave(page);
});

for (const look of looks) {
  test(`which of many takes the others is sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    const numbers = await ticked(page, 3);
    await page.locator('[popovertarget=bulk-more]').click();
    await page.locator('#bulk-more [value=merge]').click();
    await page.locator('#bulk [name=into]').nth(2).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wide, 'it fits');
    assert.equal(await page.locator('#bulk [name=into]:checked').inputValue(), numbers.map(Number).sort((one, two) => one - two)[0].toString());
    await leave(page);
  });
}

test('many become one, and come back as they were', async () => {
  const page = await desk.atTheDesk();
  const numbers = await ticked(page, 3);
  await page.locator('[popovertarget=bulk-more]').click();
  await page.locator('#bulk-more [value=merge]').click();
  await page.locator(`#bulk [name=into][value="${numbers[0]}"]`).check();
  await page.locator('#bulk .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/tickets');
  await page.locator(`#row-${numbers[0]}`).waitFor();
  await page.locator(`#row-${numbers[1]}`).waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: '2 tickets changed' }).locator('button', { hasText: 'Undo' }).click();
  await page.locator(`#row-${numbers[1]}`).waitFor();
  await page.goto(`/tickets/${numbers[2]}`);
  assert.ok(page.url().endsWith(`/tickets/${numbers[2]}`), 'it stands by itself again');
  await leave(page);
});

test('a list is taken along as it is shown, or whole', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open&order=subject');
  await page.keyboard.press('v');
  const head = async (which) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator(`#list-show [href*="format=csv"]${which}`).click()]);
    return (await readFile(await file.path(), 'utf8')).split('\r\n')[0];
  };
  const shown = await head(':not([href*=columns])');
  assert.equal(shown, '\ufeff"Number","Subject","Status","Requester","Tags","Priority","Due","Assignee","Updated"');
  const whole = await head('[href*="columns=all"]');
  assert.ok(whole.includes('"Organization"') && whole.includes('"Due date"') && whole.includes('"Solved"'), whole);
  await leave(page);
});

test('the heads of columns sort by assignee, page after page', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.locator('.rows-head .row-face .rows-sort').click();
  await page.waitForURL(/order=assignee/);
  await page.locator('.rows-head .row-face [aria-current]').waitFor();
  const names = () => page.locator('.row .row-face .avatar').evaluateAll((all) => all.map((one) => (one.classList.contains('none') ? '' : one.title.toLowerCase())));
  const first = await names();
  await page.locator('.sheet-scroll > .rows').last().evaluate((list) => list.lastElementChild.scrollIntoView());
  await page.waitForFunction((before) => document.querySelectorAll('.row .row-face').length > before, first.length);
  const all = await names();
  assert.ok(all.every((one, at) => !at || all[at - 1] <= one), all.join('\n'));
  assert.ok(new Set(all).size > 1);
  await leave(page);
});

test('the open tickets of a requester are counted beside a ticket, and lead to their list', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.locator('.row .row-link').first().click();
  const badge = page.locator('#side .person .badge[href*="group=requester"]');
  await badge.waitFor();
  const open = Number((await badge.textContent()).replace(/\D/g, ''));
  await badge.click();
  await page.waitForURL(/group=requester/);
  await page.locator('#rows .row').first().waitFor();
  assert.equal(await page.locator('#rows .row').count(), open);
  await leave(page);
});

test('who is away is marked in the menu of those who are given tickets', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/me');
  await page.fill('#until', '2099-03-09');
  await page.selectOption('#substitute', { index: 0 });
  await page.locator('form[action="/me/absence"] .button').first().click();
  await page.locator('form[action="/me/absence"] [value=back]', { hasText: 'I am back' }).waitFor();
  await page.goto('/tickets?view=open');
  await page.goto((await page.locator('.row .row-link').first().getAttribute('href')).split('?')[0]);
  await page.keyboard.press('a');
  await page.locator('#assignee-menu .menu-item .hint', { hasText: 'away until 9 Mar 2099' }).waitFor();
  await page.goto('/me');
  await page.locator('form[action="/me/absence"] [value=back]').click();
  await page.locator('form[action="/me/absence"] [value=back]').waitFor({ state: 'detached' });
  await leave(page, true);
});

test('an absence begins on a day to come', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/me');
  await page.fill('#from', '2099-03-02');
  await page.fill('#until', '2099-03-01');
  await page.locator('form[action="/me/absence"] .button').first().click();
  await page.locator('#from-reason').waitFor();
  await page.fill('#until', '2099-03-09');
  await page.locator('form[action="/me/absence"] .button').first().click();
  await page.locator('form[action="/me/absence"] [value=back]', { hasText: 'not away after all' }).waitFor();
  assert.equal(await page.inputValue('#from'), '2099-03-02');
  await page.locator('form[action="/me/absence"] [value=back]').click();
  await page.locator('form[action="/me/absence"] [value=back]').waitFor({ state: 'detached' });
  await leave(page, true);
});

test('a field of many has the input it has beside a ticket, and Enter in it sets it', async () => {
  const page = await desk.atTheDesk();
  const field = async (kind, name, more = async () => {}) => {
    await page.goto(`/admin/fields/new?kind=${kind}`);
    await page.locator('#label_en').fill(name);
    await more();
    await page.locator('.form-actions .button.primary').click();
    await page.waitForURL(/\/admin\/fields$/);
  };
  await field('choices', 'Broken parts', () => page.locator('#list').fill('Lid\nHandle\nBase'));
  await field('text', 'Serial');
  const numbers = await ticked(page);
  await page.locator('[popovertarget=bulk-field]').click();
  await page.locator('#bulk-field-which').selectOption({ label: 'Broken parts' });
  const boxes = page.locator('#bulk-field-value [type=checkbox]');
  await boxes.first().waitFor();
  assert.equal(await boxes.count(), 3);
  await page.locator('#bulk-field-which').selectOption({ label: 'Serial' });
  await boxes.first().waitFor({ state: 'detached' });
  await page.fill('#bulk-field-value #field_value', 'K-7');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: '2 tickets changed' }).waitFor();
  await page.goto(`/tickets/${numbers[0]}`);
  assert.ok((await page.locator('#side').innerHTML()).includes('K-7'), 'it is set, and nothing else was pressed');
  await leave(page);
});
