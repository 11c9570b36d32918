// The routes that the proxy answers itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.js';
import type { Access } from '../../http/index.js';
import { sendError } from '../reply.js';
import { compress } from './compress.js';
import { contents } from './contents.js';
import { dashboard, dashboardFiles } from './dashboard.js';
import { health, livez, readyz } from './health.js';
import { history } from './history.js';
import { hooks } from './hooks.js';
import { mcp } from './mcp.js';
import { metrics } from './metrics.js';
import { retrieve, retrieveByPath, retrieveCall, retrieveStats } from './retrieve.js';
import type { OwnRoute } from './route.js';
import { start } from './start.js';
import { requests, stats } from './stats.js';

/** All routes. The first one whose path matches answers. */
export const OWN_ROUTES: readonly OwnRoute[] = [
  start,
  livez,
  readyz,
  health,
  stats,
  history,
  requests,
  contents,
  metrics,
  dashboard,
  dashboardFiles,
  ...mcp,
  compress,
  hooks,
  retrieve,
  retrieveCall,
  retrieveStats,
  retrieveByPath,
];

/** The route of an address. Undefined if the proxy does not answer it itself. */
export function ownRouteOf(url: string):
  | {
      readonly access: Access;
      answer(app: App, request: IncomingMessage, response: ServerResponse): void | Promise<void>;
    }
  | undefined {
  const pathname = url.split('?', 1)[0]!;
  const here = OWN_ROUTES.filter(({ path, isPrefix }) => (isPrefix ? pathname.startsWith(path) : pathname === path));
  const [first] = here;
  if (!first) return undefined;
  return {
    access: first.access,
    answer(app, request, response) {
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const route = here.find((own) => own.method === method);
      if (route) return route.run(app, request, response);
      response.setHeader('allow', here.map((own) => own.method).join(', '));
      sendError(response, 405, `${pathname} takes ${here.map((own) => own.method).join(' or ')}.`);
    },
  };
}
