// Connects through a company's proxy by CONNECT (RFC 9110, section 9.3.6).
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { ConfigurationError } from '../errors/index.js';

/** The company's proxy, and the hosts that are reached without it. */
export interface Outbound {
  readonly url: string;
  /** Names of hosts, as `NO_PROXY` has them: `example.com` and all below it, or `*`. */
  readonly except?: readonly string[];
}

/** The address of the proxy on the way to a host; undefined if there is none. @throws `ConfigurationError` for an invalid address. */
export function proxyFor({ protocol, hostname }: URL, outbound: Outbound | undefined): URL | undefined {
  if (!outbound || protocol !== 'https:') return undefined;
  const isExcepted = (outbound.except ?? []).some((name) => {
    const plain = name.replace(/^\*?\./, '').toLowerCase();
    return name === '*' || hostname === plain || hostname.endsWith(`.${plain}`);
  });
  if (isExcepted) return undefined;
  const url = URL.canParse(outbound.url) ? new URL(outbound.url) : undefined;
  if (url?.protocol === 'http:') return url;
  throw new ConfigurationError('HTTPS_PROXY: an address such as http://proxy.example.com:3128', 'outbound');
}

/** Time for the proxy to answer, in milliseconds. */
const PATIENCE_MS = 30_000;

type Created = (error: Error | null, socket?: Duplex) => void;

/** Makes TLS connections through a proxy, which cannot read them. */
export class ViaAgent extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: https.RequestOptions, created: Created): undefined {
    const path = `${options.host}:${options.port || 443}`;
    const { hostname, port, username, password } = this.#proxy;
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
    const headers = { host: path, ...(username !== '' && { 'proxy-authorization': `Basic ${login}` }) };
    const asking = http.request({ host: hostname, port: port || 80, method: 'CONNECT', path, headers, agent: false });
    asking.on('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        created(new ProxyRefused(statusCode));
        return;
      }
      const secure = tls.connect({ ...(options as tls.ConnectionOptions), socket, servername: options.host! });
      secure.once('error', created);
      secure.once('secureConnect', () => {
        secure.off('error', created);
        created(null, secure);
      });
    });
    asking.on('error', created);
    asking.setTimeout(PATIENCE_MS, () => asking.destroy(new Error('no answer')));
    asking.end();
    return undefined;
  }
}

class ProxyRefused extends Error {
  readonly code: string;

  constructor(status: number | undefined) {
    super('the proxy on the way refuses the connection');
    this.code = `HTTPS_PROXY answers ${status}`;
  }
}
