// Which provider a request is for, and whether there is a conversation in it.
import type { IncomingHttpHeaders } from 'node:http';
import type { ToolShape } from '../tool/index.js';
import type { Upstream } from './upstream.js';

/** A kind of request that holds a conversation. */
export interface Route {
  readonly name: string;
  readonly shape: ToolShape;
  /** Whether a model answers it. Counting tokens only reads it. */
  readonly isAnswered: boolean;
  /** How its path ends. */
  readonly pattern: RegExp;
}

export const ROUTES: readonly Route[] = [
  { name: 'messages', shape: 'anthropic', isAnswered: true, pattern: /\/messages$/ },
  // Signed thinking is checked here as well: it has to see what the model saw.
  { name: 'count_tokens', shape: 'anthropic', isAnswered: false, pattern: /\/messages\/count_tokens$/ },
  { name: 'chat_completions', shape: 'openai', isAnswered: true, pattern: /\/chat\/completions$/ },
  { name: 'responses', shape: 'responses', isAnswered: true, pattern: /\/responses$/ },
  { name: 'generate_content', shape: 'gemini', isAnswered: true, pattern: /:(?:generate|streamGenerate)Content$/ },
];

/** Where a request goes. */
export interface Target {
  readonly upstream: Upstream;
  /** Path and query there. */
  readonly path: string;
  readonly route: Route | undefined;
  /** The model, where the path names it. */
  readonly model: string | undefined;
}

/** The target of a request; nothing where it cannot be told whose it is. `url`: its path and query. */
export function targetOf(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  upstreams: ReadonlyMap<string, Upstream>,
): Target | undefined {
  const [, name = '', rest = ''] = /^\/([^/?#]*)(.*)$/.exec(url) ?? [];
  const named = BUILT_IN.has(name) ? undefined : upstreams.get(name);
  const own = named ? rest : url;
  const upstream = named ?? upstreams.get(providerOf(url, headers) ?? '');
  if (!upstream || !own.startsWith('/')) return undefined;
  const pathname = own.split('?', 1)[0]!;
  const route = method === 'POST' ? ROUTES.find(({ pattern }) => pattern.test(pathname)) : undefined;
  const model = /\/models\/([^/:]+):/.exec(pathname)?.[1];
  return { upstream, path: upstream.pathOf(own), route, model };
}

/** These are told by path and credential; their names are the start of some provider's own paths. */
const BUILT_IN: ReadonlySet<string> = new Set(['anthropic', 'openai', 'gemini']);

/** A credential is only sent to the provider that issued it, so a request whose owner is not plain goes nowhere. */
function providerOf(url: string, headers: IncomingHttpHeaders): string | undefined {
  const path = url.split('?', 1)[0]!;
  if (headers['x-goog-api-key'] !== undefined || /^\/(?:upload\/)?v1(?:alpha|beta)\d*\//.test(path)) return 'gemini';
  if (/^\/v1\/models\/[^/]+:\w+$/.test(path)) return 'gemini';
  const isAnthropic =
    headers['x-api-key'] !== undefined ||
    headers['anthropic-version'] !== undefined ||
    /\bsk-ant-/.test(headers.authorization ?? '') ||
    /^\/v1\/(?:messages|complete)(?:\/|$)/.test(path);
  if (isAnthropic) return 'anthropic';
  return path.startsWith('/v1/') ? 'openai' : undefined;
}
