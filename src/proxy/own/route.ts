import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.js';
import type { Access } from '../../http/index.js';

/** Something that the proxy answers itself. */
export interface OwnRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Whether longer paths are its own as well. */
  readonly isPrefix?: boolean;
  readonly access: Access;
  readonly run: (app: App, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
}
