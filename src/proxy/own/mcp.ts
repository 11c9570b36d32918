// MCP over streamable HTTP, for agents that use the proxy anyway.
import { sendError } from '../reply.js';
import type { OwnRoute } from './route.js';

const METHODS = ['POST', 'GET', 'DELETE'] as const;

export const mcp: readonly OwnRoute[] = METHODS.map((method) => ({
  method,
  path: '/mcp',
  access: 'own',
  run: async (app, request, response) => {
    if (!app.mcp) return sendError(response, 404, 'MCP needs a store: start the proxy with --store.');
    await (await app.mcp.endpoint()).handle(request, response);
  },
}));
