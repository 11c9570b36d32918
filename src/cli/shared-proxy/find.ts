// Which proxies of this user run, and whether one of them can be used.
import { readdirSync } from 'node:fs';
import { serverToken, stateFolder } from '../../config/index.js';
import { DEFAULT_PORT, instanceAt, type Instance } from '../../proxy/index.js';
import { isRecord } from '../../providers/index.js';
import { settingsFrom } from '../proxy/settings/index.js';
import { ask } from './ask.js';

/** Providers by name. */
export type Upstreams = Readonly<Record<string, string>>;

/** The port that is asked for, in the environment or by default. @throws {@link Failure} for a variable that is none. */
export function usualPort(): number {
  return settingsFrom({}, undefined).port ?? DEFAULT_PORT;
}

/** The proxies that run: the one at this port first. */
export async function runningProxies(port: number): Promise<Instance[]> {
  const ports = [...new Set([port, ...knownPorts()])];
  const found = await Promise.all(ports.map((own) => instanceAt({ port: own })));
  return found.filter((instance) => instance !== undefined);
}

/** Which proxy is asked for. */
export interface Wanted {
  readonly port: number;
  /** Whether it has to be this port; else it may be any. */
  readonly isFixed: boolean;
  readonly upstreams: Upstreams;
}

/** A proxy that runs and can be used. */
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
  return Object.entries(wanted).every(([name, url]) => all[name] === new URL(url).href);
}

/** Ports under which proxies were started. Some may have ended without saying so. */
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
