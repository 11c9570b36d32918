// The texts of a recent request, before and after, if the user logs contents.
import { sendError, sendJson } from '../reply.js';
import type { OwnRoute } from './route.js';

const PATH = '/requests/';
const NOTHING =
  'no texts of this request are kept: nothing in it changed, too many requests followed, or the store was cleared. In GET /requests, `has_texts` says of which requests there are texts.';

export const contents: OwnRoute = {
  method: 'GET',
  path: PATH,
  isPrefix: true,
  access: 'own',
  run: async (app, request, response) => {
    if (!app.contents) return sendError(response, 404, 'contents are not logged: start the proxy with --log-contents.');
    const [, id] = /^(\d{1,15})$/.exec(request.url!.split('?', 1)[0]!.slice(PATH.length)) ?? [];
    const texts = id === undefined ? undefined : await app.contents.of(Number(id));
    if (!texts) return sendError(response, 404, NOTHING);
    sendJson(response, 200, { id: Number(id), texts });
  },
};
