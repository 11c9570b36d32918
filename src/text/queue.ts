// Long work of the addon is done by threads that Node has for the files, names and streams of the host as well: some of them are left to the host.
import { native, type Control } from '../native/index.js';

/** How long to wait where other threads of JavaScript have all the work that may be under way, in milliseconds. */
const RETRY = 5;

/** Work that waits for its turn, the first to come first. */
const waiting: (() => void)[] = [];
let _timer: NodeJS.Timeout | undefined;

/** What has been started here, and has not ended. */
const running = new Set<Control>();
let listening = false;

/**
 * Has long work of the addon done as soon as enough threads are left, in the order of the calls. Where `signal` says so it ends, or does not start at all, and
 * the promise is rejected with its reason: `work` hands `control` on, which ends it.
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

/** Comes back when it is the turn of the work that `control` ends. */
function turn(control: Control, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (): void => {
      running.add(control);
      signal?.removeEventListener('abort', give);
      resolve();
    };
    const give = (): void => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(signal?.reason);
    };
    throwIfAborted(signal);
    signal?.addEventListener('abort', give, { once: true });
    if (!listening) process.on('exit', endAll);
    listening = true;
    waiting.push(go);
    startNext();
  });
}

/** As the method of this name does, which signals of other libraries lack. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}

function startNext(): void {
  while (waiting.length > 0 && mayStart()) waiting.shift()?.();
  // Nothing of this thread will end and start the next.
  if (waiting.length > 0 && running.size === 0) {
    _timer ??= setTimeout(() => {
      _timer = undefined;
      startNext();
    }, RETRY);
  }
}

/** The first of a thread of JavaScript may be one more: else one thread could keep the others waiting for ever. */
function mayStart(): boolean {
  const most = native.workLimit() + (running.size === 0 ? 1 : 0);
  return Math.max(running.size, native.workUnderWay()) < most;
}

/** Node waits for its threads before it exits: they shall have nothing left to do. */
function endAll(): void {
  for (const control of running) control.cancel();
}
