import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { join } from 'node:path';
import { stateFolder } from '../config/index.js';

/**
 * Lets Node (22.1 or later) cache compiled code in our own state folder, because other users may write to the folder
 * for temporary files. The state folder itself is not created for this.
 */
export function quicken(): void {
  const { enableCompileCache: enable } = module as { enableCompileCache?: (folder: string) => unknown };
  const folder = stateFolder();
  if (enable && folder !== undefined && existsSync(folder)) enable(join(folder, 'compiled'));
}
