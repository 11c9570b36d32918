// Answers the calls of `headroom_retrieve` in one response. A model may make any number of them, so their results
// together have at most `MAX_ANSWER_BYTES` of JSON.
import type { Headroom } from '../headroom/index.js';
import type { Fields } from '../providers/index.js';
import { MAX_ANSWER_BYTES, resultOf } from '../tool/index.js';

/** Maximum number of calls that are answered. */
const MAX_CALLS = 128;
/** A further call is answered only if at least this many bytes are left. */
const MIN_BYTES = 1024;
const NO_ROOM =
  'Not answered: together with the other calls of headroom_retrieve this would be too much for one response. Make this call again, alone.';

/**
 * Answers the calls, each in its own shape. When the room is used up, the remaining results ask the model to call
 * again.
 */
export async function answerOwn(
  headroom: Pick<Headroom, 'handleToolCall'>,
  calls: readonly Fields[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Fields, object>> {
  const results = new Map<Fields, object>();
  let left = MAX_ANSWER_BYTES;
  // In sequence, because the size of an answer decides how much is left for the next.
  for (const [index, call] of calls.entries()) {
    if (signal?.aborted) break;
    const hasRoom = index < MAX_CALLS && left >= MIN_BYTES;
    const result = (hasRoom ? await headroom.handleToolCall(call, { limit: left }) : resultOf(call, NO_ROOM, true))!;
    if (hasRoom) left -= Buffer.byteLength(JSON.stringify(result));
    results.set(call, result);
  }
  return results;
}
