// Two agents at one ticket at once: who is there, who answers, and that nothing is said twice or lost between them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open } from './lib/desk.mjs';
import { flaws } from './lib/look.mjs';

let desk, one, two;
/** Tickets that both may answer; each test takes one. */
const paths = [];
before(async () => {
  desk = await open(120);
  [one, two] = await Promise.all([desk.atTheDesk(), desk.atTheDesk({}, 'supervisor')]);
  await two.goto('/tickets?view=open');
  const seen = await two.locator('.row .row-link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  for (const path of seen) if ((await (await two.request.get(path)).text()).includes('name="kind" value="reply"')) paths.push(path);
});
after(() => desk.close());

const editor = (page) => page.locator('.composer .editor-text');
const said = (page, what) => page.locator('.timeline .message', { hasText: what });
const claim = (page) => page.locator('#claim .banner');
const act = (page, name) => claim(page).getByRole('button', { name, exact: true }).click();
const send = (page) => page.locator('.composer [data-send]').click();
const name = async (page) => (await page.locator('.sidebar-me .clip').textContent()).trim();
const blur = (page) => page.evaluate(() => document.activeElement?.blur());

/** The next ticket, open on both pages. */
async function both() {
  const path = paths.shift();
  await Promise.all([one.goto(path), two.goto(path)]);
  return path;
}

async function write(page, text, kind = 'reply') {
  await page.locator(`.composer-kind:has(input[value=${kind}])`).click();
  await page.locator('.composer textarea[name=text]').focus();
  await editor(page).waitFor();
  if (text) await editor(page).fill(text);
  else await empty(page);
}

/** Written by the first of them, for colleagues to see. */
async function share(words) {
  await write(one, words);
  await one.locator('[popovertarget=draft-options]').click();
  await one.locator('#draft-options input[name=shared]').check();
  await one.keyboard.press('Escape');
}

/** As one does it by hand: an editor does not always hear of what is taken away without a key. */
async function empty(page) {
  await editor(page).press('ControlOrMeta+a');
  await editor(page).press('Delete');
  await page.waitForFunction(() => !document.querySelector('.composer textarea[name=text]').value);
}

/** What a page that was refused on purpose complains of. */
function quiet(page) {
  page.complaints = page.complaints.filter((line) => !/status of 4\d\d/.test(line));
}

test('a list shows who looks at a ticket and who answers it, by itself', async () => {
  const path = await both();
  const list = await desk.atTheDesk();
  await two.locator('#presence .avatar').waitFor();
  await list.goto('/tickets?view=open');
  const mark = list.locator(`.row-here[data-here="${path.split('/').at(-1)}"]`);
  await mark.getByText(/is looking at this ticket/).first().waitFor({ state: 'attached' });
  await write(two, 'We look into it');
  await list.locator(`.row-here[data-here="${path.split('/').at(-1)}"][data-state=answering]`).waitFor({ timeout: 15_000 });
  assert.match(await mark.textContent(), new RegExp(`${await name(two)} is answering`));
  await empty(two);
  await list.locator(`.row-here[data-here="${path.split('/').at(-1)}"]:not([data-state])`).waitFor({ state: 'attached', timeout: 20_000 });
  await leave(list);
});

test('whoever opens a ticket that is being answered reads so, asks, and is handed the answer with its text', async () => {
  await both();
  const words = `Half of an answer ${Date.now()}`;
  await write(one, words);
  await claim(two).getByText(`${await name(one)} has been answering this since`).waitFor();
  assert.deepEqual(await flaws(two), []);
  assert.equal(await claim(one).count(), 0, 'one knows what one does oneself');
  // By keyboard alone.
  await claim(two).getByRole('button', { name: 'Ask to hand over' }).focus();
  await two.keyboard.press('Enter');
  await claim(two).getByText('has been asked').waitFor();
  await claim(one).getByText(`${await name(two)} would like to go on with your answer`).waitFor();
  assert.equal(await one.evaluate(() => document.activeElement?.matches('.editor-text')), true, 'who writes is not disturbed');
  await act(one, 'Hand over');
  await claim(one).getByText(`${await name(two)} has been answering with what you wrote`).waitFor();
  await one.waitForFunction(() => !document.querySelector('.composer textarea[name=text]').value);
  await claim(two).getByRole('link', { name: 'Show the text' }).click();
  await two.waitForFunction((words) => document.querySelector('.composer textarea[name=text]').value.includes(words), words);
  await two.waitForFunction(() => document.activeElement?.matches('#composer .editor-text'));
  await claim(two).getByText(`The answer of ${await name(one)} is yours now`).waitFor();
  await send(two);
  await said(one, words).waitFor();
  assert.equal(await said(one, words).count(), 1);
  await claim(one).waitFor({ state: 'detached' });
});

test('who keeps the answer says so, and who answers all the same takes no text', async () => {
  const path = await both();
  await write(one, 'Mine, and I go on');
  await act(two, 'Ask to hand over');
  await act(one, 'Keep');
  await claim(two).getByText('goes on with the answer').waitFor();
  await act(two, 'Answer anyway');
  await claim(one).getByText('has been answering instead of you').waitFor();
  assert.match(await one.locator('.composer textarea[name=text]').inputValue(), /Mine, and I go on/);
  await write(two, 'Then I do it');
  await two.goto(path);
  await two.waitForFunction(() => document.querySelector('.composer textarea[name=text]').value.includes('Then I do it'));
  for (const page of [two, one]) await write(page, '');
});

test('a shared draft that is taken over is gone from the page of its writer, who reads who has it', async () => {
  const path = await both();
  const words = `Shared and not finished ${Date.now()}`;
  await share(words);
  await claim(two).filter({ hasText: 'shares a draft here' }).getByRole('link', { name: 'Look' }).click();
  await two.locator('.card', { hasText: words }).waitFor();
  await editor(one).press('ControlOrMeta+End');
  await one.keyboard.type(', and a last word');
  await Promise.all([two.waitForURL((url) => url.pathname === path), two.locator('.card', { hasText: words }).getByRole('button', { name: 'Take over' }).click()]);
  await two.waitForFunction((words) => document.querySelector('.composer textarea[name=text]').value.includes(words), words);
  await claim(one).getByText(`${await name(two)} has been answering with what you wrote`).waitFor();
  await one.waitForFunction(() => !document.querySelector('.composer textarea[name=text]').value && !document.querySelector('.composer .editor-text').innerText.trim());
  await one.locator('.toast', { hasText: 'A colleague goes on with what you wrote here' }).waitFor();
  assert.deepEqual(await flaws(one), []);
  const saved = one.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
  await write(one, 'Another matter');
  await saved;
  await one.goto(`${path}/drafts`);
  await one.getByText(', and a last word').first().waitFor();
  assert.equal(await one.locator('[id^=draft-]', { hasText: words }).count(), 1, 'there is one of it');
  quiet(one);
  await one.goto(path);
  for (const page of [one, two]) await write(page, '');
});

test('who types on while a shared draft is taken over has it in no second draft', async () => {
  const path = await both();
  const words = `Shared, and typed on ${Date.now()}`;
  await share(words);
  await claim(two).filter({ hasText: 'shares a draft here' }).getByRole('link', { name: 'Look' }).click();
  await two.locator('.card', { hasText: words }).waitFor();
  await editor(one).press('ControlOrMeta+End');
  const typing = one.keyboard.type(', word after word, and on and on', { delay: 120 });
  await two.locator('.card', { hasText: words }).getByRole('button', { name: 'Take over' }).click();
  await typing;
  // What is typed from then on is the beginning of something else.
  await one.waitForFunction((words) => !document.querySelector('.composer textarea[name=text]').value.includes(words), words);
  quiet(one);
  await two.waitForURL((url) => url.pathname === path);
  await one.goto(`${path}/drafts`);
  assert.equal(await one.locator('[id^=draft-]', { hasText: words }).count(), 1);
  await one.goto(path);
  for (const page of [one, two]) await write(page, '');
});

test('what a colleague says about a shared draft is read where one writes, and comes back with what is taken back', async () => {
  const path = await both();
  const words = `Shared, and to be looked at ${Date.now()}`;
  await share(words);
  await claim(two).getByRole('link', { name: 'Look' }).click();
  await two.locator('.card', { hasText: words }).locator('textarea').fill('Do not send yet');
  await two.locator('.card', { hasText: words }).getByRole('button', { name: 'Comment' }).click();
  const line = claim(one).filter({ hasText: `${await name(two)} commented on your draft` });
  await line.waitFor();
  assert.match(await one.locator('.composer textarea[name=text]').inputValue(), new RegExp(words));
  // Who looks at the draft meanwhile sees it go and come back, and keeps what they were about to say.
  const shared = two.locator('[id^=draft-]', { hasText: words });
  assert.deepEqual(await flaws(two), []);
  const apart = await two.evaluate(() => document.querySelector('#drafts-page .card').getBoundingClientRect().top - document.querySelector('#drafts-page .section-title').getBoundingClientRect().bottom);
  assert.ok(apart >= 8, `${apart}`);
  await shared.locator('textarea').fill('And then?');
  await send(one);
  await line.waitFor({ state: 'detached' });
  await two.locator('[id^=gone-]', { hasText: 'This draft was sent' }).waitFor();
  assert.equal(await two.locator('[id^=gone-] textarea').inputValue(), 'And then?');
  assert.equal(await two.getByRole('button', { name: 'Take over' }).count(), 0);
  await said(one, words).locator('form[action*="take-back"] button').click();
  await one.waitForFunction((words) => document.querySelector('.composer textarea[name=text]').value.includes(words), words);
  await shared.getByText('Do not send yet').waitFor();
  await line.getByRole('link', { name: 'Look' }).click();
  await one.locator('#draft-own', { hasText: 'Do not send yet' }).waitFor();
  // One press makes a note of it, which they have begun.
  await two.locator('[id^=gone-]').getByRole('button', { name: 'Keep as a note' }).click();
  await two.waitForURL((url) => url.pathname === path);
  await two.waitForFunction(() => document.querySelector('.composer textarea[name=text]').value === 'And then?' && document.querySelector('.composer input[value=note]').checked);
  await write(two, '', 'note');
  await two.goto(path);
  await claim(two).filter({ hasText: 'shares a draft here' }).waitFor();
  await one.goto(path);
  await write(one, '');
});

test('of one who writes on two devices, neither text is lost', async () => {
  const path = paths.shift();
  const home = await desk.atTheDesk();
  await Promise.all([one.goto(path), home.goto(path)]);
  const kept = (page) => page.locator('.composer-state', { hasText: 'Draft saved' }).waitFor();
  await write(one, 'From the office');
  await kept(one);
  await write(home, 'A long text from home');
  const see = home.locator('.composer-state a', { hasText: 'See what you wrote' });
  await see.waitFor();
  await editor(one).press('ControlOrMeta+End');
  await Promise.all([one.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/draft')), one.keyboard.type(', once more')]);
  await home.reload();
  await home.waitForFunction(() => document.querySelector('.composer textarea[name=text]').value.includes('A long text from home'));
  await kept(home);
  await home.goto(`${path}/drafts`);
  await home.getByText('From the office, once more').first().waitFor();
  await home.getByText('A long text from home').first().waitFor();
  quiet(home);
  await home.goto(path);
  await write(home, '');
  await leave(home);
});

test('of two who send, the second is asked once', async () => {
  await both();
  await write(one, `First ${Date.now()}`);
  await claim(two).waitFor();
  const mine = `Second ${Date.now()}`;
  await write(two, mine);
  await send(two);
  await two.locator('.composer-reason', { hasText: 'A colleague is answering this ticket right now' }).waitFor();
  assert.equal(await said(two, mine).count(), 0);
  assert.match(await two.locator('.composer textarea[name=text]').inputValue(), new RegExp(mine));
  await send(two);
  await said(two, mine).waitFor();
  quiet(two);
  // The first one hears of it before their own leaves.
  await one.locator('#composer-news', { hasText: await name(two) }).waitFor();
  await write(one, '');
});

test('where a team holds tickets, nobody else sends until it is let go', async () => {
  const path = await both();
  await one.goto('/admin/teams');
  const teams = await one.locator('a[href^="/admin/teams/"]').evaluateAll((links) => [...new Set(links.map((link) => new URL(link.href).pathname))].filter((at) => /\d+$/.test(at)));
  assert.ok(teams.length);
  for (const at of teams) {
    await one.goto(at);
    await one.fill('#lock', '10');
    await Promise.all([one.waitForResponse((answer) => answer.request().method() === 'POST'), one.locator('#lock').press('Enter')]);
  }
  await one.goto(path);
  await write(one, 'Held while I write');
  await claim(two).getByRole('button', { name: 'Let it go' }).waitFor();
  assert.deepEqual(await flaws(two), []);
  assert.equal(await claim(two).getByRole('button', { name: 'Answer anyway' }).count(), 0);
  await write(two, 'Not now');
  await send(two);
  await two.locator('.composer-reason', { hasText: 'Somebody else is answering this ticket' }).waitFor();
  await act(two, 'Ask to hand over');
  await claim(two).getByText('has been asked to hand the answer over').waitFor();
  await claim(one).getByText(`${await name(two)} would like to go on with your answer.`, { exact: true }).waitFor();
  await act(one, 'Keep');
  await claim(two).getByText('goes on with the answer').waitFor();
  await act(two, 'Let it go');
  await claim(two).getByText(`You hold this ticket now instead of ${await name(one)}`).waitFor();
  await claim(one).getByText(`${await name(two)} has been holding this ticket instead of you`).waitFor();
  await editor(one).press('ControlOrMeta+End');
  await Promise.all([one.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok()), one.keyboard.type(', and on')]);
  await send(two);
  await said(one, 'Not now').waitFor();
  quiet(two);
  for (const at of teams) {
    await one.goto(at);
    await one.fill('#lock', '0');
    await Promise.all([one.waitForResponse((answer) => answer.request().method() === 'POST'), one.locator('#lock').press('Enter')]);
  }
});

test('two tickets become one while a colleague looks, and two again', async () => {
  const path = await both();
  const into = paths.shift();
  await two.goto(into);
  await one.goto(`${path}/merge?into=${into.split('/').at(-1)}`);
  await one.locator('#merge form.form .button.primary').click();
  await one.waitForURL((url) => url.pathname === into);
  await two.locator('.timeline', { hasText: `#${path.split('/').at(-1)}` }).waitFor();
  await two.goto(path);
  await two.waitForURL((url) => url.pathname === into);
  await Promise.all([one.waitForResponse((answer) => answer.url().includes('/undo/')), one.locator('.toast button', { hasText: 'Undo' }).click()]);
  await two.goto(path);
  assert.equal(new URL(two.url()).pathname, path);
});

test('who writes while a colleague solves the ticket, or merges it, is told, and goes along with the text', async () => {
  const path = await both();
  const into = paths.shift();
  const answer = `Half an answer ${Date.now()}`;
  await write(two, answer);
  const news = two.locator('#composer-news');
  await one.locator('[popovertarget=status-menu]').click();
  await one.locator('#status-menu .menu-item:not([aria-disabled]):has([data-category=solved])').first().click();
  await news.filter({ hasText: await name(one) }).filter({ hasText: 'Solved' }).waitFor();
  await one.goto(`${path}/merge?into=${into.split('/').at(-1)}`);
  await one.locator('#merge form.form .button.primary').click();
  await one.waitForURL((url) => url.pathname === into);
  await news.filter({ hasText: `merged the ticket into #${into.split('/').at(-1)}` }).waitFor();
  assert.equal(new URL(two.url()).pathname, path, 'nothing is changed behind one\'s back');
  await news.locator('[data-news=go]').click();
  await two.waitForURL((url) => url.pathname === into);
  await two.waitForFunction((answer) => document.querySelector('.composer textarea[name=text]').value.includes(answer), answer);
  await write(two, '');
});

test('what is blackened is gone from the page of a colleague', async () => {
  await both();
  const secret = `the number is 4242 ${Date.now()}`;
  await write(one, secret, 'note');
  await send(one);
  await said(two, secret).waitFor();
  const message = said(one, secret);
  await message.locator('.message-tools button[popovertarget]').click();
  const menu = one.locator('.popover:popover-open details.redact');
  await menu.locator('summary').click();
  await menu.locator('form:not(:has([name=passage])) .button.danger').first().click();
  await one.waitForFunction((secret) => !document.querySelector('.timeline').textContent.includes(secret), secret);
  await two.waitForFunction((secret) => !document.querySelector('.timeline').textContent.includes(secret), secret);
});

test('what a draft was before is put back', async () => {
  const path = await both();
  const first = `A long and careful first thought that is worth keeping ${Date.now()}`;
  await write(one, first);
  await one.locator('[data-draft-state]', { hasText: /saved/i }).waitFor();
  await editor(one).fill('No.');
  // What was cut short is in the history as soon as the rest is saved.
  await one.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
  await one.goto(`${path}/drafts`);
  await one.locator('[id^=version-]', { hasText: first }).getByRole('button').click();
  await one.waitForURL((url) => url.pathname === path);
  await one.waitForFunction((first) => document.querySelector('.composer textarea[name=text]').value.includes(first), first);
  await write(one, '');
});

test('the bar of a ticket keeps its number and subject while a colleague writes, also beside the list', async () => {
  const path = await both();
  await two.goto(`${path}?view=open`);
  const aside = two.locator('[name=beside][value=on] ~ button');
  const opens = await aside.count();
  if (opens) await aside.click();
  await two.locator('#list').waitFor();
  await write(one, 'A long answer');
  await two.locator('#presence[data-state=writing] .presence-dots').waitFor();
  const [whole, wide, words] = await two.locator('#ticket .bar-subject').evaluate((subject) => {
    const [bar, number] = [subject.getBoundingClientRect(), subject.querySelector('.ticket-number').getBoundingClientRect()];
    return [number.right <= bar.right, bar.width, subject.scrollWidth];
  });
  assert.ok(whole && wide >= Math.min(words, 140), `${wide} of ${words}`);
  if (opens) await two.locator('#list [name=beside][value=off] ~ button').click();
  await write(one, '');
});

test('the page to print says what was said, and nothing of the desk around it', async () => {
  const path = await both();
  const subject = (await one.locator('.ticket-title').textContent()).replace(/#\d+/, '').trim();
  await one.goto(`${path}/print`);
  assert.ok((await one.locator('body').textContent()).includes(subject));
  await one.emulateMedia({ media: 'print' });
  assert.equal(await one.locator('.composer, .sidebar, #presence').count(), 0);
  assert.ok(await one.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await leave(one, true);
  await leave(two, true);
});
