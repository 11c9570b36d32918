// Connects an agent to a proxy at an address: the agent's environment and arguments, and the providers that the proxy
// needs.
import { createHash } from 'node:crypto';
import { Failure } from '../failure/index.js';
import type { Address, Agent, BaseVariable, ConfigPart, Machine } from './agent.js';

/** The environment and arguments of an agent. */
export interface Route {
  readonly env: Readonly<Record<string, string>>;
  /** These come before the user's arguments. */
  readonly args: readonly string[];
  readonly files: readonly ConfigPart[];
}

/** Providers that a proxy knows by default. */
const BUILT_IN: ReadonlySet<string> = new Set(['anthropic', 'openai', 'gemini']);

/**
 * Returns further providers that the proxy has to know. `proxyUrl` is the address at which one of our proxies may
 * run.
 */
export function upstreamsFor({ routing }: Agent, machine: Machine, proxyUrl: string): Readonly<Record<string, string>> {
  const gateways = (routing.variables ?? []).flatMap((base) => gatewayOf(base, machine, proxyUrl) ?? []);
  return { ...routing.upstreams?.(machine), ...Object.fromEntries(gateways.map(({ name, url }) => [name, url])) };
}

/**
 * Returns the environment and arguments of an agent. @throws {@link Failure} if it cannot send the secret of the
 * proxy.
 */
export function routeFor(
  { routing, title }: Agent,
  machine: Machine,
  proxyUrl: string,
  token: string | undefined,
): Route {
  const address: Address = (provider, path = '') =>
    `${BUILT_IN.has(provider) ? proxyUrl : `${proxyUrl}/${provider}`}${path}`;
  if (token !== undefined && !routing.token)
    throw new Failure(`${title} cannot send the secret in HEADROOM_PROXY_TOKEN: unset it for this command`);
  const variables = (routing.variables ?? []).map((base) => {
    const gateway = gatewayOf(base, machine, proxyUrl);
    return [base.variable, gateway ? address(gateway.name) : address(base.provider, base.path)] as const;
  });
  return {
    env: {
      ...Object.fromEntries(variables),
      ...routing.environment?.(address, machine),
      ...(token !== undefined && routing.token?.(token, machine)),
    },
    args: routing.arguments?.(address, machine) ?? [],
    files: (routing.files?.(address, machine) ?? []).filter(({ entries }) => entries.length > 0),
  };
}

/**
 * Finds the gateway to which a variable points already. There is none if it points to the proxy itself, as in an
 * agent that a wrapped agent started.
 */
function gatewayOf(
  { variable }: BaseVariable,
  { env }: Machine,
  proxyUrl: string,
): { readonly name: string; readonly url: string } | undefined {
  const url = env[variable];
  if (!url || !URL.canParse(url) || new URL(url).origin === proxyUrl) return undefined;
  return { name: `gateway-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`, url };
}
