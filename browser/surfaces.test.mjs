// Every surface, in both languages, light and dark, wide and narrow: accessible, quiet in the console, and no wider than its window.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { flaws, open, overflow, signIn } from './lib/desk.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

const inside = ['/', '/tickets?view=open', '/tickets?view=spam', '/tickets/new', '/me', '/people', '/organizations', '/admin', '/admin/agents', '/admin/mailboxes', '/admin/statuses', '/admin/outbox'];
const outside = ['/login', '/forgot', '/help', '/help/sign-in', '/help/requests/new'];
const looks = [
  { width: 1440, theme: 'light', language: 'en' },
  { width: 1440, theme: 'dark', language: 'ja' },
  { width: 390, height: 844, theme: 'light', language: 'ja' },
  { width: 360, height: 780, theme: 'dark', language: 'en' },
];

for (const look of looks) {
  const name = `${look.width} px, ${look.theme}, ${look.language}`;

  test(`who is not signed in finds sound pages: ${name}`, async () => {
    const page = await desk.page(look);
    for (const path of outside) await sound(page, path, look);
    await page.context().close();
  });

  test(`an administrator finds sound pages: ${name}`, async () => {
    const page = await desk.page(look);
    await signIn(page, desk.account('administrator'));
    for (const path of inside) await sound(page, path, look);
    await page.goto('/tickets?view=open');
    const ticket = await page.locator('a[href^="/tickets/1"]').first().getAttribute('href');
    await sound(page, ticket, look);
    await page.context().close();
  });
}

async function sound(page, path, look) {
  const response = await page.goto(path);
  assert.equal(response.status(), 200, path);
  assert.equal(await page.locator('html').getAttribute('lang'), look.language, path);
  assert.deepEqual(await flaws(page), [], path);
  assert.ok((await overflow(page)) <= 0, `${path} is wider than ${look.width} px`);
  assert.deepEqual(page.complaints, [], path);
}
