// Sends requests to a server. Each attempt has a time limit, and safe requests are repeated.
import { errorOf, HeadroomError, mapProxyError } from '../errors/index.js';

/** The part that all requests share. */
export interface Server {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly timeout: number;
  readonly retries: number;
}

/** One request. Without a `body` it is a GET. */
export interface Ask {
  readonly path: string;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** The maximum length of an answer that is read, in bytes. */
  readonly maxBytes: number;
}

/** The pause before the second attempt, in milliseconds. Each further pause is twice as long. */
const PAUSE_MS = 100;
/** Status codes of a server that may answer a moment later. */
const AGAIN: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 529]);
const OK = 200;

/**
 * Returns the server's answer; undefined if it is not JSON. @throws `HeadroomError` if the server refuses or does not
 * answer, and the signal's reason.
 */
export async function ask(server: Server, request: Ask): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(server, request);
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason;
      const failure = HeadroomError.isInstance(error) ? error : mapProxyError(error);
      if (attempt >= server.retries || !mayHelp(failure)) throw failure;
      await pause(PAUSE_MS * 2 ** attempt, request.signal);
    }
  }
}

async function once({ baseUrl, apiKey, timeout }: Server, { path, body, signal, maxBytes }: Ask): Promise<unknown> {
  const timer = AbortSignal.timeout(timeout);
  const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    ...(body !== undefined && { body }),
    // A redirect is not followed: the token must not reach another server.
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timer]) : timer,
  });
  const text = await textOf(response, maxBytes);
  if (response.status !== OK) throw mapProxyError(response.status, text, response.headers);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function textOf({ body }: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw errorOf('provider/failed', `the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function mayHelp(error: HeadroomError): boolean {
  const { status } = error as { status?: number };
  return status === undefined ? error.code.startsWith('connection/') : AGAIN.has(status);
}

/** Ends early if the signal aborts. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done, { once: true });
  });
  if (signal?.aborted) throw signal.reason;
}
