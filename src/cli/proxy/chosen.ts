// What a proxy is started with.
import { awsCredentials, outboundProxy, savingsFile } from '../../config/index.js';
import { configuration } from '../../headroom/index.js';
import type { ProxyOptions } from '../../proxy/index.js';
import { refuseFile } from '../originals.js';
import { settingsFrom, type Values } from './settings/index.js';

/** What can be said on the command line. */
export interface Options extends Partial<Values> {
  config?: string;
  check?: true;
}

/** The savings of this proxy are kept in memory. */
const NONE = 'none';

/** The settings for a proxy. @throws where one of them cannot be. */
export async function chosen({ config, check: _check, ...options }: Options): Promise<ProxyOptions> {
  const values = settingsFrom(options, config);
  if (values.store !== false) await refuseFile(values.store);
  const {
    anthropicApiUrl,
    openaiApiUrl,
    geminiApiUrl,
    upstream,
    allowHost,
    budget,
    savingsPath,
    bedrockRegion,
    workers,
    ...same
  } = values;
  // The library does not know this mode, and would refuse the variable that sets it.
  const own: Pick<ReturnType<typeof configuration>, 'store' | 'scope'> = values.mode === 'passthrough'
    ? {}
    : configuration();
  const outbound = outboundProxy();
  const aws = awsCredentials();
  const savings = savingsPath ?? savingsFile();
  return {
    ...(own.store !== undefined && { store: own.store }),
    ...(own.scope !== undefined && { scope: own.scope }),
    ...same,
    ...sharedBy(workers, values.store ?? own.store),
    ...(values.mode === 'passthrough' && { store: false }),
    ...(outbound && { outbound }),
    ...(aws && { aws }),
    ...(allowHost && { allowedHosts: allowHost }),
    ...(budget && { budgets: budget }),
    ...(savings !== undefined && savings !== NONE && { savings }),
    upstreams: {
      ...(anthropicApiUrl !== undefined && { anthropic: anthropicApiUrl }),
      ...(openaiApiUrl !== undefined && { openai: openaiApiUrl }),
      ...(geminiApiUrl !== undefined && { gemini: geminiApiUrl }),
      ...(bedrockRegion !== undefined && { bedrock: `https://bedrock-runtime.${bedrockRegion}.amazonaws.com` }),
      ...Object.fromEntries(upstream ?? []),
    },
  };
}

/** How many processes there are to be. */
export function workersOf({ config, check: _check, ...options }: Options): number {
  return settingsFrom(options, config).workers ?? 1;
}

/** Processes that answer the same conversations share what they decided: without a store of the user's choice that is all that is stored. */
function sharedBy(workers: number | undefined, store: ProxyOptions['store']): ProxyOptions {
  return (workers ?? 1) > 1 && (store === undefined || store === false) ? { store: true, elide: false } : {};
}
