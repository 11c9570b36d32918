import { untilAborted } from './abort.js';
import { Exchange } from './exchange.js';
import { retrievalOptions, type Retrieval, type RetrievalOptions, type SendOptions } from './options.js';

/** The result of a conversation with retrieval, with the response that is yours. */
export interface RetrievalRun<R, Q extends object = object> extends Retrieval<Q> {
  /** The last response, as `send` returned it. The usage in it is that of the last round only. */
  readonly response: R;
}

/**
 * Compresses the messages of a request, sends it, and answers the model's calls of `headroom_retrieve` until it makes
 * none, or makes them only together with calls of other tools; at most `rounds` times.
 *
 * @param options - `send` sends a request and returns the provider's response: `(request, options) =>
 * client.messages.create(request, options)`.
 * @throws the errors of `send` and `callTool`, the signal's reason, and `ConfigurationError` for a request in an
 * unknown shape.
 *
 * @example
 * ```ts
 * import { Headroom } from '@headroom/native';
 * import { runWithRetrieval } from '@headroom/native/retrieval';
 *
 * const { response, rounds } = await runWithRetrieval({
 *   headroom: new Headroom({ store: ':memory:', policy: 'oneshot' }),
 *   request: { model, max_tokens: 1024, messages },
 *   send: (request) => anthropic.messages.create(request),
 * });
 * console.log(response.stop_reason, rounds.length); // end_turn 2
 * ```
 */
export async function runWithRetrieval<Q extends object, R>(
  options: RetrievalOptions<Q> & { send: (request: Q, options: SendOptions) => R | PromiseLike<R> },
): Promise<RetrievalRun<R, Q>> {
  const own = retrievalOptions(options);
  const exchange = new Exchange(own);
  for (;;) {
    const response = await untilAborted(own.send(await exchange.next(), exchange.passed), own.signal);
    if (!(await exchange.hear(exchange.read(response)))) return { response, ...exchange.outcome() };
  }
}
