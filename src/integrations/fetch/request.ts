// Recognises the requests of a client that carry a conversation.
import type { Headroom } from '../../headroom/index.js';
import { routeOf, type Addressed, type Route } from '../../wire/index.js';
import { markedRequest } from '../mark.js';

/** A function that sends requests, such as the platform's `fetch`. */
export type Fetch = typeof globalThis.fetch;

type Input = Parameters<Fetch>[0];
type Init = NonNullable<Parameters<Fetch>[1]>;

/** A request with a conversation. */
export interface Conversation extends Addressed {
  readonly route: Route;
  readonly body: Buffer;
  readonly encoding: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** The arguments of `fetch` for the same request with another body. */
  with(body: Buffer, signal?: AbortSignal): [Input, Init];
}

/**
 * Finds the conversation in a request, which is marked with the instance if its body changes. Undefined if there is
 * none, or if its body must not be changed.
 */
export async function conversationIn(
  input: Input,
  options: Init | undefined,
  headroom: Headroom,
): Promise<Conversation | undefined> {
  const given = input instanceof Request ? input : undefined;
  const init = options ?? {};
  const { pathname, search } = new URL(given ? given.url : String(input));
  const route = routeOf((init.method ?? given?.method ?? 'GET').toUpperCase(), pathname);
  const headers = new Headers(init.headers ?? given?.headers);
  if (!route || isSigned(headers)) return undefined;
  const body = bytesIn(init.body) ?? (init.body === undefined ? await bytesOf(given) : undefined);
  if (!body) return undefined;
  const encoding = headers.get('content-encoding') ?? undefined;
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return {
    route,
    path: pathname + search,
    body,
    encoding,
    signal: init.signal ?? given?.signal,
    with: (changed, signal) => [
      input,
      markedRequest(
        {
          ...init,
          headers,
          // Some replacements of `fetch` accept text bodies only.
          body: typeof init.body === 'string' ? changed.toString() : new Uint8Array(changed),
          ...(signal && { signal }),
        },
        headroom,
      ),
    ],
  };
}

/** True if a signature covers the body (AWS Signature Version 4). */
function isSigned(headers: Headers): boolean {
  return headers.get('authorization')?.startsWith('AWS4-') === true;
}

/** The bytes of a body that is complete in memory. Streams and forms are not. */
function bytesIn(body: unknown): Buffer | undefined {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return undefined;
}

async function bytesOf(request: Request | undefined): Promise<Buffer | undefined> {
  return request?.body ? Buffer.from(await request.clone().arrayBuffer()) : undefined;
}
