// Hands a request on to its provider, and the response back.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Usage } from '../usage/index.js';
import type { App } from './app.js';
import type { Prepared } from './prepared.js';
import { responseHeaders } from './headers.js';
import { isTooLong, outgoing, told, withBody } from './outgoing.js';
import { UsageReading } from './reading.js';
import { relay, type RelayEnd } from './relay.js';
import { sendError } from './reply.js';
import { follow, isFollowed, isReadable, type Rounds } from './retrieval/index.js';
import type { Target } from './routes.js';
import { send, type Outgoing } from './send.js';

/** How a response ended. */
interface Ended {
  readonly status: number;
  readonly end: RelayEnd;
  readonly usage: Usage | undefined;
}

/** Passes a request through; with the body that was prepared, where there is one. */
export async function passThrough(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  prepared?: Prepared,
): Promise<void> {
  if (isTooLong(request, response, app.limits.bodyBytes, prepared?.body.length ?? 0)) return;
  // A client that left while its request was compressed pays for no answer.
  if (response.closed || response.destroyed) return;
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort());
  const { signal } = gone;
  const first = outgoing(request, target, prepared);
  const sent = (body: Outgoing): Promise<IncomingMessage> =>
    send(target.upstream, body, { signal, connectMs: app.limits.connectMs });
  try {
    const from = await sent(first);
    const isOurs = prepared?.isOffered === true && target.route?.isAnswered === true && isFollowed(target.path);
    const ended =
      isOurs && isReadable(from)
        ? await followed(from, response, prepared, {
            headroom: app.compressor!.headroom,
            shape: target.route.shape,
            body: first.body,
            signal,
            send: (body) => {
              app.ledger.count('retrievals');
              return sent(withBody(first, body));
            },
          })
        : await relayed(from, response, target, prepared);
    if (ended.end === 'provider-gone') app.ledger.count('brokenOff');
    count(app, target, prepared, ended);
  } catch (error) {
    if (signal.aborted) return;
    app.ledger.count('unreachable');
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    sendError(response, 502, `cannot reach ${target.upstream.url.origin} (${code}).`, target.route?.shape);
  }
}

/** Hands a response on as it comes. */
async function relayed(
  from: IncomingMessage,
  response: ServerResponse,
  { route }: Target,
  prepared: Prepared | undefined,
): Promise<Ended> {
  const reading = route?.isAnswered ? new UsageReading(from) : undefined;
  response.writeHead(from.statusCode!, from.statusMessage!, responseHeaders(from.rawHeaders, told(prepared)));
  // A stream may be silent for long: its client is told at once that it began.
  if (from.headers['content-length'] === undefined) response.flushHeaders();
  const end = await relay(from, response, reading && ((chunk) => reading.take(chunk)));
  return { status: from.statusCode!, end, usage: await reading?.usage() };
}

/** Hands a response on in which calls of ours are answered. */
async function followed(
  from: IncomingMessage,
  response: ServerResponse,
  prepared: Prepared,
  rounds: Rounds,
): Promise<Ended> {
  const status = from.statusCode!;
  try {
    return { status, end: 'complete', usage: await follow(rounds, from, response, told(prepared)) };
  } catch (error) {
    if (!response.headersSent) throw error;
    // Half a response never looks like a whole one.
    response.destroy();
    return { status, end: rounds.signal.aborted ? 'client-gone' : 'provider-gone', usage: undefined };
  }
}

function count(app: App, { route, model }: Target, prepared: Prepared | undefined, { status, usage }: Ended): void {
  if (!route) app.ledger.count('passed');
  else
    app.ledger.add({
      route: route.name,
      model: prepared?.model ?? model,
      status,
      tokensBefore: prepared?.tokensBefore ?? 0,
      tokensAfter: prepared?.tokensAfter ?? 0,
      isCompressed: prepared?.isChanged === true,
      skipped: prepared?.skipped,
      usage,
      conversation: prepared?.conversation,
      overheadMs: prepared?.ms ?? 0,
    });
}
