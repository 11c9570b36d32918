// Originals of what was elided, in the wire format of the field.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeadroomError } from '../../errors/index.js';
import type { App } from '../app.js';
import { sendError, sendJson } from '../reply.js';
import { readObject } from './json.js';
import type { OwnRoute } from './route.js';

const PATH = '/v1/retrieve';

export const retrieve: OwnRoute = {
  method: 'POST',
  path: PATH,
  access: 'own',
  run: async (app, request, response) => {
    const body = await readObject(app, request, response);
    if (body) await give(app, response, body['hash'] ?? body['handle'], body['query']);
  },
};

export const retrieveByPath: OwnRoute = {
  method: 'GET',
  path: `${PATH}/`,
  isPrefix: true,
  access: 'own',
  run: (app: App, request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    return give(app, response, pathname.slice(PATH.length + 1), searchParams.get('query'));
  },
};

export const retrieveStats: OwnRoute = {
  method: 'GET',
  path: `${PATH}/stats`,
  access: 'own',
  run: async (app, _request, response) => {
    sendJson(response, 200, { ...(await app.store?.stats()), store: app.store !== undefined });
  },
};

async function give(app: App, response: ServerResponse, hash: unknown, query: unknown): Promise<void> {
  if (typeof hash !== 'string' || hash === '') return sendError(response, 400, '`hash` is needed.');
  if (!app.originals) return sendJson(response, 404, { detail: 'Nothing is stored: start the proxy with --store.' });
  try {
    const asked = typeof query === 'string' && query !== '' ? { query } : {};
    const { text, part, complete } = await app.originals.retrieve(hash, asked);
    sendJson(response, 200, { hash, original_content: text, part, complete });
  } catch (error) {
    const isGone = error instanceof HeadroomError && !UNREADABLE.has(error.code);
    sendJson(response, isGone ? 404 : 500, { detail: isGone ? error.message : 'It cannot be read now.' });
  }
}

/** Codes of errors that say nothing of what was asked for. */
const UNREADABLE: ReadonlySet<string> = new Set(['internal', 'io', 'failed', 'busy']);
