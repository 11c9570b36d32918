// Sends requests again that their provider could not answer, if the user wants that. The client has no byte of a
// response by then, and no response was paid for.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasLeft } from './send.js';

/** More retries would keep a client waiting that can retry itself. */
export const MAX_RETRIES = 5;
/** Statuses of a provider that is overloaded, or behind a gateway that does not reach it. */
const STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504, 529]);
/** Errors before a connection stands. Later, the provider may have answered. */
const CODES: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']);
/** The first pause, which doubles each time, and the longest pause that a provider may ask for, in milliseconds. */
const PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/** How often requests are sent again. */
export interface Retrying {
  readonly retries: number;
  /** The response to the client. If the client leaves, nothing is sent again. */
  readonly client: ServerResponse;
  /** Aborted when the proxy closes. From then on nothing is sent again. */
  readonly draining: AbortSignal;
  /** Counts a request that is sent again. */
  readonly again: () => void;
}

/** The outcome of a request: a response, or an error. */
interface Outcome {
  readonly response?: IncomingMessage;
  readonly error?: unknown;
}

/** Sends a request until it is answered, or sent again often enough. @throws the last error if no response comes. */
export async function retrying(send: () => Promise<IncomingMessage>, options: Retrying): Promise<IncomingMessage> {
  const { retries, client, draining, again } = options;
  for (let count = 0; ; count += 1) {
    const outcome = await send().then<Outcome, Outcome>(
      (response) => ({ response }),
      (error: unknown) => ({ error }),
    );
    const isFinal = count >= retries || draining.aborted || hasLeft(client);
    const pause = isFinal ? undefined : pauseAfter(outcome, PAUSE_MS * 2 ** count);
    if (pause === undefined) return responseIn(outcome);
    await passed(pause, client, draining);
    if (draining.aborted) return responseIn(outcome);
    outcome.response?.resume();
    if (hasLeft(client)) throw new Error('the client left');
    again();
  }
}

/** @throws the error, or if the response broke off meanwhile. */
function responseIn({ response, error }: Outcome): IncomingMessage {
  if (!response) throw error;
  if (response.destroyed) throw new Error('the response broke off');
  return response;
}

/** The time until a request may be sent again, in milliseconds. Undefined if its outcome is final. */
function pauseAfter({ response, error }: Outcome, usual: number): number | undefined {
  if (!response) return CODES.has((error as NodeJS.ErrnoException).code) ? usual : undefined;
  const { statusCode = 0, headers } = response;
  if (!STATUSES.has(statusCode) || headers['x-should-retry'] === 'false') return undefined;
  const after = headers['retry-after'];
  if (after === undefined) return usual;
  const ms = /^\d{1,6}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  // A longer pause is the client's decision.
  return ms <= MAX_PAUSE_MS ? Math.max(0, ms) : undefined;
}

/** Waits, or until the client leaves or the proxy closes. */
function passed(ms: number, client: ServerResponse, draining: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      client.off('close', end);
      draining.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    client.once('close', end);
    draining.addEventListener('abort', end);
  });
}
