// Mail filters in a real browser: made row by row, tried on what came, put in order; the intake of a mailbox.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => { desk = await open(40); });
after(async () => desk.close());

async function signedIn(look = {}) {
  const page = await desk.page(look);
  await signIn(page, desk.account('administrator'));
  return page;
}

async function make(page, name, word, keep) {
  await page.goto('/admin/filters/new');
  await page.fill('#name', name);
  await page.click('button[value="row:0"]');
  await page.locator('[name="field-0.0"]').selectOption('mail_subject');
  await page.locator('[name="value-0.0"]').first().fill(word);
  await page.check(`input[name=keep][value=${keep}]`);
  await page.click('#filter .form-actions .button.primary');
  await page.waitForURL((url) => url.pathname === '/admin/filters');
  await page.getByText(name).waitFor();
}

test('a filter is made row by row, tried, and put before another', async () => {
  const page = await signedIn();
  await make(page, 'Newsletters', 'newsletter', 'ignored');
  await make(page, 'Orders first', 'order', 'kept').catch(() => {});
  // It would do nothing: the page says so, and keeps what was typed.
  await page.getByText(/does nothing yet|まだ何もしません/).waitFor();
  assert.equal(await page.locator('#name').inputValue(), 'Orders first');
  await page.selectOption('#priority', 'high');
  await page.click('#filter .form-actions .button.primary');
  await page.waitForURL((url) => url.pathname === '/admin/filters');
  await page.locator('.rule', { hasText: 'Orders first' }).locator('button[name=order]').first().click();
  await page.waitForFunction(() => document.querySelector('.rule-name')?.textContent === 'Orders first');
  await page.goto('/admin/filters/try');
  await page.locator('#admin-page').waitFor();
  await leave(page, true);
});

test('a mailbox lets in those it knows, and opens a door for mail by HTTP', async () => {
  const page = await signedIn();
  await page.goto('/admin/mailboxes');
  await page.locator('#admin-page .table a').first().click();
  await page.waitForURL(/mailboxes\/\d+$/);
  await page.goto(`${new URL(page.url()).pathname}/entry`);
  await page.check('input[name=admits][value=known]');
  await page.click('.form-bar .button.primary');
  await page.locator('input[name=admits][value=known]:checked').waitFor();
  await page.click('#hook .form-actions .button');
  const address = await page.locator('#hook code').textContent();
  assert.match(address, /\/hooks\/mail\/[\w-]{40,}$/);
  const letter = 'From: Kei <kei@new.example>\r\nSubject: By HTTP\r\nMessage-ID: <http-1@new.example>\r\n\r\nHello.\r\n';
  const answer = await fetch(new URL(new URL(address).pathname, page.url()), { method: 'POST', body: letter, headers: { 'content-type': 'message/rfc822' } });
  assert.equal(answer.status, 200, await answer.text());
  // It is kept before it is answered, and read a moment later.
  for (let n = 0; n < 50 && !(await page.locator('.table', { hasText: 'By HTTP' }).count()); n++) await page.goto('/admin/flights?q=kei@new.example');
  await page.locator('.table', { hasText: 'By HTTP' }).waitFor();
  await leave(page, true);
});

for (const look of looks) {
  test(`mail filters read well: ${named(look)}`, async () => {
    const page = await signedIn(look);
    await page.goto('/admin/mailboxes');
    const mailbox = await page.locator('#admin-page .table a').first().getAttribute('href');
    await sound(page, ['/admin/filters', '/admin/filters/new', '/admin/filters/try', `${mailbox}/entry`], look);
    await leave(page);
  });
}
