// What the environment says of the proxy.
import { join } from 'node:path';
import { stateFolder } from './folder.js';

/** Settings as text, where they are set: who starts a proxy checks them. */
export interface ProxyEnvironment {
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly mode: string | undefined;
  readonly token: string | undefined;
  /** The proxy of a company on the way to providers, and the hosts that are reached without it. */
  readonly outbound: { readonly url: string; readonly except: readonly string[] } | undefined;
  /** Addresses of providers by name. */
  readonly upstreams: Readonly<Record<string, string>>;
}

const UPSTREAMS: Readonly<Record<string, string>> = {
  anthropic: 'ANTHROPIC_TARGET_API_URL',
  openai: 'OPENAI_TARGET_API_URL',
  gemini: 'GEMINI_TARGET_API_URL',
};

export function proxyEnvironment(env: NodeJS.ProcessEnv = process.env): ProxyEnvironment {
  const set = (name: string): string | undefined => env[name] || undefined;
  const upstreams = Object.entries(UPSTREAMS).flatMap(([name, variable]) => {
    const address = set(variable);
    return address === undefined ? [] : [[name, address] as const];
  });
  const url = set('HTTPS_PROXY') ?? set('https_proxy');
  const except = (set('NO_PROXY') ?? set('no_proxy') ?? '').split(/[\s,]+/).filter(Boolean);
  return {
    host: set('HEADROOM_HOST'),
    port: set('HEADROOM_PORT'),
    mode: set('HEADROOM_MODE'),
    token: set('HEADROOM_PROXY_TOKEN'),
    outbound: url === undefined ? undefined : { url, except },
    upstreams: Object.fromEntries(upstreams),
  };
}

/** The file in which the savings of proxies are kept: HEADROOM_SAVINGS_PATH, or one in the user's folder for state; undefined where there is none. */
export function savingsFile(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = stateFolder(env);
  return env['HEADROOM_SAVINGS_PATH'] || (folder && join(folder, 'savings.jsonl'));
}
