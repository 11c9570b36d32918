// Texts of which something is still left out after they were expanded.
import type { Pair } from '../../analysis/index.js';
import { HeadroomError } from '../../text/index.js';
import { plural } from '../../format/index.js';
import { configuration } from '../../headroom/index.js';
import { Failure } from '../failure.js';
import type { StoringOptions } from '../originals.js';
import { originalsOf } from '../originals.js';

/** What the note for what was left out ends in, with its handle. */
const NOTE = /headroom_retrieve ([0-9a-z]{16})\b/g;
/** Behind this, a text is what it says, whatever that looks like. */
const LITERAL = '[verbatim]';

/** @throws {@link Failure} that says what to set, where a note still stands in a text that was expanded. */
export async function refuseMissing(results: readonly Pair[], store: StoringOptions): Promise<void> {
  const missing = results.map(missingIn).filter((handle) => handle !== undefined);
  const [handle] = missing;
  if (handle === undefined) return;
  const what = `${plural(missing.length, 'text')} cannot be restored, the first with the handle ${handle}`;
  throw new Failure(`${what}: ${await reason(handle, store)}, or use --allow-missing to print the rest`);
}

/** The handle of a note to which nothing was found: a text that was found holds no note that stood in what was left of it. */
function missingIn([before, after]: Pair): string | undefined {
  if (before.startsWith(LITERAL)) return undefined;
  const given = new Set(handlesIn(before));
  return handlesIn(after).find((handle) => given.has(handle));
}

function handlesIn(text: string): string[] {
  return Array.from(text.matchAll(NOTE), ([, handle]) => handle!);
}

async function reason(handle: string, store: StoringOptions): Promise<string> {
  if (!(store.store ?? configuration().store)) return 'set --store to the store that has the original';
  try {
    await (await originalsOf(store)).retrieve(handle, { limit: 1 });
    return 'its marker was changed and no longer says what was elided';
  } catch (error) {
    const code = HeadroomError.isInstance(error) ? error.code : '';
    if (code === 'retrieve/expired') return 'its original has expired';
    return `the store does not have its original${code === 'retrieve/unknown' ? '' : ` (${code})`}: set --store and --scope to those it was stored with`;
  }
}
