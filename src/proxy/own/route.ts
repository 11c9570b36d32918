import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.js';
import type { Access } from '../../http/index.js';

/** A route that the proxy answers itself. */
export interface OwnRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** True if the route includes all longer paths. */
  readonly isPrefix?: boolean;
  readonly access: Access;
  readonly run: (app: App, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
}
