// An instance with an original, and calls that retrieve it.
import { Headroom } from '@headroom/native';
import {
  streamWithRetrieval,
  type Retrieval,
  type RetrievalOptions,
  type RetrievalStream,
} from '@headroom/native/retrieval';
import { withServer, type Answer, type Call, type Json, type Protocol, type Server } from './protocols/index.js';

/** The original. */
export const LOG: string = Array.from({ length: 4113 }, (_, line) => `line ${line + 1} of the log\n`).join('');

/** The instance that stores it. */
export const headroom: Headroom = new Headroom({ store: ':memory:', scope: 'retrieval' });
/** Its handle. */
export const [HANDLE] = (await (await headroom.originals()).put([LOG])) as [string];

/** A call that retrieves some lines. */
export function retrieves(id: string, lines: string): Call {
  return { id, name: 'headroom_retrieve', input: { handle: HANDLE, lines } };
}

/** The result of retrieving one line. */
export function retrieved(line: number): string {
  return `line ${line} of 4,113\nline ${line} of the log\n`;
}

/** A call of another tool. */
export function asks(id: string): Call {
  return { id, name: 'query', input: { of: id } };
}

/** Why the conversation ended, the number of rounds, and the ids of answered calls. */
export function ending({ ended, rounds, resolved }: Retrieval): [string, number, readonly string[]] {
  return [ended, rounds.length, resolved];
}

/** Additional options. */
export type More = Partial<RetrievalOptions<Json>>;

/** The events of a stream, its outcome, and the bodies of its requests. */
export interface Streamed {
  readonly events: Json[];
  readonly outcome: Retrieval;
  readonly bodies: Json[];
}

/** A stream for a request with the prompt `Why?`. */
export function open(
  protocol: Protocol,
  server: Server,
  more: More & { send?: Server['stream'] } = {},
): RetrievalStream<Json> {
  return streamWithRetrieval({ headroom, request: protocol.request('Why?'), send: server.stream, ...more });
}

/** Reads the whole stream for these answers of a provider. */
export function streamed(protocol: Protocol, answers: readonly Answer[], more: More = {}): Promise<Streamed> {
  return withServer(protocol, answers, async (server) => {
    const stream = open(protocol, server, more);
    return { events: await all(stream), outcome: stream.outcome!, bodies: server.bodies };
  });
}

/** Reads all events of a stream. */
export async function all<E>(stream: AsyncIterable<E>): Promise<E[]> {
  const events: E[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
