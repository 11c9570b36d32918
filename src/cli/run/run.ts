// Runs a program and prints a short form of its output.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { Failure, fileFailure, NOT_FOUND } from '../failure.js';
import { isInteractive } from '../terminal.js';
import { Held } from './held.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** Shells add this to the number of the signal that ended a program. */
const SIGNALLED = 128;
const HOLD_SECONDS = 30;

/** The options of the command line. */
export interface Options {
  store?: string | true;
  hold?: number;
}

/**
 * Runs a program to its end. Returns its exit code, or the shells' code for a signal. @throws {@link Failure} if it
 * does not start.
 */
export async function runShort(program: string, args: readonly string[], options: Options): Promise<number> {
  // On a terminal a person reads the output, which costs no tokens, so it is not held.
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
    // More output may come until its pipes are closed, too.
    child.once('close', (code, signal) => resolve(code ?? SIGNALLED + (constants.signals[signal!] ?? 0)));
  });
}

/** A signal to us is meant for the program. Its output is still printed. */
function forwardSignals(child: ChildProcess): () => void {
  const forward = (signal: NodeJS.Signals): void => {
    // The terminal sends the signals of its keys to both processes.
    const isFromKeys = (signal === 'SIGINT' || signal === 'SIGQUIT') && isInteractive(process.stdin);
    if (!isFromKeys) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward);
  };
}
