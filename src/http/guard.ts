// Access control of our servers. A page in the user's browser has no access, although it can reach loopback.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { ConfigurationError } from '../errors/index.js';
import { valuesOf } from './headers.js';

/** Why a request is refused. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/**
 * The access to a route. `open`: everybody. `own`: the token, also as a bearer token. `provider`: the token in our
 * own header, because the provider uses the others.
 */
export type Access = 'open' | 'own' | 'provider';

export const TOKEN_HEADER = 'x-headroom-token';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** True if an address, or `localhost`, belongs to this machine only. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host === 'localhost' : LOOPBACK.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** The minimum length of a token, in characters. */
const MIN_TOKEN = 16;

/** @throws `ConfigurationError` for a short token, and for an address beyond this machine without one. */
export function needToken(host: string, token: string | undefined): void {
  if (token !== undefined && token.length < MIN_TOKEN)
    throw new ConfigurationError(`option \`token\`: at least ${MIN_TOKEN} characters`, 'token');
  if (token === undefined && !isLoopback(host))
    throw new ConfigurationError(
      `${host} can be reached from other machines: set a token in HEADROOM_PROXY_TOKEN, or listen on 127.0.0.1`,
      'token',
    );
}

/** Checks each request before anything else happens. */
export class Guard {
  readonly #server: string;
  readonly #hosts: ReadonlySet<string>;
  readonly #token: Buffer | undefined;
  readonly #isLocal: boolean;

  /**
   * @param server - the name of the server in refusals.
   * @param host - the address on which it listens.
   */
  constructor(server: string, host: string, token: string | undefined, allowedHosts: readonly string[] = []) {
    this.#server = server;
    this.#isLocal = isLoopback(host);
    this.#hosts = new Set([host, ...allowedHosts].map((name) => name.toLowerCase()));
    this.#token = token === undefined ? undefined : digest(token);
  }

  /** Returns why a request is refused, or undefined. `access` says whether it needs the token, and in which headers. */
  check(request: IncomingMessage, access: Access): Refusal | undefined {
    return (
      wrongForm(request) ??
      this.#wrongHost(request) ??
      wrongOrigin(request) ??
      (access === 'open' ? undefined : this.#wrongToken(request, access))
    );
  }

  /** Refuses unknown host names: an attacker's name may point to this machine (DNS rebinding). Addresses are safe. */
  #wrongHost({ rawHeaders }: IncomingMessage): Refusal | undefined {
    const [host, ...others] = valuesOf(rawHeaders, 'host');
    const name = host === undefined || others.length > 0 ? undefined : hostnameIn(host);
    const isOurs =
      name !== undefined && (this.#hosts.has(name) || isLoopback(name) || (!this.#isLocal && isIP(name) !== 0));
    return isOurs
      ? undefined
      : {
          status: 403,
          message: `This host name is not served here. Start the ${this.#server} with --allow-host NAME to allow it.`,
        };
  }

  #wrongToken({ headers }: IncomingMessage, access: Access): Refusal | undefined {
    if (!this.#token) return undefined;
    const [, bearer] = (access === 'own' && /^Bearer (.+)$/.exec(headers.authorization ?? '')) || [];
    const given = [headers[TOKEN_HEADER], bearer].filter((value) => typeof value === 'string');
    if (given.some((value) => timingSafeEqual(digest(value), this.#token!))) return undefined;
    return { status: 401, message: `This ${this.#server} needs a token: send it as the header ${TOKEN_HEADER}.` };
  }
}

/**
 * Refuses requests that servers may read differently: with two lengths, or an address in place of a path (request
 * smuggling).
 */
function wrongForm({ url = '', headers, rawHeaders }: IncomingMessage): Refusal | undefined {
  if (!url.startsWith('/')) return { status: 400, message: 'The request target is not a path.' };
  const isTwofold = headers['transfer-encoding'] !== undefined && headers['content-length'] !== undefined;
  const isRepeated = ['content-length', 'transfer-encoding'].some((name) => valuesOf(rawHeaders, name).length > 1);
  return isTwofold || isRepeated ? { status: 400, message: 'The length of the body is stated twice.' } : undefined;
}

/** Browsers name the page that makes a request. Other programs do not. */
function wrongOrigin({ headers }: IncomingMessage): Refusal | undefined {
  const site = headers['sec-fetch-site'];
  const isPage = headers.origin !== undefined || (site !== undefined && site !== 'none' && site !== 'same-origin');
  return isPage ? { status: 403, message: 'Requests of web pages are refused.' } : undefined;
}

function hostnameIn(host: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]@/\\?#\s]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  return (bracketed ?? plain)?.toLowerCase();
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
