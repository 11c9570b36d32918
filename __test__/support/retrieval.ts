// An instance with something to retrieve, and a model that asks for it.
import { Headroom } from '@headroom/native';
import {
  streamWithRetrieval,
  type Retrieval,
  type RetrievalOptions,
  type RetrievalStream,
} from '@headroom/native/retrieval';
import { withServer, type Answer, type Call, type Json, type Protocol, type Server } from './protocols/index.js';

/** A text that was left out somewhere. */
export const LOG: string = Array.from({ length: 4113 }, (_, line) => `line ${line + 1} of the log\n`).join('');

/** The instance that has it. */
export const headroom: Headroom = new Headroom({ store: ':memory:', scope: 'retrieval' });
/** Its handle. */
export const [HANDLE] = (await (await headroom.originals()).put([LOG])) as [string];

/** A call for some lines. */
export function retrieves(id: string, lines: string): Call {
  return { id, name: 'headroom_retrieve', input: { handle: HANDLE, lines } };
}

/** What it gets. */
export function retrieved(line: number): string {
  return `line ${line} of 4,113\nline ${line} of the log\n`;
}

/** A call of another tool. */
export function asks(id: string): Call {
  return { id, name: 'query', input: { of: id } };
}

/** How it ended, in how many rounds, with which calls answered. */
export function ending({ ended, rounds, resolved }: Retrieval): [string, number, readonly string[]] {
  return [ended, rounds.length, resolved];
}

/** Options beside those that a test needs. */
export type More = Partial<RetrievalOptions<Json>>;

/** What came of a stream. */
export interface Streamed {
  readonly events: Json[];
  readonly outcome: Retrieval;
  readonly bodies: Json[];
}

/** A stream that asks why. */
export function open(
  protocol: Protocol,
  server: Server,
  more: More & { send?: Server['stream'] } = {},
): RetrievalStream<Json> {
  return streamWithRetrieval({ headroom, request: protocol.request('Why?'), send: server.stream, ...more });
}

/** Everything that comes where a provider answers like this. */
export function streamed(protocol: Protocol, answers: readonly Answer[], more: More = {}): Promise<Streamed> {
  return withServer(protocol, answers, async (server) => {
    const stream = open(protocol, server, more);
    return { events: await all(stream), outcome: stream.outcome!, bodies: server.bodies };
  });
}

/** All that a stream gives. */
export async function all<E>(stream: AsyncIterable<E>): Promise<E[]> {
  const events: E[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
