/** What comes of some work, unless the signal aborts first: then its reason. */
export function untilAborted<T>(work: T | PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  const working = Promise.resolve(work);
  if (!signal) return working;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    working.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** The events of a stream, until the signal aborts. However it ends, the stream is closed. */
export async function* following<E>(
  events: AsyncIterable<E>,
  signal: AbortSignal | undefined,
): AsyncGenerator<E, void, undefined> {
  const iterator = events[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await untilAborted(iterator.next(), signal).catch((error: unknown) => {
        // A stream that failed has closed itself; one that was left has not.
        isOver = signal?.aborted !== true;
        throw error;
      });
      if (next.done) {
        isOver = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!isOver) await closed(iterator, signal);
  }
}

/** A stream that hangs is told to close, and not waited for. */
async function closed(iterator: AsyncIterator<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const closing = Promise.resolve(iterator.return?.());
  if (signal?.aborted) closing.catch(() => undefined);
  else await closing;
}
