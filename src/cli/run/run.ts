// Runs a program and prints a short form of what it printed.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { Failure, fileFailure, NOT_FOUND } from '../failure.js';
import { isInteractive } from '../terminal.js';
import { Held } from './held.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** What shells add to the number of a signal that ended a program. */
const SIGNALLED = 128;
const HOLD_SECONDS = 30;

/** What can be said on the command line. */
export interface Options {
  store?: string | true;
  hold?: number;
}

/** Runs a program to its end. Gives its exit code, or what shells give for a signal. @throws {@link Failure} where it does not start. */
export async function runShort(program: string, args: readonly string[], options: Options): Promise<number> {
  // A person reads as it comes, and pays nothing for it.
  const [out, err] = [process.stdout, process.stderr].map((stream) =>
    isInteractive(stream) ? undefined : new Held(stream),
  );
  const stdio: StdioOptions = ['inherit', out ? 'pipe' : 'inherit', err ? 'pipe' : 'inherit'];
  const child = spawn(program, args, { stdio });
  child.stdout?.on('data', (chunk: Buffer) => out!.add(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err!.add(chunk));
  const pass = (): void => {
    out?.flush();
    err?.flush();
  };
  const timer = setTimeout(pass, (options.hold ?? HOLD_SECONDS) * 1000);
  const stop = forwardSignals(child);
  try {
    return await ended(child, program);
  } finally {
    clearTimeout(timer);
    stop();
    for (const held of [out, err]) await held?.end(options.store);
  }
}

function ended(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new Failure(`there is no program ${program}`, NOT_FOUND)
          : fileFailure('start', program, error),
      ),
    );
    // Only when its pipes are closed, too, is there nothing more to come.
    child.once('close', (code, signal) => resolve(code ?? SIGNALLED + (constants.signals[signal!] ?? 0)));
  });
}

/** Whoever stops us means the program, whose output is still printed. */
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
