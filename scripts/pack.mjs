#!/usr/bin/env node
// Makes the tarballs to publish: the package itself, and a platform package for each addon that exists.
//   node scripts/pack.mjs OUT [--addons DIR] [--all]
// --addons: the folder of the .node files (dist/src/native). --all: every target must have an addon.
//
// The platform packages are optional dependencies of the published package only. They are not on the registry before
// their release, and `npm ci` would reject a lockfile without them.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { platforms } from './generate-platforms.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    addons: { type: 'string', default: join(root, 'dist/src/native') },
    all: { type: 'boolean', default: false },
  },
});
const out = resolve(positionals[0] ?? 'packages');

mkdirSync(out, { recursive: true });
packMain();
for (const { folder, manifest } of platforms) {
  const addon = join(resolve(values.addons), manifest.main);
  if (existsSync(addon)) packPlatform(join(root, folder), addon);
  else if (values.all) throw new Error(`${manifest.name}: ${addon} is missing`);
}

/** Makes a platform package: its files in `npm`, its addon and the licence. */
function packPlatform(folder, addon) {
  inStage((stage) => {
    cpSync(folder, stage, { recursive: true });
    for (const path of [addon, join(root, 'LICENSE')]) cpSync(path, join(stage, basename(path)));
  });
}

/**
 * Makes the published package: the files that npm would pack, with a manifest that names the platform packages and
 * has no scripts.
 */
function packMain() {
  const [{ files }] = Object.values(
    JSON.parse(npm(['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], root)),
  );
  const {
    scripts: _scripts,
    devDependencies: _dev,
    napi: _napi,
    workspaces: _workspaces,
    ...manifest
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const optionalDependencies = Object.fromEntries(platforms.map(({ manifest: { name, version } }) => [name, version]));
  inStage((stage) => {
    for (const { path } of files) cpSync(join(root, path), join(stage, path), { recursive: true });
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify({ ...manifest, optionalDependencies }, null, 2)}\n`);
  });
}

/** Packs a folder that `fill` fills. */
function inStage(fill) {
  const stage = mkdtempSync(join(tmpdir(), 'headroom-pack-'));
  try {
    fill(stage);
    npm(['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', out], stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function npm(args, cwd) {
  // On Windows npm is a script, which only a shell can start.
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
