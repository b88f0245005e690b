// From an empty folder to an answered customer: the first start, a letter in, an answer out, and the customer's own page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMailbox, begin, leave, openEmpty } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';
import { handOver, postOffice } from './lib/post.mjs';

const ADDRESS = 'support@tsuki.example';
const CUSTOMER = 'mio@kyaku.example';

const link = (letter) => /http:\/\/127\.0\.0\.1:\d+\/r\/\d+\/[\w.-]+/.exec(letter.text)[0];

let desk, post, agent, customer;
before(async () => {
  post = await postOffice();
  desk = await openEmpty({ KIPPU_OUTGOING_ALLOW: '127.0.0.0/8', KIPPU_DNS: 'off' });
});
after(async () => {
  await desk.close();
  post.close();
});

test('the printed link sets the desk up, and opens once', async () => {
  agent = await desk.page({ language: 'ja' });
  await begin(agent, desk.setUp, { organization: '月白商店', name: '西村 葵', email: 'aoi@tsuki.example' });
  await agent.getByText('月白商店').first().waitFor();
  const late = await desk.page();
  await late.goto(desk.setUp);
  assert.equal(new URL(late.url()).pathname, '/login');
  await leave(late);
});

test('a mailbox is made that sends through our post office', async () => {
  await addMailbox(agent, { address: ADDRESS, name: '月白商店 サポート', port: post.port });
  await agent.getByText(ADDRESS).first().waitFor();
});

test('a letter becomes a ticket while one looks, and its sender is told', async () => {
  await agent.goto('/tickets?view=unassigned');
  const letter = [
    `From: =?utf-8?B?${Buffer.from('佐藤 美緒').toString('base64')}?= <${CUSTOMER}>`,
    `To: ${ADDRESS}`,
    `Subject: =?utf-8?B?${Buffer.from('返金について').toString('base64')}?=`,
    'Message-ID: <first@kyaku.example>',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'お世話になっております。返金がまだ確認できておりません。',
  ];
  await handOver(desk.smtp, CUSTOMER, ADDRESS, letter.join('\n'));
  await agent.getByRole('link', { name: '返金について' }).click();
  await agent.getByText('返金がまだ確認できておりません').first().waitFor();
  const told = await post.letter((letter) => letter.recipients.includes(CUSTOMER));
  assert.match(told.raw, /^In-Reply-To: <first@kyaku\.example>/im);
  assert.match(told.raw, /^Auto-Submitted: auto-replied/im);
});

test('an answer leaves after the time to think again, in the same thread', async () => {
  await agent.locator('.composer textarea').focus();
  await agent.locator('.composer .editor-text').fill('本日、返金の手続きをいたしました。');
  await agent.locator('.composer [data-send]').click();
  await agent.locator('.message.reply', { hasText: '返金の手続きをいたしました' }).waitFor();
  const answer = await post.letter((letter) => letter.text.includes('返金の手続きをいたしました'));
  assert.deepEqual(answer.recipients, [CUSTOMER]);
  assert.match(answer.raw, /^In-Reply-To: <first@kyaku\.example>/im);
  await agent.locator('.message.reply .delivery[data-state=sent]').waitFor();
});

for (const look of looks) {
  test(`the page behind the link is sound: ${named(look)}`, async () => {
    const answer = await post.letter((letter) => letter.text.includes('返金の手続きをいたしました'));
    const page = await desk.page(look);
    await sound(page, [link(answer)], look);
    await leave(page);
  });
}

test('the link in a letter opens the request, and what is written there appears at the desk', async () => {
  const answer = await post.letter((letter) => letter.text.includes('返金の手続きをいたしました'));
  customer = await desk.page({ language: 'ja', width: 390, height: 844 });
  await customer.goto(link(answer));
  await customer.getByText('返金の手続きをいたしました').waitFor();
  await customer.fill('textarea[name=text]', '確認できました。ありがとうございます。');
  await customer.setInputFiles('input[type=file]', { name: '明細.txt', mimeType: 'text/plain', buffer: Buffer.from('12,800') });
  await customer.click('[data-send]');
  await customer.locator('.message', { hasText: '確認できました' }).waitFor();
  await agent.locator('.message.incoming', { hasText: '確認できました' }).locator('.file', { hasText: '明細.txt' }).waitFor();
});

test('a file that no letter carries goes as a link, and whoever holds the letter fetches it', async () => {
  const film = Buffer.alloc(30 * 1024 * 1024, 'film');
  await agent.locator('.composer textarea').focus();
  await agent.locator('.composer .editor-text').fill('動画をお送りします。');
  await agent.locator('.composer input[name=file]').setInputFiles({ name: 'film.mp4', mimeType: 'video/mp4', buffer: film });
  await agent.locator('#kept-files [data-size]', { hasText: 'film.mp4' }).waitFor();
  await agent.locator('#composer-linked b', { hasText: 'film.mp4' }).waitFor();
  await agent.locator('.composer [data-send]').click();
  await agent.locator('.message.reply', { hasText: '動画をお送りします' }).waitFor();
  const letter = await post.letter((letter) => letter.text.includes('動画をお送りします'));
  assert.ok(letter.raw.length < 100_000, 'the letter is small');
  const [address] = /http:\/\/127\.0\.0\.1:\d+\/f\/[^\s"<>)]+/.exec(letter.text);
  const saved = await fetch(address);
  assert.equal(saved.status, 200);
  assert.ok(film.equals(Buffer.from(await saved.arrayBuffer())));
  const part = await fetch(address, { headers: { range: 'bytes=-4' } });
  assert.deepEqual([part.status, await part.text()], [206, 'film']);
});

test('a mailed link signs the customer in, and a pressed button spends it', async () => {
  await customer.goto('/help/sign-in');
  await customer.fill('[name=email]', CUSTOMER);
  await customer.click('.portal-main form button');
  const letter = await post.letter((letter) => letter.text.includes('/help/enter/'));
  const link = /http:\/\/127\.0\.0\.1:\d+\/help\/enter\/[\w-]+/.exec(letter.text)[0];
  await customer.goto(link);
  await customer.click('.portal-main form button');
  await customer.waitForURL('**/help/requests');
  await customer.getByRole('link', { name: '返金について' }).click();
  await customer.locator('form[action$="/close"] button').click();
  await customer.locator('form[action$="/reopen"] button').waitFor();
  await agent.locator('.fact[data-key=s] [data-category=solved], .fact[data-key=s] [data-category=closed]').waitFor();
  await leave(customer);
  await leave(agent);
});
