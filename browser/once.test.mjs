// What is pressed twice is done once, in a real browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';

let desk;
before(async () => (desk = await open(30)));
after(() => desk.close());

/** How many forms leave the page for this path, each held back a little. */
async function counted(page, path) {
  const sent = [];
  await page.route((url) => path.test(url.pathname), async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    sent.push(route.request().url());
    await new Promise((done) => setTimeout(done, 1_000));
    await route.fallback();
  });
  return sent;
}

async function openTicket(page) {
  await page.goto('/tickets?view=open');
  await page.goto((await page.locator('.row .row-link').first().getAttribute('href')).split('?')[0]);
}

async function writeNote(page, text) {
  await page.locator('.composer textarea[name=text]').focus();
  await page.locator('.composer .editor-text').waitFor();
  await page.locator('.composer .editor-text').focus();
  await page.locator('label.composer-kind').filter({ has: page.locator('input[value=note]') }).click();
  await page.locator('.composer .editor-text').pressSequentially(text);
}

test('what arrived and was never answered is sent once; what was changed since is asked about', async () => {
  const page = await desk.atTheDesk();
  await openTicket(page);
  const mark = Date.now();
  const said = (text) => page.locator('.timeline .message', { hasText: text });
  const lost = async () => {
    const arrived = new Promise((done) => {
      void page.route('**/messages', async (route) => {
        await route.fetch({ maxRedirects: 0 });
        await route.abort();
        done();
      }, { times: 1 });
    });
    await page.keyboard.press('Control+Enter');
    await arrived;
    await page.locator('.toast', { hasText: 'cannot be reached' }).last().waitFor();
  };
  await writeNote(page, `Lost ${mark}a`);
  await lost();
  await page.locator('.composer [data-send]').click();
  await page.waitForFunction(() => document.querySelector('.composer textarea[name=text]').value === '');
  await said(`Lost ${mark}a`).waitFor();
  assert.equal(await said(`Lost ${mark}a`).count(), 1);

  await writeNote(page, `Lost ${mark}b`);
  await lost();
  await page.locator('.composer .editor-text').pressSequentially(', and more');
  await page.locator('.composer [data-send]').click();
  await page.locator('.composer-reason', { hasText: 'Send once more' }).waitFor();
  assert.equal(await said(`Lost ${mark}b`).count(), 1);
  await page.locator('.composer [data-send]').click();
  await said(`Lost ${mark}b, and more`).waitFor();
  assert.equal(await said(`Lost ${mark}b`).count(), 2);
  page.complaints = page.complaints.filter((line) => !/ERR_FAILED|Failed to fetch/.test(line));
  await leave(page, true);
});

test('a double click on Send, and Ctrl Enter twice, keep one note each; the next one goes as well', async () => {
  const page = await desk.atTheDesk();
  await openTicket(page);
  const sent = await counted(page, /^\/tickets\/\d+\/messages$/);
  const said = (text) => page.locator('.timeline .message', { hasText: text });
  const mark = Date.now();
  const presses = [
    () => page.locator('.composer [data-send]').dblclick(),
    async () => {
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Enter');
    },
  ];
  for (const [nth, press] of presses.entries()) {
    await writeNote(page, `Once ${nth} ${mark}`);
    await press();
    await said(`Once ${nth} ${mark}`).waitFor();
    await page.waitForTimeout(1_500);
    assert.equal(sent.length, nth + 1);
    assert.equal(await said(`Once ${nth} ${mark}`).count(), 1);
  }
  await leave(page);
});

test('while a note is on its way nothing is typed that would be lost; after a refusal one goes on', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.goto((await page.locator('.row .row-link').nth(1).getAttribute('href')).split('?')[0]);
  const editor = page.locator('.composer .editor-text');
  await page.locator('.composer textarea[name=text]').focus();
  await editor.focus();
  await page.locator('label.composer-kind').filter({ has: page.locator('input[value=note]') }).click();
  const mark = `Held ${Date.now()}`;
  await editor.pressSequentially(mark);
  let answer;
  const asked = new Promise((done) => page.route('**/messages', (route) => {
    answer = route;
    done();
  }));
  await page.keyboard.press('Control+Enter');
  await asked;
  await page.keyboard.type(' and more');
  assert.equal((await editor.innerText()).trim(), mark);
  await answer.abort();
  await page.locator('.composer .editor-text[contenteditable=true]').waitFor();
  await page.keyboard.type(' goes on');
  assert.equal((await editor.innerText()).trim(), `${mark} goes on`);
  await page.unroute('**/messages');
  await page.keyboard.press('Control+Enter');
  await page.locator('.timeline .message', { hasText: `${mark} goes on` }).waitFor();
  // The sending that was cut off is what the browser complains about.
  page.complaints = page.complaints.filter((line) => !/ERR_FAILED|Failed to fetch/.test(line));
  await leave(page);
});

test('a note on a person is kept once, and the next one as well', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/people/new');
  await page.fill('#email', 'once@parts.example');
  await page.fill('#name', 'Rin Mori');
  const made = await counted(page, /^\/people$/);
  await page.locator('#person .form-actions .button.primary').dblclick();
  await page.waitForURL((url) => /^\/people\/\d+$/.test(url.pathname));
  assert.equal(made.length, 1);
  const sent = await counted(page, /^\/people\/\d+\/notes$/);
  for (const nth of [1, 2]) {
    if (!(await page.locator('#note-text').isVisible())) await page.locator('.person-note-new summary').click();
    await page.fill('#note-text', `Rings at noon ${nth}`);
    await page.locator('.person-note-new .form-actions .button').dblclick();
    await page.locator('.person-note', { hasText: `Rings at noon ${nth}` }).waitFor();
    await page.waitForTimeout(1_500);
    assert.equal(sent.length, nth);
    assert.equal(await page.locator('.person-note').count(), nth);
  }
  await leave(page);
});
