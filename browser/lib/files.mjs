// A file on its way, wherever one writes: how far it has come, the cross that stops it, and the words for one that is too large.
import assert from 'node:assert/strict';

const film = (octets) => ({ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(octets) });

/** Chooses a file whose way to `address` is barred, and stops it there. `home` holds the form. */
export async function stopsOnItsWay(page, home, address) {
  let go;
  const gate = new Promise((open) => (go = open));
  await page.route(address, async (route) => {
    await gate;
    await route.abort().catch(() => undefined);
  });
  await home.locator('input[name=file]').setInputFiles(film(2_000_000));
  const item = home.locator('#kept-files .file[aria-busy=true]', { hasText: 'film.mp4' });
  await item.locator('progress[aria-label="film.mp4"]').waitFor({ state: 'attached' });
  await item.getByRole('button', { name: 'Stop uploading film.mp4' }).click();
  await item.waitFor({ state: 'detached' });
  assert.equal(await home.locator('.file').count(), 0, 'what was stopped does not go along with the form');
  go();
  await page.unroute(address);
}

/** As if an administrator allowed no more: nothing of it is sent. */
export async function refusesInWords(page, home, address) {
  let sent = 0;
  await page.route(address, (route) => (sent++, route.abort()));
  await home.locator('kippu-composer').evaluate((composer) => (composer.dataset.most = '1000'));
  await home.locator('input[name=file]').setInputFiles(film(1001));
  const told = page.locator('.toast.danger', { hasText: 'film.mp4' });
  await told.waitFor();
  assert.match(await told.textContent(), /The files of one message may have/);
  assert.equal(await home.locator('.file').count(), 0);
  assert.equal(sent, 0);
  await page.unroute(address);
}
