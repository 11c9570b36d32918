// Server-sent events, as values and back to the same bytes.
import { isRecord } from '../../../providers/index.js';
import type { ToolShape } from '../../../tool/index.js';
import { errorIn } from '../../error-body.js';
import { SseReader, type SseEvent } from '../../sse.js';
import type { EventFormat } from './format.js';
import { valuesIn } from './values.js';

/** Chat Completions sends this after the last event. */
const DONE = '[DONE]';
/** Providers whose events contain their own type. */
const NAMED: ReadonlySet<ToolShape> = new Set(['anthropic', 'responses']);

/** Comments, which clients skip. */
const KEEP_ALIVE = Buffer.from(': headroom retrieves what was left out\n\n');

export class SseEvents implements EventFormat {
  readonly #shape: ToolShape;
  readonly #raw = new WeakMap<object, Buffer>();
  #end: Buffer = Buffer.alloc(0);
  readonly keepAlive: Buffer = KEEP_ALIVE;

  constructor(shape: ToolShape) {
    this.#shape = shape;
  }

  async *read(
    chunks: AsyncIterable<Uint8Array>,
    aside: (raw: Buffer) => void | Promise<void>,
  ): AsyncGenerator<object, void, undefined> {
    const reader = new SseReader();
    this.#end = Buffer.alloc(0);
    const other = ({ data, raw }: SseEvent): void | Promise<void> => {
      if (data !== DONE) return aside(raw);
      this.#end = raw;
    };
    yield* valuesIn(chunks, { reader, decode: valueIn, other, bytes: this.#raw });
    this.#end = Buffer.concat([this.#end, reader.rest()]);
  }

  write(event: object): Buffer {
    const raw = this.#raw.get(event);
    if (raw) return raw;
    const { type } = event as { type?: unknown };
    const name = NAMED.has(this.#shape) && typeof type === 'string' ? `event: ${type}\n` : '';
    return Buffer.from(`${name}data: ${JSON.stringify(event)}\n\n`);
  }

  error(status: number, message: string): Buffer {
    return this.write(errorIn(this.#shape, status, message));
  }

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
