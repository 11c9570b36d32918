import { createServer, type Server } from 'node:http';
import { Guard, listen, needToken } from '../../http/index.js';
import type { McpOptions } from '../options.js';
import { serverFor } from '../server.js';
import { sharedOf } from '../shared.js';
import { handle } from './handler.js';
import { Sessions } from './sessions.js';

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
  readonly #sessions: Sessions;

  private constructor(server: Server, sessions: Sessions, url: string) {
    this.#server = server;
    this.#sessions = sessions;
    this.url = url;
  }

  /** Starts a server. @throws `ConfigurationError` if an option is invalid or the port is in use. */
  static async start(options: McpHttpOptions = {}): Promise<McpHttpServer> {
    const { host = DEFAULT_HOST, port = DEFAULT_PORT, token, allowedHosts, roots } = options;
    needToken(host, token);
    const guard = new Guard('server', host, token, allowedHosts);
    const shared = await sharedOf(options);
    // A client over HTTP may be another user's, so it cannot choose which folders may be read.
    const sessions = new Sessions(() => serverFor(shared, roots ? { own: roots } : 'none'));
    const server = createServer({ headersTimeout: 30_000, maxHeaderSize: 2 ** 16 }, (request, response) => {
      void handle(guard, sessions, request, response);
    });
    const address = await listen(server, host, port);
    const name = host.includes(':') ? `[${host}]` : host;
    return new McpHttpServer(server, sessions, `http://${name}:${address.port}/mcp`);
  }

  /** Ends all sessions, and stops listening. */
  async close(): Promise<void> {
    await this.#sessions.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}
