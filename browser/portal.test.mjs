// A requester without an account, mostly without a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(20)));
after(() => desk.close());

for (const look of looks) {
  test(`the portal is sound: ${named(look)}`, async () => {
    const page = await desk.page(look);
    await sound(page, ['/help', '/help/sign-in', '/help/requests/new'], look);
    await leave(page);
  });
}

for (const script of [true, false]) {
  test(`a request with a file is written ${script ? 'with' : 'without'} scripts, and an agent finds it`, async () => {
    const page = await desk.page({ script });
    const subject = `The lid does not close, ${script ? 'really' : 'truly'}`;
    await page.goto('/help/requests/new');
    await page.fill('#name', 'Mio Kanda');
    await page.fill('#email', 'mio.kanda@postbox.example');
    await page.fill('#subject', subject);
    await page.fill('#text', 'Since yesterday the lid of my kettle does not close any more.');
    await page.setInputFiles('input[type=file]', { name: '写真.txt', mimeType: 'text/plain', buffer: Buffer.from('a picture') });
    await page.click('.portal-main form button.primary');
    assert.match(await page.getByRole('status').first().innerText(), /#1\d+/);
    const agent = await desk.page();
    await signIn(agent, desk.account('administrator'));
    await agent.goto('/tickets?view=open');
    await agent.getByRole('link', { name: subject }).click();
    const file = agent.locator('.timeline .file', { hasText: '写真.txt' });
    const [download] = await Promise.all([agent.waitForEvent('download'), file.click()]);
    assert.equal(download.suggestedFilename(), '写真.txt');
    await leave(page);
    await leave(agent);
  });
}

test('words that promise a file hold no request back, and a file that was chosen can be taken off', async () => {
  const page = await desk.page({ language: 'ja' });
  await page.goto('/help/requests/new');
  await page.fill('#name', '神田 澪');
  await page.fill('#email', 'mio.kanda@postbox.example');
  await page.fill('#subject', 'ふたが閉まりません');
  await page.fill('#text', '写真を添付します。');
  const file = (name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('a picture') });
  await page.setInputFiles('#files', [file('一.txt'), file('二.txt')]);
  for (const left of [1, 0]) {
    await page.locator('.files .file [data-file]').first().click();
    assert.equal(await page.locator('#files').evaluate((input) => input.files.length), left);
  }
  await page.click('.portal-main form button.primary');
  assert.match(await page.getByRole('status').first().innerText(), /#1\d+/);
  await leave(page);
});

test('wrong input is answered beside its field, and nothing typed is lost', async () => {
  const page = await desk.page({ script: false });
  await page.goto('/help/requests/new');
  await page.fill('#name', 'Mio');
  await page.fill('#email', 'mio@nowhere.example');
  await page.fill('#subject', 'x'.repeat(300));
  await page.fill('#text', 'Please keep this text.');
  await page.click('.portal-main form button.primary');
  await page.locator('.field', { has: page.locator('#subject') }).locator('.reason').waitFor();
  assert.equal(await page.inputValue('#text'), 'Please keep this text.');
  assert.equal(await page.inputValue('#email'), 'mio@nowhere.example');
  await leave(page, true);
});

test('what another system offers for what is typed stands in the list of its field', async () => {
  const page = await desk.page();
  const asked = [];
  await page.route((url) => url.pathname === '/fields/7/choices', async (route) => {
    asked.push(new URL(route.request().url()).search);
    await route.fulfill({ contentType: 'text/html', body: '<option value="K-7">Kettle</option>' });
  });
  await page.goto('/help/requests/new');
  await page.locator('#subject').evaluate((field) => {
    field.after(Object.assign(document.createElement('datalist'), { id: 'offers' }));
    field.setAttribute('list', 'offers');
    field.dataset.offers = '/fields/7/choices';
  });
  await page.fill('#subject', 'ket');
  await page.locator('#offers option[value="K-7"]').waitFor({ state: 'attached' });
  assert.deepEqual(asked, ['?field=subject&subject=ket']);
  await leave(page);
});

test('a visitor chooses the language, and stays where they are', async () => {
  const page = await desk.page();
  await page.goto('/help/requests/new');
  await page.click('footer button[lang=ja]');
  await page.waitForFunction(() => document.documentElement.lang === 'ja');
  assert.equal(new URL(page.url()).pathname, '/help/requests/new');
  await leave(page);
});

test('a stranger is led to the door, and a forged link leads nowhere', async () => {
  const page = await desk.page();
  await page.goto('/tickets?view=open');
  assert.equal(new URL(page.url()).pathname, '/login');
  await page.goto('/help/requests');
  assert.equal(new URL(page.url()).pathname, '/help/sign-in');
  const response = await page.goto('/r/100001/1.aaaaaaaaaaaaaaaaaaaa');
  assert.equal(response.status(), 404);
  await leave(page, true);
});
