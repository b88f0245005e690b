// The pictures that READMEs and manual show: scenes of the demo, each in both themes and languages.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open, signIn } from './lib/desk.mjs';

const folder = process.argv[2] ?? 'docs/images';
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Opens the nth ticket of a list that has so many messages in the page's own language, beside its list. */
async function ticket(page, { language }) {
  await page.goto('/tickets?view=open');
  const rows = page.locator('.row .row-link', { hasText: language === 'ja' ? /[ぁ-ん]/ : /^[\x20-\x7e’“”–…\s]+$/ });
  await rows.nth(2).click();
  await page.locator('.timeline .message').first().waitFor();
}

/** A list as cards, by status. */
async function board(page) {
  await page.goto('/tickets?view=open');
  // Whoever has looked at it as cards before does so again.
  if (!(await page.locator('#board').count())) await page.keyboard.press('b');
  await page.locator('.board-card').first().waitFor();
}

const scenes = [
  { name: 'workspace', size: wide, who: 'administrator', show: ticket },
  { name: 'board', size: wide, who: 'agent', show: board },
  { name: 'phone', size: phone, who: 'administrator', show: ticket },
  { name: 'portal', size: wide, show: (page) => page.goto('/help') },
];

/** The invented company is of the language, as the desk of whoever reads the page would be. */
const companies = { en: 'C.UTF-8', ja: 'ja_JP.UTF-8' };

await mkdir(folder, { recursive: true });
for (const [language, LANG] of Object.entries(companies)) {
  const desk = await open(500, [], { environment: { LANG } });
  for (const { name, size, who, show } of scenes) {
    for (const theme of ['light', 'dark']) {
      const page = await desk.page({ ...size, theme, language });
      if (who) await signIn(page, desk.account(who));
      await show(page, { language });
      await page.waitForLoadState('networkidle').catch(() => undefined);
      // Live updates keep the network busy; what is drawn late is drawn by now.
      await page.waitForTimeout(500);
      const path = join(folder, `${[name, ...(theme === 'dark' ? ['dark'] : []), ...(language === 'ja' ? ['ja'] : [])].join('-')}.png`);
      await page.screenshot({ path });
      console.log(path);
      await page.context().close();
    }
  }
  await desk.close();
}
