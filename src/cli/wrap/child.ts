// The agent as a child: it has the terminal, gets the signals, and its end is ours.
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { ownEnvironment } from '../../config/index.js';
import { fileFailure } from '../failure.js';
import { isInteractive } from '../terminal.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** What shells add to the number of a signal that ended a program. */
const SIGNALLED = 128;

/** Runs a program to its end. Gives its exit code; of one that a signal ended, the one that shells give it. */
export async function runChild(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...ownEnvironment(), ...env }, ...shellFor(program) });
  const stop = forwardSignals(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) => reject(fileFailure('start', program, error)));
      child.once('exit', (code, signal) => resolve(code ?? SIGNALLED + (constants.signals[signal!] ?? 0)));
    });
  } finally {
    stop();
  }
}

function forwardSignals(child: ChildProcess): () => void {
  const forward = (signal: NodeJS.Signals): void => {
    // The terminal sends what its keys mean to both.
    const isFromKeys = (signal === 'SIGINT' || signal === 'SIGQUIT') && isInteractive(process.stdin);
    if (!isFromKeys) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward);
  };
}

/** Windows starts no scripts without a shell. */
function shellFor(program: string): { shell?: true; windowsVerbatimArguments?: true } {
  return process.platform === 'win32' && /\.(?:cmd|bat)$/i.test(program) ? { shell: true } : {};
}
