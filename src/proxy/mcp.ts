import cluster from 'node:cluster';
import type { Guard } from '../http/index.js';
import { openEndpoint, type McpEndpoint } from '../mcp/index.js';
import type { Store } from '../store/index.js';

/** The MCP server of the proxy. Its modules are loaded with the first request. */
export class ProxyMcp {
  readonly #open: () => Promise<McpEndpoint>;
  #endpoint: Promise<McpEndpoint> | undefined;

  constructor(guard: Guard, store: Store, scope: string) {
    this.#open = () => openEndpoint(guard, { store, scope }, cluster.isWorker);
  }

  endpoint(): Promise<McpEndpoint> {
    return (this.#endpoint ??= this.#open());
  }

  /** Ends all sessions, because their streams would stay open. */
  async close(): Promise<void> {
    await (await this.#endpoint)?.close();
  }
}
