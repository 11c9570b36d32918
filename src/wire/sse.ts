// Server-sent events (HTML, section 9.2). A stream of bytes is split into events, and no byte changes.

/** An event, or comments and blank lines between events. */
export interface SseEvent {
  /** All its bytes, with the blank line that ends it. Together the events make up the stream. */
  readonly raw: Buffer;
  /** The content of its `data` lines. */
  readonly data: string | undefined;
}

const [LF, CR] = [0x0a, 0x0d];

/**
 * Splits a stream at the ends of its events, independently of its chunks. The time is linear in the stream's length,
 * even with tiny chunks.
 */
export class SseReader {
  #pieces: Buffer[] = [];
  #length = 0;
  /** Bytes of the line so far. */
  #line = 0;
  #isAfterCr = false;

  /** Bytes of an event that has not ended. */
  get waiting(): number {
    return this.#length;
  }

  /** The events that end in this chunk. */
  *push(chunk: Buffer): Generator<SseEvent, void, undefined> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      const isSecond = byte === LF && this.#isAfterCr;
      this.#isAfterCr = byte === CR;
      if (isSecond) continue;
      if (byte !== LF && byte !== CR) {
        this.#line += 1;
        continue;
      }
      const isBlank = this.#line === 0;
      this.#line = 0;
      if (!isBlank) continue;
      this.#add(chunk.subarray(start, at + 1));
      start = at + 1;
      yield this.#take();
    }
    if (start < chunk.length) this.#add(chunk.subarray(start));
  }

  /** The rest when the stream ends: an incomplete event. */
  rest(): Buffer {
    return this.#take().raw;
  }

  #add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  #take(): SseEvent {
    const raw = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces, this.#length);
    this.#pieces = [];
    this.#length = 0;
    return {
      raw,
      get data() {
        return dataIn(raw);
      },
    };
  }
}

function dataIn(raw: Buffer): string | undefined {
  const lines = raw
    .toString()
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(line[5] === ' ' ? 6 : 5));
  return lines.length === 0 ? undefined : lines.join('\n');
}
