// Setting the desk up: every page, and an agent from the invitation to the first sign-in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(30)));
after(() => desk.close());

const plain = ['', '/organization', '/teams', '/teams/new', '/statuses', '/statuses/new', '/tags', '/tags/new', '/agents', '/agents/new', '/mailboxes', '/mailboxes/new', '/outbox', '/arrived', '/jobs', '/audit', '/incoming', '/flights', '/letters', '/macros', '/approvals', '/approvals/new', '/webhooks', '/webhooks/new', '/brands', '/brands/new', '/skills', '/skills/new', '/assignment'];

for (const look of looks) {
  test(`the administration is sound: ${named(look)}`, async () => {
    const page = await desk.page(look);
    await signIn(page, desk.account('administrator'));
    await sound(page, plain.map((path) => `/admin${path}`), look);
    for (const kind of ['teams', 'statuses', 'tags', 'agents', 'mailboxes']) {
      await page.goto(`/admin/${kind}`);
      const links = await page.locator(`a[href^="/admin/${kind}/"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      const one = links.find((link) => /\/\d+$/.test(link));
      await sound(page, [one], look);
      if (kind === 'mailboxes') await sound(page, ['health', 'keys', 'writing'].map((part) => `${one}/${part}`), look);
    }
    await leave(page);
  });
}

test('on a phone the areas slide in and out, and the keyboard goes past them', async () => {
  const page = await desk.page({ width: 360, height: 780 });
  await signIn(page, desk.account('administrator'));
  await page.goto('/admin/statuses');
  const [areas, opener] = [page.locator('#admin-areas'), page.locator('.settings-open')];
  assert.match(await opener.textContent(), /Statuses/);
  assert.equal(await areas.isVisible(), false);
  await opener.click();
  await areas.getByRole('link', { name: 'Audit log' }).click();
  await page.waitForURL('**/admin/audit');
  await areas.waitFor({ state: 'hidden' });
  assert.match(await opener.textContent(), /Audit log/);
  await page.getByRole('link', { name: 'Skip to the settings' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'admin-page');
  await leave(page);
});

for (const width of [1440, 360]) {
  test(`the areas narrow to what is typed, in both languages, and Enter opens the first: ${width} px`, async () => {
    const page = await desk.page({ width, height: 780 });
    await signIn(page, desk.account('administrator'));
    await page.goto('/admin/statuses');
    const [areas, opener] = [page.locator('#admin-areas'), page.locator('.settings-open')];
    const field = areas.getByRole('searchbox', { name: 'Find a setting' });
    const shown = () => areas.locator('a:visible').allTextContents();
    if (width < 500) await opener.click();
    await page.keyboard.press('/');
    assert.ok(await field.evaluate((field) => field === document.activeElement), 'the key leads here');
    await field.fill('time zone');
    assert.deepEqual((await shown()).map((name) => name.trim()), ['Organization']);
    assert.equal(await areas.locator('h2:visible').count(), 1);
    await field.fill('タイムゾーン');
    assert.deepEqual((await shown()).map((name) => name.trim()), ['Organization']);
    await field.fill('zzqx');
    assert.equal((await shown()).length, 0);
    assert.ok(await areas.getByRole('status').isVisible());
    await field.press('Escape');
    assert.equal(await field.inputValue(), '');
    assert.ok((await shown()).length > 20 && (await areas.isVisible()));
    await field.fill('audit');
    await field.press('Enter');
    await page.waitForURL('**/admin/audit');
    await leave(page);
  });
}

for (const script of [true, false]) {
  test(`a team is made ${script ? 'with' : 'without'} scripts, and one of the same name is refused with a reason`, async () => {
    const page = await desk.page({ script });
    await signIn(page, desk.account('administrator'));
    const name = script ? 'Returns' : 'Repairs';
    for (const taken of [false, true]) {
      await page.goto('/admin/teams/new');
      await page.fill('[name=name]', name);
      await page.keyboard.press('Enter');
      if (taken) await page.locator('.reason, [role=alert]').first().waitFor();
      else await page.getByRole('link', { name }).first().waitFor();
    }
    assert.equal(await page.inputValue('[name=name]'), name, 'what was typed is still there');
    await leave(page, true);
  });
}

test('an agent is invited, chooses a password, and is in', async () => {
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  await page.goto('/admin/agents/new');
  await page.fill('[name=name]', 'Goro Abe');
  await page.fill('[name=email]', 'goro.abe@tsukishiro.example');
  await page.keyboard.press('Enter');
  const link = await page.locator('[value*="/invitation/"]').inputValue();
  const goro = await desk.page({ language: 'ja' });
  await goro.goto(link);
  await goro.fill('[name=password]', 'correct horse battery staple');
  await goro.keyboard.press('Enter');
  await goro.waitForURL((url) => url.pathname === '/');
  await goro.goto(link);
  await goro.getByRole('main').waitFor();
  assert.equal(await goro.locator('[name=password]').count(), 0, 'the link opens once');
  await page.goto('/admin/audit');
  await page.getByText('Goro Abe').first().waitFor();
  await leave(goro, true);
  await leave(page);
});

test('who may not set up the desk is told so', async () => {
  const page = await desk.page();
  await signIn(page, desk.account('agent'));
  const response = await page.goto('/admin/agents');
  assert.equal(response.status(), 403);
  assert.ok((await page.getByRole('main').innerText()).trim().length > 10);
  await leave(page, true);
});

test('what stands beneath buttons has air, and switches are as wide as their words', async () => {
  const phone = await desk.page(looks[2]);
  await signIn(phone, desk.account('administrator'));
  await phone.goto('/admin/mailboxes');
  const [button, lead] = await Promise.all(['.page-head > .button.primary', '.page-head > .page-lead'].map((part) => phone.locator(part).boundingBox()));
  assert.ok(lead.y - button.y - button.height >= 8, JSON.stringify({ button, lead }));
  await leave(phone);
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  await page.goto('/me');
  const shares = await page.locator('.segments').evaluateAll((all) => all.map((one) => one.clientWidth / one.parentElement.clientWidth));
  assert.ok(shares.every((share) => share < 0.9), `${shares}`);
  await leave(page);
});

test('a file of a macro is kept once, however often its form is drawn again', async () => {
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  await page.goto('/admin/macros/new');
  await page.setInputFiles('#file', { name: 'guide.txt', mimeType: 'text/plain', buffer: Buffer.from('Turn it on.') });
  for (let pressed = 1; pressed <= 2; pressed++) {
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.locator('button[name=act]:not([data-draw]):visible').first().click();
    await answered;
    await page.locator('#kept-files li', { hasText: 'guide.txt' }).waitFor();
    await page.waitForFunction(() => !document.querySelector('#file').files.length);
  }
  assert.equal(await page.locator('#kept-files li').count(), 1);
  await leave(page);
});
