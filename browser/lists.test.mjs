// Lists sorted, grouped, folded, coloured; all that match; panels, one answer at a time, and the page of styles.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(200)));
after(() => desk.close());

/** Groups all open tickets by what a person chooses with the keyboard. */
async function group(page, by) {
  await arrange(page, by);
  await page.locator('.rows-group').first().waitFor();
}

async function arrange(page, by) {
  await page.goto('/tickets?view=open');
  await page.keyboard.press('v');
  await page.locator('#list-show:popover-open').waitFor();
  await page.selectOption('#arrange-group', by);
  await page.locator('#list-show .button.primary').click();
}

for (const look of looks) {
  test(`lists are sound: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await page.goto('/tickets?view=open');
    await page.evaluate(() => (document.querySelector('#arrange-group').value = 'status'));
    await page.evaluate(() => document.querySelector('#list-show form').requestSubmit());
    await page.locator('.rows-group').first().waitFor();
    await sound(page, ['/tickets?view=open', '/tickets?view=open&order=subject', '/tickets?view=open&group=priority&in=high', '/admin/style', '/admin/panels', '/admin/panels/new'], look);
    await leave(page);
  });
}

for (const width of [1440, 390]) {
  test(`the page of styles shows each part of the screens, found by its name: ${width} px`, async () => {
    const page = await desk.atTheDesk({ width, height: 900 });
    await page.goto('/admin/style');
    const parts = {
      rows: '.row.unread .row-link', 'rows-narrow': '.row[aria-current] .row-link', board: '.board-column.slim', talk: '.message.reply .delivery',
      composer: '.chip.danger', menu: '.menu-title', dialog: '.dialog-foot .button.primary', palette: '.palette-item', toast: '.toast form .button',
      tabs: '.kept-tab [aria-current]', empty: '.empty-title', skeleton: '.skeleton.half',
    };
    // Skeletons come into view a moment later than the rest.
    for (const [part, mark] of Object.entries(parts)) await page.locator(`[data-piece="${part}"] ${mark}`).first().waitFor();
    const [whole, half] = await page.locator('[data-piece="skeleton"] .skeleton').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    assert.ok(whole > 200 && Math.abs(half * 2 - whole) < 2, `${half} of ${whole}`);
    for (const mark of ['.message.incoming', '.message.note', '.banner.info', '.composer-to .chip.warning', '.board-card']) assert.ok(await page.locator(`.specimen-piece ${mark}`).first().isVisible(), mark);
    assert.ok(await page.locator('.specimens .banner.warning').first().isVisible());
    const twice = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at));
    assert.deepEqual(twice, []);
    const lost = await page.evaluate(() => [...document.querySelectorAll('.specimen-contents a')].map((link) => link.getAttribute('href')).filter((to) => !document.querySelector(to)));
    assert.deepEqual(lost, []);
    // A sample is nothing that a key could press.
    await page.keyboard.press('z');
    await page.keyboard.press('Control+a');
    assert.equal(await page.locator('.specimen-piece .row-check :checked').count(), 0);
    await page.locator('.specimen-contents a').last().click();
    assert.match(page.url(), /\/admin\/style#style-contrast$/);
    assert.deepEqual(page.complaints.splice(0), []);
    await leave(page);
  });
}

test('the name of a column sorts, and once more the other way round, page after page', async () => {
  const page = await desk.atTheDesk();
  // How a person groups a list stays; grouped, each heading would be in order by itself.
  await arrange(page, '');
  await page.locator('.rows-group').first().waitFor({ state: 'detached' });
  const subjects = () => page.locator('.row .row-link').allTextContents();
  const bytes = (text) => Buffer.from(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  const inOrder = (all, by) => all.every((one, at) => !at || Buffer.compare(bytes(all[at - 1]), bytes(one)) * by <= 0);
  const whole = async () => {
    const first = await subjects();
    await page.locator('.sheet-scroll > .rows').last().evaluate((list) => list.lastElementChild.scrollIntoView());
    await page.waitForFunction((before) => document.querySelectorAll('.row .row-link').length > before, first.length);
    return subjects();
  };
  await page.locator('.rows-head .row-main .rows-sort').click();
  await page.waitForURL(/order=subject/);
  await page.locator('.rows-head .row-main .rows-sort[aria-current]').waitFor();
  const rising = await whole();
  assert.ok(inOrder(rising, 1), rising.join('\n'));
  await page.locator('.rows-head .rows-sort[aria-current]').click();
  await page.waitForURL(/order=last_subject/);
  await page.waitForFunction((first) => document.querySelector('.row .row-link').textContent !== first, rising[0]);
  const falling = await whole();
  assert.ok(inOrder(falling, -1), falling.join('\n'));
  await leave(page);
});

test('the name of an own field sorts, and once more the other way round', async () => {
  const page = await desk.atTheDesk();
  await arrange(page, '');
  await page.locator('.rows-group').first().waitFor({ state: 'detached' });
  await page.goto('/admin/fields/new?kind=text');
  await page.locator('#label_en').fill('Serial');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/fields$/);
  const row = page.locator('tr', { hasText: 'Serial' }).first();
  await row.waitFor();
  const field = await row.getAttribute('id');
  await page.goto('/tickets/columns?view=open');
  await page.locator(`input[name=column][value="${field}"]`).check();
  await page.locator('button[name=act][value=save]').click();
  const head = page.locator('.rows-head .rows-sort', { hasText: 'Serial' });
  await head.click();
  await page.waitForURL(new RegExp(`order=${field}$`));
  await page.locator('.rows-head .rows-sort[aria-current]', { hasText: 'Serial' }).click();
  await page.waitForURL(new RegExp(`order=last_${field}$`));
  await page.locator(`#arrange-order option[value="last_${field}"]:checked`).waitFor({ state: 'attached' });
  assert.ok(await page.locator('.row .row-link').count() > 10, 'nobody is left out because nothing stands in it');
  await page.goto('/tickets/columns?view=open');
  const chosen = () => page.locator('.columns input:checked').evaluateAll((all) => all.map((one) => one.value));
  assert.equal((await chosen()).at(-1), field);
  await page.locator(`#column-${field} input`).focus();
  const drawn = page.waitForResponse((answer) => answer.url().endsWith('/tickets/columns') && answer.request().method() === 'POST');
  await page.keyboard.press('Alt+ArrowUp');
  await drawn;
  assert.equal((await chosen()).at(-2), field, 'among the others');
  await page.locator('button[name=act][value=save]').click();
  await page.waitForURL(/\/tickets\?view=open/);
  const heads = await page.locator('.rows-head .row-side > .head').allTextContents();
  assert.ok(heads.findIndex((each) => each.includes('Serial')) === heads.length - 2, heads.join());
  await page.goto('/tickets/columns?view=open');
  await page.locator('button[name=act][value=reset]').click();
  await page.waitForURL(/\/tickets\?view=open/);
  await leave(page);
});

test('headings have their numbers, fold, stay folded, and lead to all of theirs', async () => {
  const page = await desk.atTheDesk();
  await group(page, 'priority');
  const first = page.locator('.groups > section').first();
  const count = Number((await first.locator('.count').first().textContent()).replace(/\D/g, ''));
  await first.locator('.group-fold').click();
  await page.waitForFunction(() => document.querySelector('.group-fold').getAttribute('aria-expanded') === 'false');
  await page.reload();
  assert.equal(await page.locator('.groups > section').first().locator('.row').count(), 0);
  await page.locator('.group-fold').first().click();
  await page.waitForFunction(() => document.querySelector('.group-fold').getAttribute('aria-expanded') === 'true');
  const more = page.locator('.group-more a').first();
  if (await more.count()) {
    await more.click();
    await page.waitForURL(/group=priority&in=/);
    await page.locator('#rows .row').first().waitFor();
    await page.locator('.row .row-link').first().click();
    await page.locator('#subject').waitFor();
    assert.ok(page.url().includes('group=priority'), 'the ticket stands beside its heading');
  }
  assert.ok(count > 0);
  await leave(page);
});

/** A field on screen; its number. */
async function field(page, kind, name, more = async () => {}) {
  await page.goto(`/admin/fields/new?kind=${kind}`);
  await page.locator('#label_en').fill(name);
  await more();
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL(/\/admin\/fields$/);
  const row = page.locator('tr', { hasText: name }).first();
  await row.waitFor();
  return (await row.getAttribute('id')).replace('field-', '');
}

/** Says what stands in a field of a ticket, as its form does. */
async function put(page, ticket, field, typed) {
  const status = await page.evaluate(async ([ticket, field, typed]) => {
    const form = new FormData();
    form.set(`field-${field}`, typed);
    return (await fetch(`/tickets/${ticket}/fields/${field}`, { method: 'POST', body: form })).status;
  }, [ticket, field, typed]);
  assert.equal(status, 200, `${ticket} ${typed}`);
}

test('beneath each heading and in each column of a board tickets stand in the order of the list', async () => {
  const page = await desk.atTheDesk();
  const shelf = await field(page, 'choice', 'Shelf', () => page.locator('#list').fill('Upper\nLower'));
  const rank = await field(page, 'text', 'Rank');
  await arrange(page, '');
  await page.locator('.rows-group').first().waitFor({ state: 'detached' });
  const numbers = (rows) => rows.locator('.row-number').evaluateAll((all) => all.map((one) => one.textContent.trim()));
  const tickets = (await numbers(page.locator('#rows .row'))).slice(0, 16);
  // Six on the one shelf and ten on the other; the last one of each has no rank.
  const things = tickets.map((ticket, at) => ({ ticket, on: at % 3 ? 'Lower' : 'Upper', rank: at < 14 ? String((at * 5) % 14).padStart(2, '0') : '' }));
  for (const { ticket, on, rank: typed } of things) {
    await put(page, ticket, shelf, on);
    if (typed) await put(page, ticket, rank, typed);
  }
  const ranked = (falling) => things.filter((one) => one.rank).sort((one, other) => one.rank.localeCompare(other.rank) * (falling ? -1 : 1));
  const wanted = (on, falling) => [...ranked(falling), ...things.filter((one) => !one.rank)].filter((one) => one.on === on).map((one) => one.ticket);
  const section = (on) => page.locator('.groups > section', { has: page.locator('.group-fold', { hasText: on }) });
  const unfolded = (on) => section(on).locator('.group-fold[aria-expanded=true]');

  await group(page, `field-${shelf}`);
  for (const falling of [false, true]) {
    await page.goto(`/tickets?view=open&order=${falling ? 'last_' : ''}field-${rank}`);
    for (const on of ['Upper', 'Lower']) {
      await section(on).locator('.row').first().waitFor();
      assert.deepEqual(await numbers(section(on).locator('.row')), wanted(on, falling).slice(0, 8), `${on} ${falling}`);
    }
  }
  // A heading that was folded opens as it was.
  await unfolded('Upper').click();
  await section('Upper').locator('.group-fold[aria-expanded=false]').click();
  await unfolded('Upper').waitFor();
  await section('Upper').locator('.row').nth(5).waitFor();
  assert.deepEqual(await numbers(section('Upper').locator('.row')), wanted('Upper', true));
  // Its further rows go on where the first ones end.
  await section('Lower').locator('.group-more a').click();
  await page.waitForURL(/&in=\d+/);
  await page.locator('#rows .row').nth(9).waitFor();
  assert.deepEqual(await numbers(page.locator('#rows .row')), wanted('Lower', true));

  await page.goto('/tickets?view=open');
  await page.keyboard.press('v');
  await page.locator('#list-show:popover-open').waitFor();
  await page.selectOption('#arrange-group', '');
  await page.selectOption('#arrange-board', 'priority');
  await page.locator('#list-show .button.primary').click();
  await page.locator('#board .board-card').first().waitFor();
  for (const falling of [false, true]) {
    await page.goto(`/tickets?view=open&order=${falling ? 'last_' : ''}field-${rank}`);
    await page.locator('#board .board-card').first().waitFor();
    const columns = await page.locator('.board-column').evaluateAll((all) => all.map((one) => [...one.querySelectorAll('.board-card')].map((card) => card.dataset.ticket)));
    const order = ranked(falling).map((one) => one.ticket);
    for (const cards of columns) {
      const its = order.filter((ticket) => cards.includes(ticket));
      assert.deepEqual(cards.slice(0, its.length), its, `${falling}`);
    }
    assert.equal(columns.flat().filter((ticket) => order.includes(ticket)).length, order.length, 'nobody is left out');
  }
  await page.keyboard.press('v');
  await page.locator('#list-show:popover-open').waitFor();
  await page.selectOption('#arrange-board', '');
  await page.locator('#list-show .button.primary').click();
  await page.locator('#rows .row').first().waitFor();
  await leave(page);
});

test('a macro answers many after a look at the first, and all of it is taken back', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/admin/macros/new');
  await page.fill('[name=name]', 'Sorry');
  await page.fill('[name=shortcut]', 'sorry');
  await page.locator('.editor-text').nth(0).fill('We are sorry about {{ ticket.number }}.');
  await page.locator('.editor-text').nth(1).fill('{{ ticket.number }} の件、申し訳ございません。');
  await page.locator('.form-bar .button.primary, .form-actions .button.primary').first().click();
  await page.waitForURL(/\/admin\/macros/);
  await arrange(page, '');
  await page.waitForURL((url) => url.pathname === '/tickets');
  await page.locator('.rows-group').first().waitFor({ state: 'detached' });
  for (const nth of [0, 1]) await page.locator('.row-check input').nth(nth).check({ force: true });
  const numbers = await page.locator('.row-check :checked').evaluateAll((all) => all.map((one) => one.value));
  await page.keyboard.press('y');
  await page.locator('#bulk-macro').waitFor();
  await page.locator('#bulk-macro [name=answer]', { hasText: 'Sorry' }).click();
  await page.locator('#bulk-title', { hasText: 'Sorry' }).waitFor();
  assert.match(await page.locator('.message-text').textContent(), new RegExp(numbers[0]));
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/tickets' && url.search.includes('open'));
  await page.locator('.toast button').first().click();
  await page.waitForTimeout(500);
  await page.goto(`/tickets/${numbers[0]}`);
  await page.locator('.message.gone', { hasText: numbers[0] }).first().waitFor({ state: 'attached' });
  await leave(page);
});

test('the key takes back what was done last of several, and each says what it was', async () => {
  const page = await desk.atTheDesk();
  await arrange(page, '');
  await page.waitForURL((url) => url.pathname === '/tickets');
  await page.locator('.rows-group').first().waitFor({ state: 'detached' });
  const tickets = (await page.locator('.row-check input').evaluateAll((all) => all.map((one) => one.value))).slice(0, 2);
  const tick = async () => {
    for (const ticket of tickets) await page.locator(`.row-check input[value="${ticket}"]`).check({ force: true });
  };
  const said = (what) => page.locator('.toast', { hasText: what });
  await tick();
  await page.locator('[popovertarget=bulk-tag]').click();
  await page.fill('#bulk-tag-name', 'thought-twice');
  await page.keyboard.press('Enter');
  await said('2 tickets changed: Add the tag').waitFor();
  await tick();
  await page.locator('[popovertarget=bulk-priority]').click();
  await page.locator('#bulk-priority [name=priority]').last().click();
  await said('2 tickets changed: Priority').waitFor();
  await page.locator('.row-link').first().focus();
  await page.keyboard.press('z');
  await said('Undone: Priority').waitFor();
  await page.goto(`/tickets/${tickets[0]}`);
  await page.locator('#side .tag', { hasText: 'thought-twice' }).waitFor();
  await leave(page);
});

test('one colours a list that every desk has', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.keyboard.press('v');
  await page.locator('#list-show a[href="/lists/open"]').click();
  await page.waitForURL((url) => url.pathname === '/lists/open');
  await page.locator('.bar-actions .button.primary').click();
  await page.fill('#label_en', 'Mine to watch');
  await page.selectOption('#audience', 'mine');
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/lists/open');
  await page.locator('.badge', { hasText: 'Mine to watch' }).waitFor();
  await page.goto('/tickets?view=open');
  await page.locator('.row[title="Mine to watch"]').first().waitFor();
  const other = await desk.atTheDesk({}, 'supervisor');
  await other.goto('/tickets?view=open');
  assert.equal(await other.locator('.row[title="Mine to watch"]').count(), 0);
  await leave(other);
  await sound(page, ['/lists/open', '/lists/open/highlights/new'], looks[0]);
  await leave(page);
});

test('what is in the other language says so, in the list and on the ticket', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  const japanese = page.locator('.row-link', { hasText: /[ぁ-んァ-ヶ]/ });
  assert.ok(await japanese.count(), 'the company writes in both');
  const kana = (all) => all.filter((each) => (each.textContent.match(/[ぁ-んァ-ヶ]/g) ?? []).length * 10 > each.textContent.length && each.closest('[lang]').lang !== 'ja').map((each) => each.textContent);
  for (const part of ['.row-link', '.row-preview']) assert.deepEqual(await page.locator(part).evaluateAll(kana), [], part);
  await japanese.first().click();
  await page.locator('#subject[lang=ja]').waitFor();
  for (const part of ['.bar-subject', '.message-text']) assert.deepEqual(await page.locator(part).evaluateAll(kana), [], part);
  await leave(page);
});

test('a macro is dropped onto, from the list to the tray', async () => {
  const page = await desk.atTheDesk({ height: 480 });
  await page.goto('/tickets?view=open&order=subject');
  const row = page.locator('.row').first();
  const from = await row.locator('.row-link').boundingBox();
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
  const tray = page.locator('.tray');
  await tray.waitFor();
  assert.deepEqual(
    await tray.locator('[data-drops]').evaluateAll((all) => [...new Set(all.map((one) => one.dataset.drops.split('=')[0]))]),
    ['assignee', 'macro', 'answer'],
    'what only changes something comes before what is sent',
  );
  assert.deepEqual(await tray.locator('.menu-title').allTextContents(), await page.locator('#bulk-macro .menu-title').allTextContents());
  const lies = await tray.evaluate((each) => {
    const [here, list] = [each.getBoundingClientRect(), document.querySelector('#rows').closest('.sheet-scroll').getBoundingClientRect()];
    return { under: here.top >= list.top - 1, within: here.bottom <= innerHeight, wide: each.hasAttribute('data-wide'), sideways: each.scrollWidth > each.clientWidth };
  });
  assert.deepEqual(lies, { under: true, within: true, wide: true, sideways: false });
  const mine = tray.locator('.tray-item').first();
  const to = await mine.boundingBox();
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.locator('.toast').first().waitFor();
  await leave(page);
});

test('a panel comes after the page and says what another system knows', async () => {
  const shop = createServer((asked, answer) => {
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify({ plan: 'Gold', key: asked.headers['x-key'] ?? 'none', by: new URL(asked.url, 'http://x').searchParams.get('by') }));
  });
  await new Promise((done) => shop.listen(0, '127.0.0.1', done));
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  const number = (await page.locator('.row .row-number').first().textContent()).trim();
  await page.goto('/admin/panels/new');
  await page.fill('#name', 'Shop');
  await page.fill('#url', `http://127.0.0.1:${shop.address().port}/find?by={{ requester.email }}`);
  await page.fill('#lines', 'Plan = plan\nName = by > requester.name');
  await page.locator('[name=by_itself]').press('Space');
  await page.fill('#ticket', number);
  await page.locator('button[formaction^="/admin/panels/try"]').click();
  await page.locator('#trial').waitFor();
  const told = await page.locator('#trial').textContent();
  assert.ok(told.includes('Gold') || told.includes('network'), told);
  await page.locator('.form-actions .button.primary').click();
  await page.waitForURL((url) => url.pathname === '/admin/panels');
  await page.locator('.table th a', { hasText: 'Shop' }).click();
  await page.locator('#askings').waitFor();
  assert.ok(await page.locator('[name=by_itself]').isChecked());
  await page.goto(`/tickets/${number}`);
  await page.locator('.panel-outside .properties, .panel-none:not(:empty)').first().waitFor();
  await leave(page, true);
  shop.close();
});

test('a panel folds by its name and stays so, a long value opens, and one that knows nothing is a line', async () => {
  const page = await desk.atTheDesk({ worker: false });
  await page.goto('/admin/panels/new');
  await page.fill('#name', 'Customers');
  await page.fill('#url', 'https://customers.example/{{ requester.id }}');
  await page.fill('#lines', 'Plan = plan\nSite');
  await page.locator('.form-actions .button.primary').click();
  assert.match(await page.locator('#lines-mistake').textContent(), /Line 2/);
  await page.waitForFunction(() => document.activeElement?.id === 'lines');
  await page.fill('#lines', 'Plan = plan');
  await page.locator('.form-actions .button.primary').click();
  await page.locator('.table th a', { hasText: 'Customers' }).waitFor();

  let said = `<dl class="properties"><dt>Plan</dt><dd><details><summary class="fact-long">${'Gold '.repeat(100)}</summary></details></dd></dl>`;
  await page.route('**/tickets/*/panels/*', (route) => route.fulfill({ contentType: 'text/html', body: said }));
  await page.goto('/tickets?view=open');
  const paths = await page.locator('.row .row-link').evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute('href')));
  const panel = page.locator('.panel-fold', { hasText: 'Customers' });
  const value = panel.locator('.fact-long');
  const name = panel.locator('summary').first();
  const height = async (part) => (await part.boundingBox()).height;
  await page.goto(paths[0]);
  await value.waitFor();
  const cut = await height(value);
  assert.ok(cut < 100, `${cut} px of one value`);
  await value.click();
  assert.ok((await height(value)) > 2 * cut);
  await name.click();
  await value.waitFor({ state: 'hidden' });
  await page.goto(paths[1]);
  await value.waitFor({ state: 'attached' });
  assert.equal(await value.isVisible(), false, 'what was folded stays folded');
  await name.click();
  await value.waitFor();

  said = '<p class="panel-text" data-none>Nothing is known there.</p>';
  await page.goto(paths[2]);
  await panel.locator('.panel-none', { hasText: 'Nothing is known there.' }).waitFor();
  assert.ok((await height(panel)) < 40, 'a line');
  await name.click();
  await panel.locator('.panel-text').waitFor();
  await leave(page, true);
});

test('a ticket at a glance: by the key for the line in focus, by the pointer at rest, and gone with Escape', async () => {
  const page = await desk.atTheDesk();
  await arrange(page, '');
  await page.goto('/tickets?view=open');
  await page.locator('.row .row-link').first().focus();
  await page.keyboard.press('h');
  const card = page.locator('#glance:popover-open');
  await card.waitFor();
  const first = await page.locator('.row .row-link').first().textContent();
  assert.ok((await card.textContent()).includes(first.trim()));
  await page.keyboard.press('j');
  const second = (await page.locator('.row .row-link').nth(1).textContent()).trim();
  await card.filter({ hasText: second }).waitFor();
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
  await page.locator('.row').nth(2).hover();
  await card.waitFor();
  await page.mouse.move(5, 5);
  await card.waitFor({ state: 'hidden' });
  await leave(page);
});

test('the next page is there before one comes to the end of the list', async () => {
  const page = await desk.atTheDesk({ height: 700 });
  await arrange(page, '');
  await page.locator('#rows .row').nth(49).waitFor({ state: 'attached' });
  const scroller = page.locator('#list .sheet-scroll');
  const rows = () => page.locator('#list .sheet-scroll > .rows .row').count();
  await page.waitForTimeout(300);
  assert.equal(await rows(), 50, 'nothing is fetched while the end is far');
  await scroller.evaluate((list) => list.scrollTo(0, list.scrollHeight - list.clientHeight - 600));
  await page.waitForFunction(() => document.querySelectorAll('#list .sheet-scroll > .rows .row').length > 50);
  await leave(page);
});

test('a list keeps its place: back from a ticket of its second page, by each way back', async () => {
  const page = await desk.atTheDesk({ width: 1000, height: 700 });
  for (const way of ['browser', 'u', 'link']) {
    await page.goto('/tickets?view=open');
    const scroller = page.locator('#list .sheet-scroll');
    await scroller.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await page.locator('#list .rows[id^=rows-] .row').nth(8).waitFor();
    const row = page.locator('#list .rows[id^=rows-] .row').nth(8);
    const id = await row.getAttribute('id');
    await row.scrollIntoViewIfNeeded();
    const top = await scroller.evaluate((list) => list.scrollTop);
    await row.locator('.row-link').click();
    await page.waitForURL(/\/tickets\/\d+/);
    await page.locator('#subject').waitFor();
    if (way === 'browser') await page.goBack();
    else if (way === 'u') await page.keyboard.press('u');
    else await page.locator('[data-back]').click();
    await page.waitForFunction((id) => document.activeElement?.closest('.row')?.id === id, id).catch(async () => assert.fail(`${way}: ${page.url()} ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) + sessionStorage.getItem('places'))}`));
    assert.ok(Math.abs((await scroller.evaluate((list) => list.scrollTop)) - top) < 40, way);
  }
  // Whoever comes another way begins at the top.
  await page.goto('/');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL(/view=open/);
  assert.equal(await page.locator('#list .sheet-scroll').evaluate((list) => list.scrollTop), 0);
  await leave(page);
});

test('back from a ticket one stands at its line, also where one has gone on to it, and at its neighbour where it has left the list', async () => {
  const page = await desk.atTheDesk({ width: 1000, height: 700 });
  await page.goto('/tickets?view=open');
  const ids = await page.locator('#list .rows .row').evaluateAll((all) => all.map(({ id }) => id));
  const opened = (nth) => page.locator(`kippu-live[src$="ticket=${ids[nth].replace('row-', '')}"]`).waitFor({ state: 'attached' });
  const back = async (nth) => {
    await page.keyboard.press('u');
    await page.waitForFunction((id) => document.activeElement?.closest('.row')?.id === id, ids[nth]);
  };
  await page.locator(`#${ids[1]} .row-link`).click();
  await opened(1);
  for (const nth of [2, 3]) {
    await page.keyboard.press('j');
    await opened(nth);
  }
  await back(3);
  await page.keyboard.press('o');
  await opened(3);
  await page.keyboard.press('k');
  await opened(2);
  await back(2);
  await page.locator(`#${ids[5]} .row-link`).click();
  await opened(5);
  await page.locator('#ticket [form=solve]').click();
  await page.locator('.fact[data-key=s] [data-category=solved]').waitFor();
  await page.locator('#ticket [data-step=next]').waitFor();
  await back(6);
  await leave(page);
});

test('beside a ticket of its second page a list keeps what stands above, and shows the line', async () => {
  const page = await desk.atTheDesk();
  await page.goto('/tickets?view=open');
  await page.locator('#list .row-link').first().click();
  await page.locator('#ticket').waitFor();
  if (!(await page.locator('#list').count())) await page.locator('[name=beside][value=on] ~ button').click();
  const scroller = page.locator('#list .sheet-scroll');
  await scroller.evaluate((list) => list.scrollTo(0, list.scrollHeight));
  const row = page.locator('#list .rows[id^=rows-] .row').nth(8);
  await row.locator('.row-link').click();
  const id = await row.getAttribute('id');
  await page.waitForFunction((id) => document.getElementById(id)?.getAttribute('aria-current') === 'true', id);
  assert.equal(await page.locator('#list .rows#rows .row').count(), 50);
  const [line, room] = [await page.locator(`#${id}`).boundingBox(), await scroller.boundingBox()];
  assert.ok(line.y >= room.y && line.y + line.height <= room.y + room.height, 'the line is in view');
  assert.equal(await page.locator('#list [aria-current=true]').count(), 1);
  await page.locator('#list .rows#rows .row-link').last().click();
  await page.waitForFunction(() => document.querySelector('#list .rows#rows [aria-current=true]'));
  await leave(page);
});
