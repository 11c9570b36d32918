#!/usr/bin/env node
// Checks the toolchain for the addon, and says how to install what is missing. A failing build would explain less.
//   node scripts/check-toolchain.mjs
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const root = new URL('../', import.meta.url);

/**
 * What keeps this machine from building the addon: one text each, naming what to do.
 * @param {{ node: string, env: NodeJS.ProcessEnv, platform: string }} machine
 * @returns {string[]}
 */
export function problems(
  { node, env, platform } = { node: process.version, env: process.env, platform: process.platform },
) {
  const needed = requirements();
  const found = [];
  if (!atLeast(node, needed.node))
    found.push(
      `Node.js ${needed.node} or newer is needed, this is ${node}: get it from https://nodejs.org or with a version manager (nvm install 22).`,
    );
  for (const [tool, use] of [
    ['cargo', 'builds the Rust crates'],
    ['rustc', 'compiles them'],
  ]) {
    const version = versionOf(tool, env);
    if (version === undefined)
      found.push(
        `${tool}, which ${use}, was not found: install Rust ${needed.rust} or newer with https://rustup.rs and open a new shell.`,
      );
    else if (!atLeast(version, needed.rust))
      found.push(`${tool} ${needed.rust} or newer is needed, this is ${version}: run \`rustup update stable\`.`);
  }
  // On Windows rustc finds the linker in the registry, not on the path.
  if (platform !== 'win32' && versionOf('cc', env) === undefined) {
    const how =
      platform === 'darwin'
        ? 'run `xcode-select --install`'
        : 'install it (Debian, Ubuntu: `apt install build-essential`; Fedora: `dnf install gcc`; Alpine: `apk add build-base`)';
    found.push(`A C linker (cc) was not found, which rustc needs: ${how}.`);
  }
  return found;
}

/**
 * The problems as one text to read, nothing where there are none.
 * @param {string[]} found
 */
export function explain(found) {
  return found.length === 0
    ? undefined
    : ['The addon cannot be built here:', ...found.map((problem) => `  - ${problem}`)].join('\n');
}

/** The versions that package.json and Cargo.toml require. They are written only there. */
function requirements() {
  const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  const rust = /^rust-version = "([\d.]+)"/m.exec(readFileSync(new URL('Cargo.toml', root), 'utf8'));
  return { node: engines.node.replace('>=', ''), rust: rust[1] };
}

/** The version that a tool prints. Empty if it prints none, undefined if it cannot be run. */
function versionOf(tool, env) {
  const { status, stdout } = spawnSync(tool, ['--version'], { env, encoding: 'utf8' });
  return status === 0 ? (/\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? '') : undefined;
}

function atLeast(version, needed) {
  const [own, theirs] = [version, needed].map((text) => text.replace(/^v/, '').split('.').map(Number));
  const differs = theirs.findIndex((part, at) => part !== (own[at] ?? 0));
  return differs === -1 || (own[differs] ?? 0) > theirs[differs];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = explain(problems());
  if (text) console.error(text);
  process.exitCode = text ? 1 : 0;
}
