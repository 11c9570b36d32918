// Answers calls of `headroom_retrieve` inside streams.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamWithRetrieval } from '../../retrieval/index.js';
import { usageOf } from '../../usage/index.js';
import { eventFormat, responseTo, retrievalOf, type EventFormat, type Rounds } from '../../wire/index.js';
import { UsageReading, type Reported } from '../reading.js';
import { answered, Unanswered } from './answered.js';

/** The interval of keep-alive bytes while the next response is awaited, in milliseconds. */
const KEEP_ALIVE_MS = 10_000;

/** Hands the stream `first` on to the client, and those that follow it. Gives what they used together. @throws where one breaks off. */
export async function relayStream(
  rounds: Rounds<IncomingMessage>,
  first: IncomingMessage,
  to: ServerResponse,
): Promise<Reported> {
  const events = eventFormat(first.headers['content-type'], rounds.shape);
  let reading: UsageReading | undefined;
  let missReason: string | undefined;
  const write = (bytes: Buffer): Promise<void> => written(to, bytes);
  const stream = streamWithRetrieval({
    ...retrievalOf(rounds),
    send: async (request) => {
      const response = await awaited(responseTo(answered(rounds), request, first), to, events);
      missReason ??= reading?.missReason;
      reading = new UsageReading(response);
      return events.read(readBy(reading, response), write);
    },
  });
  try {
    for await (const event of stream) await write(events.write(event));
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    // The status was sent already, so only an event can report the error.
    error.response.resume();
    await write(events.error(error.response.statusCode!, error.message));
  }
  await write(events.end);
  to.end();
  // A response with several candidates is not followed, and only the usage of the last response is known.
  const usage = stream.outcome?.usage;
  const last = await reading?.usage();
  return { usage: usage ? usageOf(usage) : last, missReason: missReason ?? reading?.missReason };
}

/** The chunks of a response, whose usage is read beside them. */
async function* readBy(reading: UsageReading, response: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of response) {
    reading.take(chunk as Buffer);
    yield chunk as Buffer;
  }
}

/** Waits, and sends keep-alive bytes meanwhile. */
async function awaited<T>(work: Promise<T>, to: ServerResponse, { keepAlive }: EventFormat): Promise<T> {
  const timer = setInterval(() => keepAlive && to.write(keepAlive), KEEP_ALIVE_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** Writes bytes, and waits until the client has room for more. */
async function written(to: ServerResponse, bytes: Buffer): Promise<void> {
  if (bytes.length === 0 || to.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      to.off('drain', go).off('close', go);
      resolve();
    };
    to.on('drain', go).on('close', go);
  });
}
