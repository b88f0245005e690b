// How a page looks: to axe, to its window, to the console.
import assert from 'node:assert/strict';
import axe from 'axe-core';

/** Each two of size, theme and language meet at least once. */
export const looks = [
  { width: 1440, height: 900, theme: 'light', language: 'en' },
  { width: 1440, height: 900, theme: 'dark', language: 'ja' },
  { width: 390, height: 844, theme: 'light', language: 'ja' },
  { width: 360, height: 780, theme: 'dark', language: 'en' },
];

export const named = ({ width, theme, language }) => `${width} px, ${theme}, ${language}`;

/** Each address answers with a page that is sound: accessible, in its language, no wider than its window, quiet. */
export async function sound(page, paths, look) {
  const wrong = [];
  for (const path of paths) {
    const response = await page.goto(path);
    const note = (what) => wrong.push(`${path}: ${what}`);
    if (response.status() !== 200) note(`answers ${response.status()}`);
    (await flaws(page)).forEach(note);
    (await flawsOfMenus(page)).forEach(note);
    const { language, over } = await page.evaluate(() => ({ language: document.documentElement.lang, over: document.documentElement.scrollWidth - window.innerWidth }));
    if (language !== look.language) note(`speaks ${language}`);
    if (over > 0) note(`is ${over} px wider than its window`);
    page.complaints.splice(0).forEach(note);
  }
  assert.deepEqual(wrong, []);
}

/** The same of what opens beside a ticket's buttons. */
async function flawsOfMenus(page) {
  const found = [];
  for (const opener of ['[popovertarget=snooze-menu]', '[popovertarget=assignee-menu]', '.message-tools [popovertarget]']) {
    const id = await page.evaluate((which) => {
      const button = document.querySelector(which);
      button?.click();
      return button?.getAttribute('popovertarget');
    }, opener);
    if (!id) continue;
    await page.locator(`#${id}:popover-open`).waitFor();
    found.push(...(await flaws(page, `#${id}`)));
    await page.evaluate((id) => document.getElementById(id).hidePopover(), id);
  }
  return found;
}

/** What axe finds wrong, as lines to read. A subject that fades into the bar while one scrolls is faint half-way, and no page by itself. */
export async function flaws(page, within = 'html') {
  await page.evaluate(axe.source);
  return page.evaluate(async (within) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const found = await window.axe.run({ include: [within], exclude: ['.bar-subject', '.bar-facts'] }, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], iframes: false });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
  }, within);
}
