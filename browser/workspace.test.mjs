// A day at the desk: by keyboard, live, with a second thought.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, signIn } from './lib/desk.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

async function atTheDesk(role = 'administrator') {
  const page = await desk.page();
  await signIn(page, desk.account(role));
  return page;
}

async function firstTicket(page) {
  await page.goto('/tickets?view=open');
  const path = await page.locator('a[href^="/tickets/1"]').first().getAttribute('href');
  return path.split('?')[0];
}

test('the keyboard leads from the list into a ticket and back', async () => {
  const page = await atTheDesk();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.locator('.row-link').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await page.waitForURL(/\/tickets\/1\d+/);
  await page.context().close();
});

test('a reply is sent, seen, and taken back', async () => {
  const page = await atTheDesk();
  await page.goto(await firstTicket(page));
  const said = `Thank you for your patience ${Date.now()}.`;
  await page.locator('textarea[name=text]').first().fill(said);
  await page.locator('form.composer [data-send]').first().click();
  await page.locator('.message', { hasText: said }).first().waitFor();
  await page.locator('.message form[action*="take-back"] button').first().click();
  await page.waitForFunction((text) => [...document.querySelectorAll('textarea[name=text]')].some((area) => area.value.includes(text)), said);
  await page.context().close();
});

test('Enter that confirms a conversion never sends, and no key acts while converting', async () => {
  const page = await atTheDesk();
  const path = await firstTicket(page);
  await page.goto(path);
  const before = await page.locator('.message').count();
  const area = page.locator('textarea[name=text]').first();
  await area.fill('お世話になって');
  await area.dispatchEvent('compositionstart');
  for (const modifiers of [{}, { ctrlKey: true }]) {
    await area.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, ...modifiers });
  }
  await page.locator('body').dispatchEvent('keydown', { key: 'j', keyCode: 229, isComposing: true, bubbles: true });
  await page.waitForTimeout(400);
  assert.equal(new URL(page.url()).pathname, path);
  assert.equal(await page.locator('.message').count(), before);
  assert.equal(await area.inputValue(), 'お世話になって');
  await page.context().close();
});

test('a draft survives a reload', async () => {
  const page = await atTheDesk('supervisor');
  await page.goto(await firstTicket(page));
  const area = page.locator('textarea[name=text]').first();
  await area.pressSequentially('Half a thought');
  await page.waitForTimeout(2000);
  await page.reload();
  assert.match(await page.locator('textarea[name=text]').first().inputValue(), /Half a thought/);
  await page.context().close();
});

test('what a colleague writes appears by itself', async () => {
  const [one, other] = [await atTheDesk(), await atTheDesk()];
  await one.goto('/tickets?view=open');
  const path = await firstTicket(one);
  await one.goto(path);
  await other.goto(path);
  await one.waitForTimeout(800);
  const said = `A note for all ${Date.now()}`;
  await other.keyboard.press('n');
  await other.locator('textarea[name=text]').first().fill(said);
  await other.locator('form.composer [data-send]').first().click();
  await one.locator('.message', { hasText: said }).first().waitFor({ timeout: 8000 });
  await one.context().close();
  await other.context().close();
});
