import { dirname, join } from 'node:path';
import { Headroom } from '../headroom/index.js';
import { storeAt } from '../store/index.js';
import type { Shared } from './client.js';
import type { McpOptions } from './options.js';
import { Savings } from './savings.js';

/** Opens the store and the other shared state. */
export async function sharedOf({ store: location = true, scope, proxyUrl, ...limits }: McpOptions): Promise<Shared> {
  const store = await storeAt(location, limits);
  return {
    store,
    headroom: new Headroom({ store, mode: 'optimize', ...(scope !== undefined && { scope }) }),
    proxyUrl,
    savings: new Savings(store.path && join(dirname(store.path), 'mcp-servers')),
  };
}
