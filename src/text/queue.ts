// Queues work for the addon's threads. They are those of Node's pool, which the host needs for files, names and
// streams, so some are left free.
import { native, type Control } from '../native/index.js';

/** Pause before the next try if other JavaScript threads use the whole share of the pool, in milliseconds. */
const RETRY_MS = 5;

/** Work that waits for its turn, in the order of the calls. */
const waiting: (() => void)[] = [];
let _timer: NodeJS.Timeout | undefined;

/** Work that this JavaScript thread has started and that has not ended. */
const running = new Set<Control>();
let listening = false;

/**
 * Runs long work of the addon as soon as a thread is free, in the order of the calls. `work` has to pass `control` to
 * the addon, because that is how `signal` cancels it.
 *
 * @throws the signal's reason if it aborts before or during the work.
 */
export async function controlled<T>(
  work: (control: Control) => Promise<T>,
  signal?: AbortSignal,
  control: Control = new native.Control(),
): Promise<T> {
  await turn(control, signal);
  const abort = (): void => control.cancel();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    throwIfAborted(signal);
    return await work(control);
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', abort);
    running.delete(control);
    startNext();
  }
}

/** Resolves when it is the turn of the work with this `control`. */
function turn(control: Control, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (): void => {
      running.add(control);
      signal?.removeEventListener('abort', abandon);
      resolve();
    };
    const abandon = (): void => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(signal?.reason);
    };
    throwIfAborted(signal);
    signal?.addEventListener('abort', abandon, { once: true });
    if (!listening) process.on('exit', endAll);
    listening = true;
    waiting.push(go);
    startNext();
  });
}

/** Like the method of `AbortSignal` of this name, which polyfills lack. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}

function startNext(): void {
  while (waiting.length > 0 && mayStart()) waiting.shift()?.();
  // This thread runs no work whose end could start the next one.
  if (waiting.length > 0 && running.size === 0) {
    _timer ??= setTimeout(() => {
      _timer = undefined;
      startNext();
    }, RETRY_MS);
  }
}

/**
 * Whether one more piece of work may start. A JavaScript thread without any may exceed the limit by one, so that
 * another thread cannot starve it.
 */
function mayStart(): boolean {
  const limit = native.workLimit() + (running.size === 0 ? 1 : 0);
  return Math.max(running.size, native.workUnderWay()) < limit;
}

/** Cancels all work, because Node waits for its pool before it exits. */
function endAll(): void {
  for (const control of running) control.cancel();
}
