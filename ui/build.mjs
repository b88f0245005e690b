// The one build step of the browser's part: css/, island/ and lib/ become hashed files in dist/ and a manifest of their names; icon/
// becomes icons.json, which the server draws them from.
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const entries = {
  'workspace.js': 'workspace.ts',
  'workspace.css': 'css/workspace.css',
  'paper.css': 'css/paper.css',
  'specimen.css': 'css/specimen.css',
  'portal.js': 'portal.ts',
  'portal.css': 'css/portal.css',
  'editor.js': 'editor.ts',
  'sw.js': 'sw.ts',
};
/** What a PDF is set in, with the licence it comes under. No page asks for it. */
const fonts = {
  'paper.ttf': '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  'paper-license.txt': '@expo-google-fonts/noto-sans-jp/LICENSE_FONT',
  'paper-emoji.ttf': '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  'paper-emoji-license.txt': '@expo-google-fonts/noto-emoji/LICENSE_FONT',
};
/** What a page may cost, compressed, in bytes. Over it the build fails. */
const budget = { 'workspace.js': 60_000, 'workspace.css': 30_000, 'portal.js': 20_000, 'portal.css': 30_000, 'sw.js': 3_000 };

/** Much contrast is asked for in two ways, and no selector means both: a file `contrast.css` is written for each. */
const contrast = {
  name: 'contrast',
  setup(build) {
    build.onLoad({ filter: /[\\/]contrast\.css$/ }, async ({ path }) => {
      const rules = await readFile(path, 'utf8');
      return { contents: `[data-theme="contrast"] {\n${rules}}\n@media (prefers-contrast: more) { :root {\n${rules}} }\n`, loader: 'css' };
    });
  },
};

await build();

async function build() {
  const files = new Map([['icon.svg', await readFile(join(here, 'mark.svg'))]]);
  for (const name of await readdir(join(here, 'app'))) files.set(name, await readFile(join(here, 'app', name)));
  for (const [name, source] of Object.entries(fonts)) files.set(name, await readFile(join(here, 'node_modules', source)));
  for (const [name, source] of Object.entries(entries)) {
    if (await exists(join(here, source))) files.set(name, await bundle(source));
  }
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const manifest = {};
  for (const [name, bytes] of [...files].sort()) {
    manifest[name] = hashed(name, bytes);
    await writeFile(join(dist, manifest[name]), bytes);
    weigh(name, bytes);
  }
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
  await writeFile(join(dist, 'icons.json'), JSON.stringify(await icons()));
}

async function bundle(source) {
  const result = await esbuild.build({
    entryPoints: [join(here, source)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox128', 'safari17.5'],
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [contrast],
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** What stands within each icon; the drawing attributes live in css/component/icon.css. */
async function icons() {
  const names = (await readdir(join(here, 'icon'))).filter((name) => name.endsWith('.svg')).sort();
  const drawn = names.map(async (name) => {
    const svg = await readFile(join(here, 'icon', name), 'utf8');
    return [name.slice(0, -4), svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').trim()];
  });
  return Object.fromEntries(await Promise.all(drawn));
}

function hashed(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  return name.replace(/(\.\w+)$/, `-${hash}$1`);
}

function weigh(name, bytes) {
  const weight = gzipSync(bytes, { level: 9 }).length;
  console.log(`${name.padEnd(14)} ${String(bytes.length).padStart(7)} B  ${String(weight).padStart(6)} B compressed`);
  if (weight > (budget[name] ?? Infinity)) {
    console.error(`${name} weighs more than its budget of ${budget[name]} B`);
    process.exitCode = 1;
  }
}

function exists(path) {
  return access(path).then(() => true, () => false);
}
