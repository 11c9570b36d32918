import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Only the user can access folders that we make. */
const MODE = 0o700;

/**
 * Makes a folder, and those above it that do not exist. Node's own recursive way does not end where a file system
 * refuses new folders with ENOENT, as `/proc` does. @throws the error of the system if one cannot be made.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: MODE });
  } catch (error) {
    // Another process may have made it at the same time.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
