// Where providers are. Only who starts the proxy says so: a client that could choose would have its credentials, or ours, sent anywhere.
import http from 'node:http';
import https from 'node:https';
import { ConfigurationError } from '../errors/index.js';
import { proxyFor, ViaAgent, type Outbound } from './via.js';

const DEFAULTS: Readonly<Record<string, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com',
  gemini: 'https://generativelanguage.googleapis.com',
};

/** Idle connections kept open to one provider. */
const MAX_IDLE = 256;

/** One provider, with connections that are used again. */
export class Upstream {
  readonly name: string;
  readonly url: URL;
  /** Host as sockets take it: WHATWG puts brackets around IPv6 addresses. */
  readonly host: string;
  readonly #port: string;
  readonly #base: string;
  readonly #start: typeof http.request;
  readonly #agent: http.Agent;
  /** Makes a connection for each request. */
  readonly #fresh: http.Agent;

  /** @throws `ConfigurationError` for what is no plain address of an HTTP server. */
  constructor(name: string, address: string, outbound?: Outbound) {
    this.name = name;
    this.url = addressIn(name, address);
    this.host = this.url.hostname.replace(/^\[(.*)\]$/, '$1');
    this.#port = this.url.port;
    this.#base = this.url.pathname.replace(/\/$/, '');
    this.#start = (this.url.protocol === 'https:' ? https : http).request;
    const proxy = proxyFor(this.url, outbound);
    const { Agent } = this.url.protocol === 'https:' ? https : http;
    const agent = (options: http.AgentOptions): http.Agent =>
      proxy ? new ViaAgent(proxy, options) : new Agent(options);
    this.#agent = agent({ keepAlive: true, maxFreeSockets: MAX_IDLE, scheduling: 'lifo' });
    this.#fresh = agent({ keepAlive: false });
  }

  /** The path that its base address adds to. */
  pathOf(path: string): string {
    return this.#base + path;
  }

  /** Starts a request. `isFresh`: on a connection that nobody used before. */
  request(options: http.RequestOptions, isFresh: boolean): http.ClientRequest {
    const agent = isFresh ? this.#fresh : this.#agent;
    return this.#start({ ...options, host: this.host, port: this.#port, agent });
  }

  close(): void {
    this.#agent.destroy();
    this.#fresh.destroy();
  }
}

/** All providers by name. @throws `ConfigurationError` for a name or an address that cannot be. */
export function upstreamsOf(
  addresses: Readonly<Record<string, string>> = {},
  outbound?: Outbound,
): ReadonlyMap<string, Upstream> {
  const all = Object.entries({ ...DEFAULTS, ...addresses });
  return new Map(all.map(([name, address]) => [name, new Upstream(nameIn(name), address, outbound)]));
}

function nameIn(name: string): string {
  if (/^[a-z][a-z0-9-]{0,31}$/.test(name) && !/^v\d/.test(name)) return name;
  throw new ConfigurationError(
    `the name of an upstream starts with a letter, has lower-case letters, digits and hyphens, and is no version: ${name}`,
    'upstreams',
  );
}

function addressIn(name: string, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain =
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  if (isPlain) return url;
  throw new ConfigurationError(
    `upstream \`${name}\`: an address such as https://api.example.com, without credentials, query or fragment`,
    'upstreams',
  );
}
