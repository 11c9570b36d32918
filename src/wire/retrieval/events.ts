// Converts the events of a stream to values and back to the same bytes.
import { isRecord } from '../../providers/index.js';
import type { ToolShape } from '../../tool/index.js';
import { SseReader, type SseEvent } from '../sse.js';

/** Chat Completions sends this after the last event. */
const DONE = '[DONE]';
/** Providers whose events contain their own type. */
const NAMED: ReadonlySet<ToolShape> = new Set(['anthropic', 'responses']);

/** Reads streams, and remembers the bytes of each event. */
export class Events {
  readonly #shape: ToolShape;
  readonly #raw = new WeakMap<object, Buffer>();
  #end: Buffer = Buffer.alloc(0);

  constructor(shape: ToolShape) {
    this.#shape = shape;
  }

  /** The events of a response. Anything else, such as a comment, is passed to `aside`. */
  async *read(
    chunks: AsyncIterable<Uint8Array>,
    aside: (raw: Buffer) => void | Promise<void>,
  ): AsyncGenerator<object, void, undefined> {
    const reader = new SseReader();
    this.#end = Buffer.alloc(0);
    for await (const { buffer, byteOffset, byteLength } of chunks) {
      for (const event of reader.push(Buffer.from(buffer, byteOffset, byteLength))) {
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

  /** Writes an event. */
  write(event: object): Buffer {
    const raw = this.#raw.get(event);
    if (raw) return raw;
    const { type } = event as { type?: unknown };
    const name = NAMED.has(this.#shape) && typeof type === 'string' ? `event: ${type}\n` : '';
    return Buffer.from(`${name}data: ${JSON.stringify(event)}\n\n`);
  }

  /** The bytes behind the events of the last response. */
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
