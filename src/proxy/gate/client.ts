// Who sends a request, told apart by a keyed hash: credentials are kept nowhere, not in memory either.
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const KEY = randomBytes(32);
/** Headers in which clients say who they are. */
const CREDENTIALS = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'x-headroom-token', 'cookie'];

/** A hash that only this process can make. */
export function keyed(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHmac('sha256', KEY);
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64');
}

export function credentialsOf({ headers }: IncomingMessage): string {
  return CREDENTIALS.map((name) => `${name}=${String(headers[name] ?? '')}`).join('\n');
}

/** What a client is known by: its credentials and its address. */
export function clientOf(request: IncomingMessage): string {
  return keyed(credentialsOf(request), request.socket.remoteAddress ?? '');
}
