import { createServer, type Server } from 'node:http';
import { Guard, listen, needToken } from '../../http/index.js';
import type { McpOptions } from '../options.js';
import { McpEndpoint } from './endpoint.js';

export { McpEndpoint } from './endpoint.js';

const DEFAULT_HOST = '127.0.0.1';
/** The help of the command repeats this value. */
const DEFAULT_PORT = 8788;

/** Options of an MCP server over HTTP. */
export interface McpHttpOptions extends McpOptions {
  /** The address to listen on. Default: 127.0.0.1. Other addresses than loopback require a `token`. */
  host?: string;
  /** The port to listen on. 0 means any free one. Default: 8788. */
  port?: number;
  /** The secret that clients send as `x-headroom-token`, or as a bearer token. */
  token?: string;
  /** Host names by which clients may reach the server, besides `localhost` and the addresses of this machine. */
  allowedHosts?: readonly string[];
}

/** An MCP server over streamable HTTP. */
export class McpHttpServer {
  /** Its URL: `http://127.0.0.1:8788/mcp`. */
  readonly url: string;
  readonly #server: Server;
  readonly #endpoint: McpEndpoint;

  private constructor(server: Server, endpoint: McpEndpoint, url: string) {
    this.#server = server;
    this.#endpoint = endpoint;
    this.url = url;
  }

  /** Starts a server. @throws `ConfigurationError` if an option is invalid or the port is in use. */
  static async start(options: McpHttpOptions = {}): Promise<McpHttpServer> {
    const { host = DEFAULT_HOST, port = DEFAULT_PORT, token, allowedHosts } = options;
    needToken(host, token);
    const guard = new Guard('server', host, token, allowedHosts);
    const endpoint = await McpEndpoint.open(guard, options);
    const server = createServer({ headersTimeout: 30_000, maxHeaderSize: 2 ** 16 }, (request, response) => {
      void endpoint.handle(request, response);
    });
    const address = await listen(server, host, port);
    const name = host.includes(':') ? `[${host}]` : host;
    return new McpHttpServer(server, endpoint, `http://${name}:${address.port}/mcp`);
  }

  /** Ends all sessions, and stops listening. */
  async close(): Promise<void> {
    await this.#endpoint.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}
