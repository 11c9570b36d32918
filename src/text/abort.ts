import { fromNative } from './errors.js';

/**
 * Runs work that a signal may cancel.
 *
 * @throws the signal's reason if it aborted, or else the failure as a `HeadroomError`.
 */
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
