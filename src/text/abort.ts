import { fromNative } from './errors.js';

/** Has work done that a signal may end: then the promise is rejected with its reason, and else with an error of ours. */
export async function abortable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal?.aborted) throw signal.reason;
  try {
    const result = await work();
    if (signal?.aborted) throw signal.reason;
    return result;
  } catch (error) {
    throw signal?.aborted ? signal.reason : fromNative(error);
  }
}
