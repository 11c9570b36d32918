// How an agent is led through a proxy at an address: what it is told, and what the proxy has to know for that.
import { createHash } from 'node:crypto';
import { Failure } from '../failure/index.js';
import type { Address, Agent, BaseVariable, ConfigPart, Machine } from './agent.js';

/** What an agent is started with. */
export interface Route {
  readonly env: Readonly<Record<string, string>>;
  /** Put before the arguments of the user. */
  readonly args: readonly string[];
  readonly files: readonly ConfigPart[];
}

/** Providers that a proxy knows by itself. */
const BUILT_IN: ReadonlySet<string> = new Set(['anthropic', 'openai', 'gemini']);

/** The providers that the proxy has to know beside its own. `proxyUrl`: the address at which a proxy of ours may be. */
export function upstreamsFor({ routing }: Agent, machine: Machine, proxyUrl: string): Readonly<Record<string, string>> {
  const gateways = (routing.variables ?? []).flatMap((base) => gatewayOf(base, machine, proxyUrl) ?? []);
  return { ...routing.upstreams?.(machine), ...Object.fromEntries(gateways.map(({ name, url }) => [name, url])) };
}

/** What an agent is started with. @throws {@link Failure} where it cannot send the secret of the proxy. */
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

/** The gateway to which a variable leads already; nothing where it leads to the proxy itself, as in an agent that was started by a wrapped one. */
function gatewayOf(
  { variable }: BaseVariable,
  { env }: Machine,
  proxyUrl: string,
): { readonly name: string; readonly url: string } | undefined {
  const url = env[variable];
  if (!url || !URL.canParse(url) || new URL(url).origin === proxyUrl) return undefined;
  return { name: `gateway-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`, url };
}
