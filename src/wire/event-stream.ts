// AWS event streams (application/vnd.amazon.eventstream): messages with lengths, headers, a payload and checksums.
import zlib from 'node:zlib';

/** A message starts with two lengths and their checksum, and ends with a checksum of all of it. */
const PRELUDE = 12;
const CHECKSUM = 4;
/** Maximum length of a message: 16 MiB of payload and 128 KiB of headers. */
const MAX_MESSAGE = 2 ** 24 + 2 ** 17 + PRELUDE + CHECKSUM;
/** The type of a header whose value is a string. */
const STRING = 7;

/** A message of a stream, or bytes that are none. */
export interface EventMessage {
  /** All its bytes. Together the messages make up the stream. */
  readonly raw: Buffer;
  /** Undefined for bytes that are no message. */
  readonly payload: string | undefined;
}

/** Splits a stream into messages, wherever its chunks end. Once it is broken, its chunks are returned as they come. */
export class EventStreamReader {
  #chunks: Buffer[] = [];
  #length = 0;
  #isBroken = false;

  /** Bytes of a message that has not ended. */
  get waiting(): number {
    return this.#length;
  }

  /** The messages that end in this chunk. */
  *push(chunk: Buffer): Generator<EventMessage, void, undefined> {
    if (this.#isBroken) {
      yield { raw: chunk, payload: undefined };
      return;
    }
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (;;) {
      const head = this.#peek(PRELUDE);
      if (!head) return;
      const [total, headers] = [head.readUInt32BE(0), head.readUInt32BE(4)];
      if (total < PRELUDE + headers + CHECKSUM || total > MAX_MESSAGE) {
        this.#isBroken = true;
        yield { raw: this.rest(), payload: undefined };
        return;
      }
      const bytes = this.#peek(total);
      if (!bytes) return;
      const [raw, rest] = [bytes.subarray(0, total), bytes.subarray(total)];
      this.#chunks = rest.length === 0 ? [] : [rest];
      this.#length -= total;
      yield { raw, payload: raw.toString('utf8', PRELUDE + headers, total - CHECKSUM) };
    }
  }

  /** The rest when the stream ends: an incomplete message. */
  rest(): Buffer {
    const rest = Buffer.concat(this.#chunks, this.#length);
    this.#chunks = [];
    this.#length = 0;
    return rest;
  }

  /** Joins the chunks, once they have that length. */
  #peek(length: number): Buffer | undefined {
    if (this.#length < length) return undefined;
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks, this.#length)];
    return this.#chunks[0];
  }
}

/** The headers of a message whose values are strings. Undefined if a checksum is wrong, or a header cannot be read. */
export function headersIn(raw: Buffer): ReadonlyMap<string, string> | undefined {
  const end = PRELUDE + raw.readUInt32BE(4);
  const isIntact =
    raw.readUInt32BE(PRELUDE - CHECKSUM) === zlib.crc32(raw.subarray(0, PRELUDE - CHECKSUM)) &&
    raw.readUInt32BE(raw.length - CHECKSUM) === zlib.crc32(raw.subarray(0, raw.length - CHECKSUM));
  if (!isIntact) return undefined;
  const headers = new Map<string, string>();
  let at = PRELUDE;
  while (at < end) {
    const nameEnd = at + 1 + raw[at]!;
    // Bedrock has no headers of other types. Both lengths have to be inside the headers.
    if (nameEnd + 3 > end || raw[nameEnd] !== STRING) return undefined;
    const valueEnd = nameEnd + 3 + raw.readUInt16BE(nameEnd + 1);
    if (valueEnd > end) return undefined;
    headers.set(raw.toString('utf8', at + 1, nameEnd), raw.toString('utf8', nameEnd + 3, valueEnd));
    at = valueEnd;
  }
  return headers;
}

/** Writes a message. */
export function eventMessage(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const head = Buffer.concat(
    Object.entries(headers).flatMap(([name, value]) => {
      const [key, text] = [Buffer.from(name), Buffer.from(value)];
      const size = Buffer.from([STRING, text.length >> 8, text.length & 0xff]);
      return [Buffer.from([key.length]), key, size, text];
    }),
  );
  const body = Buffer.from(payload);
  const message = Buffer.alloc(PRELUDE + head.length + body.length + CHECKSUM);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(zlib.crc32(message.subarray(0, PRELUDE - CHECKSUM)), PRELUDE - CHECKSUM);
  head.copy(message, PRELUDE);
  body.copy(message, PRELUDE + head.length);
  message.writeUInt32BE(zlib.crc32(message.subarray(0, message.length - CHECKSUM)), message.length - CHECKSUM);
  return message;
}

/** InvokeModel wraps each event of the model in base64. Other payloads are returned as they are. */
export function unwrapped(payload: string): string {
  const packed = /^\{"bytes":"([A-Za-z0-9+/=]*)"/.exec(payload)?.[1];
  return packed === undefined ? payload : Buffer.from(packed, 'base64').toString();
}
