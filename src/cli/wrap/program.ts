import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Agent } from '../../agents/index.js';
import { ownEnvironment } from '../../config/index.js';
import { Failure, NOT_FOUND } from '../failure.js';

/** The path of an agent's program. @throws {@link Failure} that says how to install it. */
export function programOf({ title, programs, install }: Agent, given: string | undefined): string {
  for (const name of given === undefined ? programs : [given]) {
    const path = /[\\/]/.test(name) ? existing(resolve(name)) : onPath(name);
    if (path !== undefined) return path;
  }
  const how = /^https:/.test(install) ? `get it from ${install}` : `install it with \`${install}\``;
  throw new Failure(
    given === undefined
      ? `${programs[0] ?? title} is not on the PATH: ${how}, or name its program with --program`
      : `there is no program ${given}`,
    NOT_FOUND,
  );
}

function onPath(name: string): string | undefined {
  const env = ownEnvironment();
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const endings = process.platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD').split(';') : [''];
  for (const folder of folders)
    for (const ending of endings) {
      const path = existing(join(folder, name + ending));
      if (path !== undefined) return path;
    }
  return undefined;
}

function existing(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
