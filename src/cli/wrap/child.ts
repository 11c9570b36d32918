// Runs the agent as a child process. The agent has the terminal and gets the signals, and its exit code becomes ours.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ownEnvironment } from '../../config/index.js';
import { fileFailure } from '../failure.js';
import type { Signals } from './signals.js';

/** Shells add this to the number of the signal that ended a program. */
const SIGNALLED = 128;

/** Runs a program to its end. Returns its exit code, or the shells' code for a signal. */
export function runChild(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  signals: Signals,
): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...ownEnvironment(), ...env }, ...shellFor(program) });
  signals.sendTo(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(fileFailure('start', program, error)));
    child.once('exit', (code, signal) => resolve(code ?? SIGNALLED + (constants.signals[signal!] ?? 0)));
  });
}

/** Windows cannot start scripts without a shell. */
function shellFor(program: string): { shell?: true } {
  return process.platform === 'win32' && /\.(?:cmd|bat)$/i.test(program) ? { shell: true } : {};
}
