import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, problems } from '../../scripts/check-toolchain.mjs';
import { ROOT, withFolder } from '../support/process.js';

const GOOD = {
  cargo: 'cargo 1.999.0 (abc 2026-01-01)',
  rustc: 'rustc 1.999.0 (abc 2026-01-01)',
  cc: 'cc (Debian 12.2.0) 12.2.0',
};

/** Checks the toolchain with only these programs on the path, which print these versions. */
function missing(programs: Record<string, string>, { node = 'v22.1.0', platform = 'linux' } = {}): Promise<string[]> {
  return withFolder((folder) => {
    install(folder, programs);
    return problems({ node, platform, env: { PATH: folder } });
  });
}

function install(folder: string, programs: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, version] of Object.entries(programs)) {
    const script = join(folder, name);
    writeFileSync(script, `#!/bin/sh\necho '${version}'\n`);
    chmodSync(script, 0o755);
  }
}

// The programs on the path are shell scripts.
describe.skipIf(process.platform === 'win32')('the toolchain', () => {
  it('is complete', async () => {
    expect(await missing(GOOD)).toEqual([]);
    expect(explain([])).toBeUndefined();
  });

  it('says where to get Rust if it is missing', async () => {
    const found = await missing({ cc: GOOD.cc });
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^cargo.*not found.*rustup\.rs/);
    expect(found[1]).toMatch(/^rustc.*not found.*rustup\.rs/);
  });

  it.each(['cargo', 'rustc'] as const)('reports that only %s is missing', async (tool) => {
    const { [tool]: _, ...rest } = GOOD;
    expect(await missing(rest)).toEqual([expect.stringContaining(`${tool}, which`)]);
  });

  it('says how to update a Rust that is older than Cargo.toml requires', async () => {
    expect(await missing({ ...GOOD, rustc: 'rustc 1.70.0 (x 2023-06-01)' })).toEqual([
      expect.stringMatching(/^rustc 1\.\d+ or newer is needed, this is 1\.70\.0: run `rustup update/),
    ]);
    expect(await missing({ ...GOOD, cargo: 'cargo 1.9.0 (x)' })).toEqual([expect.stringContaining('this is 1.9.0')]);
    expect(await missing({ ...GOOD, rustc: 'rustc 2.0.0-nightly (x)' })).toEqual([]);
  });

  it('says how to install a missing linker on this system', async () => {
    const { cc: _, ...rest } = GOOD;
    expect(await missing(rest)).toEqual([expect.stringContaining('apt install build-essential')]);
    expect(await missing(rest, { platform: 'darwin' })).toEqual([expect.stringContaining('xcode-select --install')]);
    expect(await missing(rest, { platform: 'win32' })).toEqual([]);
  });

  it.each(['v18.20.0', 'v20.18.3', 'v8.0.0'])('reports a Node that is too old: %s', async (node) => {
    expect(await missing(GOOD, { node })).toEqual([
      expect.stringMatching(new RegExp(`^Node\\.js 20\\.19 or newer is needed, this is ${node}`)),
    ]);
  });

  it.each(['v20.19.0', 'v20.20.2', 'v24.0.0'])('accepts a recent Node: %s', async (node) => {
    expect(await missing(GOOD, { node })).toEqual([]);
  });

  it.each(['scripts/check-toolchain.mjs', 'scripts/build-native.mjs'])(
    'is checked by %s, which says all that is missing and fails',
    (script) =>
      withFolder((folder) => {
        install(folder, { cc: GOOD.cc });
        const { status, stderr } = spawnSync(process.execPath, [script], {
          cwd: ROOT,
          env: { PATH: folder },
          encoding: 'utf8',
        });
        expect(status).toBe(1);
        expect(stderr).toMatch(/^The addon cannot be built here:\n {2}- cargo, .*\n {2}- rustc, .*\n$/);
      }),
  );
});
