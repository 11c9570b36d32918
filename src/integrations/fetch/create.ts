import { FUNCTION, optionsOf, type Checks } from '../../errors/index.js';
import { Headroom, type Pruning } from '../../headroom/index.js';
import { untilAborted } from '../../retrieval/index.js';
import { isFollowed, type Prepared, type Rounds } from '../../wire/index.js';
import { headroomOf, marked } from '../mark.js';
import { checkPruning, HEADROOM, PRUNING, type RetrievalIntegrationOptions } from '../options.js';
import { compressorOf } from './compressors.js';
import { follow } from './follow.js';
import { conversationIn, type Conversation, type Fetch } from './request.js';

export type { Fetch } from './request.js';

/** How requests are compressed and sent. */
export interface FetchOptions extends RetrievalIntegrationOptions {
  /** The function that sends requests. Default: the platform's `fetch`. */
  fetch?: Fetch;
}

const CHECKS: Checks<FetchOptions> = { headroom: HEADROOM, pruning: PRUNING, fetch: FUNCTION };

/**
 * A `fetch` that compresses the conversations in requests to Anthropic Messages, OpenAI Chat Completions and
 * Responses, and Gemini. All other requests, and requests that cannot be compressed, are sent unchanged. A `fetch`
 * that this function made comes back as it is.
 *
 * @throws `ConfigurationError` for an unknown option, a value of the wrong type, and pruning without a store.
 *
 * @example
 * ```ts no-run
 * import { createFetch } from '@headroom/native/fetch';
 * import OpenAI from 'openai';
 *
 * const client = new OpenAI({ fetch: createFetch() });
 * console.log(client.baseURL);
 * ```
 */
export function createFetch(options?: FetchOptions): Fetch {
  const { headroom, pruning = 'off', fetch: send = globalThis.fetch } = optionsOf(options, CHECKS);
  if (headroomOf(send)) return send;
  const own = headroom ?? new Headroom();
  checkPruning(own, pruning);
  return marked(async (input, init) => {
    // Another fetch of ours around this one, or a middleware, has compressed the request.
    if (headroomOf(init)) return send(input, init);
    const conversation = await conversationIn(input, init, own).catch(() => undefined);
    const prepared = conversation && (await untilAborted(prepare(own, conversation, pruning), conversation.signal));
    if (!prepared?.isChanged) return send(input, init);
    const { route, path } = conversation!;
    return prepared.isOffered && route.isAnswered && isFollowed(path)
      ? sendFollowed(own, conversation!, prepared, send)
      : send(...conversation!.with(prepared.body));
  }, own);
}

/** Returns the body to send. Undefined if the original has to be sent. Never fails. */
async function prepare(
  headroom: Headroom,
  { body, encoding, ...to }: Conversation,
  pruning: Pruning,
): Promise<Prepared | undefined> {
  try {
    return await (await compressorOf(headroom)).prepare(body, encoding, to, pruning);
  } catch {
    return undefined;
  }
}

/** Sends a request whose model may retrieve elided text. Returns the response after all retrievals. */
async function sendFollowed(
  headroom: Headroom,
  { route, signal: given, with: request }: Conversation,
  { body }: Prepared,
  send: Fetch,
): Promise<Response> {
  const gone = new AbortController();
  const signal = given ? AbortSignal.any([given, gone.signal]) : gone.signal;
  const rounds: Rounds<Response> = {
    headroom,
    shape: route.shape,
    body,
    signal,
    send: (changed) => send(...request(changed, signal)),
  };
  return follow(rounds, await rounds.send(body), gone);
}
