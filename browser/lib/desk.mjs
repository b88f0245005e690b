// A demo desk of its own for a test file, and pages of it in a real browser.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const program = process.env.KIPPU ?? new URL('../../target/debug/kippu', import.meta.url).pathname;
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Starts a desk with that many invented tickets, and a browser. */
export async function open(tickets = 60) {
  const folder = await mkdtemp(join(tmpdir(), 'kippu-browser-'));
  const words = ['demo', '--data', folder, '--listen', '127.0.0.1:0', '--quiet-world', '--json', '--tickets', String(tickets)];
  const server = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LANG: 'C.UTF-8' } });
  const [line] = await once(createInterface({ input: server.stdout }), server);
  const { url, accounts } = JSON.parse(line);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: browserFlags });
  return {
    url,
    account: (role) => accounts.find((account) => account.role === role),
    page: (wish = {}) => page(browser, url, wish),
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      await new Promise((done) => server.once('exit', done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function once(lines, server) {
  return new Promise((done, fail) => {
    lines.once('line', (line) => done([line]));
    server.once('exit', (code) => fail(new Error(`the desk ended with ${code} before it was ready`)));
  });
}

/** A page of its own context. What the browser complains about is kept in `complaints`. */
async function page(browser, url, { width = 1440, height = 900, theme = 'light', language = 'en', script = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: theme,
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
  });
  const opened = await context.newPage();
  opened.complaints = [];
  opened.on('console', (message) => message.type() === 'error' && opened.complaints.push(message.text()));
  opened.on('pageerror', (error) => opened.complaints.push(error.message));
  return opened;
}

/** Signs in through the form, as a person does. */
export async function signIn(page, { email, password }) {
  await page.goto('/login');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('form[action="/login"] button[type=submit]');
  await page.waitForURL((url) => url.pathname === '/');
}

/** What axe finds wrong, as lines to read. */
export async function flaws(page) {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
}

/** How many pixels the page is wider than its window. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
