// Coming in: sign-in, a forgotten password, the way out; with and without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(5)));
after(() => desk.close());

for (const look of looks) {
  test(`the doors are sound: ${named(look)}`, async () => {
    const page = await desk.page(look);
    await sound(page, ['/login', '/login?notice=signed-out', '/forgot'], look);
    await leave(page);
  });
}

for (const script of [true, false]) {
  const how = script ? 'with scripts' : 'without scripts';

  test(`an agent signs in and out, ${how}`, async () => {
    const page = await desk.page({ script });
    await signIn(page, desk.account('agent'));
    assert.match(await page.title(), /\S/);
    await page.evaluate(() => document.querySelector('form[action="/logout"]').submit());
    await page.waitForURL(/\/login\?notice=signed-out/);
    await page.getByRole('status').waitFor();
    await page.goto('/tickets');
    assert.equal(new URL(page.url()).pathname, '/login');
    await leave(page);
  });

  test(`a wrong password is said above the form, and the address stays, ${how}`, async () => {
    const page = await desk.page({ script });
    await page.goto('/login');
    await page.fill('#email', desk.account('agent').email);
    await page.fill('#password', 'wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.equal(await page.inputValue('#email'), desk.account('agent').email);
    assert.equal(await page.inputValue('#password'), '');
    await leave(page, true);
  });
}

test('who forgot the password is told the same, whoever they are', async () => {
  const page = await desk.page({ language: 'ja' });
  const said = [];
  for (const email of [desk.account('agent').email, 'nobody@nowhere.example']) {
    await page.goto('/forgot');
    await page.fill('#email', email);
    await page.keyboard.press('Enter');
    said.push(await page.getByRole('status').innerText());
  }
  assert.equal(said[0], said[1]);
  await leave(page);
});

test('an address that leads nowhere says so, and leads home', async () => {
  const page = await desk.page();
  const response = await page.goto('/nowhere');
  assert.equal(response.status(), 404);
  await page.getByRole('main').getByRole('link').first().click();
  await page.waitForURL(/\/login/);
  await leave(page, true);
});
