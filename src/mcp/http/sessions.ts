import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

/** The maximum number of sessions. One more ends the least recently used session. */
const MAX_SESSIONS = 32;

/** The sessions of clients over HTTP. */
export class Sessions {
  /** Whether clients have none, because the next request of a client may reach another process. */
  readonly areOff: boolean;
  readonly #serve: () => Server;
  /** By id, in the order of last use. */
  readonly #open = new Map<string, StreamableHTTPServerTransport>();

  /** @param serve - makes a server for one client. */
  constructor(serve: () => Server, areOff: boolean) {
    this.#serve = serve;
    this.areOff = areOff;
  }

  /** The session with an id. Undefined if it has ended. */
  find(id: string): StreamableHTTPServerTransport | undefined {
    const session = this.#open.get(id);
    if (session) {
      this.#open.delete(id);
      this.#open.set(id, session);
    }
    return session;
  }

  /** Makes a session for a request that begins one. */
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

  /** A transport for one request without a session. It ends with the answer. */
  async once(response: ServerResponse): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({});
    response.once('close', () => void transport.close());
    await this.#serve().connect(transport as Parameters<Server['connect']>[0]);
    return transport;
  }

  /** Ends all sessions. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((session) => session.close()));
  }

  #bound(): void {
    const [oldest] = this.#open.values();
    if (this.#open.size > MAX_SESSIONS) void oldest!.close();
  }
}
