// The published package: packed, installed without a network into an empty folder, imported and run.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Consumer, npm } from '../support/consumer.js';
import { loadedBy } from '../support/loaded.js';
import { ROOT } from '../support/process.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly scripts?: Record<string, string>;
}

const manifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
function run(folder: string, script: string): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, 'main.mjs'), script);
  return spawnSync(process.execPath, ['main.mjs'], { cwd: folder, encoding: 'utf8' });
}

describe('the packed package', () => {
  const consumer = new Consumer();
  const { home } = consumer;
  const { main, platform } = consumer.tarballs;
  afterAll(() => consumer.close());

  /** A folder in which these tarballs are installed. */
  function installed(name: string, ...tarballs: string[]): string {
    const folder = join(home, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    npm(['install', '--offline', '--no-audit', '--no-fund', ...tarballs], folder);
    return folder;
  }

  it('works beside its platform package', () => {
    const folder = installed('both', main, platform);
    const script = `
      import { crushJson, expand } from '@headroom/native';
      const json = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, name: 'user ' + id })), null, 2);
      const { text, tokensSaved } = crushJson(json, { format: 'text' });
      console.log(JSON.stringify([tokensSaved > 500, (await expand(text)) === json]));
    `;
    expect(run(folder, script)).toMatchObject({ status: 0, stdout: '[true,true]\n', stderr: '' });
    expect(readdirSync(join(folder, 'node_modules/@headroom')).length).toBe(2);
  });

  it('has types that know the options', () => {
    const folder = join(home, 'both');
    cpSync(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'), { recursive: true });
    cpSync(join(ROOT, 'node_modules/undici-types'), join(folder, 'node_modules/undici-types'), { recursive: true });
    writeFileSync(
      join(folder, 'use.mts'),
      `
      import { compress, crushJson, type CompressResult } from '@headroom/native';
      crushJson('[]', { format: 'text', minTokensToCrush: 0 });
      // @ts-expect-error: the format does not exist
      crushJson('[]', { format: 'nope' });
      // @ts-expect-error: the option does not exist
      void compress([], { polcy: 'agent' });
      const result: CompressResult<{ role: string }> = await compress([{ role: 'user' }], { policy: 'agent' });
      // @ts-expect-error: a block does not have the field
      result.blocks[0]?.nothing;
    `,
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const args = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node', 'use.mts'];
    expect(spawnSync(process.execPath, [tsc, ...args], { cwd: folder, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
  });

  it('names the missing platform package if it is alone', () => {
    const folder = installed('alone', main);
    const { status, stderr } = run(folder, "await import('@headroom/native')");
    expect(status).not.toBe(0);
    expect(stderr).toContain(`@headroom/native-${process.platform}-${process.arch}`);
    expect(stderr).toMatch(/has no addon for .*\n[^]*not installed[^]*optional dependencies/);
  });

  it('loads few files, because each takes Node half a millisecond', () => {
    const root = join(home, 'both/node_modules/@headroom/native');
    for (const entry of ['dist/index.js', 'dist/index.mjs']) {
      const { size } = loadedBy(entry, root);
      expect(size).toBeGreaterThan(2);
      expect(size).toBeLessThan(30);
    }
  });

  it('contains the code that runs, but no addon, source or test', () => {
    const files = readdirSync(join(home, 'both/node_modules/@headroom/native'), {
      recursive: true,
      encoding: 'utf8',
    }).map((name) => name.replaceAll('\\', '/'));
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'CHANGELOG.md',
        'SECURITY.md',
        'dist/index.js',
        'dist/index.cjs',
        'dist/index.mjs',
        'dist/index.d.mts',
        'dist/types/index.d.ts',
        'dist/types/src/native/binding.d.ts',
      ]),
    );
    expect(
      files.filter((name) =>
        /\.node$|(?<!\.d)\.ts$|^dist\/src\/.*\.d\.ts$|\.rs$|test|^(src|crates|scripts|benches|fuzz)\b|Cargo/.test(name),
      ),
    ).toEqual([]);
  });

  it('has no dependencies, and includes the licences of bundled packages', () => {
    const root = join(home, 'both/node_modules/@headroom/native');
    expect(manifest(root).dependencies).toBeUndefined();
    expect(readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(
      /^commander .*\n\n\(The MIT License\)/m,
    );
  });

  it('has no install script, and requires platform packages of its own version', () => {
    const { scripts, optionalDependencies, version } = manifest(join(home, 'both/node_modules/@headroom/native'));
    expect(scripts).toBeUndefined();
    const names = Object.keys(optionalDependencies!);
    expect(names).toHaveLength(8);
    expect(names).toContain(
      manifest(
        join(
          home,
          'both/node_modules/@headroom',
          readdirSync(join(home, 'both/node_modules/@headroom')).find((name) => name !== 'native')!,
        ),
      ).name,
    );
    expect(new Set(Object.values(optionalDependencies!))).toEqual(new Set([version]));
    expect(existsSync(join(home, 'both/node_modules/@napi-rs'))).toBe(false);
  });
});
