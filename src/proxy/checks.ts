// Refuses wrong options, and those that contradict each other: when a proxy starts, and in `headroom proxy --check`.
import { ConfigurationError } from '../errors/index.js';
import { isLoopback, needToken } from '../http/index.js';
import { DEFAULT_HOST, DEFAULT_PORT, type ProxyOptions } from './options.js';
import { MAX_RETRIES } from './retry.js';
import { upstreamsOf, type Upstream } from './upstream.js';

/** Whether originals are kept, so that they can be fetched. A store without elision only has the decisions of several processes. */
export function keepsOriginals({ store = false, elide = true }: ProxyOptions): boolean {
  return store !== false && elide;
}

/** Whether old results are pruned: where originals are kept for them, unless it is switched off. */
export function prunes(options: ProxyOptions): boolean {
  return options.pruning !== 'off' && keepsOriginals(options);
}

/** All providers by name. @throws `ConfigurationError` for an invalid one, and for this proxy: a request would circle until all connections are used up. */
export function providersOf({ upstreams, outbound, port = DEFAULT_PORT }: ProxyOptions): ReadonlyMap<string, Upstream> {
  const all = upstreamsOf(upstreams, outbound);
  for (const { name, host, url } of all.values())
    if (isLoopback(host) && url.port === String(port))
      throw new ConfigurationError(
        `upstream \`${name}\` is the address of this proxy: give the provider's`,
        'upstreams',
      );
  return all;
}

/** @throws `ConfigurationError` for a missing token, for too many retries, and for options that would have no effect. */
export function checkOptions(options: ProxyOptions): void {
  const { mode, pruning, images = 'preserve', responseCache = 0, semanticCache, retries = 0 } = options;
  needToken(options.host ?? DEFAULT_HOST, options.token);
  if (!Number.isSafeInteger(retries) || retries < 0 || retries > MAX_RETRIES)
    throw new ConfigurationError(`option \`retries\`: a whole number from 0 to ${MAX_RETRIES}`, 'retries');
  // What is pruned, and an image in another form, could not be fetched.
  if (mode !== 'passthrough' && !keepsOriginals(options)) {
    if (pruning === 'auto') throw new ConfigurationError(needsStore('pruning needs'), 'pruning');
    if (images !== 'preserve') throw new ConfigurationError(needsStore('changing images needs'), 'images');
  }
  if (semanticCache !== undefined && responseCache === 0)
    throw new ConfigurationError(
      'the semantic cache finds responses in the response cache: set `responseCache`',
      'semanticCache',
    );
}

function needsStore(what: string): string {
  return `${what} a store for the originals: set \`store\`, or \`--store\` on the command line`;
}
