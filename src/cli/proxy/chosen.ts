// Turns the settings of the command line into the options of a proxy.
import { awsCredentials, outboundProxy, savingsFile } from '../../config/index.js';
import { configuration } from '../../headroom/index.js';
import type { ProxyOptions } from '../../proxy/index.js';
import { refuseFile } from '../originals.js';
import { encoderAt } from './encoder.js';
import { settingsFrom, storingIn, type Values } from './settings/index.js';

/** The options of the command line. */
export interface Options extends Partial<Values> {
  config?: string;
  check?: true;
}

/** The savings of this proxy are kept in memory only. */
const NONE = 'none';

/** Reads all settings of a proxy. @throws if one of them is invalid. */
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
    semanticCache,
    ...same
  } = values;
  // The variable that sets this mode is removed: the library does not know the mode and would refuse it.
  const own = values.mode === 'passthrough' ? {} : storingIn(configuration());
  const outbound = outboundProxy();
  const aws = awsCredentials();
  const savings = savingsPath ?? savingsFile();
  return {
    ...own,
    ...same,
    ...sharedBy(workers, values.store ?? own.store),
    ...(values.mode === 'passthrough' && { store: false }),
    ...(outbound && { outbound }),
    ...(aws && { aws }),
    ...(allowHost && { allowedHosts: allowHost }),
    ...(budget && { budgets: budget }),
    ...(semanticCache !== undefined && { semanticCache: { embedder: encoderAt(semanticCache) } }),
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

/** The number of supervised processes. Undefined if the proxy runs in this process. */
export function workersOf({ config, check: _check, ...options }: Options): number | undefined {
  return settingsFrom(options, config).workers;
}

/**
 * Processes that answer the same conversations share their decisions in a store. Unless the user chose a store, it
 * keeps decisions only.
 */
function sharedBy(workers: number | undefined, store: ProxyOptions['store']): ProxyOptions {
  return (workers ?? 1) > 1 && (store === undefined || store === false) ? { store: true, elide: false } : {};
}
