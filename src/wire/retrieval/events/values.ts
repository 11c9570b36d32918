// Reads a stream as values, and remembers the bytes of each.

/** Splits a stream into events. */
interface Reader<E> {
  push(chunk: Buffer): Iterable<E>;
}

/** How the events of a stream are read. */
interface Reading<E> {
  readonly reader: Reader<E>;
  /** The value of an event. Undefined for anything else, such as a comment. */
  readonly decode: (event: E) => object | undefined;
  /** Takes what has no value. */
  readonly other: (event: E) => void | Promise<void>;
  /** The bytes of each value. */
  readonly bytes: WeakMap<object, Buffer>;
}

/** Yields the values of a stream. */
export async function* valuesIn<E extends { readonly raw: Buffer }>(
  chunks: AsyncIterable<Uint8Array>,
  { reader, decode, other, bytes }: Reading<E>,
): AsyncGenerator<object, void, undefined> {
  for await (const { buffer, byteOffset, byteLength } of chunks) {
    for (const event of reader.push(Buffer.from(buffer, byteOffset, byteLength))) {
      const value = decode(event);
      if (value) {
        bytes.set(value, event.raw);
        yield value;
      } else await other(event);
    }
  }
}
