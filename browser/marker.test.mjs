// Passages of messages that agents highlight: chosen with the pointer or the keyboard, painted over the text, listed beneath it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { flaws } from './lib/look.mjs';
import { handOver } from './lib/post.mjs';

let desk;
before(async () => (desk = await open(40)));
after(() => desk.close());

/** A ticket whose first message is plain text, or one that stands in a frame. */
async function atATicket({ framed = false, account = desk.account('administrator'), wish = {} } = {}) {
  const page = await desk.page(wish);
  await signIn(page, account);
  await page.goto('/tickets?view=open');
  const all = await page.locator('.row-link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  for (const path of all) {
    await page.goto(path);
    const message = page.locator(framed ? '.message:has(iframe)' : '.message:has(.message-text)').first();
    if (await message.count()) return { page, path, message };
  }
  return assert.fail('no such ticket');
}

/** Somebody writes in HTML, and waits until it is read. */
async function writeHtml() {
  const letter = ['From: Kei Tanaka <kei@new.example>', 'To: support@tsukishiro.example', 'Subject: The lid of my kettle', 'Message-ID: <html@new.example>', 'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', '',
    '<table><tr><td><p>Good morning,</p><p>the <b>lid</b> of my kettle is broken, and the handle is loose.</p></td></tr></table>', ''].join('\r\n');
  await handOver(Number(String(desk.smtp).split(":").pop()), 'kei@new.example', 'support@tsukishiro.example', letter);
  const page = await desk.page();
  await signIn(page, desk.account('administrator'));
  for (let tries = 0; tries < 40; tries++) {
    await page.goto('/tickets?view=open');
    if (await page.locator('.row-link', { hasText: 'The lid of my kettle' }).count()) break;
    await page.waitForTimeout(500);
  }
  await leave(page);
}

/** Chooses so many characters from the first text of a message; what stands there, with blanks and breaks as one blank each. */
function choose(page, message, from, to) {
  return message.evaluate(async (article, [from, to]) => {
    const frame = article.querySelector('iframe');
    const home = article.querySelector('.message-text') ?? frame.contentDocument.body;
    const walk = home.ownerDocument.createTreeWalker(home, NodeFilter.SHOW_TEXT);
    let node = walk.nextNode();
    while (node && node.data.trim().length < to) node = walk.nextNode();
    const lead = node.data.length - node.data.trimStart().length;
    home.ownerDocument.getSelection().setBaseAndExtent(node, lead + from, node, lead + to);
    home.ownerDocument.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    return node.data.slice(lead + from, lead + to).replace(/\s+/g, ' ').trim();
  }, [from, to]);
}

const painted = (page) => page.evaluate(() => ['yellow', 'green', 'blue', 'pink'].flatMap((ink) => {
  const windows = [window, ...[...document.querySelectorAll('.message iframe')].map((frame) => frame.contentWindow)];
  return windows.flatMap((home) => [...(home.CSS.highlights.get(`ink-${ink}`) ?? [])].map((range) => [ink, range.toString().replace(/\s+/g, ' ')]));
}));

for (const framed of [false, true]) {
  test(`a passage is chosen and highlighted with a press: ${framed ? 'in a mail of its own' : 'in plain text'}`, async () => {
    if (framed) await writeHtml();
    const { page, path, message } = await atATicket({ framed });
    await message.locator(framed ? 'iframe' : '.message-text').scrollIntoViewIfNeeded();
    if (framed) await message.locator('iframe').evaluate((frame) => new Promise((done) => (frame.contentDocument.readyState === 'complete' && frame.contentDocument.body.textContent ? done() : frame.addEventListener('load', done))));
    await choose(page, message, 2, 14);
    await page.locator('#marker-bar').waitFor();
    await page.locator('#marker-bar [data-mark-ink=green]').click();
    const line = message.locator('.marker');
    await line.waitFor();
    const quote = await line.locator('.marker-quote').textContent();
    await page.waitForFunction((quote) => {
      const windows = [window, ...[...document.querySelectorAll('.message iframe')].map((frame) => frame.contentWindow)];
      return windows.some((home) => [...(home.CSS.highlights.get('ink-green') ?? [])].some((range) => range.toString().replace(/\s+/g, ' ') === quote));
    }, quote);
    // It is there elsewhere, and it is gone when it is removed.
    const other = await desk.page();
    await signIn(other, desk.account('administrator'));
    await other.goto(path);
    await other.locator('.marker', { hasText: quote }).waitFor();
    await line.locator('form button').click();
    await line.waitFor({ state: 'detached' });
    assert.deepEqual(await painted(page), []);
    await leave(other);
    await leave(page);
  });
}

test('with a key comes a note, and the keyboard alone chooses the words', async () => {
  const { page, path, message } = await atATicket();
  const chosen = await choose(page, message, 0, 8);
  await page.keyboard.press('h');
  await page.locator('#marker').waitFor();
  assert.deepEqual(await flaws(page), []);
  assert.equal(await page.locator('#marker-text').evaluate((text) => text.value.slice(text.selectionStart, text.selectionEnd)), chosen);
  await page.locator('#marker [name=ink][value=pink]').check({ force: true });
  await page.fill('#marker-note', 'Ask for a photo');
  await page.keyboard.press('Enter');
  await message.locator('.marker', { hasText: 'Ask for a photo' }).waitFor();
  await page.locator('#marker').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => CSS.highlights.get('ink-pink')?.size === 1);
  // From the menu of the message: nothing is chosen yet.
  // News of the first highlight may draw the message anew meanwhile.
  for (let tries = 0; tries < 4 && !(await page.locator('#marker').isVisible()); tries++) {
    await message.locator('[popovertarget$="-menu"]').first().focus();
    await page.keyboard.press('Enter');
    await message.locator('[data-mark]').focus();
    await page.keyboard.press('Enter');
    await page.locator('#marker').waitFor({ timeout: 2_000 }).catch(() => {});
  }
  assert.ok(await page.locator('#marker').isVisible());
  for (let at = 0; at < 6; at++) await page.keyboard.press('Shift+ArrowRight');
  await page.locator('#marker .button.primary').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.marker').length === 2);
  await page.waitForFunction(() => CSS.highlights.get('ink-yellow')?.size === 1);
  // Where the words are gone, the line says so.
  await page.waitForFunction(() => {
    document.querySelector('.marker .marker-quote').textContent = 'words that nobody wrote';
    document.dispatchEvent(new Event('htmx:after:restore'));
    return document.querySelector('.marker[data-lost]');
  });
  // On paper they are for colleagues, as notes are.
  await page.goto(`${path}/print?notes=1`);
  assert.match(await page.locator('.paper-markers').innerText(), /Ask for a photo/);
  const [pink, yellow] = await Promise.all(['pink', 'yellow'].map((ink) => page.locator(`.paper-markers mark[data-ink=${ink}]`).evaluate((mark) => getComputedStyle(mark).backgroundColor)));
  assert.match(pink, / 350\)$/);
  assert.match(yellow, / 98\)$/);
  await page.goto(`${path}/print`);
  assert.equal(await page.locator('.paper-markers').count(), 0);
  await leave(page);
});
