import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { join } from 'node:path';
import { stateFolder } from '../config/index.js';

/** Lets Node keep compiled code, from version 22.1 on: in our own folder, because others may write to that for temporary files. It is not made for this. */
export function quicken(): void {
  const { enableCompileCache: enable } = module as { enableCompileCache?: (folder: string) => unknown };
  const folder = stateFolder();
  if (enable && folder !== undefined && existsSync(folder)) enable(join(folder, 'compiled'));
}
