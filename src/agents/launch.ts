import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure/index.js';
import type { Launch } from './agent.js';

const PACKAGE = '@headroom/native';

/**
 * How other programs start this one: by full paths, because programs with a window often have no PATH. A package that
 * npx fetched may be removed, so npx is called again.
 */
export function launchOf(...args: readonly string[]): Launch {
  const script = realpathSync(process.argv[1]!);
  if (!script.includes(`${sep}_npx${sep}`)) return { command: process.execPath, args: [script, ...args] };
  const npx = ['-y', PACKAGE, ...args];
  // Windows cannot start scripts without a shell.
  return process.platform === 'win32' ? { command: 'cmd', args: ['/c', 'npx', ...npx] } : { command: 'npx', args: npx };
}

/** The same as a shell command. */
export function lineOf({ command, args }: Launch): string {
  return [command, ...args].map(quoted).join(' ');
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * The path of the library, for modules of other programs that import it. @throws {@link Failure} if npx fetched it,
 * because it may be removed.
 */
export function libraryPath(): string {
  const script = realpathSync(process.argv[1]!);
  if (script.includes(`${sep}_npx${sep}`))
    throw new Failure(`a plugin needs a package that stays: install it first with \`npm install -g ${PACKAGE}\``);
  const path = join(script, '..', '..', '..', 'index.cjs');
  return process.platform === 'win32' ? pathToFileURL(path).href : path;
}
