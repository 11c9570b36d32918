// Connects an agent to a proxy at an address: the agent's environment, arguments and files, and the providers that the
// proxy needs.
import { Failure } from '../failure/index.js';
import { userValues } from '../files/index.js';
import { isRecord } from '../providers/index.js';
import type { Address, Agent, BaseVariable, ConfigPart, Machine, OwnAddress } from './agent.js';
import { Gateways } from './gateways.js';

/** The environment, arguments and files of an agent, and what they need of the proxy. */
export interface Route {
  readonly env: Readonly<Record<string, string>>;
  /** These come before the user's arguments. */
  readonly args: readonly string[];
  readonly files: readonly ConfigPart[];
  /** Further providers that the proxy has to know, by name. */
  readonly upstreams: Readonly<Record<string, string>>;
}

/** The purpose of changes of files, which is the folder of their journal. */
export const WRAP = 'wrap';

/** Providers that a proxy knows by default. */
const BUILT_IN: ReadonlySet<string> = new Set(['anthropic', 'openai', 'gemini']);

/**
 * Returns how an agent reaches the proxy. @throws {@link Failure} if it cannot send the secret of the proxy, or if the
 * user has chosen an address that the proxy cannot ask.
 */
export function routeFor(
  { routing, title, name }: Agent,
  machine: Machine,
  proxyUrl: string,
  token: string | undefined,
): Route {
  if (token !== undefined && !routing.token)
    throw new Failure(`${title} cannot send the secret in HEADROOM_PROXY_TOKEN: unset it for this command`);
  const gateways = new Gateways(proxyUrl);
  const variables = (routing.variables ?? []).map((base) => ({ base, own: ownIn(base, machine) }));
  const chosen = [...(routing.own?.(machine) ?? []), ...variables.map(({ own }) => own)].filter(isChosen);
  const address: Address = (provider, path = '') => {
    const own = chosen.find((one) => one.provider === provider);
    if (own) return gateways.addressOf(own);
    return `${BUILT_IN.has(provider) ? proxyUrl : `${proxyUrl}/${provider}`}${path}`;
  };
  const set = variables.filter(({ base, own }) => isChosen(own) || !base.isOptional);
  const env = set.map(({ base, own }) => [
    base.variable,
    isChosen(own) ? gateways.addressOf(own) : address(base.provider, base.path),
  ]);
  const files = (routing.files?.(address, machine) ?? []).filter(({ entries }) => entries.length > 0);
  return {
    env: {
      ...Object.fromEntries(env),
      ...routing.environment?.(address, machine),
      ...(token !== undefined && routing.token?.(token, machine)),
    },
    args: routing.arguments?.(address, machine) ?? [],
    files: files.map((part) => withOwn(name, part, gateways)),
    upstreams: { ...routing.upstreams?.(machine), ...gateways.upstreams },
  };
}

function ownIn({ variable, provider, inFile }: BaseVariable, machine: Machine): OwnAddress | undefined {
  const own = machine.env[variable] ? { url: machine.env[variable], from: variable } : inFile?.(machine);
  return own && { provider, ...own };
}

function isChosen(own: OwnAddress | undefined): own is OwnAddress {
  return own !== undefined && own.url !== undefined && own.url !== null && own.url !== '';
}

/** Sends requests on to the addresses that the user has in a file, where entries replace them. */
function withOwn(name: string, part: ConfigPart, gateways: Gateways): ConfigPart {
  const found = userValues({ ...part, purpose: WRAP, name });
  const entries = part.entries.map((entry, at) =>
    entry.isItem ? entry : { ...entry, value: led(entry.value, found[at], part.file, gateways) },
  );
  return { ...part, entries };
}

/** Returns a value of an entry: an address, or an object with some. */
function led(value: unknown, own: unknown, from: string, gateways: Gateways): unknown {
  if (own === undefined) return value;
  if (!isRecord(value)) return gateways.addressOf({ url: own, from });
  const found = isRecord(own) ? own : {};
  const inner = Object.entries(value).map(([key, below]) => [key, led(below, found[key], from, gateways)]);
  return { ...found, ...Object.fromEntries(inner) };
}
