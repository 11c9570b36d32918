// Passes responses on in which calls of `headroom_retrieve` are answered.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isEventStream, responseHeaders, type HeaderChanges } from '../headers.js';
import type { Reported } from '../reading.js';
import { isAwsStream, type Rounds } from '../../wire/index.js';
import { lastResponse } from './plain.js';
import { relayStream } from './stream.js';

/** Whether a response can be read, so that calls in it can be answered. */
export function isReadable({ statusCode, headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding'];
  return statusCode === 200 && (encoding === undefined || encoding === 'identity');
}

/**
 * Passes the response `first` and those that follow it on as one. Returns their usage together, and the provider's reason for a miss.
 *
 * @param told - our own headers.
 * @throws where the provider or the client breaks off.
 */
export async function follow(
  rounds: Rounds<IncomingMessage>,
  first: IncomingMessage,
  to: ServerResponse,
  told: HeaderChanges,
): Promise<Reported> {
  if (isEventStream(first.headers) || isAwsStream(first.headers['content-type'])) {
    const headers = responseHeaders(first.rawHeaders, { ...told, 'content-length': undefined });
    to.writeHead(first.statusCode!, first.statusMessage!, headers);
    to.flushHeaders();
    return relayStream(rounds, first, to);
  }
  const { response, bytes, ...reported } = await lastResponse(rounds, first);
  const length = { 'content-length': String(bytes.length) };
  to.writeHead(
    response.statusCode!,
    response.statusMessage!,
    responseHeaders(response.rawHeaders, { ...told, ...length }),
  );
  to.end(bytes);
  return reported;
}
