import { Failure } from './failure.js';

/** Does the work for each item by itself: if it fails for one, the others are still done. Returns the results, and the messages of failures. */
export function each<T, R>(
  items: readonly T[],
  work: (item: T) => readonly R[],
): { readonly done: R[]; readonly failed: string[] } {
  const done: R[] = [];
  const failed: string[] = [];
  for (const item of items) {
    try {
      done.push(...work(item));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push(error.message);
    }
  }
  return { done, failed };
}
