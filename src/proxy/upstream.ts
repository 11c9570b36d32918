// The addresses of providers. Only the user who starts the proxy sets them: a client could otherwise have credentials sent anywhere.
import http from 'node:http';
import https from 'node:https';
import { ConfigurationError } from '../errors/index.js';
import { proxyFor, ViaAgent, type Outbound } from './via.js';

const DEFAULTS: Readonly<Record<string, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com',
  gemini: 'https://generativelanguage.googleapis.com',
};

/** A version at the end of a path. */
const VERSION = /\/v\d\w*$/;
/** Maximum number of idle connections to one provider. */
const MAX_IDLE = 256;

/** One provider, with its reusable connections. */
export class Upstream {
  readonly name: string;
  readonly url: URL;
  /** The host for sockets, without the brackets that URLs have around IPv6 addresses. */
  readonly host: string;
  readonly #port: string;
  readonly #base: string;
  readonly #start: typeof http.request;
  readonly #agent: http.Agent;
  /** Makes a new connection for each request. */
  readonly #fresh: http.Agent;

  /** @throws `ConfigurationError` if the address is not a plain HTTP address. */
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

  /** The path, behind that of the base address. A version at the end of that is not repeated: clients send it, too. */
  pathOf(path: string): string {
    const [version] = VERSION.exec(this.#base) ?? [];
    const isRepeated = version !== undefined && path.split(/[?]/, 1)[0]!.concat('/').startsWith(`${version}/`);
    return (isRepeated ? this.#base.slice(0, -version.length) : this.#base) + path;
  }

  /** Starts a request. `isFresh`: on a new connection. */
  request(options: http.RequestOptions, isFresh: boolean): http.ClientRequest {
    const agent = isFresh ? this.#fresh : this.#agent;
    return this.#start({ ...options, host: this.host, port: this.#port, agent });
  }

  close(): void {
    this.#agent.destroy();
    this.#fresh.destroy();
  }
}

/** All providers by name. @throws `ConfigurationError` for an invalid name or address. */
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
