// Streams in which calls of ours are answered.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamWithRetrieval } from '../../retrieval/index.js';
import { usageOf, type Usage } from '../../usage/index.js';
import { errorIn } from '../reply.js';
import { Events } from './events.js';
import { retrievalOf, responseTo, Unanswered, type Rounds } from './rounds.js';

/** How often a client is told that work goes on while nothing comes, in milliseconds. */
const KEEP_ALIVE_MS = 10_000;
const COMMENT = ': headroom retrieves what was left out\n\n';

/** Hands the stream `first` on to the client, and those that follow it. Gives what they used together. @throws where one breaks off. */
export async function relayStream(
  rounds: Rounds,
  first: IncomingMessage,
  to: ServerResponse,
): Promise<Usage | undefined> {
  const events = new Events(rounds.shape);
  const write = (bytes: Buffer): Promise<void> => written(to, bytes);
  const stream = streamWithRetrieval({
    ...retrievalOf(rounds),
    send: async (request) => events.read(await awaited(responseTo(rounds, request, first), to), write),
  });
  try {
    for await (const event of stream) await write(events.write(event));
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    // The status is sent: only an event can still say it.
    error.response.resume();
    await write(events.write({ ...errorIn(rounds.shape, error.response.statusCode!, error.message) }));
  }
  await write(events.end);
  to.end();
  // Of several answers to choose from none is gone on with, and only the last response is read.
  const usage = stream.outcome?.usage;
  return usage ? usageOf(usage) : events.usage();
}

/** Waits, and lets the client know that. */
async function awaited<T>(work: Promise<T>, to: ServerResponse): Promise<T> {
  const timer = setInterval(() => to.write(COMMENT), KEEP_ALIVE_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** Writes bytes, and waits where the client does not take them yet. */
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
