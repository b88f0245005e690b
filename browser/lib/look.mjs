// How a page looks: to axe, to its window, to the console.
import assert from 'node:assert/strict';
import axe from 'axe-core';

/** Each two of size, theme and language meet at least once; what is as small as a phone is touched, and its controls are as large as a finger. */
export const looks = [
  { width: 1440, height: 900, theme: 'light', language: 'en' },
  { width: 1440, height: 900, theme: 'dark', language: 'ja' },
  { width: 390, height: 844, theme: 'light', language: 'ja', touch: true },
  { width: 360, height: 780, theme: 'dark', language: 'en', touch: true },
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
    (await beyond(page)).forEach((what) => note(`${what} is beyond the edge`));
    page.complaints.splice(0).forEach(note);
  }
  assert.deepEqual(wrong, []);
}

/**
 * What can be pressed or filled in, ends beyond the right edge, and cannot be scrolled to: a sheet cuts off what stands out of it, and the
 * window does not notice. To push a whole sheet aside is no way to reach anything; a text that is shortened may go on unseen.
 */
export function beyond(page) {
  return page.evaluate(() => {
    const reached = (element) => {
      for (let around = element.parentElement; around && !around.matches('.sheet-scroll'); around = around.parentElement) {
        const { overflowX, textOverflow, clipPath } = getComputedStyle(around);
        if (clipPath === 'inset(50%)' || (overflowX !== 'visible' && textOverflow === 'ellipsis')) return true;
        if (/auto|scroll/.test(overflowX) && around.scrollWidth > around.clientWidth) return true;
      }
      return false;
    };
    return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
      .filter((element) => element.offsetWidth > 1 && element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !reached(element))
      .map((element) => `${element.localName}.${element.className.replaceAll(' ', '.')} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 30)}"`);
  });
}

/** The same of what opens beside a ticket's buttons. */
async function flawsOfMenus(page) {
  const found = [];
  for (const opener of ['[popovertarget=snooze-menu]', '[popovertarget=assignee-menu]', '.message-tools [popovertarget]']) {
    const id = await page.evaluate((which) => {
      const button = document.querySelector(`${which}:not([inert] *)`);
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
