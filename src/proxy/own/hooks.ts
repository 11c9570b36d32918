// Hooks of agents that ask over HTTP, so that no program is started for each call of a tool. Nothing is elided: it is
// not known whether the agent has a tool that retrieves.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AGENTS } from '../../agents/index.js';
import { respond } from '../../hooks/index.js';
import type { App } from '../app.js';
import { sendError, sendJson } from '../reply.js';
import { readObject } from './json.js';
import type { OwnRoute } from './route.js';

const PATH = '/v1/hooks/';

/** None of these agents runs this program in place of a command. */
const PLACE = { self: '', readsFiles: false };
/** An empty answer lets the agent go on with the unchanged text. */
const SILENCE = {};

export const hooks: OwnRoute = { method: 'POST', path: PATH, isPrefix: true, access: 'own', run };

/** The agents whose hooks ask the proxy. */
const ASKING = AGENTS.filter(({ hook }) => hook?.asksProxy).map(({ name }) => name);
/** Maximum number of characters of a name that are repeated. */
const MAX_NAME = 40;

function unknown(agent: string): string {
  const paths = ASKING.map((name) => PATH + name).join(', ');
  return `no hook of the agent '${agent.slice(0, MAX_NAME)}' asks the proxy. Those that do ask ${paths}; \`headroom hook install\` sets up the hooks of other agents.`;
}

async function run(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const agent = new URL(request.url!, 'http://localhost').pathname.slice(PATH.length);
  if (!ASKING.includes(agent)) return sendError(response, 404, unknown(agent));
  const payload = await readObject(app, request, response);
  if (!payload) return;
  const said = app.compressor && (await respond(agent, payload, PLACE).catch(() => undefined));
  sendJson(response, 200, said ?? SILENCE);
}
