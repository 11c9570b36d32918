import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { Launch } from './clients.js';

const PACKAGE = '@headroom/native';
const SERVE = ['mcp', 'serve'];

/** How a client starts this very program: by full paths, because clients with a window often have no PATH. What npx fetched may be gone tomorrow, so npx is asked again. */
export function launchOf(): Launch {
  const script = realpathSync(process.argv[1]!);
  if (!script.includes(`${sep}_npx${sep}`)) return { command: process.execPath, args: [script, ...SERVE] };
  const npx = ['-y', PACKAGE, ...SERVE];
  // Windows starts no scripts without a shell.
  return process.platform === 'win32' ? { command: 'cmd', args: ['/c', 'npx', ...npx] } : { command: 'npx', args: npx };
}
