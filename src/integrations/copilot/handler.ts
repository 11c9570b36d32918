import { argument, FUNCTION, OBJECT, type Check } from '../../errors/index.js';
import { createFetch, type Fetch } from '../fetch/index.js';
import { headroomOf, marked } from '../mark.js';
import { retrievalFrom, type RetrievalIntegrationOptions } from '../options.js';

/** The method of a handler that sends a request to a model. */
interface RequestHandler {
  sendRequest(request: Request, context: { readonly signal: AbortSignal }): Promise<Response>;
}

const HANDLER: Check = {
  wanted: 'a request handler of the Copilot SDK',
  fits: (value) => OBJECT.fits(value) && FUNCTION.fits((value as RequestHandler).sendRequest),
};

/**
 * A request handler of the Copilot SDK that compresses the conversations that the runtime sends, for the models of
 * Copilot and for your own. It is the handler that you give, and its `sendRequest` still sends. A handler that
 * compresses already stays unchanged. WebSocket messages are passed on.
 *
 * @throws `ConfigurationError` for another value, an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { compressedRequestHandler } from '@headroom/native/copilot';
 *
 * const client = new CopilotClient({ requestHandler: compressedRequestHandler(new CopilotRequestHandler()) });
 * ```
 */
export function compressedRequestHandler<T extends object>(handler: T, options?: RetrievalIntegrationOptions): T {
  argument('handler', handler, HANDLER);
  const given = retrievalFrom(options);
  return headroomOf(handler) ? handler : wrapped(handler as T & RequestHandler, given);
}

/** The handler is changed, not copied: the SDK's class has private fields, which a copy would lack. */
function wrapped<T extends RequestHandler>(handler: T, given: ReturnType<typeof retrievalFrom>): T {
  const { sendRequest } = handler;
  const value: RequestHandler['sendRequest'] = (request, context) => {
    const fetch = ((input: Request, init: RequestInit) =>
      sendRequest.call(handler, new Request(input, init), context)) as Fetch;
    return createFetch({ ...given, fetch })(request, { signal: context.signal });
  };
  return marked(Object.defineProperty(handler, 'sendRequest', { value, configurable: true }), given.headroom);
}
