// Builds dist/: the loader (embed.js), what it loads at the first click (talk.js) and the conversation (panel.js),
// all classic scripts, with their hashes.
// The same sources give the same bytes; a file's address holds its hash, so that it never changes at one address.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const out = new URL(process.argv[2] ? `file://${process.argv[2]}/` : 'dist/', here);
const { version } = JSON.parse(readFileSync(new URL('package.json', here), 'utf8'));
const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
const short = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex').slice(0, 8);
const squeeze = (css) => css.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replace(/: /g, ':').replace(/;}/g, '}').trim();
const sources = () => readdirSync(new URL('src/', here), { recursive: true }).filter((name) => /\.\w+$/.test(name)).sort()
  .map((name) => readFileSync(new URL(`src/${name}`, here), 'utf8')).join('');
const tokens = readFileSync(new URL('../web/static/tokens.css', here), 'utf8');
const SHARED = ['accent', 'on-accent', 'surface', 'card', 'text', 'muted', 'line', 'soft', 'alarm', 'on-alarm', 'alarm-back', 'good', 'radius', 'font'];
/** The lines of the pages' own style sheet that the chat shares; a tenant's colours (--t-*) stand behind those of the page. */
const shared = (scheme) => [...tokens.split('@media')[scheme === 'dark' ? 1 : 0].matchAll(/--([a-z-]+): ?([^;]+);/g)]
  .filter(([, name]) => SHARED.includes(name))
  .map(([, name, value]) => `--${name}: ${value.replace(/var\(--kc-((?:on-)?accent(?:-dark)?), (#\w+)\)/, 'var(--kc-$1, var(--t-$1, $2))')};`).join('\n');
const style = (path) => squeeze(readFileSync(path, 'utf8').replace(/@tokens (\w+);/g, (_, scheme) => shared(scheme)));
const squeezed = { name: 'css', setup: (plan) => plan.onLoad({ filter: /\.css$/ }, ({ path }) => ({ loader: 'text', contents: style(path) })) };

async function bundle(entry, define, inject) {
  const made = await build({
    entryPoints: [new URL(`src/${entry}.ts`, here).pathname], bundle: true, minify: true, format: 'iife', target: 'es2022', charset: 'utf8',
    legalComments: 'none', write: false, plugins: [squeezed], define, inject,
  });
  return made.outputFiles[0].contents;
}

const languages = readdirSync(new URL('lang/', here)).filter((name) => name.endsWith('.json')).sort();
const packs = languages.map((name) => [`lang/${name}`, Buffer.from(JSON.stringify(JSON.parse(readFileSync(new URL(`lang/${name}`, here), 'utf8'))))]);
// Lit is given a scope of its own, so that nothing is added to the page's
const panel = await bundle('panel', { globalThis: 'scope' }, [new URL('src/panel/scope.ts', here).pathname]);
const theme = Buffer.from(style(new URL('src/shell/theme.css', here)).replace('all:initial !important;', '').replaceAll(':host', 'kc-conversation'));
// named before talk.js is built, because that one has to know the name
const release = `${version}-${short(panel, theme, ...packs.flat(), sources())}`;
const named = { RELEASE: JSON.stringify(release), PANEL_INTEGRITY: JSON.stringify(integrity(panel)) };
const talk = await bundle('talk', named);
const embed = await bundle('embed', { ...named, TALK_INTEGRITY: JSON.stringify(integrity(talk)) });

rmSync(out, { recursive: true, force: true });
mkdirSync(new URL('lang/', out), { recursive: true });
const files = [['embed.js', embed], ['talk.js', talk], ['panel.js', panel], ['frame.css', theme], ...packs];
const manifest = { version, release, loader: `${version}-${short(embed)}`, files: {} };
for (const [name, bytes] of files) {
  writeFileSync(new URL(name, out), bytes);
  const gzip = gzipSync(bytes, { level: 9 }).length;
  manifest.files[name] = { integrity: integrity(bytes), bytes: bytes.length };
  console.log(`${name.padEnd(14)} ${String(gzip).padStart(6)} B gzip  ${manifest.files[name].integrity}`);
}
writeFileSync(new URL('manifest.json', out), `${JSON.stringify(manifest, null, 1)}\n`);
console.log(`<script src="https://…/w/${manifest.loader}/embed.js" integrity="${manifest.files['embed.js'].integrity}" crossorigin="anonymous" async data-tenant="…"></script>`);
// what is new: the paragraphs of the change log about this widget, newest first
const log = readFileSync(new URL('../../CHANGELOG.md', here), 'utf8').split(/^(?=- |## )/m).filter((entry) => entry.startsWith('- Widget '));
console.log(`\n${log.map((entry) => entry.trim().replace(/\s+/g, ' ')).join('\n')}`);
