export const TIMEOUT: Error = new Error('compressing took too long');

/**
 * Ends work that takes longer than `limit` milliseconds. What a session decided it will send again, so a result that comes late is sent all the same; work that
 * was ended decides nothing, and only work that does not even end is left alone.
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
