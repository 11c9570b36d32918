// Limits the requests of each client in a minute. A bucket fills evenly, and holds the requests of one minute.
import type { Turned } from './turned.js';

/** Maximum number of clients with a bucket. The least recently seen one is forgotten first. */
const MAX_CLIENTS = 10_000;
const MINUTE_MS = 60_000;

export class RateLimit {
  readonly #perMinute: number;
  readonly #clients = new Map<string, { left: number; at: number }>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Takes one request of a client. Returns why it is refused, or undefined. */
  take(client: string, now: number = performance.now()): Turned | undefined {
    const perMs = this.#perMinute / MINUTE_MS;
    const before = this.#clients.get(client) ?? { left: this.#perMinute, at: now };
    const left = Math.min(this.#perMinute, before.left + (now - before.at) * perMs);
    this.#clients.delete(client);
    this.#clients.set(client, { left: left < 1 ? left : left - 1, at: now });
    const [oldest] = this.#clients.keys();
    if (this.#clients.size > MAX_CLIENTS) this.#clients.delete(oldest!);
    if (left >= 1) return undefined;
    const seconds = Math.max(1, Math.ceil((1 - left) / perMs / 1000));
    return {
      status: 429,
      message: `at most ${this.#perMinute} requests a minute; try again in ${seconds} seconds.`,
      headers: { 'retry-after': String(seconds) },
    };
  }
}
