// Passes a request on to its provider, and the response back.
import type { IncomingMessage } from 'node:http';
import { isFollowed, type Prepared, type Rounds } from '../wire/index.js';
import { count, type Ended, type Exchange } from './exchange.js';
import { responseHeaders } from './headers.js';
import { look } from './insight.js';
import { isTooLong, outgoing, told, withBody } from './outgoing.js';
import { UsageReading } from './reading.js';
import { relay } from './relay.js';
import { sendError } from './reply.js';
import { follow, isReadable } from './retrieval/index.js';
import { retrying } from './retry.js';
import { hasLeft, send, type Outgoing } from './send.js';
import { NotSigned, signed } from './signing/index.js';

/** The first request of an exchange, and how further ones are sent. */
interface Sending {
  readonly first: Outgoing;
  readonly sent: (outgoing: Outgoing) => Promise<IncomingMessage>;
}

/** Passes a request through, with the prepared body if there is one. */
export async function passThrough(exchange: Exchange): Promise<void> {
  const { app, request, response, target, prepared } = exchange;
  if (isTooLong(request, response, app.limits.bodyBytes, prepared?.body.length ?? 0)) return;
  // The client left while its request was compressed. It should not pay for an answer.
  if (response.closed || response.destroyed) return;
  const key = app.answers?.keyOf(exchange);
  const again =
    key === undefined
      ? undefined
      : (app.answers!.give(key, response) ?? (await app.answers!.giveAlike(exchange, key, response)));
  if (again !== undefined) {
    count(exchange, { status: again, isCached: true, headAt: performance.now() });
    return;
  }
  const first = outgoing(request, target, prepared);
  const settings = { client: response, connectMs: app.limits.connectMs };
  // Without the whole body a request cannot be sent again.
  const retries = first.rest ? 0 : app.retries;
  const retry = { retries, client: response, draining: app.draining, again: () => app.ledger.count('retried') };
  const once: Sending['sent'] = async (own) => send(target.upstream, signed(target.upstream, own, app.aws), settings);
  const sent: Sending['sent'] = (own) => retrying(() => once(own), retry);
  try {
    const from = await sent(first);
    const isOurs = prepared?.isOffered === true && target.route?.isAnswered === true && isFollowed(target.path);
    const ended =
      isOurs && isReadable(from)
        ? await followed(exchange, from, prepared, { first, sent })
        : await relayed(exchange, from, key);
    look(exchange, count(exchange, ended), ended);
  } catch (error) {
    if (hasLeft(response)) return;
    if (error instanceof NotSigned) return sendError(response, 401, error.message, target.route?.shape);
    app.ledger.count('unreachable');
    count(exchange, { status: 502, headAt: performance.now() });
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    sendError(response, 502, `cannot reach ${target.upstream.url.origin} (${code}).`, target.route?.shape);
  }
}

/** Passes a response on as it arrives. */
async function relayed(
  { app, response, target, prepared, warning }: Exchange,
  from: IncomingMessage,
  key: string | undefined,
): Promise<Ended> {
  const headAt = performance.now();
  const reading = target.route?.isAnswered ? new UsageReading(from) : undefined;
  response.writeHead(from.statusCode!, from.statusMessage!, responseHeaders(from.rawHeaders, told(prepared, warning)));
  // A stream may be silent for long. Its client gets the head at once.
  if (from.headers['content-length'] === undefined) response.flushHeaders();
  const kept = key === undefined ? undefined : app.answers!.keep(key, from);
  const listen = (chunk: Buffer): void => {
    reading?.take(chunk);
    kept?.take(chunk);
  };
  const end = await relay(from, response, reading || kept ? listen : undefined);
  if (end === 'complete') kept?.end();
  if (end === 'provider-gone') app.ledger.count('brokenOff');
  const usage = await reading?.usage();
  return { status: from.statusCode!, usage, missReason: reading?.missReason, headAt };
}

/** Passes a response on in which calls of `headroom_retrieve` are answered. */
async function followed(
  { app, response, warning, target }: Exchange,
  from: IncomingMessage,
  prepared: Prepared,
  { first, sent }: Sending,
): Promise<Ended> {
  const headAt = performance.now();
  const gone = new AbortController();
  response.once('close', () => hasLeft(response) && gone.abort());
  const status = from.statusCode!;
  let retrievals = 0;
  const rounds: Rounds<IncomingMessage> = {
    headroom: app.compressor!.headroom,
    shape: target.route!.shape,
    body: first.body,
    signal: gone.signal,
    send: (body) => {
      retrievals += 1;
      return sent(withBody(first, body));
    },
  };
  try {
    const reported = await follow(rounds, from, response, told(prepared, warning));
    return { status, ...reported, headAt, retrievals };
  } catch (error) {
    if (!response.headersSent) throw error;
    if (!hasLeft(response)) app.ledger.count('brokenOff');
    // Half a response must not look like a whole one.
    response.destroy();
    return { status, headAt, retrievals };
  }
}
