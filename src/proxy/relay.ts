// Passes a response on as it arrives.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How it ended: the response was complete, or one side broke off. */
export type RelayEnd = 'complete' | 'client-gone' | 'provider-gone';

/**
 * Passes the body of a response on, no faster than the client takes it. If the provider breaks off, the connection to the client is broken off, too: half a
 * response must not look like a whole one.
 *
 * @param listen - gets each piece before it is passed on.
 */
export function relay(from: IncomingMessage, to: ServerResponse, listen?: (chunk: Buffer) => void): Promise<RelayEnd> {
  return new Promise((resolve) => {
    let end: RelayEnd = 'client-gone';
    const finish = (): void => {
      if (from.complete) {
        end = 'complete';
        to.end();
      } else breakOff();
    };
    const breakOff = (): void => {
      if (end === 'complete') return;
      if (!to.destroyed) end = 'provider-gone';
      to.destroy();
    };
    from.on('data', (chunk: Buffer) => {
      listen?.(chunk);
      if (!to.write(chunk)) from.pause();
    });
    from.on('end', finish).on('error', breakOff).on('close', breakOff);
    to.on('drain', () => from.resume());
    to.on('error', () => undefined);
    to.on('close', () => {
      if (!from.complete) from.destroy();
      if (end === 'complete' && !to.writableFinished) end = 'client-gone';
      resolve(end);
    });
    if (to.destroyed) {
      from.destroy();
      resolve(end);
    }
  });
}
