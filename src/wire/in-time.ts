export const TIMEOUT: Error = new Error('compressing took too long');

/**
 * Stops work that takes longer than `limit` milliseconds. Work that was stopped has made no decisions. A result that
 * arrives late is still used, because the session has recorded its decisions. Only work that cannot be stopped is
 * abandoned.
 *
 * @throws {@link TIMEOUT}
 */
export async function inTime<T>(limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const started = work(controller.signal);
  let hard: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    hard = setTimeout(() => {
      controller.abort(TIMEOUT);
      hard = setTimeout(() => reject(TIMEOUT), limit);
    }, limit);
  });
  try {
    return await Promise.race([started, stuck]);
  } finally {
    clearTimeout(hard);
    started.catch(() => undefined);
  }
}
