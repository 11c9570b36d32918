// Identifies clients by a keyed hash, so that no credential is kept, not even in memory.
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const KEY = randomBytes(32);
/** Headers with credentials. */
const CREDENTIALS = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'x-headroom-token', 'cookie'];

/** A hash with a key that only this process has. */
export function keyed(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHmac('sha256', KEY);
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64');
}

export function credentialsOf({ headers }: IncomingMessage): string {
  return CREDENTIALS.map((name) => `${name}=${String(headers[name] ?? '')}`).join('\n');
}

/** The identity of a client: a hash of its credentials and its address. */
export function clientOf(request: IncomingMessage): string {
  return keyed(credentialsOf(request), request.socket.remoteAddress ?? '');
}
