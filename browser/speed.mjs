// How long a click takes on a full desk, from the press to the new page on the screen (bin/bench clicks [TICKETS]). Measured and
// printed, never asserted: machines differ, and a busy one differs from itself.
import assert from 'node:assert/strict';
import { leave, open } from './lib/desk.mjs';

const tickets = Number(process.argv[2] ?? 100_000);
const tries = 5;
const desk = await open(tickets, ['--lived', '200']);
const page = await desk.atTheDesk();

/** From the press (a click counts from the moment the finger is up) until a frame in which `shows` holds has been painted, in
 *  milliseconds, by the browser's own clock. The page looks by itself, from the press on: asked from here, it would answer a frame late. */
async function timed(press, shows, ...about) {
  // As a text: the page's own policy lets nobody make functions there. It ends in nothing, for a promise would be waited for.
  await page.evaluate(`{
    const shows = ${shows};
    window.took = new Promise((done) => {
      let at;
      const look = () => {
        if (!shows(...${JSON.stringify(about)})) return requestAnimationFrame(look);
        // What is posted before a frame is painted arrives after it.
        const painted = new MessageChannel();
        painted.port1.onmessage = () => done(performance.now() - at);
        painted.port2.postMessage(0);
      };
      const begin = (event) => at === undefined && ((at = event.timeStamp), requestAnimationFrame(look));
      for (const kind of ['click', 'keydown', 'wheel']) document.addEventListener(kind, begin, { capture: true, once: true });
    });
  }; undefined`);
  await press();
  return page.evaluate('took');
}

async function measured(what, once) {
  const took = [];
  for (let at = 0; at < tries; at++) took.push(await once(at));
  took.sort((a, b) => a - b);
  console.log(`${what.padEnd(28)} p50 ${took[Math.floor(tries / 2)].toFixed(0).padStart(5)} ms   max ${took.at(-1).toFixed(0).padStart(5)} ms`);
}

const list = '/tickets?view=open';
const rest = (time = 150) => page.waitForTimeout(time);

// What was grown goes into the index first; that takes less than half a millisecond a ticket.
await page.waitForTimeout(tickets / 2);
await page.goto(list);
assert.equal(await page.locator('.row').count(), 50);
console.log(`${tickets.toLocaleString('en')} tickets, ${tries} tries each`);

await measured('open a list', async () => {
  await page.goto('/');
  await rest();
  return timed(() => page.locator(`.sidebar a[href="${list}"]`).click(), (path) => location.pathname + location.search === path && document.querySelectorAll('.row').length >= 50, list);
});
await measured('next page', async () => {
  await page.goto(list);
  await rest();
  await page.locator('.row').nth(5).hover();
  const before = await page.locator('.row').count();
  return timed(() => page.mouse.wheel(0, 100_000), (before) => document.querySelectorAll('.row').length > before, before);
});
await measured('open a ticket', async (nth) => {
  await page.goto(list);
  await rest();
  const link = page.locator('.row .row-link').nth(nth);
  const path = new URL(await link.evaluate((link) => link.href)).pathname;
  return timed(() => link.click(), (path) => location.pathname === path && Boolean(document.querySelector('#ticket .timeline .message')), path);
});
await page.goto(list);
await page.locator('.row .row-link').first().click();
await page.locator('#ticket .timeline .message').first().waitFor();
await measured('j to the next ticket', async () => {
  await rest();
  await page.evaluate(() => document.activeElement?.blur());
  const was = new URL(page.url()).pathname;
  return timed(() => page.keyboard.press('j'), (was) => location.pathname !== was && Boolean(document.querySelector('#ticket .timeline .message')), was);
});
await measured('k to the one before', async () => {
  await rest();
  await page.evaluate(() => document.activeElement?.blur());
  const was = new URL(page.url()).pathname;
  return timed(() => page.keyboard.press('k'), (was) => location.pathname !== was && Boolean(document.querySelector('#ticket .timeline .message')), was);
});
await measured('change the status', async () => {
  await rest();
  await page.locator('.ticket-facts [popovertarget=status-menu]').click();
  const item = page.locator('#status-menu [role^=menuitem]:not([aria-checked=true]):visible').first();
  const label = (await item.textContent()).trim();
  return timed(() => item.click(), (label) => document.querySelector('.ticket-facts [popovertarget=status-menu]')?.textContent.includes(label), label);
});
await measured('open the palette', async () => {
  await page.goto(list);
  await rest();
  return timed(() => page.keyboard.press('Control+k'), () => Boolean(document.querySelector('dialog.palette[open]')));
});
await measured('search', async (nth) => {
  await page.goto(list);
  await rest();
  await page.locator('.sidebar-search input').fill(['返金', 'refund', 'kettle', '請求', 'lid', '配送', 'order'][nth]);
  // What is proposed while one types has come.
  await rest(600);
  return timed(() => page.keyboard.press('Enter'), () => location.pathname === '/search' && Boolean(document.querySelector('#search form.sheet-scroll')));
});
await leave(page, true);
await desk.close();
