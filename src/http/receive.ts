// Reads the body of a request, up to a limit.
import type { IncomingMessage } from 'node:http';

/** The result of reading. */
export interface Received {
  readonly bytes: Buffer;
  /** True if the body is complete. Otherwise the rest can still be read from the request. */
  readonly isWhole: boolean;
}

/**
 * After this many bytes of a body, memory for its declared length is allocated. Joining many pieces at the end would
 * block the event loop.
 */
const LONG = 1 << 20;

/** Reads a body to its end, or until it is longer than `limit` bytes. @throws if the client closes the connection. */
export function receive(request: IncomingMessage, limit: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    let whole: Buffer | undefined;
    const stated = Number(request.headers['content-length'] ?? 0);
    const settle = (isWhole: boolean): void => {
      const joined = (): Buffer => (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
      resolve({ bytes: whole?.subarray(0, length) ?? joined(), isWhole });
      // The request outlives its body.
      chunks = [];
      whole = undefined;
      request.off('close', fail);
      if (isWhole) return;
      request.off('data', take).off('end', end);
      request.pause();
    };
    const take = (chunk: Buffer): void => {
      if (whole) whole.set(chunk, length);
      else chunks.push(chunk);
      length += chunk.length;
      if (!whole && length > LONG && stated > length && stated <= limit) {
        whole = Buffer.allocUnsafeSlow(stated);
        whole.set(Buffer.concat(chunks, length));
        chunks = [];
      }
      if (length > limit) settle(false);
    };
    const end = (): void => settle(true);
    const fail = (): void => reject(new Error('the client broke off'));
    // `close` follows each error. Without a listener, the error would end the process.
    request
      .on('data', take)
      .on('end', end)
      .on('close', fail)
      .on('error', () => undefined);
  });
}
