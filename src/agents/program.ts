// Finds programs on the PATH.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Agent, Machine, Variables } from './agent.js';

/** True if an agent is in use on this machine: its folder exists, or its program can be found. */
export function isInUse({ isHere, programs }: Pick<Agent, 'isHere' | 'programs'>, { env, folders }: Machine): boolean {
  return isHere(folders) || programs.some((name) => programPath(name, env) !== undefined);
}

/** The path of a program, by its name or its path. Undefined if there is none that can be run. */
export function programPath(name: string, env: Variables): string | undefined {
  if (/[\\/]/.test(name)) return existing(resolve(name));
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
