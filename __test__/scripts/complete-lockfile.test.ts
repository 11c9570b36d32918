import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '../../scripts/complete-lockfile.mjs';
import { ROOT } from '../support/process.js';

const lockfile = (optionalDependencies: Record<string, string>, ...held: string[]) => ({
  packages: {
    'node_modules/a': { dev: true, optionalDependencies },
    ...Object.fromEntries(held.map((name) => [`node_modules/${name}`, {}])),
  },
});

describe('the lockfile', () => {
  it('has the packages for all systems, as `npm ci` requires', () => {
    const own = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Parameters<typeof missing>[0];
    expect(missing(own), 'run `node scripts/complete-lockfile.mjs`').toEqual({});
  });

  it('gets an entry for a missing package, with its system', () => {
    expect(
      missing(
        lockfile(
          {
            '@x/a-linux-x64-musl': '1.2.3',
            '@x/a-darwin-arm64': '1.2.3',
            '@x/a-linux-arm-gnueabihf': '1.2.3',
            '@x/a-wasm32-wasi': '1.2.3',
            '@x/a-win32-ia32-msvc': '1.2.3',
          },
          '@x/a-win32-ia32-msvc',
        ),
      ),
    ).toEqual({
      'node_modules/@x/a-linux-x64-musl': {
        version: '1.2.3',
        cpu: ['x64'],
        os: ['linux'],
        libc: ['musl'],
        dev: true,
        optional: true,
      },
      'node_modules/@x/a-darwin-arm64': { version: '1.2.3', cpu: ['arm64'], os: ['darwin'], dev: true, optional: true },
      'node_modules/@x/a-linux-arm-gnueabihf': {
        version: '1.2.3',
        cpu: ['arm'],
        os: ['linux'],
        dev: true,
        optional: true,
      },
      'node_modules/@x/a-wasm32-wasi': { version: '1.2.3', cpu: ['wasm32'], dev: true, optional: true },
    });
  });

  it('gets no wrong entry', () => {
    expect(() => missing(lockfile({ '@x/somewhere': '1.0.0' }))).toThrow('@x/somewhere: for which machine?');
  });
});
