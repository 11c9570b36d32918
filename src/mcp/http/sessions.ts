import { randomUUID } from 'node:crypto';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

/** Clients that are served at a time. One more ends the session that was used longest ago. */
const MAX_SESSIONS = 32;

/** The sessions of clients over HTTP. */
export class Sessions {
  readonly #serve: () => Server;
  /** By their id, and in the order of their last use. */
  readonly #open = new Map<string, StreamableHTTPServerTransport>();

  /** @param serve - makes a server for one client. */
  constructor(serve: () => Server) {
    this.#serve = serve;
  }

  /** The session with an id; undefined if there is none any more. */
  find(id: string): StreamableHTTPServerTransport | undefined {
    const session = this.#open.get(id);
    if (session) {
      this.#open.delete(id);
      this.#open.set(id, session);
    }
    return session;
  }

  /** A new session, for a request that begins one. */
  async begin(): Promise<StreamableHTTPServerTransport> {
    const server = this.#serve();
    const session = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        this.#open.set(id, session);
        this.#bound();
      },
    });
    session.onclose = () => {
      if (session.sessionId !== undefined) this.#open.delete(session.sessionId);
    };
    await server.connect(session as Parameters<Server['connect']>[0]);
    return session;
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((session) => session.close()));
  }

  #bound(): void {
    const [oldest] = this.#open.values();
    if (this.#open.size > MAX_SESSIONS) void oldest!.close();
  }
}
