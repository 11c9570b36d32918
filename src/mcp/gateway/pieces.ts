/** The maximum length of a line that is examined, in bytes. A longer one is passed on as it comes. */
const MAX_LINE = 32 * 2 ** 20;
const LINE_FEED = 10;

/**
 * Splits a stream into lines with their line ends. A line that is too long comes in pieces. `take` gets each piece,
 * and whether it is a whole line.
 */
export class Pieces {
  readonly #take: (bytes: Buffer, isLine: boolean) => void;
  #held: Buffer[] = [];
  #length = 0;
  #isTooLong = false;

  constructor(take: (bytes: Buffer, isLine: boolean) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.#add(chunk.subarray(start, end + 1));
      this.end();
      start = end + 1;
    }
    if (start < chunk.length) this.#add(chunk.subarray(start));
  }

  /** Ends the line, at a line end or at the end of the stream. */
  end(): void {
    const [line, isLine] = [Buffer.concat(this.#held), !this.#isTooLong];
    [this.#held, this.#length, this.#isTooLong] = [[], 0, false];
    if (line.length > 0) this.#take(line, isLine);
  }

  #add(piece: Buffer): void {
    this.#held.push(piece);
    this.#length += piece.length;
    this.#isTooLong ||= this.#length > MAX_LINE;
    if (!this.#isTooLong) return;
    this.#take(Buffer.concat(this.#held), false);
    this.#held = [];
  }
}
