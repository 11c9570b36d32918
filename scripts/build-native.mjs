#!/usr/bin/env node
// Builds the addon and generates its types. Further arguments go to `napi build`, such as `--target
// aarch64-apple-darwin`.
//   node scripts/build-native.mjs [--target TRIPLE] [--cross-compile]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { explain, problems } from './check-toolchain.mjs';

const OPTIONS = [
  '--platform',
  '--release',
  '--no-js',
  '--no-const-enum',
  '--manifest-path',
  'crates/headroom_napi/Cargo.toml',
  '--package-json-path',
  'package.json',
  '--output-dir',
  'dist/src/native',
  '--dts',
  '../../../src/native/binding.d.ts',
];

const missing = explain(problems());
if (missing) {
  console.error(missing);
  process.exit(1);
}
const napi = fileURLToPath(new URL('../node_modules/@napi-rs/cli/dist/cli.js', import.meta.url));
const { status } = spawnSync(process.execPath, [napi, 'build', ...OPTIONS, ...process.argv.slice(2)], {
  cwd: new URL('..', import.meta.url),
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
