import { HeadroomError, helpFor } from '../errors/index.js';
import type * as Binding from './binding.js';
import { loadBuilt, PLATFORMS } from './platforms.js';

/** Platforms whose addon may run here, most likely first. npm installs the package of one C library only. */
function platformsHere(): string[] {
  const machine = `${process.platform}-${process.arch}`;
  return Object.keys(PLATFORMS).filter((id) => id === machine || id.startsWith(`${machine}-`));
}

/** The addon for this machine: the one built in this checkout, else the one of a platform package. */
export function load(): typeof Binding {
  const failures: string[] = [];
  for (const id of platformsHere()) {
    for (const [name, attempt] of [
      [`headroom.${id}.node`, () => loadBuilt(id)],
      [`@headroom/native-${id}`, PLATFORMS[id]!],
    ] as const) {
      try {
        return attempt() as typeof Binding;
      } catch (error) {
        failures.push(`  ${name}: ${reasonOf(error)}`);
      }
    }
  }
  const machine = `${process.platform}-${process.arch}`;
  const reasons = failures.length > 0 ? failures : [`  no platform package exists for ${machine}`];
  throw new HeadroomError(
    'missing-addon',
    [`@headroom/native has no addon for ${machine} here.`, ...reasons, helpFor('missing-addon')].join('\n'),
  );
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' ? 'not installed' : message;
}
