// Events of a stream as values, and back as the bytes that they came as.
import type { IncomingMessage } from 'node:http';
import { isRecord } from '../../providers/index.js';
import type { ToolShape } from '../../tool/index.js';
import type { Usage } from '../../usage/index.js';
import { UsageReading } from '../reading.js';
import { SseReader, type SseEvent } from '../sse.js';

/** What Chat Completions say behind the last event. */
const DONE = '[DONE]';
/** These say in each event what it is. */
const NAMED: ReadonlySet<ToolShape> = new Set(['anthropic', 'responses']);

/** Reads streams, and remembers how each event was written. */
export class Events {
  readonly #shape: ToolShape;
  readonly #raw = new WeakMap<object, Buffer>();
  #end: Buffer = Buffer.alloc(0);
  #reading: UsageReading | undefined;

  constructor(shape: ToolShape) {
    this.#shape = shape;
  }

  /** The events of a response. What is none, such as a comment, is handed to `aside` in its place. */
  async *read(
    response: IncomingMessage,
    aside: (raw: Buffer) => Promise<void>,
  ): AsyncGenerator<object, void, undefined> {
    const reader = new SseReader();
    const reading = new UsageReading(response);
    this.#reading = reading;
    this.#end = Buffer.alloc(0);
    for await (const chunk of response) {
      reading.take(chunk as Buffer);
      for (const event of reader.push(chunk as Buffer)) {
        const value = valueIn(event);
        if (value) {
          this.#raw.set(value, event.raw);
          yield value;
        } else if (event.data === DONE) this.#end = event.raw;
        else await aside(event.raw);
      }
    }
    this.#end = Buffer.concat([this.#end, reader.rest()]);
  }

  /** What the last response used. */
  usage(): Promise<Usage | undefined> {
    return this.#reading?.usage() ?? Promise.resolve(undefined);
  }

  /** How an event goes on. */
  write(event: object): Buffer {
    const raw = this.#raw.get(event);
    if (raw) return raw;
    const { type } = event as { type?: unknown };
    const name = NAMED.has(this.#shape) && typeof type === 'string' ? `event: ${type}\n` : '';
    return Buffer.from(`${name}data: ${JSON.stringify(event)}\n\n`);
  }

  /** What stood behind the events of the last response. */
  get end(): Buffer {
    return this.#end;
  }
}

function valueIn({ data }: SseEvent): object | undefined {
  try {
    const value: unknown = JSON.parse(data ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
