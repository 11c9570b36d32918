#!/usr/bin/env node
// Makes the tarballs that are published: the package itself, and a platform package for each addon there is.
//   node scripts/pack.mjs OUT [--addons DIR] [--all]
// --addons: where the .node files are (dist/src/native); --all: an addon for every target has to be there.
//
// The platform packages are optional dependencies of what is published, not of the checkout: they are not on the
// registry before their release, and `npm ci` refuses a lockfile without them.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    addons: { type: 'string', default: join(root, 'dist/src/native') },
    all: { type: 'boolean', default: false },
  },
});
const out = resolve(positionals[0] ?? 'packages');
const npmDir = join(root, 'npm');

mkdirSync(out, { recursive: true });
const platforms = makePlatformPackages(resolve(values.addons));
packMain(platforms.map(({ manifest }) => manifest.name));
for (const { folder, addon, manifest } of platforms) {
  if (existsSync(join(folder, manifest.main))) pack(folder);
  else if (values.all) throw new Error(`${manifest.name}: ${addon} is missing`);
}

/** A folder for each target, with its manifest, and the addon where there is one. */
function makePlatformPackages(addons) {
  rmSync(npmDir, { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules/@napi-rs/cli/dist/cli.js'), 'create-npm-dirs'], root);
  return readdirSync(npmDir).map((name) => {
    const folder = join(npmDir, name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const addon = join(addons, manifest.main);
    if (existsSync(addon)) cpSync(addon, join(folder, manifest.main));
    if (existsSync(join(root, 'LICENSE'))) cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    return { folder, addon, manifest };
  });
}

/** The package as it is published: what npm would pack, with a manifest that names the platform packages and runs nothing. */
function packMain(platformNames) {
  const stage = mkdtempSync(join(tmpdir(), 'headroom-pack-'));
  try {
    const [{ files }] = Object.values(
      JSON.parse(npm(['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], root)),
    );
    for (const { path } of files) {
      mkdirSync(dirname(join(stage, path)), { recursive: true });
      cpSync(join(root, path), join(stage, path));
    }
    const {
      scripts: _scripts,
      devDependencies: _dev,
      napi: _napi,
      ...manifest
    } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const optionalDependencies = Object.fromEntries(platformNames.map((name) => [name, manifest.version]));
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify({ ...manifest, optionalDependencies }, null, 2)}\n`);
    pack(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function pack(folder) {
  npm(['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', out], folder);
}

function npm(args, cwd) {
  // npm is a script of its own on Windows, which only a shell finds.
  const cli = process.env.npm_execpath;
  return cli ? run(process.execPath, [cli, ...args], cwd) : run('npm', args, cwd, process.platform === 'win32');
}

function run(program, args, cwd, shell = false) {
  const { status, stdout, error } = spawnSync(program, args, {
    cwd,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}\n${stdout}`);
  return stdout;
}
