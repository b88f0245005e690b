// Keys of one's own: moved by pressing them, heard at once, and silent where somebody wants them silent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

async function atTheKeys(wish = {}) {
  const page = await desk.page(wish);
  await signIn(page, desk.account('administrator'));
  await page.goto('/me/shortcuts');
  return page;
}

const save = async (page) => {
  await page.keyboard.press('Control+Enter');
  await page.locator('.toast').waitFor();
};
const value = (page, word) => page.locator(`#key-${word}`).inputValue();

for (const look of looks) {
  test(`the page of keys is sound: ${named(look)}`, async () => {
    const page = await atTheKeys(look);
    await sound(page, ['/me/shortcuts'], look);
    await leave(page);
  });
}

test('a key is moved by pressing it, and does there what it did before', async () => {
  const page = await atTheKeys();
  await page.focus('#key-snooze');
  await page.keyboard.press('m');
  assert.equal(await value(page, 'snooze'), 'm');
  // Those that have the key where snoozing is done.
  for (const word of ['move', 'insert-macro']) {
    await page.focus(`#key-${word}`);
    await page.keyboard.press('Backspace');
  }
  await page.focus('#key-go-people');
  await page.keyboard.press('g');
  await page.keyboard.press('7');
  assert.equal(await value(page, 'go-people'), 'g 7');
  await page.focus('#key-next');
  await page.keyboard.press('ArrowDown');
  assert.equal(await value(page, 'next'), 'j', 'what is no key of its own leaves the field as it is');
  await page.keyboard.press('v');
  await page.focus('#key-show');
  await page.keyboard.press('5');
  await save(page);
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('g');
  await page.keyboard.press('7');
  await page.waitForURL('**/people');
  await page.goto('/tickets?view=open');
  await page.keyboard.press('v');
  await page.waitForFunction(() => document.activeElement?.closest('.row') === document.querySelector('.rows .row'));
  await page.keyboard.press('j');
  assert.ok(await page.evaluate(() => document.activeElement?.closest('.row') === document.querySelector('.rows .row')), 'the old key is silent');
  await page.keyboard.press('m');
  await page.locator('#bulk-snooze').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const help = page.locator('#shortcuts');
  await help.waitFor();
  const keys = (await help.innerText()).replaceAll(/\s+/g, ' ');
  assert.match(keys, /Next ticket V /);
  assert.equal(keys.match(/Next ticket/g).length, 1, 'two keys of one name');
  await page.keyboard.press('Escape');
  await page.goto('/me/shortcuts');
  await page.locator('button[value=standard]').click();
  await page.locator('.toast').waitFor();
  assert.equal(await value(page, 'next'), 'j');
  await leave(page);
});

test('two of a page cannot share a key, and what was typed stays', async () => {
  const page = await atTheKeys();
  await page.focus('#key-reply');
  await page.keyboard.press('e');
  await page.keyboard.press('Control+Enter');
  await page.locator('#reply-reason').waitFor();
  assert.equal(await value(page, 'reply'), 'e');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'key-reply');
  page.complaints.splice(0);
  await leave(page);
});

test('whoever wants no single keys has none, and keeps those with Ctrl', async () => {
  const page = await atTheKeys();
  await page.locator('input[name=off]').check();
  await save(page);
  await page.goto('/tickets?view=open');
  await page.locator('.rows .row').first().waitFor();
  for (const key of ['j', 'c', 'x', '/', '?', 'g', 'p']) await page.keyboard.press(key);
  assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.matches('.sheet-scroll')));
  assert.match(page.url(), /view=open$/);
  await page.keyboard.press('Control+k');
  await page.locator('dialog.palette[open]').waitFor();
  await page.goto('/me/shortcuts');
  await page.locator('button[value=standard]').click();
  await page.locator('.toast').waitFor();
  await leave(page);
});

test('whatever a page does is in the palette: with a key, in a menu, or ticked', async () => {
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  const field = page.locator('dialog.palette input');
  const offers = async (typed, named = typed) => {
    await field.fill(typed);
    await page.locator('[data-palette-here] .palette-item', { hasText: named }).first().waitFor().catch(() => assert.fail(`${page.url()}: ${typed}`));
  };
  /** Everything in view that has a key, as it is called. */
  const keyed = () => page.locator('#stage [data-key]').evaluateAll((all) => all
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => (one.dataset.command || one.getAttribute('aria-label') || one.title || one.innerText).trim().split('\n')[0])
    .filter(Boolean));
  await page.goto('/tickets?view=open');
  await page.locator('.row-check input').nth(1).check({ force: true });
  const onTheList = await keyed();
  assert.ok(onTheList.length > 8, onTheList.join());
  await page.keyboard.press('Control+k');
  for (const name of onTheList) await offers(name);
  for (const [typed, name] of [['select', 'Select all'], ['columns', 'Columns'], ['colour', 'Colours'], ['excel', 'Excel'], ['longest', 'Changed longest ago'], ['due', 'Due'], ['type', 'Type'], ['compact', 'Compact'], ['theme', 'Dark'], ['sign out', 'Sign out']]) await offers(typed, name);
  await field.fill('assign');
  await page.waitForFunction(() => document.querySelectorAll('[data-palette-here] .palette-item').length > 8);
  await offers('select all');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => [...document.querySelectorAll('.row-check input')].every((box) => box.checked));
  await page.locator('.row .row-link').nth(1).click();
  await page.locator('#ticket').waitFor();
  const onTheTicket = await keyed();
  await page.keyboard.press('Control+k');
  for (const name of onTheTicket) await offers(name);
  await offers('previous', 'Previous ticket');
  await offers('next ticket');
  const before = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href !== before);
  await leave(page);
});

test('a key opens its menu in view though its button is scrolled away', async () => {
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  await page.goto('/tickets?view=open');
  await page.locator('.row a').first().click();
  await page.locator('.fact[data-key=p]').waitFor();
  await page.evaluate(() => {
    document.querySelector('#timeline').style.paddingBlockEnd = '200vh';
    document.querySelector('.composer')?.scrollIntoView({ block: 'end' });
    document.querySelector('#timeline').parentElement.scrollTo(0, 9999);
    document.querySelector('#timeline').closest('.sheet-scroll')?.scrollTo(0, 9999);
  });
  await page.waitForFunction(() => document.querySelector('.fact[data-key=p]').getBoundingClientRect().bottom < 0);
  await page.keyboard.press('p');
  await page.locator('#priority-menu:popover-open').waitFor();
  const at = await page.locator('#priority-menu').boundingBox();
  assert.ok(at.y > 0 && at.y + at.height < page.viewportSize().height, JSON.stringify(at));
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.querySelector('.fact[data-key=p]').scrollIntoView());
  await page.locator('.fact[data-key=p]').click();
  assert.ok(!(await page.locator('#priority-menu').getAttribute('class')).includes('adrift'), 'beside its button again');
  await leave(page);
});

test('letters in an open menu find what begins with them, and no key of the page acts', async () => {
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  await page.goto('/tickets?view=open');
  await page.locator('.row a').first().click();
  const status = page.locator('.fact[data-key=s]');
  await status.waitFor();
  const [url, was] = [page.url(), await status.innerText()];
  const here = () => page.evaluate(() => document.activeElement.textContent.trim());
  await page.keyboard.press('s');
  await page.waitForFunction(() => document.activeElement?.closest('#status-menu'));
  await page.keyboard.type('solved');
  assert.equal(await here(), 'Solved');
  // A moment later one begins anew; the same letter again goes on, and round.
  const names = (await page.locator('#status-menu .menu-item:not([aria-disabled=true])').allInnerTexts()).map((name) => name.trim());
  const at = names.indexOf('Solved');
  const wanted = [...names.slice(at + 1), ...names.slice(0, at)].filter((name) => name.startsWith('O'));
  assert.ok(wanted.length > 1, names.join());
  await page.waitForTimeout(600);
  for (const name of wanted) {
    await page.keyboard.press('o');
    assert.equal(await here(), name);
  }
  for (const key of ['j', 'x', '#', '?']) await page.keyboard.press(key);
  assert.deepEqual([page.url(), await status.innerText()], [url, was]);
  assert.equal(await page.locator('dialog[open], .popover:popover-open, .menu:popover-open:not(#status-menu)').count(), 0);
  await page.keyboard.press('Escape');
  await page.locator('#status-menu').waitFor({ state: 'hidden' });
  await page.keyboard.press('p');
  await page.locator('#priority-menu:popover-open').waitFor();
  await leave(page);
});

test('letters find Japanese names as well, in either kana', async () => {
  const page = await desk.page({ language: 'ja' });
  await signIn(page, desk.account('administrator'));
  await page.goto('/tickets?view=open');
  await page.locator('.row a').first().click();
  await page.locator('[popovertarget=more-menu]').click();
  await page.waitForFunction(() => document.activeElement?.closest('#more-menu'));
  const type = (letters) => page.evaluate((letters) => {
    for (const key of letters) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    return document.activeElement.textContent.trim();
  }, letters);
  const names = (await page.locator('#more-menu .menu-item:not(label)').locator('visible=true').evaluateAll((all) => all.map((item) => item.textContent.trim())));
  const kana = names.find((name) => /^[ァ-ヶ]{2}/.test(name));
  const typed = [...kana.slice(0, 2)].map((letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60)).join('');
  const found = await type(typed);
  assert.ok(found.startsWith(kana.slice(0, 2)), `${typed}: ${found}`);
  await page.waitForTimeout(600);
  const last = names.at(-1);
  const again = await type(last.slice(0, 2));
  assert.ok(again.startsWith(last.slice(0, 2)), `${last}: ${again}`);
  await leave(page);
});
