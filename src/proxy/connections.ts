// Keeps a list of the connections of clients, to close them when the proxy stops. Node's own list lacks connections
// without a request, and those that became WebSockets.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Follows the connections of a server from their start to their end. */
export class Connections {
  /** The number of requests under way on each. */
  readonly #open = new Map<Socket, number>();
  #isEnding = false;

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#open.set(socket, 0);
      socket.once('close', () => this.#open.delete(socket));
    });
    server.prependListener('request', ({ socket }, response) => {
      this.#add(socket, 1);
      response.once('close', () => this.#add(socket, -1));
    });
    server.prependListener('upgrade', ({ socket }) => this.#add(socket, 1));
  }

  /** Ends idle connections now, and each of the others when it becomes idle. */
  end(): void {
    this.#isEnding = true;
    for (const socket of this.#open.keys()) this.#add(socket, 0);
  }

  /** Ends all of them now. */
  breakOff(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #add(socket: Socket, more: number): void {
    const count = (this.#open.get(socket) ?? 0) + more;
    if (this.#open.has(socket)) this.#open.set(socket, count);
    // Written bytes are sent first.
    if (this.#isEnding && count === 0) socket.destroySoon();
  }
}
