// What a proxy is started with: options, then the environment, then defaults.
import { proxyEnvironment, savingsFile } from '../../config/index.js';
import { configuration } from '../../headroom/index.js';
import { PROXY_MODES, type ProxyMode, type ProxyOptions } from '../../proxy/index.js';
import { Failure, USAGE } from '../failure.js';
import { refuseFile, type StoringOptions } from '../originals.js';
import { port as portIn } from '../values.js';

/** What can be said on the command line. */
export interface Options extends StoringOptions {
  port?: number;
  host?: string;
  mode?: ProxyMode;
  anthropicApiUrl?: string;
  openaiApiUrl?: string;
  geminiApiUrl?: string;
  upstream?: Readonly<Record<string, string>>;
  allowHost?: readonly string[];
  check?: true;
}

/** The settings for a proxy. @throws {@link Failure} for a variable that cannot be. */
export async function chosen(options: Options): Promise<ProxyOptions> {
  await refuseFile(options.store);
  const env = proxyEnvironment();
  const host = options.host ?? env.host;
  const port = options.port ?? (env.port === undefined ? undefined : read('HEADROOM_PORT', env.port, portIn));
  const mode = options.mode ?? (env.mode === undefined ? undefined : read('HEADROOM_MODE', env.mode, modeIn));
  // The library does not know this mode, and would refuse the variable that sets it.
  const own = mode === 'passthrough' ? { store: false as const } : configuration();
  const store = options.store ?? own.store;
  const scope = options.scope ?? ('scope' in own ? own.scope : undefined);
  const savings = savingsFile();
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(mode !== undefined && { mode }),
    ...(env.token !== undefined && { token: env.token }),
    ...(env.outbound && { outbound: env.outbound }),
    ...(store !== undefined && { store }),
    ...(scope !== undefined && { scope }),
    ...(options.allowHost && { allowedHosts: options.allowHost }),
    ...(savings !== undefined && { savings }),
    upstreams: { ...env.upstreams, ...addresses(options) },
  };
}

function addresses({ anthropicApiUrl, openaiApiUrl, geminiApiUrl, upstream }: Options): Record<string, string> {
  return {
    ...(anthropicApiUrl !== undefined && { anthropic: anthropicApiUrl }),
    ...(openaiApiUrl !== undefined && { openai: openaiApiUrl }),
    ...(geminiApiUrl !== undefined && { gemini: geminiApiUrl }),
    ...upstream,
  };
}

function modeIn(text: string): ProxyMode {
  const mode = PROXY_MODES.find((known) => known === text);
  if (mode === undefined) throw new Error(`Use one of ${PROXY_MODES.join(', ')}.`);
  return mode;
}

function read<T>(name: string, text: string, reader: (text: string) => T): T {
  try {
    return reader(text);
  } catch (error) {
    throw new Failure(`${name} is '${text}'. ${(error as Error).message}`, USAGE);
  }
}
