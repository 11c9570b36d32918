// Which provider a request is for.
import type { IncomingHttpHeaders } from 'node:http';
import { routeOf, type Addressed } from '../wire/index.js';
import type { Upstream } from './upstream.js';

/** Where a request goes. */
export interface Target extends Addressed {
  readonly upstream: Upstream;
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
  const route = routeOf(method, pathname);
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
