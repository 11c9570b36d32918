/** The result of some work. @throws the signal's reason if it aborts first. */
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

/** The events of a stream, until the signal aborts. The stream is closed in any case. */
export async function* following<E>(
  events: AsyncIterable<E>,
  signal: AbortSignal | undefined,
): AsyncGenerator<E, void, undefined> {
  const iterator = events[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await untilAborted(iterator.next(), signal).catch((error: unknown) => {
        // A stream that failed has closed itself. A stream that we abandon has not.
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

/** Closes a stream. After an abort it may hang, so it is not waited for. */
async function closed(iterator: AsyncIterator<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const closing = Promise.resolve(iterator.return?.());
  if (signal?.aborted) closing.catch(() => undefined);
  else await closing;
}
