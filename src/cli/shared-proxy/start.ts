// Starts the shared proxy as a process of its own, which outlives its parent while an agent needs it.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { launchOf } from '../../agents/index.js';
import { makeFolder, stateFolder } from '../../config/index.js';
import type { Wanted } from './find.js';

/** The proxy's message to its parent: it listens, or the reason why it cannot. */
export type Greeting =
  | { readonly url: string; readonly port: number }
  | { readonly error: string; readonly isPortTaken?: boolean };

/** How to start it. Port 0 means any free port. */
export interface Start extends Wanted {
  readonly store?: string | true | undefined;
}

/** Starts a proxy, and waits until it listens or reports an error. */
export async function startProxy(wanted: Start): Promise<Greeting> {
  const { command, args } = launchOf('wrap', '--serve', JSON.stringify(wanted));
  const log = logFile();
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log, 'ipc'], windowsHide: true });
  if (typeof log === 'number') closeSync(log);
  const greeting = await new Promise<Greeting>((resolve) => {
    child.once('message', (message) => resolve(message as Greeting));
    child.once('error', ({ message }) => resolve({ error: message }));
    child.once('exit', (code) => resolve({ error: `it ended with exit code ${code}` }));
  });
  if (child.connected) child.disconnect();
  child.unref();
  return greeting;
}

/** Opens the log of the proxy. */
function logFile(): number | 'ignore' {
  const folder = stateFolder();
  if (folder === undefined) return 'ignore';
  try {
    makeFolder(folder);
    return openSync(join(folder, 'proxy.log'), 'w', 0o600);
  } catch {
    return 'ignore';
  }
}
