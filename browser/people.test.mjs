// People, in a real browser: two who are one, somebody who is not to reach us, and many from a table.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, open, signIn } from './lib/desk.mjs';
import { looks, named, sound } from './lib/look.mjs';

let desk;
before(async () => { desk = await open(30); });
after(async () => desk.close());

async function signedIn(look = {}) {
  const page = await desk.page(look);
  await signIn(page, desk.account('administrator'));
  return page;
}

async function make(page, email, name) {
  await page.goto('/people/new');
  await page.fill('#email', email);
  await page.fill('#name', name);
  await page.click('#person .form-actions .button.primary');
  await page.waitForURL((url) => /^\/people\/\d+$/.test(url.pathname));
  return new URL(page.url()).pathname;
}

test('who may be the same is proposed, merged and parted', async () => {
  const page = await signedIn();
  const other = await make(page, 'rin@parts.example', 'Rin Mori');
  const stays = await make(page, 'r.mori@parts.example', 'Rin Mori');
  const proposed = page.locator('#alike .panel-item', { hasText: 'rin@parts.example' });
  assert.match(await proposed.textContent(), /same name, same organization or domain/);
  await proposed.getByRole('link', { name: 'Merge here' }).click();
  await page.locator('#person-merge').waitFor();
  assert.match(await page.locator('.becoming').textContent(), /rin@parts\.example[\s\S]*r\.mori@parts\.example[\s\S]*Both/);
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.locator('#alike', { hasText: 'Merged into this person' }).waitFor();
  await page.goto(other);
  assert.equal(new URL(page.url()).pathname, stays, 'the old page leads to the one who stays');
  assert.equal(await page.getByText('rin@parts.example').count() > 0, true);
  await page.getByRole('button', { name: 'Take back' }).click();
  await proposed.waitFor();
  await leave(page);
});

test('an organization is chosen by its whole name, and two that are one are merged and parted', async () => {
  const page = await signedIn();
  const found = async (name) => {
    await page.goto('/organizations');
    await page.locator('#organizations .bar .button.primary').click();
    await page.waitForURL('**/organizations/new');
    await page.fill('#name', name);
    await page.click('#organization .form-actions .button.primary');
    await page.waitForURL((url) => /^\/organizations\/\d+$/.test(url.pathname));
    return new URL(page.url()).pathname;
  };
  const went = await found('Nordkap Ltd');
  const stays = await found('Nordkap KK');
  const person = await make(page, 'ole@nordkap.example', 'Ole Berg');
  await page.fill('#organization_name', 'Nordkap');
  await page.locator('#organization_name-names option[value="Nordkap Ltd"]').waitFor({ state: 'attached' });
  await page.locator('#person-edit .button.primary').click();
  await page.locator('#organization_name-reason').waitFor();
  assert.match(await page.locator('#person-edit').textContent(), /Nordkap KK[\s\S]*Nordkap Ltd/);
  await page.getByRole('button', { name: 'Create “Nordkap” and save' }).waitFor();
  await page.fill('#organization_name', 'nordkap ltd');
  await page.locator('#person-edit .button.primary').click();
  await page.locator('.page-facts', { hasText: 'Nordkap Ltd' }).waitFor();
  await page.goto(stays);
  await page.fill('#merge_name', 'Nordkap Ltd');
  await page.locator('#merge form.field .button').click();
  await page.locator('#organization-merge').waitFor();
  assert.match(await page.locator('.merge-rules').textContent(), /One person whose main organization it is comes along/);
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.locator('#merge', { hasText: 'Merged into this organization' }).waitFor();
  await page.goto(went);
  assert.equal(new URL(page.url()).pathname, stays, 'the old page leads to the one that stays');
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.locator('#merge', { hasText: 'Merged into this organization' }).waitFor({ state: 'detached' });
  await page.goto(person);
  await page.locator('.page-facts', { hasText: 'Nordkap Ltd' }).waitFor();
  await leave(page, true);
});

test('nobody is called nothing, and no name turns the words around it', async () => {
  const page = await signedIn();
  const name = () => page.locator('h1').first().innerText();
  await make(page, 'turned@parts.example', '\u202eRin\u2066 Mori');
  assert.equal((await name()).trim(), 'Rin Mori');
  assert.ok(!(await page.title()).includes('\u202e'));
  await page.goto('/people/new');
  await page.fill('#email', 'hidden@parts.example');
  await page.fill('#name', '\u200b\u200b');
  await page.click('#person .form-actions .button.primary');
  await page.locator('#name-reason').waitFor();
  await leave(page, true);
});

test('an agent sees what the requester sees, without a way to write there', async () => {
  const page = await signedIn();
  await page.goto('/tickets?view=open');
  await page.locator('.rows a').first().click();
  await page.waitForURL((url) => /^\/tickets\/\d+$/.test(url.pathname));
  await page.locator('[popovertarget="more-menu"]').click();
  await page.getByRole('menuitem', { name: 'View as the requester' }).click();
  await page.locator('.looked-as').waitFor();
  assert.equal(await page.locator('textarea, .portal-act').count(), 0);
  await page.getByRole('link', { name: 'Back to the desk' }).click();
  await page.waitForURL((url) => /^\/tickets\/\d+$/.test(url.pathname));
  // The same through their list: every step stays there, and the way back leads to the person.
  await page.locator('#side').getByRole('button', { name: 'View their portal' }).click();
  await page.locator('.request-subject').first().click();
  await page.locator('.looked-as').waitFor();
  await page.getByRole('button', { name: 'My requests' }).click();
  await page.locator('.request-subject').first().waitFor();
  assert.equal(await page.locator('.looked-as').count(), 1);
  assert.equal(await page.locator('a[href^="/help"], form[action^="/help"]').count(), 0);
  await page.getByRole('link', { name: 'Back to the desk' }).click();
  await page.waitForURL((url) => /^\/people\/\d+$/.test(url.pathname));
  await leave(page);
});

test('who has no address is chosen to be merged; the palette knows the way there, and says nothing else', async () => {
  const page = await signedIn();
  await page.goto('/people/new');
  await page.fill('#name', 'Nao Hidden');
  await page.fill('#number', '+81 90 1234 5678');
  await page.click('#person .form-actions .button.primary');
  await page.waitForURL((url) => /^\/people\/\d+$/.test(url.pathname));
  await make(page, 'nao@parts.example', 'Someone Else');
  await page.keyboard.press('Control+k');
  const answered = page.waitForResponse((response) => response.url().includes('/palette?q=Merge'));
  await page.locator('dialog.palette input').fill('Merge with somebody else');
  await page.locator('[data-palette-here] .palette-item', { hasText: 'Merge with somebody else' }).waitFor();
  await (await answered).finished();
  assert.equal(await page.locator('.palette-none:visible').count(), 0);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.hash === '#alike');
  const field = page.locator('#merge-address');
  await field.pressSequentially('Nao Hid');
  await page.locator('.recipients-list .menu-item', { hasText: 'Nao Hidden' }).click();
  assert.match(await field.inputValue(), /^Nao Hidden <#\d+>$/);
  await page.locator('#alike').getByRole('button', { name: 'Merge here' }).click();
  await page.locator('#person-merge').waitFor();
  assert.match(await page.locator('.becoming').textContent(), /Nao Hidden/);
  await leave(page);
});

test('somebody is blocked and let in again', async () => {
  const page = await signedIn();
  await make(page, 'noise@spam.example', 'Noise');
  const more = page.locator('[popovertarget="person-more"]');
  await more.click();
  await page.getByRole('menuitem', { name: 'Block', exact: true }).click();
  await page.locator('.badge.danger', { hasText: 'Blocked' }).waitFor();
  await more.click();
  await page.getByRole('menuitem', { name: 'Unblock' }).click();
  await page.locator('.badge.danger', { hasText: 'Blocked' }).waitFor({ state: 'detached' });
  await leave(page);
});

test('a table is read, tried and taken, and each wrong line is told', async () => {
  const page = await signedIn({ language: 'ja' });
  await page.goto('/people/import');
  const table = '氏名,メール,会社名\n森 凛,mori@buhin.example,部品商会\n誰か,nobody,\n森 凛,mori@buhin.example,\n';
  await page.setInputFiles('#file', { name: '顧客.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.click('.form-bar .button.primary');
  const report = page.locator('#import-report');
  await report.getByText('新規1人').waitFor();
  assert.match(await report.textContent(), /3行目/);
  assert.match(await report.textContent(), /4行目/);
  assert.equal(await page.locator('select[name=column-2]').inputValue(), 'organization');
  await page.click('button[value=take]');
  await report.getByText('取り込みました').waitFor();
  await page.goto('/people?q=mori%40buhin');
  await page.getByText('部品商会').waitFor();
  await leave(page);
});

test('a long table is tried and taken by itself, and what is left out can be fetched', async () => {
  const page = await signedIn();
  await page.goto('/people/import');
  const lines = Array.from({ length: 350 }, (_, n) => `long${n}@parts.example,Long ${n}`);
  await page.setInputFiles('#file', { name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(['email,name', ...lines, 'nobody,Wrong', ''].join('\n')) });
  await page.click('.form-bar .button.primary');
  const report = page.locator('#import-report');
  await report.getByText('350 new people').waitFor();
  const [left] = await Promise.all([page.waitForEvent('download'), report.getByRole('link', { name: 'Lines that are left out' }).click()]);
  assert.match(left.suggestedFilename(), /\.csv$/);
  await page.click('button[value=take]');
  await report.getByText('Imported.').waitFor();
  await page.goto('/people?q=long349%40parts');
  await page.getByText('long349@parts.example').first().waitFor();
  await leave(page);
});

for (const look of looks) {
  test(`people read well: ${named(look)}`, async () => {
    const page = await signedIn(look);
    const person = await make(page, `info${look.width}${look.theme}@parts.example`, 'Ito');
    await sound(page, ['/people', person, '/people/import'], look);
    await leave(page);
  });
}
