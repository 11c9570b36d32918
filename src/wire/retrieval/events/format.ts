/** How the events of a stream are written. One instance reads the streams of all rounds, and remembers the bytes of each event. */
export interface EventFormat {
  /** The events of a response. Anything else, such as a comment, is passed to `aside`. */
  read(
    chunks: AsyncIterable<Uint8Array>,
    aside: (raw: Buffer) => void | Promise<void>,
  ): AsyncGenerator<object, void, undefined>;
  /** Writes an event: by the bytes that it was read from, if there are any. */
  write(event: object): Buffer;
  /** An event that tells of an error after the status was sent. */
  error(status: number, message: string): Buffer;
  /** Bytes that tell the client that work goes on. Undefined if the format has none. */
  readonly keepAlive: Buffer | undefined;
  /** The bytes behind the events of the last response. */
  readonly end: Buffer;
}
