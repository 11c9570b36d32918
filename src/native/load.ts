import module from 'node:module';
import { HeadroomError, helpFor } from '../errors/index.js';
import type * as Binding from './binding.js';
import { loadPackage, type Attempt } from './platforms.js';

/**
 * The ABIs that addons are built for, by system, most likely first. npm installs the package for one C library only.
 */
const ABIS: Readonly<Record<string, readonly string[]>> = { linux: ['-gnu', '-musl'], win32: ['-msvc'] };

/**
 * The places of an addon for this machine: built in this checkout, installed as a package, or installed beside a bundle
 * that was moved.
 */
function* attempts(machine: string): Iterable<readonly [name: string, attempt: Attempt]> {
  for (const abi of ABIS[process.platform] ?? ['']) {
    const id = `${machine}${abi}`;
    const name = `@headroom/native-${id}`;
    const built = `headroom.${id}.node`;
    yield [built, attempt(() => module.createRequire(import.meta.url ?? __filename)(`../native/${built}`))];
    yield [name, loadPackage(id)];
    yield [name, attempt(() => module.createRequire(__filename)(name))];
  }
}

function attempt(load: () => unknown): Attempt {
  try {
    return { addon: load() };
  } catch (error) {
    return { error };
  }
}

/** The addon for this machine. */
export function load(): typeof Binding {
  const machine = `${process.platform}-${process.arch}`;
  const reasons = new Map<string, string>();
  for (const [name, attempt] of attempts(machine)) {
    if ('addon' in attempt) return attempt.addon as typeof Binding;
    if (!reasons.has(name)) reasons.set(name, reasonOf(attempt.error));
  }
  throw new HeadroomError(
    'missing-addon',
    [
      `@headroom/native has no addon for ${machine} here.`,
      ...[...reasons].map(([name, reason]) => `  ${name}: ${reason}`),
      helpFor('missing-addon'),
    ].join('\n'),
  );
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' ? 'not installed' : message;
}
