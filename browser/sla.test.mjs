// Promised times: a calendar and a policy are made, a ticket is due, and says why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(20)));
after(() => desk.close());

async function makeCalendar(page, name) {
  await page.goto('/admin/calendars/new');
  await page.fill('[name=name]', name);
  await page.fill('[name=zone]', 'Asia/Tokyo');
  for (let day = 0; day < 7; day++) await page.fill(`[name=hours_${day}]`, '0:00-12:00, 13:00-24:00');
  await page.check('[name=list][value=japan]');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/calendars\/\d+/);
}

test('a calendar is made, says when so many hours are over, and refuses what is no time', async () => {
  const page = await desk.atTheDesk();
  await makeCalendar(page, 'Tokyo');
  await page.fill('[name=try_amount]', '8h');
  await page.fill('[name=try_from]', '2026-05-01T16:30');
  await page.locator('button[formaction*="#try"]').click();
  await page.locator('#try .reckoning').waitFor();
  assert.match(await page.locator('#try strong').textContent(), /2 May 2026, 00:30/);
  await page.fill('[name=hours_0]', 'nine to five');
  await page.locator('.form-actions .button.primary').click();
  await page.locator('#hours_0-reason').waitFor();
  assert.equal(await page.inputValue('[name=hours_0]'), 'nine to five', 'what was typed is still there');
  await leave(page, true);
});

test('a policy gives a new ticket its due time, and the ticket says why', async () => {
  const page = await desk.atTheDesk();
  await makeCalendar(page, 'Office');
  await page.goto('/admin/sla/new');
  await page.fill('[name=name]', 'Standard');
  await page.selectOption('[name=calendar]', { label: 'Office' });
  for (const priority of ['urgent', 'high', 'normal', 'low']) await page.fill(`[name=time_first_response_${priority}]`, '4h');
  await page.locator('button[value=preview]').click();
  await page.locator('#foreseen').waitFor();
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/admin/sla');
  const made = (place) => page.locator(`.policies > li:nth-child(${place})`, { hasText: 'Standard' });
  await made(3).locator('.promises', { hasText: '4 h' }).waitFor();
  // The company has its own promises, and the first policy that fits counts.
  for (const place of [3, 2]) {
    await made(place).locator('button').first().click();
    await made(place - 1).waitFor();
  }

  const asker = await desk.page({ script: false });
  const subject = `Promised ${Date.now()}`;
  await asker.goto('/help/requests/new');
  for (const [field, value] of [['name', 'Kei'], ['email', 'kei@postbox.example'], ['subject', subject], ['text', 'Hello']]) await asker.fill(`#${field}`, value);
  await asker.click('.portal-main form button.primary');
  await leave(asker);
  await page.goto('/tickets?view=open');
  const row = page.locator('.row', { hasText: subject });
  await row.waitFor();
  await page.waitForFunction(async (subject) => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    return [...page.querySelectorAll('.row')].some((row) => row.textContent.includes(subject) && row.querySelector('.due'));
  }, subject, { timeout: 15_000 });
  await row.locator('.row-link').click();
  await page.locator('#due').waitFor();
  await page.locator('button[popovertarget=why-due]').click();
  await page.locator('#why-due .reckoning').first().waitFor();
  assert.match(await page.locator('#why-due').innerText(), /Standard, Office/);
  await leave(page);
});

/** What is filled in, in all fields of a name. */
const filled = (page, name) => page.locator(`[name=${name}]`).evaluateAll((all) => all.map(({ value }) => value).filter(Boolean));

/** Once the answer to a form is drawn; asked for before it is sent. */
function drawn(page) {
  return page.evaluate(() => new Promise((done) => {
    document.addEventListener('htmx:after:swap', function one({ detail: { ctx } }) {
      if (ctx.request.method !== 'POST') return;
      document.removeEventListener('htmx:after:swap', one);
      done();
    });
  }));
}

async function press(page, button) {
  const answer = drawn(page);
  await button.click();
  await answer;
}

test('a line that is filled in stands once, however often the form is drawn again, and is kept once', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/sla/new');
  await page.locator('[name=step_amount]').fill('75');
  await page.locator('[name=step_tell]').selectOption('team');
  for (const act of ['steps', 'preview', 'steps']) {
    await press(page, page.locator(`button[name=act][value=${act}]`).last());
    assert.deepEqual(await filled(page, 'step_amount'), ['75'], `${act} draws it once`);
    assert.deepEqual(await filled(page, 'step_tell'), ['team'], act);
    if (act === 'steps') assert.ok(await page.locator('[name=step_target]').nth(1).evaluate((field) => field === document.activeElement), 'the line that waits to be filled in');
  }
  await page.fill('[name=name]', 'Told once');
  await page.fill('[name=time_resolution_normal]', '8h');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/admin/sla');
  await page.locator('.policies a', { hasText: 'Told once' }).click();
  await page.waitForURL(/sla\/\d+/);
  assert.deepEqual(await filled(page, 'step_amount'), ['75'], 'kept once');

  await page.goto('/admin/calendars/new');
  await page.fill('[name=name]', 'With a day of its own');
  await page.locator('[name=day_first]').first().fill('2030-12-29');
  await page.locator('[name=day_name]').first().fill('Year end');
  await page.locator('[name=again_which]').first().selectOption('end');
  await page.locator('[name=again_name]').first().fill('Stocktaking');
  for (let time = 0; time < 3; time++) {
    const act = ['days', 'again'][time % 2];
    await press(page, page.locator(`button[name=act][value=${act}]`));
    // One goes on in the first line that waits to be filled in.
    const next = page.locator(`[name=${{ days: 'day_first', again: 'again_which' }[act]}]`).nth(1);
    assert.ok(await next.evaluate((field) => field === document.activeElement), act);
    assert.ok(await next.evaluate((field) => field.getBoundingClientRect().bottom <= innerHeight && field.getBoundingClientRect().top >= 0), `${act} in sight`);
    assert.deepEqual(await filled(page, 'day_name'), ['Year end']);
    assert.deepEqual(await filled(page, 'again_name'), ['Stocktaking']);
    assert.deepEqual(await filled(page, 'again_which'), ['end']);
  }
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/calendars\/\d+/);
  await page.reload();
  assert.deepEqual(await filled(page, 'day_first'), ['2030-12-29'], 'kept once');
  assert.deepEqual(await filled(page, 'again_which'), ['end']);
  await leave(page, true);
});

test('what is typed while a form is drawn again stays', async () => {
  const page = await desk.atTheDesk({ worker: false });
  await page.goto('/admin/sla/new');
  let goOn;
  const typed = new Promise((done) => (goOn = done));
  await page.route((url) => url.pathname === '/admin/sla', async (route) => {
    await typed;
    await route.continue();
  });
  await page.locator('[name=step_amount]').fill('75');
  const answer = drawn(page);
  await page.locator('button[name=act][value=steps]').click();
  await page.fill('[name=name]', 'Late');
  await page.fill('[name=time_resolution_normal]', '8h');
  goOn();
  await answer;
  assert.deepEqual(await filled(page, 'step_amount'), ['75']);
  assert.equal(await page.inputValue('[name=name]'), 'Late');
  assert.equal(await page.inputValue('[name=time_resolution_normal]'), '8h');
  await leave(page);
});

test('a form that leads to another page leads to its top, and one that leads back leaves the reader where they are', async () => {
  const page = await desk.atTheDesk({ height: 500 });
  const top = () => page.locator('#admin .sheet-scroll').evaluate((scroll) => scroll.scrollTop);
  await page.goto('/admin/sla/new');
  await page.fill('[name=name]', 'From far below');
  await page.fill('[name=time_resolution_normal]', '8h');
  await page.locator('.form-actions .button.primary').scrollIntoViewIfNeeded();
  assert.ok((await top()) > 0);
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/admin/sla');
  await page.waitForFunction(() => document.activeElement?.matches('#admin .sheet-scroll'));
  assert.equal(await top(), 0);

  await makeCalendar(page, 'Long page');
  assert.equal(await top(), 0);
  await page.locator('.form-actions .button.primary').scrollIntoViewIfNeeded();
  const before = await top();
  assert.ok(before > 0);
  await press(page, page.locator('.form-actions .button.primary'));
  assert.ok(Math.abs((await top()) - before) < 8, 'saved where it stands');
  await leave(page);
});

for (const look of looks) {
  test(`promised times are sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await page.goto('/admin/calendars');
    const calendar = await page.locator('a.card').first().getAttribute('href');
    await page.goto('/admin/sla');
    const policy = await page.locator('.policies a').first().getAttribute('href');
    await sound(page, ['/admin/calendars', '/admin/calendars/new', calendar, '/admin/sla', '/admin/sla/new', policy, '/admin/sla/figures', '/tickets?view=open'], look);
    await leave(page);
  });
}
