// Says what listens here, to somebody who opens the bare address. Nothing in it is secret, so it needs no token.
import { sendJson } from '../reply.js';
import type { OwnRoute } from './route.js';

export const start: OwnRoute = {
  method: 'GET',
  path: '/',
  access: 'open',
  run: (_app, _request, response) =>
    sendJson(response, 200, {
      service: 'headroom-proxy',
      about: 'Compresses what agents read, between them and their LLM providers.',
      dashboard: '/dashboard',
      stats: '/stats',
      health: '/health',
    }),
};
