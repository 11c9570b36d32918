// Our calls in one response. A model may make any number of them, and each may ask for the most there is.
import type { Headroom } from '../headroom/index.js';
import type { Fields } from '../providers/index.js';
import { MAX, resultOf } from '../tool/index.js';

/** How many of them are answered. */
const MAX_CALLS = 128;
/** How long their results are together, in bytes of JSON. */
const MAX_BYTES = MAX;
/** With less than this left there is no room for another one, in bytes. */
const MIN_BYTES = 1024;
const NO_ROOM =
  'Not answered: together with the other calls of headroom_retrieve this would be too much for one response. Make this call again, alone.';

/** The results of calls of ours, in the shapes of the calls. The first ones are answered, as far as there is room; the others are told to ask again. */
export async function answerOwn(
  headroom: Pick<Headroom, 'handleToolCall'>,
  calls: readonly Fields[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Fields, object>> {
  const results = new Map<Fields, object>();
  let left = MAX_BYTES;
  // One after the other: what the first ones take up is known only then.
  for (const [index, call] of calls.entries()) {
    if (signal?.aborted) break;
    const hasRoom = index < MAX_CALLS && left >= MIN_BYTES;
    const result = (hasRoom ? await headroom.handleToolCall(call, { limit: left }) : resultOf(call, NO_ROOM, true))!;
    if (hasRoom) left -= Buffer.byteLength(JSON.stringify(result));
    results.set(call, result);
  }
  return results;
}
