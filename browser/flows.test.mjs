// Flows: built by keyboard and by dragging, published, switched on, and seen to go through a ticket.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(40)));
after(() => desk.close());

/** A flow that starts by a button, with nothing in it. */
async function made(page, name) {
  await page.goto('/admin/flows/new');
  await page.locator('#name').fill(name);
  const drawn = page.waitForResponse((answer) => answer.url().includes('/admin/flows') && answer.request().method() === 'POST');
  await page.locator('input[name=start][value=button]').check({ force: true });
  await drawn;
  await page.locator('#on').waitFor({ state: 'detached' });
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/flows\/\d+$/);
}

/** Opens a plus sign by keyboard and takes a kind from it. */
async function add(page, place, kind) {
  const slot = page.locator(`.flow-slot[data-place="${place}"]`);
  await slot.locator('summary').focus();
  await page.keyboard.press('Enter');
  await slot.locator(`button[value=${kind}]`).focus();
  await page.keyboard.press('Enter');
}

async function act(page, place, kind, value) {
  await add(page, place, 'act');
  await page.waitForURL(/\/nodes\/\d+$/);
  if (kind !== 'set_priority') {
    await page.locator('select[name=step-0]').selectOption(kind);
    await page.locator(`select[name=step-0-value] option[value=${value}]`).waitFor({ state: 'attached' });
  }
  await page.locator('select[name=step-0-value]').selectOption(value);
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/flows\/\d+(#|$)/);
  await page.locator('#canvas').waitFor();
}

const order = (page) => page.locator('.flow-canvas .flow-node').evaluateAll((nodes) => nodes.map((node) => node.dataset.kind).join(' '));

test('a flow is built by keyboard and by dragging, and goes through a ticket', async () => {
  const page = await desk.atTheDesk();
  await made(page, 'Careful');
  await act(page, '0.0.0', 'set_priority', 'urgent');
  await add(page, '0.0.1', 'branch');
  await page.waitForURL(/\/nodes\/\d+$/);
  const drawn = page.waitForResponse((answer) => answer.url().includes('/nodes/') && answer.request().method() === 'POST');
  await page.locator('#if .condition-more button').first().click();
  await drawn;
  await page.locator('.condition-row select[name="field-0.0"]').selectOption('priority');
  await page.locator('.condition-row input[value=urgent]').check({ force: true });
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/flows\/\d+(#|$)/);
  await page.locator('.flow-node[data-kind=branch]').waitFor();
  await act(page, '0.0.2', 'set_kind', 'problem');
  assert.equal(await order(page), 'act branch act');
  const flow = new URL(page.url()).pathname;

  // By keyboard, into the second way of the branch.
  const last = page.locator('.flow-node[data-kind=act]').last();
  await last.locator('.flow-title').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.locator('[data-list=no] .flow-node[data-kind=act]').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[data-list=no]'));

  // By dragging, into the first.
  await page.locator('[data-list=no] .flow-card').first().dragTo(page.locator('[data-list=yes] .flow-slot').first());
  await page.locator('[data-list=yes] .flow-node[data-kind=act]').waitFor();

  // What is not finished is said, where it is.
  await add(page, '0.0.2', 'call');
  await page.waitForURL(/\/nodes\/\d+$/);
  await page.goto(flow);
  await page.locator('#publish .primary').click();
  await page.locator('.banner.danger').waitFor();
  assert.ok(await page.locator('.flow-card[data-faulty]').count());
  // The browser tells of the refusal.
  page.complaints.splice(0);
  await page.locator('.flow-node[data-kind=call] .flow-title').focus();
  await page.keyboard.press('Delete');
  await page.locator('.flow-node[data-kind=call]').waitFor({ state: 'detached' });
  await add(page, '0.0.2', 'wait');
  await page.waitForURL(/\/nodes\/\d+$/);
  await page.locator('.form-actions .button.primary').click();
  await page.locator('.flow-node[data-kind=wait]').waitFor();
  await page.locator('#publish .primary').click();
  await page.locator('#switch [value=on]').waitFor();
  await page.locator('#switch [value=on]').click();
  await page.locator('#switch [value=on][aria-pressed=true]').waitFor();

  await page.goto('/tickets?view=open');
  await page.locator('.row a').first().click();
  await page.waitForURL(/\/tickets\/\d+/);
  const ticket = new URL(page.url()).pathname;
  await page.goto(`${ticket}/flows`);
  await page.locator('#buttons button', { hasText: 'Careful' }).click();
  await page.locator('.flow-run').waitFor();
  await page.waitForFunction(async (ticket) => (await (await fetch(`${ticket}/flows`)).text()).includes('flow-decide') && (await (await fetch(`${ticket}/flows`)).text()).includes('step 4'), ticket, { timeout: 20_000 });
  await page.goto(ticket);
  assert.match(await page.locator('#flows-under-way').textContent(), /Careful\s+Waits until .* at step 4/);
  assert.ok(await page.locator('.fact[data-key=p] [data-priority=urgent]').count());
  await page.goto(`${ticket}/flows`);
  const steps = await page.locator('.flow-steps > li').allTextContents();
  assert.ok(steps.some((step) => step.includes('It holds')), steps.join('\n'));
  await page.locator('.flow-decide [value=cancel]').click();
  await page.locator('.flow-run .badge', { hasText: 'Cancelled' }).waitFor();
  await leave(page);
});

test('a flow is built without a script', async () => {
  const page = await desk.page({ script: false });
  await signIn(page, desk.account('administrator'));
  await page.goto('/admin/flows/new');
  await page.locator('#name').fill('By pencil');
  await page.locator('.form-actions .button.primary').click();
  await page.locator('.flow-slot summary').first().click();
  await page.locator('.flow-slot button[value=parallel]').first().click();
  await page.locator('[data-list=lane] .flow-slot summary').first().click();
  await page.locator('[data-list=lane] .flow-slot button[value=stop]').first().click();
  assert.equal(await order(page), 'parallel stop');
  await page.locator('.flow-node[data-kind=stop] [value=down]').click();
  assert.equal(await page.locator('[data-list=lane]').nth(1).locator('.flow-node').count(), 1);
  await page.locator('.flow-node[data-kind=stop] [data-remove]').click();
  assert.equal(await order(page), 'parallel');
  await leave(page);
});

for (const look of looks) {
  test(`building flows is sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await sound(page, ['/admin/flows', '/admin/flows/new', '/admin/flows/import', '/admin/flows/1', '/admin/flows/1/start', '/admin/flows/1/nodes/2', '/admin/flows/1/nodes/1'], look);
    await leave(page);
  });
}
