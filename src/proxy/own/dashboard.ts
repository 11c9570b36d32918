// The dashboard: three static files. They contain no figures and ask for them by the same routes as other clients, so they need no token.
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { sendError, sendText } from '../reply.js';
import type { OwnRoute } from './route.js';

const FOLDER = new URL('../../dashboard/', import.meta.url);
/** All files, by the path behind `/dashboard`. */
const FILES: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '': ['index.html', 'text/html'],
  '/': ['index.html', 'text/html'],
  '/app.js': ['app.js', 'text/javascript'],
  '/app.css': ['app.css', 'text/css'],
};
/** The page loads nothing from other servers, and sends nothing to them. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PATH = '/dashboard';

export const dashboard: OwnRoute = {
  method: 'GET',
  path: PATH,
  access: 'open',
  run: (_app, _request, response) => sendFile(response, ''),
};

export const dashboardFiles: OwnRoute = {
  method: 'GET',
  path: `${PATH}/`,
  isPrefix: true,
  access: 'open',
  run: (_app, request, response) => sendFile(response, request.url!.split('?', 1)[0]!.slice(PATH.length)),
};

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const [name, type] = (Object.hasOwn(FILES, path) && FILES[path]) || [];
  if (name === undefined || type === undefined) return sendError(response, 404, 'there is no such file.');
  const text = await readFile(new URL(name, FOLDER), 'utf8');
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  sendText(response, 200, text, type);
}
