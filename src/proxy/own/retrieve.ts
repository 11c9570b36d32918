// Returns originals of elided texts. The wire format is that of other context compressors, so gateways know it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeadroomError } from '../../errors/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import { countTokensAsync } from '../../tokens/index.js';
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
    if (body) await give(app, response, body['hash'] ?? body['handle'], partIn(body));
  },
};

export const retrieveByPath: OwnRoute = {
  method: 'GET',
  path: `${PATH}/`,
  isPrefix: true,
  access: 'own',
  run: (app: App, request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    const handle = pathname.slice(PATH.length + 1);
    return give(app, response, handle, partIn({ query: searchParams.get('query') }));
  },
};

/** A call of `headroom_retrieve`, in the shape of any provider, answered as its tool's result. */
export const retrieveCall: OwnRoute = {
  method: 'POST',
  path: `${PATH}/tool_call`,
  access: 'own',
  run: async (app, request, response) => {
    const body = await readObject(app, request, response);
    if (!body) return;
    if (!app.originals || !app.compressor) return sendJson(response, 404, NO_STORE);
    const call = body['tool_call'];
    if (!isRecord(call)) return sendError(response, 400, '`tool_call` is needed.');
    const result = await app.compressor.headroom.handleToolCall(call);
    if (result === undefined) return sendError(response, 400, '`tool_call` is a call of `headroom_retrieve`.');
    app.retrievals.of('').count += 1;
    sendJson(response, 200, { tool_result: result, success: !isRefused(result), data: null });
  },
};

/** True if a tool's result reports a failure. Only Anthropic's shape has a field for that. */
function isRefused(result: object): boolean {
  return 'is_error' in result && result.is_error === true;
}

export const retrieveStats: OwnRoute = {
  method: 'GET',
  path: `${PATH}/stats`,
  access: 'own',
  run: async (app, _request, response) => {
    const own = await app.store?.stats();
    sendJson(response, 200, {
      ...own,
      store: app.store !== undefined,
      ...(own && { entry_count: own.originals, retrieval_count: app.retrievals.of('').count }),
    });
  },
};

const NO_STORE = { detail: 'Nothing is stored: start the proxy with --store.' };
/** Fields of the format that do not apply: it counts the items of shortened lists, and our originals are texts. */
const NOT_ITEMS = { original_item_count: 0, compressed_item_count: 0, tool_name: null };

/** The fields that select a part of an original, as in calls of `headroom_retrieve`. */
const SELECTING = ['query', 'lines', 'rows', 'fields', 'path', 'limit'];

/** The part that a request asks for. A field that is empty counts as not set. */
function partIn(body: Fields): object {
  const set = SELECTING.filter((name) => body[name] !== undefined && body[name] !== null && body[name] !== '');
  return Object.fromEntries(set.map((name) => [name, body[name]]));
}

async function give(app: App, response: ServerResponse, hash: unknown, asked: object): Promise<void> {
  if (typeof hash !== 'string' || hash === '') return sendError(response, 400, '`hash` is needed.');
  if (!app.originals) return sendJson(response, 404, NO_STORE);
  try {
    const { text, part, complete } = await app.originals.ask(hash, asked);
    const retrievals = app.retrievals.of(hash.toLowerCase());
    retrievals.count += 1;
    app.retrievals.of('').count += 1;
    sendJson(response, 200, {
      hash,
      original_content: text,
      original_tokens: await countTokensAsync(text),
      ...NOT_ITEMS,
      retrieval_count: retrievals.count,
      part,
      complete,
    });
  } catch (error) {
    const isGone =
      error instanceof HeadroomError && (error.code.startsWith('retrieve/') || error.code === 'store/damaged');
    sendJson(response, isGone ? 404 : 500, { detail: isGone ? error.message : 'It cannot be read now.' });
  }
}
