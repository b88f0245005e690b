// What one is told, live and in its place; the settings; and the workspace as an app: pushes, tickets without a network, nothing left behind.
import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
let road;
before(async () => {
  desk = await open(40, [], { pushes: true });
  road = await roadTo(Number(new URL(desk.url).port));
});
after(async () => {
  road.end();
  await desk.close();
});

/** A way to the desk that can be closed: a worker has a network of its own, which no page's switch reaches. */
async function roadTo(port) {
  const open = new Set();
  let closed = false;
  const server = createServer((socket) => {
    if (closed) return socket.destroy();
    const there = connect(port, '127.0.0.1');
    for (const [one, other] of [[socket, there], [there, socket]]) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => (open.delete(one), other.destroy()));
      one.pipe(other);
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    closed = true;
    open.forEach((socket) => socket.destroy());
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close, open: () => (closed = false), end: () => (close(), server.close()) };
}

/** Signed in over the road, with the worker at work. */
async function onTheRoad(role) {
  const context = await desk.browser.newContext({ baseURL: road.url, locale: 'en-GB', reducedMotion: 'reduce', permissions: ['notifications'] });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await signIn(page, desk.account(role));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  return page;
}

const kept = (page) => page.evaluate(async () => (await (await caches.open('kippu-kept')).keys()).map(({ url }) => new URL(url).pathname));

for (const look of looks) {
  test(`the pages are sound at ${named(look)}`, async () => {
    const page = await desk.page(look);
    await signIn(page, desk.account('administrator'));
    await sound(page, ['/notifications', '/notifications?show=all', '/mentions', '/me/notifications', '/activity', '/admin/notifications?role=agent'], look);
    await page.goto('/me/notifications');
    assert.deepEqual(await page.locator('.matrix select').evaluateAll(cut), []);
    await leave(page);
  });
}

/** What lists say and have no room for. */
function cut(lists) {
  const pen = document.createElement('canvas').getContext('2d');
  return lists.filter((list) => list.checkVisibility()).flatMap((list) => {
    const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(list);
    pen.font = font;
    const room = list.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
    return [...list.options].map((option) => option.text).filter((text) => pen.measureText(text).width > room);
  });
}

test('on a phone the settings show one way at a time', async () => {
  const page = await desk.page(looks.find(({ touch }) => touch));
  await signIn(page, desk.account('agent'));
  await page.goto('/me/notifications');
  const seen = () => page.locator('.matrix tbody tr').first().locator('td').evaluateAll((cells) => cells.map((cell) => cell.checkVisibility()));
  assert.deepEqual(await seen(), [true, false, false, false]);
  await page.locator('.matrix-pick label').nth(1).tap();
  assert.deepEqual(await seen(), [false, true, false, false]);
  await leave(page);
});

test('somebody who is given a ticket sees the number at once, is led to it, and has then seen it', async () => {
  const [page, other] = [await desk.page(), await desk.page()];
  await signIn(other, desk.account('supervisor'));
  await signIn(page, desk.account('administrator'));
  const name = await other.locator('.sidebar-me .clip').innerText();
  await other.goto('/notifications');
  const count = other.locator('#queues a[href="/notifications"] .count');
  const before = Number((await count.count()) ? await count.innerText() : 0);
  await page.goto('/tickets?view=unassigned');
  await page.goto((await page.locator('.row .row-link').first().getAttribute('href')).split('?')[0]);
  await page.keyboard.press('a');
  await page.locator('#assignee-menu input[type=search]').fill(name);
  await page.locator('#assignee-menu .menu-item', { hasText: name }).first().click();
  await page.locator('.toast').first().waitFor();
  await other.waitForFunction((before) => Number(document.querySelector('#queues a[href="/notifications"] .count')?.textContent ?? 0) > before, before);
  const line = other.locator('.told .row', { hasText: 'gave you this ticket' }).first();
  await line.waitFor();
  await other.keyboard.press('j');
  await other.keyboard.press('Enter');
  await other.locator('#ticket').waitFor();
  await other.waitForFunction(() => !document.querySelector('[data-seen]'));
  await other.goto('/notifications');
  assert.equal(await other.locator('.told .row', { hasText: 'gave you this ticket' }).count(), 0);
  await leave(other);
  await leave(page);
});

test('settings are chosen by keyboard and kept', async () => {
  const page = await desk.page({ width: 390, height: 844 });
  await signIn(page, desk.account('supervisor'));
  await page.goto('/me/notifications');
  await page.locator('.matrix-pick label', { hasText: 'Mail' }).click();
  await page.locator('[name=received_mail]').focus();
  await page.locator('[name=received_mail]').selectOption('teams');
  await page.locator('[name=added_mail]').focus();
  await page.keyboard.press('Space');
  await page.locator('[name=letters]').fill('0');
  await page.locator('.form-bar .button.primary').click();
  await page.locator('#letters-reason').waitFor();
  assert.equal(await page.locator('[name=received_mail]').inputValue(), 'teams', 'what was chosen is still there');
  await page.locator('[name=letters]').fill('10');
  await page.locator('.form-bar .button.primary').click();
  await page.locator('.toast').first().waitFor();
  await page.reload();
  assert.equal(await page.locator('[name=received_mail]').inputValue(), 'teams');
  assert.ok(await page.locator('[name=added_mail]').isChecked());
  await leave(page, true);
});

test('a ticket that was opened can be read and answered without a network, and after signing out the desk has it and this browser nothing', async () => {
  const page = await onTheRoad('administrator');
  await page.goto('/tickets?view=open');
  const links = await page.locator('.row .row-link').evaluateAll((all) => all.map((one) => one.getAttribute('href').split('?')[0]));
  await page.goto(links[0]);
  const subject = await page.locator('.ticket-title').innerText();
  await page.waitForFunction(async (path) => Boolean(await caches.match(path, { cacheName: 'kippu-kept' })), links[0]);
  await page.goto('/admin');
  assert.deepEqual(await kept(page).then((all) => all.filter((path) => /^\/tickets\/\d+$/.test(path))), [links[0]]);

  road.close();
  await page.goto(links[0]);
  await page.locator('[data-old]', { hasText: 'Offline, as of' }).waitFor();
  assert.equal(await page.locator('.ticket-title').innerText(), subject);
  await page.locator('.composer textarea[name=text]').evaluate((field) => {
    field.value = 'Written on the train';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.waitForFunction(() => Object.entries(localStorage).some(([key, value]) => key.startsWith('draft:') && value.includes('on the train')));
  await page.goto('/tickets/1');
  const shelf = page.locator('[data-shelf="kippu-kept"] a');
  await shelf.first().waitFor();
  assert.equal(await shelf.first().getAttribute('href'), links[0]);

  road.open();
  await page.goto(links[1]);
  await page.locator('#ticket').waitFor();
  assert.equal(await page.locator('[data-old]').count(), 0, 'it is the present again');
  await page.locator('.sidebar-me').click();
  await page.locator('form[action="/logout"] button').click();
  await page.waitForURL((url) => url.pathname === '/login');
  assert.deepEqual(await page.evaluate(() => caches.keys().then((all) => all.filter((name) => name !== 'kippu-shell'))), []);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  const elsewhere = await desk.atTheDesk({}, 'administrator');
  await elsewhere.goto(links[0]);
  assert.match(await elsewhere.locator('.composer textarea[name=text]').inputValue(), /Written on the train/);
  await leave(elsewhere);
  road.close();
  await page.goto(links[0]).catch(() => undefined);
  assert.equal(await page.locator('.ticket-title').count(), 0, 'nobody reads it here any more');
  road.open();
  await page.context().close();
});

test('a page says that there is no connection, leads to what can be read, and is the present again by itself', async () => {
  const page = await onTheRoad('administrator');
  await page.goto('/tickets?view=open');
  const path = (await page.locator('.row .row-link').first().getAttribute('href')).split('?')[0];
  await page.goto(path);
  await page.waitForFunction(async (path) => Boolean(await caches.match(path, { cacheName: 'kippu-kept' })), path);
  await page.goto('/tickets?view=open');
  road.close();
  await page.locator('.strip[data-offline]', { hasText: 'No connection. What you write is kept here.' }).waitFor();
  await page.locator('.sidebar-brand').click();
  await page.locator(`[data-shelf="kippu-kept"] a[href="${path}"]`).click();
  const old = page.locator('.strip[data-old]');
  await old.waitFor();
  const text = page.locator('.composer textarea[name=text]');
  await text.evaluate((field) => {
    field.value = 'Written in the tunnel';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  road.open();
  await old.waitFor({ state: 'detached', timeout: 40_000 });
  await page.locator('#stage:not([data-kept-at])').waitFor();
  assert.equal(await page.locator('.strip[data-offline]').count(), 0);
  assert.equal(await text.inputValue(), 'Written in the tunnel');
  await page.context().close();
});

test('who signs out while something cannot be saved is asked, and stays', async () => {
  const page = await onTheRoad('agent');
  await page.goto('/tickets?view=open');
  await page.goto((await page.locator('.row .row-link').first().getAttribute('href')).split('?')[0]);
  road.close();
  await page.locator('.composer textarea[name=text]').evaluate((field) => {
    field.value = 'Not to be lost';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const asked = page.waitForEvent('dialog');
  await page.locator('.sidebar-me').click();
  const pressed = page.locator('form[action="/logout"] button').click();
  const question = await asked;
  assert.match(question.message(), /could not all be saved/);
  await question.dismiss();
  await pressed;
  assert.ok(await page.evaluate(() => Object.values(localStorage).some((value) => value.includes('Not to be lost'))));
  road.open();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.composer textarea[name=text]')?.value.includes('Not to be lost'));
  await page.context().close();
});

test("one's own tickets and drafts are there without a network before they were opened, and one goes on writing", async () => {
  const page = await onTheRoad('agent');
  const own = (await (await page.request.get(`${road.url}/me/carried`)).json()).map(({ path }) => path);
  await page.goto('/tickets?view=open');
  const open = await page.locator('.row .row-link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  const begun = open.find((path) => !own.includes(path));
  const words = `Begun elsewhere ${Date.now()}`;
  const elsewhere = await desk.atTheDesk({}, 'agent');
  await elsewhere.goto(begun);
  await elsewhere.locator('.composer textarea[name=text]').focus();
  await elsewhere.locator('.composer .editor-text').fill(words);
  await elsewhere.locator('[data-draft-state]', { hasText: /saved/i }).waitFor();
  await leave(elsewhere);
  const along = await (await page.request.get(`${road.url}/me/carried`)).json();
  assert.ok(along.length > 1 && along.length <= 50 && along.some(({ path }) => path === begun), JSON.stringify(along));
  await page.evaluate(() => navigator.serviceWorker.controller.postMessage({ carry: true }));
  const here = () => page.evaluate(async () => (await (await caches.open('kippu-carried')).keys()).map(({ url }) => new URL(url).pathname).filter((path) => /^\/tickets\/\d+$/.test(path)));
  for (const until = Date.now() + 10_000; (await here()).length < along.length && Date.now() < until; ) await page.waitForTimeout(100);
  assert.deepEqual(await kept(page).then((all) => all.filter((path) => /^\/tickets\/\d+$/.test(path))), [], 'nothing was opened');

  road.close();
  await page.goto('/tickets/1');
  const shelf = page.locator('[data-shelf="kippu-carried"] a');
  await shelf.nth(along.length - 1).waitFor();
  assert.deepEqual((await shelf.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).sort(), along.map(({ path }) => path).sort());
  await page.locator(`[data-shelf] a[href="${begun}"]`).click();
  await page.locator('[data-old]', { hasText: 'Offline, as of' }).waitFor();
  const text = page.locator('.composer textarea[name=text]');
  assert.match(await text.inputValue(), new RegExp(words));
  await text.evaluate((field) => {
    field.value += ', and on the train';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.waitForFunction(() => Object.entries(localStorage).some(([key, value]) => key.startsWith('draft:') && value.includes('on the train')));
  road.open();
  await page.goto(begun);
  await page.waitForFunction(() => document.querySelector('.composer textarea[name=text]').value.includes('on the train'));
  await page.locator('.sidebar-me').click();
  await page.locator('form[action="/logout"] button').click();
  await page.waitForURL((url) => url.pathname === '/login');
  assert.deepEqual(await page.evaluate(() => caches.keys().then((all) => all.filter((name) => name !== 'kippu-shell'))), []);
  await page.context().close();
});

test('a push is shown, leads to its ticket, and goes when nothing about it is unseen', async () => {
  const page = await onTheRoad('administrator');
  await page.goto('/tickets?view=open');
  const path = (await page.locator('.row .row-link').first().getAttribute('href')).split('?')[0];
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise((done) => cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && done(registrations[0])));
  await cdp.send('ServiceWorker.enable');
  const { registrationId } = await registered;
  const data = JSON.stringify({ title: '#1: Kei wrote', body: '', url: path, tag: 'ticket-1' });
  await cdp.send('ServiceWorker.deliverPushMessage', { origin: road.url, registrationId, data });
  await page.waitForFunction(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 1);
  const shown = await page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, tag, data }) => ({ title, tag, data })));
  assert.deepEqual(shown, [{ title: '#1: Kei wrote', tag: 'ticket-1', data: path }]);
  const unseen = await (await page.request.get(`${road.url}/notifications/unseen?ticket=1`)).json();
  assert.deepEqual(unseen.tickets, [], 'nothing of it waits for them');
  await page.goto('/notifications');
  await page.waitForFunction(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 0);
  await page.context().close();
});

test('a browser that gets no pushes says why: they are not allowed, it is not able to, or it did not work', async () => {
  const page = await desk.atTheDesk({ width: 390 });
  const told = page.locator('[data-push-no]:visible');
  for (const why of ['denied', 'failed', 'unable']) {
    await page.goto('/me/notifications');
    await page.evaluate((why) => {
      const permission = why === 'denied' ? 'denied' : 'granted';
      Object.defineProperty(Notification, 'permission', { get: () => permission });
      Notification.requestPermission = async () => permission;
      if (why === 'unable') return void delete window.PushManager;
      PushManager.prototype.subscribe = () => Promise.reject(new DOMException('Registration failed', 'AbortError'));
    }, why);
    await page.locator('[data-push] .button').click();
    await told.waitFor();
    assert.deepEqual(await told.evaluateAll((all) => all.map((line) => line.dataset.pushNo)), [why]);
    const [icon, words] = await Promise.all(['.icon', 'span'].map((part) => told.locator(part).boundingBox()));
    assert.ok(words.x > icon.x && words.y < icon.y + icon.height, 'the sign stands beside its words');
  }
  await leave(page);
});
