// Python with packages from PyPI, each set in a virtual environment of its own, installed when a test first asks for
// it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registryAnswers } from './consumer.js';
import { ROOT } from './process.js';

const CACHE = join(ROOT, 'node_modules/.cache/headroom-frameworks/python');

/** Whether packages can be installed. Says why they cannot. */
export function pythonAnswers(): boolean {
  const { status } = spawnSync('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']);
  if (status !== 0) console.warn('Skipped: there is no Python from 3.10 on with `venv`.');
  return status === 0 && registryAnswers();
}

/** The Python of a virtual environment that has these packages. */
export function pythonWith(name: string, packages: readonly string[]): string {
  const folder = join(CACHE, name);
  const python = join(folder, 'bin/python');
  const stamp = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(CACHE, { recursive: true });
    for (const [program, args] of [
      ['python3', ['-m', 'venv', folder]],
      [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]],
    ] as const) {
      const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stderr}`);
    }
    writeFileSync(stamp, wanted);
  }
  return python;
}
