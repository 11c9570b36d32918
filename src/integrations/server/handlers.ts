import { headroomFrom, type IntegrationOptions } from '../options.js';
import { Bodies, isConversation } from './bodies.js';

/** The fields of an Express request that are read and written. */
interface ExpressRequest {
  readonly method: string;
  readonly originalUrl: string;
  body?: unknown;
}

/** The fields of a Fastify request that are read and written. */
interface FastifyRequest {
  readonly method: string;
  readonly url: string;
  body: unknown;
}

/** The fields of a Hono context that are read and written. */
interface HonoContext {
  readonly req: {
    readonly method: string;
    readonly url: string;
    raw: Request;
    bodyCache: object;
    arrayBuffer(): Promise<ArrayBuffer>;
    header(name: string): string | undefined;
  };
}

/**
 * A middleware for Express servers that offer the API of a provider. It compresses the conversations in requests to
 * `…/messages`, `…/chat/completions`, `…/responses` and `…:generateContent`, without loss. It has to come after the
 * body parser.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { expressMiddleware } from '@headroom/native/server';
 *
 * app.use(express.json({ limit: '50mb' }), expressMiddleware());
 * ```
 */
export function expressMiddleware(
  options?: IntegrationOptions,
): (request: ExpressRequest, response: unknown, next: (error?: unknown) => void) => Promise<void> {
  const bodies = new Bodies(headroomFrom(options));
  return async (request, _response, next) => {
    const { method, originalUrl: url, body } = request;
    const sent = await bodies.compress(body, { method, url });
    if (sent !== body) request.body = sent;
    next();
  };
}

/**
 * The same for Fastify, as a hook for `preHandler`.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { fastifyHook } from '@headroom/native/server';
 *
 * fastify.addHook('preHandler', fastifyHook());
 * ```
 */
export function fastifyHook(options?: IntegrationOptions): (request: FastifyRequest) => Promise<void> {
  const bodies = new Bodies(headroomFrom(options));
  return async (request) => {
    const { method, url, body } = request;
    const sent = await bodies.compress(body, { method, url });
    if (sent !== body) request.body = sent;
  };
}

/**
 * The same for Hono.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { honoMiddleware } from '@headroom/native/server';
 *
 * app.use(honoMiddleware());
 * ```
 */
export function honoMiddleware(
  options?: IntegrationOptions,
): (context: HonoContext, next: () => Promise<void>) => Promise<void> {
  const bodies = new Bodies(headroomFrom(options));
  return async ({ req }, next) => {
    const { pathname, search } = new URL(req.url);
    const to = { method: req.method, url: pathname + search, encoding: req.header('content-encoding') };
    const body = isConversation(to) ? await req.arrayBuffer().catch(() => undefined) : undefined;
    if (body) replace(req, Buffer.from(body), await bodies.compress(Buffer.from(body), to));
    await next();
  };
}

/** Replaces the body of a request. The new one has no content encoding. */
function replace(req: HonoContext['req'], body: Buffer, sent: Buffer): void {
  if (sent.equals(body)) return;
  const { method, raw } = req;
  const headers = new Headers(raw.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  req.raw = new Request(raw.url, { method, headers, body: new Uint8Array(sent), signal: raw.signal });
  // Hono keeps here what was read before.
  req.bodyCache = {};
}
