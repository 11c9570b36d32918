// Passes a response on as it comes.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How it ended: all of it was handed on, or one side broke off. */
export type RelayEnd = 'complete' | 'client-gone' | 'provider-gone';

/**
 * Hands the body of a response on, no faster than the client takes it. Where the provider breaks off, so does this: half a response never looks like a whole one.
 *
 * @param listen - sees each piece before it goes on.
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
