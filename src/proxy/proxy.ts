// Starts and stops a proxy.
import type { Server } from 'node:http';
import { listen } from '../http/index.js';
import { assemble, type Running } from './assemble.js';
import { Connections } from './connections.js';
import { handle } from './handler.js';
import type { LedgerStats } from './ledger/index.js';
import { DEFAULT_HOST, DEFAULT_PORT, type ProxyOptions } from './options.js';
import { drain, serverFor } from './server.js';
import { tunnel } from './websocket/index.js';

/** An HTTP proxy in front of LLM providers that compresses what agents read. */
export class ProxyServer {
  /** Its address: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly #parts: Parts;
  #closing: Promise<void> | undefined;

  private constructor(parts: Parts, host: string, port: number) {
    this.#parts = parts;
    this.host = host;
    this.port = port;
    this.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Starts one. @throws `ConfigurationError` for invalid options, and if the port is in use. */
  static async start(options: ProxyOptions = {}): Promise<ProxyServer> {
    const { host = DEFAULT_HOST, port = DEFAULT_PORT } = options;
    const app = await assemble(options, host);
    const underWay = new Set<Promise<void>>();
    const server = serverFor(
      {
        request: (request, response) => {
          const answered = handle(app, request, response).finally(() => underWay.delete(answered));
          underWay.add(answered);
        },
        upgrade: (request, socket, head) => tunnel(app, request, socket, head),
      },
      app.limits,
    );
    const connections = new Connections(server);
    await app.compressor?.warmUp();
    const address = await listen(server, host, port);
    return new ProxyServer({ server, connections, app, underWay }, host, address.port);
  }

  /** The statistics so far. */
  stats(): LedgerStats {
    return this.#parts.app.ledger.stats();
  }

  /** Stops listening, and resolves when the requests under way have ended. */
  close(): Promise<void> {
    this.#parts.app.drain();
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { server, connections, app, underWay } = this.#parts;
    await app.mcp?.close();
    await drain(server, connections, app.limits.drainMs);
    await Promise.all(underWay);
    for (const upstream of app.upstreams.values()) upstream.close();
    app.log?.close();
    await app.ledger.history.close();
  }
}

/** The parts of a proxy. */
interface Parts {
  readonly server: Server;
  readonly connections: Connections;
  readonly app: Running;
  /** Requests that are not yet counted. */
  readonly underWay: ReadonlySet<Promise<void>>;
}
