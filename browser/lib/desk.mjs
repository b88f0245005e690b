// A desk of its own for a test file, and pages of it in a real browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { postOffice } from './post.mjs';

const program = process.env.KIPPU ?? new URL('../../target/debug/kippu', import.meta.url).pathname;
/** Chromium without a window of its own is half the work; pushes are shown by the whole one only. */
const [shell, whole] = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
/** What a page waits for comes within this time, or not at all. In milliseconds. */
const patience = 20_000;

/** A desk full of that many invented tickets, and what else `kippu demo` shall be told; `environment`: what it finds there, as the language of the invented company; `pushes`: a browser that shows them. `account(role)` signs in; `atTheDesk` is a page where that is done. */
export async function open(tickets = 60, more = [], { environment = {}, pushes = false } = {}) {
  const desk = await start((folder) => ['demo', '--data', folder, '--listen', '127.0.0.1:0', '--quiet-world', '--json', '--tickets', String(tickets), ...more], (line) => line.startsWith('{'), { environment, pushes });
  const { url, accounts, lmtp, smtp } = JSON.parse(desk.line);
  const account = (role, nth = 0) => accounts.filter((account) => account.role === role)[nth];
  const { page } = pages(desk.browser, url);
  const atTheDesk = async (wish = {}, role = 'administrator') => {
    const signedIn = await page(wish);
    await signIn(signedIn, account(role));
    return signedIn;
  };
  return { ...desk, page, url, account, atTheDesk, lmtp, smtp };
}

/** A desk that nobody has set up; `setUp` is the printed link. Mail is taken in by SMTP at the port `smtp`. */
export async function openEmpty(environment = {}) {
  const [http, smtp] = [await freePort(), await freePort()];
  const words = (folder) => ['serve', '--data', folder, '--listen', `127.0.0.1:${http}`, '--smtp', `127.0.0.1:${smtp}`];
  const desk = await start(words, (line) => line.includes('/setup/'), { environment });
  const url = `http://127.0.0.1:${http}`;
  return { ...desk, ...pages(desk.browser, url), url, smtp, setUp: desk.line.trim() };
}

/** A desk that Aoi has set up, with a mailbox at `address` that sends through a post office of its own; `agent` is her page. */
export async function openWithMail(address) {
  const post = await postOffice();
  const desk = await openEmpty({ KIPPU_OUTGOING_ALLOW: '127.0.0.0/8', KIPPU_DNS: 'off' });
  const agent = await desk.page();
  await begin(agent, desk.setUp, { organization: 'Tsuki', name: 'Aoi', email: 'aoi@tsuki.example' });
  await addMailbox(agent, { address, name: 'Support', port: post.port });
  return { desk, post, agent };
}

/** Starts the program in a folder of its own, waits for a line, and starts a browser. */
async function start(words, isReady, { environment = {}, pushes = false }) {
  const folder = await mkdtemp(join(tmpdir(), 'kippu-browser-'));
  const env = { ...process.env, LANG: 'C.UTF-8', ...environment };
  const server = spawn(program, words(folder), { stdio: ['ignore', 'pipe', 'ignore'], env });
  const [line, browser] = await Promise.all([
    lineOf(server, isReady),
    chromium.launch({ executablePath: process.env.CHROMIUM ?? (pushes || !existsSync(shell) ? whole : shell), args: browserFlags }),
  ]);
  const close = async () => {
    await browser.close();
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { browser, line, close };
}

function lineOf(server, isReady) {
  return new Promise((done, fail) => {
    createInterface({ input: server.stdout }).on('line', (line) => isReady(line) && done(line));
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`the desk ended with ${code} before it was ready`)));
  });
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function pages(browser, url) {
  return {
    /** A page in a context of its own. What the browser complains about is kept in `complaints`. */
    async page({ width = 1440, height = 900, theme = 'light', language = 'en', touch = false, script = true, worker = true, ...more } = {}) {
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width, height },
        colorScheme: theme,
        locale: language === 'ja' ? 'ja-JP' : 'en-GB',
        hasTouch: touch,
        javaScriptEnabled: script,
        reducedMotion: 'reduce',
        // What a worker asks for, a test cannot hold back.
        serviceWorkers: worker ? 'allow' : 'block',
        ...more,
      });
      context.setDefaultTimeout(patience);
      const opened = await context.newPage();
      opened.complaints = [];
      opened.on('console', (message) => message.type() === 'error' && opened.complaints.push(message.text()));
      opened.on('pageerror', (error) => opened.complaints.push(error.message));
      return opened;
    },
  };
}

/** Signs in through the form, as a person does. */
export async function signIn(page, { email, password }) {
  await page.goto('/login');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('form[action="/login"] button[type=submit]');
  await page.waitForURL((url) => url.pathname === '/');
}

/** Sets an empty desk up behind its printed link; `answers` by the names of the form's fields. */
export async function begin(page, link, answers) {
  await page.goto(link);
  for (const [field, value] of Object.entries({ password: 'correct horse battery staple', time_zone: 'Asia/Tokyo', ...answers })) await page.fill(`[name=${field}]`, value);
  await page.click('form button[type=submit]');
  await page.waitForURL((url) => url.pathname === '/');
}

/** Makes a mailbox that mail is handed to, and that sends through the post office at a port of this machine. */
export async function addMailbox(page, { address, name, port }) {
  await page.goto('/admin/mailboxes/new');
  await page.fill('[name=address]', address);
  await page.fill('[name=name]', name);
  await page.check('[name=receiving][value=delivered]', { force: true });
  await page.check('[name=sending][value=smtp]', { force: true });
  await page.fill('[name=out_host]', '127.0.0.1');
  await page.fill('[name=out_port]', String(port));
  await page.selectOption('[name=out_security]', 'none');
  await page.click('.form-bar .button.primary');
  await page.waitForURL((url) => url.pathname === '/admin/mailboxes');
}

/** The page is done with; the browser had nothing to complain about, unless a form was refused on purpose. */
export async function leave(page, refused = false) {
  const meant = (line) => refused && /status of 4\d\d/.test(line);
  const complaints = page.complaints.filter((line) => !meant(line));
  await page.context().close();
  assert.deepEqual(complaints, []);
}

/** Addresses that stand as typed chips before a field. */
export function chips(page, name) {
  return page.locator(`.chip.typed:has(> input[name="${name}"])`).evaluateAll((all) => all.map((chip) => chip.dataset.address));
}
