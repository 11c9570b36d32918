// Compresses the bodies of a server's requests that have a conversation, before the server's own code reads them.
import type { Headroom } from '../../headroom/index.js';
import { Compressor, routeOf } from '../../wire/index.js';
import { LIMITS } from '../limits.js';
import { modeOf } from '../options.js';

/** A request of a server. */
export interface Incoming {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly encoding?: string | undefined;
}

/** Compresses bodies without loss. The server itself answers, so calls of `headroom_retrieve` could not be answered. */
export class Bodies {
  readonly #compressor: Compressor;

  constructor(headroom: Headroom) {
    this.#compressor = new Compressor(headroom, modeOf(headroom), LIMITS, undefined);
  }

  /**
   * Returns the body in the form in which the server has it: bytes, text, or parsed JSON. Returns the given body if
   * it cannot be compressed.
   */
  async compress<B>(body: B, to: Incoming): Promise<B> {
    if (typeof body === 'string') return String(await this.#bytes(Buffer.from(body), to)) as B;
    if (body instanceof Uint8Array) return (await this.#bytes(bufferOf(body), to)) as Uint8Array as B;
    if (typeof body !== 'object' || body === null || !isConversation(to)) return body;
    try {
      const given = Buffer.from(JSON.stringify(body));
      const sent = await this.#bytes(given, to);
      return sent === given ? body : (JSON.parse(String(sent)) as B);
    } catch {
      return body;
    }
  }

  async #bytes(body: Buffer, { method, url, encoding }: Incoming): Promise<Buffer> {
    const route = routeOf(method, pathOf(url));
    return route ? (await this.#compressor.prepare(body, encoding, { path: url, route })).body : body;
  }
}

/** True if a request may have a conversation. */
export function isConversation({ method, url }: Incoming): boolean {
  return routeOf(method, pathOf(url)) !== undefined;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0]!;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
