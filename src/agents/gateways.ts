import { createHash } from 'node:crypto';
import { Failure } from '../failure/index.js';
import type { OwnAddress } from './agent.js';

/**
 * The addresses that the user has chosen in the place of a provider's. The proxy sends requests on to them, because
 * the user's key is meant for them.
 */
export class Gateways {
  /** Their addresses by the names that the proxy needs for them. */
  readonly upstreams: Record<string, string> = {};
  readonly #proxyUrl: string;

  constructor(proxyUrl: string) {
    this.#proxyUrl = proxyUrl;
  }

  /**
   * Returns the address at which the proxy reaches one. An address of the proxy itself stays, as in an agent that a
   * wrapped agent started. @throws {@link Failure} if the proxy cannot ask it, or must not.
   */
  addressOf({ url, from, isProject }: Omit<OwnAddress, 'provider'>): string {
    if (isProject)
      throw new Failure(
        `${from} belongs to a project and names an address for a provider. The proxy sends keys only to addresses that you set for all projects: set it in the agent's file in your home or in your environment, or use the agent without wrap here`,
      );
    if (typeof url !== 'string' || !isHttp(url))
      throw new Failure(
        `${from} names an address that the proxy cannot ask: write it as https://host/path, or remove it for this command`,
      );
    if (new URL(url).origin === this.#proxyUrl) return url;
    const name = `gateway-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`;
    this.upstreams[name] = url;
    return `${this.#proxyUrl}/${name}`;
  }
}

function isHttp(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
