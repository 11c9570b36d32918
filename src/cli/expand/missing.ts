// Checks that nothing is still elided after a text was expanded.
import type { Pair } from '../../analysis/index.js';
import { plural } from '../../format/index.js';
import { configuration } from '../../headroom/index.js';
import { storeAt, type OwnLocation } from '../../store/index.js';
import { HeadroomError } from '../../text/index.js';
import { Failure } from '../failure.js';

/** The end of an elision marker, with its handle. */
const NOTE = /headroom_retrieve ([0-9a-z]{16})\b/g;
/** Text behind this escape is literal, whatever it looks like. */
const LITERAL = '[verbatim]';

/**
 * Checks expanded texts for markers that are left. `store` and `scope` are those they were expanded with. @throws
 * {@link Failure} that says which setting to change.
 */
export async function refuseMissing(
  results: readonly Pair[],
  store: OwnLocation | undefined,
  scope: string | undefined,
): Promise<void> {
  const missing = results.map(missingIn).filter((handle) => handle !== undefined);
  const [handle] = missing;
  if (handle === undefined) return;
  const what = `${plural(missing.length, 'text')} cannot be restored, the first with the handle ${handle}`;
  throw new Failure(`${what}: ${await reason(handle, store, scope)}, or use --allow-missing to print the rest`);
}

/** Finds the handle of a marker that was not redeemed. A marker that is part of an original is none. */
function missingIn([before, after]: Pair): string | undefined {
  if (before.startsWith(LITERAL)) return undefined;
  const given = new Set(handlesIn(before));
  return handlesIn(after).find((handle) => given.has(handle));
}

function handlesIn(text: string): string[] {
  return Array.from(text.matchAll(NOTE), ([, handle]) => handle!);
}

async function reason(handle: string, store: OwnLocation | undefined, scope: string | undefined): Promise<string> {
  if (store === undefined) return 'set --store to the store that has the original';
  try {
    const settings = configuration();
    await (await storeAt(store, settings)).scope(scope ?? settings.scope).retrieve(handle, { limit: 1 });
    return 'its marker was changed and no longer says what was elided';
  } catch (error) {
    const code = HeadroomError.isInstance(error) ? error.code : '';
    if (code === 'retrieve/expired') return 'its original has expired';
    return `the store does not have its original${code === 'retrieve/unknown' ? '' : ` (${code})`}: set --store and --scope to those it was stored with`;
  }
}
