// Answers calls of `headroom_retrieve` in responses before the client sees them.
import { runWithRetrieval, streamWithRetrieval } from '../../retrieval/index.js';
import { eventFormat, fieldsIn, responseTo, retrievalOf, type Rounds } from '../../wire/index.js';

/** The places where responses report usage. */
const USAGE = ['usage', 'usageMetadata'];

/**
 * Returns the response `first`, or the last one of those that follow it. `gone` is aborted when the client stops
 * reading.
 */
export async function follow(rounds: Rounds<Response>, first: Response, gone: AbortController): Promise<Response> {
  if (first.status !== 200 || !first.body) return first;
  const isStream = first.headers.get('content-type')?.startsWith('text/event-stream') === true;
  return isStream
    ? again(
        first,
        bodyOf((aside) => streamed(rounds, first, aside), gone),
      )
    : whole(rounds, first);
}

/**
 * Follows a response that is not streamed. Its usage is that of all rounds. If a later round is refused, that refusal
 * is the response.
 */
async function whole(rounds: Rounds<Response>, first: Response): Promise<Response> {
  let last = first;
  let bytes = Buffer.alloc(0);
  const { usage, rounds: all } = await runWithRetrieval({
    ...retrievalOf(rounds),
    send: async (request) => {
      last = await responseTo(rounds, request, first);
      bytes = Buffer.from(await last.arrayBuffer());
      return last.status === 200 ? valueIn(bytes) : undefined;
    },
  });
  const isOne = all.length === 1 || last.status !== 200 || !usage;
  return again(last, isOne ? bytes : withUsage(bytes, usage));
}

/** Takes the bytes of comments, which are no events: providers send them so that idle connections stay open. */
type Aside = (raw: Uint8Array) => void;

/** Yields the bytes of a stream, event by event. */
async function* streamed(
  rounds: Rounds<Response>,
  first: Response,
  aside: Aside,
): AsyncGenerator<Uint8Array, void, undefined> {
  const events = eventFormat(first.headers.get('content-type') ?? undefined, rounds.shape);
  const stream = streamWithRetrieval({
    ...retrievalOf(rounds),
    send: async (request) => {
      const { status, body } = await responseTo(rounds, request, first);
      if (status !== 200 || !body) throw new Refused(status);
      return events.read(body, aside);
    },
  });
  try {
    for await (const event of stream) yield events.write(event);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The client already has the status of the first response, so only an event can report this.
    yield events.error(error.status, error.message);
  }
  if (events.end.length > 0) yield events.end;
}

/** A later round was not answered by a model. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the provider answered with ${status}`);
    this.status = status;
  }
}

/** Turns bytes into a body. It reads only as fast as the client does, and stops when the client does. */
function bodyOf(
  bytesOf: (aside: Aside) => AsyncGenerator<Uint8Array, void, undefined>,
  gone: AbortController,
): ReadableStream<Uint8Array> {
  let bytes: AsyncGenerator<Uint8Array, void, undefined>;
  let isRead = true;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        bytes = bytesOf((raw) => {
          if (isRead) controller.enqueue(raw);
        });
      },
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else if (isRead) controller.enqueue(value);
      },
      async cancel(reason) {
        isRead = false;
        gone.abort(reason);
        await bytes.return().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Replaces the body of a response. The new one has no content encoding. */
function again(response: Response, body: Buffer | ReadableStream<Uint8Array>): Response {
  const { status, statusText, url } = response;
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  const isEmpty = Buffer.isBuffer(body) && body.length === 0;
  const made = new Response(isEmpty ? null : (body as ConstructorParameters<typeof Response>[0]), {
    status,
    statusText,
    headers,
  });
  return Object.defineProperty(made, 'url', { value: url });
}

function withUsage(bytes: Buffer, usage: object): Buffer {
  const fields = fieldsIn(bytes);
  const span = USAGE.map((name) => fields?.get(name)).find((found) => found !== undefined);
  if (!span) return bytes;
  return Buffer.concat([bytes.subarray(0, span.start), Buffer.from(JSON.stringify(usage)), bytes.subarray(span.end)]);
}

function valueIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
