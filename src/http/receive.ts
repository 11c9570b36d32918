// Reads the body of a request, up to a limit.
import type { IncomingMessage } from 'node:http';

/** The result of reading. */
export interface Received {
  readonly bytes: Buffer;
  /** True if the body is complete. Otherwise the rest can still be read from the request. */
  readonly isWhole: boolean;
}

/** Reads a body to its end, or until it is longer than `limit` bytes. @throws if the client breaks off. */
export function receive(request: IncomingMessage, limit: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (isWhole: boolean): void => {
      request.off('data', take).off('end', end).off('close', fail);
      request.pause();
      resolve({ bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length), isWhole });
    };
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      length += chunk.length;
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
