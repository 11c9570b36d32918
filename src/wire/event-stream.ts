// AWS event streams (application/vnd.amazon.eventstream). They are read and passed on unchanged. The client checks
// the checksums.

/** A message starts with two lengths and their checksum, and ends with a checksum. */
const PRELUDE = 12;
const CHECKSUM = 4;

/** Splits a stream into messages, independently of its chunks. */
export class EventStreamReader {
  #chunks: Buffer[] = [];
  #length = 0;
  #isBroken = false;

  /** Bytes of a message that has not ended. */
  get waiting(): number {
    return this.#length;
  }

  /**
   * The payloads of the messages that end in this chunk, as JSON. The model's own event may be encoded in it once
   * more.
   */
  *push(chunk: Buffer): Generator<string, void, undefined> {
    if (this.#isBroken) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (;;) {
      const head = this.#peek(PRELUDE);
      if (!head) return;
      const [total, headers] = [head.readUInt32BE(0), head.readUInt32BE(4)];
      if (total < PRELUDE + headers + CHECKSUM) {
        this.#isBroken = true;
        this.#chunks = [];
        this.#length = 0;
        return;
      }
      const message = this.#peek(total);
      if (!message) return;
      const rest = message.subarray(total);
      this.#chunks = rest.length === 0 ? [] : [rest];
      this.#length -= total;
      yield unpacked(message.toString('utf8', PRELUDE + headers, total - CHECKSUM));
    }
  }

  /** Joins the chunks, once they have that length. */
  #peek(length: number): Buffer | undefined {
    if (this.#length < length) return undefined;
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks, this.#length)];
    return this.#chunks[0];
  }
}

/** InvokeModel wraps each event of the model in base64. */
function unpacked(payload: string): string {
  const packed = /^\{"bytes":"([A-Za-z0-9+/=]*)"/.exec(payload)?.[1];
  return packed === undefined ? payload : Buffer.from(packed, 'base64').toString();
}
