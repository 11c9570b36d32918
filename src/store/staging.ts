// Work that elides or expands, with either kind of store.
import { StorageError } from '../errors/index.js';
import { native, type ScopedStore } from '../native/index.js';
import type { Originals } from './originals.js';

/**
 * Does work that may elide. A store that the caller wrote gets the originals before the result is returned. If storing
 * fails, `work` is done again without a store, and `withhold` marks the result.
 */
export async function storing<T>(
  originals: Originals | undefined,
  work: (store: ScopedStore | undefined) => Promise<T>,
  withhold: (result: T) => void,
): Promise<T> {
  const backend = originals?.backend;
  if (!backend) return work(originals?.native);
  const staged = new native.Staged();
  const result = await work(staged.store());
  try {
    const others = await backend.store(staged.takeUnstored());
    if (others.length === 0) return result;
  } catch (error) {
    if (!StorageError.isInstance(error)) throw error;
  }
  const whole = await work(undefined);
  withhold(whole);
  return whole;
}

/**
 * Does work that may expand. Originals that the work lacks are fetched from a store that the caller wrote, and the work
 * is done again.
 */
export async function recovering<T>(
  originals: Originals | undefined,
  work: (store: ScopedStore | undefined) => Promise<T>,
): Promise<T> {
  const backend = originals?.backend;
  if (!backend) return work(originals?.native);
  const staged = new native.Staged();
  for (;;) {
    const result = await work(staged.store());
    const asked = staged.takeAsked();
    if (asked.length === 0) return result;
    await backend.tell(staged, asked);
  }
}
