import { existsSync, lstatSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { clientFolders } from '../../config/index.js';
import { madeTargets, undoAll } from '../../files/index.js';
import { fileFailure } from '../failure.js';
import { PURPOSE, serviceFor, type Service } from './service.js';

/** The file of a service that was removed, and what to tell the user. */
export interface Removed {
  readonly path: string;
  readonly state: 'done' | 'planned';
  readonly said: string;
}

/**
 * Removes the service that starts the proxy. Undefined if there is none. @throws
 * {@link Failure} if it cannot be removed.
 */
export function removeService({ dryRun }: { readonly dryRun?: boolean | undefined }): Removed | undefined {
  const own = serviceFor(process.platform, clientFolders(), { command: '', args: [] });
  const made = madeTargets(PURPOSE, 'proxy');
  if (made.length === 0 && !existsSync(own.file)) return undefined;
  if (!dryRun) remove(own, made);
  const commands = own.stop.map((line) => `  ${line}\n`).join('');
  const said = `${dryRun ? 'would remove' : 'removed'} ${own.file}\nIf it still runs, stop it with:\n${commands}`;
  return { path: own.file, state: dryRun ? 'planned' : 'done', said };
}

function remove({ file, link }: Service, made: ReturnType<typeof madeTargets>): void {
  try {
    if (link !== undefined && lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
      rmSync(link);
      removeEmpty(dirname(link));
    }
    if (made.length === 0) rmSync(file);
  } catch (error) {
    throw fileFailure('remove', file, error);
  }
  undoAll(made, { force: true });
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Other services are in it.
  }
}
