import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Guard } from '../../http/index.js';
import type { McpOptions } from '../options.js';
import { serverFor } from '../server.js';
import { sharedOf } from '../shared.js';
import { handle } from './handler.js';
import { Sessions } from './sessions.js';

/** MCP over streamable HTTP at the path `/mcp` of any server. */
export class McpEndpoint {
  readonly #guard: Guard;
  readonly #sessions: Sessions;

  private constructor(guard: Guard, sessions: Sessions) {
    this.#guard = guard;
    this.#sessions = sessions;
  }

  /**
   * @param guard - the access control of the server.
   * @param isOneOfMany - whether the next request of a client may reach another process.
   */
  static async open(guard: Guard, options: McpOptions, isOneOfMany: boolean = false): Promise<McpEndpoint> {
    const shared = await sharedOf(options);
    const { roots } = options;
    // A client over HTTP may be another user's, so it cannot choose which folders may be read.
    const serve = (): Server => serverFor(shared, roots ? { own: roots } : 'none');
    return new McpEndpoint(guard, new Sessions(serve, isOneOfMany));
  }

  /** Answers a request. Never fails. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return handle(this.#guard, this.#sessions, request, response);
  }

  /** Ends all sessions. */
  close(): Promise<void> {
    return this.#sessions.close();
  }
}
