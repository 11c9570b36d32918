// The events of Bedrock's streams, as values and back to the same bytes.
import { isRecord } from '../../../providers/index.js';
import type { ToolShape } from '../../../tool/index.js';
import { eventMessage, EventStreamReader, headersIn, unwrapped, type EventMessage } from '../../event-stream.js';
import type { EventFormat } from './format.js';
import { valuesIn } from './values.js';

/** The event of InvokeModel that wraps an event of the model. */
const CHUNK = 'chunk';
const EVENT = { ':content-type': 'application/json', ':message-type': 'event' };

/** Converse names events in a header; an event becomes `{ contentBlockDelta: … }`, as in AWS' SDK. InvokeModel wraps events of the model, which become what they are without the wrap. */
export class AwsEvents implements EventFormat {
  readonly #shape: ToolShape;
  readonly #raw = new WeakMap<object, Buffer>();
  #end: Buffer = Buffer.alloc(0);
  readonly keepAlive = undefined;

  constructor(shape: ToolShape) {
    this.#shape = shape;
  }

  async *read(
    chunks: AsyncIterable<Uint8Array>,
    aside: (raw: Buffer) => void | Promise<void>,
  ): AsyncGenerator<object, void, undefined> {
    const reader = new EventStreamReader();
    this.#end = Buffer.alloc(0);
    const decode = (message: EventMessage): object | undefined => valueIn(message, this.#shape);
    yield* valuesIn(chunks, { reader, decode, other: ({ raw }) => aside(raw), bytes: this.#raw });
    this.#end = reader.rest();
  }

  write(event: object): Buffer {
    const raw = this.#raw.get(event);
    if (raw) return raw;
    if (this.#shape !== 'bedrock') {
      const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
      return eventMessage({ ':event-type': CHUNK, ...EVENT }, JSON.stringify({ bytes }));
    }
    const [[type, value] = ['', {}]] = Object.entries(event);
    return eventMessage({ ':event-type': type, ...EVENT }, JSON.stringify(value));
  }

  error(_status: number, message: string): Buffer {
    const headers = { ...EVENT, ':message-type': 'exception', ':exception-type': 'modelStreamErrorException' };
    return eventMessage(headers, JSON.stringify({ message }));
  }

  get end(): Buffer {
    return this.#end;
  }
}

/** The value of an event. Undefined for exceptions, and for bytes that are damaged. */
function valueIn({ raw, payload }: EventMessage, shape: ToolShape): object | undefined {
  const headers = payload === undefined ? undefined : headersIn(raw);
  const type = headers?.get(':event-type');
  if (payload === undefined || type === undefined || headers?.get(':message-type') !== 'event') return undefined;
  try {
    const value: unknown = JSON.parse(shape === 'bedrock' ? payload : unwrapped(payload));
    if (!isRecord(value)) return undefined;
    return shape === 'bedrock' ? { [type]: value } : value;
  } catch {
    return undefined;
  }
}
