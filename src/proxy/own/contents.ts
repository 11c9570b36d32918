// The texts of a recent request, before and after, if the user logs contents.
import { sendError, sendJson } from '../reply.js';
import type { OwnRoute } from './route.js';

const PATH = '/requests/';

export const contents: OwnRoute = {
  method: 'GET',
  path: PATH,
  isPrefix: true,
  access: 'own',
  run: async (app, request, response) => {
    if (!app.contents) return sendError(response, 404, 'contents are not logged: start the proxy with --log-contents.');
    const [, id] = /^(\d{1,15})$/.exec(request.url!.split('?', 1)[0]!.slice(PATH.length)) ?? [];
    const texts = id === undefined ? undefined : await app.contents.of(Number(id));
    if (!texts) return sendError(response, 404, 'no texts of this request are kept.');
    sendJson(response, 200, { id: Number(id), texts });
  },
};
