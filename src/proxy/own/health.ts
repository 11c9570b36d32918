// Reports whether the proxy runs, and whether it accepts requests.
import { share } from '../../format/index.js';
import type { App } from '../app.js';
import { sendJson } from '../reply.js';
import type { OwnRoute } from './route.js';

export const livez: OwnRoute = {
  method: 'GET',
  path: '/livez',
  access: 'open',
  run: (app, _request, response) => sendJson(response, 200, { ...said(app), status: 'alive', alive: true }),
};

export const readyz: OwnRoute = {
  method: 'GET',
  path: '/readyz',
  access: 'open',
  run: (app, _request, response) =>
    sendJson(response, app.draining.aborted ? 503 : 200, {
      ...said(app),
      status: app.draining.aborted ? 'draining' : 'ready',
      ready: !app.draining.aborted,
    }),
};

export const health: OwnRoute = {
  method: 'GET',
  path: '/health',
  access: 'own',
  run: (app, _request, response) => {
    const { requests, totals } = app.ledger.stats();
    const saved = totals.tokensBefore - totals.tokensAfter;
    sendJson(response, 200, {
      ...said(app),
      status: 'healthy',
      ready: !app.draining.aborted,
      optimize: app.mode === 'optimize',
      mode: app.mode,
      upstreams: Object.fromEntries([...app.upstreams].map(([name, { url }]) => [name, url.href])),
      stats: {
        total_requests: requests,
        tokens_saved: saved,
        savings_percent: 100 * share(saved, totals.tokensBefore),
      },
    });
  },
};

function said({ version, since }: App): object {
  const now = Date.now();
  return {
    service: 'headroom-proxy',
    version,
    pid: process.pid,
    timestamp: new Date(now).toISOString(),
    uptime_seconds: Math.floor((now - since) / 1000),
  };
}
