import { untilAborted } from './abort.js';
import { Exchange } from './exchange.js';
import { retrievalOptions, type Retrieval, type RetrievalOptions, type SendOptions } from './options.js';

/** What came of it, with the response that is yours. */
export interface RetrievalRun<R, Q extends object = object> extends Retrieval<Q> {
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
