import { routeFor, type Agent, type Machine, type Route } from '../../agents/index.js';
import { serverToken } from '../../config/index.js';
import { chosenUpstreams, useProxy, type Start, type UsedProxy } from '../shared-proxy/index.js';

/**
 * Finds or starts a proxy that knows all addresses that an agent needs, and connects the agent to it. An address of
 * the user at the usual port is not the proxy's if another program has that port: then the proxy has to know it, too.
 * @throws {@link Failure} if there is no such proxy.
 */
export async function reach(
  agent: Agent,
  machine: Machine,
  wanted: Start,
  pid: number | undefined,
): Promise<{ readonly proxy: UsedProxy; readonly route: Route }> {
  const upstreams = { ...chosenUpstreams(), ...wanted.upstreams };
  const proxy = await useProxy(agent.name, { ...wanted, upstreams }, pid);
  const route = routed(agent, machine, proxy);
  if (Object.keys(route.upstreams).every((name) => Object.hasOwn(upstreams, name))) return { proxy, route };
  proxy.release();
  return reach(agent, machine, { ...wanted, port: 0, upstreams: { ...upstreams, ...route.upstreams } }, pid);
}

function routed(agent: Agent, machine: Machine, { url, release }: UsedProxy): Route {
  try {
    return routeFor(agent, machine, url, serverToken());
  } catch (error) {
    release();
    throw error;
  }
}
