// Finds the user's running proxies, and whether one of them can be used.
import { readdirSync } from 'node:fs';
import { proxyVariables, serverToken, stateFolder } from '../../config/index.js';
import { DEFAULT_PORT, instanceAt, type Instance } from '../../proxy/index.js';
import { isRecord } from '../../providers/index.js';
import { SETTINGS, settingsFrom } from '../proxy/settings/index.js';
import { ask } from './ask.js';

/** Providers by name. */
export type Upstreams = Readonly<Record<string, string>>;

/** The port from the environment, or the default. @throws {@link Failure} if the variable is no port. */
export function usualPort(): number {
  return settingsFrom({}, undefined).port ?? DEFAULT_PORT;
}

/** The addresses of providers that the environment sets. A proxy that asks others cannot be used. */
export function chosenUpstreams(): Upstreams {
  const { anthropicApiUrl, openaiApiUrl, geminiApiUrl, upstream = [] } = settingsFrom({}, undefined);
  const own = Object.entries({ anthropic: anthropicApiUrl, openai: openaiApiUrl, gemini: geminiApiUrl });
  return Object.fromEntries([...own, ...upstream].filter((one): one is [string, string] => one[1] !== undefined));
}

/** The variables of the environment that only a new proxy reads. */
export function settingsOfNewProxies(): string[] {
  const { port, token, host, upstream, anthropicApiUrl, openaiApiUrl, geminiApiUrl, ...others } = SETTINGS;
  return [...proxyVariables(Object.values(others).flatMap(({ env }) => env ?? [])).keys()];
}

/** The running proxies. The one at this port is first. */
export async function runningProxies(port: number): Promise<Instance[]> {
  const ports = [...new Set([port, ...knownPorts()])];
  const found = await Promise.all(ports.map((own) => instanceAt({ port: own })));
  return found.filter((instance) => instance !== undefined);
}

/** Which proxy is wanted. */
export interface Wanted {
  readonly port: number;
  /** True if it must have this port. Otherwise any port will do. */
  readonly isFixed: boolean;
  readonly upstreams: Upstreams;
}

/** Finds a running proxy that can be used. */
export async function proxyReaching({ port, isFixed, upstreams }: Wanted): Promise<Instance | undefined> {
  const token = serverToken();
  const running = isFixed ? [await instanceAt({ port })] : await runningProxies(port);
  for (const instance of running.filter((own) => own !== undefined)) {
    const health = await ask(instance.url, '/health', token);
    if (health && health['ready'] === true && reaches(health['upstreams'], upstreams)) return instance;
  }
  return undefined;
}

function reaches(known: unknown, wanted: Upstreams): boolean {
  const all = isRecord(known) ? known : {};
  return Object.entries(wanted).every(([name, url]) => URL.canParse(url) && all[name] === new URL(url).href);
}

/** The ports on which proxies were started. Some of these may have crashed. */
function knownPorts(): number[] {
  try {
    return readdirSync(stateFolder() ?? '').flatMap((name) => {
      const port = /^proxy-(\d+)\.json$/.exec(name)?.[1];
      return port === undefined ? [] : [Number(port)];
    });
  } catch {
    return [];
  }
}
