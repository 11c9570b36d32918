import { untilAborted } from './abort.js';
import { Exchange } from './exchange.js';
import type { Retrieval, RetrievalOptions, SendOptions } from './options.js';

/** What came of it, with the response that is yours. */
export interface RetrievalRun<R> extends Retrieval {
  /** The last response, as `send` gave it; its own usage is that of the last round. */
  readonly response: R;
}

/**
 * Sends a request with its messages compressed, and answers the model's calls of `headroom_retrieve` until it makes none, or none but together with those of
 * other tools, at most `rounds` times.
 *
 * @param options - `send` sends a request and gives the provider's response: `(request, options) => client.messages.create(request, options)`.
 * @throws what `send` and `callTool` throw, the signal's reason, and {@link ConfigurationError} for a request of no shape that is known.
 */
export async function runWithRetrieval<Q extends object, R>(options: RetrievalOptions<Q> & { send: (request: Q, options: SendOptions) => R | PromiseLike<R> }): Promise<RetrievalRun<R>> {
  const exchange = new Exchange(options);
  for (;;) {
    const response = await untilAborted(options.send(await exchange.next(), exchange.passed), options.signal);
    if (!(await exchange.hear(exchange.dialogue.read(response)))) return { response, ...exchange.outcome() };
  }
}
