// Splits a stream into lines of a maximum length. Only the two ends of a longer line are kept.

/** The number of bytes kept of each end of a line that is too long. */
const END_BYTES = 4096;
const LINE_FEED = 10;

/** A receiver of lines. */
export interface LineReader {
  line(text: string): void;
  /** `ends` are the beginning and the end of the line. */
  tooLong(ends: readonly [string, string]): void;
}

/** Splits chunks into lines, in time and memory that are linear in their length. */
export class Lines {
  readonly #reader: LineReader;
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #length = 0;
  /** The ends of a line that is too long. */
  #ends: [Buffer, Buffer] | undefined;

  constructor(reader: LineReader, limit: number) {
    this.#reader = reader;
    this.#limit = limit;
  }

  /** Adds the next bytes of the stream. */
  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.#take(chunk.subarray(start, end));
      this.end();
      start = end + 1;
    }
    this.#take(chunk.subarray(start));
  }

  /** Ends the line, at a line end or at the end of the stream. */
  end(): void {
    const [pieces, ends] = [this.#pieces, this.#ends];
    [this.#pieces, this.#length, this.#ends] = [[], 0, undefined];
    const text = Buffer.concat(pieces).toString().trim();
    if (ends) this.#reader.tooLong([ends[0].toString(), ends[1].toString()]);
    else if (text !== '') this.#reader.line(text);
  }

  #take(piece: Buffer): void {
    if (this.#ends) {
      this.#ends[1] = Buffer.from(Buffer.concat([this.#ends[1], piece]).subarray(-END_BYTES));
      return;
    }
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length <= this.#limit) return;
    const all = Buffer.concat(this.#pieces);
    this.#ends = [Buffer.from(all.subarray(0, END_BYTES)), Buffer.from(all.subarray(-END_BYTES))];
    this.#pieces = [];
  }
}
