// Calls of `headroom_retrieve` in one response. A model may make any number of them. Their results together have at most `MAX_ANSWER_BYTES` of JSON.
import type { Headroom } from '../headroom/index.js';
import type { Fields } from '../providers/index.js';
import { MAX_ANSWER_BYTES, resultOf } from '../tool/index.js';

/** At most this many are answered. */
const MAX_CALLS = 128;
/** Another one is answered only if at least this many bytes are left. */
const MIN_BYTES = 1024;
const NO_ROOM =
  'Not answered: together with the other calls of headroom_retrieve this would be too much for one response. Make this call again, alone.';

/** Answers the calls, each in its own shape. The first ones are answered while there is room; the others are told to ask again. */
export async function answerOwn(
  headroom: Pick<Headroom, 'handleToolCall'>,
  calls: readonly Fields[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Fields, object>> {
  const results = new Map<Fields, object>();
  let left = MAX_ANSWER_BYTES;
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
