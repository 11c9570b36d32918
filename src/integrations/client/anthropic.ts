// Anthropic's SDK for the clouds. Its clients for Bedrock, Vertex and Foundry rewrite and sign requests in middleware, so
// their `fetch` sees bodies that must not be changed.
import { FUNCTION } from '../../errors/index.js';
import type { Headroom } from '../../headroom/index.js';
import { createFetch, type Fetch } from '../fetch/index.js';
import { headroomOf, marked } from '../mark.js';
import { retrievalFrom, type RetrievalIntegrationOptions } from '../options.js';

/** A middleware of Anthropic's SDK. */
export type AnthropicMiddleware = <R extends { readonly url: string }>(
  request: R,
  next: (request: R) => Promise<Response>,
) => Promise<Response>;

/** A client that passes its requests through middleware. */
interface MiddlewareClient {
  readonly middleware: readonly unknown[];
  backendMiddleware(): readonly unknown[];
}

/**
 * A middleware for clients of Anthropic's SDK. It compresses conversations before a client for Bedrock, Vertex or
 * Foundry rewrites and signs them. With a store, text may be elided, and calls of `headroom_retrieve` are answered.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
 * import { anthropicMiddleware } from '@headroom/native/anthropic';
 *
 * const client = new AnthropicBedrock({ middleware: [anthropicMiddleware()] });
 * console.log(client.baseURL);
 * ```
 */
export function anthropicMiddleware(options?: RetrievalIntegrationOptions): AnthropicMiddleware {
  const { headroom, pruning } = retrievalFrom(options);
  const middleware: AnthropicMiddleware = (request, next) => {
    const fetch = ((url: string, init: object) => next({ ...request, ...init, url })) as Fetch;
    return createFetch({ headroom, pruning, fetch })(request.url, request as object);
  };
  return marked(middleware, headroom);
}

/** True if a client adapts its requests to the API of a cloud. */
export function isAdapted(client: object): client is MiddlewareClient {
  const { middleware, backendMiddleware } = client as Partial<MiddlewareClient>;
  if (!Array.isArray(middleware) || !FUNCTION.fits(backendMiddleware)) return false;
  return (client as MiddlewareClient).backendMiddleware().length > 0;
}

/** The instance of our middleware in a client. Undefined if it has none. */
export function inMiddleware(client: object): Headroom | undefined {
  const { middleware } = client as Partial<MiddlewareClient>;
  return Array.isArray(middleware) ? middleware.map(headroomOf).find((found) => found !== undefined) : undefined;
}
