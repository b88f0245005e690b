// An agent's way on a phone: all by finger, nothing beyond the edge; and what only the system changes: its contrast, its colours, its size.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { beyond, looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => (desk = await open(60)));
after(() => desk.close());

const phones = [...looks.filter((look) => look.touch), { width: 320, height: 640, theme: 'light', language: 'ja', touch: true }];

/** Opens the nth open ticket as one finds it: from the list, which stands beside it where there is room. `press` is 'tap' or 'click'. */
async function fromList(page, nth, press = 'click') {
  await page.goto('/tickets?view=open');
  await page.locator('.row .row-link').nth(nth)[press]();
  await page.waitForURL(/\/tickets\/\d+/);
  await page.locator('#ticket .timeline .message').first().waitFor();
}

for (const [nth, look] of phones.entries()) {
  test(`a ticket is found, answered, put off and solved by finger: ${named(look)}`, async () => {
    const page = await desk.atTheDesk(look);
    await fromList(page, nth + 1, 'tap');
    const words = `By finger ${Date.now()}`;
    // Until one writes, the answer is a line: to whom, and where one begins.
    assert.ok((await page.locator('#composer').boundingBox()).height < 100, 'the empty answer takes the room of the talk');
    assert.ok(await page.locator('.composer-to.for-answer .chip').first().isVisible());
    await page.locator('.composer textarea[name=text], .composer .editor-text').locator('visible=true').first().tap();
    await page.locator('.composer .editor-text').fill(words);
    await page.locator('.composer [data-send]').tap();
    await page.locator('.timeline .message', { hasText: words }).waitFor();

    // Scrolled, the bar says what one reads, and what one may do is still there.
    await page.locator('#ticket .sheet-scroll').evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight));
    await page.waitForFunction(() => getComputedStyle(document.querySelector('.bar-subject')).visibility === 'visible');
    assert.ok((await page.locator('.bar-subject').boundingBox()).width >= 48, 'the subject is gone');
    assert.deepEqual(await beyond(page), []);

    await page.locator('[popovertarget=more-menu]').tap();
    await page.locator('#more-menu .snooze-more').tap();
    await page.locator('#snooze-menu:popover-open').waitFor();
    const box = await page.locator('#snooze-menu').boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= look.width && box.y + box.height <= look.height, JSON.stringify(box));
    await page.keyboard.press('Escape');

    await page.locator('.bar [form=solve]').tap();
    await page.locator('.fact [data-category=solved]').waitFor();
    await page.locator('#timeline details.events').evaluateAll((all) => all.forEach((one) => (one.open = true)));
    assert.ok((await page.locator('.event-undo .button').last().boundingBox()).height >= 44, 'to undo is too small for a finger');
    await page.locator('.bar [data-back]').tap();
    await page.waitForURL(/\/tickets\?view=open/);
    assert.deepEqual(await beyond(page), []);
    await leave(page);
  });
}

test('a finger on the status selects its ticket, and the boxes come with it', async () => {
  const page = await desk.atTheDesk(phones[0]);
  await page.goto('/tickets?view=open');
  const seen = (nth) => page.locator('.row-check input').nth(nth).evaluate((box) => getComputedStyle(box).opacity);
  assert.equal(await seen(1), '0', 'while nothing is selected the statuses stand alone');
  await page.locator('.row > .status').nth(2).tap({ force: true });
  await page.locator('.row-check :checked').waitFor({ state: 'attached' });
  assert.equal(new URL(page.url()).pathname, '/tickets', 'nothing was opened');
  assert.equal(await seen(1), '1');
  await leave(page);
});

test('where the bar has room to snooze, the menu does not offer it, and its arrows pass over that', async () => {
  const page = await desk.atTheDesk();
  await fromList(page, 5);
  await page.locator('[popovertarget=more-menu]').click();
  const here = () => page.evaluate(() => document.activeElement.closest('#more-menu') && document.activeElement.className);
  await page.waitForFunction(() => document.activeElement?.matches('#more-menu .menu-item'));
  assert.equal(await page.locator('#more-menu .snooze-more').isVisible(), false);
  const seen = await page.locator('#more-menu .menu-item:not(label, :disabled, [aria-disabled=true]):visible').count();
  for (let nth = 0; nth < seen; nth++) {
    assert.match((await here()) ?? '', /^menu-item(?!.*snooze-more)/);
    await page.keyboard.press('ArrowDown');
  }
  assert.equal(await page.evaluate(() => document.activeElement === [...document.querySelectorAll('#more-menu .menu-item')].find((item) => item.checkVisibility())), true, 'once around');
  await leave(page);
});

test('on a phone the bar breaks no word, the tools are as large as a finger, and the side closes by its own button', async () => {
  const page = await desk.atTheDesk(phones[0]);
  await fromList(page, 7, 'tap');
  await page.locator('#ticket .sheet-scroll').evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight));
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.bar-subject')).visibility === 'visible');
  const broken = await page.locator('.bar-subject').evaluate((bar) => {
    const [words, range] = [bar.lastChild, document.createRange()];
    words.data = 'Plumbing in the TK-350 for the weekend';
    return [...words.data.matchAll(/[a-z]+/gi)].filter(({ 0: word, index }) => {
      range.setStart(words, index);
      range.setEnd(words, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
    }).map(([word]) => word);
  });
  assert.deepEqual(broken, []);

  await page.locator('.bar .side-open').tap();
  await page.locator('#side:popover-open').waitFor();
  await page.locator('#side .panel-title').last().scrollIntoViewIfNeeded();
  await page.locator('#side > .side-open').tap();
  await page.locator('#side:popover-open').waitFor({ state: 'detached' });

  await page.locator('.composer .composer-text, .composer .editor-text').locator('visible=true').first().tap();
  await page.locator('.composer .editor-text').waitFor();
  for (const tool of await page.locator('.composer-tools .button:visible, .editor-bar .button:visible').all()) {
    const { width, height } = await tool.boundingBox();
    assert.ok(height >= 44 && width >= 28, `${width} × ${height}`);
  }
  assert.deepEqual(await beyond(page), []);
  await leave(page);
});

test('on a phone four choices are two and two, the tab that is open is in sight, and times stand in a column', async () => {
  const page = await desk.atTheDesk(phones[0]);
  const boxes = (which) => page.locator(which).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  await page.goto('/me');
  const themes = await boxes('.segments.four > button');
  assert.deepEqual(themes.map(({ top }) => top === themes[0].top), [true, true, false, false]);
  assert.ok(themes.every(({ height }) => height >= 44));
  await page.goto('/admin/outbox?state=sent');
  const [[tab], [row]] = await Promise.all(['.tabs > [aria-current]', '.tabs'].map(boxes));
  assert.ok(tab.left >= row.left && tab.right <= row.right, JSON.stringify([tab, row]));
  const times = await boxes('.table td.numeric');
  assert.ok(times.length > 1 && times.every(({ right }) => Math.abs(right - times[0].right) < 1), 'ragged');
  await leave(page);
});

test('on a phone each number of the time report says what it counts, also in the total', async () => {
  const page = await desk.atTheDesk(phones[0]);
  const from = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/reports/time?from=${from}`);
  const lines = await page.locator('.table tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('.numeric')].map((cell) => [cell.innerText, Math.round(cell.getBoundingClientRect().top)])));
  assert.ok(lines.length > 1, 'nobody worked');
  for (const [[entries, top], [hours, beside]] of lines) {
    assert.match(`${entries} ${hours}`, /^件数 [\d,]+ 時間 \d+:\d\d$/);
    assert.equal(top, beside);
  }
  assert.deepEqual(await beyond(page), []);
  await leave(page);
});

test('a large screen gives the list and the side what they can use', async () => {
  const look = { width: 3840, height: 2160, theme: 'light', language: 'en' };
  const page = await desk.atTheDesk(look);
  await fromList(page, 4);
  const width = async (part) => (await page.locator(part).boundingBox()).width;
  assert.ok((await width('#list')) > 600 && (await width('#side')) > 400);
  await sound(page, [new URL(page.url()).pathname], look);
  await leave(page);
});

test('in a low window what one reads keeps more than half', async () => {
  const page = await desk.atTheDesk({ width: 640, height: 400 });
  await fromList(page, 4);
  assert.ok((await page.locator('#ticket .sheet-scroll').boundingBox()).height > 200);
  await page.locator('.composer .composer-text, .composer .editor-text').locator('visible=true').first().focus();
  await page.locator('.composer [data-send]').scrollIntoViewIfNeeded();
  assert.ok(await page.locator('.composer [data-send]').isVisible());
  await leave(page);
});

// A phone with its keyboard, on its side; a desk at 200 % and at 400 %.
for (const [width, height, touch] of [[390, 470, true], [844, 390, true], [720, 450, false], [360, 225, false]]) {
  test(`in a window of ${width} × ${height} one sees what one writes, what it is and what sends it`, async () => {
    const page = await desk.atTheDesk({ width, height, touch });
    await page.goto('/tickets?view=open');
    await page.goto(await page.locator('.row .row-link').nth(6).getAttribute('href'));
    await page.locator('.composer .composer-text, .composer .editor-text').locator('visible=true').first().focus();
    await page.locator('.composer .editor-text').fill(Array(30).fill('A line').join('\n'));
    await page.keyboard.type('.');
    const seen = () => page.evaluate(() => {
      const at = (part, x, y) => part.contains(document.elementFromPoint(x, y));
      const whole = (which) => {
        const part = document.querySelector(which);
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return at(part, (left + right) / 2, top + 2) && at(part, (left + right) / 2, bottom - 2);
      };
      const caret = getSelection().getRangeAt(0).getBoundingClientRect();
      const words = at(document.querySelector('.composer .editor-text'), caret.x - 2, caret.y + caret.height / 2);
      return { kind: whole('.composer-kind:has(:checked)'), send: whole('.composer [data-send]'), words };
    });
    assert.deepEqual(await seen(), { kind: true, send: true, words: true });
    if (height > 320) assert.ok((await page.locator('#ticket .sheet-scroll').boundingBox()).height > 40, 'nothing is left to read');
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#ticket .bar').isVisible());
    await page.locator('.composer .editor-text').fill('');
    await leave(page);
  });
}

const outline = (found) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(found);
  return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
};

test('in the colours of the system the edges, the choice and the focus are seen', async () => {
  const page = await desk.atTheDesk({ forcedColors: 'active' });
  await fromList(page, 5);
  for (const part of ['#ticket', '.composer', '#ticket .button:not(.quiet)', '.queue[aria-current]', '.composer-kind:has(:checked)']) assert.ok(await page.locator(part).first().evaluate(outline), part);
  await page.locator('.row-link').nth(1).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  assert.ok((await page.locator('.row:has(.row-link:focus)').evaluate(outline)) > 2, 'row');
  await page.keyboard.press('s');
  await page.waitForFunction(() => document.activeElement?.closest('#status-menu'));
  await page.keyboard.press('ArrowDown');
  assert.ok((await page.locator('.menu-item:focus').evaluate(outline)) > 2, 'menu item');
  await page.keyboard.press('Escape');
  await page.locator('.composer .composer-text, .composer .editor-text').locator('visible=true').first().focus();
  assert.ok((await page.locator('.composer').evaluate(outline)) > 2, 'composer');
  await leave(page);
});

test('much contrast is the same by the system and by the theme', async () => {
  const edges = async (page) => {
    await fromList(page, 5);
    return page.evaluate(() => ['#ticket .button:not(.quiet)', '.tag', '.badge', '.row-time'].map((part) => {
      const found = document.querySelector(part);
      return found && [getComputedStyle(found).outline, getComputedStyle(found).color];
    }));
  };
  const bySystem = await desk.atTheDesk({ contrast: 'more' });
  const found = await edges(bySystem);
  assert.match(found[0][0], /solid/);
  const byTheme = await desk.atTheDesk();
  await byTheme.goto('/me');
  await byTheme.locator('[name=theme][value=contrast]').click();
  await byTheme.locator('[name=theme][value=contrast][aria-pressed=true]').waitFor();
  assert.deepEqual(await edges(byTheme), found);
  await leave(bySystem);
  await leave(byTheme);
});
