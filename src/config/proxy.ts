// What the environment says of the proxy.

/** Settings as text, where they are set: who starts a proxy checks them. */
export interface ProxyEnvironment {
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly mode: string | undefined;
  readonly token: string | undefined;
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
  return {
    host: set('HEADROOM_HOST'),
    port: set('HEADROOM_PORT'),
    mode: set('HEADROOM_MODE'),
    token: set('HEADROOM_PROXY_TOKEN'),
    upstreams: Object.fromEntries(upstreams),
  };
}
