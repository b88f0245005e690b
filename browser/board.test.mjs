// A list as a board: cards are put into other columns by dragging, by keys and by a menu; what is refused goes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(80)));
after(() => desk.close());

async function atTheBoard(by = 'status', wish = {}) {
  const page = await desk.page(wish);
  await signIn(page, desk.account('administrator'));
  await page.goto('/tickets?view=open');
  const now = await page.locator('#arrange-board').inputValue();
  if (now !== by) {
    await page.evaluate((by) => {
      const form = document.querySelector('#list-show form');
      form.querySelector('#arrange-board').value = by;
      form.requestSubmit();
    }, by);
    await page.locator(by ? `#board input[name=grouping][value=${by}]` : '.rows .row').first().waitFor({ state: 'attached' });
  }
  return page;
}

const full = (page) => page.locator('.board-column:not(.slim)');
const ids = (cards) => cards.evaluateAll((all) => all.map(({ id }) => id));
/** How many a column says it has. */
const said = async (column) => Number((await column.locator('.board-head .count').textContent()).replace(/\D/g, ''));

async function inColumn(page, card, column) {
  await page.waitForFunction(([card, column]) => document.getElementById(card)?.closest('.board-column')?.id === column && !document.querySelector('[data-moving]'), [card, column]);
}

for (const look of looks) {
  test(`a board is sound: ${named(look)}`, async () => {
    const page = await atTheBoard('status', look);
    await sound(page, ['/tickets?view=open', '/tickets?view=snoozed'], look);
    await leave(page);
  });
}

test('the toggle remembers the board, for oneself and this list', async () => {
  const page = await atTheBoard('');
  await page.keyboard.press('b');
  await page.locator('#board').waitFor();
  await page.goto('/tickets?view=unassigned');
  assert.equal(await page.locator('#board').count(), 0);
  await page.goto('/tickets?view=open');
  await page.locator('#board').waitFor();
  await leave(page);
});

test('a card is dragged into another column, with its number and a way back', async () => {
  const page = await atTheBoard('priority');
  const [from, to] = [full(page).nth(0), page.locator('#column-low')];
  const [card] = await ids(from.locator('.board-card'));
  const [here, there] = [await said(from), await said(to)];
  const fromId = await from.getAttribute('id');
  await page.locator(`#${card}`).dragTo(to, { targetPosition: { x: 20, y: 120 } });
  await inColumn(page, card, 'column-low');
  await page.waitForFunction(([id, wanted]) => document.querySelector(`#${id} .board-head .count`)?.textContent === String(wanted), ['column-low', there + 1]);
  assert.equal(await said(page.locator(`#${fromId}`)), here - 1);
  await page.locator('.toast button[data-undo], .toast form button').first().click();
  await inColumn(page, card, fromId);
  await leave(page);
});

test('the keyboard walks from card to card, and puts one into the next column with the focus kept', async () => {
  const page = await atTheBoard('priority');
  await page.locator('#stage').focus();
  await page.keyboard.press('ArrowDown');
  const focused = () => page.evaluate(() => document.activeElement.closest('.board-card')?.id);
  const first = await focused();
  assert.equal(first, (await ids(page.locator('.board-card')))[0]);
  await page.keyboard.press('j');
  const second = await focused();
  assert.notEqual(second, first);
  await page.keyboard.press('k');
  assert.equal(await focused(), first);
  const was = await page.locator(`#${first}`).evaluate((card) => card.closest('.board-column').id);
  const next = await page.locator(`#${was}`).evaluate((column) => column.nextElementSibling.id);
  await page.keyboard.press('Shift+ArrowRight');
  await inColumn(page, first, next);
  await page.waitForFunction((id) => document.activeElement?.closest('.board-card')?.id === id, first);
  await page.keyboard.press('Shift+ArrowLeft');
  await inColumn(page, first, was);
  await page.waitForFunction((id) => document.activeElement?.closest('.board-card')?.id === id, first);
  // Its menu says where it lies, and leads elsewhere.
  await page.keyboard.press('m');
  await page.locator('#board-menu').waitFor();
  assert.equal(`column-${await page.locator('#board-menu [aria-checked=true]').getAttribute('value')}`, was);
  await page.locator(`#board-menu [value=${next.replace('column-', '')}]`).focus();
  await page.keyboard.press('Enter');
  await inColumn(page, first, next);
  await page.waitForFunction((id) => document.activeElement?.closest('.board-card')?.id === id, first);
  await leave(page);
});

/** The first two cards of the first column that has as many, ticked by keys. */
async function tickedTwo(page) {
  const column = full(page).filter({ has: page.locator('.board-card:nth-child(2)') }).first();
  const two = (await ids(column.locator('.board-card'))).slice(0, 2);
  for (const card of two) {
    await page.locator(`#${card} .board-link`).focus();
    await page.keyboard.press('x');
  }
  await page.locator('.bulk').waitFor();
  assert.equal(await page.locator('[data-ticked]').textContent(), '2');
  return { two, from: await column.getAttribute('id') };
}

test('cards are ticked by keys and changed together, by the bar or by dragging one of them', async () => {
  const page = await atTheBoard('priority');
  const { two, from } = await tickedTwo(page);
  await page.keyboard.press('Escape');
  await page.locator('.bulk').waitFor({ state: 'hidden' });
  const again = await tickedTwo(page);
  assert.deepEqual(again.two, two);
  const to = from === 'column-low' ? 'high' : 'low';
  await page.keyboard.press('p');
  await page.locator('#bulk-priority').waitFor();
  await page.locator(`#bulk-priority [value=${to}]`).click();
  for (const card of two) await inColumn(page, card, `column-${to}`);
  // What was changed stays ticked, as in a list: the next change is for the same.
  assert.equal(await page.locator('.row-check :checked').count(), 2);
  await page.locator(`#${two[1]}`).dragTo(page.locator(`#${from} .board-head`));
  for (const card of two) await inColumn(page, card, from);
  await page.locator('[data-untick]').click();
  await page.locator('.bulk').waitFor({ state: 'hidden' });
  await page.locator(`#${two[0]}`).hover();
  await page.locator(`#${two[0]} .row-check`).click();
  await page.locator('.bulk').waitFor();
  await leave(page);
});

test('a card is dragged onto a queue beside the board', async () => {
  const page = await atTheBoard('assignee');
  const me = await page.locator('#bulk-assignee .menu-item').first().getAttribute('value');
  const card = (await ids(page.locator(`.board-column:not(#column-${me}) .board-card[draggable=true]`)))[0];
  await page.locator(`#${card}`).dragTo(page.locator(`[data-drops="assignee=${me}"]`).first());
  await inColumn(page, card, `column-${me}`);
  await leave(page);
});

test('what the desk refuses is told with words, and the card goes back', async () => {
  const page = await atTheBoard('status');
  await page.evaluate(() => {
    // As if the ticket had been changed meanwhile: an old version.
    document.querySelectorAll('.board-card').forEach((card) => (card.dataset.version = '0'));
  });
  const column = full(page).nth(0);
  const [card] = await ids(column.locator('.board-card'));
  const was = await column.getAttribute('id');
  await page.locator(`#${card} .board-link`).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.locator('.banner[role=alert]').waitFor();
  await inColumn(page, card, was);
  await leave(page, true);
});

test('what a colleague moves arrives by itself', async () => {
  const [one, other] = [await atTheBoard('priority'), await atTheBoard('priority')];
  const card = (await ids(full(one).nth(0).locator('.board-card'))).at(-1);
  await one.locator(`#${card} .board-link`).focus();
  const target = await one.locator(`#${card}`).evaluate((card) => card.closest('.board-column').nextElementSibling.id);
  await one.keyboard.press('Shift+ArrowRight');
  await inColumn(one, card, target);
  await other.waitForFunction(([card, column]) => document.getElementById(card)?.closest('.board-column')?.id === column, [card, target], { timeout: 15_000 });
  await leave(one);
  await leave(other);
});

test('on a phone the menu on the card does it, and columns lie beside each other', async () => {
  const page = await atTheBoard('priority', { width: 390, height: 844 });
  const column = full(page).nth(0);
  const [card] = await ids(column.locator('.board-card'));
  await page.locator(`#${card} .board-link`).scrollIntoViewIfNeeded();
  await page.locator(`#${card} .board-move`).focus();
  await page.keyboard.press('Enter');
  const to = page.locator('#board-menu [aria-checked=false]').last();
  const bucket = await to.getAttribute('value');
  await to.click();
  await inColumn(page, card, `column-${bucket}`);
  await leave(page);
});

test('a board is read without a script, and a card leads to its ticket and back', async () => {
  const page = await atTheBoard('status');
  const link = page.locator('.board-link').first();
  const subject = (await link.textContent()).trim();
  await link.click();
  await page.locator('#ticket').waitFor();
  assert.ok((await page.locator('h1').allTextContents()).some((text) => text.includes(subject.slice(0, 12))));
  const plain = await desk.page({ script: false });
  await plain.context().addCookies(await page.context().cookies());
  await plain.goto('/tickets?view=open');
  assert.ok((await plain.locator('.board-card').count()) > 0);
  await leave(plain);
  await leave(page);
});
