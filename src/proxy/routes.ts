// Finds the provider that a request is for.
import type { IncomingHttpHeaders } from 'node:http';
import { routeOf, ROUTES, SIGNED_ROUTES, type Addressed } from '../wire/index.js';
import type { Upstream } from './upstream.js';

/** The provider of a request, and its path there. */
export interface Target extends Addressed {
  readonly upstream: Upstream;
  /** The model, if the path names it. */
  readonly model: string | undefined;
}

/** The target of a request. Undefined if its provider is not certain. `url`: its path and query. */
export function targetOf(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  upstreams: ReadonlyMap<string, Upstream>,
): Target | undefined {
  const [, name = '', rest = ''] = /^\/([^/?#]*)(.*)$/.exec(url) ?? [];
  const named = BUILT_IN.has(name) ? undefined : upstreams.get(name);
  // An agent's file may name a gateway of a proxy that ran before. Its key is for nobody else.
  if (!named && GATEWAY.test(name)) return undefined;
  const own = named ? rest : url;
  const upstream = named ?? upstreams.get(providerOf(url, headers) ?? '');
  if (!upstream || !own.startsWith('/')) return undefined;
  const pathname = own.split('?', 1)[0]!;
  const route = routeOf(method, pathname, ALL_ROUTES);
  const model = modelIn(pathname);
  const betas = headers['anthropic-beta'];
  return { upstream, path: upstream.pathOf(own), route, model, betas: betas?.toString() };
}

/** The names that `headroom wrap` gives to gateways. */
const GATEWAY = /^gateway-[0-9a-f]{8}$/;

const ALL_ROUTES = [...ROUTES, ...SIGNED_ROUTES];

/** The model in a path: Gemini's and Vertex' stand before a colon, and Bedrock's is a segment of its own. */
function modelIn(path: string): string | undefined {
  const name = /\/models\/([^/:]+):/.exec(path)?.[1] ?? /\/model\/([^/]+)\/(?:converse|invoke)/.exec(path)?.[1];
  try {
    return name && decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

/** Providers that are recognised by path and credential. Some providers' own paths start with these names. */
const BUILT_IN: ReadonlySet<string> = new Set(['anthropic', 'openai', 'gemini']);

/** Paths of clouds. They need no name before them if the cloud's address is configured. */
const CLOUDS: readonly (readonly [name: string, path: RegExp])[] = [
  ['bedrock', /^\/model\/[^/]+\/(?:converse|invoke)/],
  ['vertex', /^\/v1(?:beta1)?\/projects\//],
  ['azure', /^\/openai\/(?:deployments|v1)\//],
];

/** A credential is only sent to the provider that issued it, so a request is refused if its provider is not certain. */
function providerOf(url: string, headers: IncomingHttpHeaders): string | undefined {
  const path = url.split('?', 1)[0]!;
  for (const [name, pattern] of CLOUDS) if (pattern.test(path)) return name;
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
