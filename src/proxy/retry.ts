// Sends requests again that their provider could not answer, if the user wants that. The client has no byte of a
// response by then, and no response was paid for.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasLeft } from './send.js';

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
  /** Counts a request that is sent again. */
  readonly again: () => void;
}

/** Sends a request until it is answered, or sent again often enough. @throws the last error if no response comes. */
export async function retrying(send: () => Promise<IncomingMessage>, options: Retrying): Promise<IncomingMessage> {
  const { retries, client, again } = options;
  for (let count = 0; ; count += 1) {
    const isLast = count >= retries;
    let pause = PAUSE_MS * 2 ** count;
    try {
      const response = await send();
      const asked = isLast ? undefined : pauseFor(response, pause);
      if (asked === undefined) return response;
      response.resume();
      pause = asked;
    } catch (error) {
      if (isLast || hasLeft(client) || !CODES.has((error as NodeJS.ErrnoException).code)) throw error;
    }
    await passed(pause, client);
    if (hasLeft(client)) throw new Error('the client left');
    again();
  }
}

/** The time until a request may be sent again, in milliseconds. Undefined if its response is final. */
function pauseFor({ statusCode = 0, headers }: IncomingMessage, usual: number): number | undefined {
  if (!STATUSES.has(statusCode) || headers['x-should-retry'] === 'false') return undefined;
  const after = headers['retry-after'];
  if (after === undefined) return usual;
  const ms = /^\d{1,6}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  // A longer pause is the client's decision.
  return ms <= MAX_PAUSE_MS ? Math.max(0, ms) : undefined;
}

/** Waits, or until the client leaves. */
function passed(ms: number, client: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      client.off('close', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    client.once('close', end);
  });
}
